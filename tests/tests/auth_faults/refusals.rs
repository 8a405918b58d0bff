//! Responses with a time to wait, refused tokens, and a server that does not listen.

use std::time::{Duration, SystemTime};

use api_transport::{Error, NotSentReason};
use classifications_auth::ResponseDetails;
use classifications_sandbox::Fault;
use contract_tests::support::{
    Ends, OPERATIONS, Setup, SkippingClock, client, ends, perform, sandbox,
};

type Headers = &'static [(&'static str, &'static str)];

/// A 429 of a server whose clock is this many seconds after that of the tests at their start.
fn dated(seconds: u64) -> Fault {
    Fault::status(429).header("date", format!("Thu, 15 Jan 2026 00:00:{seconds:02} GMT"))
}

/// The headers of a 429, and the wait at 2026-01-15 00:00:10 UTC, a Thursday.
#[tokio::test]
async fn a_429_is_retried_after_the_wait_that_its_headers_name() {
    let seconds = Duration::from_secs;
    let headers_and_waits: [(Headers, Option<Duration>); 9] = [
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
    for (headers, wait) in headers_and_waits {
        for operation in OPERATIONS {
            let setup = Setup::new().await;
            setup.advance(seconds(10));
            let has_date = headers.iter().any(|(name, _)| *name == "date");
            let fault = if has_date {
                Fault::status(429)
            } else {
                dated(10)
            };
            let fault = headers.iter().fold(fault.times(1), |fault, (name, value)| {
                fault.header(*name, *value)
            });
            setup.sandbox.inject(fault.on(operation));
            let sent = perform(&setup.client, operation).await;
            assert_eq!(ends(&sent), Ends::Well, "{operation} {headers:?}");
            let waits = setup.clock.take_waits();
            let wait = wait.unwrap();
            let expected = wait + back_off.max(wait / 4);
            assert_eq!(waits, [expected], "{operation} {headers:?}");
            assert_eq!(setup.count(operation), 2, "{operation} {headers:?}");
        }
    }
}

/// A wait longer than the limit is left to the caller.
#[tokio::test]
async fn a_429_with_a_wait_of_an_hour_is_returned_at_once() {
    for (name, value) in [
        ("retry-after", "3600"),
        ("retry-after", "Thu, 15 Jan 2026 01:00:00 GMT"),
    ] {
        for operation in OPERATIONS {
            let setup = Setup::new().await;
            setup
                .sandbox
                .inject(dated(0).header(name, value).on(operation));
            let error = perform(&setup.client, operation).await.unwrap_err();
            let Error::Rejected(rejected) = error else {
                panic!("{error:?}")
            };
            assert_eq!(rejected.status(), 429);
            let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_435_200);
            assert_eq!(rejected.retry_after(start), Some(Duration::from_secs(3600)));
            assert_eq!(setup.clock.take_waits(), [Duration::ZERO; 0]);
            assert_eq!(setup.count(operation), 1);
        }
    }
}

/// For an API that refuses every token, one token is requested, and further calls fail until the
/// cool-down ends.
#[tokio::test]
async fn an_api_that_always_responds_with_401_is_sent_one_token() {
    let setup = Setup::new().await;
    let refusal = Fault::status(401).header("www-authenticate", "Bearer error='invalid_token'");
    setup.sandbox.inject(refusal.on("notifySale"));
    let error = perform(&setup.client, "notifySale").await.unwrap_err();
    let Error::Rejected(rejected) = error else {
        panic!("{error:?}")
    };
    assert_eq!(rejected.status(), 401);
    assert_eq!(rejected.challenges()[0].error(), Some("invalid_token"));
    for _ in 0..5 {
        let sent = perform(&setup.client, "notifySale").await;
        assert_eq!(ends(&sent), Ends::NotSent(NotSentReason::Credentials));
    }
    assert_eq!((setup.count("notifySale"), setup.count("token")), (6, 1));
    setup.sandbox.clear_faults();
    setup.advance(Duration::from_secs(60));
    assert_eq!(
        ends(&perform(&setup.client, "notifySale").await),
        Ends::Well
    );
}

#[tokio::test]
async fn without_a_listener_nothing_is_sent_after_three_attempts() {
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
