//! The rules by which a query determines the outcome of a request: `settle` in the `x-batch` of an unsafe operation.
//!
//! ```yaml
//! x-batch:
//!   settle:
//!     query: listThings                  # a safe operation
//!     values: {owner: owner, kind: kind} # fields of the query, each with the field of the request that has its value
//!     equal: {kind: kind, limit: limit}  # fields of a row, each with the field of the request that has to be equal
//!     identify: [kind]                   # at least one of these fields of a row has to be compared
//!     since: created                     # a date of the row, which is not before the day of the request
//!     absent: [E404]                     # codes of errors that mean that nothing was found
//!     ended: {state: [over]}             # values of a row that has ended, so that a new request is no repetition
//! ```

use std::collections::HashMap;

use api_transport::meaning::{Given, Meaning};
use chrono::{DateTime, Days, NaiveDate, Utc};
use classifications_contract::{Contract, Values, split_name};
use serde::Deserialize;
use serde_json::Value;

use crate::api::CallResult;
use crate::state::Outcome;

/// The rules by which a query settles requests of an operation.
#[derive(Debug, Clone)]
pub struct SettleRules {
    pub(crate) rules: Rules,
    /// The JSON pointer of the rows of a response.
    rows: String,
    /// Whether a response contains all rows, as the query has no pages.
    complete: bool,
    /// The meanings of properties, by name.
    meanings: HashMap<String, Meaning>,
}

/// `settle` of `x-batch`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Rules {
    query: String,
    #[serde(default)]
    values: HashMap<String, String>,
    pub(crate) equal: HashMap<String, String>,
    #[serde(default)]
    pub(crate) identify: Vec<String>,
    since: Option<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    pub(crate) ended: HashMap<String, Vec<String>>,
}

/// The result of a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found {
    /// The row that the request made.
    One(Value),
    /// Several rows, each of which the request may have made.
    Several(Vec<Value>),
    /// No row. The request may have been carried out nevertheless.
    Nothing,
    /// The query failed.
    Failed,
}

impl SettleRules {
    /// The rules that the document has for an operation; `None` where it has none, or they cannot be applied.
    #[must_use]
    pub fn of(contract: &Contract, operation: &str) -> Option<Self> {
        let document = contract.document();
        let extension = find_operation(document, operation)?
            .get("x-batch")?
            .get("settle")?;
        let rules: Rules = serde_json::from_value(extension.clone()).ok()?;
        let query = find_operation(document, &rules.query)?;
        if rules.equal.is_empty() {
            return None;
        }
        let mut meanings = HashMap::new();
        collect_meanings(document, &mut meanings);
        let rows = query.get("x-rows").and_then(Value::as_str);
        Some(Self {
            rows: rows.unwrap_or_default().to_owned(),
            complete: query.get("x-pages").is_none(),
            rules,
            meanings,
        })
    }

    /// The id of the query, which is a safe operation.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.rules.query
    }

    /// Whether a response contains all rows, so that a row that it lacks does not exist.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// The values of the query for a request.
    pub(crate) fn values(&self, request: &Values) -> Values {
        let values = self.rules.values.iter().filter_map(|(field, name)| {
            let value = lookup(request, name)?;
            Some((field.clone(), value.clone()))
        });
        values.collect()
    }

    /// The values of the query for a request, without those that are compared with rows: the query then returns also rows
    /// that are only similar to the request.
    #[must_use]
    pub fn scope(&self, request: &Values) -> Values {
        let mut values = self.values(request);
        values.retain(|field, _| !self.rules.equal.contains_key(field));
        values
    }

    /// The rows of a response.
    pub(crate) fn rows<'b>(&self, body: &'b Value) -> &'b [Value] {
        match body.pointer(&self.rows) {
            Some(Value::Array(rows)) => rows.as_slice(),
            Some(Value::Null) | None => &[],
            Some(row) => std::slice::from_ref(row),
        }
    }

    /// Whether an error code means that nothing was found.
    #[must_use]
    pub fn is_absent(&self, code: &str) -> bool {
        self.rules.absent.iter().any(|absent| absent == code)
    }

    /// Finds a request in the response to the query. `claimed_at` is the time of its claim, in milliseconds since 1970.
    pub(crate) fn compare(
        &self,
        request: &Values,
        claimed_at: i64,
        received: &CallResult,
    ) -> Found {
        let code = received.code.as_deref();
        match received.outcome {
            Outcome::Done => {}
            _ if code.is_some_and(|code| self.is_absent(code)) => return Found::Nothing,
            _ => return Found::Failed,
        }
        let body = received.body.as_deref().unwrap_or_default();
        let Ok(body) = serde_json::from_str::<Value>(body) else {
            return Found::Failed;
        };
        let matching = self
            .rows(&body)
            .iter()
            .filter(|row| self.is_match(request, claimed_at, row));
        let mut matching: Vec<Value> = matching.cloned().collect();
        match (matching.pop(), matching.is_empty()) {
            (None, _) => Found::Nothing,
            (Some(row), true) => Found::One(row),
            (Some(row), false) => {
                matching.push(row);
                Found::Several(matching)
            }
        }
    }

    /// Whether the request may have made this row. Fields without a value in the request are not compared; at least one
    /// identifying field has to be compared.
    fn is_match(&self, request: &Values, claimed_at: i64, row: &Value) -> bool {
        let identify = &self.rules.identify;
        let mut identified = false;
        for (field, name) in &self.rules.equal {
            let Some(requested) = lookup(request, name).filter(|value| !is_empty(value)) else {
                continue;
            };
            identified |= identify.is_empty() || identify.contains(field);
            let found = member(row, field);
            if found.is_none_or(|found| {
                self.canonical(field, found) != self.canonical(field, requested)
            }) {
                return false;
            }
        }
        let since = self.rules.since.as_deref();
        identified && since.is_none_or(|field| self.is_recent(claimed_at, field, row))
    }

    /// Whether the date of a row is not before the day of the claim. The server's date may be a day behind ours.
    fn is_recent(&self, claimed_at: i64, field: &str, row: &Value) -> bool {
        let Some(claimed) = DateTime::<Utc>::from_timestamp_millis(claimed_at) else {
            return false;
        };
        let first = claimed.date_naive().checked_sub_days(Days::new(1));
        let date = member(row, field).map(|date| self.canonical(field, date));
        let date = date.and_then(|date| NaiveDate::parse_from_str(&date, "%Y-%m-%d").ok());
        date.zip(first).is_some_and(|(date, first)| date >= first)
    }

    /// A value in the form in which it is compared.
    pub(crate) fn canonical(&self, field: &str, value: &Value) -> String {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        let name = field.rsplit('.').next().unwrap_or(field);
        let Some(meaning) = self.meanings.get(name) else {
            return text;
        };
        let given = match value {
            Value::Number(_) => Given::Number(&text),
            _ => Given::Text(&text),
        };
        let documented = meaning.normalise(given).unwrap_or_else(|_| text.clone());
        let readable = meaning.readable(&documented);
        readable
            .filter(|text| !text.is_empty())
            .unwrap_or(documented)
    }
}

/// The operation with this id, or with this method and path.
pub(crate) fn find_operation<'d>(document: &'d Value, operation: &str) -> Option<&'d Value> {
    let paths = document.get("paths")?.as_object()?;
    paths.iter().find_map(|(path, item)| {
        let item = item.as_object()?;
        let found = item.iter().find(|(method, candidate)| {
            let id = candidate.get("operationId").and_then(Value::as_str);
            id == Some(operation) || format!("{} {path}", method.to_uppercase()) == operation
        });
        found.map(|(_, found)| found)
    })
}

/// Collects the meanings of properties by name. The first property with a name counts.
fn collect_meanings(part: &Value, meanings: &mut HashMap<String, Meaning>) {
    match part {
        Value::Object(members) => {
            let properties = members.get("properties").and_then(Value::as_object);
            for (name, schema) in properties.into_iter().flatten() {
                let meaning = schema.get("x-meaning").map(Meaning::read);
                if let Some(Ok(meaning)) = meaning {
                    meanings.entry(name.clone()).or_insert(meaning);
                }
            }
            members
                .values()
                .for_each(|member| collect_meanings(member, meanings));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_meanings(item, meanings)),
        _ => {}
    }
}

/// A value of a request: under its flattened name, with or without its location, or within `body`.
pub(crate) fn lookup<'v>(request: &'v Values, name: &str) -> Option<&'v Value> {
    let plain = name
        .split_once('.')
        .map_or(name, |(location, rest)| match location {
            "path" | "query" | "header" | "body" => rest,
            _ => name,
        });
    let locations = ["path", "query", "header", "body"].into_iter();
    let qualified = locations.map(|location| format!("{location}.{plain}"));
    let mut names = [name.to_owned(), plain.to_owned()]
        .into_iter()
        .chain(qualified);
    let value = names.find_map(|name| request.get(&name));
    value.or_else(|| member(request.get("body")?, plain))
}

/// The member of a value with a flattened name.
pub(crate) fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    split_name(name)
        .iter()
        .try_fold(value, |value, name| value.get(name.as_str()))
}

/// Whether a value is null or a blank text.
pub(crate) fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::Advice;
    use crate::testing::{NOW, contract, contract_with};

    fn request() -> Values {
        let values = json!({ "owner": "7", "body.name": "x", "limit": 40000 });
        values.as_object().cloned().unwrap()
    }

    fn response(rows: &Value) -> CallResult {
        CallResult {
            body: Some(json!({ "things": rows }).to_string()),
            ..CallResult::new(Outcome::Done, Advice::Continue)
        }
    }

    fn compare(rules: &SettleRules, request: &Values, rows: &Value) -> Found {
        rules.compare(request, NOW, &response(rows))
    }

    #[test]
    fn the_query_gets_the_values_that_the_rules_name() {
        let rules = SettleRules::of(&contract(), "createThing").unwrap();
        assert_eq!(rules.query(), "listThings");
        let expected = json!({ "owner": "7", "name": "x" });
        assert_eq!(Value::Object(rules.values(&request())), expected);
        assert!(SettleRules::of(&contract(), "listThings").is_none());
        assert!(SettleRules::of(&contract(), "POST /owners/{owner}/things").is_some());
    }

    #[test]
    fn a_row_is_found_by_the_meaning_of_its_values() {
        let rules = SettleRules::of(&contract(), "createThing").unwrap();
        let row = json!({ "name": "x", "limit": "40000,00" });
        let other = json!({ "name": "x", "limit": "41000,00" });
        let found = compare(&rules, &request(), &json!([other, row]));
        assert_eq!(found, Found::One(row.clone()));
        let twice = compare(&rules, &request(), &json!([row, row]));
        assert_eq!(twice, Found::Several(vec![row.clone(), row.clone()]));
        assert_eq!(compare(&rules, &request(), &json!([other])), Found::Nothing);
        assert_eq!(compare(&rules, &request(), &Value::Null), Found::Nothing);
        let mut nameless = request();
        nameless.remove("body.name");
        assert_eq!(compare(&rules, &nameless, &json!([row])), Found::Nothing);
    }

    #[test]
    fn a_row_that_is_older_than_the_request_does_not_match() {
        let rules = SettleRules::of(&contract_with("since", json!("created")), "createThing");
        let rules = rules.unwrap();
        let row = |created: &str| json!({ "name": "x", "limit": "40000,00", "created": created });
        let compare = |created: &str| compare(&rules, &request(), &json!([row(created)]));
        assert_eq!(compare("20260115"), Found::One(row("20260115")));
        assert_eq!(compare("20260114"), Found::One(row("20260114")));
        assert_eq!(compare("20260113"), Found::Nothing);
        assert_eq!(compare("0"), Found::Nothing);
    }

    #[test]
    fn only_the_listed_codes_mean_that_nothing_was_found() {
        let rules = SettleRules::of(&contract(), "createThing").unwrap();
        let rejected = |code: &str| CallResult {
            code: Some(code.to_owned()),
            ..CallResult::new(Outcome::Rejected, Advice::Continue)
        };
        let compare = |received| rules.compare(&request(), NOW, &received);
        assert_eq!(compare(rejected("E404")), Found::Nothing);
        assert_eq!(compare(rejected("E500")), Found::Failed);
        let lost = CallResult::new(Outcome::Unknown, Advice::SuspectOutage);
        assert_eq!(compare(lost), Found::Failed);
    }
}
