//! The HTTP client: the settings that callers can change, and those that they cannot.

use std::time::Duration;

use api_transport::{NotSentReason, Transport, TransportError};
use classifications_auth::http::client_builder;
use classifications_auth::{Client, ErrorDetails};

use crate::support::server::{Server, Step};
use crate::support::{CREATE, EMPTY_LIST, QUERY, Setup, credentials, query, sales};

/// A URL of this machine without a listener.
fn unreachable() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

/// A builder of the caller that would follow redirects.
fn following_redirects() -> reqwest::ClientBuilder {
    client_builder().redirect(reqwest::redirect::Policy::limited(5))
}

#[tokio::test]
async fn the_outcome_of_a_post_that_is_redirected_to_an_unreachable_host_is_unknown() {
    for status in [303, 307] {
        let step = Step::status(status).header("Location", &unreachable());
        let setup = Setup::with(vec![step], |b| b.http_client(following_redirects())).await;
        let sales = sales(&setup.client);
        let cancel = sales.withdraw_sale().contract_no("1").sale_no(1);
        let error = cancel.send().await.unwrap_err();
        assert_eq!(
            error.status().map(|s| s.as_u16()),
            Some(status),
            "{error:?}"
        );
        assert!(
            error.may_have_happened() && !error.is_retryable(),
            "{error:?}"
        );
        assert_eq!(setup.api.count(), 1);
    }
}

#[tokio::test]
async fn a_redirected_token_request_counts_as_sent() {
    let step = Step::status(307).header("Location", &unreachable());
    let tokens = Server::start(vec![], step).await;
    let setup = Setup::with(vec![], |b| {
        b.http_client(following_redirects())
            .token_url(tokens.url("/token"))
    })
    .await;
    for _ in 0..20 {
        let Err(TransportError::NotSent(error)) = setup.send(&CREATE).await else {
            panic!("there is no token")
        };
        let error = error.token_error().unwrap();
        assert!(error.retry_in().unwrap() > Duration::ZERO, "{error:?}");
    }
    assert_eq!((tokens.count(), setup.api.count()), (1, 0));
}

#[tokio::test]
async fn a_connection_that_has_been_idle_is_not_used_again() {
    let setup = Setup::new(vec![]).await;
    for _ in 0..3 {
        setup.send(&CREATE).await.unwrap();
        setup.send(&CREATE).await.unwrap();
        tokio::time::sleep(Duration::from_millis(550)).await;
    }
    assert_eq!((setup.api.count(), setup.api.connections()), (6, 3));
}

#[tokio::test]
async fn a_post_never_uses_a_connection_that_the_server_closes_after_a_second() {
    let api = Server::closing_after(Duration::from_secs(1)).await;
    let mut setup = Setup::new(vec![]).await;
    setup.api = api;
    let post = async |worker: u64| {
        tokio::time::sleep(Duration::from_millis(995 + worker % 10)).await;
        setup.send(&CREATE).await
    };
    // 15 workers, each of which posts about once in a second
    for round in 0..4 {
        let results =
            futures_util::future::join_all((0..15).map(|worker| post(round + worker))).await;
        for result in results {
            assert_eq!(result.unwrap().status(), 200);
        }
    }
    assert_eq!(setup.api.count(), 60);
}

#[tokio::test]
async fn settings_apply_to_the_builder_of_the_caller() {
    let http = || client_builder().user_agent("caller/1");
    let setup = Setup::with(vec![], |b| b.http_client(http())).await;
    setup.send(&QUERY).await.unwrap();
    let both = Setup::with(vec![], |b| b.http_client(http()).user_agent("both/2")).await;
    both.send(&QUERY).await.unwrap();
    for (setup, expected) in [(setup, "caller/1"), (both, "both/2")] {
        assert_eq!(setup.api.received()[0].header("user-agent"), Some(expected));
    }
}

#[tokio::test]
async fn a_callers_proxy_gets_no_plain_http_request_to_loopback() {
    let proxy = Server::start(vec![], Step::status(502)).await;
    let through = || {
        let proxy = reqwest::Proxy::all(proxy.url("")).unwrap();
        client_builder().proxy(proxy)
    };
    let setup = Setup::with(vec![], |b| b.http_client(through())).await;
    setup.send(&QUERY).await.unwrap();
    assert_eq!((setup.api.count(), proxy.connections()), (1, 0));

    // a client that was built for HTTPS sends no plain HTTP request
    let https = Client::builder().credentials(credentials());
    let https = https.http_client(through()).build().unwrap();
    let request = setup.request(&QUERY);
    let error = https.transport().send(&QUERY, request).await.unwrap_err();
    let TransportError::NotSent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.reason(), NotSentReason::InvalidRequest);
    assert_eq!((setup.api.count(), proxy.connections()), (1, 0));
}

#[tokio::test]
async fn a_proxy_gets_the_requests() {
    let proxy = Server::start(vec![Step::Token], Step::response(200, EMPTY_LIST)).await;
    let setup = Setup::with(vec![], |b| b.proxy(proxy.url(""))).await;
    query(&setup.client).await.unwrap();
    let targets: Vec<_> = proxy.received().into_iter().map(|r| r.target).collect();
    let api = setup.api.url("/v1/contracts/1/sales");
    assert_eq!(targets, [setup.tokens.url("/token"), api]);
    assert_eq!(setup.api.connections(), 0);
}

#[tokio::test]
async fn many_concurrent_calls_share_few_connections() {
    let setup = Setup::with(vec![], |b| b.max_connections(4)).await;
    let calls = (0..400).map(|_| setup.send(&CREATE));
    for result in futures_util::future::join_all(calls).await {
        assert_eq!(result.unwrap().status(), 200);
    }
    assert_eq!(setup.api.count(), 400);
    assert!(setup.api.connections() <= 4, "{}", setup.api.connections());
}

#[tokio::test]
async fn without_ca_certificates_a_client_of_this_machine_works() {
    let environment = |name: &str| std::env::var(name).ok();
    // only the child process that this test starts has these variables; it runs only this test
    if let (Some(api), Some(tokens)) = (environment("TEST_API"), environment("TEST_TOKENS")) {
        assert!(
            Client::builder()
                .credentials(credentials())
                .build()
                .is_err()
        );
        return call_from_a_child_process(api, tokens).await;
    }
    let api = Server::start(vec![], Step::response(200, EMPTY_LIST)).await;
    let tokens = Server::start(vec![], Step::Token).await;
    let mut child = tokio::process::Command::new(std::env::current_exe().unwrap());
    child.args([
        "--exact",
        "http_client::without_ca_certificates_a_client_of_this_machine_works",
    ]);
    child
        .env("TEST_API", api.url(""))
        .env("TEST_TOKENS", tokens.url("/token"))
        .env("SSL_CERT_FILE", "/nonexistent")
        .env("SSL_CERT_DIR", "/nonexistent");
    let output = child.output().await.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert_eq!((api.count(), tokens.count()), (1, 1));
}

/// The call of a test in a child process with another environment.
async fn call_from_a_child_process(api: String, tokens: String) {
    let client = Client::builder()
        .credentials(credentials())
        .base_url(api)
        .token_url(tokens);
    let client = client.build().unwrap();
    query(&client).await.unwrap();
}

#[tokio::test]
async fn a_proxy_of_the_environment_gets_no_plain_http_request_to_loopback() {
    // only the child process that this test starts has these variables; it runs only this test
    if let (Ok(api), Ok(tokens)) = (std::env::var("TEST_API"), std::env::var("TEST_TOKENS")) {
        return call_from_a_child_process(api, tokens).await;
    }
    let api = Server::start(vec![], Step::response(200, EMPTY_LIST)).await;
    let tokens = Server::start(vec![], Step::Token).await;
    let proxy = Server::start(vec![], Step::status(502)).await;
    let mut child = tokio::process::Command::new(std::env::current_exe().unwrap());
    child.args([
        "--exact",
        "http_client::a_proxy_of_the_environment_gets_no_plain_http_request_to_loopback",
    ]);
    child
        .env("TEST_API", api.url(""))
        .env("TEST_TOKENS", tokens.url("/token"));
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(variable, proxy.url(""));
    }
    child.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = child.output().await.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert_eq!(
        (api.count(), tokens.count(), proxy.connections()),
        (1, 1, 0)
    );
}
