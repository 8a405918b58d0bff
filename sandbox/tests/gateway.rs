//! Checks of the gateway that the cases do not cover.

mod caller;

use std::time::Duration;

use caller::{DEPOT, Response, bearer, create, http, minted, parcel, query, url};
use classifications_sandbox::{App, Plan, StartError, Window};

#[tokio::test]
async fn content_type_and_accept_are_checked() {
    let sandbox = caller::sandbox().await;
    let token = bearer(&sandbox).await;
    let post = || http().post(url(&sandbox, "")).bearer_auth(&token);
    for (request, status) in [
        (post().body(parcel("1")), 415),
        (
            post()
                .header("content-type", "text/plain")
                .body(parcel("1")),
            415,
        ),
        (
            post()
                .header("content-type", "application/json;charset=utf-8")
                .body(parcel("1")),
            201,
        ),
        (post().header("accept", "text/html"), 406),
        (post(), 400),
    ] {
        let response = Response::of(request.send().await.unwrap()).await;
        assert_eq!(response.status, status, "{}", response.text);
        if status != 201 {
            assert_eq!(response.json()["httpCode"], status.to_string());
        }
    }
}

#[tokio::test]
async fn amounts_keep_every_digit() {
    let sandbox = caller::sandbox().await;
    let token = bearer(&sandbox).await;
    for (value, written) in [
        ("0.01", r#""value":0.01,"#),
        ("49999.10", r#""value":49999.10,"#),
        ("90071992547409.93", r#""value":90071992547409.93,"#),
        (
            "1234567890123456789012345678901234567890.10",
            r#""value":1234567890123456789012345678901234567890.10,"#,
        ),
        ("1e40", r#""value":1e40,"#),
    ] {
        let response = create(&sandbox, &token, value).await.unwrap();
        assert_eq!(response.status, 201, "{}", response.text);
        assert!(response.text.contains(written), "{}", response.text);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_or_not_json_is_refused() {
    let sandbox = caller::builder().body_limit(64).start().await.unwrap();
    let token = minted(&sandbox);
    let post = |body: String| {
        let request = http().post(url(&sandbox, "/remove")).bearer_auth(&token);
        request
            .header("content-type", "application/json")
            .body(body)
            .send()
    };
    let response = Response::of(post("x".repeat(65)).await.unwrap()).await;
    assert_eq!(
        (response.status, response.reason().as_str()),
        (413, "body is larger than 64 bytes")
    );
    let response = Response::of(post("{".to_owned()).await.unwrap()).await;
    assert_eq!(
        (response.status, response.reason().as_str()),
        (400, "body is not valid JSON")
    );
}

#[tokio::test]
async fn a_body_that_does_not_arrive_in_time_is_refused() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let sandbox = caller::builder()
        .arrival_limit(Duration::from_millis(50))
        .start()
        .await
        .unwrap();
    let mut stream = tokio::net::TcpStream::connect(sandbox.address())
        .await
        .unwrap();
    let token = minted(&sandbox);
    let head = format!(
        "POST /test/parcels/v1/depots/{DEPOT}/parcels \
         HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\
         content-length: 9\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
    assert!(!sandbox.received()[0].processed);
}

#[tokio::test]
async fn an_app_that_is_not_subscribed_gets_tokens_and_403() {
    let sandbox = caller::builder()
        .app(App::new("sandbox-app", "sandbox-app-secret").subscribed(false))
        .start()
        .await
        .unwrap();
    let token = bearer(&sandbox).await;
    let response = query(&sandbox, &token, "").await;
    assert_eq!(
        (response.status, response.reason().as_str()),
        (403, "Not registered to plan")
    );
}

#[tokio::test]
async fn plans_are_counted_by_the_sandboxs_clock() {
    let sandbox = caller::builder()
        .plans([Plan::new("default", 2, Window::Minute)])
        .start()
        .await
        .unwrap();
    sandbox
        .clock()
        .stand_at("2026-01-15T12:00:30Z".parse().unwrap());
    let token = bearer(&sandbox).await;
    for (status, left) in [(200, "1"), (200, "0"), (429, "0")] {
        let response = query(&sandbox, &token, "").await;
        assert_eq!(response.status, status);
        let left = format!("name=default,{left};");
        assert_eq!(
            response.header("x-ratelimit-remaining"),
            Some(left.as_str())
        );
        assert_eq!(
            response.header("x-ratelimit-limit"),
            Some("name=default,2;")
        );
        assert_eq!(response.header("retry-after"), None);
    }
    sandbox.clock().advance(Duration::from_secs(30));
    assert_eq!(query(&sandbox, &token, "").await.status, 200);
}

#[tokio::test]
async fn any_text_of_a_path_parameter_is_one_segment() {
    let awkward = "12/34 A%2F..ñ?#";
    let sandbox = caller::builder()
        .collection(awkward, [])
        .start()
        .await
        .unwrap();
    let token = bearer(&sandbox).await;
    let url = format!(
        "{}/depots/12%2F34%20A%252F..%C3%B1%3F%23/parcels",
        sandbox.base_url()
    );
    let request = http().get(url).bearer_auth(token);
    let response = Response::of(request.send().await.unwrap()).await;
    assert_eq!(response.text, r#"{"parcels":[]}"#);
}

#[tokio::test]
async fn a_sandbox_listens_on_loopback_alone_and_on_a_free_port() {
    let everywhere = caller::builder().address(([0, 0, 0, 0], 0).into());
    let error = everywhere.start().await.unwrap_err();
    assert!(matches!(error, StartError::NotLoopback(_)), "{error}");

    let sandbox = caller::sandbox().await;
    let same = caller::builder().address(sandbox.address());
    let error = same.start().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "cannot listen on {}; choose another port, or 0 to have one chosen",
            sandbox.address()
        )
    );
}

#[tokio::test]
async fn a_stopped_sandbox_frees_its_port() {
    let sandbox = caller::sandbox().await;
    let address = sandbox.address();
    let idle = tokio::net::TcpStream::connect(address).await.unwrap();
    sandbox.stop().await;
    drop(idle);
    let again = caller::builder().address(address).start().await.unwrap();
    drop(again);
}

#[tokio::test]
async fn transaction_ids_are_in_the_response_and_the_ledger() {
    let sandbox = caller::sandbox().await;
    let response = query(&sandbox, "unknown", "?state=1%2C2").await;
    let received = &sandbox.received()[0];
    assert_eq!(
        response.header("x-global-transaction-id"),
        Some(&*received.transaction_id)
    );
    assert_eq!(received.query.as_deref(), Some("state=1%2C2"));
    assert_eq!(received.status.unwrap(), 401);
    assert!(!received.processed);
}
