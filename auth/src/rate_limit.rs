//! The gateway's rate limits, and the time until their next window.
//!
//! Each response of IBM API Connect has two headers with an entry for each limit of the plan: the number of calls allowed
//! and the number left.
//!
//! ```text
//! X-RateLimit-Limit: name=default,100;
//! X-RateLimit-Remaining: name=default,92;
//! ```
//!
//! The names are free text without a meaning. The headers show *which* limit is used up, but not the length of its window,
//! and `Retry-After` is usually absent. So the window is known only if the caller
//! [configures](crate::RetryPolicy::window) it. Windows are aligned to the calendar, not to the first call:
//! they end with the second, the minute, the hour, at midnight UTC, or on Thursday at 00:00 UTC.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// The calendar-aligned windows of the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Window {
    /// Ends with the second.
    Second,
    /// Ends with the minute.
    Minute,
    /// Ends with the hour.
    Hour,
    /// Ends at midnight UTC.
    Day,
    /// Ends on Thursday at 00:00 UTC.
    Week,
}

impl Window {
    /// The length of the window.
    #[must_use]
    pub fn length(self) -> Duration {
        Duration::from_secs(match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 60 * 60,
            Self::Day => 24 * 60 * 60,
            Self::Week => 7 * 24 * 60 * 60,
        })
    }

    /// The time from `now` until the next such window begins.
    ///
    /// The Unix epoch was a Thursday at 00:00 UTC, so every window, including the week, begins a multiple of its length
    /// after the epoch.
    #[must_use]
    pub fn until_next(self, now: SystemTime) -> Duration {
        let length = self.length().as_nanos();
        let elapsed = match now.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => since.as_nanos() % length,
            Err(before) => (length - before.duration().as_nanos() % length) % length,
        };
        // at most a week in nanoseconds, which fits
        Duration::from_nanos(u64::try_from(length - elapsed).unwrap_or(u64::MAX))
    }
}

/// One limit of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// The name in the plan; empty if the header has none.
    pub name: String,
    /// The number of calls that a window allows, if the header has it.
    pub limit: Option<u64>,
    /// The number of calls that are left in this window, if the header has it.
    pub remaining: Option<u64>,
}

/// The limits in the headers of a response, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RateLimits(Vec<RateLimit>);

impl RateLimits {
    /// Reads `X-RateLimit-Limit` and `X-RateLimit-Remaining`. Invalid entries are ignored.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let mut limits = Self::default();
        for (name, limit) in entries(headers, "x-ratelimit-limit") {
            limits.update(name, |entry| entry.limit = Some(limit));
        }
        for (name, remaining) in entries(headers, "x-ratelimit-remaining") {
            limits.update(name, |entry| entry.remaining = Some(remaining));
        }
        limits
    }

    /// The limits.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &RateLimit> {
        self.0.iter()
    }

    /// Whether the response has no limit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The time from `now` until a call may succeed again: until the windows of all limits that are used up have ended.
    /// `windows` has the names of limits with their windows.
    ///
    /// `None` if no limit is used up, or if `windows` lacks a limit that is used up, as its window may be the longest.
    #[must_use]
    pub fn next_window(&self, windows: &[(String, Window)], now: SystemTime) -> Option<Duration> {
        let window = |limit: &RateLimit| {
            let entry = windows.iter().find(|(name, _)| *name == limit.name);
            entry.map(|(_, window)| *window)
        };
        let used_up = self.0.iter().filter(|limit| limit.remaining == Some(0));
        let waits: Option<Vec<Duration>> = used_up
            .map(|limit| window(limit).map(|window| window.until_next(now)))
            .collect();
        waits?.into_iter().max()
    }

    /// Changes the limit of this name, which is added if it is missing.
    fn update(&mut self, name: &str, change: impl FnOnce(&mut RateLimit)) {
        if let Some(limit) = self.0.iter_mut().find(|limit| limit.name == name) {
            return change(limit);
        }
        let mut limit = RateLimit {
            name: name.to_owned(),
            limit: None,
            remaining: None,
        };
        change(&mut limit);
        self.0.push(limit);
    }
}

/// The entries `name=NAME,COUNT;` of all headers with the name `header`; a bare count has an empty name.
fn entries<'a>(
    headers: &'a HeaderMap,
    header: &'static str,
) -> impl Iterator<Item = (&'a str, u64)> {
    headers
        .get_all(header)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|entry| {
            let (name, count) = match entry.trim().rsplit_once(',') {
                Some((name, count)) => (name.trim(), count),
                None => ("", entry),
            };
            let name = name.strip_prefix("name=").unwrap_or(name);
            Some((name, count.trim().parse().ok()?))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-15 10:20:30.250 UTC, a Thursday.
    fn now() -> SystemTime {
        let midnight = Duration::from_secs(1_768_435_200);
        let time = Duration::from_millis(((10 * 60 + 20) * 60 + 30) * 1000 + 250);
        SystemTime::UNIX_EPOCH + midnight + time
    }

    fn headers(limit: &[&str], remaining: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in limit {
            headers.append("x-ratelimit-limit", value.parse().unwrap());
        }
        for value in remaining {
            headers.append("x-ratelimit-remaining", value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn each_window_ends_with_the_calendar() {
        let wait = |window: Window| httpdate::fmt_http_date(now() + window.until_next(now()));
        assert_eq!(wait(Window::Second), "Thu, 15 Jan 2026 10:20:31 GMT");
        assert_eq!(wait(Window::Minute), "Thu, 15 Jan 2026 10:21:00 GMT");
        assert_eq!(wait(Window::Hour), "Thu, 15 Jan 2026 11:00:00 GMT");
        assert_eq!(wait(Window::Day), "Fri, 16 Jan 2026 00:00:00 GMT");
        assert_eq!(wait(Window::Week), "Thu, 22 Jan 2026 00:00:00 GMT");
        assert_eq!(Window::Second.until_next(now()), Duration::from_millis(750));
    }

    #[test]
    fn at_a_boundary_the_next_window_is_a_full_length_away() {
        let all = [
            Window::Second,
            Window::Minute,
            Window::Hour,
            Window::Day,
            Window::Week,
        ];
        for window in all {
            let boundary = now() + window.until_next(now());
            assert_eq!(window.until_next(boundary), window.length());
        }
    }

    #[test]
    fn windows_before_the_epoch_are_aligned_to_the_calendar_too() {
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(59_750);
        let wait = Window::Minute.until_next(before);
        assert_eq!(wait, Duration::from_millis(59_750));
        let boundary = SystemTime::UNIX_EPOCH - Duration::from_secs(60);
        assert_eq!(Window::Minute.until_next(boundary), Duration::from_secs(60));
    }

    #[test]
    fn the_documented_headers_are_read() {
        let limits = RateLimits::of(&headers(&["name=default,100;"], &["name=default,92;"]));
        let limit = RateLimit {
            name: "default".to_owned(),
            limit: Some(100),
            remaining: Some(92),
        };
        assert_eq!(limits.iter().collect::<Vec<_>>(), [&limit]);
        assert_eq!(limits.next_window(&[], now()), None, "nothing is used up");
    }

    #[test]
    fn several_limits_in_one_header_or_in_several_are_kept_apart() {
        for remaining in [
            &["name=per-minute,0;name=per-day,7;"][..],
            &["name=per-minute,0;", "name=per-day,7"],
            &["name=per-minute, 0 ; name=per-day,7"],
        ] {
            let limits = RateLimits::of(&headers(&[], remaining));
            let all: Vec<_> = limits
                .iter()
                .map(|l| (l.name.as_str(), l.remaining))
                .collect();
            assert_eq!(all, [("per-minute", Some(0)), ("per-day", Some(7))]);
            let windows = [("per-minute".to_owned(), Window::Minute)];
            let wait = limits.next_window(&windows, now());
            assert_eq!(wait, Some(Window::Minute.until_next(now())));
        }
    }

    #[test]
    fn the_latest_window_of_several_used_up_limits_counts() {
        let limits = RateLimits::of(&headers(&[], &["name=a,0;name=b,0;"]));
        let windows = [
            ("a".to_owned(), Window::Second),
            ("b".to_owned(), Window::Hour),
        ];
        let wait = limits.next_window(&windows, now());
        assert_eq!(wait, Some(Window::Hour.until_next(now())));
    }

    #[test]
    fn the_name_of_a_limit_has_no_meaning() {
        let limits = RateLimits::of(&headers(&[], &["name=hourly,0;name=per-minute,0;"]));
        assert_eq!(limits.next_window(&[], now()), None);
        let hourly = ("hourly".to_owned(), Window::Hour);
        assert_eq!(
            limits.next_window(std::slice::from_ref(&hourly), now()),
            None
        );
        let windows = [hourly, ("per-minute".to_owned(), Window::Minute)];
        let wait = limits.next_window(&windows, now());
        assert_eq!(wait, Some(Window::Hour.until_next(now())));
    }

    #[test]
    fn a_bare_count_is_read_and_an_invalid_entry_is_ignored() {
        let bare = RateLimits::of(&headers(&["60"], &["0"]));
        let limit = bare.iter().next().unwrap();
        assert_eq!((limit.limit, limit.remaining), (Some(60), Some(0)));
        assert_eq!(bare.next_window(&[], now()), None);
        for nonsense in [
            "",
            ";;",
            "name=",
            "name=x,many;",
            "name=x,-1",
            ",",
            "name=x,99999999999999999999",
        ] {
            assert!(
                RateLimits::of(&headers(&[nonsense], &[nonsense])).is_empty(),
                "{nonsense}"
            );
        }
    }
}
