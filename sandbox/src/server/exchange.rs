//! One exchange, from the arrival of the request to its entry in the ledger. Faults strike here.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};

use super::call::{Arrived, call};
use super::effect::apply;
use super::listener::Broken;
use super::route::{Found, Route};
use super::{Shared, admin};
use crate::fault::{Effect, Fault};
use crate::gateway::GatewayError;
use crate::received::{Authorization, Received};
use crate::served_api::ServedApi;
use crate::token::{ErrorCode, TokenError, TokenRequest};
use classifications_contract::{RequestValues, Violation};

const TRANSACTION_ID: HeaderName = HeaderName::from_static("x-global-transaction-id");

/// A request that has arrived.
struct Arrival {
    /// The request; its body is empty if it did not arrive.
    request: http::Request<Bytes>,
    route: Result<Route, GatewayError>,
    violations: Vec<Violation>,
    /// The values of a request to an operation.
    values: Option<RequestValues>,
    /// The document that the path belongs to.
    played: Arc<ServedApi>,
    /// The reason why the body did not arrive.
    broken: Option<GatewayError>,
    /// The form of a request to the token or revocation endpoint, or the error if it cannot be
    /// read; `None` for other requests.
    form: Option<Result<TokenRequest, TokenError>>,
}

/// All routes of the sandbox.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    admin::routes().fallback(exchange).with_state(shared)
}

async fn exchange(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let transaction_id = shared.identifiers.next();
    let arrival = Arrival::of(&shared, request).await;
    let number = shared
        .ledger
        .note(arrival.received(&shared, &transaction_id));

    let operation = arrival.route.as_ref().ok().map(Route::id);
    let fault = shared.faults.strike(operation);
    let mut response = match fault {
        None => process(&shared, arrival, number).map(Body::new),
        Some(fault) => struck(&shared, arrival, number, &fault).await,
    };
    if let Ok(value) = HeaderValue::from_str(&transaction_id) {
        response.headers_mut().insert(TRANSACTION_ID, value);
    }
    if response.extensions().get::<Broken>().is_none() {
        let status = response.status();
        shared
            .ledger
            .amend(number, |entry| entry.status = Some(status));
    }
    response
}

/// Responds to a request that a fault strikes. If the caller closes the connection during the
/// delay, the request is not processed after the delay.
async fn struck(shared: &Shared, arrival: Arrival, number: u64, fault: &Fault) -> Response<Body> {
    let is_token = arrival.route.as_ref().is_ok_and(Route::has_form);
    let mut response = Response::default();
    if fault.after_processing {
        response = process(shared, arrival, number);
        tokio::time::sleep(fault.delay).await;
    } else {
        tokio::time::sleep(fault.delay).await;
        if fault.effect == Effect::Unchanged {
            response = process(shared, arrival, number);
        }
    }
    apply(&fault.effect, is_token, response).await
}

/// Responds to a request, and records whether it was processed.
fn process(shared: &Shared, arrival: Arrival, number: u64) -> Response<Full<Bytes>> {
    let (response, processed, reason) = respond(shared, arrival);
    shared.ledger.amend(number, |entry| {
        entry.processed = processed;
        entry.reason = reason;
    });
    response
}

/// The response, whether the request was processed, and the reason if it was not.
fn respond(shared: &Shared, arrival: Arrival) -> (Response<Full<Bytes>>, bool, Option<String>) {
    let no_form = || {
        Err(TokenError::new(
            ErrorCode::InvalidRequest,
            "there is no form",
        ))
    };
    let form = arrival.form;
    match arrival.route {
        Err(error) => {
            let reason = Some(error.more_information.clone());
            (error.into_response(), false, reason)
        }
        Ok(Route::Token) => with_no_reason(shared.authority.token(form.unwrap_or_else(no_form))),
        Ok(Route::Revoke) => with_no_reason(shared.authority.revoke(form.unwrap_or_else(no_form))),
        Ok(Route::Api(id)) => {
            let arrived = Arrived {
                id: &id,
                played: &arrival.played,
                request: &arrival.request,
                violations: &arrival.violations,
                values: arrival.values.unwrap_or_default(),
                broken: arrival.broken,
            };
            let (headers, result) = call(shared, arrived);
            let reason = result.as_ref().err();
            let reason = reason.map(|error| error.more_information.clone());
            let mut response = result.unwrap_or_else(GatewayError::into_response);
            response.headers_mut().extend(headers);
            (response, reason.is_none(), reason)
        }
    }
}

/// A result of the token endpoint for [`respond`]. The reason for a refusal is in the response
/// only.
fn with_no_reason<T>((response, processed): (T, bool)) -> (T, bool, Option<String>) {
    (response, processed, None)
}

impl Arrival {
    async fn of(shared: &Shared, request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let malformed = framing_error(&parts);
        let (body, broken) = match arrive(shared, body).await {
            Ok(body) => (body, None),
            Err(error) => (Bytes::new(), Some(error)),
        };
        let request = http::Request::from_parts(parts, body);
        let played = shared.api_of_path(request.uri().path());
        let Found {
            route,
            violations,
            values,
        } = Route::find(&played.api, &request);
        let has_form = route.as_ref().is_ok_and(Route::has_form);
        let form = has_form.then(|| form(request.headers(), request.body(), broken.as_ref()));
        Self {
            request,
            route: malformed.map_or(route, Err),
            violations,
            values,
            played: Arc::clone(played),
            broken,
            form,
        }
    }

    fn received(&self, shared: &Shared, transaction_id: &str) -> Received {
        let field = |name| {
            let form = self.form.as_ref()?.as_ref().ok()?;
            form.field(name).map(str::to_owned)
        };
        let request = &self.request;
        // with any method, a body for the token endpoint can contain secrets
        let api = &shared.first.api;
        let paths = [&api.token_path, &api.revoke_path];
        let has_secrets = self.form.is_some() || paths.iter().any(|p| *p == request.uri().path());
        let body = if has_secrets {
            Bytes::new()
        } else {
            request.body().clone()
        };
        Received {
            number: 0,
            operation: self.route.as_ref().ok().map(|route| route.id().to_owned()),
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
            authorization: Authorization::of(request.headers()),
            headers: request
                .headers()
                .keys()
                .map(|name| name.as_str().to_owned())
                .collect(),
            body,
            grant_type: field("grant_type"),
            scope: field("scope"),
            at: shared.clock.now(),
            processed: false,
            violations: self.violations.clone(),
            reason: None,
            status: None,
            transaction_id: transaction_id.to_owned(),
        }
    }
}

/// The body of a request.
///
/// # Errors
/// If it is too large, takes too long, or breaks off.
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

/// The error of a request whose head is ambiguous (RFC 9112, sections 3.2 and 6.1); `None` if it is
/// not.
fn framing_error(parts: &http::request::Parts) -> Option<GatewayError> {
    let hosts = parts.headers.get_all(header::HOST).iter().count();
    if hosts > 1 || (hosts == 0 && parts.version == http::Version::HTTP_11) {
        let reason = format!("header: host is given {hosts} times and must be given once");
        return Some(GatewayError::invalid(reason));
    }
    let mut codings = parts.headers.get_all(header::TRANSFER_ENCODING).iter();
    let is_unsupported = codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"chunked"));
    is_unsupported.then(|| {
        let reason = "the transfer encoding must be chunked";
        GatewayError::new(StatusCode::NOT_IMPLEMENTED, reason)
    })
}

fn form(
    headers: &HeaderMap,
    body: &Bytes,
    broken: Option<&GatewayError>,
) -> Result<TokenRequest, TokenError> {
    match broken {
        None => TokenRequest::read(headers, body),
        Some(error) => Err(TokenError::new(
            ErrorCode::InvalidRequest,
            &error.more_information,
        )),
    }
}
