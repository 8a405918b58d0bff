//! The spans of calls, attempts and token requests, with OpenTelemetry's names.
//!
//! A separate test binary, with one subscriber for all of its tests, which identify their spans by the port. Subscribers
//! of single threads would sometimes miss spans.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use support::clock::TIMEOUT;
use support::server::Step;
use support::{CREATE, QUERY, Setup};

type Fields = BTreeMap<&'static str, String>;

/// Collects the spans of this crate in the order in which they open.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<(u64, RecordedSpan)>>>);

#[derive(Clone, Debug)]
struct RecordedSpan {
    name: &'static str,
    level: Level,
    parent: Option<&'static str>,
    fields: Fields,
}

impl Collector {
    /// The collector of this process.
    fn get() -> &'static Self {
        static COLLECTOR: OnceLock<Collector> = OnceLock::new();
        COLLECTOR.get_or_init(|| {
            let collector = Self::default();
            let subscriber = tracing_subscriber::registry().with(collector.clone());
            tracing::subscriber::set_global_default(subscriber).unwrap();
            collector
        })
    }

    /// The spans of requests to the servers of `setup`.
    fn spans(&self, setup: &Setup) -> Vec<RecordedSpan> {
        let ports = [&setup.api, &setup.tokens].map(|server| server.address.port().to_string());
        let spans = self.0.lock().unwrap();
        let recorded = spans.iter().map(|(_, span)| span.clone());
        recorded
            .filter(|span| ports.contains(&span.fields["server.port"]))
            .collect()
    }

    fn named(&self, name: &str, setup: &Setup) -> Vec<Fields> {
        let spans = self.spans(setup).into_iter();
        spans
            .filter(|span| span.name == name)
            .map(|span| span.fields)
            .collect()
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Collector {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let metadata = attributes.metadata();
        if metadata.target() != "classifications_auth" {
            return;
        }
        let mut span = RecordedSpan {
            name: metadata.name(),
            level: *metadata.level(),
            parent: context
                .span(id)
                .and_then(|span| Some(span.parent()?.name())),
            fields: Fields::new(),
        };
        attributes.record(&mut RecordInto(&mut span.fields));
        self.0.lock().unwrap().push((id.into_u64(), span));
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        if let Some((_, span)) = spans
            .iter_mut()
            .rev()
            .find(|(open_id, _)| *open_id == id.into_u64())
        {
            record.record(&mut RecordInto(&mut span.fields));
        }
    }
}

/// Records the fields of a span in a map.
struct RecordInto<'a>(&'a mut Fields);

impl Visit for RecordInto<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{value:?}");
        self.0
            .insert(field.name(), text.trim_matches('"').to_owned());
    }
}

/// Calls `operation` once, and returns the collector and the servers.
async fn trace(
    steps: Vec<Step>,
    operation: &api_transport::Operation,
) -> (&'static Collector, Setup) {
    let collector = Collector::get();
    let setup = Setup::new(steps).await;
    let _ = setup.send(operation).await;
    (collector, setup)
}

/// The fields of a query's span: the common ones and `pairs`.
fn fields_with(pairs: &[(&'static str, &str)], setup: &Setup) -> Fields {
    let port = setup.api.address.port().to_string();
    let common = [
        ("otel.name", "GET /things/{no}"),
        ("http.request.method", "GET"),
        ("url.template", "/things/{no}"),
        ("server.address", "127.0.0.1"),
        ("server.port", port.as_str()),
    ];
    let all = common.iter().chain(pairs);
    all.map(|(name, value)| (*name, (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_call_an_attempt_and_a_token_request_have_a_span_each() {
    let (collector, setup) = trace(vec![], &QUERY).await;
    let spans = collector.spans(&setup);
    let tree: Vec<_> = spans.iter().map(|span| (span.name, span.parent)).collect();
    assert_eq!(tree[0], ("call", None));
    assert!(tree.contains(&("attempt", Some("call"))), "{tree:?}");
    assert!(tree.iter().any(|(name, _)| *name == "token"), "{tree:?}");
    assert_eq!(tree.len(), 3);
    assert!(spans.iter().all(|span| span.level == Level::INFO));

    let ok = ("http.response.status_code", "200");
    let call = fields_with(
        &[("otel.kind", "internal"), ("operation", "queryThings"), ok],
        &setup,
    );
    assert_eq!(collector.named("call", &setup), [call]);
    assert_eq!(
        collector.named("attempt", &setup),
        [fields_with(&[("otel.kind", "client"), ok], &setup)]
    );
    let token = &collector.named("token", &setup)[0];
    assert_eq!(token["http.request.method"], "POST");
    assert_eq!(
        token["server.port"],
        setup.tokens.address.port().to_string()
    );
    assert_eq!(token["http.response.status_code"], "200");
}

#[tokio::test]
async fn a_token_request_belongs_to_the_subscriber_of_the_call_that_started_it() {
    use tracing::instrument::WithSubscriber;

    Collector::get();
    let own_collector = Collector::default();
    let subscriber = tracing_subscriber::registry().with(own_collector.clone());
    let setup = Setup::new(vec![]).await;
    let call = setup.send(&QUERY).with_subscriber(subscriber);
    call.await.unwrap();
    let tree: Vec<_> = own_collector.spans(&setup);
    let parent = |name| {
        let span = tree.iter().find(|span| span.name == name);
        span.map(|span| span.parent)
    };
    assert_eq!(parent("call"), Some(None));
    assert_eq!(parent("attempt"), Some(Some("call")));
    assert_eq!(parent("token"), Some(Some("call")));

    // no caller waits for a renewal, so it has no parent
    setup.clock.advance(Duration::from_secs(3500));
    let subscriber = tracing_subscriber::registry().with(own_collector.clone());
    let call = setup.send(&QUERY).with_subscriber(subscriber);
    call.await.unwrap();
    setup.tokens.arrived(2).await;
    let spans = own_collector.spans(&setup);
    let tokens: Vec<_> = spans.iter().filter(|span| span.name == "token").collect();
    assert_eq!(tokens.len(), 2);
    assert_eq!(tokens[1].parent, None);
}

#[tokio::test]
async fn each_attempt_has_its_number_and_its_outcome() {
    let steps = vec![Step::status(503), Step::Reset];
    let (collector, setup) = trace(steps, &QUERY).await;
    let client = ("otel.kind", "client");
    let failed = ("otel.status_code", "ERROR");
    let attempts = [
        fields_with(
            &[
                client,
                ("http.response.status_code", "503"),
                ("error.type", "503"),
                failed,
            ],
            &setup,
        ),
        fields_with(
            &[
                client,
                ("http.request.resend_count", "1"),
                ("error.type", "connection"),
                failed,
            ],
            &setup,
        ),
        fields_with(
            &[
                client,
                ("http.request.resend_count", "2"),
                ("http.response.status_code", "200"),
            ],
            &setup,
        ),
    ];
    assert_eq!(collector.named("attempt", &setup), attempts);
    assert_eq!(
        collector.named("call", &setup)[0].get("error.type"),
        None,
        "it succeeded in the end"
    );
}

#[tokio::test]
async fn a_failure_has_its_kind() {
    let (collector, setup) = trace(vec![Step::Reset], &CREATE).await;
    assert_eq!(
        collector.named("call", &setup)[0]["error.type"],
        "outcome_unknown"
    );
    assert_eq!(
        collector.named("attempt", &setup)[0]["error.type"],
        "connection"
    );

    let (collector, setup) = trace(vec![Step::status(400)], &CREATE).await;
    assert_eq!(collector.named("call", &setup)[0]["error.type"], "400");
    assert_eq!(
        collector.named("call", &setup)[0]["http.response.status_code"],
        "400"
    );

    let (collector, setup) = trace(vec![Step::truncated(201)], &CREATE).await;
    assert_eq!(
        collector.named("call", &setup)[0]["error.type"],
        "not_understood"
    );
    assert_eq!(
        collector.named("call", &setup)[0]["http.response.status_code"],
        "201"
    );
    assert_eq!(collector.named("attempt", &setup)[0]["error.type"], "body");
}

#[tokio::test]
async fn a_timeout_has_its_own_kind() {
    let collector = Collector::get();
    let setup = Setup::new(vec![Step::hang()]).await;
    let (_, ()) = tokio::join!(setup.send(&CREATE), async {
        setup.api.arrived(1).await;
        setup.clock.advance(TIMEOUT);
    });
    assert_eq!(
        collector.named("attempt", &setup)[0]["error.type"],
        "timeout"
    );
}

#[tokio::test]
async fn an_error_in_the_body_of_a_success_fails_the_call() {
    use api_transport::{BodyError, Operation};

    static REPORT: BodyError = BodyError::new("/error/code", &["0"]);
    static QUERY: Operation = Operation::new("queryThings", http::Method::GET, "/things/{no}")
        .scopes(&["read"])
        .body_error(&REPORT);
    let bodies = [r#"{"error":{"code":"M001"}}"#, r#"{"error":{"code":"0"}}"#];
    for (body, error_type) in bodies.into_iter().zip([Some("reported"), None]) {
        let (collector, setup) = trace(vec![Step::response(200, body)], &QUERY).await;
        // the port may have belonged to an earlier server
        let call = collector.named("call", &setup).pop().unwrap();
        assert_eq!(call.get("error.type").map(String::as_str), error_type);
        assert_eq!(call["http.response.status_code"], "200");
    }
}
