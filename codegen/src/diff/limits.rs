//! Limits on the values of a schema: lengths, bounds, multiples and lists of values.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::decimal::Decimal;
use super::schema::{Schema, canonical};

impl<'a> Schema<'a> {
    /// The tightest limit of `key`, and whether it is exclusive; `None` if it has no effect.
    pub(super) fn limit(&self, key: &str) -> Option<(Decimal, bool)> {
        let upper = key.starts_with("max");
        let exclusive_key = match key {
            "minimum" => Some("exclusiveMinimum"),
            "maximum" => Some("exclusiveMaximum"),
            _ => None,
        };
        let is_integer = exclusive_key.is_some() && self.kind() == "integer";
        let written = self.parts.iter().flat_map(|(_, part)| {
            let exclusive = exclusive_key.and_then(|key| part.get(key));
            let limit = part.get(key).and_then(Value::as_number);
            let limit = limit.map(|n| (Decimal::of(n), exclusive == Some(&Value::Bool(true))));
            let numeric = exclusive.and_then(Value::as_number);
            limit
                .into_iter()
                .chain(numeric.map(|n| (Decimal::of(n), true)))
        });
        let written = written.map(|(limit, exclusive)| {
            if is_integer {
                limit.for_integers(upper, exclusive)
            } else {
                (limit, exclusive)
            }
        });
        let formats = self.all("format").filter(|_| is_integer);
        let ranges = formats.filter_map(Value::as_str).filter_map(range);
        let ranges = ranges.map(|(low, high)| {
            let limit = if upper { high } else { low };
            (Decimal::from(limit), false)
        });
        let all = written.chain(ranges);
        if upper {
            all.min_by(|(a, a_exclusive), (b, b_exclusive)| {
                a.cmp(b).then(b_exclusive.cmp(a_exclusive))
            })
        } else {
            let tightest = all.max_by(|(a, a_exclusive), (b, b_exclusive)| {
                a.cmp(b).then(a_exclusive.cmp(b_exclusive))
            });
            tightest.filter(|(limit, _)| exclusive_key.is_some() || *limit > Decimal::from(0))
        }
    }

    /// The numbers that values must be multiples of, except those without an effect.
    pub(super) fn multiples(&self) -> BTreeSet<Decimal> {
        let one = Decimal::from(1);
        let all = self
            .all("multipleOf")
            .filter_map(Value::as_number)
            .map(Decimal::of);
        all.filter(|divisor| {
            !(divisor.is_zero() || self.kind() == "integer" && one.is_multiple_of(divisor))
        })
        .collect()
    }

    /// The listed values that satisfy the other limits; `None` if no list restricts them.
    pub(super) fn listed(&self) -> Option<IndexMap<String, &'a Value>> {
        let mut lists = self
            .all("enum")
            .filter_map(Value::as_array)
            .filter(|list| !list.is_empty());
        let by_text = |list: &'a Vec<Value>| -> IndexMap<String, &'a Value> {
            list.iter().map(|value| (canonical(value), value)).collect()
        };
        let mut listed = by_text(lists.next()?);
        for list in lists {
            let other = by_text(list);
            listed.retain(|text, _| other.contains_key(text));
        }
        listed.retain(|_, value| self.accepts(value));
        let all =
            self.kind() == "boolean" && ["true", "false"].iter().all(|v| listed.contains_key(*v));
        (!all).then_some(listed)
    }

    /// Whether the limits accept a number or a string; any other value is accepted.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        let within = |number: &Decimal, keys: [&str; 2]| {
            keys.into_iter().all(|key| {
                let Some((limit, exclusive)) = self.limit(key) else {
                    return true;
                };
                match number.cmp(&limit) {
                    Ordering::Equal => !exclusive,
                    order => (order == Ordering::Less) == key.starts_with("max"),
                }
            })
        };
        match value {
            Value::Number(number) => {
                let number = Decimal::of(number);
                within(&number, ["minimum", "maximum"])
                    && self
                        .multiples()
                        .iter()
                        .all(|divisor| number.is_multiple_of(divisor))
            }
            Value::String(text) => {
                let length = i128::try_from(text.chars().count()).unwrap_or(i128::MAX);
                let matches = |pattern: &String| {
                    regress::Regex::new(pattern).map_or(true, |regex| regex.find(text).is_some())
                };
                within(&Decimal::from(length), ["minLength", "maxLength"])
                    && self.patterns().iter().all(matches)
            }
            _ => true,
        }
    }
}

/// The range of an integer format.
fn range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" | "byte" => (i8::MIN.into(), i8::MAX.into()),
        "int16" | "short" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}
