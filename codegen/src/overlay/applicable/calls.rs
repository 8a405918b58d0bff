//! Checks the entries that change calls: `x-failure` and `x-pages`.

use serde_json::Value;

use super::Operation;
use crate::api::{BodyError, Pages};
use crate::fields;
use crate::overlay::removal::Removal;
use crate::pointer;

impl<'a> Operation<'a> {
    /// Checks that the code is a scalar of a body. If only the text is not, only the text is removed.
    pub(super) fn check_failure(&self) -> Option<Removal> {
        let at = self.pointer("x-failure");
        let error = match BodyError::parse(self.members.get("x-failure")?) {
            Ok(error) => error,
            Err(reason) => return Some(Removal::whole(at, reason)),
        };
        if let Some(reason) = self.not_in_bodies(&error.code) {
            return Some(Removal::whole(at, reason));
        }
        let reason = error.text.and_then(|text| self.not_in_bodies(&text))?;
        Some(Removal::whole(pointer::join(&at, "text"), reason))
    }

    /// Checks that the operation is a GET, that its query has the parameter, and that the next cursor is
    /// a scalar of a success.
    pub(super) fn check_pages(&self) -> Option<Removal> {
        let reason = match Pages::parse(self.members) {
            Ok(pages) => self.problem_of_pages(&pages?),
            Err(reason) => Some(reason),
        };
        Some(Removal::whole(self.pointer("x-pages"), reason?))
    }

    fn problem_of_pages(&self, pages: &Pages) -> Option<String> {
        let Pages {
            parameter, next, ..
        } = pages;
        let in_query = self.parameters().any(|declared| {
            declared.get("name").is_some_and(|name| name == parameter)
                && declared
                    .get("in")
                    .is_some_and(|location| location == "query")
        });
        if !self.at.ends_with("/get") {
            Some("only an operation of method GET has pages".to_owned())
        } else if in_query {
            let success = self.bodies(|status| status.starts_with('2'));
            self.not_scalar_in(success, next)
        } else {
            Some(format!("the query has no parameter {parameter}"))
        }
    }

    fn not_in_bodies(&self, location: &str) -> Option<String> {
        self.not_scalar_in(self.bodies(|_| true), location)
    }

    /// The reason why no body has a scalar at a pointer; `None` if a body can contain any property.
    fn not_scalar_in(&self, bodies: Vec<&'a Value>, location: &str) -> Option<String> {
        let mut reason = format!("no response has a value at {location}");
        for body in bodies {
            match fields::schema_at(self.document, body, location) {
                None if !self.is_known(body) => return None,
                None => {}
                Some(schema) => {
                    let is_object = self.item_of(schema).is_some()
                        || self.fields_if_known(schema).is_some()
                        || self
                            .resolve(schema)
                            .get("type")
                            .is_some_and(|kind| kind == "object");
                    if !is_object {
                        return None;
                    }
                    reason = format!("the value at {location} is an object or a list");
                }
            }
        }
        Some(reason)
    }
}
