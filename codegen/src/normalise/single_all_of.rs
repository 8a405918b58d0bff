//! `allOf` with one member is that member.
//!
//! OAS2 ignores what stands beside a `$ref`, so authors who want to describe a property wrap the
//! reference: `{description: .., allOf: [{$ref: ..}]}`. Others write beside the `$ref` all the same, of which the conversion makes
//! a second member. The generator would make a new type of it where the
//! author meant the one referred to. A description, a title, an example or a vendor extension
//! changes no type, and a `type` only repeats what the reference says (where it contradicts that, no value
//! would fit both). Anything else (`required`, `properties`) makes a type, and then the `allOf` stays. That null is
//! allowed changes the place and not the type: it stays beside the reference, from where [`super::nullable`]
//! wraps it again.
//!
//! The description is kept beside the reference, where [`crate::generate`] finds it.

use serde_json::{Value, json};

use crate::api::Api;
use crate::pointer;
use crate::report::Report;
use crate::schemas::{self, component};

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    api.each_schema(|at, schema| schemas::each(at, schema, &mut |_, schema| unwrap(schema)));
}

fn unwrap(schema: &mut Value) {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let parts = parts.map(Vec::as_slice).unwrap_or_default();
    let (references, others): (Vec<_>, Vec<_>) =
        parts.iter().partition(|part| component(part).is_some());
    let only = match references.as_slice() {
        [only] if others.iter().all(|part| says_nothing(part)) => Some((*only).clone()),
        _ => None,
    };
    // the conversion makes a part of what stands beside a `$ref`
    let beside: Vec<Value> = others.into_iter().cloned().collect();
    if let (Some(mut only), Some(members)) = (only, schema.as_object())
        && members
            .keys()
            .all(|key| key == "allOf" || key == "type" || annotates(key))
    {
        for kept in ["description", "nullable", "x-nullable"] {
            let said = beside.iter().find_map(|part| part.get(kept));
            if let Some(value) = members.get(kept).or(said) {
                pointer::set(&mut only, kept, value.clone());
            }
        }
        *schema = only;
    } else if schema.get("allOf") == Some(&json!([]))
        && let Some(members) = schema.as_object_mut()
    {
        members.remove("allOf");
    }
}

/// What changes no type.
fn annotates(key: &str) -> bool {
    key.starts_with("x-")
        || [
            "description",
            "nullable",
            "title",
            "example",
            "readOnly",
            "externalDocs",
        ]
        .contains(&key)
}

/// A part that describes, or repeats of which type the reference is.
fn says_nothing(part: &Value) -> bool {
    part.as_object().is_some_and(|members| {
        members.iter().all(|(key, value)| {
            annotates(key) || key == "type" || (key == "required" && value.is_boolean())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(mut schema: Value) -> Value {
        unwrap(&mut schema);
        schema
    }

    #[test]
    fn a_described_reference_is_a_reference() {
        let reference = json!({"$ref": "#/components/schemas/A"});
        assert_eq!(
            after(json!({"description": "d", "x-source": "s", "allOf": [reference]})),
            json!({"$ref": "#/components/schemas/A", "description": "d"})
        );
        assert_eq!(
            after(json!({"type": "object", "allOf": [reference, {"description": "d"}]})),
            json!({"$ref": "#/components/schemas/A", "description": "d"})
        );
    }

    #[test]
    fn what_stands_beside_a_reference_makes_no_new_type() {
        assert_eq!(
            after(json!({"allOf": [
                {"$ref": "#/components/schemas/A"}, {"description": "d", "example": 1, "type": "integer", "x-nullable": true},
            ]})),
            json!({"$ref": "#/components/schemas/A", "description": "d", "x-nullable": true})
        );
        let adds =
            json!({"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"a": {}}}]});
        assert_eq!(after(adds.clone()), adds);
    }

    #[test]
    fn what_changes_the_type_stays() {
        let schema = json!({"required": ["b"], "allOf": [{"$ref": "#/components/schemas/A"}]});
        assert_eq!(after(schema.clone()), schema);
    }

    #[test]
    fn a_reference_that_may_be_null_is_no_new_type() {
        assert_eq!(
            after(json!({"x-nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}]})),
            json!({"$ref": "#/components/schemas/A", "x-nullable": true})
        );
    }
}
