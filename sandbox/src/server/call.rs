//! Processes a call of the API: credentials, subscription, scopes, plan, gateway state, then the
//! request against the document, and then the operation. The order is that of `spec/README.md`.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use classifications_contract::{RequestValues, Violation};
use http::header::{self, HeaderMap, HeaderValue};
use http::{Request, Response, StatusCode};
use http_body_util::Full;

use super::Shared;
use crate::api::{Api, Credential, Operation};
use crate::cases::Condition;
use crate::fallback;
use crate::gateway::{self, GatewayError};
use crate::model::Call;
use crate::rejection;
use crate::served_api::ServedApi;
use crate::token::Rejection;
use crate::value::{of_tree, to_json};

/// The gateway's message for all errors of credentials.
const REFUSED: &str = "Cannot pass the security checks that are required by the target API or \
                       operation, Enable debug headers for more details.";

/// A request to an operation, with its violations of the document.
pub(super) struct Arrived<'a> {
    pub(super) id: &'a str,
    /// The document that has the operation.
    pub(super) played: &'a ServedApi,
    pub(super) request: &'a Request<Bytes>,
    pub(super) violations: &'a [Violation],
    pub(super) values: RequestValues,
    /// The reason why the body is missing, if it did not arrive.
    pub(super) broken: Option<GatewayError>,
}

/// Processes a call. Returns the rate limit headers, which belong to the response in either case,
/// and the response, or the error if the gateway or the operation refuses the call.
pub(super) fn call(
    shared: &Shared,
    arrived: Arrived<'_>,
) -> (HeaderMap, Result<Response<Full<Bytes>>, GatewayError>) {
    let (id, api) = (arrived.id, &arrived.played.api);
    let Some(operation) = api.operation(id) else {
        let error = GatewayError::new(StatusCode::NOT_FOUND, "No resources match requested URI");
        return (HeaderMap::new(), Err(error));
    };
    let client_id = match authorize(shared, arrived.request, operation) {
        Ok(client_id) => client_id,
        Err(error) => return (HeaderMap::new(), Err(error)),
    };
    let now = shared.clock.now();
    // The lock is not held while the operation's scripts run.
    let (condition, rate_limit) = {
        let gateway_state = &mut *shared.gateway_state();
        let rate_limit = match gateway_state.condition {
            Condition::RateLimited => Err(gateway_state.plans.used_up()),
            _ => gateway_state.plans.take(&client_id, now),
        };
        (gateway_state.condition, rate_limit)
    };
    let headers = match rate_limit {
        Ok(headers) => headers,
        Err(headers) => {
            let error = GatewayError::new(StatusCode::TOO_MANY_REQUESTS, "Rate Limit exceeded");
            return (headers, Err(error));
        }
    };
    let result = if condition == Condition::InternalError {
        Err(GatewayError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "URL Open error",
        ))
    } else {
        perform(operation, arrived, now)
    };
    (
        headers,
        result.map_err(|error| in_documents_form(api, id, error)),
    )
}

fn perform(
    operation: &Operation,
    arrived: Arrived<'_>,
    now: DateTime<Utc>,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    if let Some(error) = arrived.broken {
        return Err(error);
    }
    let ServedApi { api, model, .. } = arrived.played;
    if let Some(rejection) = rejection::rejection(api, operation, arrived.violations) {
        return Err(refused(operation, rejection.status, rejection.reason));
    }
    let values = arrived.values;
    let Some(modelled) = model.operation(arrived.id) else {
        let body = fallback::body(api, operation, &values);
        let body = body.map(|body| to_json(&of_tree(body), &api.order));
        return Ok(response(operation, operation.success.status, body));
    };
    let call = Call {
        values,
        now,
        collection: None,
    };
    let mut prepared = model.prepare(modelled, call);
    // The store is locked for this statement alone.
    let outcome = prepared.perform(&mut arrived.played.store());
    match outcome {
        Ok(done) => {
            let checked = operation.body_error.as_ref().zip(done.body.as_ref());
            let reported =
                checked.and_then(|(body_error, body)| body_error.reported(body, &api.order));
            let body = done.body.map(|body| to_json(&body, &api.order));
            match reported {
                Some(reason) => Err(GatewayError::new(status(done.status), reason)
                    .with_body(body.unwrap_or_default())),
                None => Ok(response(operation, done.status, body)),
            }
        }
        Err(refused) => {
            let error = GatewayError::new(status(refused.status), refused.reason);
            Err(match refused.body {
                Some(body) => error.with_body(to_json(&body, &api.order)),
                None => error,
            })
        }
    }
}

/// The error with a body that fits the document's schema, if the document does not describe the
/// gateway's own body.
fn in_documents_form(api: &Api, id: &str, error: GatewayError) -> GatewayError {
    if error.has_body() {
        return error;
    }
    let (status, reason) = (error.status.as_u16(), &error.more_information);
    match fallback::error_body(api, id, status, reason) {
        Some(body) => error.with_body(to_json(&of_tree(body), &api.order)),
        None => error,
    }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_REQUEST)
}

/// A request that the document does not allow.
fn refused(operation: &Operation, code: u16, reason: String) -> GatewayError {
    let error = GatewayError::new(status(code), reason);
    let content_types = operation.request.content_types.join(", ");
    match HeaderValue::from_str(&content_types) {
        Ok(content_types) if code == 415 => error.with(header::ACCEPT, content_types),
        _ => error,
    }
}

fn response(operation: &Operation, code: u16, body: Option<String>) -> Response<Full<Bytes>> {
    let mut response = gateway::response(status(code), body.unwrap_or_default());
    let documented = operation.success.content_type.as_deref();
    let documented = documented.filter(|_| code == operation.success.status);
    if let Some(Ok(content_type)) = documented.map(HeaderValue::from_str) {
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
    }
    response
}

/// The client id of a call whose credentials are accepted by one of the document's alternatives;
/// empty if the credentials have none.
fn authorize(
    shared: &Shared,
    request: &Request<Bytes>,
    operation: &Operation,
) -> Result<String, GatewayError> {
    let mut rejection = None;
    for alternative in &operation.security {
        match check_credentials(shared, request, alternative) {
            Ok(client_id) => return Ok(client_id),
            Err(error) => rejection = Some(rejection.unwrap_or(error)),
        }
    }
    if let Some(error) = rejection {
        return Err(error);
    }
    check_subscription(shared)?;
    Ok(String::new())
}

/// The client id of a call that has all these credentials; empty if none of them has one.
fn check_credentials(
    shared: &Shared,
    request: &Request<Bytes>,
    credentials: &[Credential],
) -> Result<String, GatewayError> {
    let mut client_id = String::new();
    for credential in credentials {
        match credential {
            Credential::Bearer(scopes) => client_id = bearer(shared, request.headers(), scopes)?,
            Credential::Basic => {
                let given = authorization(request.headers(), "basic");
                given.ok_or_else(|| unauthorized("Basic"))?;
            }
            Credential::Key { location, name } => {
                let given = key(request, location, name);
                let given = given.filter(|key| !key.is_empty());
                let given = given.ok_or_else(unauthorized_key)?;
                if client_id.is_empty() {
                    client_id = given;
                }
            }
        }
    }
    check_subscription(shared)?;
    Ok(client_id)
}

/// The app of a token, if the token has all the scopes.
fn bearer(shared: &Shared, headers: &HeaderMap, scopes: &[String]) -> Result<String, GatewayError> {
    let token = authorization(headers, "bearer").ok_or_else(|| unauthorized("Bearer"))?;
    match shared.authority.check(token, scopes) {
        Ok(client_id) => Ok(client_id),
        // The gateway writes single quotes, contrary to RFC 6750.
        Err(Rejection::Unknown | Rejection::Expired) => {
            Err(unauthorized("Bearer error='invalid_token'"))
        }
        Err(Rejection::NotSubscribed) => Err(not_subscribed()),
        Err(Rejection::Scope(scope)) => {
            check_subscription(shared)?;
            let reason = format!("the token lacks the scope {scope}");
            let challenge = HeaderValue::from_static("Bearer error='insufficient_scope'");
            let error = GatewayError::new(StatusCode::FORBIDDEN, reason);
            Err(error.with(header::WWW_AUTHENTICATE, challenge))
        }
    }
}

fn unauthorized(challenge: &'static str) -> GatewayError {
    let challenge = HeaderValue::from_static(challenge);
    unauthorized_key().with(header::WWW_AUTHENTICATE, challenge)
}

fn unauthorized_key() -> GatewayError {
    GatewayError::new(StatusCode::UNAUTHORIZED, REFUSED)
}

/// Refuses a call if the gateway's state is that no app is subscribed.
fn check_subscription(shared: &Shared) -> Result<(), GatewayError> {
    match shared.gateway_state().condition {
        Condition::NotSubscribed => Err(not_subscribed()),
        _ => Ok(()),
    }
}

fn not_subscribed() -> GatewayError {
    GatewayError::new(StatusCode::FORBIDDEN, "Not registered to plan")
}

/// The credentials of the `Authorization` header, if it has this scheme.
fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (given, rest) = value.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}

/// A key in a header, query parameter or cookie.
fn key(request: &Request<Bytes>, location: &str, name: &str) -> Option<String> {
    match location {
        "query" => {
            let query = request.uri().query().unwrap_or_default();
            let mut pairs = url::form_urlencoded::parse(query.as_bytes());
            pairs.find_map(|(given, value)| (given == name).then(|| value.into_owned()))
        }
        "cookie" => {
            let cookies = request.headers().get_all(header::COOKIE).into_iter();
            let mut cookies = cookies
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(';'));
            cookies.find_map(|cookie| {
                let (given, value) = cookie.trim().split_once('=')?;
                (given == name).then(|| value.to_owned())
            })
        }
        _ => {
            let value = request.headers().get(name)?;
            Some(value.to_str().ok()?.to_owned())
        }
    }
}
