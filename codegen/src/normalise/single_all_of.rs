//! Replaces an `allOf` with one member by that member.
//!
//! OAS2 ignores members beside a `$ref`, so authors who want to describe a property wrap the
//! reference: `{description: .., allOf: [{$ref: ..}]}`. Others write members beside the `$ref`
//! anyway, which the conversion turns into a second part. The generator would make a new type where
//! the author meant the referenced one. A description, a title, an example or a vendor extension
//! changes no type, and a `type` only repeats that of the reference (if it contradicts it, no value
//! would fit both). Other keywords (`required`, `properties`) make a new type, and then the `allOf`
//! stays. `nullable` stays beside the reference, where [`super::nullable`] wraps it again; the
//! description stays there, too, where the generator finds it.

use crate::report::Report;
use crate::schema::Schema;

/// Applies the pass to a schema.
pub fn simplify(_: &str, schema: &mut Schema, _: &mut Report) {
    let (references, beside): (Vec<_>, Vec<_>) = schema
        .all_of
        .iter()
        .partition(|part| part.reference.is_some());
    let [only] = references.as_slice() else {
        return;
    };
    let is_annotated = only_annotates(schema) && !schema.others.contains_key("required");
    if !is_annotated
        || !beside
            .iter()
            .all(|part| part.all_of.is_empty() && only_annotates(part))
    {
        return;
    }
    let mut only = (*only).clone();
    // the conversion moves members beside a `$ref` to a separate part
    let parts = || std::iter::once(&*schema).chain(beside.iter().copied());
    if let Some(description) = parts().find_map(|part| part.description.clone()) {
        only.description = Some(description);
    }
    only.nullable |= parts().any(|part| part.nullable);
    *schema = only;
}

/// Whether a schema, apart from its `allOf`, has only descriptions and a type.
fn only_annotates(schema: &Schema) -> bool {
    let members = schema.others.iter();
    let mut odd = members.filter(|(key, value)| {
        !annotates(key) && *key != "type" && !(*key == "required" && value.is_boolean())
    });
    let described = Schema {
        description: schema.description.clone(),
        nullable: schema.nullable,
        known_values: schema.known_values.clone(),
        all_of: schema.all_of.clone(),
        kind: schema.kind,
        others: schema.others.clone(),
        ..Schema::default()
    };
    odd.next().is_none() && *schema == described
}

/// Whether a keyword changes no type.
fn annotates(key: &str) -> bool {
    key.starts_with("x-") || ["title", "example", "readOnly", "externalDocs"].contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn after(schema: &Value) -> Value {
        let mut schema = Schema::read(schema);
        simplify("", &mut schema, &mut Report::default());
        schema.write()
    }

    #[test]
    fn a_described_reference_is_a_reference() {
        let reference = json!({"$ref": "#/components/schemas/A"});
        assert_eq!(
            after(&json!({"description": "d", "x-source": "s", "allOf": [reference]})),
            json!({"$ref": "#/components/schemas/A", "description": "d"})
        );
        assert_eq!(
            after(&json!({"type": "object", "allOf": [reference, {"description": "d"}]})),
            json!({"$ref": "#/components/schemas/A", "description": "d"})
        );
    }

    #[test]
    fn members_beside_a_reference_make_no_new_type() {
        assert_eq!(
            after(&json!({"allOf": [
                {"$ref": "#/components/schemas/A"}, {"description": "d", "example": 1, "type": "integer", "x-nullable": true},
            ]})),
            json!({"$ref": "#/components/schemas/A", "description": "d", "nullable": true})
        );
        let adds =
            json!({"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"a": {}}}]});
        assert_eq!(after(&adds), adds);
    }

    #[test]
    fn an_all_of_that_changes_the_type_stays() {
        let schema = json!({"required": ["b"], "allOf": [{"$ref": "#/components/schemas/A"}]});
        assert_eq!(after(&schema), schema);
    }

    #[test]
    fn a_reference_that_may_be_null_is_no_new_type() {
        assert_eq!(
            after(&json!({"x-nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}]})),
            json!({"$ref": "#/components/schemas/A", "nullable": true})
        );
    }
}
