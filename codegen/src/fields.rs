//! Properties of schemas in an OAS2 document, with references and `allOf` resolved.

use indexmap::IndexMap;
use serde_json::Value;

use crate::pointer;

/// The number of levels that are read, because schemas can be recursive.
pub(crate) const DEPTH: usize = 8;

/// The value, or the value that it refers to.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    pointer::resolve(document, "", value).1
}

/// The properties of a schema in order, including those of its `allOf`, which is read to `depth` levels.
pub(crate) fn properties<'a>(
    document: &'a Value,
    schema: &'a Value,
    depth: usize,
) -> IndexMap<String, &'a Value> {
    let schema = resolve(document, schema);
    let mut found = IndexMap::new();
    if depth == 0 {
        return found;
    }
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        found.extend(properties(document, part, depth - 1));
    }
    let own = schema.get("properties").and_then(Value::as_object);
    let own = own.into_iter().flatten();
    found.extend(own.map(|(name, schema)| (name.clone(), schema)));
    found
}

/// The schema of the part at `pointer` in a value of `schema`; `None` if a property on the way is not
/// declared.
pub(crate) fn schema_at<'a>(
    document: &'a Value,
    schema: &'a Value,
    pointer: &str,
) -> Option<&'a Value> {
    let mut tokens = pointer.split('/');
    tokens.next().filter(|prefix| prefix.is_empty())?;
    tokens.try_fold(schema, |schema, token| {
        let name = pointer::unescape(token);
        properties(document, schema, DEPTH).get(&name).copied()
    })
}
