//! Fits a case to the rows and values of the server, or gives the reason why it cannot be sent there.

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

/// The server that cases are fitted to, and the user's settings.
pub struct Server<'a> {
    pub contract: &'a Contract,
    /// Without a slash at the end.
    pub base_url: &'a str,
    pub rows: &'a Rows,
    /// The user's values by flattened name.
    pub values: &'a BTreeMap<String, String>,
    pub allow_writes: bool,
    /// The rows that the server has.
    pub stored: Vec<Json>,
}

/// The call of an operation with nothing but the values that it requires and the user gives.
pub fn plainest(operation: &'static Operation, server: &Server<'_>) -> Result<Call, String> {
    let mut call = Call::new(operation, Token::Valid);
    for (location, name, value) in given(operation, server, |_| true)? {
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
    server: &Server<'_>,
    wanted: fn(FieldLocation) -> bool,
) -> Result<Vec<(FieldLocation, String, Json)>, String> {
    let fields = server.contract.fields(operation.id).into_iter();
    let required = fields.filter(|field| field.required && wanted(field.location));
    let values = required.map(|field| {
        let name = split_name(&field.name).pop().unwrap_or_default();
        let value = user_value(server, &field.name).ok_or_else(|| not_given(&name))?;
        Ok((field.location, name, value))
    });
    values.collect()
}

fn not_given(name: &str) -> String {
    tr!(
        "fit-not-given",
        "no value of {name} is given; give it with --value {name}=VALUE",
        name
    )
}

fn user_value(server: &Server<'_>, name: &str) -> Option<Json> {
    let mut locations = ["path.", "query.", "header."].iter();
    let bare = locations.find_map(|location| name.strip_prefix(location));
    let bare = bare.unwrap_or(name);
    let text = server.values.get(name).or_else(|| server.values.get(bare));
    text.map(|text| Json::String(text.clone()))
}

fn check(call: &Call, server: &Server<'_>) -> Result<Checked, String> {
    let request = call.request(server.base_url);
    let request = request.map_err(|error| {
        tr!(
            "fit-no-request",
            "it is no HTTP request: {reason}",
            reason = error
        )
    })?;
    Ok(server.contract.check_request(&request))
}

/// Fits a case.
///
/// # Errors
/// The reason why it is left out.
pub fn fit(case: &Case, server: &Server<'_>) -> Result<Call, String> {
    let operation = case.known();
    let operation =
        operation.ok_or_else(|| tr!("fit-no-operation", "the document has no such operation"))?;
    if !case.usual || case.token == Token::Expired {
        return Err(tr!(
            "fit-gateway",
            "its state of the gateway cannot be reached from outside"
        ));
    }
    if let Some(reason) = misfit_of_response(case, server.contract)? {
        return Err(misfit(&reason));
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
    if case.elsewhere && !is_safe {
        return Err(tr!(
            "fit-elsewhere",
            "it would write where the user does not"
        ));
    }
    // cases have no headers
    let headers = given(operation, server, |at| at == FieldLocation::Header)?;
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
    let is_right = check(&own, server)?.is_ok();

    add_path(case, server, &mut call)?;
    add_query(case, server, is_right, &mut call);
    if let Some(body) = &case.body {
        add_body(case, body, server, is_right, &mut call)?;
    }
    let mut checked = check(&call, server)?;
    if !is_right && checked.is_ok() {
        // what is wrong on purpose stays wrong
        call.body.clone_from(&case.body);
        checked = check(&call, server)?;
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
        return Err(misfit(&causes::text_of_message(server.contract, violation)));
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

/// The reason why the document does not allow the response of a case. A missing header is no reason: a case lists only some.
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

fn add_path(case: &Case, server: &Server<'_>, call: &mut Call) -> Result<(), String> {
    let operation = call.operation;
    let mut own_path = case.path.clone();
    for (name, value) in &case.path_values {
        let given = user_value(server, name);
        let fitted = match given {
            Some(given) if case.elsewhere && same(&given, value) => {
                return Err(tr!("fit-address", "its unknown address is the user's"));
            }
            _ if case.elsewhere => value.clone(),
            Some(given) => given,
            None if server.rows.is_reference(operation.id, name) => {
                refer(case, value, server, true, call)?
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

/// Fits the filters: a filter for a row of the case becomes one for a row of the server.
fn add_query(case: &Case, server: &Server<'_>, is_right: bool, call: &mut Call) {
    let column = |name: &str| server.rows.column(&case.operation, name);
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
    // a filter that matches no row of the case has to match no row here
    let is_of_case =
        case.is_success() && !named.is_empty() && case.given.iter().any(|row| matches(&row));
    let has_all = |row: &&Json| named.iter().all(|(at, _)| get(row, at).is_some());
    let about = server.stored.iter().filter(|_| is_of_case).find(has_all);
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
    server: &Server<'_>,
    is_right: bool,
    call: &mut Call,
) -> Result<(), String> {
    let mut fitted = body.clone();
    for (name, value) in scalars(body) {
        let steps = split_name(&name);
        if server.rows.is_reference(&case.operation, &name) {
            let key = refer(case, value, server, is_right, call)?;
            fitted = with(&fitted, &steps, &key);
        } else if let Some(own) = server.values.get(&name).and_then(|own| like(value, own)) {
            fitted = with(&fitted, &steps, &own);
        }
    }
    // a case that leaves out what the user gives depends on values that the user's replace
    if fitted != *body
        && server
            .values
            .keys()
            .any(|name| leaves_out(case, body, name, server))
    {
        call.exact = false;
    }
    let creates = case
        .then
        .as_ref()
        .is_some_and(|then| then.len() > case.given.len());
    let changes_one = case.is_success() && !creates && call.about.is_none();
    let named = server
        .rows
        .count_named(&case.operation, &fitted, &server.stored);
    if changes_one && named > 1 {
        return Err(tr!("fit-several", "the user's values name several rows"));
    }
    call.body = Some(fitted);
    Ok(())
}

/// Whether the operation of a case has a field of this name in its body, and the body of the case has not.
fn leaves_out(case: &Case, body: &Json, name: &str, server: &Server<'_>) -> bool {
    let fields = server.contract.fields(&case.operation);
    let mut in_body = fields
        .iter()
        .filter(|field| field.location == FieldLocation::Property);
    in_body.any(|field| field.name == name) && get(body, name).is_none()
}

/// The user's value in the type of a case's value; `None` if the latter is empty or the types differ.
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
    server: &Server<'_>,
    is_right: bool,
    call: &mut Call,
) -> Result<Json, String> {
    let rows = server.rows;
    let Some(given) = rows.find(&case.given, key) else {
        return match rows.find(&server.stored, key) {
            Some(_) => Err(tr!("fit-known", "its unknown row is known here")),
            None => Ok(key.clone()),
        };
    };
    let reads = call.method.is_safe();
    let mine = server
        .stored
        .iter()
        .filter(|row| reads || is_mine(row, server.values));
    let alike = mine
        .clone()
        .find(|row| rows.is_alike(given, row, server.values));
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
