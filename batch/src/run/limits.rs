//! The rate that `X-RateLimit-*` shows.
//!
//! The headers say how many requests a window allows and how many are left, not how long the window is. Windows are aligned to
//! the calendar, so a length is assumed, the shortest one first: where less is left throughout a window than at the end of the one
//! before, no window has begun, and the next longer one is assumed.

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

/// How long a window that is only assumed holds requests.
const UNSURE: Duration = Duration::from_secs(60);

/// The known limits of a plan, by their names.
#[derive(Debug, Default)]
pub(super) struct Limits(HashMap<String, Assumed>);

/// A limit with the window that is assumed.
#[derive(Debug, Default)]
struct Assumed {
    limit: u64,
    /// The index of the window in `WINDOWS`.
    window: usize,
    /// Whether such a window was seen to begin.
    confirmed: bool,
    last: Option<Seen>,
    before: Option<Seen>,
}

/// The observations of responses within a window.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// The number of the window since 1970.
    number: u64,
    least: u64,
    most: u64,
}

/// The consequence of a response.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pace {
    /// The rate that all limits allow, in requests per second, as far as it is known.
    pub per_second: Option<f64>,
    /// How long no request succeeds.
    pub hold: Option<Duration>,
}

impl Limits {
    /// Learns from the limits of a response that arrived at `now`, in milliseconds since 1970.
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
                    wait.min(UNSURE)
                };
                pace.hold = pace.hold.max(Some(wait));
            }
        }
        let known = self
            .0
            .values()
            .filter(|assumed| assumed.confirmed && assumed.limit > 0);
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let rates = known.map(|known| known.limit as f64 / known.window().length().as_secs_f64());
        pace.per_second = rates.min_by(f64::total_cmp);
        pace
    }
}

impl Assumed {
    fn window(&self) -> Window {
        WINDOWS.get(self.window).copied().unwrap_or(Window::Week)
    }

    fn observe(&mut self, now: Duration, limit: &RateLimit) {
        self.limit = limit.limit.unwrap_or(self.limit);
        let Some(remaining) = limit.remaining else {
            return;
        };
        let number = now.as_secs() / self.window().length().as_secs().max(1);
        match &mut self.last {
            Some(last) if last.number >= number => {
                last.least = last.least.min(remaining);
                last.most = last.most.max(remaining);
            }
            last => {
                let new = Seen {
                    number,
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

    /// Whether a window began between two of the assumed length.
    fn assess(&mut self, before: Seen, ended: Seen) {
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

    /// The pace after requests at this interval, over this length of time.
    fn after(plan: &mut Plan, interval: Duration, length: Duration) -> Pace {
        let (mut limits, mut pace) = (Limits::default(), Pace::default());
        let start = Duration::from_secs(1_768_435_200);
        let mut now = start;
        while now < start + length {
            let shown = plan.request(now);
            pace = limits.observe(crate::clock::millis(now), &shown);
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
    fn no_header_says_nothing() {
        let pace = Limits::default().observe(0, &RateLimits::default());
        assert_eq!(pace, Pace::default());
    }
}
