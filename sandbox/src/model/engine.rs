//! The expression language: Rhai with exact decimals, with limits on steps and memory, without
//! files, modules or output.

use rhai::packages::{Package as _, StandardPackage};
use rhai::{Array, Dynamic, Engine, INT, Map};
use rust_decimal::Decimal;

use super::{dates, texts};
use crate::value::{Digits, Null, Rows};

/// The limits on a script's steps and on the depth and size of its values. A request that reaches a
/// limit fails; the sandbox keeps running.
const MAX_STEPS: u64 = 200_000;
const MAX_CALLS: usize = 32;
const MAX_CHARACTERS: usize = 1 << 20;
const MAX_ITEMS: usize = 20_000;

pub(super) fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    StandardPackage::new().register_into_engine(&mut engine);
    engine
        .set_max_operations(MAX_STEPS)
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(64, 64)
        .set_max_string_size(MAX_CHARACTERS)
        .set_max_array_size(MAX_ITEMS)
        .set_max_map_size(MAX_ITEMS)
        .set_strict_variables(true)
        .disable_symbol("eval")
        .on_print(|_| {})
        .on_debug(|_, _, _| {});
    register_values(&mut engine);
    dates::register(&mut engine);
    texts::register(&mut engine);
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
        .register_indexer_get(|rows: &mut Rows, index: INT| {
            let index = usize::try_from(index).ok();
            let row = index.and_then(|index| rows.0.get(index));
            row.map_or(Dynamic::UNIT, |row| Dynamic::from_map(Map::clone(row)))
        })
        .register_fn("no_value", || Null)
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

/// The members of an object that have these names and a value.
#[allow(clippy::needless_pass_by_value, reason = "Rhai passes values by value")]
fn only(map: Map, names: Array) -> Map {
    let wanted = |name: &str| {
        let mut names = names.iter();
        names.any(|listed| {
            listed
                .as_immutable_string_ref()
                .is_ok_and(|listed| listed.as_str() == name)
        })
    };
    let members = map.into_iter();
    members
        .filter(|(name, value)| wanted(name) && !value.is_unit())
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The value of an expression, as text.
    pub(in super::super) fn text(expression: &str) -> Result<String, String> {
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
    fn a_list_of_resources_can_be_indexed_and_no_value_is_not_unit() {
        let rows = Rows(vec![Map::from([("no".into(), 1.into())]).into()].into());
        let mut scope = rhai::Scope::new();
        scope.push("rows", rows);
        let script = "[rows[0].no, rows[1] == (), rows[-1] == (), no_value() == ()]";
        let found = engine().eval_with_scope::<Array>(&mut scope, script);
        let found: Vec<_> = found.unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(found, ["1", "true", "true", "false"]);
    }

    #[test]
    fn scripts_are_limited_and_isolated() {
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
