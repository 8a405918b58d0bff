//! Generates scalar values.

use crate::meaning;
use crate::number::{Decimal, NumberFormat};
use crate::schema::Tree;

use super::random::Random;
use super::text::matching;
use crate::schema::MergedSchema;

/// Edge cases of numbers: cents, doubles, integers of 32, 53 and 64 bits, and several notations.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "0.01",
    "0.1",
    "-0.01",
    "0.005",
    "100.00",
    "1E2",
    "40000.00",
    "99999999999.99",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "9007199254740991",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "123456789012345678.91",
    "79228162514264337593543950336",
    "1e-7",
    "1e300",
    "1.0",
];

/// Edge cases of strings.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "\u{f1}",
    "O'Brien \"& Sons\" \\ /",
    "line\nbreak\ttab",
    "\u{1f600}",
    "e\u{301}",
    "\u{0}",
    "\u{feff}",
    "null",
    "1",
    "2026-01-15",
    "-",
];

/// The length of the longest string. Longer strings would make each sample large.
const MAX_LENGTH: usize = 10_000;

/// Strings by format, valid ones first.
fn formatted(format: &str) -> &'static [&'static str] {
    match format {
        "date" => &[
            "2026-01-15",
            "2024-02-29",
            "0001-01-01",
            "9999-12-31",
            "2023-02-29",
            "2026-1-15",
        ],
        "date-time" => &[
            "2026-01-15T10:00:00Z",
            "2026-01-15T10:00:00.123456789+05:30",
            "2026-01-15",
        ],
        "time" => &["10:00:00Z", "10:00"],
        "uuid" => &["123e4567-e89b-12d3-a456-426614174000", "123e4567"],
        "uri" => &["https://example.com/a?b=c", "urn:a:b", "not a uri"],
        "email" => &["a@example.com", "a"],
        "hostname" => &["example.com", "-"],
        "ipv4" => &["127.0.0.1", "127.0.0.256"],
        "ipv6" => &["::1", "::g"],
        "byte" => &["YWI=", "", "YW="],
        _ => &[],
    }
}

/// A value in the form of its meaning, as a pattern alone may allow texts without that meaning. A
/// value without the meaning is replaced by an example.
pub(super) fn with_meaning(schema: &MergedSchema<'_>, value: Tree) -> Tree {
    let Some(meaning) = meaning::of(schema) else {
        return value;
    };
    match meaning::documented(&meaning, &value) {
        Some(Ok(documented)) => documented,
        Some(Err(_)) => {
            let example = Tree::String(meaning.0.example().to_owned());
            let documented = meaning::documented(&meaning, &example);
            documented.and_then(Result::ok).unwrap_or(value)
        }
        None => value,
    }
}

/// A realistic value: the document's example, if it has one.
pub(super) fn typical(schema: &MergedSchema<'_>) -> Tree {
    let mut documented = ["example", "default"]
        .into_iter()
        .filter_map(|keyword| schema.tree(keyword));
    documented
        .find(|value| has_type(schema, value))
        .unwrap_or_else(|| simplest(schema))
}

/// Whether a value has the schema's type and is one of its listed values, which an example may not
/// be.
fn has_type(schema: &MergedSchema<'_>, value: &Tree) -> bool {
    let mut values = schema.listed().into_iter().flatten();
    (schema.listed().is_none() || values.any(|listed| Tree::from(listed) == *value))
        && match schema.text("type") {
            Some("string") => matches!(value, Tree::String(_)),
            Some("integer") => {
                matches!(value, Tree::Number(text) if !text.contains(['.', 'e', 'E']))
            }
            Some("number") => matches!(value, Tree::Number(_)),
            Some("boolean") => matches!(value, Tree::Bool(_)),
            _ => true,
        }
}

/// The simplest value.
pub(super) fn simplest(schema: &MergedSchema<'_>) -> Tree {
    if let Some(value) = schema.listed().and_then(<[_]>::first) {
        return Tree::from(value);
    }
    match schema.kind() {
        "boolean" => Tree::Bool(true),
        "integer" | "number" => {
            // first a number that is no integer, as an alternative schema may be of integers
            let candidates = ["0.5", "1", "0"].into_iter().map(str::to_owned);
            let mut candidates = candidates.chain(limits(schema));
            let number = candidates.find(|number| fits(schema, number));
            Tree::Number(number.unwrap_or_else(|| "1".to_owned()))
        }
        _ => Tree::String(simplest_text(schema)),
    }
}

fn simplest_text(schema: &MergedSchema<'_>) -> String {
    if let Some(text) = schema.text("format").and_then(|f| formatted(f).first()) {
        return (*text).to_owned();
    }
    if let Some(text) = schema
        .text("pattern")
        .and_then(|pattern| matching(pattern, None))
    {
        return text;
    }
    let longest = schema.size("maxLength").unwrap_or(usize::MAX);
    "a".repeat(min_length(schema).max(1).min(longest))
}

/// The minimum length of a string, but at most [`MAX_LENGTH`].
fn min_length(schema: &MergedSchema<'_>) -> usize {
    schema.size("minLength").unwrap_or(0).min(MAX_LENGTH)
}

/// A random value. Most random values are valid.
pub(super) fn random(schema: &MergedSchema<'_>, random: &mut Random) -> Tree {
    if let Some(value) = schema.listed().and_then(|values| random.choose(values)) {
        return Tree::from(value);
    }
    match schema.kind() {
        "boolean" => Tree::Bool(random.flip()),
        "integer" | "number" => {
            let mut edges = numbers(schema);
            edges.retain(|number| fits(schema, number));
            let number = random.below(100_000).to_string();
            match (
                random.flip() && fits(schema, &number),
                random.choose(&edges),
            ) {
                (false, Some(edge)) => Tree::Number(edge.clone()),
                _ => Tree::Number(number),
            }
        }
        _ => Tree::String(random_text(schema, random)),
    }
}

fn random_text(schema: &MergedSchema<'_>, random: &mut Random) -> String {
    let format = schema.text("format");
    if let Some(text) = format.and_then(|format| random.choose(formatted(format))) {
        return (*text).to_owned();
    }
    if let Some(pattern) = schema.text("pattern")
        && let Some(text) = matching(pattern, Some(random))
    {
        return text;
    }
    let mut text = String::new();
    for _ in 0..=random.below(3) {
        text.push_str(random.choose(TEXTS).copied().unwrap_or_default());
    }
    let missing = min_length(schema).saturating_sub(text.chars().count());
    text.push_str(&"\u{f1}".repeat(missing));
    match schema.size("maxLength") {
        Some(longest) => text.chars().take(longest).collect(),
        None => text,
    }
}

/// Values at the bounds of a schema, beyond them, and of other types.
pub(super) fn edges(schema: &MergedSchema<'_>) -> Vec<Tree> {
    let mut edges = vec![Tree::Null, Tree::Bool(true), Tree::Bool(false)];
    edges.extend(schema.listed().into_iter().flatten().map(Tree::from));
    edges.extend(numbers(schema).into_iter().map(Tree::Number));
    edges.extend(texts(schema).into_iter().map(Tree::String));
    edges.push(Tree::Array(Vec::new()));
    edges.push(Tree::Object(std::collections::BTreeMap::new()));
    let mut unique: Vec<Tree> = Vec::with_capacity(edges.len());
    for edge in edges {
        if !unique.contains(&edge) {
            unique.push(edge);
        }
    }
    unique
}

/// A value that the `enum` does not list; `None` if there is no `enum`.
pub(super) fn unknown_enum_value(schema: &MergedSchema<'_>) -> Option<Tree> {
    schema.get("enum").map(|_| match schema.kind() {
        "integer" | "number" => Tree::Number("99".to_owned()),
        "boolean" => Tree::Null,
        _ => Tree::String("AN_UNKNOWN_VALUE".to_owned()),
    })
}

/// Numbers for tests; for schemas of other types, a few invalid ones.
fn numbers(schema: &MergedSchema<'_>) -> Vec<String> {
    if !matches!(schema.kind(), "integer" | "number") {
        return vec!["0".to_owned(), "1.5".to_owned()];
    }
    let common = NUMBERS.iter().map(|number| (*number).to_owned());
    limits(schema).chain(common).collect()
}

/// The numbers around the bounds of a schema, and its divisor.
fn limits(schema: &MergedSchema<'_>) -> impl Iterator<Item = String> {
    let bounds = ["minimum", "maximum"].into_iter();
    let bounds = bounds.flat_map(|bound| around(schema, bound));
    bounds.chain(schema.get("multipleOf").map(ToString::to_string))
}

/// A bound, and the integers next to it.
fn around(schema: &MergedSchema<'_>, bound: &str) -> Vec<String> {
    let Some(value) = schema.get(bound) else {
        return Vec::new();
    };
    let mut around = vec![value.to_string()];
    if let Some(bound) = value.as_i64() {
        around.extend([bound.saturating_sub(1), bound.saturating_add(1)].map(|n| n.to_string()));
        around.push(format!("{bound}.000000000000000000001"));
    }
    around
}

/// Strings for tests; for schemas of other types, a few invalid ones.
fn texts(schema: &MergedSchema<'_>) -> Vec<String> {
    if schema.kind() != "string" {
        return vec![String::new(), "1".to_owned()];
    }
    let mut texts: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    if let Some(format) = schema.text("format") {
        texts.extend(formatted(format).iter().map(|text| (*text).to_owned()));
    }
    for bound in ["minLength", "maxLength"] {
        if let Some(size) = schema.size(bound).filter(|size| *size <= MAX_LENGTH) {
            let sizes = [size.saturating_sub(1), size, size.saturating_add(1)];
            texts.extend(sizes.map(|size| "\u{f1}".repeat(size)));
        }
    }
    if let Some(text) = schema
        .text("pattern")
        .and_then(|pattern| matching(pattern, None))
    {
        texts.extend([text.to_lowercase(), format!("{text}{text}"), text]);
    }
    texts
}

/// Whether a number is within the bounds and the format.
fn fits(schema: &MergedSchema<'_>, number: &str) -> bool {
    let Some(value) = Decimal::parse(number) else {
        return false;
    };
    let bound = |name: &str| {
        schema
            .get(name)
            .and_then(|v| Decimal::parse(&v.to_string()))
    };
    let is_integer = !number.contains(['.', 'e', 'E']);
    (schema.kind() != "integer" || is_integer)
        && bound("minimum")
            .is_none_or(|min| value > min || (value == min && !schema.flag("exclusiveMinimum")))
        && bound("maximum")
            .is_none_or(|max| value < max || (value == max && !schema.flag("exclusiveMaximum")))
        && bound("multipleOf").is_none_or(|divisor| value.is_multiple_of(&divisor))
        && schema
            .text("format")
            .and_then(NumberFormat::named)
            .is_none_or(|f| f.allows(number))
}
