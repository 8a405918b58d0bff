//! `allOf` of objects is one object with the properties of all.
//!
//! The generator merges `allOf` by intersecting schemas, which takes exponential time on deep hierarchies and makes an
//! impossible type of two descriptions of one property. Authors mean inheritance: the union of the
//! properties, where a later description is the more specific one.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::schemas::{self, component};
use crate::api::Api;
use crate::error::Refusal;
use crate::pointer::set;
use crate::report::Report;

/// Runs the pass.
///
/// # Errors
/// None.
pub fn run(api: &mut Api, report: &mut Report) -> Result<(), Refusal> {
    let mut merger = Merger {
        schemas: api.schemas.clone(),
        merged: HashMap::new(),
    };
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| {
            if schema.get("allOf").is_some() {
                *schema = merger.merge(at, schema, &mut HashSet::new(), report);
            }
        });
    });
    Ok(())
}

struct Merger {
    schemas: Map<String, Value>,
    /// Components whose own `allOf` was merged before.
    merged: HashMap<String, Value>,
}

impl Merger {
    /// The one schema that `schema`, with its `allOf`, is.
    fn merge(
        &mut self,
        at: &str,
        schema: &Value,
        above: &mut HashSet<String>,
        report: &mut Report,
    ) -> Value {
        let mut made = schema.clone();
        let removed = made.as_object_mut().and_then(|m| m.remove("allOf"));
        let Some(Value::Array(parts)) = removed else {
            return made;
        };
        let own = made;
        let mut made = json!({});
        for part in parts.iter().chain([&own]) {
            let part = self.resolve(at, part, above, report);
            add(&mut made, &part);
        }
        for key in ["description", "nullable"] {
            match own.get(key) {
                Some(value) => set(&mut made, key, value.clone()),
                None => {
                    made.as_object_mut().map(|m| m.remove(key));
                }
            }
        }
        if made.get("type").is_none() && made.get("properties").is_some() {
            set(&mut made, "type", "object");
        }
        made
    }

    /// What a part is, references followed; a part that contains itself adds nothing.
    fn resolve(
        &mut self,
        at: &str,
        part: &Value,
        above: &mut HashSet<String>,
        report: &mut Report,
    ) -> Value {
        let Some(name) = component(part).map(unescape) else {
            return if part.get("allOf").is_some() {
                self.merge(at, part, above, report)
            } else {
                part.clone()
            };
        };
        if let Some(merged) = self.merged.get(&name) {
            return merged.clone();
        }
        if !above.insert(name.clone()) {
            report.give_up("all_of_objects", at, format!("{name} is made of itself"));
            return json!({});
        }
        let target = self
            .schemas
            .get(&name)
            .cloned()
            .unwrap_or_else(|| json!({}));
        let resolved = if target.get("$ref").is_some() {
            self.resolve(at, &target, above, report)
        } else {
            self.merge(at, &target, above, report)
        };
        above.remove(&name);
        if above.is_empty() {
            self.merged.insert(name, resolved.clone());
        }
        resolved
    }
}

fn unescape(name: &str) -> String {
    crate::pointer::percent_decode(&name.replace("~1", "/").replace("~0", "~"))
}

/// Adds what `part` says to `made`.
fn add(made: &mut Value, part: &Value) {
    for (key, value) in part.as_object().into_iter().flatten() {
        match (key.as_str(), made.get_mut(key), value) {
            ("properties", Some(Value::Object(all)), Value::Object(more)) => {
                for (name, schema) in more {
                    // A bare repetition is no better description.
                    let says_less = schema
                        .as_object()
                        .is_none_or(|s| s.len() <= 1 && !s.contains_key("$ref"));
                    if !(says_less && all.contains_key(name)) {
                        all.insert(name.clone(), schema.clone());
                    }
                }
            }
            ("required" | "x-known-values", Some(Value::Array(all)), Value::Array(more)) => {
                for name in more {
                    if !all.contains(name) {
                        all.push(name.clone());
                    }
                }
            }
            _ => set(made, key, value.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inheritance_is_a_union() {
        let schemas = json!({
            "Pet": {"type": "object", "description": "p", "required": ["a"], "properties": {"a": {"type": "string"}}},
            "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}, {"properties": {"z": {}}}]},
        });
        let mut merger = Merger {
            schemas: schemas.as_object().unwrap().clone(),
            merged: HashMap::new(),
        };
        let mut merge =
            |schema: Value| merger.merge("", &schema, &mut HashSet::new(), &mut Report::default());
        let cat = merge(
            json!({"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["b"], "properties": {"b": {"type": "integer"}}}]}),
        );
        assert_eq!(
            cat,
            json!({
                "type": "object", "required": ["a", "b"],
                "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
            })
        );
        assert_eq!(
            merge(schemas["Loop"].clone())["properties"],
            json!({"z": {}})
        );
    }
}
