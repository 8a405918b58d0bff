//! A model check of the shared tasks and renewed values behind the token cache: `loom` runs the shipped
//! code, with its own mutexes and atomics instead of those of the standard library, through the possible
//! interleavings of threads.
//!
//! It checks that callers share one task, that every waiter is woken, that a dropped waiter affects no
//! other, that another task can replace a lost or overdue one, that the old token never returns after a
//! new one was stored, and that a rejection never removes the new token.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use classifications_auth::clock;

mod sync;

#[allow(dead_code, reason = "the model does not call all functions")]
#[path = "../../src/token/expiry.rs"]
mod expiry;
#[allow(dead_code, reason = "the model does not call all functions")]
#[path = "../../src/token/renewed_value.rs"]
mod renewed_value;
#[allow(dead_code, reason = "the model does not call all functions")]
#[path = "../../src/token/shared_task.rs"]
mod shared_task;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use loom::future::block_on;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use expiry::{Expiry, Moment};
use renewed_value::{Outcome, RenewedValue};
use shared_task::{Joined, SharedTask, TaskHandle, Waiter};

type Numbers = RenewedValue<u32, &'static str>;
type Task = Outcome<u32, &'static str>;

/// Explores interleavings with up to three preemptions each, which suffice to find most errors.
fn check(model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(model);
}

/// Makes the call of a caller without a token. `run` runs the task in another thread.
fn get(
    value: &Arc<Numbers>,
    now: Instant,
    run: impl FnOnce(&Numbers, TaskHandle<Task>) + Send + 'static,
) -> Result<Task, Waiter<Task>> {
    match value.get_or_join(now, now + Duration::from_secs(30), |_| true) {
        Joined::Settled(kept) => Ok(Ok(kept)),
        Joined::Waiter(waiter) => Err(waiter),
        Joined::Handle(handle, waiter) => {
            let value = Arc::clone(value);
            thread::spawn(move || run(&value, handle));
            Err(waiter)
        }
    }
}

/// The value, or the outcome of the task.
fn outcome(joined: Result<Task, Waiter<Task>>) -> Option<Task> {
    joined.map_or_else(|waiter| block_on(waiter.outcome()), Some)
}

#[test]
fn two_callers_cause_one_fetch_and_both_get_its_outcome() {
    for fails in [false, true] {
        check(move || {
            let now = Instant::now();
            let value = Arc::new(Numbers::empty());
            let tasks = Arc::new(AtomicUsize::new(0));
            let caller = {
                let (value, tasks) = (Arc::clone(&value), Arc::clone(&tasks));
                move || {
                    outcome(get(&value, now, move |value, handle| {
                        tasks.fetch_add(1, Ordering::Relaxed);
                        let result = if fails {
                            Err("refused")
                        } else {
                            Ok(Arc::new(1))
                        };
                        value.end(handle, result, || ());
                    }))
                }
            };
            let other = thread::spawn(caller.clone());
            let mine = caller().unwrap();
            let others = other.join().unwrap().unwrap();
            match (mine, others) {
                (Ok(mine), Ok(others)) => {
                    assert!(Arc::ptr_eq(&mine, &others));
                    assert_eq!(tasks.load(Ordering::Relaxed), 1);
                }
                // a failure is not kept: a later caller starts a new fetch
                (Err("refused"), Err("refused")) => {}
                mixed => panic!("{mixed:?}"),
            }
        });
    }
}

#[test]
fn a_failure_is_shared_by_all_waiters() {
    check(|| {
        let now = Instant::now();
        let value = Arc::new(Numbers::empty());
        let due = now + Duration::from_secs(30);
        let Joined::Handle(handle, first) = value.get_or_join(now, due, |_| true) else {
            panic!("no value is kept");
        };
        let Joined::Waiter(second) = value.get_or_join(now, due, |_| true) else {
            panic!("a task is under way");
        };
        let other = thread::spawn(move || block_on(second.outcome()));
        let task = {
            let value = Arc::clone(&value);
            thread::spawn(move || value.end(handle, Err("refused"), || ()))
        };
        assert_eq!(block_on(first.outcome()), Some(Err("refused")));
        assert_eq!(other.join().unwrap(), Some(Err("refused")));
        task.join().unwrap();
        assert!(value.get().is_none());
    });
}

#[test]
fn a_dropped_caller_does_not_cancel_the_fetch() {
    check(|| {
        let now = Instant::now();
        let value = Arc::new(Numbers::empty());
        let tasks = Arc::new(AtomicUsize::new(0));
        let run = {
            let tasks = Arc::clone(&tasks);
            move |value: &Numbers, handle| {
                tasks.fetch_add(1, Ordering::Relaxed);
                value.end(handle, Ok(Arc::new(1)), || ());
            }
        };
        let impatient = {
            let (value, run) = (Arc::clone(&value), run.clone());
            thread::spawn(move || {
                if let Err(waiter) = get(&value, now, run) {
                    // polled once, so that it has a waker, and then dropped
                    let mut outcome = std::pin::pin!(waiter.outcome());
                    block_on(std::future::poll_fn(|cx| {
                        let _ = outcome.as_mut().poll(cx);
                        std::task::Poll::Ready(())
                    }));
                }
            })
        };
        assert_eq!(outcome(get(&value, now, run)), Some(Ok(Arc::new(1))));
        impatient.join().unwrap();
        assert_eq!(tasks.load(Ordering::Relaxed), 1);
    });
}

#[test]
fn a_lost_fetch_is_reported_and_the_next_one_starts() {
    check(|| {
        let now = Instant::now();
        let value = Arc::new(Numbers::empty());
        let first = get(&value, now, |_, handle| drop(handle));
        let other = {
            let value = Arc::clone(&value);
            thread::spawn(move || {
                // joins the lost task or starts another one
                let result = outcome(get(&value, now, |value, handle| {
                    value.end(handle, Ok(Arc::new(2)), || ());
                }));
                result.is_none_or(|result| result == Ok(Arc::new(2)))
            })
        };
        assert!(outcome(first).is_none_or(|result| result == Ok(Arc::new(2))));
        assert!(other.join().unwrap());
        let again = outcome(get(&value, now, |value, handle| {
            value.end(handle, Ok(Arc::new(2)), || ());
        }));
        assert_eq!(again, Some(Ok(Arc::new(2))));
    });
}

#[test]
fn an_overdue_fetch_is_replaced_and_its_outcome_is_ignored() {
    check(|| {
        let now = Instant::now();
        let value = Arc::new(Numbers::empty());
        let Joined::Handle(stuck, _) = value.get_or_join(now, now, |_| true) else {
            panic!("no value is kept");
        };
        let late = {
            let value = Arc::clone(&value);
            thread::spawn(move || value.end(stuck, Ok(Arc::new(1)), || ()))
        };
        // the first task is overdue from the start; its outcome counts only if it ends before it is replaced
        let due = now + Duration::from_secs(30);
        let expected = match value.get_or_join(now, due, |_| true) {
            Joined::Handle(handle, waiter) => {
                value.end(handle, Ok(Arc::new(2)), || ());
                assert_eq!(block_on(waiter.outcome()), Some(Ok(Arc::new(2))));
                2
            }
            Joined::Settled(kept) => *kept,
            Joined::Waiter(_) => panic!("the first task is overdue"),
        };
        late.join().unwrap();
        assert_eq!(value.get().as_deref(), Some(&expected));
    });
}

/// Returns a renewed value that keeps 1, and that 1.
fn keeping_one(now: Instant) -> (Arc<Numbers>, Arc<u32>) {
    let value = Arc::new(Numbers::empty());
    let Joined::Handle(handle, _) = value.get_or_join(now, now + Duration::from_secs(30), |_| true)
    else {
        panic!("no value is kept");
    };
    let one = Arc::new(1);
    value.end(handle, Ok(Arc::clone(&one)), || ());
    (value, one)
}

#[test]
fn a_successor_replaces_the_value_after_its_refresh_token_is_stored() {
    check(|| {
        let now = Instant::now();
        let (value, one) = keeping_one(now);
        let refresh_token = Arc::new(AtomicUsize::new(1));
        let reader = {
            let (value, refresh_token) = (Arc::clone(&value), Arc::clone(&refresh_token));
            thread::spawn(move || {
                // a reader always finds a token, and never the old one after the new one
                let first = *value.get().unwrap();
                if first == 2 {
                    assert_eq!(refresh_token.load(Ordering::Relaxed), 2);
                }
                assert!(*value.get().unwrap() >= first);
            })
        };
        let due = now + Duration::from_secs(30);
        let Joined::Handle(handle, _) = value.renew(now, due, &one) else {
            panic!("no task is under way");
        };
        value.end(handle, Ok(Arc::new(2)), || {
            refresh_token.store(2, Ordering::Relaxed);
        });
        assert!(matches!(value.renew(now, due, &one), Joined::Settled(())));
        reader.join().unwrap();
    });
}

#[test]
fn a_failed_renewal_keeps_the_old_value() {
    check(|| {
        let now = Instant::now();
        let (value, one) = keeping_one(now);
        let reader = {
            let value = Arc::clone(&value);
            thread::spawn(move || assert_eq!(*value.get().unwrap(), 1))
        };
        let Joined::Handle(handle, _) = value.renew(now, now + Duration::from_secs(30), &one)
        else {
            panic!("no task is under way");
        };
        value.end(handle, Err("down"), || panic!("there is no successor"));
        reader.join().unwrap();
        assert_eq!(value.get().as_deref(), Some(&1));
    });
}

#[test]
fn a_rejection_never_removes_the_successor() {
    check(|| {
        let now = Instant::now();
        let (value, one) = keeping_one(now);
        let reject = |value: &Arc<Numbers>, one: &Arc<u32>| {
            let (value, one) = (Arc::clone(value), Arc::clone(one));
            thread::spawn(move || value.reject(&one))
        };
        let Joined::Handle(handle, _) = value.renew(now, now + Duration::from_secs(30), &one)
        else {
            panic!("no task is under way");
        };
        let rejections = [reject(&value, &one), reject(&value, &one)];
        value.end(handle, Ok(Arc::new(2)), || ());
        let removed = rejections.into_iter().map(|thread| thread.join().unwrap());
        assert!(removed.filter(|&removed| removed).count() <= 1);
        assert_eq!(value.get().as_deref(), Some(&2));
    });
}

#[test]
fn one_caller_of_many_starts_a_renewal() {
    check(|| {
        let start = Moment {
            now: Instant::now(),
            wall: SystemTime::UNIX_EPOCH,
        };
        let hour = Duration::from_secs(3600);
        let expiry = Arc::new(Expiry::new(start, hour, hour / 12));
        let at = start.now + hour * 23 / 24;
        let claim = move |expiry: &Expiry| expiry.claim_renewal(at, start.now + hour);
        let others: Vec<_> = (0..2)
            .map(|_| {
                let expiry = Arc::clone(&expiry);
                thread::spawn(move || claim(&expiry))
            })
            .collect();
        let mine = usize::from(claim(&expiry));
        let others: usize = others
            .into_iter()
            .map(|thread| usize::from(thread.join().unwrap()))
            .sum();
        assert_eq!(mine + others, 1);
    });
}

#[test]
fn the_password_is_sent_by_one_caller_at_a_time_and_every_caller_has_a_turn() {
    check(|| {
        let now = Instant::now();
        let turns = Arc::new(SharedTask::<()>::new());
        let (inside, served) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let take = {
            let (inside, served) = (Arc::clone(&inside), Arc::clone(&served));
            move || loop {
                match turns.join(now, now + Duration::from_secs(10), || None::<()>) {
                    Joined::Handle(handle, _) => {
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        served.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(handle);
                        return;
                    }
                    Joined::Waiter(waiter) => assert_eq!(block_on(waiter.outcome()), None),
                    Joined::Settled(()) => panic!("`settled` returns no value"),
                }
            }
        };
        let other = thread::spawn(take.clone());
        take();
        other.join().unwrap();
        assert_eq!(served.load(Ordering::SeqCst), 2);
    });
}
