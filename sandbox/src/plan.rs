//! The plans to which apps are subscribed, with API Connect's rate limits.
//!
//! Windows follow the calendar in UTC; they do not start with the first call.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use serde::Deserialize;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");

/// A number of calls in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    name: String,
    limit: u64,
    window: Window,
}

/// The length of a window. Windows start on the calendar's boundaries, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// From second to second.
    Second,
    /// From minute to minute.
    Minute,
    /// From hour to hour.
    Hour,
    /// From midnight to midnight.
    Day,
    /// From Thursday 00:00 to Thursday 00:00.
    Week,
}

impl Window {
    fn seconds(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => 24 * 3600,
            Self::Week => 7 * 24 * 3600,
        }
    }

    /// The index of the window that contains a time, among those of its length. Unix time starts at
    /// midnight on a Thursday, so that counting from there follows the calendar.
    fn index(self, time: DateTime<Utc>) -> i64 {
        time.timestamp().div_euclid(self.seconds())
    }
}

impl Plan {
    /// A plan of `limit` calls per window.
    #[must_use]
    pub fn new(name: impl Into<String>, limit: u64, window: Window) -> Self {
        Self {
            name: name.into(),
            limit,
            window,
        }
    }
}

impl Default for Plan {
    /// A plan that tests do not use up.
    fn default() -> Self {
        Self::new("default", 1_000_000, Window::Minute)
    }
}

/// The plans in force. Each app has its own count for each plan.
#[derive(Debug)]
pub(crate) struct Plans {
    plans: Vec<Plan>,
    /// The usage of each plan by app, in the order of `plans`.
    used: HashMap<String, Vec<Usage>>,
}

/// Writes a line for each plan, and one for each app that used it.
impl fmt::Display for Plans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, plan) in self.plans.iter().enumerate() {
            let window = format!("{:?}", plan.window).to_lowercase();
            writeln!(f, "{}: {} calls each {window}", plan.name, plan.limit)?;
            for (app, used) in &self.used {
                let calls = used.get(index).map_or(0, |usage| usage.calls);
                writeln!(f, "{app}: {calls} used in the latest {window}")?;
            }
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Usage {
    /// The index of the window in which the calls were counted.
    window: i64,
    calls: u64,
}

impl Plans {
    pub(crate) fn new(plans: Vec<Plan>) -> Self {
        Self {
            plans,
            used: HashMap::new(),
        }
    }

    /// Counts a call of an app, and returns the rate limit headers.
    ///
    /// # Errors
    /// The rate limit headers, if a plan is used up. The call is not counted.
    pub(crate) fn take(&mut self, app: &str, now: DateTime<Utc>) -> Result<HeaderMap, HeaderMap> {
        if self.plans.is_empty() {
            return Ok(HeaderMap::new());
        }
        if !self.used.contains_key(app) {
            let unused = vec![Usage::default(); self.plans.len()];
            self.used.insert(app.to_owned(), unused);
        }
        let used = self.used.entry(app.to_owned()).or_default();
        for (plan, usage) in self.plans.iter().zip(used.iter_mut()) {
            let window = plan.window.index(now);
            if usage.window != window {
                *usage = Usage { window, calls: 0 };
            }
        }
        let mut usages = self.plans.iter().zip(used.iter());
        let used_up = usages.any(|(plan, usage)| usage.calls >= plan.limit);
        if !used_up {
            for usage in used.iter_mut() {
                usage.calls += 1;
            }
        }
        let usages = self.plans.iter().zip(used.iter());
        let headers = headers(usages.map(|(plan, usage)| (plan, plan.limit - usage.calls)));
        if used_up { Err(headers) } else { Ok(headers) }
    }

    /// The rate limit headers if no call is left in any plan.
    pub(crate) fn used_up(&self) -> HeaderMap {
        headers(self.plans.iter().map(|plan| (plan, 0)))
    }
}

fn headers<'a>(plans: impl Iterator<Item = (&'a Plan, u64)>) -> HeaderMap {
    let (mut limits, mut remaining) = (String::new(), String::new());
    for (Plan { name, limit, .. }, left) in plans {
        // Writing to a string does not fail.
        let _ = write!(limits, "name={name},{limit};");
        let _ = write!(remaining, "name={name},{left};");
    }
    let mut headers = HeaderMap::new();
    for (name, text) in [(LIMIT, limits), (REMAINING, remaining)] {
        if let Ok(value) = HeaderValue::from_str(&text)
            && !text.is_empty()
        {
            headers.insert(name, value);
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn windows_follow_the_calendar() {
        for (window, last, next) in [
            (
                Window::Second,
                "2026-01-15T10:00:00.999Z",
                "2026-01-15T10:00:01Z",
            ),
            (
                Window::Minute,
                "2026-01-15T10:00:59Z",
                "2026-01-15T10:01:00Z",
            ),
            (Window::Hour, "2026-01-15T10:59:59Z", "2026-01-15T11:00:00Z"),
            (Window::Day, "2026-01-15T23:59:59Z", "2026-01-16T00:00:00Z"),
            // 2026-01-15 is a Thursday.
            (Window::Week, "2026-01-14T23:59:59Z", "2026-01-15T00:00:00Z"),
        ] {
            let mut plans = Plans::new(vec![Plan::new("default", 1, window)]);
            assert!(plans.take("app", at(last)).is_ok());
            assert!(plans.take("app", at(last)).is_err(), "{window:?}");
            assert!(plans.take("other", at(last)).is_ok(), "{window:?}");
            assert!(plans.take("app", at(next)).is_ok(), "{window:?}");
        }
    }

    #[test]
    fn headers_list_every_plan_and_a_refused_call_is_not_counted() {
        let plans = vec![
            Plan::new("default", 100, Window::Hour),
            Plan::new("burst", 1, Window::Second),
        ];
        let mut plans = Plans::new(plans);
        let (first, later) = (at("2026-01-15T10:00:00Z"), at("2026-01-15T10:00:01Z"));
        let left = plans.take("app", first).unwrap();
        assert_eq!(left[LIMIT], "name=default,100;name=burst,1;");
        assert_eq!(left[REMAINING], "name=default,99;name=burst,0;");
        let refused = plans.take("app", first).unwrap_err();
        assert_eq!(refused[REMAINING], "name=default,99;name=burst,0;");
        let left = plans.take("app", later).unwrap();
        assert_eq!(left[REMAINING], "name=default,98;name=burst,0;");
        assert!(Plans::new(vec![]).take("app", first).unwrap().is_empty());
    }
}
