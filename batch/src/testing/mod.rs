//! Test support: journals of both engines, rows, and an API with scripted responses.

pub(crate) mod postgres;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use classifications_contract::{Contract, Values};
use serde_json::json;
use tempfile::TempDir;

use crate::api::{Advice, Api, CallResult};
use crate::clock::testing::ManualClock;
use crate::journal::{Batch, Journal, NewBatch};
use crate::policy::Policy;
use crate::row::NewRow;
use crate::state::Outcome;

/// The time of a new [`ManualClock`], in milliseconds since 1970.
pub(crate) const NOW: i64 = 1_768_435_200_000;

/// A journal for one test, and the clock that an SQLite journal reads.
pub(crate) struct Stage {
    pub journal: Journal,
    pub clock: Arc<ManualClock>,
    pub address: String,
    _folder: Option<TempDir>,
}

impl Stage {
    pub(crate) async fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let address = folder.path().join("journal.db").display().to_string();
        let clock = Arc::new(ManualClock::at(NOW));
        let journal = Journal::with_clock(&address, Arc::clone(&clock) as _).await;
        Self {
            journal: journal.unwrap(),
            clock,
            address,
            _folder: Some(folder),
        }
    }

    /// Journals of the available engines, with the clocks of the system.
    pub(crate) async fn real() -> Vec<Self> {
        let mut stage = Self::sqlite().await;
        stage.journal = Journal::open(&stage.address).await.unwrap();
        let mut stages = vec![stage];
        stages.extend(Self::postgres().await);
        stages
    }

    /// A journal in PostgreSQL; `None` where there is no server.
    pub(crate) async fn postgres() -> Option<Self> {
        Some(Self::at(postgres::database().await?).await)
    }

    /// A journal in the database at this address.
    pub(crate) async fn at(address: String) -> Self {
        let journal = Journal::open(&address).await.unwrap();
        Self {
            journal,
            clock: Arc::new(ManualClock::at(NOW)),
            address,
            _folder: None,
        }
    }

    /// Journals of the available engines. That of SQLite reads [`Stage::clock`].
    pub(crate) async fn both() -> Vec<Self> {
        let mut stages = vec![Self::sqlite().await];
        stages.extend(Self::postgres().await);
        stages
    }

    /// A batch with this many rows.
    pub(crate) async fn batch(&self, rows: u64, policy: Policy) -> Batch {
        let new = NewBatch {
            operation: "createThing".to_owned(),
            target: "http://api.example".to_owned(),
            source: "rows.csv".to_owned(),
            who: "ana".to_owned(),
            policy,
        };
        let batch = self.journal.create_batch(new).await.unwrap();
        let rows = (1..=rows).map(row).collect();
        self.journal.add_rows(&batch, rows).await.unwrap();
        self.journal.seal(&batch).await.unwrap()
    }
}

pub(crate) fn row(number: u64) -> NewRow {
    let values = json!({ "owner": "7", "name": format!("row {number}"), "limit": "40000" });
    NewRow {
        number,
        reference: Some(format!("R-{number}")),
        values: values.as_object().cloned().unwrap(),
        duplicate_key: format!("7/row {number}"),
    }
}

/// A policy with short times, for tests that wait for them.
pub(crate) fn quick() -> Policy {
    Policy {
        start: Duration::from_millis(500),
        deadline: Duration::from_millis(500),
        settle: Duration::from_millis(50),
        first_probe: Duration::from_millis(20),
        longest_probe: Duration::from_millis(100),
        ..Policy::default()
    }
}

/// An API that counts the requests that it processes, by the name of the row.
#[derive(Clone, Default)]
pub(crate) struct Script(Arc<Mutex<Scripted>>);

#[derive(Default)]
struct Scripted {
    /// The results of the next calls of the unsafe operation, and whether they are processed. Later calls succeed.
    next: VecDeque<(bool, CallResult)>,
    processed: HashMap<String, u32>,
    queries: u32,
    /// The result of all other calls while the API is down.
    down: Option<CallResult>,
}

impl Script {
    /// Sets the result of the next call, and whether it is processed.
    pub(crate) fn next(&self, processed: bool, received: CallResult) -> &Self {
        let mut script = self.0.lock().unwrap();
        script.next.push_back((processed, received));
        drop(script);
        self
    }

    pub(crate) fn set_down(&self, down: Option<CallResult>) {
        self.0.lock().unwrap().down = down;
    }

    /// The number of requests that were processed.
    pub(crate) fn processed(&self) -> u32 {
        self.0.lock().unwrap().processed.values().sum()
    }

    /// The largest number of requests of one row that were processed.
    pub(crate) fn most_per_row(&self) -> u32 {
        let script = self.0.lock().unwrap();
        script.processed.values().copied().max().unwrap_or(0)
    }

    pub(crate) fn queries(&self) -> u32 {
        self.0.lock().unwrap().queries
    }
}

impl Api for Script {
    async fn call(&self, operation: &str, values: Values) -> CallResult {
        tokio::task::yield_now().await;
        let mut script = self.0.lock().unwrap();
        if operation == "listThings" {
            script.queries += 1;
            if let Some(down) = &script.down {
                return down.clone();
            }
            let names = script.processed.keys();
            let rows: Vec<_> = names
                .map(|name| json!({ "name": name, "limit": "40000,00" }))
                .collect();
            return CallResult {
                status: Some(200),
                body: Some(json!({ "things": rows }).to_string()),
                ..CallResult::new(Outcome::Done, Advice::Continue)
            };
        }
        let name = values
            .get("name")
            .and_then(|name| name.as_str())
            .unwrap_or_default()
            .to_owned();
        let next = script.next.pop_front();
        let down = script.down.clone().map(|down| (false, down));
        let success = CallResult {
            status: Some(201),
            transaction_id: Some("t-1".to_owned()),
            body: Some(format!("{{\"name\":\"{name}\"}}")),
            ..CallResult::new(Outcome::Done, Advice::Continue)
        };
        let (processed, received) = next.or(down).unwrap_or((true, success));
        if processed {
            *script.processed.entry(name).or_default() += 1;
        }
        received
    }
}

/// The document of the operations that [`Script`] has.
pub(crate) fn contract() -> Contract {
    Contract::from_json(include_str!("document.json")).unwrap()
}

/// The document of [`contract`] with another member of `settle`.
pub(crate) fn contract_with(key: &str, value: serde_json::Value) -> Contract {
    let mut document: serde_json::Value =
        serde_json::from_str(include_str!("document.json")).unwrap();
    document["paths"]["/owners/{owner}/things"]["post"]["x-batch"]["settle"][key] = value;
    Contract::from_value(document).unwrap()
}
