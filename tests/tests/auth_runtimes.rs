//! Runtimes that end, or stop, while they fetch a token: callers on another runtime still get their
//! response.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::time::{Duration, Instant};

use classifications_auth::Client;
use contract_tests::support::{Ends, Proxy, Setup, client, ends, perform, until};
use tokio::runtime::{Builder, Runtime};

fn runtime() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).enable_all().build().unwrap()
}

/// A sandbox and a shut proxy before its token endpoint, on their own runtime.
fn start(servers: &Runtime) -> (Setup, Proxy, Client) {
    servers.block_on(async {
        let setup = Setup::new().await;
        let proxy = Proxy::before(setup.sandbox.address()).await;
        let builder = client(&setup.sandbox, &setup.clock);
        let token_url = proxy.url(setup.sandbox.token_url());
        let client = builder.token_url(token_url).build().unwrap();
        proxy.shut();
        (setup, proxy, client)
    })
}

#[test]
fn a_runtime_that_ends_cancels_its_fetch_and_the_next_call_works() {
    let servers = runtime();
    let (setup, proxy, client) = start(&servers);

    let ending = runtime();
    let call = ending.spawn({
        let client = client.clone();
        async move { perform(&client, "notifySale").await }
    });
    servers.block_on(proxy.holds(1));
    let remaining = runtime();
    let waiting = remaining.spawn({
        let client = client.clone();
        async move { perform(&client, "notifySale").await }
    });
    ending.shutdown_timeout(Duration::from_secs(10));
    assert!(remaining.block_on(call).unwrap_err().is_cancelled());
    // The caller on the other runtime sends a new request.
    servers.block_on(proxy.holds(2));
    proxy.open();
    let sent = remaining.block_on(waiting).unwrap();
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    drop(remaining);

    // A third runtime uses the token and the closed connections of the second.
    let sent = runtime().block_on(perform(&client, "notifySale"));
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    assert_eq!(setup.count("notifySale"), 2);
    // The request of the first runtime may have reached the endpoint when the proxy opened.
    assert!(
        (1..=2).contains(&setup.count("token")),
        "{}",
        setup.count("token")
    );
}

#[test]
fn a_runtime_that_is_no_longer_driven_does_not_block_calls_elsewhere() {
    let servers = runtime();
    let (_setup, proxy, client) = start(&servers);

    let stopped = Builder::new_current_thread().enable_all().build().unwrap();
    stopped.block_on(async {
        let client = client.clone();
        tokio::spawn(async move { perform(&client, "querySales").await });
        proxy.holds(1).await;
    });
    // No thread drives this runtime from here on, and it is not dropped.
    let running = runtime();
    let begun = Instant::now();
    let waiting = running.spawn({
        let client = client.clone();
        async move { perform(&client, "querySales").await }
    });
    servers.block_on(proxy.holds(2));
    proxy.open();
    let sent = running.block_on(waiting).unwrap();
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
    let duration = begun.elapsed();
    assert!(duration < Duration::from_secs(8), "{duration:?}");
    drop(stopped);
    let sent = running.block_on(perform(&client, "querySales"));
    assert_eq!(ends(&sent), Ends::Well, "{sent:?}");
}

#[test]
fn a_runtime_without_a_timer_or_an_io_driver_gives_an_error() {
    let servers = runtime();
    let (setup, proxy, client) = start(&servers);
    proxy.open();
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
    // The same with a cached token.
    for (_, without) in &lacking {
        let sent = without.block_on(perform(&client, "querySales"));
        sent.unwrap_err();
    }
    assert_eq!(setup.count("querySales"), 1);
}

/// When all calls and token requests have ended, the runtime has no task of the client, and without
/// calls no token is fetched.
#[test]
fn no_task_runs_without_calls() {
    let servers = runtime();
    let (setup, proxy, client) = start(&servers);
    proxy.open();
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
        // The remaining tasks serve connections of the pool.
        let tasks = metrics.num_alive_tasks();
        setup.advance(Duration::from_secs(3400));
        perform(&client, "querySales").await.unwrap();
        until("the token is renewed", || setup.count("token") == 3).await;
        until("the renewal has ended", || {
            metrics.num_alive_tasks() <= tasks
        })
        .await;
        setup.advance(Duration::from_secs(100_000));
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        assert_eq!(setup.count("token"), 3);
        assert!(metrics.num_alive_tasks() <= tasks);
    });
}
