//! Objects: their properties and additional properties.

use std::collections::HashSet;

use super::schema::{Additional, Schema};
use super::schemas::Comparison;
use super::{Pair, Rule, paired};
use crate::pointer;

impl Comparison<'_, '_, '_> {
    pub(super) fn properties(&mut self) {
        let (old, new) = (self.old, self.new);
        let (needed, needs) = (old.required(), new.required());
        let location = |of: &Schema<'_>, property: &Schema<'_>| {
            let whole = property.whole().or_else(|| of.location("properties"));
            whole.unwrap_or_default()
        };
        let mut described = HashSet::new();
        for (name, pair) in paired(old.properties(), new.properties()) {
            described.insert(name);
            let required = (needed.contains(name), needs.contains(name));
            let (rule, message, at) = match pair {
                Pair::Both(before, now) => {
                    self.property(name, &location(new, &now), (&before, &now), required);
                    self.todo.push((before, now));
                    continue;
                }
                Pair::Removed(it) => (Rule::PropertyRemoved, "was removed", location(old, &it)),
                Pair::Added(it) if required == (false, true) => (
                    Rule::PropertyAddedRequired,
                    "is new and required",
                    location(new, &it),
                ),
                Pair::Added(it) => (Rule::PropertyAdded, "is new", location(new, &it)),
            };
            self.note_at(rule, at, format!("{name} {message}"));
        }
        for name in needs
            .symmetric_difference(&needed)
            .filter(|name| !described.contains(*name))
        {
            let tightened = needs.contains(name);
            let message = if tightened {
                "is required"
            } else {
                "is no longer required"
            };
            self.limit("required", tightened, format!("{name} {message}"));
        }
    }

    fn property(
        &mut self,
        name: &str,
        at: &str,
        (old, new): (&Schema<'_>, &Schema<'_>),
        (needed, needs): (bool, bool),
    ) {
        self.differ.toggled(
            at,
            self.direction,
            name,
            (needed, needs),
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
        if needed || needs {
            self.differ.null(old, new, self.direction);
        } else if old.is_nullable() != new.is_nullable() {
            let text = format!("whether {name} may be null changed");
            self.note_at(Rule::NullAllowedOptional, at, text);
        }
    }

    pub(super) fn additional(&mut self) {
        let (old, new) = (self.old, self.new);
        let (rule, message) = match (old.additional(), new.additional()) {
            (Additional::Typed(before), Additional::Typed(now)) => {
                self.differ.null(&before, &now, self.direction);
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
