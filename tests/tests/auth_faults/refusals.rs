//! Answers that say when to come back, tokens that are refused, and nobody there at all.

use std::time::{Duration, SystemTime};

use api_transport::{Error, NotSentReason};
use classifications_auth::ResponseDetails;
use classifications_sandbox::Fault;
use contract_tests::proof::{
    Ends, OPERATIONS, SkippingClock, Stage, client, ends, perform, sandbox,
};

type Headers = &'static [(&'static str, &'static str)];

/// A 429 of a server whose clock is so many seconds after that of the tests at their start.
fn dated(seconds: u64) -> Fault {
    Fault::status(429).header("date", format!("Thu, 15 Jan 2026 00:00:{seconds:02} GMT"))
}

/// What a 429 says of the time to come back, and how long that is at 2026-01-15 00:00:10 UTC, a Thursday.
#[tokio::test]
async fn a_429_is_come_back_to_when_its_headers_say() {
    let seconds = Duration::from_secs;
    let asked: [(Headers, Option<Duration>); 9] = [
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
            Some(seconds(0)),
        ),
        (
            &[
                ("retry-after", "Thu, 15 Jan 2026 00:10:30 GMT"),
                ("date", "Thu, 15 Jan 2026 00:10:00 GMT"),
            ],
            Some(seconds(30)),
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
            let own_date = headers.iter().any(|(name, _)| *name == "date");
            let fault = if own_date {
                Fault::status(429)
            } else {
                dated(10)
            };
            let fault = headers.iter().fold(fault.times(1), |fault, (name, value)| {
                fault.header(*name, *value)
            });
            stage.sandbox.inject(fault.on(operation));
            let sent = perform(&stage.client, operation).await;
            assert_eq!(ends(&sent), Ends::Well, "{operation} {headers:?}");
            let waits = stage.clock.take_waits();
            let wait = wait.unwrap();
            let expected = wait + back_off.max(wait / 4);
            assert_eq!(waits, [expected], "{operation} {headers:?}");
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
    ] {
        for operation in OPERATIONS {
            let stage = Stage::new().await;
            stage
                .sandbox
                .inject(dated(0).header(name, value).on(operation));
            let error = perform(&stage.client, operation).await.unwrap_err();
            let Error::Rejected(rejected) = error else {
                panic!("{error:?}")
            };
            assert_eq!(rejected.status(), 429);
            let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_435_200);
            assert_eq!(rejected.retry_after(start), Some(Duration::from_secs(3600)));
            assert_eq!(stage.clock.take_waits(), [Duration::ZERO; 0]);
            assert_eq!(stage.count(operation), 1);
        }
    }
}

/// An API that refuses every token: one token is requested, and the others wait until that may help.
#[tokio::test]
async fn an_api_that_responds_with_401_for_ever_is_sent_one_token() {
    let stage = Stage::new().await;
    let refusal = Fault::status(401).header("www-authenticate", "Bearer error='invalid_token'");
    stage.sandbox.inject(refusal.on("notifySale"));
    let error = perform(&stage.client, "notifySale").await.unwrap_err();
    let Error::Rejected(rejected) = error else {
        panic!("{error:?}")
    };
    assert_eq!(rejected.status(), 401);
    assert_eq!(rejected.challenges()[0].error(), Some("invalid_token"));
    for _ in 0..5 {
        let sent = perform(&stage.client, "notifySale").await;
        assert_eq!(ends(&sent), Ends::NotSent(NotSentReason::Credentials));
    }
    assert_eq!((stage.count("notifySale"), stage.count("token")), (6, 1));
    stage.sandbox.clear_faults();
    stage.advance(Duration::from_secs(60));
    assert_eq!(
        ends(&perform(&stage.client, "notifySale").await),
        Ends::Well
    );
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent_and_it_was_tried_thrice() {
    let sandbox = sandbox().start().await.unwrap();
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
