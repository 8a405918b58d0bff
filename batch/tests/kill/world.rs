//! A sandbox, a batch of requests to it, and workers in other processes.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use classifications_auth::{Client, Credentials};
use classifications_batch::{
    Api, Batch, Decision, Filter, Journal, NewBatch, NewRow, Outcome, Policy, RunEnd, RunOptions,
    Runner, SettleRules, State,
};
use classifications_contract::{Contract, Values};
use classifications_sandbox::{Fault, Plan, Sandbox};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// The number of runs of a test: `default`, or in proportion to `KILL_RUNS`.
pub(crate) fn runs(default: u32) -> u32 {
    let runs = std::env::var("KILL_RUNS").ok();
    runs.map_or(default, |runs| {
        runs.parse::<u32>().unwrap().div_ceil(12) * default
    })
}

pub(crate) fn seed() -> u64 {
    let seed = std::env::var("KILL_SEED").ok();
    seed.map_or(20_261_127, |seed| seed.parse().unwrap())
}

pub(crate) struct World {
    address: String,
    journal: Journal,
    batch: Batch,
    sandbox: Sandbox,
    client: Client,
    settle: SettleRules,
    /// The field of a request that identifies its row.
    key: String,
    rows: u64,
}

/// The values of a request that succeeds without preparation, from the cases of the document.
fn request(operation: &str) -> Option<Values> {
    let cases: Value = serde_json::from_str(classifications_spec::CASES).unwrap();
    let cases = cases.as_object()?.values();
    let mut requests = cases.filter(|case| {
        case["operation"] == operation
            && case["response"]["status"] == 201
            && case["given"] == serde_json::json!([])
    });
    let mut values = requests.next()?["request"].as_object()?.clone();
    values.remove("token");
    if let Some(Value::Object(body)) = values.remove("body") {
        values.extend(body);
    }
    Some(values)
}

/// The first operation with rules for settling, and the fields that identify its rows.
fn operation(contract: &Contract) -> Option<(String, Vec<String>)> {
    let paths = contract.document()["paths"].as_object()?;
    let operations = paths
        .values()
        .flat_map(|item| item.as_object().into_iter().flatten());
    let mut rules =
        operations.filter_map(|(_, own)| Some((own.get("x-batch")?.get("settle")?, own)));
    let (rules, own) = rules.next()?;
    let identify: Vec<String> = serde_json::from_value(rules["identify"].clone()).ok()?;
    Some((own["operationId"].as_str()?.to_owned(), identify))
}

fn client(base_url: &str, token_url: &str) -> Client {
    let known = classifications_sandbox::Credentials::default();
    let credentials = Credentials::new(
        known.client_id.as_str(),
        known.client_secret.as_str(),
        known.username.as_str(),
        known.password.as_str(),
    );
    let builder = Client::builder().credentials(credentials.unwrap());
    builder
        .base_url(base_url)
        .token_url(token_url)
        .build()
        .unwrap()
}

fn policy() -> Policy {
    let mut policy = Policy::default();
    policy.start = Duration::from_millis(500);
    policy.deadline = Duration::from_millis(1500);
    policy.settle = Duration::from_millis(100);
    policy.queries = 2;
    policy.first_probe = Duration::from_millis(50);
    policy.longest_probe = Duration::from_millis(500);
    policy
}

impl World {
    /// A batch of this number of rows; `None`, with a printed reason, where the document has no operation with rules for
    /// settling.
    pub(crate) async fn new(
        address: String,
        rows: u64,
        faults: impl Fn(&str) -> Vec<Fault>,
    ) -> Option<Self> {
        Self::with_plans(address, rows, faults, []).await
    }

    pub(crate) async fn with_plans(
        address: String,
        rows: u64,
        faults: impl Fn(&str) -> Vec<Fault>,
        plans: impl IntoIterator<Item = Plan>,
    ) -> Option<Self> {
        let contract = Contract::from_json(classifications_spec::DOCUMENT).unwrap();
        let found = operation(&contract);
        let found = found.and_then(|(id, identify)| Some((request(&id)?, id, identify)));
        let Some((request, operation, identify)) = found else {
            assert!(!classifications_spec::SET_ASIDE.is_empty());
            println!("skipped: the document has no operation with `settle` that has a case");
            return None;
        };
        let sandbox = Sandbox::builder().plans(plans).ledger_limit(1_000_000);
        let sandbox = sandbox.start().await.unwrap();
        let client = client(sandbox.base_url(), sandbox.token_url());
        let mut key = None;
        for field in identify {
            // a field that accepts any text can identify the rows
            let mut values = request.clone();
            values.insert(field.clone(), "R-0".into());
            let received = Api::call(&client, &operation, values).await;
            if received.outcome == Outcome::Done {
                key = Some(field);
            }
        }
        let key = key.unwrap();
        sandbox.reset().unwrap();
        for fault in faults(&operation) {
            sandbox.inject(fault);
        }
        let journal = Journal::open(&address).await.unwrap();
        let new = NewBatch {
            operation: operation.clone(),
            target: sandbox.base_url().to_owned(),
            source: "test".to_owned(),
            who: "test".to_owned(),
            policy: policy(),
        };
        let batch = journal.create_batch(new).await.unwrap();
        let row = |number: u64| {
            let mut values = request.clone();
            let reference = format!("R-{number}");
            values.insert(key.clone(), reference.clone().into());
            NewRow {
                number,
                reference: Some(reference.clone()),
                values,
                duplicate_key: reference,
            }
        };
        journal
            .add_rows(&batch, (1..=rows).map(row).collect())
            .await
            .unwrap();
        let batch = journal.seal(&batch).await.unwrap();
        let settle = SettleRules::of(&contract, &operation).unwrap();
        Some(Self {
            address,
            journal,
            batch,
            sandbox,
            client,
            settle,
            key,
            rows,
        })
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    pub(crate) fn lease(&self) -> Duration {
        self.batch.policy.lease()
    }

    pub(crate) async fn count(&self, state: State) -> u64 {
        let filter = Filter {
            state: Some(state),
            ..Filter::default()
        };
        let rows = self
            .journal
            .rows(&self.batch.id, filter, u32::MAX)
            .await
            .unwrap();
        rows.len() as u64
    }

    /// Starts a worker in another process.
    pub(crate) fn spawn(&self) -> Worker {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "worker", "--nocapture"])
            .env("BATCH_JOURNAL", &self.address)
            .env("BATCH_ID", &*self.batch.id)
            .env("BATCH_BASE_URL", self.sandbox.base_url())
            .env("BATCH_TOKEN_URL", self.sandbox.token_url())
            .stdout(Stdio::null());
        Worker(command.spawn().unwrap())
    }

    /// The number of times that each row was carried out, by the requests that the sandbox has received.
    fn ledger(&self) -> HashMap<String, u32> {
        let mut ledger = HashMap::new();
        let mut received = self.sandbox.received();
        received.retain(|entry| {
            entry.processed && entry.operation.as_deref() == Some(&*self.batch.operation)
        });
        for entry in received {
            let body: Value = serde_json::from_slice(&entry.body).unwrap();
            let key = body[&self.key].as_str().unwrap().to_owned();
            *ledger.entry(key).or_default() += 1;
        }
        ledger
    }

    /// The number of requests that a plan has rejected.
    pub(crate) fn over_the_limit(&self) -> usize {
        let received = self.sandbox.received();
        let statuses = received.iter().filter_map(|entry| entry.status);
        statuses.filter(|status| status.as_u16() == 429).count()
    }

    pub(crate) async fn rate(&self) -> Option<f64> {
        self.journal.rate(&self.batch.target).await.unwrap()
    }

    pub(crate) fn assert_at_most_once(&self) {
        let repeated = self.ledger().into_iter().find(|(_, times)| *times > 1);
        assert_eq!(repeated, None);
    }

    /// Runs the batch until it is complete, decides about rows that need a person by the ledger, and compares the batch with
    /// the ledger.
    pub(crate) async fn finish(&self) {
        self.sandbox.clear_faults();
        let mut decided = 0;
        loop {
            let mut options = RunOptions::default();
            options.tick = Duration::from_millis(100);
            let api = (self.client.clone(), self.sandbox.base_url());
            let settle = Some(self.settle.clone());
            let runner = Runner::new(
                self.journal.clone(),
                self.batch.clone(),
                api,
                settle,
                options,
            );
            let summary = runner.unwrap().run(std::future::pending()).await.unwrap();
            assert_eq!(summary.ended, RunEnd::Complete, "{summary:?}");
            self.assert_at_most_once();
            if summary.counts.needs_person == 0 {
                break;
            }
            decided += self.decide().await;
        }
        let ledger = self.ledger();
        let counts = self.journal.counts(&self.batch.id).await.unwrap();
        println!(
            "{} rows, {decided} decided by a person: {counts:?}",
            self.rows
        );
        assert_eq!(counts.done, i64::try_from(self.rows).unwrap());
        assert_eq!(ledger.len() as u64, self.rows);
    }

    /// Decides about the rows that need a person, and returns their number.
    async fn decide(&self) -> u64 {
        let filter = Filter {
            needs_person: true,
            ..Filter::default()
        };
        let rows = self
            .journal
            .rows(&self.batch.id, filter, u32::MAX)
            .await
            .unwrap();
        let ledger = self.ledger();
        for row in &rows {
            let reference = row.reference.clone().unwrap();
            let (decision, note) = if ledger.contains_key(&reference) {
                (Decision::Done, "it is in the ledger")
            } else {
                (Decision::Resend, "it is not in the ledger")
            };
            let note = (note, "test");
            self.journal
                .resolve(&self.batch.id, row.number, decision, note)
                .await
                .unwrap();
        }
        rows.len() as u64
    }
}

pub(crate) struct Worker(Child);

impl Worker {
    pub(crate) fn signal(&self, signal: Signal) {
        let id = Pid::from_child(&self.0);
        // the process may have ended before
        let _ = kill_process(id, signal);
    }

    pub(crate) fn wait(&mut self) {
        self.0.wait().unwrap();
    }
}

/// Runs the batch that the environment names, if it names one.
pub(crate) fn work() {
    let Ok(address) = std::env::var("BATCH_JOURNAL") else {
        return;
    };
    let variable = |name: &str| std::env::var(name).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let journal = Journal::open(&address).await.unwrap();
        let batch = journal.batch(&variable("BATCH_ID")).await.unwrap();
        let base_url = variable("BATCH_BASE_URL");
        let client = client(&base_url, &variable("BATCH_TOKEN_URL"));
        let contract = Contract::from_json(classifications_spec::DOCUMENT).unwrap();
        let settle = SettleRules::of(&contract, &batch.operation);
        let mut options = RunOptions::default();
        options.tick = Duration::from_millis(200);
        let runner = Runner::new(journal, batch, (client, &base_url), settle, options).unwrap();
        runner.run(std::future::pending()).await.unwrap();
    });
}
