//! Generates variants of a full value with one difference.

use std::collections::BTreeMap;

use crate::error::ContractError;
use crate::pointer;
use crate::schema::Tree;

use super::SampleKind;
use super::generator::{Generator, MAX_DEPTH};
use super::scalar;

/// The name of an unknown property.
const UNKNOWN: &str = "anUnknownProperty";

/// A change of one value.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) kind: SampleKind,
    pub(super) at: String,
    /// The new value; `None` to remove it.
    replacement: Option<Tree>,
}

impl Variant {
    /// Another value at the same pointer.
    fn value(at: &str, replacement: Tree) -> Self {
        Self::new(SampleKind::Value, at, Some(replacement))
    }

    fn new(kind: SampleKind, at: &str, replacement: Option<Tree>) -> Self {
        Self {
            kind,
            at: at.to_owned(),
            replacement,
        }
    }

    /// Applies the change to the full value; `None` if the pointer does not exist.
    pub(super) fn applied_to(&self, full: &Tree) -> Option<Tree> {
        let mut tree = full.clone();
        let (Some((parent, _)), Some(last)) = (
            self.at.rsplit_once('/'),
            pointer::pointer_steps(&self.at).last(),
        ) else {
            return self.replacement.clone();
        };
        let parent = tree.at_mut(parent)?;
        match (parent, &self.replacement) {
            (Tree::Object(members), Some(new)) => {
                members.insert(last, new.clone());
            }
            (Tree::Object(members), None) => {
                members.remove(&last)?;
            }
            (Tree::Array(items), Some(new)) => {
                *items.get_mut(last.parse::<usize>().ok()?)? = new.clone();
            }
            _ => return None,
        }
        Some(tree)
    }
}

impl Generator<'_> {
    /// The variants of a full value.
    pub(super) fn variants(&self, at: &str, full: &Tree) -> Result<Vec<Variant>, ContractError> {
        let mut found = Vec::new();
        variants(self, at, full, "", 0, &mut found)?;
        Ok(found)
    }
}

/// Collects the changes of a value. `location` is the pointer of its schema, `at` that of the value.
fn variants(
    generator: &Generator<'_>,
    location: &str,
    value: &Tree,
    at: &str,
    depth: usize,
    found: &mut Vec<Variant>,
) -> Result<(), ContractError> {
    if depth > MAX_DEPTH {
        return Ok(());
    }
    let schema = generator.merged(location)?;
    if let ([first, others @ ..], true) =
        (schema.alternatives.as_slice(), schema.properties.is_empty())
    {
        // a full value has the first alternative, the others are generated here
        for location in others {
            found.push(Variant::value(at, generator.full(location)?));
        }
        return variants(generator, first, value, at, depth + 1, found);
    }
    match value {
        Tree::Object(members) => {
            found.push(Variant::value(at, Tree::Null));
            found.push(Variant::value(at, Tree::Array(Vec::new())));
            found.push(Variant::value(at, Tree::String(String::new())));
            let unknown = BTreeMap::from([("nested".to_owned(), Tree::Array(vec![Tree::Null]))]);
            let unknown = match &schema.additional {
                Some(location) if !schema.is_closed() => generator.minimal(location)?,
                _ => Tree::Object(unknown),
            };
            let unknown_at = pointer::join(at, UNKNOWN);
            found.push(Variant::new(
                SampleKind::UnknownProperty,
                &unknown_at,
                Some(unknown),
            ));
            for (name, member) in members {
                let at = pointer::join(at, name);
                found.push(Variant::new(SampleKind::Without, &at, None));
                if let Some(location) = schema.properties.get(name) {
                    variants(generator, location, member, &at, depth + 1, found)?;
                }
            }
        }
        Tree::Array(items) => {
            found.push(Variant::value(at, Tree::Null));
            let empty = Tree::Object(BTreeMap::new());
            found.push(Variant::value(at, empty));
            for count in counts(&schema) {
                let repeated = items.iter().cycle().take(count).cloned().collect();
                found.push(Variant::value(at, Tree::Array(repeated)));
            }
            if let (Some(location), Some(first)) = (&schema.items, items.first()) {
                variants(
                    generator,
                    location,
                    first,
                    &format!("{at}/0"),
                    depth + 1,
                    found,
                )?;
            }
        }
        _ => {
            for edge in scalar::edges(&schema) {
                if edge != *value {
                    found.push(Variant::value(at, edge));
                }
            }
            if let Some(unknown) = scalar::unknown_enum_value(&schema) {
                found.push(Variant::new(
                    SampleKind::UnknownEnumValue,
                    at,
                    Some(unknown),
                ));
            }
        }
    }
    Ok(())
}

/// The lengths of lists for tests.
fn counts(schema: &crate::schema::MergedSchema<'_>) -> Vec<usize> {
    let mut counts = vec![0, 2];
    for bound in ["minItems", "maxItems"] {
        if let Some(size) = schema.size(bound).filter(|size| *size <= 1000) {
            counts.extend([size.saturating_sub(1), size, size + 1]);
        }
    }
    counts.sort_unstable();
    counts.dedup();
    counts
}
