//! The admin endpoints, which change a running sandbox, below `/sandbox/admin`.
//!
//! | call | what it does |
//! |---|---|
//! | `GET /sandbox/admin/faults` | lists the faults in force, each with how often it has struck |
//! | `POST /sandbox/admin/faults` | puts one more into force; its JSON has the names of a fault file |
//! | `DELETE /sandbox/admin/faults` | ends all faults |
//! | `GET /sandbox/admin/received` | lists what was received, oldest first |
//! | `DELETE /sandbox/admin/received` | empties that list |
//! | `GET /sandbox/admin/model` | the model's notes, and its parts that were set aside; `others` for further documents |
//! | `POST /sandbox/admin/reset` | all back to the start, tokens and clock included; JSON `{}` |
//! | `POST /sandbox/admin/condition` | puts the gateway into a state: `"normal"`, `"rate-limited"`, `"internal-error"` or `"not-subscribed"` |
//! | `POST /sandbox/admin/plan` | replaces all plans by one: `{"limit": 100, "window": "hour"}` |
//! | `POST /sandbox/admin/clock` | moves the clock: `{"advanceSeconds": 3600}` |
//!
//! A page in a browser must not be able to do this to a sandbox on the same machine. A POST must be
//! declared as JSON, and neither it nor a DELETE is a simple request, so the browser sends a
//! preflight request first, which is refused. The `Host` must be a name of this machine.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http::header::{self, HeaderMap};
use http::uri::Authority;
use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};

use super::Shared;
use super::media_type::is_json;
use crate::fault::Fault;
use crate::gateway::{self, GatewayError};
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

async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !is_this_machine(headers) {
        return rejection(
            StatusCode::FORBIDDEN,
            "the host is not a name of this machine",
        );
    }
    if request.method() == Method::POST && !is_json(headers) {
        let reason = "the content type must be application/json";
        return rejection(StatusCode::UNSUPPORTED_MEDIA_TYPE, reason);
    }
    next.run(request).await
}

fn rejection(status: StatusCode, reason: impl std::fmt::Display) -> Response {
    GatewayError::new(status, reason)
        .into_response()
        .into_response()
}

/// Whether the `Host` of a request is a loopback name or address. A name that a foreign name server
/// resolves to this machine is not.
pub(crate) fn is_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let Some(authority) = host.and_then(|host| host.parse::<Authority>().ok()) else {
        return false;
    };
    let name = authority.host().trim_matches(['[', ']']);
    let address = name.parse::<std::net::IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[derive(Serialize)]
struct Struck {
    fault: Fault,
    struck: u64,
}

async fn faults(State(shared): State<Arc<Shared>>) -> Response {
    let all = shared.faults.all().into_iter();
    let all: Vec<_> = all
        .map(|(fault, struck)| Struck { fault, struck })
        .collect();
    gateway::json(StatusCode::OK, &all).into_response()
}

async fn add_fault(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let fault = serde_json::from_slice::<Fault>(&body).map_err(|error| error.to_string());
    let checked =
        fault.and_then(|fault| fault.check_operation(&shared.operations()).map(|()| fault));
    match checked {
        Ok(fault) => {
            shared.faults.add(fault);
            StatusCode::CREATED.into_response()
        }
        Err(error) => rejection(StatusCode::BAD_REQUEST, error),
    }
}

async fn clear_faults(State(shared): State<Arc<Shared>>) -> Response {
    shared.faults.clear();
    StatusCode::NO_CONTENT.into_response()
}

async fn received(State(shared): State<Arc<Shared>>) -> Response {
    gateway::json(StatusCode::OK, &shared.ledger.all()).into_response()
}

async fn forget_received(State(shared): State<Arc<Shared>>) -> Response {
    shared.ledger.clear();
    StatusCode::NO_CONTENT.into_response()
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

async fn model(State(shared): State<Arc<Shared>>) -> Response {
    let mut about = About::of(&shared.first);
    about.others = shared.others.iter().map(|other| About::of(other)).collect();
    gateway::json(StatusCode::OK, &about).into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Move {
    advance_seconds: u64,
}

async fn clock(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    match serde_json::from_slice::<Move>(&body) {
        Ok(step) => {
            let step = Duration::from_secs(step.advance_seconds);
            if !shared.clock.advance(step) {
                let reason = "advanceSeconds goes beyond the year 9999; choose a smaller step";
                return rejection(StatusCode::BAD_REQUEST, reason);
            }
            gateway::json(StatusCode::OK, &shared.clock.now().to_rfc3339()).into_response()
        }
        Err(error) => rejection(StatusCode::BAD_REQUEST, error),
    }
}

async fn condition(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(condition) => {
            shared.gateway_state().condition = condition;
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => rejection(StatusCode::BAD_REQUEST, error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPlan {
    limit: u64,
    window: Window,
}

async fn plan(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    match serde_json::from_slice::<NewPlan>(&body) {
        Ok(NewPlan { limit, window }) => {
            let plan = Plan::new("default", limit, window);
            shared.gateway_state().plans = Plans::new(vec![plan]);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => rejection(StatusCode::BAD_REQUEST, error),
    }
}

async fn reset(State(shared): State<Arc<Shared>>) -> Response {
    match shared.reset() {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => rejection(StatusCode::INTERNAL_SERVER_ERROR, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        let admits = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().unwrap());
            is_this_machine(&headers)
        };
        for host in ["127.0.0.1:8080", "localhost", "LocalHost:1", "[::1]:80"] {
            assert!(admits(host), "{host}");
        }
        for host in ["example.org", "127.0.0.1.example.org", "192.168.0.1:80", ""] {
            assert!(!admits(host), "{host}");
        }
        assert!(!is_this_machine(&HeaderMap::new()));
    }
}
