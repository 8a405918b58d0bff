//! Exchanges that depart from the document are reported, and no call notices.
//!
//! A program of its own, with one subscriber for all of its tests.

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
use support::{EMPTY_LIST, QUERY, World};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const DOCUMENT: &str = include_str!("../../tests/sales-api/src/generated/sales.oas3.json");

/// A response that departs from the document.
const BAD: &str = r#"{"sales":"B85905495"}"#;

fn observer() -> ObserverBuilder {
    static CONTRACT: OnceLock<Contract> = OnceLock::new();
    let contract = CONTRACT.get_or_init(|| Contract::from_json(DOCUMENT).unwrap());
    Observer::builder(contract).sample_rate(1.0)
}

/// What an observer reports.
struct Reports(UnboundedReceiver<Drift>);

impl Reports {
    /// An observer of `builder` whose reports these are.
    fn of(builder: ObserverBuilder) -> (Observer, Self) {
        let (tell, told) = unbounded_channel();
        let builder = builder.on_drift(move |drift| drop(tell.send(drift.clone())));
        (builder.build().unwrap(), Self(told))
    }

    /// The next one.
    async fn next(&mut self) -> Drift {
        let next = tokio::time::timeout(Duration::from_secs(30), self.0.recv());
        next.await.expect("a report").unwrap()
    }

    fn none_yet(&mut self) -> bool {
        self.0.try_recv().is_err()
    }
}

/// A client of an API that answers with `steps`.
async fn world(steps: Vec<Step>, observer: &Observer) -> World {
    World::with(steps, |builder| builder.drift_observer(observer.clone())).await
}

/// A query, and whether it succeeded.
async fn query(client: &Client) -> bool {
    let sales = support::sales(client);
    let query = sales.query_sales().contract_no("1234567-01");
    query.client("B85905495").send().await.is_ok()
}

fn bad() -> Step {
    Step::answer(200, BAD)
}

fn good() -> Step {
    Step::answer(200, EMPTY_LIST)
}

#[tokio::test]
async fn malformed_json_is_reported_once_and_the_call_ends_as_without() {
    let malformed = || Step::answer(200, r#"{"sales":["#);
    let (observer, mut reports) = Reports::of(observer());
    let steps = vec![good(), good(), malformed(), good(), malformed()];
    let watched = world(steps, &observer).await;
    let other = World::new(vec![malformed()]).await;
    // two that keep to the document, and one that does not
    assert!(query(&watched.client).await);
    assert!(query(&watched.client).await);
    let mut errors = Vec::new();
    for client in [&watched.client, &other.client] {
        let Err(Error::NotUnderstood(error)) = support::query(client).await else {
            panic!("it is no JSON")
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
    // whatever was still waiting is judged when the next report comes
    assert!(!query(&watched.client).await);
    reports.next().await;
    let counts = observer.counts();
    assert_eq!((counts.judged, counts.drifted), (5, 2));
    assert_eq!((counts.dropped, counts.skipped, counts.panicked), (0, 0, 0));
}

#[tokio::test]
async fn types_and_statuses_that_the_document_does_not_have_are_reported() {
    let (observer, mut reports) = Reports::of(observer());
    let unknown = Step::answer(207, EMPTY_LIST);
    let world = world(vec![bad(), unknown, good()], &observer).await;
    assert!(!query(&world.client).await);
    assert!(!query(&world.client).await);
    assert!(query(&world.client).await);

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
    let extra = reports.next().await;
    assert_eq!(extra.status, 207);
    assert!(extra.checked.breaks(Rule::UndocumentedStatus), "{extra}");
}

#[tokio::test]
async fn what_was_tolerated_is_told_be_it_of_the_sample_or_not() {
    let (tell, mut told) = unbounded_channel();
    let observer = observer().sample_rate(f64::MIN_POSITIVE);
    let observer = observer.on_tolerated(move |reading| drop(tell.send(reading.clone())));
    let observer = observer.build().unwrap();
    let sale = r#"{"client":"B1","saleDate":"2026-01-15T10:00:00","amount":1.5,"saleNo":7.0}"#;
    let odd = Step::answer(200, &format!(r#"{{"sales":[{sale},{{"saleNo":8}}]}}"#));
    let world = world(vec![good(), odd, bad()], &observer).await;
    assert!(query(&world.client).await);
    assert!(query(&world.client).await);
    assert!(!query(&world.client).await);

    let reading = told.recv().await.unwrap();
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
    assert!(told.try_recv().is_err());
    let counts = observer.counts();
    assert_eq!((counts.judged, counts.tolerated), (0, 1));
}

#[tokio::test]
async fn each_attempt_is_judged() {
    let (observer, mut reports) = Reports::of(observer());
    let proxy = Step::answer(503, "<html>").header("x-proxy", "1");
    let world = world(vec![proxy, good()], &observer).await;
    assert!(query(&world.client).await);
    let drift = reports.next().await;
    assert_eq!(drift.status, 503);
}

#[tokio::test]
async fn a_request_that_the_document_does_not_have_is_reported() {
    let newer = DOCUMENT.replace("\"client\"", "\"buyer\"");
    let newer = Contract::from_json(&newer).unwrap();
    let (observer, mut reports) = Reports::of(Observer::builder(&newer).sample_rate(1.0));
    let world = world(vec![good()], &observer).await;
    assert!(query(&world.client).await);
    let drift = reports.next().await;
    let [violation] = drift.checked.violations() else {
        panic!("{drift}")
    };
    assert_eq!(violation.direction, Direction::Request);
    assert_eq!(violation.message_pointer, "/query/client");
}

#[tokio::test]
async fn operations_of_other_documents_are_left_alone() {
    let (observer, mut reports) = Reports::of(observer());
    let world = world(vec![bad(), bad()], &observer).await;
    world.send(&QUERY).await.unwrap();
    query(&world.client).await;
    assert_eq!(reports.next().await.operation, "querySales");
    assert_eq!(observer.counts().judged, 1);
}

#[tokio::test]
async fn other_credentials_have_the_same_observer() {
    let (observer, mut reports) = Reports::of(observer());
    let world = world(vec![bad()], &observer).await;
    let other = world.client.with_credentials(support::credentials());
    query(&other).await;
    reports.next().await;
}

#[tokio::test]
async fn a_callback_that_panics_harms_nobody() {
    let (tell, mut told) = unbounded_channel();
    let observer = observer().on_drift(move |drift| {
        tell.send(drift.status).unwrap();
        panic!("a mistake of the callback")
    });
    let observer = observer.build().unwrap();
    let world = world(
        vec![bad(), Step::answer(207, EMPTY_LIST), good()],
        &observer,
    )
    .await;
    query(&world.client).await;
    assert_eq!(told.recv().await.unwrap(), 200);
    query(&world.client).await;
    assert_eq!(told.recv().await.unwrap(), 207);
    assert!(query(&world.client).await);
    assert!(observer.counts().panicked >= 1);
}

#[tokio::test]
async fn a_callback_that_blocks_holds_up_reports_alone_and_what_finds_no_room_is_dropped() {
    let (begun, mut has_begun) = unbounded_channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let may_go_on = Mutex::new(may_go_on);
    let observer = observer().queue(2).on_drift(move |_| {
        begun.send(()).unwrap();
        let _ = may_go_on.lock().unwrap().recv();
    });
    let observer = observer.build().unwrap();
    let world = world(vec![bad(); 6], &observer).await;
    query(&world.client).await;
    has_begun.recv().await.unwrap();
    // on a runtime of one thread, while the callback blocks
    for _ in 0..4 {
        query(&world.client).await;
    }
    let counts = observer.counts();
    assert_eq!((counts.judged, counts.dropped), (1, 2));
    for _ in 0..2 {
        go_on.send(()).unwrap();
        has_begun.recv().await.unwrap();
    }
    // and there is room again
    query(&world.client).await;
    go_on.send(()).unwrap();
    has_begun.recv().await.unwrap();
    assert_eq!(observer.counts().dropped, 2);
    drop(go_on);
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
async fn the_sample_is_what_chance_says() {
    let builder = observer().sample_rate(0.5).chance(Quarters::default());
    let (observer, mut reports) = Reports::of(builder);
    let statuses = [207, 208, 218, 219, 222, 223];
    let steps = statuses
        .map(|status| Step::answer(status, EMPTY_LIST))
        .to_vec();
    let world = world(steps, &observer).await;
    for _ in statuses {
        query(&world.client).await;
    }
    let mut sampled = Vec::new();
    for _ in 0..4 {
        sampled.push(reports.next().await.status.as_u16());
    }
    assert_eq!(sampled, [207, 208, 222, 223]);
    assert!(reports.none_yet());
    assert_eq!(observer.counts().judged, 4);
}

#[tokio::test]
async fn large_bodies_are_skipped() {
    let (observer, mut reports) = Reports::of(observer().body_limit(BAD.len()));
    let large = Step::answer(200, &format!(" {BAD}"));
    let world = world(vec![large, bad()], &observer).await;
    query(&world.client).await;
    query(&world.client).await;
    reports.next().await;
    let counts = observer.counts();
    assert_eq!((counts.judged, counts.skipped), (1, 1));
}

/// Tells when its thread ends.
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
    let (tell, mut told) = unbounded_channel();
    let observer = observer().on_drift(move |drift| {
        ENDS.set(Some(Ends(end.clone())));
        tell.send(drift.status).unwrap();
    });
    let observer = observer.build().unwrap();
    for round in 1..=2 {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(async {
            let world = world(vec![bad()], &observer).await;
            query(&world.client).await;
            told.recv().await.unwrap();
        });
        assert!(ended.try_recv().is_err());
        drop(runtime);
        ended.try_recv().expect("the thread has ended");
        assert_eq!(observer.counts().judged, round);
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
async fn reports_and_events_name_the_places_and_hold_no_value() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let (observer, mut reports) = Reports::of(observer());
    let body = r#"{"sales":[{"saleNo":"B85905495"}],"token-1":"token-1"}"#;
    let world = world(vec![Step::answer(200, body)], &observer).await;
    query(&world.client).await;
    let drift = reports.next().await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let event = log.lines().find(|line| line.contains("/body/sales/0"));
    let event = event.expect("an event with the place");
    for part in [
        "WARN",
        "classifications_auth",
        "operation=\"querySales\"",
        "rule=",
    ] {
        assert!(event.contains(part), "{part} in {event}");
    }
    for told in [event.to_owned(), format!("{drift} {drift:?} {observer:?}")] {
        for secret in [
            "B85905495",
            "token-1",
            "the-password",
            "the-client",
            "1234567-01",
        ] {
            assert!(!told.contains(secret), "{secret} in {told}");
        }
    }
}

#[test]
fn settings_that_make_no_sense_are_refused() {
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
        "the queue holds nothing; let it hold at least 1 exchange"
    );
}
