//! Runtimes that end, or stop, while a token is being fetched on them: whoever calls on another one gets
//! their answer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::time::{Duration, Instant};

use classifications_auth::Client;
use contract_tests::proof::{Ends, Gate, Stage, client, ends, perform, until};
use tokio::runtime::{Builder, Runtime};

fn runtime() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().unwrap()
}

/// A sandbox and a shut gate before its token endpoint, on a runtime of their own.
fn play(servers: &Runtime) -> (Stage, Gate, Client) {
    servers.block_on(async {
        let stage = Stage::new().await;
        let gate = Gate::before(stage.sandbox.address()).await;
        let builder = client(&stage.sandbox, &stage.clock);
        let token_url = gate.url(stage.sandbox.token_url());
        let client = builder.token_url(token_url).build().unwrap();
        gate.shut();
        (stage, gate, client)
    })
}

#[test]
fn a_runtime_that_ends_takes_its_flight_along_and_the_next_call_works() {
    let servers = runtime();
    let (stage, gate, client) = play(&servers);

    let doomed = runtime();
    let call = doomed.spawn({
        let client = client.clone();
        async move { perform(&client, "notifySale").await }
    });
    servers.block_on(gate.holds(1));
    let survivor = runtime();
    let waiting = survivor.spawn({
        let client = client.clone();
        async move { perform(&client, "notifySale").await }
    });
    doomed.shutdown_timeout(Duration::from_secs(10));
    assert!(survivor.block_on(call).unwrap_err().is_cancelled());
    // the caller on the other runtime asks anew
    servers.block_on(gate.holds(2));
    gate.open();
    let sent = survivor.block_on(waiting).unwrap();
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    drop(survivor);

    // a third one meets the token and the dead connections of the second
    let sent = runtime().block_on(perform(&client, "notifySale"));
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    assert_eq!(stage.count("notifySale"), 2);
    // whether the request of the dead one still reached the endpoint when the gate opened is chance
    assert!(
        (1..=2).contains(&stage.count("token")),
        "{}",
        stage.count("token")
    );
}

#[test]
fn a_runtime_that_is_no_longer_driven_holds_up_calls_elsewhere_for_two_seconds() {
    let servers = runtime();
    let (_stage, gate, client) = play(&servers);

    let stopped = Builder::new_current_thread().enable_all().build().unwrap();
    stopped.block_on(async {
        let client = client.clone();
        tokio::spawn(async move { perform(&client, "querySales").await });
        gate.holds(1).await;
    });
    // no thread drives it from here on, and it is not dropped either
    let running = runtime();
    let begun = Instant::now();
    let waiting = running.spawn({
        let client = client.clone();
        async move { perform(&client, "querySales").await }
    });
    servers.block_on(gate.holds(2));
    gate.open();
    let sent = running.block_on(waiting).unwrap();
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(8), "{took:?}");
    drop(stopped);
    let sent = running.block_on(perform(&client, "querySales"));
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
}

#[test]
fn a_runtime_without_a_timer_or_an_io_driver_gives_an_error() {
    let servers = runtime();
    let (stage, gate, client) = play(&servers);
    gate.open();
    let mut no_timer = Builder::new_current_thread();
    let mut no_io = Builder::new_current_thread();
    let lacking = [
        ("NoTimer", no_timer.enable_io().build().unwrap()),
        ("NoIo", no_io.enable_time().build().unwrap()),
    ];
    for (lack, without) in &lacking {
        let sent = without.block_on(perform(&client, "querySales"));
        let error = format!("{:?}", sent.unwrap_err());
        assert!(error.contains(lack), "{error}");
    }
    let sent = runtime().block_on(perform(&client, "querySales"));
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    // with a token that is kept, too
    for (_, without) in &lacking {
        let sent = without.block_on(perform(&client, "querySales"));
        sent.unwrap_err();
    }
    assert_eq!(stage.count("querySales"), 1);
}

/// Nothing runs for ever: when all calls are over and all flights have landed, the runtime has no task
/// left of ours, and while nobody calls, no token is fetched.
#[test]
fn nothing_goes_on_when_nobody_calls() {
    let servers = runtime();
    let (stage, gate, client) = play(&servers);
    gate.open();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let metrics = runtime.metrics();
    assert_eq!(
        metrics.num_alive_tasks(),
        0,
        "making a client starts nothing"
    );
    runtime.block_on(async {
        for operation in ["querySales", "notifySale"] {
            perform(&client, operation).await.unwrap();
        }
        // what is left serves connections, which the pool keeps
        let tasks = metrics.num_alive_tasks();
        stage.advance(Duration::from_secs(3400));
        perform(&client, "querySales").await.unwrap();
        until("the token is renewed", || stage.count("token") == 3).await;
        until("the renewal is over", || metrics.num_alive_tasks() <= tasks).await;
        stage.advance(Duration::from_secs(100_000));
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        assert_eq!(stage.count("token"), 3);
        assert!(metrics.num_alive_tasks() <= tasks);
    });
}
