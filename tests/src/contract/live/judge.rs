//! What is wrong with an answer.

use classifications_contract::Contract;
use classifications_sandbox::cases::Case;

use super::fit::Fitted;
use super::session::Answer;
use crate::contract::json::Json;

/// What departs from the document, or from what the case says beyond it.
#[must_use]
pub fn judge(case: &Case, fitted: &Fitted, contract: &Contract, answer: &Answer) -> Vec<String> {
    let checked = contract.check_response(&case.operation, answer);
    let mut faults: Vec<String> = checked
        .violations()
        .iter()
        .map(ToString::to_string)
        .collect();
    let status = answer.status().as_u16();
    let expected = case.response.status;
    if fitted.exact && status != expected {
        faults.push(format!("status is {status}, the case says {expected}"));
    }
    if !fitted.exact && status != expected && ![200, 400].contains(&status) {
        faults.push(format!("status is {status}, neither 200 nor 400"));
    }
    if status == expected {
        let absent = case.response.headers.keys();
        let absent = absent.filter(|name| !answer.headers().contains_key(name.as_str()));
        faults.extend(absent.map(|name| format!("header {name} is absent")));
    }
    if status == 200 && case.operation == "queryClassifications" {
        faults.extend(lacks(fitted, answer.body()));
    }
    faults
}

/// A query by what one classification has answers with that classification.
fn lacks(fitted: &Fitted, body: &[u8]) -> Option<String> {
    let number = fitted.about.as_ref()?.get("requestNo")?;
    let list: Json = String::from_utf8_lossy(body).parse().ok()?;
    let items = list
        .get("classifications")
        .map(Json::items)
        .unwrap_or_default();
    let there = items
        .iter()
        .any(|item| item.get("requestNo") == Some(number));
    (!there).then(|| "the classification that was asked for is not in the answer".to_owned())
}
