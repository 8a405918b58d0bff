//! Fits a case to what the server holds, or says why it cannot be.

use classifications_sandbox::cases::{Case, Condition, QueryValue, Token};
use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::value::RawValue;

use super::session::Session;
use super::{CannotRun, Options};
use crate::contract::checks::breaks_on_purpose;
use crate::contract::json::Json;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A case as it is sent to this server.
#[derive(Debug)]
pub struct Fitted {
    /// The method.
    pub method: Method,
    /// Path and query, below the base URL.
    pub path_and_query: String,
    /// The filters as they are sent.
    pub query: Vec<(String, Json)>,
    /// The body.
    pub body: Option<Json>,
    /// Whether the status of the case is to be expected; if not, any documented success or 400 is.
    pub exact: bool,
    /// Whether it is a request that may be charged.
    pub may_be_charged: bool,
    /// The classification that it is about, as the server has it.
    pub about: Option<Json>,
}

/// What the contract holds at the moment.
#[derive(Debug, Default)]
pub struct Portfolio(Vec<Json>);

impl Portfolio {
    /// Queries the contract.
    ///
    /// # Errors
    /// [`CannotRun`], when it cannot be queried: nothing can be fitted then.
    pub async fn of(session: &Session, options: &Options) -> Result<Self, CannotRun> {
        let all = Fitted {
            method: Method::GET,
            path_and_query: format!(
                "/contracts/{}/classifications",
                encode(&options.contract_no)
            ),
            query: vec![],
            body: None,
            exact: true,
            may_be_charged: false,
            about: None,
        };
        let token = session.token(&Token::Valid, "queryClassifications").await?;
        let answer = session.send(session.request(&all, token)?).await?;
        let status = answer.status().as_u16();
        let text = String::from_utf8_lossy(answer.body());
        match (status, text.parse::<Json>()) {
            (200, Ok(list)) => {
                let items = list.get("classifications").map(Json::items);
                Ok(Self(items.unwrap_or_default().to_vec()))
            }
            // the document has no words for a contract that holds nothing yet
            (400, _) => Ok(Self::default()),
            (status, _) => Err(CannotRun::NotQueried { status }),
        }
    }

    fn find(&self, fits: impl Fn(&Json) -> bool) -> Option<&Json> {
        self.0.iter().find(|held| fits(held))
    }
}

/// Fits a case.
///
/// # Errors
/// Why it is left out.
pub fn fit(case: &Case, options: &Options, portfolio: &Portfolio) -> Result<Fitted, String> {
    if case.gateway != Condition::Normal {
        return Err("the gateway cannot be brought into this state from outside".to_owned());
    }
    if case.request.token == Token::Expired {
        return Err("no token can be made to expire".to_owned());
    }
    let method = case.method();
    if method != Method::GET && !options.allow_writes {
        return Err("it is no GET, and --allow-writes is not given".to_owned());
    }
    let other_contract = case.collection() != own_contract(case);
    if other_contract && method != Method::GET {
        return Err("it would write to a contract that is not the user's".to_owned());
    }
    let contract_no = if other_contract {
        own_contract(case)
    } else {
        options.contract_no.as_str()
    };
    if other_contract && contract_no == options.contract_no {
        return Err("its unknown contract is the user's".to_owned());
    }
    let mut fitted = Fitted {
        path_and_query: target(case, contract_no),
        may_be_charged: case.operation == "createClassification" && method == Method::POST,
        method,
        query: vec![],
        body: None,
        exact: true,
        about: None,
    };
    query(case, portfolio, &mut fitted);
    if let Some(body) = &case.request.body {
        let text = body
            .get()
            .parse::<Json>()
            .map_err(|e| format!("its body is no JSON: {e}"))?;
        fitted.body = Some(body_of(case, text, options, portfolio, &mut fitted)?);
    }
    // a request that is refused costs nothing
    fitted.may_be_charged &= case.response.status < 300;
    Ok(fitted)
}

/// The contract that a case's request names.
fn own_contract(case: &Case) -> &str {
    let mut values = case.request.path_values.values();
    values.next().map_or("", String::as_str)
}

/// A text as one segment of a path.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// The path of the case, wrong as it may be, with another contract number.
fn target(case: &Case, contract_no: &str) -> String {
    let whole = case.path_and_query();
    let own = whole.split('?').next().unwrap_or_default();
    let base_path = classifications_sandbox::base_path().unwrap_or_default();
    let below = own.strip_prefix(&base_path).unwrap_or(own);
    below.replacen(&encode(own_contract(case)), &encode(contract_no), 1)
}

/// Fits the filters: those that name a classification of the case name one of the server's.
fn query(case: &Case, portfolio: &Portfolio, fitted: &mut Fitted) {
    let filters = &case.request.query;
    let matches = |given: &&Box<RawValue>| {
        let named = filters
            .iter()
            .filter_map(|(name, value)| is_named(given, name, value));
        let named: Vec<bool> = named.collect();
        !named.is_empty() && named.iter().all(|same| *same)
    };
    let given = case.given.iter().find(matches);
    let names = filters.keys().filter(|name| place(name).is_some());
    let has_all = |held: &Json| names.clone().all(|name| value_at(held, name).is_some());
    let about = given.and_then(|_| portfolio.find(has_all)).cloned();
    for (name, value) in filters {
        let mapped = about
            .as_ref()
            .and_then(|held| value_at(held, name))
            .cloned();
        fitted
            .query
            .push((name.clone(), mapped.unwrap_or_else(|| json(value))));
    }
    let unmapped = filters.keys().any(|name| place(name).is_some()) && about.is_none();
    if unmapped && !breaks_on_purpose(case) {
        fitted.exact = false;
    }
    // other filters may exclude what the case has and the server has not
    fitted.about = about.filter(|_| filters.len() == 1);
    if !fitted.query.is_empty() {
        let pairs = fitted.query.iter().map(|(name, value)| {
            let text = match value {
                Json::Text(text) => text.clone(),
                Json::List(items) => items.iter().map(text_of).collect::<Vec<_>>().join(","),
                other => other.to_string(),
            };
            format!("{name}={}", encode(&text))
        });
        let pairs: Vec<String> = pairs.collect();
        fitted.path_and_query.push('?');
        fitted.path_and_query.push_str(&pairs.join("&"));
    }
}

fn text_of(json: &Json) -> String {
    json.as_text()
        .map_or_else(|| json.to_string(), str::to_owned)
}

fn json(value: &QueryValue) -> Json {
    match value {
        QueryValue::Integer(number) => Json::number(number),
        QueryValue::Text(text) => Json::text(text),
        QueryValue::List(items) => Json::List(items.iter().map(json).collect()),
    }
}

/// Where a classification has what a filter names, for filters that name one.
fn place(filter: &str) -> Option<&'static [&'static str]> {
    match filter {
        "endorsementNo" => Some(&["requestNo"]),
        "customerReference" => Some(&["customerReference"]),
        "taxId" => Some(&["debtor", "taxId"]),
        "country" => Some(&["debtor", "country"]),
        _ => None,
    }
}

fn value_at<'j>(held: &'j Json, filter: &str) -> Option<&'j Json> {
    place(filter)?
        .iter()
        .try_fold(held, |at, name| at.get(name))
}

/// Whether a filter names a classification; `None` for filters that do not name one.
fn is_named(given: &RawValue, filter: &str, value: &QueryValue) -> Option<bool> {
    let held: Json = given.get().parse().ok()?;
    place(filter)?;
    Some(value_at(&held, filter) == Some(&json(value)))
}

/// Fits the body: the user's debtor, and a classification of that debtor in the state that the case
/// supposes.
fn body_of(
    case: &Case,
    body: Json,
    options: &Options,
    portfolio: &Portfolio,
    fitted: &mut Fitted,
) -> Result<Json, String> {
    let (tax_id, country) = options.test_debtor().ok_or("there is no test debtor")?;
    let body = match body.get("debtor") {
        Some(debtor @ Json::Object(_)) => {
            let mut own = debtor.clone();
            let name = options.debtor.debtor_name.as_deref();
            let mine = [
                ("taxId", Some(tax_id)),
                ("country", Some(country)),
                ("name", name),
            ];
            for (member, value) in mine {
                let said = own.get(member).and_then(Json::as_text);
                // what is wrong on purpose stays wrong
                let plain = said.is_some_and(|said| !said.is_empty()) && !breaks_on_purpose(case);
                if let Some(value) = value.filter(|_| plain) {
                    own = own.with(member, Json::text(value));
                }
            }
            body.with("debtor", own)
        }
        _ => body,
    };
    let Some(number) = body.get("endorsementNo").and_then(Json::as_integer) else {
        return Ok(body);
    };
    let is_mine = |held: &Json| {
        let debtor = held.get("debtor");
        let says = |name, mine| {
            let value = debtor
                .and_then(|debtor| debtor.get(name))
                .and_then(Json::as_text);
            value == Some(mine)
        };
        says("taxId", tax_id) && says("country", country)
    };
    let has_number = |held: &Json| held.get("requestNo").and_then(Json::as_integer) == Some(number);
    let given = case.given.iter();
    let mut given = given.filter_map(|given| given.get().parse::<Json>().ok());
    let Some(given) = given.find(has_number) else {
        return match portfolio.find(has_number) {
            Some(_) => Err("its unknown number is known here".to_owned()),
            None => Ok(body),
        };
    };
    let in_state = |held: &Json| {
        let status = held.get("statusCode").and_then(Json::as_integer);
        status == given.get("statusCode").and_then(Json::as_integer)
            && held.get("active") == given.get("active")
    };
    let found = portfolio.find(|held| is_mine(held) && in_state(held));
    let found = match found {
        None if breaks_on_purpose(case) => portfolio.find(is_mine),
        found => found,
    };
    let Some(found) = found else {
        let active = given.get("active") == Some(&Json::Bool(true));
        let active = if active { "active" } else { "inactive" };
        let status = given.get("statusCode").map(ToString::to_string);
        let status = status.unwrap_or_default();
        return Err(format!(
            "the test debtor has no {active} classification in status {status}"
        ));
    };
    fitted.about = Some(found.clone());
    let number = found.get("requestNo").cloned().unwrap_or(Json::Null);
    Ok(body.with("endorsementNo", number))
}
