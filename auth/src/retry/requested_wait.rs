//! The wait that the server requests: `Retry-After` (RFC 9110, section 10.2.3), in seconds or as a date. For a 429 without
//! it, the time until the next window of the rate limits that the caller has configured.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode, header};

use crate::rate_limit::{RateLimits, Window};

/// The difference below which two clocks count as equal: `Date` has whole seconds, and a response takes time.
const TOLERANCE: Duration = Duration::from_secs(2);

/// The wait in `Retry-After`. A date is compared with the response's `Date`, as the clocks can differ, or with `now` if
/// there is none; a date in the past is a wait of zero. `None` if the header is absent, or neither seconds nor a date.
#[must_use]
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // a number that does not fit is the longest wait
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let now = server_time(headers, now);
    Some(date.duration_since(now).unwrap_or_default())
}

/// The time in the response's `Date`; `now` if there is none, or if the two differ by less than [`TOLERANCE`].
fn server_time(headers: &HeaderMap, now: SystemTime) -> SystemTime {
    let date = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok());
    let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
        return now;
    };
    let difference = date
        .duration_since(now)
        .unwrap_or_else(|before| before.duration());
    if difference < TOLERANCE { now } else { date }
}

/// The wait that a response requests, if any.
pub(super) fn requested_wait(
    status: StatusCode,
    headers: &HeaderMap,
    windows: &[(String, Window)],
    now: SystemTime,
) -> Option<Duration> {
    retry_after(headers, now).or_else(|| {
        let is_rate_limit = status == StatusCode::TOO_MANY_REQUESTS;
        let limits = is_rate_limit.then(|| RateLimits::of(headers))?;
        limits.next_window(windows, server_time(headers, now))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-15 00:00:10 UTC.
    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_435_210)
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    fn after(value: &str) -> Option<Duration> {
        retry_after(&headers(&[("retry-after", value)]), now())
    }

    #[test]
    fn a_number_of_seconds_is_read() {
        assert_eq!(after("0"), Some(Duration::ZERO));
        assert_eq!(after(" 120 "), Some(Duration::from_secs(120)));
        let endless = Some(Duration::from_secs(u64::MAX));
        assert_eq!(after("99999999999999999999999"), endless);
    }

    #[test]
    fn a_date_in_each_format_is_read() {
        let wait = Some(Duration::from_secs(20));
        assert_eq!(after("Thu, 15 Jan 2026 00:00:30 GMT"), wait);
        assert_eq!(after("Thursday, 15-Jan-26 00:00:30 GMT"), wait);
        assert_eq!(after("Thu Jan 15 00:00:30 2026"), wait);
        let past = after("Wed, 14 Jan 2026 23:59:59 GMT");
        assert_eq!(past, Some(Duration::ZERO));
    }

    #[test]
    fn a_date_is_compared_with_the_servers_clock() {
        let dated = |date: &str| {
            let until = ("retry-after", "Thu, 15 Jan 2026 00:10:30 GMT");
            retry_after(&headers(&[until, ("date", date)]), now())
        };
        // our clock is 10 minutes slow, or 90 s fast, or right
        let wait = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(dated("Thu, 15 Jan 2026 00:10:10 GMT"), wait(20));
        assert_eq!(dated("Wed, 14 Jan 2026 23:58:40 GMT"), wait(710));
        assert_eq!(dated("Thu, 15 Jan 2026 00:00:09 GMT"), wait(620));
        assert_eq!(dated("nonsense"), wait(620));
        let window = requested_wait(
            StatusCode::TOO_MANY_REQUESTS,
            &headers(&[
                ("x-ratelimit-remaining", "name=default,0;"),
                ("date", "Thu, 15 Jan 2026 00:10:55 GMT"),
            ]),
            &[("default".to_owned(), Window::Minute)],
            now(),
        );
        assert_eq!(window, wait(5));
    }

    #[test]
    fn anything_else_requests_no_wait() {
        for nonsense in [
            "",
            " ",
            "-1",
            "1.5",
            "soon",
            "5 s",
            "Thu, 99 Jan 2026 00:00:30 GMT",
        ] {
            assert_eq!(after(nonsense), None, "{nonsense:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now()), None);
    }

    #[test]
    fn the_window_counts_only_for_429_and_only_without_retry_after() {
        let limit = ("x-ratelimit-remaining", "name=default,0;");
        let wait = |status: u16, pairs: &[_]| {
            let status = StatusCode::from_u16(status).unwrap();
            let windows = [("default".to_owned(), Window::Minute)];
            requested_wait(status, &headers(pairs), &windows, now())
        };
        assert_eq!(wait(429, &[limit]), Some(Duration::from_secs(50)));
        assert_eq!(wait(503, &[limit]), None);
        let both = wait(429, &[limit, ("retry-after", "7")]);
        assert_eq!(both, Some(Duration::from_secs(7)));
        assert_eq!(
            wait(503, &[("retry-after", "7")]),
            Some(Duration::from_secs(7))
        );
        assert_eq!(wait(429, &[]), None);
    }
}
