//! Faults, as a caller sees them.

mod caller;

use std::time::Duration;

use caller::{create, faulty, password_form, post_form, query};
use classifications_sandbox::Fault;

#[tokio::test]
async fn a_status_replaces_the_response_and_prevents_processing() {
    let fault = Fault::status(503).times(1).header("retry-after", "7");
    let (sandbox, token) = faulty(fault).await;
    let response = create(&sandbox, &token, "1").await.unwrap();
    assert_eq!(
        (response.status, response.header("retry-after")),
        (503, Some("7"))
    );
    assert_eq!(response.json()["httpCode"], "503");
    assert!(!sandbox.received()[0].processed);
    let response = create(&sandbox, &token, "1").await.unwrap();
    assert_eq!(
        (response.status, &response.json()["no"]),
        (201, &701.into())
    );
    assert_eq!(sandbox.faults()[0].1, 1);
}

#[tokio::test]
async fn a_status_can_follow_processing() {
    let (sandbox, token) = faulty(Fault::status(500).after_processing()).await;
    let response = create(&sandbox, &token, "1").await.unwrap();
    assert_eq!(response.status, 500);
    let received = &sandbox.received()[0];
    assert!(received.processed);
    assert_eq!(received.status.unwrap(), 500);
    let stored = sandbox.resources(caller::DEPOT);
    assert!(stored.last().unwrap().contains("701"), "{stored:?}");
}

#[tokio::test]
async fn a_reset_loses_the_response_and_the_ledger_shows_whether_the_call_was_processed() {
    for (fault, processed) in [
        (Fault::reset(), false),
        (Fault::reset().after_processing(), true),
    ] {
        let (sandbox, token) = faulty(fault).await;
        let error = create(&sandbox, &token, "1").await.err().unwrap();
        assert!(error.is_request() && !error.is_connect(), "{error:?}");
        let received = &sandbox.received()[0];
        assert_eq!((received.processed, received.status), (processed, None));
    }
}

#[tokio::test]
async fn a_reset_reaches_the_peer_as_a_reset() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let (sandbox, _) = faulty(Fault::reset()).await;
    let mut stream = tokio::net::TcpStream::connect(sandbox.address())
        .await
        .unwrap();
    stream
        .write_all(b"GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let error = stream.read(&mut [0; 16]).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn a_truncated_response_has_a_head_and_a_part_of_the_body() {
    let (sandbox, token) = faulty(Fault::truncated(20)).await;
    let request = caller::http()
        .get(caller::url(&sandbox, ""))
        .bearer_auth(token);
    let mut response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let start = response.chunk().await.unwrap().unwrap();
    assert_eq!(&start[..], br#"{"parcels":[{"no":60"#);
    assert!(response.chunk().await.is_err());
    assert!(sandbox.received()[0].processed);
}

#[tokio::test]
async fn bodies_can_be_malformed_html_and_oversized() {
    let (sandbox, token) = faulty(Fault::malformed()).await;
    let response = query(&sandbox, &token, "").await;
    assert_eq!(response.status, 200);
    assert!(response.text.ends_with(']'), "{}", response.text);
    assert!(serde_json::from_str::<serde_json::Value>(&response.text).is_err());

    let (sandbox, token) = faulty(Fault::html(502)).await;
    let response = query(&sandbox, &token, "").await;
    assert_eq!(response.status, 502);
    assert!(response.text.starts_with("<html>"));
    assert_eq!(
        response.header("content-type"),
        Some("text/html; charset=utf-8")
    );

    let (sandbox, token) = faulty(Fault::oversized(100_000)).await;
    let response = query(&sandbox, &token, "").await;
    assert_eq!((response.status, response.text.len()), (200, 100_000));
    assert!(response.json().is_string());
}

#[tokio::test]
async fn a_slow_response_arrives_complete_in_pieces() {
    let (sandbox, token) = faulty(Fault::slow(700, Duration::from_millis(1))).await;
    let response = query(&sandbox, &token, "").await;
    assert_eq!(response.json()["parcels"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_call_that_is_given_up_has_its_effect_only_if_it_is_processed_first() {
    let long = Duration::from_secs(60);
    for (fault, processed) in [
        (Fault::delay(long), false),
        (Fault::delay(long).after_processing(), true),
    ] {
        let (sandbox, token) = faulty(fault).await;
        let giving_up =
            tokio::time::timeout(Duration::from_millis(200), create(&sandbox, &token, "1"));
        assert!(giving_up.await.is_err());
        let received = sandbox.received();
        assert_eq!(
            (received[0].processed, received[0].status),
            (processed, None)
        );
    }
}

#[tokio::test]
async fn the_token_endpoint_fails_in_its_own_form() {
    let (sandbox, token) = faulty(Fault::status(500).on("token")).await;
    let form = password_form(sandbox.credentials(), "read");
    let response = post_form(sandbox.token_url(), &form).await;
    assert_eq!(
        (response.status, response.text.as_str()),
        (500, r#"{"error":"server_error"}"#)
    );
    assert_eq!(query(&sandbox, &token, "").await.status, 200);
    sandbox.clear_faults();
    assert_eq!(post_form(sandbox.token_url(), &form).await.status, 200);
}

#[tokio::test]
async fn a_sandbox_stops_while_it_sends_a_response() {
    let (sandbox, token) = faulty(Fault::delay(Duration::from_secs(60)).after_processing()).await;
    let address = sandbox.address();
    let calling = tokio::spawn({
        let url = caller::url(&sandbox, "");
        async move { caller::http().get(url).bearer_auth(token).send().await }
    });
    while sandbox.received().is_empty() {
        tokio::task::yield_now().await;
    }
    sandbox.stop().await;
    assert!(calling.await.unwrap().is_err());
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn faults_can_be_set_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faults.toml");
    let text = "[[fault]]\nkind = \"html\"\nstatus = 502\ntimes = 1\n\n\
                [[fault]]\nkind = \"status\"\nstatus = 418\n";
    std::fs::write(&file, text).unwrap();
    let faults = Fault::from_file(&file).unwrap();
    let sandbox = caller::builder().faults(faults).start().await.unwrap();
    for status in [502, 418, 418] {
        assert_eq!(query(&sandbox, "any", "").await.status, status);
    }
}
