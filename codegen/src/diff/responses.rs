//! Responses: statuses, bodies and headers.

use indexmap::IndexMap;
use serde_json::Value;

use super::operations::Found;
use super::schema::Schema;
use super::{Differ, Direction, Pair, Rule, is_one_of, object, paired};
use crate::pointer;

impl<'a> Differ<'a> {
    /// Compares the responses of an operation.
    pub(super) fn responses(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let at = pointer::join(&new.at, "responses");
        let (a, b) = (
            object(old.members.get("responses")),
            object(new.members.get("responses")),
        );
        self.members_without_rule(&at, a, b, |status| !status.starts_with("x-"));
        for (status, pair) in paired(a, b).filter(|(status, _)| !status.starts_with("x-")) {
            let location = pointer::join(&at, status);
            let (rule, message) = match pair {
                Pair::Both(before, now) => {
                    let at = pointer::join(&pointer::join(&old.at, "responses"), status);
                    let before = self.old.resolve(at, before);
                    let now = self.new.resolve(location, now);
                    self.response(&before, &now);
                    continue;
                }
                Pair::Removed(_) => (Rule::ResponseRemoved, "was removed"),
                Pair::Added(_) => (Rule::ResponseAdded, "was added"),
            };
            let message = format!("{status} {message}");
            self.note(rule, location, Direction::Response, message);
        }
    }

    fn response(&mut self, old: &(String, &'a Value), new: &(String, &'a Value)) {
        let (a, b) = (object(Some(old.1)), object(Some(new.1)));
        self.members_without_rule(&new.0, a, b, is_one_of("schema headers $ref"));
        let is_read = self.old.read.contains(&*old.0) || self.new.read.contains(&*new.0);
        let direction = if is_read {
            Direction::Response
        } else {
            Direction::Unread
        };
        let (had, has) = (a.contains_key("schema"), b.contains_key("schema"));
        self.toggled(
            &new.0,
            direction,
            "it",
            (had, has),
            (Rule::ResponseBody, "has a body"),
            (Rule::ResponseBody, "no longer has a body"),
        );
        if had && has {
            let before = Schema::of_member(self.old.document, &old.0, old.1);
            let now = Schema::of_member(self.new.document, &new.0, new.1);
            self.nullability(&before, &now, direction);
            self.schemas((before, now), direction);
        }
        self.headers((&old.0, a.get("headers")), (&new.0, b.get("headers")));
    }

    fn headers(&mut self, old: (&str, Option<&'a Value>), new: (&str, Option<&'a Value>)) {
        type Headers<'a> = IndexMap<String, (String, Schema<'a>)>;
        let headers = |document, (at, headers): (&str, Option<&'a Value>)| -> Headers<'a> {
            let at = pointer::join(at, "headers");
            let described = |(name, header): (&String, &'a Value)| {
                let at = pointer::join(&at, name);
                let schema = Schema::of_parameter(document, &at, header);
                (name.to_ascii_lowercase(), (at, schema))
            };
            object(headers).iter().map(described).collect()
        };
        let before = headers(self.old.document, old);
        for (name, pair) in paired(before, headers(self.new.document, new)) {
            let (at, message) = match pair {
                Pair::Both((_, old), (_, new)) => {
                    self.schemas((old, new), Direction::Unread);
                    continue;
                }
                Pair::Removed((at, _)) => (at, "was removed"),
                Pair::Added((at, _)) => (at, "was added"),
            };
            let message = format!("the header {name} {message}");
            self.note(Rule::ResponseHeaders, at, Direction::Response, message);
        }
    }
}
