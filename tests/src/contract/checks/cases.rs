//! The cases of the sandbox model.

use classifications_contract::{Checked, Direction, Rule};
use classifications_sandbox::cases::{Case, Token};

use super::Subject;
use crate::contract::evidence::{request, response};

/// Cases that the API refuses although they keep to the document: it says so only in words.
const REFUSED_BY_WORDS: &[(&str, &str)] = &[
    (
        "createClassification/400-requested-limit-zero",
        "more than 0",
    ),
    (
        "createClassification/400-requested-limit-three-decimals",
        "at most two decimals",
    ),
];

/// Every case keeps to the document, or breaks it where it means to and nowhere else.
pub(super) fn keep_to_the_document(subject: &Subject<'_>) -> Vec<String> {
    let cases = subject.evidence.cases.iter();
    let cases = cases.filter(|case| subject.concerns_operation(&case.operation));
    let mut wrong = vec![];
    for case in cases {
        if subject.knows_enough(&wrong) {
            break;
        }
        let checked = subject.contract.check_request(&request(case));
        let mut faults = request_faults(case, &checked);
        let answer = subject
            .contract
            .check_response(&case.operation, &response(case));
        faults.extend(answer.violations().iter().map(ToString::to_string));
        for held in case.given.iter().chain(case.then.iter().flatten()) {
            let json = held.get().as_bytes();
            let checked = subject
                .contract
                .check_value("Classification", Direction::Response, json);
            faults.extend(checked.filter(|c| !c.is_ok()).map(|c| c.to_string()));
        }
        wrong.extend(
            faults
                .into_iter()
                .map(|fault| format!("{}: {fault}", case.name)),
        );
    }
    wrong
}

/// What a case means to break.
#[derive(Debug)]
struct Purpose {
    /// The rule, where it is only one.
    rule: Option<Rule>,
    /// The place in the message.
    pointer: String,
}

/// What is wrong with the request of a case: what it breaks without meaning to, or the other way
/// round.
pub(crate) fn request_faults(case: &Case, checked: &Checked) -> Vec<String> {
    let Some(purpose) = purpose(case) else {
        let violations = checked.violations().iter();
        return violations.map(ToString::to_string).collect();
    };
    let as_meant = checked.violations().iter().any(|violation| {
        let rule = purpose.rule.is_none_or(|rule| violation.rule == rule);
        // a list as a whole, or one of its items
        rule && violation.message_pointer.starts_with(&purpose.pointer)
    });
    if as_meant {
        return vec![];
    }
    vec![format!("should break {purpose:?}; {checked}")]
}

/// Whether a case breaks the document on purpose.
pub(crate) fn breaks_on_purpose(case: &Case) -> bool {
    purpose(case).is_some()
}

/// What a case breaks on purpose, by its answer; nothing for a good one.
fn purpose(case: &Case) -> Option<Purpose> {
    let rule = |rule, pointer: &str| {
        Some(Purpose {
            rule: Some(rule),
            pointer: pointer.to_owned(),
        })
    };
    match case.response.status {
        401 if case.request.token == Token::Absent => {
            rule(Rule::SecurityMissing, "/headers/authorization")
        }
        404 => rule(Rule::UnknownPath, "/path"),
        405 => rule(Rule::MethodNotAllowed, "/method"),
        400 if REFUSED_BY_WORDS.iter().any(|(name, _)| *name == case.name) => None,
        400 => malformed(case.response.body.get()),
        _ => None,
    }
}

/// What the text of a 400 names: `body is ...`, `body: /a/b ...`, `query: name ...`.
fn malformed(answer: &str) -> Option<Purpose> {
    let answer: serde_json::Value = serde_json::from_str(answer).ok()?;
    let text = answer["moreInformation"].as_str()?;
    let place = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    let pointer = if let Some(rest) = text.strip_prefix("body: ") {
        format!("/body{}", place(rest))
    } else if let Some(rest) = text.strip_prefix("query: ") {
        format!("/query/{}", place(rest))
    } else if text.starts_with("body ") {
        "/body".to_owned()
    } else {
        return None;
    };
    Some(Purpose {
        rule: None,
        pointer,
    })
}
