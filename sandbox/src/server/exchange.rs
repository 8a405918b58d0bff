//! One request and its answer: the checks of the gateway, in the order of `spec/README.md`.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};

use super::route::Route;
use super::{Shared, World};
use crate::api::{self, Operation};
use crate::cases::Condition;
use crate::gateway::GatewayError;
use crate::received::{Authorization, Received};
use crate::token::{ErrorCode, Rejection, TokenError, TokenRequest};

const TRANSACTION_ID: HeaderName = HeaderName::from_static("x-global-transaction-id");

/// An answer, and whether the request had its effect.
struct Answer {
    response: Response<Full<Bytes>>,
    processed: bool,
}

impl From<GatewayError> for Answer {
    fn from(error: GatewayError) -> Self {
        Self {
            response: error.into_response(),
            processed: false,
        }
    }
}

/// Everything that the sandbox serves.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(exchange).with_state(shared)
}

async fn exchange(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let transaction_id = shared.identifiers.next();
    let route = Route::find(&parts.method, parts.uri.path());
    let body = arrive(&shared, body).await;
    let form = match &route {
        Ok(Route::Token | Route::Revoke) => Some(form(&parts.headers, &body)),
        _ => None,
    };
    let received = received(
        &shared,
        &parts,
        &route,
        &body,
        form.as_ref(),
        &transaction_id,
    );
    let number = shared.ledger.note(received);

    let answer = answer(&shared, &parts, route, body, form);
    let mut response = answer.response;
    if let Ok(value) = HeaderValue::from_str(&transaction_id) {
        response.headers_mut().insert(TRANSACTION_ID, value);
    }
    shared.ledger.amend(number, |entry| {
        entry.processed = answer.processed;
        entry.status = Some(response.status());
    });
    response.map(Body::new)
}

/// The body, if it is not too large and does not take too long.
async fn arrive(shared: &Shared, body: Body) -> Result<Bytes, GatewayError> {
    let limits = shared.limits;
    let collecting = Limited::new(body, limits.body).collect();
    match tokio::time::timeout(limits.arrival, collecting).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(GatewayError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("body is larger than {} bytes", limits.body),
        )),
        Ok(Err(_)) => Err(GatewayError::invalid("body broke off")),
        Err(_) => Err(GatewayError::new(
            StatusCode::REQUEST_TIMEOUT,
            "body took too long to arrive",
        )),
    }
}

fn form(
    headers: &HeaderMap,
    body: &Result<Bytes, GatewayError>,
) -> Result<TokenRequest, TokenError> {
    match body {
        Ok(body) => TokenRequest::read(headers, body),
        Err(error) => Err(TokenError::new(
            ErrorCode::InvalidRequest,
            &error.more_information,
        )),
    }
}

fn received(
    shared: &Shared,
    parts: &Parts,
    route: &Result<Route, GatewayError>,
    body: &Result<Bytes, GatewayError>,
    form: Option<&Result<TokenRequest, TokenError>>,
    transaction_id: &str,
) -> Received {
    let field = |name| {
        let form = form.and_then(|form| form.as_ref().ok())?;
        form.field(name).map(str::to_owned)
    };
    let body = match (form, body) {
        (None, Ok(body)) => body.clone(),
        _ => Bytes::new(),
    };
    Received {
        number: 0,
        operation: route.as_ref().ok().map(Route::id),
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        authorization: Authorization::of(&parts.headers),
        headers: parts
            .headers
            .keys()
            .map(|name| name.as_str().to_owned())
            .collect(),
        body,
        grant_type: field("grant_type"),
        scope: field("scope"),
        at: shared.clock.now(),
        processed: false,
        status: None,
        transaction_id: transaction_id.to_owned(),
    }
}

fn answer(
    shared: &Shared,
    parts: &Parts,
    route: Result<Route, GatewayError>,
    body: Result<Bytes, GatewayError>,
    form: Option<Result<TokenRequest, TokenError>>,
) -> Answer {
    let form = || {
        form.as_ref().map_or_else(
            || Err(no_form()),
            |form| form.as_ref().map_err(Clone::clone),
        )
    };
    match route {
        Err(error) => error.into(),
        Ok(Route::Token) => {
            let (response, processed) = shared.authority.token(form());
            Answer {
                response,
                processed,
            }
        }
        Ok(Route::Revoke) => {
            let (response, processed) = shared.authority.revoke(form());
            Answer {
                response,
                processed,
            }
        }
        Ok(Route::Api {
            operation,
            contract_no,
        }) => call(shared, parts, operation, &contract_no, body),
    }
}

fn no_form() -> TokenError {
    TokenError::new(ErrorCode::InvalidRequest, "there is no form")
}

/// A call of the API: token, subscription, scope, plan, condition, form, and then the operation.
fn call(
    shared: &Shared,
    parts: &Parts,
    operation: Operation,
    contract_no: &str,
    body: Result<Bytes, GatewayError>,
) -> Answer {
    let client_id = match authorize(shared, &parts.headers, operation) {
        Ok(client_id) => client_id,
        Err(error) => return error.into(),
    };
    let world = &mut *shared.world();
    let left = if world.condition == Condition::RateLimited {
        Err(world.plans.used_up())
    } else {
        world.plans.take(&client_id, shared.clock.now())
    };
    let (headers, result) = match left {
        Err(headers) => {
            let error = GatewayError::new(StatusCode::TOO_MANY_REQUESTS, "Rate Limit exceeded");
            (headers, Err(error))
        }
        Ok(headers) if world.condition == Condition::InternalError => {
            let error = GatewayError::new(StatusCode::INTERNAL_SERVER_ERROR, "URL Open error");
            (headers, Err(error))
        }
        Ok(headers) => {
            let result = body.and_then(|body| {
                negotiate(&parts.headers, &parts.method, &body)?;
                let query = parts.uri.query().unwrap_or_default();
                let World { portfolio, .. } = world;
                api::perform(
                    operation,
                    contract_no,
                    query,
                    &body,
                    portfolio,
                    &shared.rules,
                    &shared.clock,
                )
            });
            (headers, result)
        }
    };
    let mut answer = match result {
        Ok(response) => Answer {
            response,
            processed: true,
        },
        Err(error) => error.into(),
    };
    answer.response.headers_mut().extend(headers);
    answer
}

/// Whose call it is, if its token opens the operation.
fn authorize(
    shared: &Shared,
    headers: &HeaderMap,
    operation: Operation,
) -> Result<String, GatewayError> {
    const REFUSED: &str = "Cannot pass the security checks that are required by the target API or \
                           operation, Enable debug headers for more details.";
    let Some(token) = bearer(headers) else {
        return Err(GatewayError::new(StatusCode::UNAUTHORIZED, REFUSED)
            .with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
    };
    let scope = operation.scope();
    let checked = shared.authority.check(token, scope);
    if let Err(Rejection::Unknown | Rejection::Expired) = checked {
        return Err(GatewayError::unauthorized(REFUSED));
    }
    let not_subscribed = shared.world().condition == Condition::NotSubscribed;
    match checked {
        Ok(grant) if !not_subscribed => Ok(grant.client_id),
        Err(Rejection::Scope) if !not_subscribed => Err(GatewayError::new(
            StatusCode::FORBIDDEN,
            format!("the token lacks the scope {scope}"),
        )
        .with(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer error='insufficient_scope'"),
        )),
        _ => Err(GatewayError::new(
            StatusCode::FORBIDDEN,
            "Not registered to plan",
        )),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The types of both bodies: 406 where the caller does not take JSON, 415 where it sends another.
fn negotiate(headers: &HeaderMap, method: &Method, body: &[u8]) -> Result<(), GatewayError> {
    if !accepts_json(headers) {
        return Err(GatewayError::new(
            StatusCode::NOT_ACCEPTABLE,
            "the answer is application/json, which the request does not accept",
        ));
    }
    if *method == Method::POST && !body.is_empty() && !is_json(headers) {
        return Err(GatewayError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the content type must be application/json",
        )
        .with(header::ACCEPT, HeaderValue::from_static("application/json")));
    }
    Ok(())
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// RFC 9110, section 12.5.1: the most specific range that matches decides; without the header
/// anything is accepted.
fn accepts_json(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT);
    let ranges = values.iter().filter_map(|value| value.to_str().ok());
    let mut ranges = ranges.flat_map(|value| value.split(',')).peekable();
    if ranges.peek().is_none() {
        return true;
    }
    let weighed = ranges.filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let specific = match parts.next()?.to_ascii_lowercase().as_str() {
            "application/json" => 2,
            "application/*" => 1,
            "*/*" => 0,
            _ => return None,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let refused = weight.is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        Some((specific, !refused))
    });
    weighed.max().is_some_and(|(_, accepted)| accepted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_accepted_by_the_most_specific_range() {
        let accepted = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, value.parse().unwrap());
            accepts_json(&headers)
        };
        assert!(accepts_json(&HeaderMap::new()));
        for value in [
            "*/*",
            "text/html, application/*;q=0.1",
            "Application/JSON; q=1.0",
        ] {
            assert!(accepted(value), "{value}");
        }
        for value in [
            "text/html",
            "application/xml",
            "*/*, application/json;q=0.0",
            "*/*;q=0",
        ] {
            assert!(!accepted(value), "{value}");
        }
    }
}
