//! Schemas: the values that they accept, in the direction in which they travel.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use super::decimal::Decimal;
use super::schema::Schema;
use super::{Differ, Direction, Pair, Rule, paired};

/// An old and a new schema to compare.
type Schemas<'a> = (Schema<'a>, Schema<'a>);

/// The comparison of one pair of schemas.
pub(super) struct Comparison<'d, 'a, 's> {
    pub(super) differ: &'d mut Differ<'a>,
    pub(super) old: &'s Schema<'a>,
    pub(super) new: &'s Schema<'a>,
    pub(super) direction: Direction,
    /// The pairs below it that are still to be compared.
    pub(super) todo: Vec<Schemas<'a>>,
}

impl<'a> Differ<'a> {
    /// Compares two schemas and all below them, each pair once per direction.
    pub(super) fn schemas(&mut self, pair: Schemas<'a>, direction: Direction) {
        let mut todo = vec![pair];
        while let Some((old, new)) = todo.pop() {
            let pair = format!("{}\n{}", old.locations(), new.locations());
            if !self.compared.insert((pair, direction)) {
                continue;
            }
            for (at, _) in &new.parts {
                self.directions
                    .entry(at.clone())
                    .or_default()
                    .insert(direction);
            }
            let mut comparison = Comparison {
                differ: self,
                old: &old,
                new: &new,
                direction,
                todo: vec![],
            };
            comparison.run();
            todo.append(&mut comparison.todo);
        }
    }

    /// Compares whether null is allowed, for values that the client requires.
    pub(super) fn nullability(&mut self, old: &Schema<'_>, new: &Schema<'_>, direction: Direction) {
        let location = new
            .location("x-nullable")
            .or_else(|| old.location("x-nullable"));
        self.toggled(
            location
                .or_else(|| new.location("type"))
                .unwrap_or_default(),
            direction,
            "it",
            (old.is_nullable(), new.is_nullable()),
            (Rule::NullAllowed, "may be null"),
            (Rule::NullForbidden, "may no longer be null"),
        );
    }
}

impl Comparison<'_, '_, '_> {
    /// The pointer of `key`, or that of the schema.
    fn location(&self, key: &str) -> String {
        let (old, new) = (self.old, self.new);
        let location = new.location(key).or_else(|| old.location(key));
        let location = location
            .or_else(|| new.first_location())
            .or_else(|| old.first_location());
        location.unwrap_or_default()
    }

    /// Records `rule` at the pointer of `key`.
    pub(super) fn note(&mut self, rule: Rule, key: &str, text: String) {
        self.note_at(rule, self.location(key), text);
    }

    pub(super) fn note_at(&mut self, rule: Rule, at: impl Into<String>, text: String) {
        self.differ.note(rule, at, self.direction, text);
    }

    /// Records that `key` was tightened or loosened.
    pub(super) fn limit(&mut self, key: &str, tightened: bool, text: String) {
        let rule = match tightened {
            true => Rule::LimitTightened,
            false if self.old.is_checked(key) && key.contains("Length") => Rule::CheckLoosened,
            false => Rule::LimitLoosened,
        };
        self.note(rule, key, text);
    }

    fn run(&mut self) {
        let (old, new) = (self.old, self.new);
        for (key, pair) in paired(old.members_without_rule(), new.members_without_rule()) {
            let same = matches!(&pair, Pair::Both(old, new) if old == new);
            let at = new.location(key).or_else(|| old.location(key));
            self.differ
                .member_without_rule(&at.unwrap_or_default(), key, !same);
        }
        if old.texts("default") != new.texts("default") {
            let shown = |schema: &Schema<'_>| list(&schema.texts("default"));
            let text = format!("the default is {}, was {}", shown(new), shown(old));
            self.note(Rule::DefaultChanged, "default", text);
        }
        let (before, now) = (old.kind(), new.kind());
        if before != now {
            self.note(
                Rule::TypeChanged,
                "type",
                format!("the type is {now}, was {before}"),
            );
            return;
        }
        if old.is_parameter {
            self.parameter(now);
        }
        if !self.listed() {
            let applies = |kinds: &[&str]| now == "anything" || kinds.contains(&now);
            self.formats(now == "number");
            if applies(&["string"]) {
                self.patterns();
                self.limits(["minLength", "maxLength"]);
            }
            if applies(&["integer", "number"]) {
                self.limits(["minimum", "maximum"]);
                self.multiples();
            }
        }
        if now == "array" || now == "anything" {
            self.limits(["minItems", "maxItems"]);
            let unique = new.is_true("uniqueItems");
            if old.is_true("uniqueItems") != unique {
                let text = "whether items must differ changed".to_owned();
                self.limit("uniqueItems", unique, text);
            }
            let (before, now) = (old.member_schema("items"), new.member_schema("items"));
            self.differ.nullability(&before, &now, self.direction);
            self.todo.push((before, now));
        }
        if now == "object" || now == "anything" {
            self.limits(["minProperties", "maxProperties"]);
            self.properties();
            self.additional();
            if old.texts("discriminator") != new.texts("discriminator") {
                let text = "the discriminator changed".to_owned();
                self.note(Rule::DiscriminatorChanged, "discriminator", text);
            }
        }
    }

    /// Compares the keywords that only parameters have.
    fn parameter(&mut self, kind: &str) {
        let (old, new) = (self.old, self.new);
        let format = |schema: &Schema<'_>| {
            let texts = schema.texts("collectionFormat");
            texts.first().map_or_else(
                || "csv".to_owned(),
                |text| text.trim_matches('"').to_owned(),
            )
        };
        let (before, now) = (format(old), format(new));
        if kind == "array" && before != now {
            let text = format!("the list format is {now}, was {before}");
            self.note(Rule::ListFormat, "collectionFormat", text);
        }
        self.differ.toggled(
            self.location("allowEmptyValue"),
            self.direction,
            "an empty value",
            (
                old.is_true("allowEmptyValue"),
                new.is_true("allowEmptyValue"),
            ),
            (Rule::EmptyAllowed, "is allowed"),
            (Rule::EmptyForbidden, "is refused"),
        );
    }

    /// Compares lists of values. Returns whether one of the schemas has such a list, because
    /// other limits are then not compared.
    fn listed(&mut self) -> bool {
        match (self.old.listed(), self.new.listed()) {
            (None, None) => false,
            (None, Some(now)) => {
                let now = now.keys().cloned().collect();
                let text = format!("only {} are allowed", list(&now));
                self.note(Rule::ValuesListed, "enum", text);
                true
            }
            (Some(before), None) => {
                self.note(
                    Rule::ValuesUnlisted,
                    "enum",
                    "other values are allowed".to_owned(),
                );
                for (text, value) in before {
                    if !self.new.accepts(value) {
                        self.note(Rule::ValueRemoved, "enum", format!("{text} is refused"));
                    }
                }
                true
            }
            (Some(before), Some(now)) => {
                for text in now.keys().filter(|text| !before.contains_key(*text)) {
                    self.note(Rule::ValueAdded, "enum", format!("{text} was added"));
                }
                for text in before.keys().filter(|text| !now.contains_key(*text)) {
                    self.note(Rule::ValueRemoved, "enum", format!("{text} was removed"));
                }
                true
            }
        }
    }

    /// Compares formats. The format of a number does not limit its values.
    fn formats(&mut self, is_number: bool) {
        let (before, now) = (self.old.formats(), self.new.formats());
        let text = format!("the format is {}, was {}", list(&now), list(&before));
        if !now.is_subset(&before) && !is_number {
            self.note(Rule::FormatAdded, "format", text);
        } else if before != now {
            self.note(Rule::FormatChanged, "format", text);
        }
    }

    fn patterns(&mut self) {
        let (before, now) = (self.old.patterns(), self.new.patterns());
        let text = format!("the pattern is {}, was {}", list(&now), list(&before));
        let is_checked = self.old.is_checked("pattern");
        if before == now {
            return;
        }
        let rule = match (now.is_superset(&before), now.is_subset(&before)) {
            (true, _) => Rule::LimitTightened,
            (_, true) if is_checked => Rule::CheckLoosened,
            (_, true) => Rule::LimitLoosened,
            _ if is_checked => Rule::PatternChanged,
            _ => Rule::LimitTightened,
        };
        self.note(rule, "pattern", text);
    }

    fn limits<const N: usize>(&mut self, keys: [&str; N]) {
        for key in keys {
            let upper = key.starts_with("max");
            let (before, now) = (self.old.limit(key), self.new.limit(key));
            // an exclusive limit is tighter than the same number as an inclusive one
            let sort_key = |limit: &Option<(Decimal, bool)>| {
                limit
                    .clone()
                    .map(|(number, exclusive)| (number, exclusive != upper))
            };
            let (a, b) = (sort_key(&before), sort_key(&now));
            let order = if upper {
                a.map(Reverse).cmp(&b.map(Reverse))
            } else {
                a.cmp(&b)
            };
            if order == Ordering::Equal {
                continue;
            }
            let shown = |limit: Option<(Decimal, bool)>| match limit {
                None => "not set".to_owned(),
                Some((number, true)) => format!("{number}, exclusive"),
                Some((number, false)) => number.to_string(),
            };
            let text = format!("{key} is {}, was {}", shown(now), shown(before));
            self.limit(key, order == Ordering::Less, text);
        }
    }

    fn multiples(&mut self) {
        let (before, now) = (self.old.multiples(), self.new.multiples());
        if before == now {
            return;
        }
        // `these` allow all that `those` allow if each of `these` divides one of `those`
        let allows_all = |these: &BTreeSet<Decimal>, those: &BTreeSet<Decimal>| {
            let divides_another =
                |one: &Decimal| those.iter().any(|other| other.is_multiple_of(one));
            these.iter().all(divides_another)
        };
        let loosened = allows_all(&now, &before);
        if loosened && allows_all(&before, &now) {
            return;
        }
        let shown =
            |numbers: &BTreeSet<Decimal>| list(&numbers.iter().map(ToString::to_string).collect());
        let (before, now) = (shown(&before), shown(&now));
        let text = format!("numbers are multiples of {now}, were of {before}");
        self.limit("multipleOf", !loosened, text);
    }
}

/// The texts, separated by commas.
fn list(texts: &BTreeSet<String>) -> String {
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    match texts.as_slice() {
        [] => "not set".to_owned(),
        texts => texts.join(", "),
    }
}
