//! The job of the example pays for no row twice, even if requests or responses are lost. The requests that the sandbox
//! has processed are the proof.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "../examples/nightly_job.rs"]
mod nightly_job;

use std::collections::BTreeMap;
use std::time::Duration;

use classifications_auth::retry::{Backoff, RetryPolicy};
use classifications_auth::{Client, Credentials, Timeouts};
use classifications_sandbox::{Fault, Sandbox};
use nightly_job::{Row, Task, night};

const CONTRACT: &str = "11000012345";
const ROWS: usize = 50;
const ATTEMPT: Duration = Duration::from_millis(300);

/// A fault and its name.
struct Case {
    name: String,
    fault: Fault,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |name: String, fault: Fault| cases.push(Case { name, fault });
    let status = |status: u16| match status {
        300..400 => Fault::status(status).header("location", "/login"),
        _ => Fault::status(status),
    };
    let ambiguous = [301, 302, 303, 307, 308, 408, 499, 500, 501, 502, 503, 504];
    for code in ambiguous {
        add(format!("{code}"), status(code));
        let carried_out = status(code).after_processing();
        add(format!("{code}, carried out"), carried_out);
    }
    for code in [401, 403, 404, 405, 413, 425, 429] {
        add(format!("{code}"), status(code));
    }
    for code in [502, 504] {
        add(format!("HTML {code}"), Fault::html(code));
        let carried_out = Fault::html(code).after_processing();
        add(format!("HTML {code}, carried out"), carried_out);
    }
    add("reset".to_owned(), Fault::reset());
    let carried_out = Fault::reset().after_processing();
    add("reset, carried out".to_owned(), carried_out);
    add("truncated".to_owned(), Fault::truncated(20));
    add("malformed".to_owned(), Fault::malformed());
    add("oversized".to_owned(), Fault::oversized(300_000));
    // not carried out, although the status is a success
    add("HTML 200".to_owned(), Fault::html(200));
    add("202".to_owned(), Fault::status(202));
    cases
}

/// Faults in which a response does not arrive in time.
fn late_cases() -> Vec<Case> {
    let long = ATTEMPT * 10;
    [
        ("hangs", Fault::delay(long)),
        ("hangs, carried out", Fault::delay(long).after_processing()),
        ("drips", Fault::slow(1, long)),
    ]
    .map(|(name, fault)| Case {
        name: name.to_owned(),
        fault,
    })
    .into()
}

fn client(sandbox: &Sandbox) -> Client {
    let accepted = sandbox.credentials().clone();
    let account = Credentials::new(
        accepted.client_id,
        accepted.client_secret,
        accepted.username,
        accepted.password,
    );
    let short = Backoff::exponential(Duration::from_millis(1), Duration::from_millis(2));
    Client::builder()
        .credentials(account.unwrap())
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .body_limit(200_000)
        .timeouts(Timeouts::default().attempt(ATTEMPT))
        .retry(RetryPolicy::default().backoff(short))
        .build()
        .unwrap()
}

/// The number of payments for each reference.
fn paid(sandbox: &Sandbox, rows: &[Row]) -> BTreeMap<String, usize> {
    let mut paid = BTreeMap::new();
    for received in sandbox.received() {
        if received.processed && received.operation.as_deref() == Some("createClassification") {
            let body = String::from_utf8(received.body.to_vec()).unwrap();
            let of_row = |row: &&Row| body.contains(&format!("\"{}\"", row.reference));
            let row = rows.iter().find(of_row).unwrap();
            *paid.entry(row.reference.clone()).or_default() += 1;
        }
    }
    paid
}

/// Copies of the first row of the example, each with another reference.
fn rows() -> Vec<Row> {
    let text = include_str!("../examples/nightly_job.json");
    let first = nightly_job::rows(text).unwrap().swap_remove(0);
    let values = serde_json::Value::from(first.values).to_string();
    let row = |number| {
        let reference = format!("row-{number}");
        let values = values.replace(&first.reference, &reference);
        Row {
            values: serde_json::from_str(&values).unwrap(),
            reference,
            task: Task::Request,
        }
    };
    (0..ROWS).map(row).collect()
}

/// Runs the job for three nights, the first of them with the fault.
async fn run(sandbox: &Sandbox, case: &Case, fault: Fault, operations: &[&str]) {
    sandbox.reset().unwrap();
    // a new client, as the reset revokes all tokens, and a fault would hide the 401
    let client = &client(sandbox);
    sandbox.forget_received();
    for operation in operations {
        sandbox.inject(fault.clone().on(*operation));
    }
    let mut rows = rows();
    night(client, CONTRACT, &mut rows).await;
    // rows with an unknown outcome are queried while the fault lasts, and again afterwards
    night(client, CONTRACT, &mut rows).await;
    sandbox.clear_faults();
    night(client, CONTRACT, &mut rows).await;

    let (name, paid) = (&case.name, paid(sandbox, &rows));
    assert!(
        paid.values().all(|times| *times == 1),
        "{name}, {operations:?}: paid twice: {paid:?}"
    );
    for row in &rows {
        let times = paid.get(&row.reference).copied().unwrap_or_default();
        match &row.task {
            Task::Nothing => assert_eq!(times, 1, "{name}, {operations:?}: {row:?}"),
            // a row that is not listed was not carried out here, but a person has to decide about it
            Task::Review(_) | Task::Request => {
                assert_eq!(times, 0, "{name}, {operations:?}: {row:?}");
            }
            Task::Query => panic!("{name}, {operations:?}: {row:?}"),
        }
        if name.ends_with("carried out") {
            assert_eq!(row.task, Task::Nothing, "{name}, {operations:?}: {row:?}");
        }
    }
}

#[tokio::test]
async fn no_row_is_paid_for_twice_with_any_fault() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    // an imported document can require other values
    let call = client.call("createClassification", rows()[0].values.clone());
    if let Err(error) = call.await
        && !classifications_spec::SET_ASIDE.is_empty()
    {
        println!("set aside: the document requires other values: {error}");
        return;
    }
    let list = client.query_classifications().contract_no(CONTRACT);
    let list = list.send().await.map(|list| list.body().clone());
    let is_listed = list.is_ok_and(|list| String::from_utf8_lossy(&list).contains("\"row-0\""));
    if !is_listed && !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the model does not store the values of this document's requests");
        return;
    }
    assert!(is_listed);
    let operations = ["createClassification", "queryClassifications"];
    for case in cases() {
        run(&sandbox, &case, case.fault.clone(), &operations[..1]).await;
        run(&sandbox, &case, case.fault.clone().every(3), &operations).await;
    }
    for case in late_cases() {
        let seldom = case.fault.clone().every(10);
        run(&sandbox, &case, seldom, &operations[..1]).await;
    }
}

#[test]
fn the_example_runs() {
    nightly_job::main().unwrap();
}
