//! Tests of traces with a collector on loopback.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{Sample, Setup, finished};

/// A request that the collector received.
#[derive(Clone)]
struct Received {
    head: String,
    body: Vec<u8>,
}

/// A collector that keeps the received requests, and responds with 200 unless `hangs` is set.
struct Collector {
    address: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Collector {
    fn start(hangs: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let kept = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(stream, hangs, &kept));
            }
        });
        Self { address, received }
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    fn spans(&self) -> Vec<Span> {
        let received = self.received();
        received.iter().flat_map(|it| spans(&it.body)).collect()
    }
}

fn serve(mut stream: TcpStream, hangs: bool, kept: &Mutex<Vec<Received>>) {
    let mut bytes = Vec::new();
    let mut part = [0; 8192];
    loop {
        let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") else {
            match stream.read(&mut part) {
                Ok(0) | Err(_) => return,
                Ok(read) => bytes.extend_from_slice(&part[..read]),
            }
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse().unwrap())
        });
        let mut body = bytes.split_off(end + 4);
        while body.len() < length.unwrap_or(0) {
            let read = stream.read(&mut part).unwrap();
            body.extend_from_slice(&part[..read]);
        }
        kept.lock().unwrap().push(Received { head, body });
        if hangs {
            std::thread::sleep(Duration::from_secs(60));
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        bytes = Vec::new();
    }
}

/// The parts of a span that the tests check.
#[derive(Debug)]
struct Span {
    name: String,
    /// The number of its kind: 1 for internal, 3 for client.
    kind: u64,
    has_parent: bool,
    is_error: bool,
    /// The names of its attributes.
    attributes: Vec<String>,
}

/// The fields of a protobuf message: the number of each field, its integer (0 for other types), and its bytes (empty for an
/// integer).
fn fields(mut bytes: &[u8]) -> Vec<(u64, u64, &[u8])> {
    fn varint(bytes: &mut &[u8]) -> u64 {
        let mut value = 0;
        for shift in (0..).step_by(7) {
            let (first, rest) = bytes.split_first().unwrap();
            *bytes = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                break;
            }
        }
        value
    }
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        let (number, length) = match tag & 7 {
            0 => (varint(&mut bytes), 0),
            1 => (0, 8),
            2 => (0, usize::try_from(varint(&mut bytes)).unwrap()),
            5 => (0, 4),
            other => panic!("wire type {other}"),
        };
        let (value, rest) = bytes.split_at(length);
        bytes = rest;
        fields.push((tag >> 3, number, value));
    }
    fields
}

/// The messages in a field.
fn messages(bytes: &[u8], field: u64) -> impl Iterator<Item = &[u8]> {
    let of_field = fields(bytes)
        .into_iter()
        .filter(move |(number, ..)| *number == field);
    of_field.map(|(_, _, value)| value)
}

/// The spans of an `ExportTraceServiceRequest`.
fn spans(request: &[u8]) -> Vec<Span> {
    let scopes = messages(request, 1).flat_map(|resource| messages(resource, 2));
    let spans = scopes.flat_map(|scope| messages(scope, 2));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let span = |span| {
        let first = |field| messages(span, field).next();
        let kind = fields(span).into_iter().find(|(number, ..)| *number == 6);
        Span {
            name: text(first(5).unwrap()),
            kind: kind.unwrap().1,
            has_parent: first(4).is_some_and(|id| !id.is_empty()),
            is_error: first(15).is_some_and(|it| fields(it).contains(&(3, 2, &[]))),
            attributes: messages(span, 9)
                .map(|it| text(messages(it, 1).next().unwrap()))
                .collect(),
        }
    };
    spans.map(span).collect()
}

/// The allowed attributes of spans.
const ATTRIBUTES: [&str; 8] = [
    "operation",
    "http.request.method",
    "http.request.resend_count",
    "http.response.status_code",
    "error.type",
    "url.template",
    "server.address",
    "server.port",
];

/// A command that exports to this address.
fn exporting(setup: &Setup, sample: &Sample, address: &str) -> Command {
    let mut command = setup.program(&sample.arguments, &[]);
    command.env("OTEL_EXPORTER_OTLP_ENDPOINT", address);
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spans_are_exported_without_values_or_secrets() {
    let setup = Setup::new().await;
    let collector = Collector::start(false);
    let create = setup.sample("POST");
    let mut command = exporting(&setup, &create, &collector.address);
    command
        .env("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=a%20b")
        .env(
            "OTEL_RESOURCE_ATTRIBUTES",
            "deployment.environment.name=night",
        );
    let (_, error) = finished(command).await;
    assert!(!error.contains("traces"), "{error}");
    let received = collector.received();
    let head = received[0].head.to_lowercase();
    assert!(head.starts_with("post /v1/traces http/1.1"), "{head}");
    assert!(
        head.contains("content-type: application/x-protobuf"),
        "{head}"
    );
    assert!(head.contains("x-tenant: a b"), "{head}");
    assert!(!head.contains("authorization"), "{head}");

    let spans = collector.spans();
    let calls: Vec<_> = spans
        .iter()
        .filter(|it| it.name.starts_with("POST "))
        .collect();
    assert!(
        calls.len() >= 3,
        "a call, an attempt and a token request: {spans:?}"
    );
    assert!(calls.iter().any(|it| it.name == "POST token"), "{spans:?}");
    // an internal span without a parent, and a client span with one
    assert!(
        spans.iter().any(|it| it.kind == 1 && !it.has_parent),
        "{spans:?}"
    );
    assert!(
        spans.iter().any(|it| it.kind == 3 && it.has_parent),
        "{spans:?}"
    );
    for attribute in spans.iter().flat_map(|it| &it.attributes) {
        assert!(ATTRIBUTES.contains(&attribute.as_str()), "{attribute}");
    }
    let text = |it: &Received| String::from_utf8_lossy(&it.body).into_owned();
    let text: String = received.iter().map(text).collect();
    for name in [
        "classifications",
        "service.version",
        "deployment.environment.name",
        "night",
    ] {
        assert!(text.contains(name), "{name}");
    }
    let secrets = setup.credentials().map(|(_, secret)| secret);
    let cache = std::fs::read_dir(setup.path("state/classifications/tokens")).unwrap();
    let cached = cache.map(|it| std::fs::read_to_string(it.unwrap().path()).unwrap());
    let cached: String = cached.collect();
    let tokens = regex::Regex::new(r"[\w.-]{20,}").unwrap();
    let tokens = tokens.find_iter(&cached).map(|it| it.as_str().to_owned());
    for value in create.values.iter().cloned().chain(secrets).chain(tokens) {
        assert!(value.len() < 5 || !text.contains(&value), "{value}");
    }
    let query = regex::Regex::new(r"\?\w+=").unwrap();
    assert!(!query.is_match(&text), "a query");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_call_is_an_error_and_the_environment_sets_the_service_name() {
    let setup = Setup::new().await;
    let collector = Collector::start(false);
    let query = setup.sample("GET");
    let fault = classifications_sandbox::Fault::status(404);
    setup.sandbox.inject(fault.on(query.operation.as_str()));
    let mut command = exporting(&setup, &query, "http://127.0.0.1:9");
    command
        .env(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            format!("{}/here", collector.address),
        )
        .env("OTEL_SERVICE_NAME", "treasury");
    let (code, error) = finished(command).await;
    assert_eq!(code, 1, "{error}");
    let received = collector.received();
    assert!(
        received[0].head.starts_with("POST /here HTTP/1.1"),
        "{}",
        received[0].head
    );
    assert!(String::from_utf8_lossy(&received[0].body).contains("treasury"));
    let spans = collector.spans();
    let calls: Vec<_> = spans
        .iter()
        .filter(|it| it.name.starts_with("GET "))
        .collect();
    assert!(
        !calls.is_empty() && calls.iter().all(|it| it.is_error),
        "{spans:?}"
    );
    let token = spans.iter().find(|it| it.name == "POST token").unwrap();
    assert!(!token.is_error, "{token:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_exported_unless_variables_enable_it() {
    let setup = Setup::new().await;
    let collector = Collector::start(false);
    let query = setup.sample("GET");
    for (name, value) in [
        ("OTEL_SDK_DISABLED", "TRUE"),
        ("OTEL_TRACES_EXPORTER", "none"),
    ] {
        let mut command = exporting(&setup, &query, &collector.address);
        command.env(name, value);
        finished(command).await;
    }
    finished(exporting(&setup, &query, "")).await;
    assert!(collector.received().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unreachable_or_hanging_collector_causes_only_a_warning() {
    let setup = Setup::new().await;
    let query = setup.sample("GET");
    let (expected_code, _) = setup.run(&query.arguments, &[]).await;
    let collector = Collector::start(true);
    for address in [
        "http://user:s3cret@127.0.0.1:9/",
        &collector.address,
        "no URL",
        "ftp://h",
    ] {
        let began = Instant::now();
        let (code, error) = finished(exporting(&setup, &query, address)).await;
        assert_eq!(code, expected_code, "{error}");
        let warnings = error
            .lines()
            .filter(|line| line.starts_with("warning: traces"));
        assert_eq!(warnings.count(), 1, "{address}: {error}");
        assert!(!error.contains("s3cret"), "{error}");
        // two seconds for the collector, and the time for a command on a loaded machine
        assert!(began.elapsed() < Duration::from_secs(9), "{address}");
    }
}
