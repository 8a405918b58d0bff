//! Fits a case to what the server holds, or says why it cannot be sent there.

use std::collections::BTreeMap;

use classifications_api::Operation;
use classifications_contract::{Checked, Contract, FieldLocation, Rule, Values, split_name};
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::case::{Case, Token};
use super::json::{get, same, scalars, with};
use super::rows::Rows;
use crate::language::causes;
use crate::output::Json;
use crate::tr;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What cases are fitted to.
pub struct Ground<'a> {
    pub contract: &'a Contract,
    /// Where the API is, without a slash at the end.
    pub base_url: &'a str,
    pub rows: &'a Rows,
    /// The user's values by flattened name.
    pub values: &'a BTreeMap<String, String>,
    pub allow_writes: bool,
    /// The rows that the server holds.
    pub held: Vec<Json>,
}

/// A call as it is sent to this server.
#[derive(Clone)]
pub struct Call {
    pub operation: &'static Operation,
    pub method: Method,
    pub path: String,
    pub path_values: Vec<(String, Json)>,
    pub query: Vec<(String, Json)>,
    /// Parameters in headers.
    pub headers: Vec<(String, Json)>,
    pub body: Option<Json>,
    pub token: Token,
    /// Whether the generated client can make it.
    pub by_data: bool,
    /// Whether the status of the case is to be expected; otherwise any success or refusal is.
    pub exact: bool,
    /// Whether it may create something.
    pub creates: bool,
    /// The row that it is about, as the server has it.
    pub about: Option<Json>,
}

impl Call {
    /// The request as the document sees it.
    pub fn request(&self, base_url: &str) -> Result<Request<Vec<u8>>, http::Error> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(format!("{base_url}{}{}", self.path, self.query_text()))
            .header("accept", "application/json");
        if self.token != Token::Absent {
            request = request.header("authorization", HeaderValue::from_static("Bearer token"));
        }
        for name in self.operation.api_key_headers {
            request = request.header(*name, "key");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value.text());
        }
        let body = self.body.as_ref().map(Json::to_string);
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        request.body(body.unwrap_or_default().into_bytes())
    }

    /// The call as named values.
    pub fn values(&self) -> Values {
        let paths = self.path_values.iter();
        let paths = paths.map(|(name, value)| (format!("path.{name}"), plain(value)));
        let query = self.query.iter();
        let query = query.map(|(name, value)| (format!("query.{name}"), plain(value)));
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (format!("header.{name}"), plain(value)));
        let body = self.body.iter();
        let body = body.map(|body| ("body".to_owned(), Value::String(body.to_string())));
        paths.chain(query).chain(headers).chain(body).collect()
    }

    fn query_text(&self) -> String {
        let pairs = self.query.iter().map(|(name, value)| {
            let text = match value {
                Json::Array(items) => items.iter().map(Json::text).collect::<Vec<_>>().join(","),
                scalar => scalar.text(),
            };
            format!("{}={}", encode(name), encode(&text))
        });
        let pairs = pairs.collect::<Vec<_>>().join("&");
        if pairs.is_empty() {
            pairs
        } else {
            format!("?{pairs}")
        }
    }

    fn check(&self, ground: &Ground<'_>) -> Result<Checked, String> {
        let request = self.request(ground.base_url);
        let request = request.map_err(|error| {
            tr!(
                "fit-no-request",
                "it is no HTTP request: {reason}",
                reason = error
            )
        })?;
        Ok(ground.contract.check_request(&request))
    }
}

/// A text as one segment of a path.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// A value whose numbers are text, so that no digit is lost.
fn plain(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Array(items) => items.iter().map(plain).collect(),
        scalar => Value::String(scalar.text()),
    }
}

/// The call of an operation with nothing but the values that it requires and the user gives.
pub fn plainest(operation: &'static Operation, ground: &Ground<'_>) -> Result<Call, String> {
    let mut call = begin(operation, Token::Valid);
    for (location, name, value) in given(operation, ground, |_| true)? {
        match location {
            FieldLocation::Path => call.path_values.push((name, value)),
            FieldLocation::Query => call.query.push((name, value)),
            FieldLocation::Header => call.headers.push((name, value)),
            _ => return Err(tr!("fit-more", "it needs more than parameters")),
        }
    }
    call.path = path_of(operation, &call.path_values);
    Ok(call)
}

/// The user's values of the fields that an operation requires at these locations, with their locations and names.
fn given(
    operation: &Operation,
    ground: &Ground<'_>,
    wanted: fn(FieldLocation) -> bool,
) -> Result<Vec<(FieldLocation, String, Json)>, String> {
    let fields = ground.contract.fields(operation.id).into_iter();
    let required = fields.filter(|field| field.required && wanted(field.location));
    let values = required.map(|field| {
        let name = split_name(&field.name).pop().unwrap_or_default();
        let value = user_value(ground, &field.name).ok_or_else(|| not_given(&name))?;
        Ok((field.location, name, value))
    });
    values.collect()
}

/// A call without values.
pub fn begin(operation: &'static Operation, token: Token) -> Call {
    Call {
        operation,
        method: operation.method.clone(),
        path: String::new(),
        path_values: Vec::new(),
        query: Vec::new(),
        headers: Vec::new(),
        body: None,
        by_data: token == Token::Valid,
        token,
        exact: true,
        creates: false,
        about: None,
    }
}

fn not_given(name: &str) -> String {
    tr!(
        "fit-not-given",
        "no value of {name} is given; give it with --value {name}=VALUE",
        name
    )
}

fn user_value(ground: &Ground<'_>, name: &str) -> Option<Json> {
    let mut locations = ["path.", "query.", "header."].iter();
    let bare = locations.find_map(|location| name.strip_prefix(location));
    let bare = bare.unwrap_or(name);
    let text = ground.values.get(name).or_else(|| ground.values.get(bare));
    text.map(|text| Json::String(text.clone()))
}

fn path_of(operation: &Operation, values: &[(String, Json)]) -> String {
    let mut path = operation.path.to_owned();
    for (name, value) in values {
        path = path.replace(&format!("{{{name}}}"), &encode(&value.text()));
    }
    path
}

/// Fits a case.
///
/// # Errors
/// The reason why it is left out.
pub fn fit(case: &Case, ground: &Ground<'_>) -> Result<Call, String> {
    let operation = case.known();
    let operation =
        operation.ok_or_else(|| tr!("fit-no-operation", "the document has no such operation"))?;
    if !case.usual || case.token == Token::Expired {
        return Err(tr!(
            "fit-gateway",
            "its state of the gateway cannot be reached from outside"
        ));
    }
    if let Some(reason) = misfit_of_response(case, ground.contract)? {
        return Err(misfit(&reason));
    }
    let mut call = begin(operation, case.token.clone());
    call.method = case.method();
    let is_safe = call.method.is_safe();
    if !is_safe && !ground.allow_writes {
        return Err(tr!(
            "fit-writes",
            "it may change something, and --allow-writes is not given"
        ));
    }
    if case.elsewhere && !is_safe {
        return Err(tr!(
            "fit-elsewhere",
            "it would write where the user does not"
        ));
    }
    // cases have no headers
    let headers = given(operation, ground, |at| at == FieldLocation::Header)?;
    let headers = headers.into_iter().map(|(_, name, value)| (name, value));
    call.headers.extend(headers);
    let mut own = call.clone();
    own.path_values.clone_from(&case.path_values);
    own.query.clone_from(&case.query);
    own.body.clone_from(&case.body);
    own.path = case
        .path
        .clone()
        .unwrap_or_else(|| path_of(operation, &own.path_values));
    let is_right = own.check(ground)?.is_ok();

    add_path(case, ground, &mut call)?;
    add_query(case, ground, is_right, &mut call);
    if let Some(body) = &case.body {
        add_body(case, body, ground, is_right, &mut call)?;
    }
    let mut checked = call.check(ground)?;
    if !is_right && checked.is_ok() {
        // what is wrong on purpose stays wrong
        call.body.clone_from(&case.body);
        checked = call.check(ground)?;
        if checked.is_ok() {
            return Err(tr!(
                "fit-right",
                "with the user's values it is no longer wrong"
            ));
        }
    }
    if let Some(violation) = checked
        .violations()
        .first()
        .filter(|_| is_right || case.status < 300)
    {
        return Err(misfit(&causes::text_of_message(ground.contract, violation)));
    }
    call.by_data &= case.is_ordinary() && checked.is_ok();
    call.creates = !is_safe && call.by_data && call.about.is_none();
    Ok(call)
}

fn misfit(reason: &str) -> String {
    tr!(
        "fit-misfit",
        "it does not fit the document: {reason}",
        reason
    )
}

/// Why no server that keeps to the document sends the response of a case. A case lists some of the headers.
fn misfit_of_response(case: &Case, contract: &Contract) -> Result<Option<String>, String> {
    let response = http::Response::builder()
        .status(case.status)
        .header("content-type", "application/json")
        .body(case.response.to_string());
    let response = response.map_err(|error| {
        tr!(
            "fit-no-response",
            "it is no HTTP response: {reason}",
            reason = error
        )
    })?;
    let checked = contract.check_response(&case.operation, &response);
    let mut violations = checked.violations().iter();
    let violation = violations.find(|violation| violation.rule != Rule::HeaderMissing);
    Ok(violation.map(|violation| causes::of_message(contract, violation)))
}

fn add_path(case: &Case, ground: &Ground<'_>, call: &mut Call) -> Result<(), String> {
    let operation = call.operation;
    let mut own_path = case.path.clone();
    for (name, value) in &case.path_values {
        let given = user_value(ground, name);
        let fitted = match given {
            Some(given) if case.elsewhere && same(&given, value) => {
                return Err(tr!("fit-address", "its unknown address is the user's"));
            }
            _ if case.elsewhere => value.clone(),
            Some(given) => given,
            None if ground.rows.is_reference(operation.id, name) => {
                refer(case, value, ground, true, call)?
            }
            None => return Err(not_given(name)),
        };
        own_path =
            own_path.map(|path| path.replace(&encode(&value.text()), &encode(&fitted.text())));
        call.path_values.push((name.clone(), fitted));
    }
    call.path = own_path.unwrap_or_else(|| path_of(operation, &call.path_values));
    if call.path.contains('{') && case.path.is_none() {
        return Err(tr!("fit-path", "it has not all values of the path"));
    }
    Ok(())
}

/// Fits the filters: those that name a row of the case name one of the server's.
fn add_query(case: &Case, ground: &Ground<'_>, is_right: bool, call: &mut Call) {
    let column = |name: &str| ground.rows.column(&case.operation, name);
    let is_scalar = |value: &Json| !matches!(value, Json::Array(_) | Json::Object(_));
    let named = case.query.iter().filter(|(_, value)| is_scalar(value));
    let named: Vec<(&str, &Json)> = named
        .filter_map(|(name, value)| Some((column(name)?, value)))
        .collect();
    let matches = |row: &&Json| {
        named
            .iter()
            .all(|(at, value)| get(row, at).is_some_and(|own| own.text() == value.text()))
    };
    // what a case does not find is not to be found here either
    let is_of_case =
        case.is_success() && !named.is_empty() && case.given.iter().any(|row| matches(&row));
    let has_all = |row: &&Json| named.iter().all(|(at, _)| get(row, at).is_some());
    let about = ground.held.iter().filter(|_| is_of_case).find(has_all);
    for (name, value) in &case.query {
        let mapped = about.and_then(|row| get(row, column(name)?));
        let mapped = mapped.filter(|_| is_scalar(value)).unwrap_or(value);
        call.query.push((name.clone(), mapped.clone()));
    }
    if is_right && about.is_none() && !named.is_empty() {
        call.exact = false;
    }
    // other filters may exclude what the case has and the server has not
    call.about = about.filter(|_| case.query.len() == named.len()).cloned();
}

/// Fits the body: the user's values, and a row of the user's in the state that the case supposes.
fn add_body(
    case: &Case,
    body: &Json,
    ground: &Ground<'_>,
    is_right: bool,
    call: &mut Call,
) -> Result<(), String> {
    let mut fitted = body.clone();
    for (name, value) in scalars(body) {
        let steps = split_name(&name);
        if ground.rows.is_reference(&case.operation, &name) {
            let key = refer(case, value, ground, is_right, call)?;
            fitted = with(&fitted, &steps, &key);
        } else if let Some(own) = ground.values.get(&name).and_then(|own| like(value, own)) {
            fitted = with(&fitted, &steps, &own);
        }
    }
    // a case that leaves out what the user gives depends on values that the user's replace
    if fitted != *body
        && ground
            .values
            .keys()
            .any(|name| leaves_out(case, body, name, ground))
    {
        call.exact = false;
    }
    let creates = case
        .then
        .as_ref()
        .is_some_and(|then| then.len() > case.given.len());
    let changes_one = case.is_success() && !creates && call.about.is_none();
    let named = ground
        .rows
        .count_named(&case.operation, &fitted, &ground.held);
    if changes_one && named > 1 {
        return Err(tr!("fit-several", "the user's values name several rows"));
    }
    call.body = Some(fitted);
    Ok(())
}

/// Whether the operation of a case has a field of this name in its body, and the body of the case has not.
fn leaves_out(case: &Case, body: &Json, name: &str, ground: &Ground<'_>) -> bool {
    let fields = ground.contract.fields(&case.operation);
    let mut in_body = fields
        .iter()
        .filter(|field| field.location == FieldLocation::Property);
    in_body.any(|field| field.name == name) && get(body, name).is_none()
}

/// The user's value instead of a case's; nothing where that one is empty or the types differ.
fn like(value: &Json, own: &str) -> Option<Json> {
    match value {
        Json::String(text) if !text.is_empty() => Some(Json::String(own.to_owned())),
        Json::Number(_) => Json::parse(own.as_bytes())
            .ok()
            .filter(|own| matches!(own, Json::Number(_))),
        _ => None,
    }
}

/// The key of a row of the user's that is in the state of the row with this key in the case.
fn refer(
    case: &Case,
    key: &Json,
    ground: &Ground<'_>,
    is_right: bool,
    call: &mut Call,
) -> Result<Json, String> {
    let rows = ground.rows;
    let Some(given) = rows.find(&case.given, key) else {
        return match rows.find(&ground.held, key) {
            Some(_) => Err(tr!("fit-known", "its unknown row is known here")),
            None => Ok(key.clone()),
        };
    };
    let reads = call.method.is_safe();
    let mine = ground
        .held
        .iter()
        .filter(|row| reads || is_mine(row, ground.values));
    let alike = mine
        .clone()
        .find(|row| rows.is_alike(given, row, ground.values));
    let found = match alike {
        None if !is_right => mine.clone().next(),
        found => found,
    };
    let found = found.ok_or_else(|| {
        tr!(
            "fit-no-row",
            "the user has no row with {state}",
            state = rows.state_of(given)
        )
    })?;
    call.about = Some(found.clone());
    Ok(rows.key(found).unwrap_or(key).clone())
}

/// Whether a row has all values of the user that it can have.
fn is_mine(row: &Json, values: &BTreeMap<String, String>) -> bool {
    let own = values
        .iter()
        .filter_map(|(name, value)| Some((get(row, name)?, value)));
    let mut own = own.peekable();
    own.peek().is_some() && own.all(|(own, value)| own.text() == *value)
}
