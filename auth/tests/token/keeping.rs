//! The times for which tokens are kept, and their renewal.

use std::sync::Arc;
use std::time::Duration;

use classifications_auth::{ScopeSet, TokenError, TokenPolicy};
use tokio::sync::Semaphore;

use crate::endpoint::{Act, grant, refuse};
use crate::harness::{Setup, eventually};

fn numbered_grant(number: usize) -> Act {
    grant(&format!("t{number}"), 1000)
}

#[tokio::test]
async fn a_token_is_kept_for_each_set_of_scopes_in_any_order() {
    let setup = Setup::new(|number, _| numbered_grant(number)).await;
    for _ in 0..2 {
        assert_eq!(setup.text(&["read"]).await.unwrap(), "t0");
        assert_eq!(setup.text(&["read", "update"]).await.unwrap(), "t1");
        assert_eq!(
            setup.text(&["update", "read", "update"]).await.unwrap(),
            "t1"
        );
        assert_eq!(setup.text(&["delete"]).await.unwrap(), "t2");
    }
    let scopes: Vec<_> = setup
        .endpoint
        .received()
        .iter()
        .map(|received| received.field("scope").unwrap().to_owned())
        .collect();
    assert_eq!(scopes, ["read", "read update", "delete"]);
}

#[tokio::test]
async fn nothing_is_sent_or_started_before_a_token_is_needed() {
    let setup = Setup::new(|number, _| numbered_grant(number)).await;
    let tasks = tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks();
    let clone = setup.source.clone();
    assert_eq!(
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks(),
        tasks
    );
    assert_eq!(
        (setup.endpoint.count(), setup.credentials.fetched()),
        (0, 0)
    );
    assert_eq!(setup.clock.sleepers(), 0);
    drop(clone);
}

#[tokio::test]
async fn no_task_runs_while_a_token_is_kept() {
    let setup = Setup::new(|number, _| numbered_grant(number)).await;
    setup.read().await.unwrap();
    // without calls, there is no renewal
    setup.until_settled().await;
    setup.advance(1_000_000);
    assert_eq!((setup.endpoint.count(), setup.clock.sleepers()), (1, 0));
}

#[tokio::test]
async fn inside_the_window_the_first_caller_starts_a_renewal_and_none_waits() {
    let gate = Arc::new(Semaphore::new(1));
    let endpoint_gate = Arc::clone(&gate);
    let setup = Setup::new(move |number, _| {
        Act::Gated(Arc::clone(&endpoint_gate), Box::new(numbered_grant(number)))
    })
    .await;
    assert_eq!(setup.read().await.unwrap(), "t0");
    // the lifetime is 1000 s, of which the last 300 s are the window
    setup.advance(699);
    assert_eq!(setup.read().await.unwrap(), "t0");
    setup.until_settled().await;
    assert_eq!(setup.endpoint.count(), 1);
    setup.advance(1);
    for _ in 0..100 {
        assert_eq!(setup.read().await.unwrap(), "t0");
    }
    // while the renewal waits at the gate, no caller waits
    eventually(async || setup.endpoint.count() == 2).await;
    for _ in 0..100 {
        assert_eq!(setup.read().await.unwrap(), "t0");
    }
    assert_eq!(setup.endpoint.count(), 2);
    gate.add_permits(1);
    setup.until_read_is("t1").await;
    assert_eq!(setup.endpoint.count(), 2);
}

#[tokio::test]
async fn the_window_is_never_more_than_half_of_a_lifetime() {
    let setup = Setup::new(|number, _| grant(&format!("t{number}"), 100)).await;
    setup.read().await.unwrap();
    setup.advance(49);
    setup.read().await.unwrap();
    setup.until_settled().await;
    assert_eq!(setup.endpoint.count(), 1);
    setup.advance(1);
    assert_eq!(setup.read().await.unwrap(), "t0");
    setup.until_read_is("t1").await;
}

#[tokio::test]
async fn a_failed_renewal_affects_no_caller_and_is_retried_after_a_back_off() {
    let setup = Setup::new(|number, _| match number {
        1 | 2 => refuse(503, "temporarily_unavailable"),
        number => numbered_grant(number),
    })
    .await;
    setup.read().await.unwrap();
    setup.advance(700);
    for attempt in 1..=2 {
        for _ in 0..10 {
            assert_eq!(setup.read().await.unwrap(), "t0");
        }
        eventually(async || setup.endpoint.count() == attempt + 1).await;
        setup.until_settled().await;
        // the back-off is 10 s
        setup.advance(9);
        for _ in 0..10 {
            assert_eq!(setup.read().await.unwrap(), "t0");
        }
        setup.until_settled().await;
        assert_eq!(setup.endpoint.count(), attempt + 1);
        setup.advance(1);
    }
    assert_eq!(setup.read().await.unwrap(), "t0");
    setup.until_read_is("t3").await;
}

#[tokio::test]
async fn after_expiry_callers_wait_and_share_the_error() {
    let gate = Arc::new(Semaphore::new(1));
    let endpoint_gate = Arc::clone(&gate);
    let setup = Setup::new(move |number, _| {
        let act = if number == 0 {
            numbered_grant(0)
        } else {
            refuse(503, "server_error")
        };
        Act::Gated(Arc::clone(&endpoint_gate), Box::new(act))
    })
    .await;
    setup.read().await.unwrap();
    setup.advance(1000);
    let waiting: Vec<_> = (0..50)
        .map(|_| {
            let source = setup.source.clone();
            tokio::spawn(async move { source.token(&ScopeSet::of(&["read"])).await })
        })
        .collect();
    eventually(async || setup.endpoint.count() == 2).await;
    assert!(waiting.iter().all(|task| !task.is_finished()));
    gate.add_permits(1);
    for task in waiting {
        let error = task.await.unwrap().unwrap_err();
        assert!(matches!(error, TokenError::Endpoint { .. }), "{error:?}");
    }
    assert_eq!(setup.endpoint.count(), 2);
}

#[tokio::test]
async fn callers_of_an_expired_token_join_the_renewal_that_is_under_way() {
    let gate = Arc::new(Semaphore::new(1));
    let endpoint_gate = Arc::clone(&gate);
    let setup = Setup::new(move |number, _| {
        Act::Gated(Arc::clone(&endpoint_gate), Box::new(numbered_grant(number)))
    })
    .await;
    setup.read().await.unwrap();
    setup.advance(995);
    setup.read().await.unwrap();
    eventually(async || setup.endpoint.count() == 2).await;
    setup.advance(5);
    let (text, ()) = tokio::join!(setup.read(), async { gate.add_permits(1) });
    assert_eq!(text.unwrap(), "t1");
    assert_eq!(setup.endpoint.count(), 2);
}

#[tokio::test]
async fn expiry_counts_from_before_the_request_was_sent() {
    let gate = Arc::new(Semaphore::new(0));
    let endpoint_gate = Arc::clone(&gate);
    let setup = Setup::new(move |number, _| {
        let act = grant(&format!("t{number}"), 8);
        if number == 0 {
            Act::Gated(Arc::clone(&endpoint_gate), Box::new(act))
        } else {
            act
        }
    })
    .await;
    let (text, ()) = tokio::join!(setup.read(), async {
        eventually(async || setup.endpoint.count() == 1).await;
        // the response takes 5 of the 8 seconds
        setup.advance(5);
        gate.add_permits(1);
    });
    assert_eq!(text.unwrap(), "t0");
    setup.advance(3);
    assert_eq!(setup.read().await.unwrap(), "t1");
}

#[tokio::test]
async fn a_token_expires_by_the_wall_clock_while_a_machine_sleeps() {
    let setup = Setup::new(|number, _| numbered_grant(number)).await;
    setup.read().await.unwrap();
    setup.clock.advance_wall(Duration::from_secs(1000));
    assert_eq!(setup.read().await.unwrap(), "t1");
}

#[tokio::test]
async fn a_wall_clock_that_is_set_back_does_not_make_a_token_last_longer() {
    let setup = Setup::new(|number, _| numbered_grant(number)).await;
    setup.read().await.unwrap();
    setup.clock.set_wall_back(Duration::from_secs(86_400));
    setup.advance(999);
    assert_eq!(setup.read().await.unwrap(), "t0");
    setup.advance(1);
    eventually(async || setup.read().await.unwrap() != "t0").await;
}

#[tokio::test]
async fn a_rejected_token_is_dropped_and_its_successor_is_not() {
    let setup = Setup::new(|number, _| numbered_grant(number)).await;
    let read = ScopeSet::of(&["read"]);
    let first = setup.source.token(&read).await.unwrap();
    let other = setup.text(&["delete"]).await.unwrap();
    setup.source.reject(&first);
    let second = setup.source.token(&read).await.unwrap();
    assert!(!second.is(&first));
    // further rejections of the first token do not affect the second
    for _ in 0..1000 {
        setup.source.reject(&first);
    }
    assert!(setup.source.token(&read).await.unwrap().is(&second));
    assert_eq!(
        setup.text(&["delete"]).await.unwrap(),
        other,
        "other scopes are not affected"
    );
    assert_eq!(setup.endpoint.count(), 3);
}

#[tokio::test]
async fn a_token_that_has_expired_on_arrival_is_used_by_waiting_callers() {
    let gate = Arc::new(Semaphore::new(0));
    let endpoint_gate = Arc::clone(&gate);
    let setup = Setup::with_policy(TokenPolicy::default(), move |number, _| {
        Act::Gated(
            Arc::clone(&endpoint_gate),
            Box::new(grant(&format!("t{number}"), 1)),
        )
    })
    .await;
    let (text, ()) = tokio::join!(setup.read(), async {
        eventually(async || setup.endpoint.count() == 1).await;
        setup.advance(2);
        gate.add_permits(1);
    });
    assert_eq!(text.unwrap(), "t0", "waiting callers do not wait again");
    assert_eq!(setup.endpoint.count(), 1);
}
