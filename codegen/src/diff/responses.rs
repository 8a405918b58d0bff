//! Responses: statuses, what comes with them, and their headers.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::operations::Found;
use super::schema::Schema;
use super::{Differ, Direction, Rule, Side, object};
use crate::pointer;

impl<'a> Differ<'a> {
    /// Compares the responses of an operation.
    pub(super) fn responses(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let at = pointer::join(&new.at, "responses");
        let (a, b) = (
            object(old.members.get("responses")),
            object(new.members.get("responses")),
        );
        for (status, response) in a.iter().filter(|(status, _)| !status.starts_with("x-")) {
            let place = pointer::join(&at, status);
            if let Some(other) = b.get(status) {
                let before = pointer::join(&pointer::join(&old.at, "responses"), status);
                let before = self.old.resolve(before, response);
                let now = self.new.resolve(place, other);
                self.response(&before, &now);
            } else {
                let words = format!("{status} was removed");
                self.note(Rule::ResponseRemoved, place, Direction::Response, words);
            }
        }
        for status in b
            .keys()
            .filter(|status| !status.starts_with("x-") && !a.contains_key(*status))
        {
            let words = format!("{status} was added");
            let place = pointer::join(&at, status);
            self.note(Rule::ResponseAdded, place, Direction::Response, words);
        }
        let extensions = |members: &Map<String, Value>| -> Map<String, Value> {
            let extensions = members.iter().filter(|(key, _)| key.starts_with("x-"));
            extensions
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        self.rest(&at, &extensions(a), &extensions(b), &[]);
    }

    fn response(&mut self, old: &(String, &'a Value), new: &(String, &'a Value)) {
        let (a, b) = (object(Some(old.1)), object(Some(new.1)));
        self.rest(&new.0, a, b, &["schema", "headers", "$ref"]);
        let is_read = self.old.reads(&old.0) || self.new.reads(&new.0);
        let direction = if is_read {
            Direction::Response
        } else {
            Direction::Unread
        };
        let bodies = (a.get("schema"), b.get("schema"));
        if bodies.0.is_some() != bodies.1.is_some() {
            let words = match bodies.1 {
                Some(_) => "it has a body",
                None => "it has no body any more",
            };
            self.note(Rule::ResponseBody, &new.0, direction, words);
        }
        if let (Some(before), Some(now)) = bodies {
            let schema = |document, at: &str, schema| {
                Schema::of(document, vec![(pointer::join(at, "schema"), schema)])
            };
            let before = schema(self.old.document, &old.0, before);
            let now = schema(self.new.document, &new.0, now);
            self.null(&before, &now, direction);
            self.schemas((before, now), direction);
        }
        self.headers(&old.0, a.get("headers"), &new.0, b.get("headers"));
    }

    fn headers(
        &mut self,
        old_at: &str,
        old: Option<&'a Value>,
        new_at: &str,
        new: Option<&'a Value>,
    ) {
        let headers = |at: &str, document, headers| -> IndexMap<String, Schema<'a>> {
            let at = pointer::join(at, "headers");
            let made = |(name, header): (&String, &'a Value)| {
                let schema = Schema::of_parameter(document, &pointer::join(&at, name), header);
                (name.to_ascii_lowercase(), schema)
            };
            object(headers).iter().map(made).collect()
        };
        let before = headers(old_at, self.old.document, old);
        let mut now = headers(new_at, self.new.document, new);
        let place = |at: &str, name: &str| pointer::join(&pointer::join(at, "headers"), name);
        for (name, header) in before {
            if let Some(other) = now.shift_remove(&name) {
                self.schemas((header, other), Direction::Unread);
            } else {
                let words = format!("the header {name} was removed");
                self.note(
                    Rule::ResponseHeaders,
                    place(old_at, &name),
                    Direction::Response,
                    words,
                );
            }
        }
        for name in now.keys() {
            let words = format!("the header {name} was added");
            self.note(
                Rule::ResponseHeaders,
                place(new_at, name),
                Direction::Response,
                words,
            );
        }
    }
}

impl Side<'_> {
    /// Whether the client reads the response at `at`, rather than hand its bytes on.
    fn reads(&self, at: &str) -> bool {
        self.api.is_err() || self.read.contains(at)
    }
}
