//! Learns the rate that an API allows from the headers `X-RateLimit-*`.
//!
//! The headers contain the number of requests that a window allows, and the number of those that remain, but not the length of
//! the window. Windows are aligned to the calendar. So a length is assumed, the shortest one first. If fewer requests remain
//! throughout an assumed window than at the end of the one before, no window has begun in between, and the next longer length is
//! assumed.

use std::collections::HashMap;
use std::time::{Duration, UNIX_EPOCH};

use classifications_auth::rate_limit::{RateLimit, RateLimits, Window};

const WINDOWS: [Window; 5] = [
    Window::Second,
    Window::Minute,
    Window::Hour,
    Window::Day,
    Window::Week,
];

/// The longest time for which a window of an unconfirmed length stops requests.
const UNCONFIRMED_HOLD: Duration = Duration::from_secs(60);

/// The limits that responses have named, by their names.
#[derive(Debug, Default)]
pub(super) struct Limits(HashMap<String, AssumedLimit>);

/// A limit with a window of an assumed length.
#[derive(Debug, Default)]
struct AssumedLimit {
    /// The number of requests that a window allows.
    limit: u64,
    /// The index of the window in `WINDOWS`.
    window: usize,
    /// Whether the beginning of such a window was observed.
    confirmed: bool,
    /// The window of the last response.
    last: Option<Remaining>,
    /// The window before it.
    before: Option<Remaining>,
}

/// The number of requests that remained, by the responses within a window.
#[derive(Debug, Clone, Copy)]
struct Remaining {
    /// The number of the window since 1970.
    window: u64,
    least: u64,
    most: u64,
}

/// The pace of requests after a response.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pace {
    /// The rate that all confirmed limits allow, in requests per second.
    pub per_second: Option<f64>,
    /// The time for which no request succeeds.
    pub hold: Option<Duration>,
}

impl Limits {
    /// Learns from the limits in a response that arrived at `now`, in milliseconds since 1970.
    pub(super) fn observe(&mut self, now: i64, limits: &RateLimits) -> Pace {
        let now = Duration::from_millis(u64::try_from(now).unwrap_or(0));
        let mut pace = Pace::default();
        for limit in limits.iter() {
            let assumed = self.0.entry(limit.name.clone()).or_default();
            assumed.observe(now, limit);
            if limit.remaining == Some(0) {
                let wait = assumed.window().until_next(UNIX_EPOCH + now);
                let wait = if assumed.confirmed {
                    wait
                } else {
                    wait.min(UNCONFIRMED_HOLD)
                };
                pace.hold = pace.hold.max(Some(wait));
            }
        }
        let confirmed = self
            .0
            .values()
            .filter(|assumed| assumed.confirmed && assumed.limit > 0);
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let rates =
            confirmed.map(|limit| limit.limit as f64 / limit.window().length().as_secs_f64());
        pace.per_second = rates.min_by(f64::total_cmp);
        pace
    }
}

impl AssumedLimit {
    fn window(&self) -> Window {
        WINDOWS.get(self.window).copied().unwrap_or(Window::Week)
    }

    fn observe(&mut self, now: Duration, limit: &RateLimit) {
        self.limit = limit.limit.unwrap_or(self.limit);
        let Some(remaining) = limit.remaining else {
            return;
        };
        let window = now.as_secs() / self.window().length().as_secs().max(1);
        match &mut self.last {
            Some(last) if last.window >= window => {
                last.least = last.least.min(remaining);
                last.most = last.most.max(remaining);
            }
            last => {
                let new = Remaining {
                    window,
                    least: remaining,
                    most: remaining,
                };
                let ended = last.replace(new);
                let before = std::mem::replace(&mut self.before, ended);
                if let (Some(before), Some(ended)) = (before, ended) {
                    self.assess(before, ended);
                }
            }
        }
    }

    /// Confirms the assumed length by two windows, or assumes the next longer one.
    fn assess(&mut self, before: Remaining, ended: Remaining) {
        if ended.most >= before.least {
            self.confirmed = true;
        } else if self.window + 1 < WINDOWS.len() {
            self.window += 1;
            self.confirmed = false;
            self.last = None;
            self.before = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use classifications_auth::HeaderMap;

    use super::*;

    /// A gateway that allows `limit` requests in each window.
    struct Plan {
        limit: u64,
        window: Duration,
        /// The number of the last window, and that of its requests.
        used: (u64, u64),
    }

    impl Plan {
        fn new(limit: u64, window: Duration) -> Self {
            let used = (0, 0);
            Self {
                limit,
                window,
                used,
            }
        }

        fn request(&mut self, now: Duration) -> RateLimits {
            let number = now.as_secs() / self.window.as_secs();
            if self.used.0 != number {
                self.used = (number, 0);
            }
            self.used.1 += 1;
            let left = self.limit.saturating_sub(self.used.1);
            let mut headers = HeaderMap::new();
            let text = |count: u64| format!("name=plan,{count};").parse().unwrap();
            headers.insert("x-ratelimit-limit", text(self.limit));
            headers.insert("x-ratelimit-remaining", text(left));
            RateLimits::of(&headers)
        }
    }

    /// The pace after requests at this interval during `time`.
    fn after(plan: &mut Plan, interval: Duration, time: Duration) -> Pace {
        let (mut limits, mut pace) = (Limits::default(), Pace::default());
        let start = Duration::from_secs(1_768_435_200);
        let mut now = start;
        while now < start + time {
            let headers = plan.request(now);
            pace = limits.observe(crate::clock::millis(now), &headers);
            now += interval;
        }
        pace
    }

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_limit_for_each_second_is_known_after_some_seconds() {
        let mut plan = Plan::new(50, SECOND);
        let pace = after(&mut plan, SECOND / 40, 4 * SECOND);
        assert_eq!(pace.per_second, Some(50.0));
        assert_eq!(pace.hold, None);
    }

    #[test]
    fn a_limit_for_each_minute_is_not_taken_for_one_of_each_second() {
        let mut plan = Plan::new(600, 60 * SECOND);
        let early = after(&mut plan, SECOND / 8, 20 * SECOND);
        assert_eq!(early.per_second, None);
        let mut plan = Plan::new(600, 60 * SECOND);
        let late = after(&mut plan, SECOND / 8, 200 * SECOND);
        assert_eq!(late.per_second, Some(10.0));
    }

    #[test]
    fn a_limit_that_is_used_up_holds_requests_until_its_window_ends() {
        let mut plan = Plan::new(40, 60 * SECOND);
        let pace = after(&mut plan, SECOND / 8, 10 * SECOND);
        assert_eq!(pace.per_second, None);
        let hold = pace.hold.unwrap();
        assert!((50 * SECOND..51 * SECOND).contains(&hold), "{hold:?}");
    }

    #[test]
    fn without_headers_no_pace_is_known() {
        let pace = Limits::default().observe(0, &RateLimits::default());
        assert_eq!(pace, Pace::default());
    }
}
