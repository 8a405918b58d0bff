//! Generates values for schemas.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::ContractError;
use crate::schema::Tree;
use crate::violation::Direction;

use super::choice::Choice;
use super::scalar;
use super::variant::{Variant, variants};
use crate::schema::Merged;

/// Below this depth, only required parts are generated, because schemas can be recursive.
const DEEPEST: usize = 6;

/// The maximum depth, because a schema can require itself.
pub(super) const BOTTOM: usize = 24;

/// Beyond this many values, the rest is left out or null.
const MOST_VALUES: u32 = 2_000;

/// Generates values for one direction.
pub(super) struct Maker<'d> {
    document: &'d Document,
    direction: Direction,
    /// How many more values may be generated.
    left: Cell<u32>,
}

/// The kind of value to generate.
enum Mode<'c> {
    Minimal,
    Full,
    Chosen(&'c mut Choice),
}

impl Mode<'_> {
    /// Whether an optional part is generated.
    fn wants_optional(&mut self, depth: usize) -> bool {
        depth < DEEPEST
            && match self {
                Self::Minimal => false,
                Self::Full => true,
                Self::Chosen(choice) => choice.flip(),
            }
    }

    fn below(&mut self, bound: usize) -> usize {
        match self {
            Self::Chosen(choice) => choice.below(bound),
            _ => 0,
        }
    }
}

impl<'d> Maker<'d> {
    pub(super) fn new(document: &'d Document, direction: Direction) -> Self {
        Self {
            document,
            direction,
            left: Cell::new(MOST_VALUES),
        }
    }

    pub(super) fn minimal(&self, at: &str) -> Result<Tree, ContractError> {
        self.left.set(MOST_VALUES);
        self.value(at, &mut Mode::Minimal, 0)
    }

    pub(super) fn full(&self, at: &str) -> Result<Tree, ContractError> {
        self.left.set(MOST_VALUES);
        self.value(at, &mut Mode::Full, 0)
    }

    pub(super) fn sampled(&self, at: &str, choice: &mut Choice) -> Result<Tree, ContractError> {
        self.value(at, &mut Mode::Chosen(choice), 0)
    }

    /// The alternatives of a full value.
    pub(super) fn variants(&self, at: &str, full: &Tree) -> Result<Vec<Variant>, ContractError> {
        let mut found = Vec::new();
        variants(self, at, full, "", 0, &mut found)?;
        Ok(found)
    }

    pub(super) fn merged(&self, at: &str) -> Result<Merged<'d>, ContractError> {
        Merged::of(self.document, at, self.direction)
    }

    fn value(&self, at: &str, mode: &mut Mode<'_>, depth: usize) -> Result<Tree, ContractError> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if depth > BOTTOM || left == 0 {
            return Ok(Tree::Null);
        }
        let schema = self.merged(at)?;
        // Modes without choice always take 0, which is the schema's own type here.
        if schema.nullable && mode.below(8) == 7 {
            return Ok(Tree::Null);
        }
        if schema.properties.is_empty() && !schema.alternatives.is_empty() {
            let chosen = mode.below(schema.alternatives.len());
            if let Some(at) = schema.alternatives.get(chosen) {
                return self.value(at, mode, depth + 1);
            }
        }
        match (schema.kind(), mode) {
            ("object", mode) => self.object(&schema, mode, depth),
            ("array", mode) => self.array(&schema, mode, depth),
            (_, Mode::Minimal) => Ok(scalar::meant(&schema, scalar::plain(&schema))),
            (_, Mode::Full) => Ok(scalar::meant(&schema, scalar::typical(&schema))),
            (_, Mode::Chosen(choice)) => {
                Ok(scalar::meant(&schema, scalar::chosen(&schema, choice)))
            }
        }
    }

    fn object(
        &self,
        schema: &Merged<'_>,
        mode: &mut Mode<'_>,
        depth: usize,
    ) -> Result<Tree, ContractError> {
        let mut members = BTreeMap::new();
        for (name, at) in &schema.properties {
            if schema.required.contains(name) || mode.wants_optional(depth) {
                members.insert(name.clone(), self.value(at, mode, depth + 1)?);
            }
        }
        for name in schema
            .required
            .iter()
            .filter(|name| !schema.properties.contains_key(*name))
        {
            members.insert(name.clone(), self.free(schema, mode, depth)?);
        }
        let fewest = schema.size("minProperties").unwrap_or(0).min(1000);
        while members.len() < fewest && !schema.is_closed() && self.left.get() > 0 {
            let name = format!("property{}", members.len());
            members.insert(name, self.free(schema, mode, depth)?);
        }
        if let (Some(at), true) = (&schema.additional, mode.wants_optional(depth)) {
            members.insert("additional".to_owned(), self.value(at, mode, depth + 1)?);
        }
        Ok(Tree::Object(members))
    }

    /// The value of a property that only has to be present.
    fn free(
        &self,
        schema: &Merged<'_>,
        mode: &mut Mode<'_>,
        depth: usize,
    ) -> Result<Tree, ContractError> {
        match &schema.additional {
            Some(at) => self.value(at, mode, depth + 1),
            None => Ok(Tree::String("a".to_owned())),
        }
    }

    fn array(
        &self,
        schema: &Merged<'_>,
        mode: &mut Mode<'_>,
        depth: usize,
    ) -> Result<Tree, ContractError> {
        let fewest = schema.size("minItems").unwrap_or(0);
        let wanted = if mode.wants_optional(depth) {
            fewest.max(1) + mode.below(3)
        } else {
            fewest
        };
        let count = wanted
            .min(schema.size("maxItems").unwrap_or(wanted))
            .min(1000);
        let mut items = Vec::new();
        for index in 0..count {
            if self.left.get() == 0 {
                break;
            }
            let item = match &schema.items {
                Some(at) => self.value(at, mode, depth + 1)?,
                None => Tree::Number(index.to_string()),
            };
            if !schema.flag("uniqueItems") || !items.iter().any(|other: &Tree| other.means(&item)) {
                items.push(item);
            }
        }
        Ok(Tree::Array(items))
    }
}
