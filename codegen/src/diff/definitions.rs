//! Definitions that no operation refers to, except as a subtype of another definition.

use super::schema::Schema;
use super::{Differ, Direction};
use crate::pointer;

impl<'a> Differ<'a> {
    /// Compares the definitions that the operations do not refer to.
    pub(super) fn definitions(&mut self) {
        let (old, new) = (
            self.old.members("definitions"),
            self.new.members("definitions"),
        );
        let mut pairs: Vec<(Schema<'a>, Schema<'a>)> = vec![];
        for (name, definition) in new {
            let Some(before) = old.get(name) else {
                continue;
            };
            let at = pointer::join("/definitions", name);
            let before = Schema::of(self.old.document, vec![(at.clone(), before)]);
            pairs.push((
                before,
                Schema::of(self.new.document, vec![(at, definition)]),
            ));
        }
        // a subtype travels in the same directions as its base
        loop {
            let mut found_new = false;
            for pair in &pairs {
                let bases = pair
                    .1
                    .parts
                    .iter()
                    .filter(|(_, part)| part.contains_key("discriminator"));
                let directions = bases.filter_map(|(at, _)| self.directions.get(at));
                let directions: Vec<_> = directions.flatten().copied().collect();
                for direction in directions {
                    let count = self.compared.len();
                    self.schemas(pair.clone(), direction);
                    found_new |= self.compared.len() > count;
                }
            }
            if !found_new {
                break;
            }
        }
        for (before, now) in pairs {
            let reached = now
                .parts
                .iter()
                .all(|(at, _)| self.directions.contains_key(at));
            if !reached {
                self.nullability(&before, &now, Direction::Unread);
                self.schemas((before, now), Direction::Unread);
            }
        }
    }
}
