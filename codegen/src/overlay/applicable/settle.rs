//! Checks `settle` of `x-batch`: how a query shows the outcome of a request.

use serde_json::Value;

use super::{Operation, all_operations, text};
use crate::overlay::removal::Removal;
use crate::pointer;

impl<'a> Operation<'a> {
    /// Checks that the query is a GET, and that all names are fields of it, of its rows, or of the request.
    pub(super) fn check_settle(&self) -> Option<Removal> {
        let reason = self.problem_of_settle(self.members.get("x-batch")?.get("settle")?)?;
        let at = pointer::join(&self.pointer("x-batch"), "settle");
        Some(Removal::whole(at, reason))
    }

    fn problem_of_settle(&self, entry: &'a Value) -> Option<String> {
        let id = text(entry, "query");
        let is_query = |operation: &Operation<'_>| {
            text(operation.members, "operationId") == id && operation.at.ends_with("/get")
        };
        let Some(query) = all_operations(self.document).find(is_query) else {
            return Some(format!("no operation of method GET has the id {id:?}"));
        };
        let (request, query_fields) = (self.request(), query.request());
        for (field, name) in pairs(entry, "values") {
            if !query_fields.contains_key(field) {
                return Some(format!("{id} has no field {field}"));
            }
            if !request.contains_key(name) {
                return Some(format!("the request has no field {name}"));
            }
        }
        if pairs(entry, "equal").next().is_none() {
            return Some("`equal` names no field".to_owned());
        }
        let mut request_names = pairs(entry, "equal").map(|(_, name)| name);
        let missing = request_names.find(|name| !request.contains_key(*name));
        if let Some(name) = missing {
            return Some(format!("the request has no field {name}"));
        }
        let is_not_compared = |name: &&str| !pairs(entry, "equal").any(|(field, _)| field == *name);
        if let Some(name) = names(entry, "identify").find(is_not_compared) {
            return Some(format!("{name} of `identify` is not in `equal`"));
        }
        let row = query.body(|status| status.starts_with('2'));
        let row = row.and_then(|body| query.row_fields(body))?;
        let since = entry.get("since").and_then(Value::as_str);
        let ended = entry.get("ended").and_then(Value::as_object);
        let ended = ended.into_iter().flatten();
        let mut fields = pairs(entry, "equal")
            .map(|(field, _)| field)
            .chain(since)
            .chain(ended.map(|(field, _)| field.as_str()));
        let missing = fields.find(|field| !row.contains_key(*field));
        missing.map(|field| format!("a row of {id} has no field {field}"))
    }
}

/// The members of an object of strings.
fn pairs<'a>(entry: &'a Value, key: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let members = entry.get(key).and_then(Value::as_object);
    let members = members.into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
}

/// The items of a list of strings.
fn names<'a>(entry: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let items = entry.get(key).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_str)
}
