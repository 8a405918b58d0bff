//! Tests of `--metrics-file`.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use classifications_sandbox::Fault;

use crate::exposition::Samples;
use crate::support::{Setup, document, finished, words};

/// The value of a sample, if it exists.
fn value(samples: &Samples, name: &str, labels: &[(&str, &str)]) -> Option<u64> {
    let labels = labels.iter();
    let labels: BTreeMap<_, _> = labels
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    samples.get(&(name.to_owned(), labels)).copied()
}

/// The number of calls of the operation with this outcome.
fn calls(samples: &Samples, operation: &str, outcome: &str) -> Option<u64> {
    let labels = [("operation", operation), ("outcome", outcome)];
    value(samples, "classifications_calls_total", &labels)
}

/// The number of token requests with this result.
fn token_requests(samples: &Samples, result: &str) -> Option<u64> {
    let name = "classifications_token_requests_total";
    value(samples, name, &[("result", result)])
}

fn unix_time() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.unwrap().as_secs()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_of_several_runs_are_counted_by_outcome_without_values_or_secrets() {
    let setup = Setup::new().await;
    let (query, create) = (setup.sample("GET"), setup.sample("POST"));
    let (code, error) = setup.run(&query.arguments, &[]).await;
    if code != 0 {
        println!("set aside: the results of samples of another document are unknown");
        return assert!(!classifications_spec::SET_ASIDE.is_empty(), "{error}");
    }
    let count = |operation: &str, outcome: &str| calls(&setup.metrics(), operation, outcome);
    assert_eq!(count(&query.operation, "ok"), Some(1));
    assert_eq!(count(&query.operation, "not_sent"), Some(0));
    let no_server = [
        "--base-url",
        "http://127.0.0.1:9/",
        "--token-url",
        "http://127.0.0.1:9/token",
    ];
    setup.run(&query.arguments, &["--no-token-cache"]).await;
    setup.run(&query.arguments, &no_server).await;
    let inject = |fault: Fault| {
        setup
            .sandbox
            .inject(fault.on(create.operation.as_str()).times(1));
    };
    inject(Fault::status(400));
    setup.run(&create.arguments, &[]).await;
    inject(Fault::status(504));
    let (code, error) = setup.run(&create.arguments, &[]).await;
    assert_eq!(code, 3, "{error}");
    let fault = Fault::malformed().on(query.operation.as_str());
    setup.sandbox.inject(fault);
    let (code, error) = setup.run(&query.arguments, &[]).await;
    assert_eq!(code, 4, "{error}");
    assert_eq!(count(&query.operation, "ok"), Some(2));
    assert_eq!(count(&query.operation, "not_sent"), Some(1));
    assert_eq!(count(&query.operation, "not_understood"), Some(1));
    assert_eq!(count(&create.operation, "rejected"), Some(1));
    assert_eq!(count(&create.operation, "outcome_unknown"), Some(1));
    let samples = setup.metrics();
    let requests = setup.sandbox.received();
    let granted = requests.iter().filter(|it| it.grant_type.is_some());
    let granted = u64::try_from(granted.count()).ok();
    assert_eq!(token_requests(&samples, "granted"), granted);
    assert_eq!(
        token_requests(&samples, "failed"),
        Some(1),
        "nothing listens at port 9"
    );

    let text = std::fs::read_to_string(setup.path("c.prom")).unwrap();
    let secrets = setup.credentials().map(|(_, secret)| secret);
    for value in query.values.iter().chain(&create.values).chain(&secrets) {
        assert!(value.len() < 5 || !text.contains(value.as_str()), "{value}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_processes_share_a_file() {
    let setup = Setup::new().await;
    let query = setup.sample("GET");
    let runs = (0..6).map(|_| setup.run(&query.arguments, &[]));
    futures_util::future::join_all(runs).await;
    let samples = setup.metrics();
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
    let setup = Setup::new().await;
    let query = setup.sample("GET");
    for run in 1..=2_u8 {
        let mut command = setup.program(&query.arguments, &[]);
        command.env("CESCE_PASSWORD", "wr0ng");
        let (code, error) = finished(command).await;
        assert_eq!(code, 1, "{error}");
        let samples = setup.metrics();
        assert_eq!(
            calls(&samples, &query.operation, "not_sent"),
            Some(run.into())
        );
        assert_eq!(
            token_requests(&samples, "refused"),
            Some(1),
            "it is sent once"
        );
        let gauge = |name: &str| value(&samples, name, &[]).unwrap();
        assert_eq!(gauge("classifications_credentials_locked"), 1);
        let until = gauge("classifications_credentials_locked_until_timestamp_seconds");
        assert!((600..1000).contains(&(until - unix_time())), "{until}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_another_program_is_refused_before_anything_is_sent() {
    let setup = Setup::new().await;
    let query = setup.sample("GET");
    std::fs::write(setup.path("c.prom"), "tax;limit\n").unwrap();
    let (code, error) = setup.run(&query.arguments, &[]).await;
    assert_eq!(code, 1, "{error}");
    assert!(
        error.contains("cannot use the file of --metrics-file"),
        "{error}"
    );
    assert!(error.contains("a file of another program"), "{error}");
    assert_eq!(std::fs::read(setup.path("c.prom")).unwrap(), b"tax;limit\n");
    let (code, error) = setup
        .run(&query.arguments, &["--metrics-file", "/dev/null"])
        .await;
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("not a regular file"), "{error}");
    assert!(setup.sandbox.received().is_empty());
    // a command without calls rejects the option, and ignores the variable
    let (code, error) = setup
        .run(&words("exit-codes --metrics-file c.prom"), &[])
        .await;
    assert_eq!(code, 2, "{error}");
    assert_eq!(setup.run(&words("exit-codes"), &[]).await.0, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_a_batch_are_counted_by_state() {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the results of samples of another document are unknown");
        return;
    }
    let setup = Setup::new().await;
    let create = setup.sample("POST");
    let api = document();
    let values = api.contract.values_sample(
        &create.operation,
        classifications_contract::SampleKind::Full,
    );
    let row = serde_json::Value::Object(values.unwrap().values);
    std::fs::write(setup.path("rows.jsonl"), format!("{row}\n")).unwrap();
    let arguments = words("batch create rows.jsonl --journal journal.db --results r.csv");
    let (code, error) = setup.run(&arguments, &[]).await;
    assert!([0, 6, 7].contains(&code), "{error}");
    let samples = setup.metrics();
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
    let (code, error) = setup
        .run(&words("batch list --journal journal.db"), &[])
        .await;
    assert_eq!(code, 0, "{error}");
    assert_eq!(setup.metrics(), samples, "nothing was counted twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_command_writes_its_metrics() {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the options for `portfolio watch` of another document are unknown");
        return;
    }
    let api = document();
    let command = api
        .commands
        .iter()
        .find(|command| command.portfolio.is_some())
        .unwrap();
    let setup = Setup::new().await;
    let list_call = setup.sample_of(&api, command);
    let began = unix_time();
    let mut command = setup.program(&words("portfolio watch --no-movements"), &[]);
    command
        .args(&list_call.arguments[1..])
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let has_queried = || {
        setup
            .sandbox
            .received()
            .iter()
            .any(|it| it.operation.is_some())
    };
    for _ in 0..200 {
        if has_queried() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // the command has to process and print the response
    tokio::time::sleep(Duration::from_millis(500)).await;
    let id = child.id().to_string();
    std::process::Command::new("kill").arg(id).status().unwrap();
    let ended = tokio::task::spawn_blocking(move || child.wait().unwrap());
    assert_eq!(ended.await.unwrap().code(), Some(0));
    let samples = setup.metrics();
    assert_eq!(calls(&samples, &list_call.operation, "ok"), Some(1));
    let name = "classifications_portfolio_watch_last_success_timestamp_seconds";
    let last = value(&samples, name, &[]).unwrap();
    assert!(last >= began && last <= unix_time(), "{last}");
}
