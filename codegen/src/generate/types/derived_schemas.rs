//! What `schemars` cannot see of the document when it derives a type's schema.
//!
//! It sees the Rust types: any `String` behind a checked text, any number behind a bounded one, and null for an
//! `Option` that is there because a property may be absent. So the types say it in attributes: texts what their
//! own check refuses, numbers the document's bounds, and options that they are never null. Whatever is in doubt
//! is left as it is: a schema that accepts too much misleads less than one that refuses what is allowed.

use std::collections::HashMap;

use heck::ToPascalCase;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};
use serde_json::{Map, Number, Value};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, BinOp, Expr, ExprBinary, ExprCall, Field, Fields, Item, ItemImpl, ItemStruct, Lit,
    Type, parse_quote,
};

use super::super::docs;
use crate::generate::passes::text;
use crate::normalise::documented::{LIMITS, MAY_BE_NULL};
use crate::normalise::schemas::component;

/// How many references and compositions are followed; more are a circle, or nothing to rely on.
const DEPTH: usize = 32;

/// Applies the pass to the items of the module `types`, with the definitions of the document.
pub fn apply(items: &mut [Item], schemas: &Map<String, Value>) {
    let texts: HashMap<String, Vec<TokenStream>> =
        items.iter_mut().filter_map(checked_text).collect();
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        if !derives_schema(&definition.attrs) {
            continue;
        }
        let name = definition.ident.to_string();
        if let Some(limits) = texts.get(&name) {
            extend(&mut definition.attrs, limits);
        } else if let Some(schema) = definition_of(schemas, &name) {
            number_or_object(definition, schema, schemas);
        }
    }
}

fn derives_schema(attrs: &[Attribute]) -> bool {
    let derives = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    derives
        .map(|attr| attr.to_token_stream().to_string())
        .any(|derive| derive.contains("JsonSchema"))
}

/// The one definition of that name; where two come to the same Rust name, neither can be told.
fn definition_of<'a>(schemas: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let mut named = schemas
        .iter()
        .filter(|(schema, _)| schema.to_pascal_case() == name);
    match (named.next(), named.next()) {
        (Some((_, schema)), None) => Some(schema),
        _ => None,
    }
}

fn extend(attrs: &mut Vec<Attribute>, keywords: &[TokenStream]) {
    if !keywords.is_empty() {
        attrs.push(parse_quote! { #[schemars(extend(#(#keywords),*))] });
    }
}

/// The name of a type that is read from text, and the keywords for what its `FromStr` refuses.
fn checked_text(item: &mut Item) -> Option<(String, Vec<TokenStream>)> {
    let Item::Impl(block) = item else { return None };
    let name = from_str_of(block)?;
    let mut checks = Checks::default();
    checks.visit_item_impl_mut(block);
    let limits = checks.keywords();
    (!limits.is_empty()).then_some((name, limits))
}

fn from_str_of(block: &ItemImpl) -> Option<String> {
    let (_, of, _) = block.trait_.as_ref()?;
    if of.segments.last()?.ident != "FromStr" {
        return None;
    }
    match &*block.self_ty {
        Type::Path(path) => Some(path.path.get_ident()?.to_string()),
        _ => None,
    }
}

/// The checks that typify writes: `Regex::new("..")`, and `..count()` compared with a number.
#[derive(Default)]
struct Checks {
    pattern: Option<String>,
    shortest: Option<usize>,
    longest: Option<usize>,
}

impl Checks {
    fn keywords(&self) -> Vec<TokenStream> {
        let pattern = self.pattern.as_ref();
        let shortest = self.shortest.map(Literal::usize_unsuffixed);
        let longest = self.longest.map(Literal::usize_unsuffixed);
        let keywords = [
            pattern.map(|pattern| quote! { "pattern" = #pattern }),
            shortest.map(|least| quote! { "minLength" = #least }),
            longest.map(|most| quote! { "maxLength" = #most }),
        ];
        keywords.into_iter().flatten().collect()
    }
}

impl VisitMut for Checks {
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        if text(&call.func).ends_with("Regex::new")
            && let Some(Expr::Lit(pattern)) = call.args.first()
            && let Lit::Str(pattern) = &pattern.lit
        {
            self.pattern = Some(pattern.value());
        }
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_binary_mut(&mut self, comparison: &mut ExprBinary) {
        if let Expr::MethodCall(counted) = &*comparison.left
            && counted.method == "count"
            && let Expr::Lit(limit) = &*comparison.right
            && let Lit::Int(limit) = &limit.lit
        {
            // Beyond what an `i32` holds, the attribute's literal would be none; no text is that long.
            let limit = limit.base10_parse().ok();
            let limit = limit.filter(|limit| i32::try_from(*limit).is_ok());
            match comparison.op {
                BinOp::Lt(_) => self.shortest = limit,
                BinOp::Gt(_) => self.longest = limit,
                _ => {}
            }
        }
        visit_mut::visit_expr_binary_mut(self, comparison);
    }
}

fn number_or_object(definition: &mut ItemStruct, schema: &Value, schemas: &Map<String, Value>) {
    match &mut definition.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            extend(&mut definition.attrs, &bounds(schema));
        }
        Fields::Named(fields) => {
            for field in &mut fields.named {
                let Some(ident) = &field.ident else { continue };
                let wire = docs::renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
                if let Some(property) = property(schema, &wire, schemas, DEPTH) {
                    extend(&mut field.attrs, &bounds(property));
                    if refuses_null(property, schemas, DEPTH) {
                        absent_but_not_null(field);
                    }
                }
            }
        }
        _ => {}
    }
}

/// A property of an object schema, or of the schemas it is made of.
fn property<'a>(
    schema: &'a Value,
    name: &str,
    schemas: &'a Map<String, Value>,
    depth: usize,
) -> Option<&'a Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(referred) = component(schema) {
        return property(schemas.get(referred)?, name, schemas, depth);
    }
    let own = schema.get("properties").and_then(|p| p.get(name));
    own.or_else(|| {
        let mut parts = schema.get("allOf").and_then(Value::as_array)?.iter();
        parts.find_map(|part| property(part, name, schemas, depth))
    })
}

/// Whether a schema certainly refuses null.
fn refuses_null(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    if schema.get(MAY_BE_NULL).and_then(Value::as_bool) == Some(true) {
        return false;
    }
    if let Some(name) = component(schema) {
        let referred = schemas.get(name);
        return referred.is_some_and(|schema| refuses_null(schema, schemas, depth));
    }
    let parts = schema.get("allOf").and_then(Value::as_array);
    schema.get("type").is_some_and(Value::is_string)
        || parts
            .into_iter()
            .flatten()
            .any(|part| refuses_null(part, schemas, depth))
}

/// Says of an `Option` that stands for a property's absence that there is no null. `schemars` takes the
/// schema of what is in it, and `default` keeps the property optional, as it then sees no `Option`.
fn absent_but_not_null(field: &mut Field) {
    let serde = field.attrs.iter().filter(|a| a.path().is_ident("serde"));
    let serde: String = serde.map(text).collect();
    let is_absent = serde.contains("skip_serializing_if=\"::std::option::Option::is_none\"");
    let is_odd = ["flatten", "default=", "with="]
        .iter()
        .any(|odd| serde.contains(odd));
    if let Some(inner) = optional(&field.ty).filter(|_| is_absent && !is_odd) {
        let inner = text(inner);
        field
            .attrs
            .push(parse_quote! { #[schemars(with = #inner, default)] });
    }
}

/// `T` of `Option<T>`.
fn optional(of: &Type) -> Option<&Type> {
    let Type::Path(path) = of else { return None };
    let option = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &option.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) if option.ident == "Option" => Some(inner),
        _ => None,
    }
}

/// The keywords for the bounds of a number, in JSON Schema's form: a bound that is excluded has a keyword of
/// its own there, where OAS has a flag.
fn bounds(schema: &Value) -> Vec<TokenStream> {
    let Some(limits) = schema.get(LIMITS) else {
        return vec![];
    };
    let bounds = [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ];
    let keywords = bounds.into_iter().filter_map(|(included, excluded)| {
        let limit = literal(limits.get(included)?.as_number()?)?;
        let is_excluded = limits.get(excluded).and_then(Value::as_bool) == Some(true);
        let keyword = if is_excluded { excluded } else { included };
        Some(quote! { #keyword = #limit })
    });
    keywords.collect()
}

/// A number as an expression: one that no type's default is too small for.
fn literal(number: &Number) -> Option<TokenStream> {
    let (is_negative, size) = if let Some(number) = number.as_i64() {
        let size = number.unsigned_abs();
        let size = if i32::try_from(number).is_ok() {
            Literal::u64_unsuffixed(size)
        } else {
            // `Literal::i64_suffixed` cannot hold the size of the least number.
            format!("{size}i64").parse().ok()?
        };
        (number < 0, size)
    } else if let Some(number) = number.as_u64() {
        (false, Literal::u64_suffixed(number))
    } else {
        let number = number.as_f64().filter(|number| number.is_finite())?;
        (
            number.is_sign_negative(),
            Literal::f64_unsuffixed(number.abs()),
        )
    };
    let sign = is_negative.then(|| quote! { - });
    Some(quote! { #sign #size })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The attributes that the pass adds to these items, as text without spaces.
    fn added(file: syn::File, schemas: &Value) -> Vec<String> {
        let mut items = file.items;
        apply(&mut items, schemas.as_object().unwrap());
        let mut added = vec![];
        for item in &items {
            let Item::Struct(definition) = item else {
                continue;
            };
            let of_fields = definition.fields.iter().flat_map(|field| &field.attrs);
            for attr in definition.attrs.iter().chain(of_fields) {
                if attr.path().is_ident("schemars") {
                    added.push(text(attr));
                }
            }
        }
        added
    }

    #[test]
    fn a_text_says_what_it_refuses() {
        let file = parse_quote! {
            #[derive(schemars::JsonSchema)]
            #[serde(transparent)]
            pub struct Code(String);
            impl ::std::str::FromStr for Code {
                fn from_str(value: &str) -> Result<Self, Error> {
                    if value.chars().count() > 9usize { return Err("longer".into()); }
                    if value.chars().count() < 1usize { return Err("shorter".into()); }
                    static PATTERN: LazyLock<::regress::Regex> =
                        LazyLock::new(|| { ::regress::Regex::new("^\"[A-Z]{2}\\d$").unwrap() });
                    Ok(Self(value.to_string()))
                }
            }
        };
        assert_eq!(
            added(file, &json!({})),
            [r#"#[schemars(extend("pattern"="^\"[A-Z]{2}\\d$","minLength"=1,"maxLength"=9))]"#]
        );
    }

    #[test]
    fn numbers_have_the_bounds_of_the_document() {
        let file = parse_quote! {
            #[derive(JsonSchema)]
            pub struct Degrees(pub i64);
            #[derive(JsonSchema)]
            pub struct Range {
                pub low: f64,
                #[serde(rename = "veryHigh")]
                pub very_high: u64,
                pub named: Degrees,
            }
        };
        let schemas = json!({
            "degrees": {"type": "integer", "x-limits": {"minimum": i64::MIN, "maximum": -3_000_000_000_i64}},
            "Range": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {
                "veryHigh": {"type": "integer", "x-limits": {"maximum": u64::MAX}},
                "named": {"$ref": "#/components/schemas/degrees"},
            }}]},
            "Base": {"properties": {
                "low": {"type": "number", "x-limits":
                    {"minimum": -0.5, "exclusiveMinimum": true, "maximum": 3}},
            }},
        });
        assert_eq!(
            added(file, &schemas),
            [
                "#[schemars(extend(\"minimum\"=-9223372036854775808i64,\"maximum\"=-3000000000i64))]",
                "#[schemars(extend(\"exclusiveMinimum\"=-0.5,\"maximum\"=3))]",
                "#[schemars(extend(\"maximum\"=18446744073709551615u64))]",
            ]
        );
    }

    #[test]
    fn an_absent_property_is_not_null() {
        let file = parse_quote! {
            #[derive(JsonSchema)]
            pub struct Node {
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                pub next: ::std::option::Option<::std::boxed::Box<Node>>,
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                pub nullable: ::std::option::Option<i64>,
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                pub anything: ::std::option::Option<::serde_json::Value>,
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                pub circle: ::std::option::Option<Circle>,
                pub required: ::std::option::Option<i64>,
                #[serde(flatten, skip_serializing_if = "::std::option::Option::is_none")]
                pub flat: ::std::option::Option<Node>,
            }
        };
        let schemas = json!({
            "Node": {"type": "object", "properties": {
                "next": {"allOf": [{"$ref": "#/components/schemas/Node"}]},
                "nullable": {"type": "integer", "x-may-be-null": true},
                "anything": {},
                "circle": {"$ref": "#/components/schemas/Circle"},
                "required": {"type": "integer"},
                "flat": {"type": "object"},
            }},
            "Circle": {"allOf": [{"$ref": "#/components/schemas/Circle"}]},
        });
        assert_eq!(
            added(file, &schemas),
            ["#[schemars(with=\"::std::boxed::Box<Node>\",default)]"]
        );
    }

    #[test]
    fn what_is_in_doubt_stays() {
        let file = parse_quote! {
            #[derive(JsonSchema)]
            pub struct AbC { pub n: i64 }
            #[derive(Debug)]
            pub struct Plain { pub n: i64 }
        };
        let limited = json!({"properties": {"n": {"type": "integer", "x-limits": {"minimum": 1}}}});
        let schemas = json!({"abC": limited, "ab-c": limited, "Plain": limited});
        assert_eq!(added(file, &schemas), [""; 0]);
    }
}
