//! Building of clients, the state that they share, and their `Debug` output.

use api_transport::Transport;
use classifications_auth::http::client_builder;
use classifications_auth::{
    BuildError, Client, Credentials, ErrorDetails, NotSentReason, ScopeSet, Timeouts, TokenError,
};

use crate::support::server::{Server, Step};
use crate::support::{EMPTY_LIST, QUERY, Setup, builder, chain, credentials, query};

#[tokio::test]
async fn a_trailing_slash_of_the_base_url_is_handled() {
    for (base, target) in [
        ("/v1", "/v1/contracts/1/sales"),
        ("/v1/", "/v1/contracts/1/sales"),
        ("", "/contracts/1/sales"),
        ("/", "/contracts/1/sales"),
    ] {
        let api = Server::start(vec![], Step::response(200, EMPTY_LIST)).await;
        let tokens = Server::start(vec![], Step::Token).await;
        let client = builder(&api, &tokens)
            .base_url(api.url(base))
            .build()
            .unwrap();
        query(&client).await.unwrap();
        assert_eq!(api.received()[0].target, target, "{base:?}");
    }
}

#[test]
fn missing_and_invalid_settings_are_reported_with_their_remedy() {
    let with_credentials = || Client::builder().credentials(credentials());
    let message = |result: Result<Client, BuildError>| result.unwrap_err().to_string();
    assert_eq!(
        message(Client::builder().build()),
        "there are no credentials; give some with `ClientBuilder::credentials`"
    );
    let secure = "https://api.example";
    let clear = "http://api.example";
    let base = message(with_credentials().base_url(clear).token_url(secure).build());
    assert!(base.contains("use https"), "{base}");
    let token = message(with_credentials().base_url(secure).token_url(clear).build());
    assert!(token.contains("use https"), "{token}");
    let one_url = message(with_credentials().base_url(secure).build());
    assert!(one_url.contains("without the token URL"), "{one_url}");
    let unknown = message(with_credentials().environment("nowhere").build());
    assert!(unknown.contains("no environment \"nowhere\""), "{unknown}");
    let zero = Timeouts::default().call(std::time::Duration::ZERO);
    let timeouts = message(with_credentials().timeouts(zero).build());
    assert!(timeouts.contains("is zero"), "{timeouts}");
    for builder in [
        with_credentials(),
        with_credentials().http_client(client_builder()),
    ] {
        let proxy = message(builder.proxy("socks5://127.0.0.1:1080").build());
        assert!(proxy.contains("give an HTTP proxy"), "{proxy}");
    }
    assert!(with_credentials().build().is_ok(), "the rest has defaults");
}

#[tokio::test]
async fn clones_share_tokens_and_connections() {
    let setup = Setup::new(vec![]).await;
    for _ in 0..5 {
        let clone = setup.client.clone();
        let response = clone.transport().send(&QUERY, setup.request(&QUERY)).await;
        assert_eq!(response.unwrap().body().bytes(), "{}");
    }
    assert_eq!((setup.api.count(), setup.api.connections()), (5, 1));
    assert_eq!(setup.tokens.count(), 1);
}

#[tokio::test]
async fn many_credentials_have_their_own_tokens_and_share_connections() {
    let setup = Setup::new(vec![]).await;
    for n in 0..5 {
        let account = Credentials::new("app", "secret", format!("user-{n}"), "pass").unwrap();
        let other = setup.client.with_credentials(account);
        other
            .transport()
            .send(&QUERY, setup.request(&QUERY))
            .await
            .unwrap();
    }
    assert_eq!((setup.api.count(), setup.api.connections()), (5, 1));
    assert_eq!((setup.tokens.count(), setup.tokens.connections()), (5, 1));
    let users: Vec<_> = setup
        .tokens
        .received()
        .into_iter()
        .map(|r| r.body)
        .collect();
    for (n, body) in users.iter().enumerate() {
        assert!(body.contains(&format!("username=user-{n}")), "{body}");
    }
}

#[tokio::test]
async fn clients_with_other_credentials_share_the_guard_against_lockout() {
    let api = Server::start(vec![], Step::ok()).await;
    let refusal = Step::response(400, r#"{"error":"invalid_grant"}"#);
    let tokens = Server::start(vec![refusal], Step::Token).await;
    let client = builder(&api, &tokens).build().unwrap();
    let transport = client.transport();
    let read = ScopeSet::of(&["read"]);
    // at the same time, and once more afterwards
    let same = (0..5).map(|_| transport.with_credentials(credentials()));
    let refused = same.map(|client| {
        let read = read.clone();
        async move { client.tokens().token(&read).await }
    });
    for result in futures_util::future::join_all(refused).await {
        let error = result.unwrap_err();
        assert!(
            matches!(error, TokenError::CredentialsRefused { .. }),
            "{error:?}"
        );
    }
    transport.tokens().token(&read).await.unwrap_err();
    assert_eq!(tokens.count(), 1);
    let other = Credentials::new("app", "secret", "another", "pass").unwrap();
    let other = transport.with_credentials(other);
    other.tokens().token(&read).await.unwrap();
    assert_eq!(tokens.count(), 2);
}

#[tokio::test]
async fn a_second_client_can_share_the_transport() {
    let setup = Setup::new(vec![]).await;
    setup.send(&QUERY).await.unwrap();
    let second = Client::over(
        &setup.api.url("/other/v2/"),
        setup.client.transport().clone(),
    );
    let second = second.unwrap();
    let _ = query(&second).await;
    assert_eq!(setup.tokens.count(), 1, "the token is shared");
    assert_eq!(setup.api.connections(), 1);
    assert_eq!(
        setup.api.received()[1].target,
        "/other/v2/contracts/1/sales"
    );
    let refused = Client::over("http://api.cesce.es", setup.client.transport().clone());
    assert!(matches!(refused, Err(BuildError::Url(_))));
}

#[tokio::test]
async fn the_user_agent_names_the_library_unless_set() {
    let setup = Setup::new(vec![]).await;
    setup.send(&QUERY).await.unwrap();
    let name = concat!("classifications-auth/", env!("CARGO_PKG_VERSION"));
    assert_eq!(setup.api.received()[0].header("user-agent"), Some(name));
    assert_eq!(setup.tokens.received()[0].header("user-agent"), Some(name));

    let setup = Setup::with(vec![], |b| b.user_agent("debt-collector/7")).await;
    setup.send(&QUERY).await.unwrap();
    assert_eq!(
        setup.api.received()[0].header("user-agent"),
        Some("debt-collector/7")
    );
}

#[test]
fn debug_shows_no_secret() {
    let builder = Client::builder()
        .credentials(credentials())
        .proxy("http://someone:the-proxy-password@proxy.example:3128");
    let before = format!("{builder:?}");
    let client = builder.build().unwrap();
    let transport = client.transport();
    let shown = format!("{before} {client:?} {transport:?} {:?}", *client);
    for secret in [
        "the-client-id",
        "the-client-secret",
        "the-user",
        "the-password",
        "the-proxy-password",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(
        shown.contains("RetryPolicy") && shown.contains("Timeouts"),
        "{shown}"
    );
}

#[tokio::test]
async fn refused_credentials_differ_from_an_api_that_is_down() {
    let api = Server::start(vec![], Step::status(503)).await;
    let refusal = Step::response(400, r#"{"error":"invalid_grant"}"#);
    let tokens = Server::start(vec![], refusal).await;
    let client = builder(&api, &tokens).build().unwrap();
    let error = query(&client).await.unwrap_err();
    let classifications_auth::Error::NotSent(not_sent) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(not_sent.reason(), NotSentReason::Credentials);
    let token_error: Option<&TokenError> = error.token_error();
    assert!(token_error.is_some());
    let chain = chain(&error);
    assert_eq!(
        chain[0],
        "request not sent: no token, because of the credentials"
    );
    for (outer, inner) in chain.iter().zip(&chain[1..]) {
        assert!(
            !outer.contains(inner),
            "a message repeats its source: {chain:?}"
        );
    }
    assert_eq!(api.count(), 0);
}

#[tokio::test]
async fn the_future_of_a_call_fits_into_a_small_allocation() {
    let setup = Setup::new(vec![]).await;
    let request = setup.client.transport().http().get(setup.api.url("/v1"));
    let sending = setup
        .client
        .transport()
        .send(&QUERY, request.build().unwrap());
    // glibc keeps freed memory of up to 1032 bytes for the next allocation
    let size = std::mem::size_of_val(&*sending);
    let contract = usize::from(cfg!(feature = "contract")) * 64;
    assert!(size <= 1032 + contract, "{size} bytes");
}
