//! Removes entries of `x-commands`, `x-rows`, `x-columns`, `x-since`, `x-batch`, `x-portfolio`,
//! `x-reason`, `x-failure` and `x-pages` about fields that an operation does not have, and meanings that do not
//! fit (see [`super::meanings`]).
//!
//! An operation is checked by its parameters and the schemas of its bodies. A schema without
//! properties can contain any field, so nothing is removed because of it, except a command, which
//! cannot be called without its values.

mod batch;
mod calls;
mod portfolio;
mod settle;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::meanings;
use crate::api::METHODS;
use crate::fields::{self, DEPTH};
use crate::pointer;
use crate::report::Report;

/// Every operation of a document with the names of its request's fields.
pub(crate) fn operations(document: &Value) -> Vec<(&Value, BTreeSet<String>)> {
    let operations = all(document);
    let named = operations.map(|operation| {
        let fields = operation.request().into_keys();
        (operation.members, fields.collect())
    });
    named.collect()
}

/// Keeps the entries that apply to the document, and reports the removed ones.
pub(super) fn retain(document: &mut Value, report: &mut Report) {
    let mut removals = vec![];
    for operation in all(document) {
        operation.check(&mut removals);
    }
    meanings::check(document, &mut removals);
    for removal in removals {
        removal.carry_out(document, report);
    }
}

fn all(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    let paths = document.get("paths").and_then(Value::as_object);
    paths.into_iter().flatten().flat_map(move |(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        let methods = methods.filter(|(method, _)| METHODS.contains(&method.as_str()));
        methods.map(move |(method, members)| Operation {
            document,
            item,
            members,
            at: pointer::join(&pointer::join("/paths", path), method),
        })
    })
}

/// A changed member of an operation, and the reason.
pub(super) struct Removal {
    pub at: String,
    pub left: Option<Value>,
    pub reasons: Vec<String>,
}

impl Removal {
    fn carry_out(self, document: &mut Value, report: &mut Report) {
        for reason in self.reasons {
            report.give_up("overlay", self.at.as_str(), reason);
        }
        let Some((parent, key)) = pointer::split(&self.at) else {
            return;
        };
        let Some(members) = document.pointer_mut(parent).and_then(Value::as_object_mut) else {
            return;
        };
        match self.left {
            Some(left) => {
                members.insert(key, left);
            }
            None => {
                members.shift_remove(&key);
            }
        }
    }
}

struct Operation<'a> {
    document: &'a Value,
    item: &'a Value,
    members: &'a Value,
    at: String,
}

/// The schemas of fields by their flattened names.
type Fields<'a> = BTreeMap<String, &'a Value>;

impl<'a> Operation<'a> {
    fn check(&self, removals: &mut Vec<Removal>) {
        if self.members.get("x-commands").is_some() {
            let fields = self.request();
            self.each("x-commands", removals, |command| {
                let name = text(command, "name");
                let values = command.get("values").and_then(Value::as_object);
                let fault = values.into_iter().flatten().find_map(|(field, value)| {
                    let field = field.strip_prefix("body.").unwrap_or(field);
                    match fields.get(field) {
                        None => Some(format!("the request has no field {field}")),
                        Some(schema) => self
                            .not_in_enum(schema, value)
                            .map(|values| format!("{field} cannot be {value}, only {values}")),
                    }
                })?;
                Some(format!("the command {name} is left out: {fault}"))
            });
        }
        let success = self.body(|status| status.starts_with('2'));
        if let (Some(rows), Some(body)) = (self.members.get("x-rows"), success)
            && self.is_known(body)
            && rows
                .as_str()
                .is_none_or(|rows| self.rows_at(body, rows).is_none())
        {
            removals.push(Removal {
                at: pointer::join(&self.at, "x-rows"),
                left: None,
                reasons: vec![format!("the response has no list at {rows}")],
            });
        }
        if let Some(fields) = success.and_then(|body| self.row_fields(body)) {
            self.each("x-columns", removals, |column| {
                let value = text(column, "value");
                let missing = !fields.contains_key(value);
                missing.then(|| {
                    let title = text(column, "title");
                    format!("the column {title} is left out: the response has no field {value}")
                })
            });
        }
        let refusal = self.body(|status| !status.starts_with(['1', '2', '3']));
        if let (Some(reason), Some(body)) = (self.members.get("x-reason"), refusal)
            && let Some(fields) = self.fields_if_known(body)
            && reason
                .as_str()
                .is_none_or(|reason| !fields.contains_key(reason))
        {
            removals.push(Removal {
                at: pointer::join(&self.at, "x-reason"),
                left: None,
                reasons: vec![format!("the body of an error has no field {reason}")],
            });
        }
        self.check_since(success, removals);
        self.check_batch(removals);
        self.check_settle(removals);
        self.check_portfolio(success, removals);
        self.check_failure(removals);
        self.check_pages(removals);
    }

    /// Checks that the dates of a row are fields of it.
    fn check_since(&self, success: Option<&'a Value>, removals: &mut Vec<Removal>) {
        let Some(since) = self.members.get("x-since") else {
            return;
        };
        let names = since.as_array().into_iter().flatten();
        if since.as_array().is_none_or(Vec::is_empty) || names.clone().any(|name| !name.is_string())
        {
            removals.push(Removal {
                at: pointer::join(&self.at, "x-since"),
                left: None,
                reasons: vec!["this is not a list of names".to_owned()],
            });
        } else if let Some(fields) = success.and_then(|body| self.row_fields(body)) {
            self.each("x-since", removals, |name| {
                let name = name.as_str().unwrap_or_default();
                let missing = !fields.contains_key(name);
                missing.then(|| {
                    format!("the date {name} is left out: the response has no field {name}")
                })
            });
        }
    }

    /// Removes the invalid items of the list `key`.
    fn each(
        &self,
        key: &str,
        removals: &mut Vec<Removal>,
        fault: impl Fn(&Value) -> Option<String>,
    ) {
        let Some(Value::Array(items)) = self.members.get(key) else {
            return;
        };
        let (mut left, mut reasons) = (vec![], vec![]);
        for item in items {
            match fault(item) {
                Some(reason) => reasons.push(reason),
                None => left.push(item.clone()),
            }
        }
        if !reasons.is_empty() {
            let left = (!left.is_empty()).then_some(Value::Array(left));
            removals.push(Removal {
                at: pointer::join(&self.at, key),
                left,
                reasons,
            });
        }
    }

    fn resolve(&self, value: &'a Value) -> &'a Value {
        fields::resolve(self.document, value)
    }

    fn properties(&self, schema: &'a Value) -> indexmap::IndexMap<String, &'a Value> {
        fields::properties(self.document, schema, DEPTH)
    }

    /// The parameters, including those of the path.
    fn parameters(&self) -> impl Iterator<Item = &'a Value> {
        let owners = [self.item, self.members].into_iter();
        let lists = owners.filter_map(|owner| owner.get("parameters")?.as_array());
        lists.flatten().map(|parameter| self.resolve(parameter))
    }

    /// The fields of the request.
    fn request(&self) -> Fields<'a> {
        let mut fields = Fields::new();
        for parameter in self.parameters() {
            if parameter
                .get("in")
                .is_some_and(|location| location == "body")
            {
                if let Some(schema) = parameter.get("schema") {
                    self.collect(schema, "", DEPTH, &mut fields);
                }
            } else if let Some(name) = parameter.get("name").and_then(Value::as_str) {
                fields.insert(name.to_owned(), parameter);
            }
        }
        fields
    }

    /// The schemas of the responses with these statuses.
    fn bodies(&self, is_meant: impl Fn(&str) -> bool) -> Vec<&'a Value> {
        let responses = self.members.get("responses").and_then(Value::as_object);
        let responses = responses.into_iter().flatten();
        let meant = responses.filter(|(status, _)| is_meant(status));
        meant
            .filter_map(|(_, response)| self.resolve(response).get("schema"))
            .collect()
    }

    /// The first of these schemas.
    fn body(&self, is_meant: impl Fn(&str) -> bool) -> Option<&'a Value> {
        self.bodies(is_meant).first().copied()
    }

    /// The fields of a row, if the schema lists them.
    fn row_fields(&self, body: &'a Value) -> Option<Fields<'a>> {
        let rows = self.members.get("x-rows").and_then(Value::as_str);
        let named = rows.and_then(|rows| self.rows_at(body, rows));
        let row = named.or_else(|| self.first_list(body)).unwrap_or(body);
        self.fields_if_known(row)
    }

    fn fields_if_known(&self, schema: &'a Value) -> Option<Fields<'a>> {
        let mut fields = Fields::new();
        self.collect(schema, "", DEPTH, &mut fields);
        (!fields.is_empty()).then_some(fields)
    }

    fn is_known(&self, schema: &'a Value) -> bool {
        self.item_of(schema).is_some() || self.fields_if_known(schema).is_some()
    }

    /// The schema of the items of the list at a pointer into a body.
    fn rows_at(&self, body: &'a Value, rows: &str) -> Option<&'a Value> {
        self.item_of(fields::at(self.document, body, rows)?)
    }

    fn item_of(&self, schema: &'a Value) -> Option<&'a Value> {
        self.resolve(schema).get("items")
    }

    /// The items of the first list of objects.
    fn first_list(&self, body: &'a Value) -> Option<&'a Value> {
        if let Some(item) = self.item_of(body) {
            return Some(item);
        }
        let properties = self.properties(body);
        let lists = properties
            .values()
            .filter_map(|schema| self.item_of(schema));
        lists
            .into_iter()
            .find(|item| !self.properties(item).is_empty())
    }

    fn collect(&self, schema: &'a Value, before: &str, depth: usize, fields: &mut Fields<'a>) {
        if depth == 0 {
            return;
        }
        for (name, schema) in self.properties(schema) {
            let name = name.replace('\\', "\\\\").replace('.', "\\.");
            let name = format!("{before}{name}");
            self.collect(schema, &format!("{name}."), depth - 1, fields);
            fields.insert(name, schema);
        }
    }

    /// The values of the schema's enum, if `value` is not among them.
    fn not_in_enum(&self, schema: &'a Value, value: &Value) -> Option<String> {
        let values = self.values(schema, DEPTH)?;
        let values = (!values.contains(value)).then_some(values)?;
        let values: Vec<_> = values.iter().map(Value::to_string).collect();
        Some(values.join(", "))
    }

    fn values(&self, schema: &'a Value, depth: usize) -> Option<&'a Vec<Value>> {
        let schema: &Map<String, Value> = self.resolve(schema).as_object()?;
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return Some(values);
        }
        let parts = schema.get("allOf").filter(|_| depth > 0)?.as_array()?;
        parts.iter().find_map(|part| self.values(part, depth - 1))
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
