//! The traces of all crates at the most detailed level contain no secrets and no personal data.
//!
//! A separate test binary, as it installs a process-wide subscriber.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod support;

use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};

use api_transport::{Operation, Transport};
use base64::Engine as _;
use classifications_auth::{Client, Credentials};
use http::Method;
use support::server::{Server, Step};
use support::{CREATE, QUERY, chain};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

static KEYED: Operation = Operation::new("keyed", Method::GET, "/keyed")
    .scopes(&["read"])
    .api_key_headers(&["X-IBM-Client-Id"]);

static DELETE: Operation = Operation::new("delete", Method::DELETE, "/").scopes(&["delete"]);

#[derive(Clone, Default)]
struct CapturedTraces(Arc<Mutex<Vec<u8>>>);

impl io::Write for CapturedTraces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for CapturedTraces {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Like the other secrets, with characters that URL and form encoding change.
const CLIENT_ID: &str = "app/7+é id";
const CLIENT_SECRET: &str = "c1ient&s3cret=x%";
const USERNAME: &str = "María Pérez@insured";
const PASSWORD: &str = "pa55 w0rd&+/=";
const ACCESS_TOKENS: [&str; 3] = [
    "AAIkYmM5-access/token+one==",
    "AAIkYmM5-access/token+two==",
    "AAIkYmM5-access/token+three==",
];
const REFRESH_TOKENS: [&str; 3] = [
    "BBRefresh/token+one==",
    "BBRefresh/token+two==",
    "BBRefresh/token+three==",
];
/// The subject of a query.
const BUYER: &str = "B85905495";

/// The forms in which a text can appear: unchanged, in each base64 alphabet and alignment, URL-encoded, as a form field.
fn forms(secret: &str) -> Vec<String> {
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

    let mut forms = vec![secret.to_owned()];
    for before in ["", "x", "xx"] {
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            // the first and the last characters depend on the adjacent text
            let encoded = engine.encode(format!("{before}{secret}"));
            forms.push(encoded[4..encoded.len() - 3].to_owned());
        }
    }
    let everything = percent_encoding::NON_ALPHANUMERIC;
    forms.push(percent_encoding::utf8_percent_encode(secret, everything).to_string());
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    forms.push(form);
    forms.push(format!("{secret:?}").trim_matches('"').to_owned());
    forms
}

fn token(number: usize) -> Step {
    Step::response(
        200,
        &format!(
            r#"{{"token_type":"bearer","access_token":"{}","expires_in":3600,"refresh_token":"{}"}}"#,
            ACCESS_TOKENS[number], REFRESH_TOKENS[number]
        ),
    )
}

/// Makes calls with each kind of result: a success, a refused token, failures, and a token endpoint that echoes secrets.
async fn scenario(out: &mut String) {
    let refused = Step::status(401).header("WWW-Authenticate", "Bearer error='invalid_token'");
    let steps = vec![
        Step::ok(),
        refused,
        Step::ok(),
        Step::status(503),
        Step::truncated(200),
        Step::ok(),
        Step::Reset,
        Step::status(400),
        Step::ok(),
    ];
    let api = Server::start(steps, Step::ok()).await;
    let echo = Step::response(
        400,
        &format!(
            r#"{{"error":"invalid_grant","error_description":"no {PASSWORD} for {USERNAME}"}}"#
        ),
    );
    let tokens = Server::start(vec![token(0), token(1), token(2)], echo).await;
    let clock = support::clock::SkippingClock::default();
    let client = support::builder(&api, &tokens)
        .credentials(Credentials::new(CLIENT_ID, CLIENT_SECRET, USERNAME, PASSWORD).unwrap())
        .clock(clock.clone())
        .build()
        .unwrap();
    for operation in [&QUERY, &QUERY, &QUERY, &CREATE, &CREATE, &CREATE, &DELETE] {
        send(&client, &api, operation, out).await;
    }
    // this client id is not a valid header value; the error must not show it
    send(&client, &api, &KEYED, out).await;
    let sales = support::sales(&client);
    let query = sales.query_sales().contract_no("1").client(BUYER);
    let error = query.send().await;
    writeln!(out, "{error:?}").unwrap();
    writeln!(out, "{client:?}").unwrap();
}

async fn send(client: &Client, api: &Server, operation: &Operation, out: &mut String) {
    let url = api.url(&format!("/things/7?client={BUYER}"));
    let mut request = reqwest::Request::new(operation.method.clone(), url.parse().unwrap());
    *request.body_mut() = (operation.method == Method::POST).then(|| "{}".into());
    match client.transport().send(operation, request).await {
        Ok(response) => writeln!(out, "{}", response.status()).unwrap(),
        Err(error) => writeln!(out, "{error:?} {:?}", chain(&error)).unwrap(),
    }
}

#[tokio::test]
async fn traces_contain_no_secrets_and_no_personal_data() {
    let captured = CapturedTraces::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(captured.clone())
        .init();
    let mut errors = String::new();
    scenario(&mut errors).await;
    let traced = String::from_utf8_lossy(&captured.0.lock().unwrap()).into_owned();

    // the traces of all crates were captured
    for target in [
        "classifications_auth",
        "hyper_util",
        "reqwest",
        "TRACE",
        "DEBUG",
        "sending again",
    ] {
        assert!(traced.contains(target), "nothing of {target} was captured");
    }
    assert!(
        errors.contains("OutcomeUnknown") && errors.contains("NotSent"),
        "{errors}"
    );

    let secrets = [CLIENT_ID, CLIENT_SECRET, USERNAME, PASSWORD, BUYER];
    for secret in secrets
        .into_iter()
        .chain(ACCESS_TOKENS)
        .chain(REFRESH_TOKENS)
    {
        for form in forms(secret) {
            for (location, text) in [("trace", &traced), ("errors", &errors)] {
                if let Some(at) = text.find(&form) {
                    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
                    let line = text[start..].lines().next().unwrap_or_default();
                    panic!("{secret:?} is in the {location} as {form:?}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_secret_is_recognised_in_each_of_its_forms() {
    let basic =
        base64::engine::general_purpose::STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"));
    let found = |text: &str, secret: &str| forms(secret).iter().any(|form| text.contains(form));
    assert!(
        found(&basic, CLIENT_ID) && found(&basic, CLIENT_SECRET),
        "{basic}"
    );
    assert!(found(
        "client_secret=c1ient%26s3cret%3Dx%25&scope=read",
        CLIENT_SECRET
    ));
    assert!(found("password=pa55+w0rd%26%2B%2F%3D", PASSWORD));
    assert!(!found("password=[redacted]", PASSWORD));
}
