//! One request and its answer, from arrival to ledger; faults strike here.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Response, StatusCode};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};

use super::call::call;
use super::listener::Broken;
use super::route::Route;
use super::spoil::spoil;
use super::{Shared, admin};
use crate::fault::{Effect, Fault};
use crate::gateway::GatewayError;
use crate::received::{Authorization, Received};
use crate::token::{ErrorCode, TokenError, TokenRequest};

const TRANSACTION_ID: HeaderName = HeaderName::from_static("x-global-transaction-id");

/// A request that has arrived.
struct Arrival {
    parts: Parts,
    route: Result<Route, GatewayError>,
    body: Result<Bytes, GatewayError>,
    form: Option<Result<TokenRequest, TokenError>>,
}

/// Everything that the sandbox serves.
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
    let mut response = match shared.faults.strike(operation) {
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

/// Answers a request that a fault strikes. A caller that gives up during the delay ends this here.
async fn struck(shared: &Shared, arrival: Arrival, number: u64, fault: &Fault) -> Response<Body> {
    let is_token = matches!(arrival.route, Ok(Route::Token | Route::Revoke));
    let mut answer = Response::default();
    if fault.after_processing {
        answer = process(shared, arrival, number);
        tokio::time::sleep(fault.delay).await;
    } else {
        tokio::time::sleep(fault.delay).await;
        if fault.effect == Effect::Answer {
            answer = process(shared, arrival, number);
        }
    }
    spoil(&fault.effect, is_token, answer).await
}

/// Answers a request, and notes whether it had its effect.
fn process(shared: &Shared, arrival: Arrival, number: u64) -> Response<Full<Bytes>> {
    let (response, processed) = answer(shared, arrival);
    shared
        .ledger
        .amend(number, |entry| entry.processed = processed);
    response
}

fn answer(shared: &Shared, arrival: Arrival) -> (Response<Full<Bytes>>, bool) {
    let no_form = || TokenError::new(ErrorCode::InvalidRequest, "there is no form");
    let form = arrival.form.unwrap_or_else(|| Err(no_form()));
    match arrival.route {
        Err(error) => (error.into_response(), false),
        Ok(Route::Token) => shared.authority.token(form),
        Ok(Route::Revoke) => shared.authority.revoke(form),
        Ok(Route::Api {
            operation,
            contract_no,
        }) => {
            let (headers, result) = call(
                shared,
                &arrival.parts,
                operation,
                &contract_no,
                arrival.body,
            );
            let processed = result.is_ok();
            let mut response = result.unwrap_or_else(GatewayError::into_response);
            response.headers_mut().extend(headers);
            (response, processed)
        }
    }
}

impl Arrival {
    async fn of(shared: &Shared, request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let route = Route::find(&parts.method, parts.uri.path());
        let body = arrive(shared, body).await;
        let form =
            matches!(route, Ok(Route::Token | Route::Revoke)).then(|| form(&parts.headers, &body));
        Self {
            parts,
            route,
            body,
            form,
        }
    }

    fn received(&self, shared: &Shared, transaction_id: &str) -> Received {
        let field = |name| {
            let form = self.form.as_ref()?.as_ref().ok()?;
            form.field(name).map(str::to_owned)
        };
        let body = match (&self.form, &self.body) {
            (None, Ok(body)) => body.clone(),
            _ => Bytes::new(),
        };
        let Parts {
            method,
            uri,
            headers,
            ..
        } = &self.parts;
        Received {
            number: 0,
            operation: self.route.as_ref().ok().map(Route::id),
            method: method.clone(),
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
            authorization: Authorization::of(headers),
            headers: headers
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
