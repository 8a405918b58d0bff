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
use super::removal::Removal;
use crate::api::described_operations;
use crate::fields::{self, DEPTH};
use crate::pointer;
use crate::report::Report;

/// Every operation of a document, with the names of the fields of its request.
pub(crate) fn operations(document: &Value) -> Vec<(&Value, BTreeSet<String>)> {
    let named = all_operations(document).map(|operation| {
        let fields = operation.request().into_keys();
        (operation.members, fields.collect())
    });
    named.collect()
}

/// Keeps the entries that apply to the document, and reports the removed ones.
pub(super) fn retain(document: &mut Value, report: &mut Report) {
    let mut removals = vec![];
    for operation in all_operations(document) {
        operation.check(&mut removals);
    }
    meanings::check(document, &mut removals);
    for removal in removals {
        removal.carry_out(document, report);
    }
}

fn all_operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    described_operations(document)
        .into_iter()
        .map(move |described| Operation {
            document,
            item: described.item.1,
            members: described.value,
            at: described.at,
        })
}

/// An operation whose entries are checked.
struct Operation<'a> {
    document: &'a Value,
    /// The path item that contains the operation.
    item: &'a Value,
    /// The operation itself.
    members: &'a Value,
    /// The pointer of the operation.
    at: String,
}

/// The schemas of fields by their flattened names.
type Fields<'a> = BTreeMap<String, &'a Value>;

impl<'a> Operation<'a> {
    /// Adds the entries that do not apply to `removals`.
    fn check(&self, removals: &mut Vec<Removal>) {
        let success = self.body(|status| status.starts_with('2'));
        let row = success.and_then(|body| self.row_fields(body));
        let found = [
            self.check_commands(),
            self.check_rows(success),
            self.check_columns(row.as_ref()),
            self.check_reason(),
            self.check_since(row.as_ref()),
            self.check_batch(),
            self.check_settle(),
            self.check_portfolio(row.as_ref()),
            self.check_failure(),
            self.check_pages(),
        ];
        removals.extend(found.into_iter().flatten());
    }

    /// The pointer of a member of the operation.
    fn pointer(&self, key: &str) -> String {
        pointer::join(&self.at, key)
    }

    fn check_commands(&self) -> Option<Removal> {
        let fields = self.request();
        self.invalid_items("x-commands", |command| {
            let name = text(command, "name");
            let values = command.get("values").and_then(Value::as_object);
            let problem = values.into_iter().flatten().find_map(|(field, value)| {
                let field = field.strip_prefix("body.").unwrap_or(field);
                match fields.get(field) {
                    None => Some(format!("the request has no field {field}")),
                    Some(schema) => self
                        .not_in_enum(schema, value)
                        .map(|values| format!("{field} cannot be {value}, only {values}")),
                }
            })?;
            Some(format!("the command {name} is left out: {problem}"))
        })
    }

    fn check_rows(&self, success: Option<&'a Value>) -> Option<Removal> {
        let rows = self.members.get("x-rows")?;
        let body = success.filter(|body| self.is_known(body))?;
        let found = rows.as_str().and_then(|rows| self.rows_at(body, rows));
        let reason = format!("the response has no list at {rows}");
        found
            .is_none()
            .then(|| Removal::whole(self.pointer("x-rows"), reason))
    }

    fn check_columns(&self, row: Option<&Fields<'a>>) -> Option<Removal> {
        let fields = row?;
        self.invalid_items("x-columns", |column| {
            let (title, value) = (text(column, "title"), text(column, "value"));
            let missing = !fields.contains_key(value);
            missing.then(|| {
                format!("the column {title} is left out: the response has no field {value}")
            })
        })
    }

    fn check_reason(&self) -> Option<Removal> {
        let reason = self.members.get("x-reason")?;
        let fields = self.body(|status| !status.starts_with(['1', '2', '3']))?;
        let fields = self.fields_if_known(fields)?;
        let is_field = reason
            .as_str()
            .is_some_and(|name| fields.contains_key(name));
        let problem = format!("the body of an error has no field {reason}");
        (!is_field).then(|| Removal::whole(self.pointer("x-reason"), problem))
    }

    /// Checks that the dates of a row are fields of it.
    fn check_since(&self, row: Option<&Fields<'a>>) -> Option<Removal> {
        let names = self.members.get("x-since")?.as_array();
        if names.is_none_or(|names| names.is_empty() || !names.iter().all(Value::is_string)) {
            let problem = "`x-since` is not a list of names";
            return Some(Removal::whole(self.pointer("x-since"), problem));
        }
        let fields = row?;
        self.invalid_items("x-since", |name| {
            let name = name.as_str().unwrap_or_default();
            let missing = !fields.contains_key(name);
            missing
                .then(|| format!("the date {name} is left out: the response has no field {name}"))
        })
    }

    /// The removal of the invalid items of the list `key`; `problem` returns the reason for an item.
    fn invalid_items(
        &self,
        key: &str,
        problem: impl Fn(&Value) -> Option<String>,
    ) -> Option<Removal> {
        let items = self.members.get(key)?.as_array()?;
        let (mut left, mut reasons) = (vec![], vec![]);
        for item in items {
            match problem(item) {
                Some(reason) => reasons.push(reason),
                None => left.push(item.clone()),
            }
        }
        Removal::partial(self.pointer(key), Value::Array(left), reasons)
    }

    /// The removal of the invalid members of the object `key`; `problem` returns the reason for a member.
    fn invalid_members(
        &self,
        key: &str,
        problem: impl Fn(&str, &Value) -> Option<String>,
    ) -> Option<Removal> {
        let members = self.members.get(key)?.as_object()?;
        let (mut left, mut reasons) = (Map::new(), vec![]);
        for (name, value) in members {
            match problem(name, value) {
                Some(reason) => reasons.push(reason),
                None => drop(left.insert(name.clone(), value.clone())),
            }
        }
        Removal::partial(self.pointer(key), Value::Object(left), reasons)
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
    fn bodies(&self, selects: impl Fn(&str) -> bool) -> Vec<&'a Value> {
        let responses = self.members.get("responses").and_then(Value::as_object);
        let responses = responses.into_iter().flatten();
        responses
            .filter(|(status, _)| selects(status))
            .filter_map(|(_, response)| self.resolve(response).get("schema"))
            .collect()
    }

    /// The schema of the first response with one of these statuses.
    fn body(&self, selects: impl Fn(&str) -> bool) -> Option<&'a Value> {
        self.bodies(selects).first().copied()
    }

    /// The fields of a row of a body, if the schema lists them.
    fn row_fields(&self, body: &'a Value) -> Option<Fields<'a>> {
        let rows = self.members.get("x-rows").and_then(Value::as_str);
        let listed = rows.and_then(|rows| self.rows_at(body, rows));
        let row = listed.or_else(|| self.first_list(body)).unwrap_or(body);
        self.fields_if_known(row)
    }

    /// The fields of a schema; `None` if it lists none.
    fn fields_if_known(&self, schema: &'a Value) -> Option<Fields<'a>> {
        let mut fields = Fields::new();
        self.collect(schema, "", DEPTH, &mut fields);
        (!fields.is_empty()).then_some(fields)
    }

    /// Whether a schema describes its fields or its items.
    fn is_known(&self, schema: &'a Value) -> bool {
        self.item_of(schema).is_some() || self.fields_if_known(schema).is_some()
    }

    /// The schema of the items of the list at a pointer into a body.
    fn rows_at(&self, body: &'a Value, rows: &str) -> Option<&'a Value> {
        self.item_of(fields::schema_at(self.document, body, rows)?)
    }

    /// The schema of the items of a list.
    fn item_of(&self, schema: &'a Value) -> Option<&'a Value> {
        self.resolve(schema).get("items")
    }

    /// The schema of the items of the body, or of the first list of objects in it.
    fn first_list(&self, body: &'a Value) -> Option<&'a Value> {
        if let Some(item) = self.item_of(body) {
            return Some(item);
        }
        let properties = self.properties(body);
        let mut lists = properties
            .values()
            .filter_map(|schema| self.item_of(schema));
        lists.find(|item| !self.properties(item).is_empty())
    }

    /// Adds the fields of a schema to `fields`, each name with `prefix`.
    fn collect(&self, schema: &'a Value, prefix: &str, depth: usize, fields: &mut Fields<'a>) {
        if depth == 0 {
            return;
        }
        for (name, schema) in self.properties(schema) {
            let name = name.replace('\\', "\\\\").replace('.', "\\.");
            let name = format!("{prefix}{name}");
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

    /// The values of the schema's enum.
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
