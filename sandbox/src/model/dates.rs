//! Date functions of scripts: date arithmetic, the compact form `20260115`, and times of day.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use rhai::{Array, Engine, EvalAltResult, INT};

type Outcome = Result<String, Box<EvalAltResult>>;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("add_years", |date: &str, count: INT| {
            moved(date, count.checked_mul(12), months)
        })
        .register_fn("add_months", |date: &str, count: INT| {
            moved(date, Some(count), months)
        })
        .register_fn("add_days", |date: &str, count: INT| {
            moved(date, Some(count), days)
        })
        .register_fn("compact_date", |date: &str| -> Outcome {
            Ok(day(date)?.format("%Y%m%d").to_string())
        })
        .register_fn("next_time", next_time);
}

fn day(date: &str) -> Result<NaiveDate, String> {
    let day = date.parse();
    day.map_err(|_| format!("{date:?} is not a date such as 2026-01-15"))
}

/// Moves a date such as `2026-01-15`. A day beyond the end of the month becomes the last of the
/// month.
fn moved(
    date: &str,
    count: Option<INT>,
    by: impl Fn(NaiveDate, INT) -> Option<NaiveDate>,
) -> Outcome {
    let day = day(date)?;
    let moved = count.and_then(|count| by(day, count));
    let moved = moved.ok_or_else(|| format!("{day} cannot be moved so far"))?;
    Ok(moved.to_string())
}

fn months(day: NaiveDate, count: INT) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 {
        day.checked_sub_months(months)
    } else {
        day.checked_add_months(months)
    }
}

fn days(day: NaiveDate, count: INT) -> Option<NaiveDate> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

/// A time with its offset, such as `2026-01-15T14:15:00+00:00`.
pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(time.to_utc())
}

/// The first of these times of day, such as `08:15`, after `now`.
#[allow(clippy::needless_pass_by_value, reason = "Rhai passes arrays by value")]
fn next_time(now: &str, times: Array) -> Outcome {
    let now = time(now).ok_or_else(|| format!("{now:?} is not a time such as `now`"))?;
    let mut next = None;
    for daily in &times {
        let text = daily.to_string();
        let daily = NaiveTime::parse_from_str(&text, "%H:%M");
        let daily = daily.map_err(|_| format!("{text:?} is not a time of day such as 08:15"))?;
        let today = now.date_naive();
        let days = [Some(today), today.succ_opt()];
        let mut occurrences = days
            .into_iter()
            .flatten()
            .map(|day| day.and_time(daily).and_utc());
        next = next
            .into_iter()
            .chain(occurrences.find(|time| *time > now))
            .min();
    }
    let next = next.ok_or_else(|| "there is no time of a day".to_owned())?;
    Ok(next.to_rfc3339())
}

#[cfg(test)]
mod tests {
    use super::super::engine::tests::text;

    #[test]
    fn moved_dates_are_valid() {
        for (expression, date) in [
            (r#"add_years("2028-02-29", 1)"#, "2029-02-28"),
            (r#"add_months("2026-03-31", -1)"#, "2026-02-28"),
            (r#"add_days("2026-12-31", 1)"#, "2027-01-01"),
            (r#"compact_date("2026-01-05")"#, "20260105"),
        ] {
            assert_eq!(text(expression).unwrap(), date);
        }
        for wrong in [
            r#"add_years("2026-01-15", 9223372036854775807)"#,
            r#"add_days("yesterday", 1)"#,
            r#"compact_date("0")"#,
        ] {
            assert!(text(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_next_of_several_daily_times_may_be_tomorrow() {
        for (now, times, next) in [
            (
                "2026-01-15T08:14:59+00:00",
                r#"["14:15", "08:15"]"#,
                "2026-01-15T08:15:00+00:00",
            ),
            (
                "2026-01-15T08:15:00+00:00",
                r#"["14:15", "08:15"]"#,
                "2026-01-15T14:15:00+00:00",
            ),
            (
                "2026-12-31T21:00:00+00:00",
                r#"["08:15", "21:00"]"#,
                "2027-01-01T08:15:00+00:00",
            ),
        ] {
            assert_eq!(text(&format!("next_time({now:?}, {times})")).unwrap(), next);
        }
        for wrong in [r#"["8"]"#, "[]"] {
            let text = text(&format!("next_time(\"2026-01-15T08:15:00Z\", {wrong})"));
            assert!(text.is_err(), "{wrong}");
        }
    }
}
