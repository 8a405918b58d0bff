//! Every fault that the sandbox has, on each of the five operations, over real sockets: what the caller is
//! told, and that no POST is carried out twice or sent again once it was.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use api_transport::{Error, NotSentReason};
use classifications_auth::{Client, RejectedDetails};
use classifications_sandbox::{Fault, Received, Sandbox};
use contract_tests::proof::{
    Ends, Gate, OPERATIONS, SkippingClock, Stage, TIME_OUT, client, ends, http, perform, until,
};

/// The largest body that the clients here read.
const BODY_LIMIT: usize = 64 * 1024;

/// A fault, and for a POST and for a GET what a call comes to when the fault strikes once, and when it
/// strikes always: requests sent, requests carried out, and how the call ends.
struct Row {
    name: &'static str,
    fault: Fault,
    /// The answer, or its end, comes after no time that a client would wait.
    hangs: bool,
    post: [&'static str; 2],
    get: [&'static str; 2],
}

fn row(name: &'static str, fault: Fault, post: [&'static str; 2], get: [&'static str; 2]) -> Row {
    Row {
        name,
        fault,
        hangs: false,
        post,
        get,
    }
}

/// The same for both.
fn all(name: &'static str, fault: Fault, once: &'static str, always: &'static str) -> Row {
    row(name, fault, [once, always], [once, always])
}

/// A fault that strikes before the request is carried out.
fn before(name: &'static str, fault: Fault, post: &'static str, always: &'static str) -> Row {
    row(name, fault, [post, post], ["2/1 ok", always])
}

/// One that strikes afterwards.
fn after(name: &'static str, fault: Fault, post: &'static str, always: &'static str) -> Row {
    row(name, fault, [post, post], ["2/2 ok", always])
}

fn hanging(row: Row) -> Row {
    Row { hangs: true, ..row }
}

/// A 401 or a 429 after the request was carried out is not among them: that is a server that lies, and no
/// caller can know.
fn rows() -> Vec<Row> {
    let long = Duration::from_secs(3600);
    let moment = Duration::from_millis(1);
    let status = Fault::status;
    let done = |code| Fault::status(code).after_processing();
    let moved = || Fault::status(307).header("location", "/elsewhere");
    vec![
        all("400", status(400), "1/0 rejected 400", "1/0 rejected 400"),
        all("401", status(401), "2/1 ok", "2/0 rejected 401"),
        all("403", status(403), "1/0 rejected 403", "1/0 rejected 403"),
        all("404", status(404), "1/0 rejected 404", "1/0 rejected 404"),
        before("408", status(408), "1/0 rejected 408", "3/0 rejected 408"),
        all("429", status(429), "2/1 ok", "3/0 rejected 429"),
        before("500", status(500), "1/0 rejected 500", "3/0 rejected 500"),
        before("502", status(502), "1/0 rejected 502", "3/0 rejected 502"),
        before("503", status(503), "1/0 rejected 503", "3/0 rejected 503"),
        before("504", status(504), "1/0 rejected 504", "3/0 rejected 504"),
        after(
            "408, done",
            done(408),
            "1/1 rejected 408",
            "3/3 rejected 408",
        ),
        after(
            "500, done",
            done(500),
            "1/1 rejected 500",
            "3/3 rejected 500",
        ),
        after(
            "502, done",
            done(502),
            "1/1 rejected 502",
            "3/3 rejected 502",
        ),
        after(
            "503, done",
            done(503),
            "1/1 rejected 503",
            "3/3 rejected 503",
        ),
        after(
            "504, done",
            done(504),
            "1/1 rejected 504",
            "3/3 rejected 504",
        ),
        all(
            "503 in a year",
            status(503).header("retry-after", "31536000"),
            "1/0 rejected 503",
            "1/0 rejected 503",
        ),
        all("307", moved(), "1/0 rejected 307", "1/0 rejected 307"),
        all(
            "307, done",
            moved().after_processing(),
            "1/1 rejected 307",
            "1/1 rejected 307",
        ),
        all(
            "202",
            status(202),
            "1/0 not understood",
            "1/0 not understood",
        ),
        before(
            "HTML 502",
            Fault::html(502),
            "1/0 rejected 502",
            "3/0 rejected 502",
        ),
        after(
            "HTML 502, done",
            Fault::html(502).after_processing(),
            "1/1 rejected 502",
            "3/3 rejected 502",
        ),
        all(
            "HTML 200",
            Fault::html(200),
            "1/0 not understood",
            "1/0 not understood",
        ),
        before(
            "reset",
            Fault::reset(),
            "1/0 outcome unknown",
            "3/0 outcome unknown",
        ),
        after(
            "reset, done",
            Fault::reset().after_processing(),
            "1/1 outcome unknown",
            "3/3 outcome unknown",
        ),
        after(
            "truncated",
            Fault::truncated(20),
            "1/1 not understood",
            "3/3 not understood",
        ),
        all(
            "malformed",
            Fault::malformed(),
            "1/1 not understood",
            "1/1 not understood",
        ),
        all(
            "oversized",
            Fault::oversized(100_000),
            "1/1 not understood",
            "1/1 not understood",
        ),
        all("slow", Fault::slow(64, moment), "1/1 ok", "1/1 ok"),
        all("late", Fault::delay(moment), "1/1 ok", "1/1 ok"),
        all(
            "late, done",
            Fault::delay(moment).after_processing(),
            "1/1 ok",
            "1/1 ok",
        ),
        hanging(before(
            "hangs",
            Fault::delay(long),
            "1/0 outcome unknown",
            "3/0 outcome unknown",
        )),
        hanging(after(
            "hangs, done",
            Fault::delay(long).after_processing(),
            "1/1 outcome unknown",
            "3/3 outcome unknown",
        )),
        // whether its head had arrived by the time-out is chance, and no difference to the ledger
        hanging(after("drips", Fault::slow(1, long), "1/1 ", "3/3 ")),
    ]
}

/// One stage for all cells: each begins with the demo contract, no fault, an empty ledger and, in the
/// client, no token.
struct Theatre {
    stage: Stage,
    http: reqwest::Client,
}

/// What a call came to.
struct Cell {
    sent: usize,
    processed: usize,
    /// Requests that were sent after one that had been carried out.
    repeated: usize,
    ends: Ends,
}

impl Theatre {
    async fn new() -> Self {
        Self {
            stage: Stage::new().await,
            http: http(),
        }
    }

    fn client(&self) -> Client {
        let builder = client(&self.stage.sandbox, &self.stage.clock);
        let builder = builder
            .body_limit(BODY_LIMIT)
            .http_client(self.http.clone());
        builder.build().unwrap()
    }

    async fn play(&self, fault: Fault, hangs: bool, operation: &str) -> Cell {
        let Stage { sandbox, clock, .. } = &self.stage;
        sandbox.reset().unwrap();
        sandbox.clear_faults();
        sandbox.inject(fault);
        sandbox.forget_received();
        let client = self.client();
        let running_out = run_out(&self.stage, operation, clock);
        let ends = if hangs {
            tokio::select! {
                biased;
                sent = perform(&client, operation) => ends(&sent),
                () = running_out => unreachable!("it goes on for ever"),
            }
        } else {
            ends(&perform(&client, operation).await)
        };
        Cell::of(&self.stage.received(operation), ends)
    }
}

/// Lets the time-out of each attempt run out once its request has arrived.
async fn run_out(stage: &Stage, operation: &str, clock: &SkippingClock) {
    let mut seen = 0;
    loop {
        until("another request", || stage.count(operation) > seen).await;
        seen += 1;
        clock.advance(TIME_OUT);
    }
}

impl Cell {
    fn of(received: &[Received], ends: Ends) -> Self {
        let first = received.iter().position(|received| received.processed);
        Self {
            sent: received.len(),
            processed: received
                .iter()
                .filter(|received| received.processed)
                .count(),
            repeated: first.map_or(0, |first| received.len() - first - 1),
            ends,
        }
    }

    fn text(&self) -> String {
        format!("{}/{} {}", self.sent, self.processed, self.ends)
    }
}

fn is_safe(operation: &str) -> bool {
    operation == "queryClassifications"
}

/// The table that a failure prints: what was expected stands behind what is wrong.
#[derive(Default)]
struct Table {
    lines: String,
    wrong: usize,
}

impl Table {
    fn add(&mut self, name: &str, operation: &str, cell: &Cell, expected: &str) {
        let text = cell.text();
        let twice = !is_safe(operation) && (cell.processed > 1 || cell.repeated > 0);
        let mut remark = String::new();
        if !text.starts_with(expected) {
            let _ = write!(remark, "  expected {expected}");
        }
        if twice {
            remark.push_str("  SENT AGAIN AFTER IT WAS CARRIED OUT");
        }
        self.wrong += usize::from(!remark.is_empty());
        let _ = writeln!(self.lines, "{name:<28} {operation:<34} {text:<34}{remark}");
    }

    fn check(&self) {
        assert!(
            self.wrong == 0,
            "{} of these calls did not go as they should \
             (fault, operation, requests sent/carried out, how the call ended):\n{}",
            self.wrong,
            self.lines
        );
    }
}

#[tokio::test]
async fn no_fault_makes_a_post_happen_twice() {
    let theatre = Theatre::new().await;
    let mut table = Table::default();
    for Row {
        name,
        fault,
        hangs,
        post,
        get,
    } in rows()
    {
        for operation in OPERATIONS {
            let [once, always] = if is_safe(operation) { get } else { post };
            for (often, expected, fault) in [
                ("once", once, fault.clone().times(1)),
                ("always", always, fault.clone()),
            ] {
                let cell = theatre.play(fault.on(operation), hangs, operation).await;
                table.add(&format!("{name}, {often}"), operation, &cell, expected);
            }
        }
    }
    table.check();
}

#[tokio::test]
async fn no_fault_of_the_token_endpoint_makes_a_post_happen_twice() {
    let theatre = Theatre::new().await;
    let mut table = Table::default();
    for Row {
        name, fault, hangs, ..
    } in rows().into_iter().filter(|row| !row.hangs)
    {
        // whose token is then refused or not, the API decides; here it counts what reaches it
        let answers = ["slow", "late", "late, done"].contains(&name);
        for operation in OPERATIONS {
            let expected = if answers { "1/1 ok" } else { "0/0 not sent" };
            let cell = theatre
                .play(fault.clone().on("token"), hangs, operation)
                .await;
            table.add(&format!("token: {name}"), operation, &cell, expected);
        }
    }
    table.check();
}

/// The sandbox has read a request before any of its faults strikes, so this one is the gate's.
#[tokio::test]
async fn a_connection_that_is_reset_before_the_request_is_read_leaves_a_post_alone() {
    let mut table = Table::default();
    for operation in OPERATIONS {
        for (often, times) in [("once", 1), ("always", 9)] {
            for closed in [false, true] {
                let stage = Stage::new().await;
                let gate = Gate::before(stage.sandbox.address()).await;
                let builder = client(&stage.sandbox, &stage.clock);
                let base_url = gate.url(stage.sandbox.base_url());
                let client = builder.base_url(base_url).build().unwrap();
                let name = if closed {
                    gate.close(times);
                    "closed"
                } else {
                    gate.reset_unread(times);
                    "reset unread"
                };
                let ends = ends(&perform(&client, operation).await);
                let cell = Cell::of(&stage.received(operation), ends);
                let expected = match (is_safe(operation), often) {
                    (true, "once") => "1/1 ok",
                    _ => "0/0 outcome unknown",
                };
                table.add(&format!("{name}, {often}"), operation, &cell, expected);
            }
        }
    }
    table.check();
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent_and_it_was_tried_thrice() {
    let sandbox = Sandbox::start().await.unwrap();
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    for operation in OPERATIONS {
        let clock = SkippingClock::default();
        let builder = client(&sandbox, &clock).base_url(format!("http://{closed}/v1"));
        let sent = perform(&builder.build().unwrap(), operation).await;
        assert_eq!(
            ends(&sent),
            Ends::NotSent(NotSentReason::Network),
            "{operation}"
        );
        assert_eq!(clock.take_waits().len(), 2, "{operation}");
    }
}

/// What a 429 says of the time to come back, and how long that is at 2026-01-15 00:00:10 UTC, a Thursday.
#[tokio::test]
async fn a_429_is_come_back_to_when_its_headers_say() {
    let seconds = Duration::from_secs;
    let asked: [(&[(&str, &str)], Option<Duration>); 9] = [
        (&[("retry-after", "7")], Some(seconds(7))),
        (&[("retry-after", "0")], Some(seconds(0))),
        (
            &[("retry-after", "Thu, 15 Jan 2026 00:00:30 GMT")],
            Some(seconds(20)),
        ),
        (
            &[("retry-after", "Wed, 14 Jan 2026 00:00:30 GMT")],
            Some(seconds(0)),
        ),
        (
            &[
                ("x-ratelimit-limit", "name=per-minute,100;"),
                ("x-ratelimit-remaining", "name=per-minute,0;"),
            ],
            Some(seconds(50)),
        ),
        (
            &[(
                "x-ratelimit-remaining",
                "name=per-second,0;name=per-minute,3;",
            )],
            Some(seconds(1)),
        ),
        (
            &[
                ("retry-after", "3"),
                ("x-ratelimit-remaining", "name=per-minute,0;"),
            ],
            Some(seconds(3)),
        ),
        (&[("retry-after", "soon")], Some(seconds(0))),
        (&[], Some(seconds(0))),
    ];
    let back_off = Duration::from_millis(250);
    for (headers, wait) in asked {
        for operation in OPERATIONS {
            let stage = Stage::new().await;
            stage.advance(seconds(10));
            let fault = headers
                .iter()
                .fold(Fault::status(429).times(1), |fault, (name, value)| {
                    fault.header(*name, *value)
                });
            stage.sandbox.inject(fault.on(operation));
            let sent = perform(&stage.client, operation).await;
            assert_eq!(ends(&sent), Ends::Well, "{operation} {headers:?}");
            let waits = stage.clock.take_waits();
            assert_eq!(waits, [wait.unwrap() + back_off], "{operation} {headers:?}");
            assert_eq!(stage.count(operation), 2, "{operation} {headers:?}");
        }
    }
}

/// Waits that are longer than a caller would want are the caller's to decide on.
#[tokio::test]
async fn a_429_that_asks_for_an_hour_is_the_callers_at_once() {
    for (name, value) in [
        ("retry-after", "3600"),
        ("retry-after", "Thu, 15 Jan 2026 01:00:00 GMT"),
        ("x-ratelimit-remaining", "name=per-hour,0;"),
    ] {
        for operation in OPERATIONS {
            let stage = Stage::new().await;
            stage
                .sandbox
                .inject(Fault::status(429).header(name, value).on(operation));
            let error = perform(&stage.client, operation).await.unwrap_err();
            let Error::Rejected(rejected) = error else {
                panic!("{error:?}")
            };
            assert_eq!(rejected.status(), 429);
            if name == "retry-after" {
                let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_435_200);
                assert_eq!(rejected.retry_after(start), Some(Duration::from_secs(3600)));
            }
            assert_eq!(stage.clock.take_waits(), [Duration::ZERO; 0]);
            assert_eq!(stage.count(operation), 1);
        }
    }
}

/// An API that refuses every token: two requests for a call and one token request at most, however many
/// calls there are, and the caller learns why.
#[tokio::test]
async fn an_api_that_answers_401_for_ever_is_asked_twice_for_a_call() {
    let stage = Stage::new().await;
    let refusal = Fault::status(401).header("www-authenticate", "Bearer error='invalid_token'");
    stage.sandbox.inject(refusal.on("createClassification"));
    for call in 1..=5 {
        let error = perform(&stage.client, "createClassification")
            .await
            .unwrap_err();
        let Error::Rejected(rejected) = error else {
            panic!("{error:?}")
        };
        assert_eq!(rejected.status(), 401);
        assert_eq!(rejected.challenges()[0].error(), Some("invalid_token"));
        assert_eq!(stage.count("createClassification"), 2 * call);
        assert!(stage.count("token") <= 1 + call, "{}", stage.count("token"));
    }
    stage.sandbox.clear_faults();
    assert_eq!(
        ends(&perform(&stage.client, "createClassification").await),
        Ends::Well
    );
}
