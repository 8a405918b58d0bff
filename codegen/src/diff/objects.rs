//! Objects: their properties and additional properties.

use std::collections::HashSet;

use super::schema::{Additional, Schema};
use super::schemas::Comparison;
use super::{Pair, Rule, paired};
use crate::pointer;

impl Comparison<'_, '_, '_> {
    /// Compares the properties.
    pub(super) fn properties(&mut self) {
        let (old, new) = (self.old, self.new);
        let (required_before, required_now) = (old.required(), new.required());
        let location = |of: &Schema<'_>, property: &Schema<'_>| {
            let location = property
                .first_location()
                .or_else(|| of.location("properties"));
            location.unwrap_or_default()
        };
        let mut described = HashSet::new();
        for (name, pair) in paired(old.properties(), new.properties()) {
            described.insert(name);
            let required = (required_before.contains(name), required_now.contains(name));
            let (rule, message, at) = match pair {
                Pair::Both(before, now) => {
                    self.property(name, &location(new, &now), (&before, &now), required);
                    self.todo.push((before, now));
                    continue;
                }
                Pair::Removed(property) => (
                    Rule::PropertyRemoved,
                    "was removed",
                    location(old, &property),
                ),
                Pair::Added(property) if required == (false, true) => (
                    Rule::PropertyAddedRequired,
                    "is new and required",
                    location(new, &property),
                ),
                Pair::Added(property) => (Rule::PropertyAdded, "is new", location(new, &property)),
            };
            self.note_at(rule, at, format!("{name} {message}"));
        }
        for name in required_now
            .symmetric_difference(&required_before)
            .filter(|name| !described.contains(*name))
        {
            let tightened = required_now.contains(name);
            let message = if tightened {
                "is required"
            } else {
                "is no longer required"
            };
            self.limit("required", tightened, format!("{name} {message}"));
        }
    }

    /// Compares a property that both schemas have, except its schema.
    fn property(
        &mut self,
        name: &str,
        at: &str,
        (old, new): (&Schema<'_>, &Schema<'_>),
        (required_before, required_now): (bool, bool),
    ) {
        self.differ.toggled(
            at,
            self.direction,
            name,
            (required_before, required_now),
            (Rule::PropertyBecameRequired, "is required"),
            (Rule::PropertyBecameOptional, "is optional"),
        );
        self.differ.toggled(
            pointer::join(at, "readOnly"),
            self.direction,
            name,
            (old.is_true("readOnly"), new.is_true("readOnly")),
            (Rule::ReadOnlyAdded, "is read-only"),
            (Rule::ReadOnlyRemoved, "is no longer read-only"),
        );
        if required_before || required_now {
            self.differ.nullability(old, new, self.direction);
        } else if old.is_nullable() != new.is_nullable() {
            let text = format!("whether {name} may be null changed");
            self.note_at(Rule::NullAllowedOptional, at, text);
        }
    }

    /// Compares the additional properties.
    pub(super) fn additional(&mut self) {
        let (old, new) = (self.old, self.new);
        let (rule, message) = match (old.additional(), new.additional()) {
            (Additional::Typed(before), Additional::Typed(now)) => {
                self.differ.nullability(&before, &now, self.direction);
                self.todo.push((before, now));
                return;
            }
            (Additional::Any, Additional::Any) | (Additional::Closed, Additional::Closed) => return,
            (Additional::Any, Additional::Closed) if !old.properties().is_empty() => {
                (Rule::AdditionalClosed, "additional properties are refused")
            }
            (_, Additional::Closed) => (
                Rule::AdditionalTightened,
                "additional properties are refused",
            ),
            (Additional::Any, Additional::Typed(_)) => (
                Rule::AdditionalTightened,
                "additional properties have a schema",
            ),
            _ => (
                Rule::AdditionalLoosened,
                "more additional properties are accepted",
            ),
        };
        self.note(rule, "additionalProperties", message.to_owned());
    }
}
