//! The language of expressions: Rhai with exact decimals, without loops that do not end, files,
//! modules or output.

use chrono::{Days, Months, NaiveDate};
use rhai::packages::{Package as _, StandardPackage};
use rhai::{Array, Dynamic, Engine, EvalAltResult, INT, Map};
use rust_decimal::Decimal;

use super::value::{Digits, Rows};

/// How many steps a script may take, and how deep and large its values may become. A request that
/// reaches a limit fails; the sandbox goes on.
const MOST_STEPS: u64 = 200_000;
const MOST_CALLS: usize = 32;
const MOST_CHARACTERS: usize = 1 << 20;
const MOST_ITEMS: usize = 20_000;

pub(super) fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    StandardPackage::new().register_into_engine(&mut engine);
    engine
        .set_max_operations(MOST_STEPS)
        .set_max_call_levels(MOST_CALLS)
        .set_max_expr_depths(64, 64)
        .set_max_string_size(MOST_CHARACTERS)
        .set_max_array_size(MOST_ITEMS)
        .set_max_map_size(MOST_ITEMS)
        .set_strict_variables(true)
        .disable_symbol("eval")
        .on_print(|_| {})
        .on_debug(|_, _, _| {});
    register_values(&mut engine);
    register_dates(&mut engine);
    engine
}

fn register_values(engine: &mut Engine) {
    engine
        .register_fn("only", only)
        .register_fn("decimals", |_: INT| -> INT { 0 })
        .register_fn("decimals", |value: Decimal| {
            INT::from(value.normalize().scale())
        })
        .register_fn("decimals", |value: Digits| {
            INT::from(value.nearest.normalize().scale())
        })
        .register_type_with_name::<Rows>("list of resources")
        .register_fn("len", |rows: &mut Rows| {
            INT::try_from(rows.0.len()).unwrap_or(INT::MAX)
        })
        .register_fn("is_empty", |rows: &mut Rows| rows.0.is_empty())
        .register_fn("to_array", |rows: &mut Rows| -> Array {
            let rows = rows.0.iter();
            rows.map(|row| Dynamic::from_map(Map::clone(row))).collect()
        })
        .register_type_with_name::<Digits>("number")
        .register_fn("to_string", |value: &mut Digits| value.nearest.to_string());
    macro_rules! compare {
        ($($operator:literal $function:ident)*) => { $(
            engine
                .register_fn($operator, |a: Digits, b: Digits| a.nearest.$function(&b.nearest))
                .register_fn($operator, |a: Digits, b: Decimal| a.nearest.$function(&b))
                .register_fn($operator, |a: Decimal, b: Digits| a.$function(&b.nearest))
                .register_fn($operator, |a: Digits, b: INT| a.nearest.$function(&b.into()))
                .register_fn($operator, |a: INT, b: Digits| Decimal::from(a).$function(&b.nearest));
        )* };
    }
    compare!("<" lt "<=" le ">" gt ">=" ge "==" eq "!=" ne);
}

/// The members of these names that an object has.
#[allow(clippy::needless_pass_by_value, reason = "how Rhai hands it over")]
fn only(map: Map, names: Array) -> Map {
    let wanted = |name: &str| {
        let mut names = names.iter();
        names.any(|wanted| {
            wanted
                .as_immutable_string_ref()
                .is_ok_and(|w| w.as_str() == name)
        })
    };
    let members = map.into_iter();
    members
        .filter(|(name, value)| wanted(name) && !value.is_unit())
        .collect()
}

type Outcome = Result<String, Box<EvalAltResult>>;

fn register_dates(engine: &mut Engine) {
    engine
        .register_fn("add_years", |date: &str, count: INT| {
            moved(date, count.checked_mul(12), months)
        })
        .register_fn("add_months", |date: &str, count: INT| {
            moved(date, Some(count), months)
        })
        .register_fn("add_days", |date: &str, count: INT| {
            moved(date, Some(count), days)
        });
}

/// Moves a date such as `2026-01-15`. A day that the month does not have becomes its last one.
fn moved(
    date: &str,
    count: Option<INT>,
    by: impl Fn(NaiveDate, INT) -> Option<NaiveDate>,
) -> Outcome {
    let day: NaiveDate = date
        .parse()
        .map_err(|_| format!("{date:?} is no date such as 2026-01-15"))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(expression: &str) -> Result<String, String> {
        let value = engine().eval::<Dynamic>(expression);
        value
            .map(|value| value.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn numbers_are_decimals() {
        assert_eq!(text("0.1 + 0.2 == 0.3").unwrap(), "true");
        assert_eq!(text("40000.00 <= 40000").unwrap(), "true");
        assert_eq!(text("decimals(1.50) + decimals(3)").unwrap(), "1");
        assert_eq!(text("90071992547409.93").unwrap(), "90071992547409.93");
    }

    #[test]
    fn dates_move_and_stay_in_the_calendar() {
        assert_eq!(text(r#"add_years("2028-02-29", 1)"#).unwrap(), "2029-02-28");
        assert_eq!(
            text(r#"add_months("2026-03-31", -1)"#).unwrap(),
            "2026-02-28"
        );
        assert_eq!(text(r#"add_days("2026-12-31", 1)"#).unwrap(), "2027-01-01");
        for wrong in [
            r#"add_days("2026-02-30", 1)"#,
            r#"add_years("2026-01-01", 9223372036854775807)"#,
        ] {
            assert!(text(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn scripts_end_and_reach_nothing_outside() {
        let endless = text("loop { }").unwrap_err();
        assert!(endless.contains("Too many operations"), "{endless}");
        let deep = text("fn f() { f() } f()").unwrap_err();
        assert!(deep.contains("Stack overflow"), "{deep}");
        for wrong in [
            r#"import "x" as x; 1"#,
            r#"eval("1")"#,
            r#"let s = "xxxxxxxxxxxxxxxx"; loop { s += s; }"#,
        ] {
            assert!(text(wrong).is_err(), "{wrong}");
        }
    }
}
