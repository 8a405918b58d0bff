//! The page at `/`: received requests, stored resources, faults, plans and clock.
//!
//! The page polls the state, and changes it through the admin endpoints.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::served::Served;
use super::table::Table;
use crate::Received;
use crate::cases::Condition;
use crate::fault::Struck;
use crate::gateway;
use crate::served_api::ServedApi;
use crate::server::Shared;

/// The maximum number of received requests in a response. The page requests the following ones
/// afterwards.
const MAX_RECEIVED: usize = 200;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot<'a> {
    now: String,
    condition: Condition,
    plans: Vec<String>,
    operations: Vec<&'a str>,
    notices: Vec<String>,
    collections: Vec<Table>,
    faults: Vec<Struck>,
    /// The number of the oldest request that the ledger still keeps.
    first: u64,
    received: Vec<Received>,
}

#[derive(Deserialize)]
pub(super) struct StateQuery {
    /// The response has the received requests after the one with this number.
    #[serde(default)]
    after: u64,
}

/// The current state as JSON.
pub(super) async fn state(
    State(served): State<Arc<Served>>,
    Query(StateQuery { after }): Query<StateQuery>,
) -> Response {
    let shared = &served.shared;
    let (first, received) = shared.ledger.after(after, MAX_RECEIVED);
    let (condition, plans) = {
        let gateway_state = shared.gateway_state();
        (gateway_state.condition, gateway_state.plans.to_string())
    };
    let snapshot = Snapshot {
        now: shared.clock.now().to_rfc3339(),
        condition,
        plans: plans.lines().map(str::to_owned).collect(),
        operations: shared.operations(),
        notices: shared.notices(),
        collections: tables(shared),
        faults: shared.faults.all(),
        first,
        received,
    };
    gateway::json(StatusCode::OK, &snapshot).into_response()
}

/// The stored resources of each kind, by collection.
pub(super) fn tables(shared: &Shared) -> Vec<Table> {
    let played = shared.played();
    played
        .flat_map(|played| tables_of(shared, played))
        .collect()
}

/// The stored resources of one document.
pub(super) fn tables_of(shared: &Shared, played: &ServedApi) -> Vec<Table> {
    let ServedApi { api, model, .. } = played;
    let store = played.settled_store(shared.clock.now());
    let mut tables = vec![];
    for collection in store.collections() {
        for kind in model.kinds() {
            let resources = store.json(collection, kind, &api.order);
            tables.push(Table::new(collection, kind, &resources));
        }
    }
    tables
}
