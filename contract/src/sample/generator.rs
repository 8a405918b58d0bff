//! Generates values for schemas.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::ContractError;
use crate::schema::Tree;
use crate::violation::Direction;

use super::random::Random;
use super::scalar;
use crate::schema::MergedSchema;

/// The largest depth of optional parts, because schemas can be recursive.
const MAX_OPTIONAL_DEPTH: usize = 6;

/// The largest depth, because a schema can require itself.
pub(super) const MAX_DEPTH: usize = 24;

/// The largest number of values. Further ones are left out or null.
const MAX_VALUES: u32 = 2_000;

/// Generates values for one direction.
pub(super) struct Generator<'d> {
    document: &'d Document,
    direction: Direction,
    /// The number of values that can still be generated.
    left: Cell<u32>,
}

/// The kind of value to generate.
enum Mode<'r> {
    Minimal,
    Full,
    Random(&'r mut Random),
}

impl Mode<'_> {
    /// Whether an optional part is generated.
    fn includes_optional(&mut self, depth: usize) -> bool {
        depth < MAX_OPTIONAL_DEPTH
            && match self {
                Self::Minimal => false,
                Self::Full => true,
                Self::Random(random) => random.flip(),
            }
    }

    /// A random number below `bound`; 0 in the modes that are not random.
    fn below(&mut self, bound: usize) -> usize {
        match self {
            Self::Random(random) => random.below(bound),
            _ => 0,
        }
    }
}

impl<'d> Generator<'d> {
    pub(super) fn new(document: &'d Document, direction: Direction) -> Self {
        Self {
            document,
            direction,
            left: Cell::new(MAX_VALUES),
        }
    }

    pub(super) fn minimal(&self, at: &str) -> Result<Tree, ContractError> {
        self.left.set(MAX_VALUES);
        self.value(at, &mut Mode::Minimal, 0)
    }

    pub(super) fn full(&self, at: &str) -> Result<Tree, ContractError> {
        self.left.set(MAX_VALUES);
        self.value(at, &mut Mode::Full, 0)
    }

    pub(super) fn random(&self, at: &str, random: &mut Random) -> Result<Tree, ContractError> {
        self.value(at, &mut Mode::Random(random), 0)
    }

    pub(super) fn merged(&self, at: &str) -> Result<MergedSchema<'d>, ContractError> {
        MergedSchema::of(self.document, at, self.direction)
    }

    fn value(&self, at: &str, mode: &mut Mode<'_>, depth: usize) -> Result<Tree, ContractError> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if depth > MAX_DEPTH || left == 0 {
            return Ok(Tree::Null);
        }
        let schema = self.merged(at)?;
        // other modes than the random one never generate null here
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
            (_, mode) => {
                let value = match mode {
                    Mode::Minimal => scalar::simplest(&schema),
                    Mode::Full => scalar::typical(&schema),
                    Mode::Random(random) => scalar::random(&schema, random),
                };
                Ok(scalar::with_meaning(&schema, value))
            }
        }
    }

    fn object(
        &self,
        schema: &MergedSchema<'_>,
        mode: &mut Mode<'_>,
        depth: usize,
    ) -> Result<Tree, ContractError> {
        let mut members = BTreeMap::new();
        for (name, at) in &schema.properties {
            if schema.required.contains(name) || mode.includes_optional(depth) {
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
        if let (Some(at), true) = (&schema.additional, mode.includes_optional(depth)) {
            members.insert("additional".to_owned(), self.value(at, mode, depth + 1)?);
        }
        Ok(Tree::Object(members))
    }

    /// The value of a property that only has to be present.
    fn free(
        &self,
        schema: &MergedSchema<'_>,
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
        schema: &MergedSchema<'_>,
        mode: &mut Mode<'_>,
        depth: usize,
    ) -> Result<Tree, ContractError> {
        let fewest = schema.size("minItems").unwrap_or(0);
        let count = if mode.includes_optional(depth) {
            fewest.max(1) + mode.below(3)
        } else {
            fewest
        };
        let count = count
            .min(schema.size("maxItems").unwrap_or(count))
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
            if !schema.flag("uniqueItems") || !items.iter().any(|other: &Tree| other.equals(&item))
            {
                items.push(item);
            }
        }
        Ok(Tree::Array(items))
    }
}
