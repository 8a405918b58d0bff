//! Values at the edges of a schema, allowed and refused alike.
//!
//! Two schemas that judge the probes of both alike mean the same, as far as probes go: every keyword
//! of either contributes values on both sides of it.

use rust_decimal::Decimal;
use serde_json::Value;

use super::json::Json;
use super::samples::{Sampler, Size, decimal};
use super::schema::Schema;

/// The probes of a schema.
pub fn probes(sampler: &mut Sampler<'_>, node: &Value) -> Vec<Json> {
    let schema = Schema::of(sampler.document(), node);
    let mut found = of_every_type();
    for listed in schema.listed() {
        found.push(Json::from(listed));
        if let Some(text) = listed.as_str() {
            found.extend([text.to_lowercase(), format!("{text} ")].map(Json::Text));
        }
    }
    match schema.kind() {
        "object" => objects(sampler, node, &schema, &mut found),
        "array" => lists(sampler, node, &schema, &mut found),
        "integer" | "number" => numbers(&schema, &mut found),
        _ => texts(sampler, &schema, &mut found),
    }
    found.push(sampler.value(node, Size::Any));
    found
}

/// Something of every JSON type, small enough for any format.
fn of_every_type() -> Vec<Json> {
    vec![
        Json::Null,
        Json::Bool(true),
        Json::number(7),
        Json::number("7.5"),
        Json::text("7"),
        Json::List(vec![]),
        Json::object::<&str>([]),
    ]
}

fn objects(sampler: &mut Sampler<'_>, node: &Value, schema: &Schema, found: &mut Vec<Json>) {
    let full = sampler.value(node, Size::Full);
    for (name, property) in schema.properties() {
        found.push(full.without(name));
        for probe in probes(sampler, property) {
            found.push(full.with(name, probe));
        }
    }
    found.push(full.with("x-unknown", Json::text("7")));
    found.push(full);
    found.push(sampler.value(node, Size::Minimal));
}

fn lists(sampler: &mut Sampler<'_>, node: &Value, schema: &Schema, found: &mut Vec<Json>) {
    let nothing = Value::Null;
    let items = schema.keyword("items").unwrap_or(&nothing);
    found.push(sampler.value(node, Size::Full));
    let edges = ["minItems", "maxItems"].map(|name| schema.count(name).unwrap_or(1));
    for count in edges
        .into_iter()
        .flat_map(|n| [n.saturating_sub(1), n, n + 1])
    {
        let items = (0..count).map(|_| sampler.value(items, Size::Minimal));
        found.push(Json::List(items.collect()));
    }
    let item = sampler.value(items, Size::Minimal);
    found.push(Json::List(vec![item.clone(), item]));
    found.extend(
        probes(sampler, items)
            .into_iter()
            .map(|probe| Json::List(vec![probe])),
    );
}

fn numbers(schema: &Schema, found: &mut Vec<Json>) {
    const EDGES: &[&str] = &[
        "0",
        "-1",
        "1",
        "-0.01",
        "0.01",
        "1.0",
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "90071992547409.93",
    ];
    found.extend(EDGES.iter().map(Json::number));
    let (one, cent) = (Decimal::ONE, Decimal::new(1, 2));
    for name in ["minimum", "maximum", "multipleOf"] {
        let Some(limit) = decimal(schema, name) else {
            continue;
        };
        let half = limit / Decimal::TWO;
        let around = [
            limit - one,
            limit - cent,
            half,
            limit,
            limit + cent,
            limit + one,
        ];
        found.extend(around.iter().map(|number| Json::number(number.normalize())));
    }
}

fn texts(sampler: &mut Sampler<'_>, schema: &Schema, found: &mut Vec<Json>) {
    const EDGES: &[&str] = &[
        "",
        "a",
        "AB",
        "ABC",
        "ABCD",
        "ab",
        "AB\n",
        " AB",
        "ÁB",
        "2026-01-15",
        "2026-02-30",
        "2024-02-29",
        "2026-1-5",
        "0001-01-01",
        "2026-01-15T00:00:00Z",
    ];
    found.extend(EDGES.iter().copied().map(Json::text));
    if let Some(pattern) = schema.text("pattern") {
        let matching = sampler.matching(pattern);
        found.push(Json::text(matching.to_lowercase()));
        found.push(Json::text(format!("{matching}{matching}x")));
        found.push(Json::Text(matching));
    }
    for name in ["minLength", "maxLength"] {
        if let Some(limit) = schema.count(name) {
            let around = [limit.saturating_sub(1), limit, limit + 1];
            found.extend(around.map(|count| Json::Text("ñ".repeat(count))));
        }
    }
}
