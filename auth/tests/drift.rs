//! Exchanges that differ from the document are reported, and calls are not affected.
//!
//! A separate test binary, with one subscriber for all of its tests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod support;

use std::cell::RefCell;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;

use classifications_auth::drift::{
    Contract, Direction, Drift, InvalidObserver, Observer, ObserverBuilder, Rule,
};
use classifications_auth::retry::Chance;
use classifications_auth::{Client, Error};
use support::server::Step;
use support::{EMPTY_LIST, QUERY, Setup};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const DOCUMENT: &str = include_str!("../../tests/sales-api/src/generated/sales.oas3.json");

/// A response that differs from the document.
const BAD: &str = r#"{"sales":"B85905495"}"#;

fn observer() -> ObserverBuilder {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    let contract = CONTRACT.get_or_init(|| Contract::from_json(DOCUMENT).unwrap());
    Observer::builder(contract).sample_rate(1.0)
}

/// The reports of an observer.
struct Reports(UnboundedReceiver<Drift>);

impl Reports {
    /// Builds an observer, and receives its reports.
    fn of(builder: ObserverBuilder) -> (Observer, Self) {
        let (sender, receiver) = unbounded_channel();
        let builder = builder.on_drift(move |drift| drop(sender.send(drift.clone())));
        (builder.build().unwrap(), Self(receiver))
    }

    /// The next report.
    async fn next(&mut self) -> Drift {
        let next = tokio::time::timeout(Duration::from_secs(30), self.0.recv());
        next.await.expect("a report").unwrap()
    }

    fn none_yet(&mut self) -> bool {
        self.0.try_recv().is_err()
    }
}

/// A client of an API that responds with `steps`.
async fn setup(steps: Vec<Step>, observer: &Observer) -> Setup {
    Setup::with(steps, |builder| builder.drift_observer(observer.clone())).await
}

/// A query, and whether it succeeded.
async fn query(client: &Client) -> bool {
    let sales = support::sales(client);
    let query = sales.query_sales().contract_no("1234567-01");
    query.client("B85905495").send().await.is_ok()
}

fn bad() -> Step {
    Step::response(200, BAD)
}

fn good() -> Step {
    Step::response(200, EMPTY_LIST)
}

#[tokio::test]
async fn malformed_json_is_reported_and_the_call_fails_as_without_an_observer() {
    let malformed = || Step::response(200, r#"{"sales":["#);
    let (observer, mut reports) = Reports::of(observer());
    let steps = vec![good(), good(), malformed(), good(), malformed()];
    let watched = setup(steps, &observer).await;
    let other = Setup::new(vec![malformed()]).await;
    // two responses that conform to the document, and one that does not
    assert!(query(&watched.client).await);
    assert!(query(&watched.client).await);
    let mut errors = Vec::new();
    for client in [&watched.client, &other.client] {
        let Err(Error::NotUnderstood(error)) = support::query(client).await else {
            panic!("it is not JSON")
        };
        errors.push(format!(
            "{error} {:?} {:?}",
            error.status(),
            error.body_start()
        ));
    }
    assert_eq!(errors.first(), errors.last());
    assert!(query(&watched.client).await);

    let drift = reports.next().await;
    assert_eq!(drift.operation, "querySales");
    assert_eq!(drift.status, 200);
    let [violation] = drift.checked.violations() else {
        panic!("{drift}")
    };
    assert_eq!(violation.rule, Rule::BodySyntax);
    assert_eq!(violation.message_pointer, "/body");
    assert!(
        violation.document_pointer.contains("/responses/200"),
        "{drift}"
    );
    // waiting exchanges are checked before the next report
    assert!(!query(&watched.client).await);
    reports.next().await;
    let counts = observer.counts();
    assert_eq!((counts.checked, counts.drifted), (5, 2));
    assert_eq!((counts.dropped, counts.skipped, counts.panicked), (0, 0, 0));
}

#[tokio::test]
async fn types_and_statuses_that_the_document_does_not_have_are_reported() {
    let (observer, mut reports) = Reports::of(observer());
    let unknown = Step::response(207, EMPTY_LIST);
    let setup = setup(vec![bad(), unknown, good()], &observer).await;
    assert!(!query(&setup.client).await);
    assert!(!query(&setup.client).await);
    assert!(query(&setup.client).await);

    let wrong_type = reports.next().await;
    let [violation] = wrong_type.checked.violations() else {
        panic!("{wrong_type}")
    };
    assert_eq!(violation.rule, Rule::Type);
    assert_eq!(violation.direction, Direction::Response);
    assert_eq!(violation.message_pointer, "/body/sales");
    assert_eq!(
        violation.document_pointer,
        "/components/schemas/SaleList/properties/sales/type"
    );
    let undocumented = reports.next().await;
    assert_eq!(undocumented.status, 207);
    assert!(
        undocumented.checked.violates(Rule::UndocumentedStatus),
        "{undocumented}"
    );
}

#[tokio::test]
async fn tolerated_values_are_reported_even_outside_of_the_sample() {
    let (sender, mut receiver) = unbounded_channel();
    let observer = observer().sample_rate(f64::MIN_POSITIVE);
    let observer = observer.on_tolerated(move |reading| drop(sender.send(reading.clone())));
    let observer = observer.build().unwrap();
    let sale = r#"{"client":"B1","saleDate":"2026-01-15T10:00:00","amount":1.5,"saleNo":7.0}"#;
    let odd = Step::response(200, &format!(r#"{{"sales":[{sale},{{"saleNo":8}}]}}"#));
    let setup = setup(vec![good(), odd, bad()], &observer).await;
    assert!(query(&setup.client).await);
    assert!(query(&setup.client).await);
    assert!(!query(&setup.client).await);

    let reading = receiver.recv().await.unwrap();
    assert_eq!(
        (reading.operation, reading.status.as_u16()),
        ("querySales", 200)
    );
    assert_eq!(reading.unread_rows, ["/sales/1"]);
    assert_eq!(
        reading.to_string(),
        "a date with a time at /sales/0/saleDate\n\
         a whole number with a fraction of zeros or an exponent at /sales/0/saleNo\n\
         a row that cannot be read at /sales/1"
    );
    assert!(receiver.try_recv().is_err());
    let counts = observer.counts();
    assert_eq!((counts.checked, counts.tolerated), (0, 1));
}

#[tokio::test]
async fn each_attempt_is_checked() {
    let (observer, mut reports) = Reports::of(observer());
    let proxy = Step::response(503, "<html>").header("x-proxy", "1");
    let setup = setup(vec![proxy, good()], &observer).await;
    assert!(query(&setup.client).await);
    let drift = reports.next().await;
    assert_eq!(drift.status, 503);
}

#[tokio::test]
async fn a_request_that_the_document_does_not_have_is_reported() {
    let newer = DOCUMENT.replace("\"client\"", "\"buyer\"");
    let newer = Contract::from_json(&newer).unwrap();
    let (observer, mut reports) = Reports::of(Observer::builder(&newer).sample_rate(1.0));
    let setup = setup(vec![good()], &observer).await;
    assert!(query(&setup.client).await);
    let drift = reports.next().await;
    let [violation] = drift.checked.violations() else {
        panic!("{drift}")
    };
    assert_eq!(violation.direction, Direction::Request);
    assert_eq!(violation.message_pointer, "/query/client");
}

#[tokio::test]
async fn operations_of_other_documents_are_not_checked() {
    let (observer, mut reports) = Reports::of(observer());
    let setup = setup(vec![bad(), bad()], &observer).await;
    setup.send(&QUERY).await.unwrap();
    query(&setup.client).await;
    assert_eq!(reports.next().await.operation, "querySales");
    assert_eq!(observer.counts().checked, 1);
}

#[tokio::test]
async fn other_credentials_have_the_same_observer() {
    let (observer, mut reports) = Reports::of(observer());
    let setup = setup(vec![bad()], &observer).await;
    let other = setup.client.with_credentials(support::credentials());
    query(&other).await;
    reports.next().await;
}

#[tokio::test]
async fn a_panic_of_a_callback_has_no_effect() {
    let (sender, mut receiver) = unbounded_channel();
    let observer = observer().on_drift(move |drift| {
        sender.send(drift.status).unwrap();
        panic!("a mistake of the callback")
    });
    let observer = observer.build().unwrap();
    let setup = setup(
        vec![bad(), Step::response(207, EMPTY_LIST), good()],
        &observer,
    )
    .await;
    query(&setup.client).await;
    assert_eq!(receiver.recv().await.unwrap(), 200);
    query(&setup.client).await;
    assert_eq!(receiver.recv().await.unwrap(), 207);
    assert!(query(&setup.client).await);
    assert!(observer.counts().panicked >= 1);
}

#[tokio::test]
async fn a_blocking_callback_delays_only_reports_and_excess_exchanges_are_dropped() {
    let (start, mut started) = unbounded_channel();
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let observer = observer().queue(2).on_drift(move |_| {
        start.send(()).unwrap();
        let _ = released.lock().unwrap().recv();
    });
    let observer = observer.build().unwrap();
    let setup = setup(vec![bad(); 6], &observer).await;
    query(&setup.client).await;
    started.recv().await.unwrap();
    // these calls end while the callback blocks, on a runtime with one thread
    for _ in 0..4 {
        query(&setup.client).await;
    }
    let counts = observer.counts();
    assert_eq!((counts.checked, counts.dropped), (1, 2));
    for _ in 0..2 {
        release.send(()).unwrap();
        started.recv().await.unwrap();
    }
    // the queue has room again
    query(&setup.client).await;
    release.send(()).unwrap();
    started.recv().await.unwrap();
    assert_eq!(observer.counts().dropped, 2);
    drop(release);
}

/// Yields 0.0, 0.25, 0.5, 0.75, 0.0, ..
#[derive(Debug, Default)]
struct Quarters(AtomicUsize);

impl Chance for Quarters {
    fn fraction(&self) -> f64 {
        let quarters = [0.0, 0.25, 0.5, 0.75];
        let turn = self.0.fetch_add(1, Ordering::Relaxed);
        quarters.get(turn % 4).copied().unwrap()
    }
}

#[tokio::test]
async fn the_sample_follows_the_random_numbers() {
    let builder = observer().sample_rate(0.5).chance(Quarters::default());
    let (observer, mut reports) = Reports::of(builder);
    let statuses = [207, 208, 218, 219, 222, 223];
    let steps = statuses
        .map(|status| Step::response(status, EMPTY_LIST))
        .to_vec();
    let setup = setup(steps, &observer).await;
    for _ in statuses {
        query(&setup.client).await;
    }
    let mut sampled = Vec::new();
    for _ in 0..4 {
        sampled.push(reports.next().await.status.as_u16());
    }
    assert_eq!(sampled, [207, 208, 222, 223]);
    assert!(reports.none_yet());
    assert_eq!(observer.counts().checked, 4);
}

#[tokio::test]
async fn large_bodies_are_skipped() {
    let (observer, mut reports) = Reports::of(observer().body_limit(BAD.len()));
    let large = Step::response(200, &format!(" {BAD}"));
    let setup = setup(vec![large, bad()], &observer).await;
    query(&setup.client).await;
    query(&setup.client).await;
    reports.next().await;
    let counts = observer.counts();
    assert_eq!((counts.checked, counts.skipped), (1, 1));
}

/// Signals the end of its thread.
struct Ends(mpsc::Sender<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

thread_local! {
    static ENDS: RefCell<Option<Ends>> = const { RefCell::new(None) };
}

#[test]
fn an_observer_outlives_its_runtimes_and_its_threads_do_not() {
    let (end, ended) = mpsc::channel();
    let (sender, mut receiver) = unbounded_channel();
    let observer = observer().on_drift(move |drift| {
        ENDS.set(Some(Ends(end.clone())));
        sender.send(drift.status).unwrap();
    });
    let observer = observer.build().unwrap();
    for round in 1..=2 {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(async {
            let setup = setup(vec![bad()], &observer).await;
            query(&setup.client).await;
            receiver.recv().await.unwrap();
        });
        assert!(ended.try_recv().is_err());
        drop(runtime);
        ended.try_recv().expect("the thread has ended");
        assert_eq!(observer.counts().checked, round);
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn reports_and_events_contain_locations_and_no_values() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let (observer, mut reports) = Reports::of(observer());
    let body = r#"{"sales":[{"saleNo":"B85905495"}],"token-1":"token-1"}"#;
    let setup = setup(vec![Step::response(200, body)], &observer).await;
    query(&setup.client).await;
    let drift = reports.next().await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let event = log.lines().find(|line| line.contains("/body/sales/0"));
    let event = event.expect("an event with the location");
    for part in [
        "WARN",
        "classifications_auth",
        "operation=\"querySales\"",
        "rule=",
    ] {
        assert!(event.contains(part), "{part} in {event}");
    }
    for shown in [event.to_owned(), format!("{drift} {drift:?} {observer:?}")] {
        for secret in [
            "B85905495",
            "token-1",
            "the-password",
            "the-client",
            "1234567-01",
        ] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[test]
fn invalid_settings_are_refused() {
    for rate in [0.0, -1.0, 1.5, f64::NAN] {
        let error = observer().sample_rate(rate).build().unwrap_err();
        assert!(
            matches!(error, InvalidObserver::SampleRate { .. }),
            "{error}"
        );
    }
    let error = observer().queue(0).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the queue has no room; set it to at least 1 exchange"
    );
}
