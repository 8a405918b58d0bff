//! The keywords that this crate implements instead of `jsonschema`: exact comparison of numbers,
//! and the keywords that only OpenAPI has.

use std::cmp::Ordering;
use std::sync::Arc;

use jsonschema::paths::Location;
use jsonschema::{Keyword, Retrieve, ValidationError, ValidationOptions};
use serde_json::{Map, Value};

use super::representation::TreeJson;
use super::tree::Tree;
use crate::number::{Decimal, NumberFormat};

/// The keyword for formats of numbers in a converted schema. `jsonschema` supports only formats of
/// strings in `format`.
pub(crate) const NUMBER_FORMAT: &str = "x-number-format";

type Options<'i> = ValidationOptions<'i, Arc<dyn Retrieve>, TreeJson>;
type BoxedKeyword = Box<dyn for<'i> Keyword<'i, TreeJson>>;

/// Adds the keywords.
pub(crate) fn register(options: Options<'_>) -> Options<'_> {
    options
        .with_keyword("minimum", |parent, value, _| {
            bound(parent, value, "exclusiveMinimum", Ordering::Greater)
        })
        .with_keyword("maximum", |parent, value, _| {
            bound(parent, value, "exclusiveMaximum", Ordering::Less)
        })
        .with_keyword("multipleOf", multiple_of)
        .with_keyword(NUMBER_FORMAT, number_format)
        .with_keyword("readOnly", |_, _, _| {
            Ok(keyword(
                "the property is only for responses".to_owned(),
                |_| false,
            ))
        })
        .with_keyword("writeOnly", |_, _, _| {
            Ok(keyword(
                "the property is only for requests".to_owned(),
                |_| false,
            ))
        })
        .with_format("uuid", is_uuid)
        .with_format("byte", is_base64)
}

/// A bound: the number must be on the side `inside` of it, or equal to it unless that is excluded.
fn bound<'a>(
    parent: &'a Map<String, Value>,
    value: &'a Value,
    exclusive: &str,
    inside: Ordering,
) -> Result<BoxedKeyword, ValidationError<'a>> {
    let limit = decimal(value)?;
    let exclusive = parent.get(exclusive) == Some(&Value::Bool(true));
    let violation = match (inside, exclusive) {
        (Ordering::Greater, false) => format!("less than the minimum {value}"),
        (Ordering::Greater, true) => format!("not greater than {value}, which is excluded"),
        (_, false) => format!("greater than the maximum {value}"),
        (_, true) => format!("not less than {value}, which is excluded"),
    };
    Ok(number_keyword(violation, move |number| {
        Decimal::parse(number).is_none_or(|number| match number.cmp(&limit) {
            Ordering::Equal => !exclusive,
            side => side == inside,
        })
    }))
}

fn multiple_of<'a>(
    _: &'a Map<String, Value>,
    value: &'a Value,
    _: Location,
) -> Result<BoxedKeyword, ValidationError<'a>> {
    let divisor = decimal(value)?;
    Ok(number_keyword(
        format!("not a multiple of {value}"),
        move |number| Decimal::parse(number).is_none_or(|number| number.is_multiple_of(&divisor)),
    ))
}

fn number_format<'a>(
    _: &'a Map<String, Value>,
    value: &'a Value,
    _: Location,
) -> Result<BoxedKeyword, ValidationError<'a>> {
    match value.as_str().and_then(NumberFormat::named) {
        Some(format) => Ok(number_keyword(
            format!("not of the format {}", format.name()),
            move |number| format.allows(number),
        )),
        None => Err(ValidationError::schema("not a format of numbers")),
    }
}

fn decimal(value: &Value) -> Result<Decimal, ValidationError<'_>> {
    match value {
        Value::Number(number) => Decimal::parse(&number.to_string()),
        _ => None,
    }
    .ok_or_else(|| ValidationError::schema("not a number"))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_base64(text: &str) -> bool {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .is_ok()
}

/// A keyword as a predicate, with the text of its violation.
struct Predicate<P> {
    holds: P,
    violation: String,
}

impl<'i, P: Fn(&Tree) -> bool + Send + Sync> Keyword<'i, TreeJson> for Predicate<P> {
    fn validate(&self, instance: &'i Tree) -> Result<(), ValidationError<'i>> {
        if (self.holds)(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(self.violation.as_str()))
        }
    }

    fn is_valid(&self, instance: &'i Tree) -> bool {
        (self.holds)(instance)
    }
}

fn keyword(
    violation: String,
    holds: impl Fn(&Tree) -> bool + Send + Sync + 'static,
) -> BoxedKeyword {
    Box::new(Predicate { holds, violation })
}

fn number_keyword(
    violation: String,
    holds: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> BoxedKeyword {
    keyword(violation, move |tree| match tree {
        Tree::Number(text) => holds(text),
        _ => true,
    })
}
