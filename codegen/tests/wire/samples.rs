//! Generates values for arguments from the OAS2 document's schemas.

use serde_json::{Value, json};

use super::maker::Maker;
use super::oracle::text as scalar;
use oas2_codegen::pointer;

/// A kind of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only required arguments.
    Minimal,
    /// All arguments.
    Full,
    /// All arguments, with strings and numbers that are error-prone.
    Awkward,
    /// Required arguments, and empty lists.
    Empty,
}

/// All kinds.
pub const KINDS: &[Kind] = &[Kind::Minimal, Kind::Full, Kind::Awkward, Kind::Empty];

/// An argument with its value.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `header`, `formData` or `body`.
    pub location: String,
    /// The parameter object.
    pub parameter: Value,
    /// The value.
    pub value: Value,
}

/// Resolves references.
pub fn resolve<'a>(oas2: &'a Value, value: &'a Value) -> &'a Value {
    pointer::resolve(oas2, "", value).1
}

/// The parameters of the operation at `at`, including those of its path.
pub fn parameters<'a>(oas2: &'a Value, at: &str) -> Vec<&'a Value> {
    let path = at.rsplit_once('/').map_or("", |(path, _)| path);
    let declared_at = |at: &str| {
        let list = oas2.pointer(at).and_then(|o| o.get("parameters"));
        list.and_then(Value::as_array).into_iter().flatten()
    };
    let mut found: Vec<&Value> = vec![];
    for parameter in declared_at(at).chain(declared_at(path)) {
        let parameter = resolve(oas2, parameter);
        let has_same_name = |p: &&Value| {
            p.get("in") == parameter.get("in") && p.get("name") == parameter.get("name")
        };
        if !found.iter().any(has_same_name) {
            found.push(parameter);
        }
    }
    found
}

/// Values for the operation at `at`; `None` if no value can be generated for a required argument.
pub fn values(oas2: &Value, at: &str, kind: Kind) -> Option<Vec<Argument>> {
    let mut arguments = vec![];
    let mut has_body = false;
    for parameter in parameters(oas2, at) {
        let text = |key: &str| {
            parameter
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let location = text("in");
        let name = parameter.get("name").map(scalar).unwrap_or_default();
        let name = if location == "header" {
            name.trim().to_owned()
        } else {
            name
        };
        if location == "body" && std::mem::replace(&mut has_body, true) {
            continue;
        }
        let required = location == "path" || parameter.get("required") == Some(&json!(true));
        let is_list = text("type") == "array";
        let wanted = required
            || match kind {
                Kind::Minimal => false,
                Kind::Full | Kind::Awkward => true,
                Kind::Empty => is_list,
            };
        // a header that is not a token cannot be sent
        if location == "header" && http::HeaderName::from_bytes(name.as_bytes()).is_err() {
            if required {
                return None;
            }
            continue;
        }
        if !wanted || name.is_empty() {
            continue;
        }
        let schema = parameter.get("schema").unwrap_or(parameter);
        let value = if location == "body" && sends_bytes(oas2, at) {
            Some(json!("<bytes>\u{f1}</bytes>"))
        } else if kind == Kind::Empty && is_list && location != "path" {
            Some(json!([]))
        } else {
            Maker {
                oas2,
                kind,
                header: location == "header",
            }
            .value(schema, 0)
        };
        match value {
            Some(value) => arguments.push(Argument {
                name,
                location: location.to_owned(),
                parameter: parameter.clone(),
                value,
            }),
            None if required => return None,
            None => {}
        }
    }
    Some(arguments)
}

/// Whether the body is neither JSON nor a form, so that a client sends bytes.
fn sends_bytes(oas2: &Value, at: &str) -> bool {
    let declared = oas2
        .pointer(at)
        .and_then(|operation| operation.get("consumes"));
    let types = declared
        .or_else(|| oas2.get("consumes"))
        .and_then(Value::as_array);
    let types: Vec<_> = types
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let structured = ["json", "form", "*/*"];
    !types.is_empty()
        && !types
            .iter()
            .any(|t| structured.iter().any(|s| t.contains(s)))
}
