//! Fits a case to the rows of the server and the user's values, or returns the reason why it is left out.

use std::collections::BTreeMap;

use classifications_api::Operation;
use classifications_contract::{Checked, Contract, FieldLocation, Rule, split_name};

use super::call::{Call, encode, path_of};
use super::case::{Case, Token};
use super::json::{get, same, scalars, with};
use super::rows::Rows;
use crate::language::causes;
use crate::output::Json;
use crate::tr;

/// The server that cases are fitted to, and the user's values.
pub struct Server<'a> {
    pub contract: &'a Contract,
    /// Without a slash at the end.
    pub base_url: &'a str,
    pub rows: &'a Rows,
    /// The user's values by flattened name.
    pub values: &'a BTreeMap<String, String>,
    pub allow_writes: bool,
    /// The rows of the server.
    pub stored: Vec<Json>,
}

/// The minimal call of an operation: only required parameters have values, which the user gives.
pub fn minimal_call(operation: &'static Operation, server: &Server<'_>) -> Result<Call, String> {
    let mut call = Call::new(operation, Token::Valid);
    for (location, name, value) in required_values(operation, server, |_| true)? {
        match location {
            FieldLocation::Path => call.path_values.push((name, value)),
            FieldLocation::Query => call.query.push((name, value)),
            FieldLocation::Header => call.headers.push((name, value)),
            _ => return Err(tr!("fit-more", "it requires values other than parameters")),
        }
    }
    call.path = path_of(operation, &call.path_values);
    Ok(call)
}

/// The user's values of the required fields at selected locations, with their locations and names.
fn required_values(
    operation: &Operation,
    server: &Server<'_>,
    is_selected: fn(FieldLocation) -> bool,
) -> Result<Vec<(FieldLocation, String, Json)>, String> {
    let fields = server.contract.fields(operation.id).into_iter();
    let required = fields.filter(|field| field.required && is_selected(field.location));
    let values = required.map(|field| {
        let name = split_name(&field.name).pop().unwrap_or_default();
        let value = user_value(server, &field.name).ok_or_else(|| missing_value(&name))?;
        Ok((field.location, name, value))
    });
    values.collect()
}

fn missing_value(name: &str) -> String {
    tr!(
        "fit-not-given",
        "no value of {name} is given; give it with --value {name}=VALUE",
        name
    )
}

/// The user's value for a field, whose name may begin with its location.
fn user_value(server: &Server<'_>, name: &str) -> Option<Json> {
    let mut locations = ["path.", "query.", "header."].iter();
    let bare = locations.find_map(|location| name.strip_prefix(location));
    let bare = bare.unwrap_or(name);
    let text = server.values.get(name).or_else(|| server.values.get(bare));
    text.map(|text| Json::String(text.clone()))
}

/// Checks the request of a call against the document. The error is the reason why there is no request.
fn check_request(call: &Call, server: &Server<'_>) -> Result<Checked, String> {
    let request = call.request(server.base_url);
    let request = request.map_err(|error| {
        tr!(
            "fit-no-request",
            "it is not a valid HTTP request: {reason}",
            reason = error
        )
    })?;
    Ok(server.contract.check_request(&request))
}

/// Fits a case. The error is the reason why it is left out.
pub fn fit(case: &Case, server: &Server<'_>) -> Result<Call, String> {
    let operation = case.client_operation();
    let operation =
        operation.ok_or_else(|| tr!("fit-no-operation", "the document has no such operation"))?;
    if !case.has_normal_gateway || case.token == Token::Expired {
        return Err(tr!(
            "fit-gateway",
            "its state of the gateway cannot be set from outside"
        ));
    }
    if let Some(reason) = response_violation(case, server.contract)? {
        return Err(violation_text(&reason));
    }
    let mut call = Call::new(operation, case.token.clone());
    call.method = case.method();
    let is_safe = call.method.is_safe();
    if !is_safe && !server.allow_writes {
        return Err(tr!(
            "fit-writes",
            "it may change something, and --allow-writes is not given"
        ));
    }
    if case.has_unknown_collection && !is_safe {
        return Err(tr!(
            "fit-elsewhere",
            "it would write to another collection than the user's"
        ));
    }
    // cases have no values of header parameters
    let is_header = |location| location == FieldLocation::Header;
    let headers = required_values(operation, server, is_header)?;
    let headers = headers.into_iter().map(|(_, name, value)| (name, value));
    call.headers.extend(headers);
    let mut case_call = call.clone();
    case_call.path_values.clone_from(&case.path_values);
    case_call.query.clone_from(&case.query);
    case_call.body.clone_from(&case.body);
    case_call.path = case
        .path
        .clone()
        .unwrap_or_else(|| path_of(operation, &case_call.path_values));
    let is_valid = check_request(&case_call, server)?.is_ok();

    add_path(case, server, &mut call)?;
    add_query(case, server, is_valid, &mut call);
    if let Some(body) = &case.body {
        add_body(case, body, server, is_valid, &mut call)?;
    }
    let mut checked = check_request(&call, server)?;
    if !is_valid && checked.is_ok() {
        // a request that is invalid on purpose must stay invalid
        call.body.clone_from(&case.body);
        checked = check_request(&call, server)?;
        if checked.is_ok() {
            return Err(tr!(
                "fit-right",
                "with the user's values it is no longer invalid"
            ));
        }
    }
    if let Some(violation) = checked
        .violations()
        .first()
        .filter(|_| is_valid || case.status < 300)
    {
        let text = causes::text_of_message(server.contract, violation);
        return Err(violation_text(&text));
    }
    call.by_client &= case.is_ordinary() && checked.is_ok();
    call.creates = !is_safe && call.by_client && call.target_row.is_none();
    Ok(call)
}

fn violation_text(reason: &str) -> String {
    tr!(
        "fit-misfit",
        "it does not fit the document: {reason}",
        reason
    )
}

/// The first violation of the document by the response of a case. Missing headers are ignored, since a case lists only some.
fn response_violation(case: &Case, contract: &Contract) -> Result<Option<String>, String> {
    let response = http::Response::builder()
        .status(case.status)
        .header("content-type", "application/json")
        .body(case.response.to_string());
    let response = response.map_err(|error| {
        tr!(
            "fit-no-response",
            "its response is not a valid HTTP response: {reason}",
            reason = error
        )
    })?;
    let checked = contract.check_response(&case.operation, &response);
    let mut violations = checked.violations().iter();
    let violation = violations.find(|violation| violation.rule != Rule::HeaderMissing);
    Ok(violation.map(|violation| causes::of_message(contract, violation)))
}

/// Fits the path: the user's values and the keys of the user's rows replace the values of the case.
fn add_path(case: &Case, server: &Server<'_>, call: &mut Call) -> Result<(), String> {
    let operation = call.operation;
    let mut case_path = case.path.clone();
    for (name, value) in &case.path_values {
        let given = user_value(server, name);
        let fitted = match given {
            Some(given) if case.has_unknown_collection && same(&given, value) => {
                return Err(tr!("fit-address", "its unknown collection is the user's"));
            }
            _ if case.has_unknown_collection => value.clone(),
            Some(given) => given,
            None if server.rows.is_reference(operation.id, name) => {
                choose_row(case, value, server, true, call)?
            }
            None => return Err(missing_value(name)),
        };
        case_path =
            case_path.map(|path| path.replace(&encode(&value.text()), &encode(&fitted.text())));
        call.path_values.push((name.clone(), fitted));
    }
    call.path = case_path.unwrap_or_else(|| path_of(operation, &call.path_values));
    if call.path.contains('{') && case.path.is_none() {
        return Err(tr!("fit-path", "it lacks a value of the path"));
    }
    Ok(())
}

/// Fits the query: filters that match a row of the case are replaced by filters that match a row of the server.
fn add_query(case: &Case, server: &Server<'_>, is_valid: bool, call: &mut Call) {
    let column = |name: &str| server.rows.column(&case.operation, name);
    let is_scalar = |value: &Json| !matches!(value, Json::Array(_) | Json::Object(_));
    let filters = case.query.iter().filter(|(_, value)| is_scalar(value));
    let filters: Vec<(&str, &Json)> = filters
        .filter_map(|(name, value)| Some((column(name)?, value)))
        .collect();
    let matches = |row: &&Json| {
        filters.iter().all(|(column, filter)| {
            get(row, column).is_some_and(|value| value.text() == filter.text())
        })
    };
    // filters that match no row of the case are kept, so that they match no row of the server either
    let has_match =
        case.is_success() && !filters.is_empty() && case.given.iter().any(|row| matches(&row));
    let has_all = |row: &&Json| filters.iter().all(|(column, _)| get(row, column).is_some());
    let target_row = server.stored.iter().filter(|_| has_match).find(has_all);
    for (name, value) in &case.query {
        let fitted = target_row.and_then(|row| get(row, column(name)?));
        let fitted = fitted.filter(|_| is_scalar(value)).unwrap_or(value);
        call.query.push((name.clone(), fitted.clone()));
    }
    if is_valid && target_row.is_none() && !filters.is_empty() {
        call.exact = false;
    }
    // with further filters, the row is not certain to be in the response
    let target_row = target_row.filter(|_| case.query.len() == filters.len());
    call.target_row = target_row.cloned();
}

/// Fits the body: the user's values replace those of the case, and the key of a row becomes that of one of the user's rows in
/// the same state.
fn add_body(
    case: &Case,
    body: &Json,
    server: &Server<'_>,
    is_valid: bool,
    call: &mut Call,
) -> Result<(), String> {
    let mut fitted = body.clone();
    for (name, value) in scalars(body) {
        let steps = split_name(&name);
        if server.rows.is_reference(&case.operation, &name) {
            let key = choose_row(case, value, server, is_valid, call)?;
            fitted = with(&fitted, &steps, &key);
        } else if let Some(given) = server.values.get(&name)
            && let Some(given) = typed_like(value, given)
        {
            fitted = with(&fitted, &steps, &given);
        }
    }
    // if the user gives a value that the case leaves out, the server may respond differently
    if fitted != *body
        && server
            .values
            .keys()
            .any(|name| is_left_out(case, body, name, server))
    {
        call.exact = false;
    }
    let creates = case
        .then
        .as_ref()
        .is_some_and(|then| then.len() > case.given.len());
    let changes_row = case.is_success() && !creates && call.target_row.is_none();
    let count = server
        .rows
        .count_matching(&case.operation, &fitted, &server.stored);
    if changes_row && count > 1 {
        return Err(tr!("fit-several", "several rows have the user's values"));
    }
    call.body = Some(fitted);
    Ok(())
}

/// Whether a property of the operation's body is absent in the body of the case.
fn is_left_out(case: &Case, body: &Json, name: &str, server: &Server<'_>) -> bool {
    let fields = server.contract.fields(&case.operation);
    let mut in_body = fields
        .iter()
        .filter(|field| field.location == FieldLocation::Property);
    in_body.any(|field| field.name == name) && get(body, name).is_none()
}

/// The user's value in the type of a case's value; `None` if the latter is empty or the types differ.
fn typed_like(value: &Json, given: &str) -> Option<Json> {
    match value {
        Json::String(text) if !text.is_empty() => Some(Json::String(given.to_owned())),
        Json::Number(_) => Json::parse(given.as_bytes())
            .ok()
            .filter(|given| matches!(given, Json::Number(_))),
        _ => None,
    }
}

/// Chooses one of the user's rows in the same state as the case's row with this key, makes it the target of the call, and
/// returns its key. A key that no row of the case has is returned unchanged.
fn choose_row(
    case: &Case,
    key: &Json,
    server: &Server<'_>,
    is_valid: bool,
    call: &mut Call,
) -> Result<Json, String> {
    let rows = server.rows;
    let Some(given) = rows.find(&case.given, key) else {
        return match rows.find(&server.stored, key) {
            Some(_) => Err(tr!("fit-known", "its unknown row exists on this server")),
            None => Ok(key.clone()),
        };
    };
    let is_safe = call.method.is_safe();
    let usable = server
        .stored
        .iter()
        .filter(|row| is_safe || has_values(row, server.values));
    let in_same_state = usable
        .clone()
        .find(|row| rows.is_in_same_state(given, row, server.values));
    let row = match in_same_state {
        None if !is_valid => usable.clone().next(),
        row => row,
    };
    let row = row.ok_or_else(|| {
        tr!(
            "fit-no-row",
            "the user has no row with {state}",
            state = rows.state_of(given)
        )
    })?;
    call.target_row = Some(row.clone());
    Ok(rows.key(row).unwrap_or(key).clone())
}

/// Whether a row has a property for at least one of the user's values, and each such property has the user's value.
fn has_values(row: &Json, values: &BTreeMap<String, String>) -> bool {
    let pairs = values
        .iter()
        .filter_map(|(name, value)| Some((get(row, name)?, value)));
    let mut pairs = pairs.peekable();
    pairs.peek().is_some() && pairs.all(|(found, value)| found.text() == *value)
}
