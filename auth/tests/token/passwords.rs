//! The number of passwords that an account receives, with a call every minute: at most 4 in an hour and
//! 10 in a day, for all responses of the token endpoint, in one process or in a new one for each call.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use classifications_auth::clock::Clock as _;
use classifications_auth::http::client_builder;
use classifications_auth::{Client, Credentials, ScopeSet, TokenError, TokenSource};

use crate::endpoint::{Act, Endpoint, grant, refuse};
use crate::harness::{PASSWORD, Setup, eventually};

const MINUTES: u64 = 24 * 60;

/// Responses of a token endpoint without a token.
fn behaviours() -> Vec<(&'static str, Act)> {
    let plain = |status: &str, body: &str| {
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n\r\n");
        Act::Raw(format!("{head}{body}").into_bytes())
    };
    let other_json = |status| Act::Json(status, r#"{"result":"KO","reason":"locked"}"#.to_owned());
    let html = "<html>Log in</html>";
    vec![
        ("invalid_grant", refuse(400, "invalid_grant")),
        ("invalid_client", refuse(401, "invalid_client")),
        ("401", plain("401 Unauthorized", "")),
        ("invalid_scope", refuse(400, "invalid_scope")),
        ("unauthorized_client", refuse(400, "unauthorized_client")),
        ("403", plain("403 Forbidden", "no")),
        ("404", plain("404 Not Found", html)),
        ("423", plain("423 Locked", "locked")),
        ("429", plain("429 Too Many Requests", "")),
        (
            "429 for a second",
            plain("429 Too Many Requests\r\nretry-after: 1", ""),
        ),
        ("HTML", plain("200 OK\r\ncontent-type: text/html", html)),
        ("other JSON with 200", other_json(200)),
        ("other JSON with 400", other_json(400)),
        ("other JSON with 500", other_json(500)),
        ("500", refuse(500, "server_error")),
        ("502", plain("502 Bad Gateway", html)),
        ("503", plain("503 Service Unavailable", "")),
        ("504", plain("504 Gateway Timeout", "")),
        (
            "redirect to a login page",
            plain("302 Found\r\nlocation: /login", ""),
        ),
        ("closed", Act::Close),
        ("no HTTP", Act::Raw(b"SSH-2.0-x\r\n".to_vec())),
        ("timeout", Act::Hang),
    ]
}

/// Makes `call` once a minute. Returns the minutes in which a password arrived.
async fn password_minutes(
    endpoint: &Endpoint,
    clock: &classifications_auth::clock::ManualClock,
    mut call: impl AsyncFnMut() -> Result<(), TokenError>,
) -> Vec<u64> {
    let mut minutes = Vec::new();
    for minute in 0..MINUTES {
        let before = endpoint.count();
        let start = clock.now();
        let arrived = async {
            // a request without a response times out after 10 s
            eventually(async || endpoint.count() > before && clock.sleepers() > 1).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
            clock.advance(Duration::from_secs(10));
            std::future::pending::<()>().await;
        };
        tokio::select! {
            biased;
            result = call() => result.unwrap_err(),
            () = arrived => unreachable!(),
        };
        let sent = endpoint.count() - before;
        minutes.extend(std::iter::repeat_n(minute, sent));
        let passed = clock.now() - start;
        clock.advance(Duration::from_secs(60).saturating_sub(passed));
    }
    minutes
}

/// The maximum number of passwords in any `window` of minutes.
fn maximum(minutes: &[u64], window: u64) -> usize {
    let count_from = |start: &u64| {
        let end = start + window;
        minutes
            .iter()
            .filter(|minute| (*start..end).contains(minute))
            .count()
    };
    minutes.iter().map(count_from).max().unwrap_or_default()
}

#[tokio::test]
async fn a_process_sends_at_most_4_passwords_in_an_hour_and_10_in_a_day() {
    let mut table = String::new();
    for (name, act) in behaviours() {
        let setup = Setup::new(move |_, _| act.clone()).await;
        let read = async || setup.read().await.map(drop);
        let sent = password_minutes(&setup.endpoint, &setup.clock, read).await;
        let (hour, day) = (maximum(&sent, 60), maximum(&sent, MINUTES));
        let _ = writeln!(table, "{name}: {hour} in an hour, {day} in a day");
        assert!((1..=4).contains(&hour) && day <= 10, "{table}{sent:?}");
        assert!(day >= 6, "the password is not sent again: {table}{sent:?}");
    }
    // shown with `--nocapture`
    println!("{table}");
}

#[tokio::test]
async fn the_limits_hold_for_alternating_behaviours_and_scopes() {
    let acts = behaviours();
    let quick: Vec<_> = acts
        .into_iter()
        .filter(|(name, _)| *name != "timeout")
        .collect();
    let setup = Setup::new(move |number, _| quick[number % quick.len()].1.clone()).await;
    let sets: [&[&str]; 3] = [&["read"], &["create"], &["delete"]];
    let mut turn = 0;
    let read = async || {
        turn += 1;
        setup.text(sets[turn % 3]).await.map(drop)
    };
    let sent = password_minutes(&setup.endpoint, &setup.clock, read).await;
    assert!(
        maximum(&sent, 60) <= 4 && maximum(&sent, MINUTES) <= 10,
        "{sent:?}"
    );
}

/// The token source of a new process that uses `password`.
fn process(setup: &Setup, file: &Path, password: &str) -> TokenSource {
    let account = Credentials::new("app", "s3cret &=", "insured", password).unwrap();
    let transport = Client::builder()
        .credentials(account)
        .token_url(&setup.endpoint.url)
        .state_file(file)
        // reading the certificates of the system would take most of the time of the test
        .http_client(client_builder().tls_certs_only([]))
        .clock(setup.clock.clone())
        .build_transport();
    transport.unwrap().tokens().clone()
}

async fn read(source: &TokenSource) -> Result<(), TokenError> {
    source.token(&ScopeSet::of(&["read"])).await.map(drop)
}

#[tokio::test]
async fn a_program_that_starts_every_minute_sends_at_most_3_passwords_in_an_hour() {
    for (name, act) in behaviours() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state/requests.json");
        let setup = Setup::new(move |_, _| act.clone()).await;
        let run = async || read(&process(&setup, &file, PASSWORD)).await;
        let sent = password_minutes(&setup.endpoint, &setup.clock, run).await;
        let (hour, day) = (maximum(&sent, 60), maximum(&sent, MINUTES));
        assert!((1..=3).contains(&hour) && day <= 10, "{name}: {sent:?}");
        assert!(day >= 6, "{name}: {sent:?}");
    }
}

#[tokio::test]
async fn a_state_file_is_private_and_contains_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("requests.json");
    let setup = Setup::new(|_, request| match request.field("password") {
        Some("good") => grant("t1", 100),
        _ => refuse(400, "invalid_grant"),
    })
    .await;
    let error = read(&process(&setup, &file, PASSWORD)).await.unwrap_err();
    assert!(matches!(error, TokenError::CredentialsRefused { .. }));
    let text = fs::read_to_string(&file).unwrap();
    for secret in ["app", "s3cret", "insured", "pa55", "w\u{f6}rd", "127.0.0.1"] {
        assert!(!text.contains(secret), "{text}");
    }
    #[cfg(unix)]
    for entry in fs::read_dir(folder.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let metadata = entry.unwrap().metadata().unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    }
    // another process reads the state of the first one
    setup.advance(100);
    let error = read(&process(&setup, &file, PASSWORD)).await.unwrap_err();
    let TokenError::CredentialsRefused { refusal, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(refusal.code(), Some("invalid_grant"));
    assert_eq!(error.retry_in(), Some(Duration::from_secs(800)));
    assert_eq!(setup.endpoint.count(), 1);
    // new credentials are sent at once, and their success resets the state
    read(&process(&setup, &file, "good")).await.unwrap();
    for wrong in ["a", "b", "c"] {
        read(&process(&setup, &file, wrong)).await.unwrap_err();
    }
    let error = read(&process(&setup, &file, "good")).await.unwrap_err();
    assert!(matches!(error, TokenError::HeldBack { .. }), "{error:?}");
    assert_eq!(setup.endpoint.count(), 5);
    // without the file the state is empty
    fs::remove_file(&file).unwrap();
    read(&process(&setup, &file, "good")).await.unwrap();
}

#[tokio::test]
async fn processes_with_one_state_file_send_one_password_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("requests.json");
    let setup = Arc::new(Setup::new(|_, _| refuse(400, "invalid_grant")).await);
    let running = (0..10).map(|_| {
        let source = process(&setup, &file, PASSWORD);
        tokio::spawn(async move { read(&source).await })
    });
    let running: Vec<_> = running.collect();
    let ended = async {
        for process in running {
            process.await.unwrap().unwrap_err();
        }
    };
    let polls = async {
        loop {
            tokio::time::sleep(Duration::from_millis(2)).await;
            setup.clock.advance(Duration::from_millis(50));
        }
    };
    tokio::select! {
        () = ended => {}
        () = polls => unreachable!(),
    }
    assert_eq!(setup.endpoint.count(), 1);
}

#[tokio::test]
async fn the_request_of_a_killed_process_counts_as_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("requests.json");
    let setup = Setup::new(|_, _| Act::Hang).await;
    let seconds = Duration::from_secs;
    for (killed, wait) in [(1, 1), (2, 2), (3, 4 * 3600 - 3)] {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let source = process(&setup, &file, PASSWORD);
        runtime.spawn(async move { read(&source).await });
        eventually(async || setup.endpoint.count() == killed).await;
        let down = tokio::task::spawn_blocking(move || drop(runtime));
        down.await.unwrap();
        // a call waits for a shorter back-off instead of returning an error
        if wait > 1 {
            let error = read(&process(&setup, &file, PASSWORD)).await.unwrap_err();
            assert_eq!(error.retry_in(), Some(seconds(wait)), "{error:?}");
        }
        setup.clock.advance(seconds(wait));
    }
}
