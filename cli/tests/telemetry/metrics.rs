//! `--metrics-file`.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use classifications_sandbox::Fault;

use crate::exposition::Samples;
use crate::support::{World, document, finished, words};

/// The value of a sample, if there is one.
fn value(samples: &Samples, name: &str, labels: &[(&str, &str)]) -> Option<u64> {
    let labels = labels.iter();
    let labels: BTreeMap<_, _> = labels
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    samples.get(&(name.to_owned(), labels)).copied()
}

/// How many calls of the operation had this outcome.
fn calls(samples: &Samples, operation: &str, outcome: &str) -> Option<u64> {
    let labels = [("operation", operation), ("outcome", outcome)];
    value(samples, "classifications_calls_total", &labels)
}

fn tokens(samples: &Samples, result: &str) -> Option<u64> {
    let name = "classifications_token_requests_total";
    value(samples, name, &[("result", result)])
}

fn unix_time() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.unwrap().as_secs()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_of_several_runs_are_counted_by_outcome_without_values_or_secrets() {
    let world = World::new().await;
    let (query, create) = (world.sample("GET"), world.sample("POST"));
    let (code, error) = world.run(&query.typed, &[]).await;
    if code != 0 {
        println!("set aside: what the sandbox does with samples of another document is not known");
        return assert!(!classifications_spec::SET_ASIDE.is_empty(), "{error}");
    }
    let count = |operation: &str, outcome: &str| calls(&world.metrics(), operation, outcome);
    assert_eq!(count(&query.operation, "ok"), Some(1));
    assert_eq!(count(&query.operation, "not_sent"), Some(0));
    let no_server = [
        "--base-url",
        "http://127.0.0.1:9/",
        "--token-url",
        "http://127.0.0.1:9/token",
    ];
    world.run(&query.typed, &["--no-token-cache"]).await;
    world.run(&query.typed, &no_server).await;
    let inject = |fault: Fault| {
        world
            .sandbox
            .inject(fault.on(create.operation.as_str()).times(1));
    };
    inject(Fault::status(400));
    world.run(&create.typed, &[]).await;
    inject(Fault::status(504));
    let (code, error) = world.run(&create.typed, &[]).await;
    assert_eq!(code, 3, "{error}");
    let fault = Fault::malformed().on(query.operation.as_str());
    world.sandbox.inject(fault);
    let (code, error) = world.run(&query.typed, &[]).await;
    assert_eq!(code, 4, "{error}");
    assert_eq!(count(&query.operation, "ok"), Some(2));
    assert_eq!(count(&query.operation, "not_sent"), Some(1));
    assert_eq!(count(&query.operation, "not_understood"), Some(1));
    assert_eq!(count(&create.operation, "rejected"), Some(1));
    assert_eq!(count(&create.operation, "outcome_unknown"), Some(1));
    let samples = world.metrics();
    let requests = world.sandbox.received();
    let granted = requests.iter().filter(|it| it.grant_type.is_some());
    let granted = u64::try_from(granted.count()).ok();
    assert_eq!(tokens(&samples, "granted"), granted);
    assert_eq!(
        tokens(&samples, "failed"),
        Some(1),
        "nothing listens at port 9"
    );

    let text = std::fs::read_to_string(world.path("c.prom")).unwrap();
    let secrets = world.credentials().map(|(_, secret)| secret);
    for value in query.values.iter().chain(&create.values).chain(&secrets) {
        assert!(value.len() < 5 || !text.contains(value.as_str()), "{value}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_processes_share_a_file() {
    let world = World::new().await;
    let query = world.sample("GET");
    let runs = (0..6).map(|_| world.run(&query.typed, &[]));
    futures_util::future::join_all(runs).await;
    let samples = world.metrics();
    let outcomes = [
        "ok",
        "rejected",
        "not_sent",
        "outcome_unknown",
        "not_understood",
    ];
    let counts = outcomes.map(|outcome| calls(&samples, &query.operation, outcome).unwrap());
    assert_eq!(counts.iter().sum::<u64>(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_credentials_are_locked_until_a_time() {
    let world = World::new().await;
    let query = world.sample("GET");
    for run in 1..=2_u8 {
        let mut command = world.program(&query.typed, &[]);
        command.env("CESCE_PASSWORD", "wr0ng");
        let (code, error) = finished(command).await;
        assert_eq!(code, 1, "{error}");
        let samples = world.metrics();
        assert_eq!(
            calls(&samples, &query.operation, "not_sent"),
            Some(run.into())
        );
        assert_eq!(tokens(&samples, "refused"), Some(1), "it is sent once");
        let gauge = |name: &str| value(&samples, name, &[]).unwrap();
        assert_eq!(gauge("classifications_credentials_locked"), 1);
        let until = gauge("classifications_credentials_locked_until_timestamp_seconds");
        assert!((600..1000).contains(&(until - unix_time())), "{until}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_another_program_is_refused_before_anything_is_sent() {
    let world = World::new().await;
    let query = world.sample("GET");
    std::fs::write(world.path("c.prom"), "tax;limit\n").unwrap();
    let (code, error) = world.run(&query.typed, &[]).await;
    assert_eq!(code, 1, "{error}");
    assert!(
        error.contains("cannot use the file of --metrics-file"),
        "{error}"
    );
    assert!(error.contains("a file of another program"), "{error}");
    assert_eq!(std::fs::read(world.path("c.prom")).unwrap(), b"tax;limit\n");
    let (code, error) = world
        .run(&query.typed, &["--metrics-file", "/dev/null"])
        .await;
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("not a regular file"), "{error}");
    assert!(world.sandbox.received().is_empty());
    // a command without calls takes no such file, and a variable for others does not harm it
    let (code, error) = world
        .run(&words("exit-codes --metrics-file c.prom"), &[])
        .await;
    assert_eq!(code, 2, "{error}");
    assert_eq!(world.run(&words("exit-codes"), &[]).await.0, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_a_batch_are_counted_by_state() {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: what the sandbox does with samples of another document is not known");
        return;
    }
    let world = World::new().await;
    let create = world.sample("POST");
    let api = document();
    let values = api.contract.values_sample(
        &create.operation,
        classifications_contract::SampleKind::Full,
    );
    let row = serde_json::Value::Object(values.unwrap().values);
    std::fs::write(world.path("rows.jsonl"), format!("{row}\n")).unwrap();
    let typed = words("batch create rows.jsonl --journal journal.db --results r.csv");
    let (code, error) = world.run(&typed, &[]).await;
    assert!([0, 6, 7].contains(&code), "{error}");
    let samples = world.metrics();
    let rows = samples
        .iter()
        .filter(|((name, _), _)| name == "classifications_batch_rows");
    let states: Vec<_> = rows
        .clone()
        .map(|((_, labels), _)| labels["state"].as_str())
        .collect();
    assert_eq!(
        states,
        [
            "done",
            "needs_person",
            "pending",
            "rejected",
            "sent",
            "unknown"
        ]
    );
    assert_eq!(rows.map(|(_, count)| count).sum::<u64>(), 1);
    let outcomes = ["ok", "rejected"].map(|outcome| calls(&samples, &create.operation, outcome));
    assert_eq!(outcomes.into_iter().flatten().sum::<u64>(), 1);
    let (code, error) = world
        .run(&words("batch list --journal journal.db"), &[])
        .await;
    assert_eq!(code, 0, "{error}");
    assert_eq!(world.metrics(), samples, "nothing was counted twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_is_ended_writes_its_metrics() {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: not all that `portfolio watch` needs is known of the document");
        return;
    }
    let api = document();
    let command = api
        .commands
        .iter()
        .find(|command| command.portfolio.is_some())
        .unwrap();
    let world = World::new().await;
    let listed = world.sample_of(&api, command);
    let began = unix_time();
    let mut command = world.program(&words("portfolio watch --no-movements"), &[]);
    command
        .args(&listed.typed[1..])
        .stderr(std::process::Stdio::piped());
    let mut watching = command.spawn().unwrap();
    let looked = || {
        world
            .sandbox
            .received()
            .iter()
            .any(|it| it.operation.is_some())
    };
    for _ in 0..200 {
        if looked() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // the look ends with what it prints
    tokio::time::sleep(Duration::from_millis(500)).await;
    let id = watching.id().to_string();
    std::process::Command::new("kill").arg(id).status().unwrap();
    let ended = tokio::task::spawn_blocking(move || watching.wait().unwrap());
    assert_eq!(ended.await.unwrap().code(), Some(0));
    let samples = world.metrics();
    assert_eq!(calls(&samples, &listed.operation, "ok"), Some(1));
    let name = "classifications_portfolio_watch_last_success_timestamp_seconds";
    let last = value(&samples, name, &[]).unwrap();
    assert!(last >= began && last <= unix_time(), "{last}");
}
