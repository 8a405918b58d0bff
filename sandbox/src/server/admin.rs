//! The admin endpoints, which change a running sandbox, below `/sandbox/admin`.
//!
//! | call | effect |
//! |---|---|
//! | `GET /sandbox/admin/faults` | lists the faults in force, each with how often it has struck |
//! | `POST /sandbox/admin/faults` | adds a fault; its JSON has the names of a fault file |
//! | `DELETE /sandbox/admin/faults` | removes all faults |
//! | `GET /sandbox/admin/received` | lists the received requests, oldest first |
//! | `DELETE /sandbox/admin/received` | empties that list |
//! | `GET /sandbox/admin/model` | the model's notes, and its parts that were set aside; `others` are those of further documents |
//! | `POST /sandbox/admin/reset` | resets everything to the initial state, tokens and clock included; the body is `{}` |
//! | `POST /sandbox/admin/condition` | sets the state of the gateway: `"normal"`, `"rate-limited"`, `"internal-error"` or `"not-subscribed"` |
//! | `POST /sandbox/admin/plan` | replaces all plans by one: `{"limit": 100, "window": "hour"}` |
//! | `POST /sandbox/admin/clock` | moves the clock: `{"advanceSeconds": 3600}` |
//!
//! A foreign page in a browser on the same machine must not be able to call them. The content type
//! of a POST must be JSON. Neither such a POST nor a DELETE is a simple request, so the browser
//! sends a preflight request first, which is refused. The `Host` must be a name of this machine.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header::{self, HeaderMap};
use http::uri::Authority;
use http::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Shared;
use crate::fault::Fault;
use crate::gateway::{self, GatewayError};
use crate::media_type;
use crate::plan::Plans;
use crate::served_api::ServedApi;
use crate::{Plan, Window};

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route(
            "/sandbox/admin/faults",
            get(faults).post(add_fault).delete(clear_faults),
        )
        .route(
            "/sandbox/admin/received",
            get(received).delete(forget_received),
        )
        .route("/sandbox/admin/model", get(model))
        .route("/sandbox/admin/clock", post(clock))
        .route("/sandbox/admin/condition", post(condition))
        .route("/sandbox/admin/plan", post(plan))
        .route("/sandbox/admin/reset", post(reset))
        .layer(middleware::from_fn(guard))
}

async fn guard(request: Request, next: Next) -> Result<Response, GatewayError> {
    check_host(request.headers())?;
    if request.method() == Method::POST && !media_type::is(request.headers(), "application/json") {
        let reason = "the content type must be application/json";
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(GatewayError::new(status, reason));
    }
    Ok(next.run(request).await)
}

/// Refuses a request whose `Host` is not a name of this machine.
pub(crate) fn check_host(headers: &HeaderMap) -> Result<(), GatewayError> {
    if is_this_machine(headers) {
        return Ok(());
    }
    let reason = "the host is not a name of this machine";
    Err(GatewayError::new(StatusCode::FORBIDDEN, reason))
}

/// Whether the `Host` of a request is `localhost` or a loopback address. Other names are not
/// accepted, since a foreign name server could resolve them to this machine.
fn is_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let Some(authority) = host.and_then(|host| host.parse::<Authority>().ok()) else {
        return false;
    };
    let name = authority.host().trim_matches(['[', ']']);
    let address = name.parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

async fn faults(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    gateway::json(StatusCode::OK, &shared.faults.all())
}

async fn add_fault(
    State(shared): State<Arc<Shared>>,
    body: Bytes,
) -> Result<StatusCode, GatewayError> {
    let fault: Fault = read(&body)?;
    let checked = fault.check_operation(&shared.operations());
    checked.map_err(GatewayError::invalid)?;
    shared.faults.add(fault);
    Ok(StatusCode::CREATED)
}

async fn clear_faults(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.faults.clear();
    StatusCode::NO_CONTENT
}

async fn received(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    gateway::json(StatusCode::OK, &shared.ledger.all())
}

async fn forget_received(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.ledger.clear();
    StatusCode::NO_CONTENT
}

#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    description: &'a str,
    source: &'a str,
    notes: &'a [String],
    notices: Vec<String>,
    /// The other documents that are played.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Self>,
}

impl<'a> About<'a> {
    fn of(played: &'a ServedApi) -> Self {
        let model = &played.model;
        Self {
            title: &model.title,
            description: &model.description,
            source: &model.source,
            notes: &model.notes,
            notices: played.notices(),
            others: vec![],
        }
    }
}

async fn model(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    let mut about = About::of(&shared.first);
    about.others = shared.others.iter().map(|other| About::of(other)).collect();
    gateway::json(StatusCode::OK, &about)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClockStep {
    advance_seconds: u64,
}

async fn clock(
    State(shared): State<Arc<Shared>>,
    body: Bytes,
) -> Result<impl IntoResponse, GatewayError> {
    let ClockStep { advance_seconds } = read(&body)?;
    if !shared.clock.advance(Duration::from_secs(advance_seconds)) {
        let reason = "advanceSeconds goes beyond the year 9999; choose a smaller step";
        return Err(GatewayError::invalid(reason));
    }
    let now = shared.clock.now().to_rfc3339();
    Ok(gateway::json(StatusCode::OK, &now))
}

async fn condition(
    State(shared): State<Arc<Shared>>,
    body: Bytes,
) -> Result<StatusCode, GatewayError> {
    let condition = read(&body)?;
    shared.gateway_state().condition = condition;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPlan {
    limit: u64,
    window: Window,
}

async fn plan(State(shared): State<Arc<Shared>>, body: Bytes) -> Result<StatusCode, GatewayError> {
    let NewPlan { limit, window } = read(&body)?;
    let plan = Plan::new("default", limit, window);
    shared.gateway_state().plans = Plans::new(vec![plan]);
    Ok(StatusCode::NO_CONTENT)
}

async fn reset(State(shared): State<Arc<Shared>>) -> Result<StatusCode, GatewayError> {
    let result = shared.reset();
    result.map_err(|error| GatewayError::new(StatusCode::INTERNAL_SERVER_ERROR, error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads the JSON body of a request.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, GatewayError> {
    serde_json::from_slice(body).map_err(GatewayError::invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_localhost_and_loopback_addresses_name_this_machine() {
        let names_this_machine = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            is_this_machine(&headers)
        };
        for host in ["127.0.0.1:8080", "localhost", "LocalHost:1", "[::1]:80"] {
            assert!(names_this_machine(host), "{host}");
        }
        for host in ["example.org", "127.0.0.1.example.org", "192.168.0.1:80", ""] {
            assert!(!names_this_machine(host), "{host}");
        }
        assert!(!is_this_machine(&HeaderMap::new()));
    }
}
