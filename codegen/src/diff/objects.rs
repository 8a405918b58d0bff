//! Objects: their properties, and what else they may contain.

use super::Rule;
use super::schema::{Additional, Schema};
use super::schemas::Comparison;
use crate::pointer;

impl Comparison<'_, '_, '_> {
    pub(super) fn properties(&mut self) {
        let (old, new) = (self.old, self.new);
        let (needed, needs) = (old.required(), new.required());
        let (before, mut now) = (old.properties(), new.properties());
        for name in needs.symmetric_difference(&needed) {
            if !before.contains_key(name) && !now.contains_key(name) {
                let tightened = needs.contains(name);
                let words = if tightened {
                    "is required"
                } else {
                    "is not required any more"
                };
                self.limit("required", tightened, format!("{name} {words}"));
            }
        }
        for (name, property) in before {
            let Some(other) = now.shift_remove(name) else {
                let at = property.parts.first().map(|(at, _)| at.clone());
                let text = format!("{name} was removed");
                let at = at.or_else(|| old.place("properties")).unwrap_or_default();
                self.differ
                    .note(Rule::PropertyRemoved, at, self.direction, text);
                continue;
            };
            self.property(
                name,
                &property,
                &other,
                (needed.contains(name), needs.contains(name)),
            );
            self.todo.push((property, other));
        }
        for (name, property) in now {
            let (rule, words) = if needs.contains(name) && !needed.contains(name) {
                (Rule::PropertyAddedRequired, "is new and required")
            } else {
                (Rule::PropertyAdded, "is new")
            };
            let at = property.parts.first().map(|(at, _)| at.clone());
            let at = at.or_else(|| new.place("properties")).unwrap_or_default();
            self.differ
                .note(rule, at, self.direction, format!("{name} {words}"));
        }
    }

    fn property(
        &mut self,
        name: &str,
        old: &Schema<'_>,
        new: &Schema<'_>,
        (needed, needs): (bool, bool),
    ) {
        let whole = new.parts.first().map(|(at, _)| at.clone());
        let at = whole
            .or_else(|| self.new.place("properties"))
            .unwrap_or_default();
        let direction = self.direction;
        match (needed, needs) {
            (false, true) => {
                let text = format!("{name} is required");
                self.differ
                    .note(Rule::PropertyBecameRequired, &at, direction, text);
            }
            (true, false) => {
                let text = format!("{name} is optional");
                self.differ
                    .note(Rule::PropertyBecameOptional, &at, direction, text);
            }
            _ => {}
        }
        let (rule, words) = match (old.is_read_only(), new.is_read_only()) {
            (false, true) => (Rule::ReadOnlyAdded, "is read-only"),
            (true, false) => (Rule::ReadOnlyRemoved, "is not read-only any more"),
            _ => (Rule::Rewritten, ""),
        };
        if rule != Rule::Rewritten {
            let at = pointer::join(&at, "readOnly");
            self.differ
                .note(rule, at, direction, format!("{name} {words}"));
        }
        if needed || needs {
            self.differ.null(old, new, direction);
        } else if old.is_nullable() != new.is_nullable() {
            let text = format!("whether {name} may be null changed");
            self.differ
                .note(Rule::NullAllowedOptional, at, direction, text);
        }
    }

    pub(super) fn additional(&mut self) {
        let (old, new) = (self.old, self.new);
        let (rule, words) = match (old.additional(), new.additional()) {
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
        self.note(rule, "additionalProperties", words.to_owned());
    }
}
