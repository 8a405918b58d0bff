//! The decisions of a whole policy.

use super::*;
use http::Method;

const QUERY: Operation = Operation::new("query", Method::GET, "/");
const CREATE: Operation = Operation::new("create", Method::POST, "/");

#[derive(Debug)]
struct Half;

impl Chance for Half {
    fn fraction(&self) -> f64 {
        0.5
    }
}

fn policy() -> RetryPolicy {
    RetryPolicy::default().backoff(Backoff::default().chance(Half))
}

/// 2026-01-15 00:00:10 UTC, with two minutes left.
fn time() -> Time {
    Time {
        wall: SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_435_210),
        left: Duration::from_secs(120),
    }
}

fn cause_and_headers(
    status: StatusCode,
    pairs: &[(&'static str, &str)],
) -> (RetryCause, HeaderMap) {
    let headers = pairs
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    (RetryCause::Status(status), headers)
}

fn after_429(policy: &RetryPolicy, pairs: &[(&'static str, &str)]) -> Decision {
    let (cause, headers) = cause_and_headers(StatusCode::TOO_MANY_REQUESTS, pairs);
    policy.decide(&CREATE, cause, Some(&headers), 1, &time())
}

fn resend_after(milliseconds: u64) -> Decision {
    Decision::Resend(Duration::from_millis(milliseconds))
}

#[test]
fn waits_grow_from_attempt_to_attempt_and_end_with_the_last() {
    let decide = |made| policy().decide(&QUERY, RetryCause::NoResponse, None, made, &time());
    assert_eq!(decide(1), resend_after(125));
    assert_eq!(decide(2), resend_after(250));
    assert_eq!(decide(3), Decision::Stop(Stop::Attempts));
}

#[test]
fn a_request_that_is_not_repeatable_costs_no_budget() {
    let policy = policy();
    let before = policy.budget.saved();
    for _ in 0..100 {
        let decision = policy.decide(&CREATE, RetryCause::NoResponse, None, 1, &time());
        assert_eq!(decision, Decision::Stop(Stop::NotRepeatable));
    }
    assert_eq!(policy.budget.saved(), before);
}

#[test]
fn a_requested_wait_is_kept_and_spread() {
    let pause_for = |milliseconds| Decision::Pause(Duration::from_millis(milliseconds));
    let policy = policy();
    // spread by an eighth of the wait, as `Half` draws half of its quarter
    let seven_seconds = after_429(&policy, &[("retry-after", "7")]);
    assert_eq!(seven_seconds, pause_for(7000 + 875));
    let date = [("retry-after", "Thu, 15 Jan 2026 00:00:30 GMT")];
    assert_eq!(after_429(&policy, &date), pause_for(20_000 + 2500));
    let one_second = after_429(&policy, &[("retry-after", "1")]);
    assert_eq!(
        one_second,
        pause_for(1000 + 125),
        "the first back-off is longer"
    );
    let used_up = [("x-ratelimit-remaining", "name=per-minute,0;")];
    assert_eq!(after_429(&policy, &used_up), resend_after(125));
    let with_window = policy.clone().window("per-minute", Window::Minute);
    assert_eq!(after_429(&with_window, &used_up), pause_for(50_000 + 6250));
    assert_eq!(
        after_429(&policy, &[("retry-after", "0")]),
        resend_after(125)
    );

    // a pause costs no budget
    let without_budget = policy.clone().budget(RetryBudget::new(0, 0, 0));
    assert_eq!(
        after_429(&without_budget, &[("retry-after", "7")]),
        seven_seconds
    );
    // a 503 is not a rate limit
    let (cause, headers) =
        cause_and_headers(StatusCode::SERVICE_UNAVAILABLE, &[("retry-after", "7")]);
    let decision = policy.decide(&QUERY, cause, Some(&headers), 1, &time());
    assert_eq!(decision, resend_after(7000 + 875));
}

#[test]
fn a_wait_beyond_the_limit_is_not_started() {
    let stop = Decision::Stop(Stop::LongWait);
    let policy = policy();
    assert_eq!(after_429(&policy, &[("retry-after", "61")]), stop);
    assert_eq!(
        after_429(&policy, &[("retry-after", "99999999999999999999")]),
        stop
    );
    let hourly = policy.clone().window("plan", Window::Hour);
    assert_eq!(
        after_429(&hourly, &[("x-ratelimit-remaining", "name=plan,0")]),
        stop
    );
    let patient = policy.longest_wait(Duration::from_secs(61));
    assert_eq!(
        after_429(&patient, &[("retry-after", "61")]),
        Decision::Pause(Duration::from_millis(61_000 + 7625))
    );
}

#[test]
fn a_wait_beyond_the_deadline_is_not_started() {
    let time = Time {
        left: Duration::from_millis(125),
        ..time()
    };
    let policy = policy();
    let before = policy.budget.saved();
    let decision = policy.decide(&QUERY, RetryCause::NotConnected, None, 1, &time);
    assert_eq!(decision, Decision::Stop(Stop::Deadline));
    assert_eq!(policy.budget.saved(), before, "nothing was sent");
}

#[test]
fn without_budget_nothing_is_sent_again() {
    let policy = policy().budget(RetryBudget::new(20, 0, 10));
    let decide = || policy.decide(&QUERY, RetryCause::NotConnected, None, 1, &time());
    assert_eq!(decide(), Decision::Stop(Stop::Budget));
    (0..5).for_each(|_| policy.add_call());
    assert_eq!(decide(), resend_after(125));
    assert_eq!(decide(), Decision::Stop(Stop::Budget));
}

#[test]
fn a_policy_of_one_attempt_sends_nothing_again() {
    let never = RetryPolicy::never();
    assert!(!never.has_attempts_left(1));
    let decision = never.decide(&QUERY, RetryCause::NotConnected, None, 1, &time());
    assert_eq!(decision, Decision::Stop(Stop::Attempts));
    assert!(!RetryPolicy::default().attempts(0).has_attempts_left(1));
}
