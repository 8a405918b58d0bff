//! Requests as named values: the fields of an operation, and the check of their values.
//!
//! A field has a flattened name. Parameters and form fields keep their names. A property of a JSON
//! body has its path from the root of the body, joined by dots (`buyer.name`); a dot or a backslash
//! in a name is escaped by `\`. `body` is the whole body. Ambiguous names get the prefix `path.`,
//! `query.`, `header.`, `cookie.` or `body.`.
//!
//! ```
//! use classifications_contract::{Contract, Rule};
//! use serde_json::json;
//!
//! let contract = Contract::from_json(r##"{ "openapi": "3.0.3", "paths": { "/things/{no}": { "put": {
//!   "operationId": "putThing",
//!   "parameters": [{ "name": "no", "in": "path", "required": true, "schema": { "type": "integer" } }],
//!   "requestBody": { "required": true, "content": { "application/json": { "schema": {
//!     "type": "object", "required": ["limit"], "properties": {
//!       "limit": { "type": "number", "minimum": 0 },
//!       "owner": { "type": "object", "properties": { "name": { "type": "string" } } } } } } } },
//!   "responses": { "200": { "description": "done" } } } } } }"##)?;
//! let names: Vec<String> = contract.fields("putThing").into_iter().map(|f| f.name).collect();
//! assert_eq!(names, ["no", "body", "limit", "owner.name"]);
//!
//! let values = json!({ "no": "x", "limit": "-1.50", "colour": "red" });
//! let violations = contract.check_values("putThing", values.as_object().unwrap());
//! let found: Vec<_> = violations.iter().map(|v| (v.field.as_str(), v.rule)).collect();
//! assert_eq!(found, [("colour", Rule::UnknownField), ("no", Rule::Type), ("limit", Rule::Minimum)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod collect;
mod facts;
mod lookup;
mod name;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::contract::Contract;
use crate::operation::Operation;
use crate::violation::{Direction, Rule};

pub(crate) use name::of_pointer as flattened;
pub use name::split as split_name;

/// Named values of a request, by the names of its fields.
///
/// A string is accepted where a number or a boolean is expected, so that no digit of a decimal
/// number is lost; for the same reason, `body` can be the text of a JSON object or array. A single
/// value is accepted for a list of one item, and `null` leaves a parameter out. For a string with
/// `x-meaning`, a plain form is accepted: `100000` for `"100000,00"`, `2026-01-15` for
/// `"20260115"`.
pub type Values = Map<String, Value>;

/// The location of a field in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FieldLocation {
    /// A parameter of the path.
    Path,
    /// A parameter of the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The whole body.
    Body,
    /// A property of a JSON body.
    Property,
    /// A field of a form.
    Form,
}

impl FieldLocation {
    /// Whether the field is a part of the body.
    pub(crate) fn is_in_body(self) -> bool {
        matches!(self, Self::Property | Self::Form)
    }
}

/// The facts of a schema about a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Facts {
    /// The type: `string`, `integer`, `number`, `boolean`, `array` or `object`.
    pub kind: String,
    /// The listed values; empty if any value is allowed.
    pub values: Vec<Value>,
    /// The other keywords: `format`, `pattern`, bounds, lengths, `default`, `example`, `nullable`.
    pub keywords: Map<String, Value>,
    /// The items of an array.
    pub items: Option<Box<Facts>>,
}

/// A field of an operation's request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Field {
    /// The flattened name, with its location as a prefix if the name alone is ambiguous.
    pub name: String,
    /// Its location.
    pub location: FieldLocation,
    /// Its JSON pointer in the document: a parameter, a schema, or a request body.
    pub pointer: String,
    /// Whether each request needs the field. A property is required if all enclosing objects are,
    /// too.
    pub required: bool,
    /// Whether the field is in an optional body, so that `required` applies only to requests with a
    /// body.
    pub in_optional_body: bool,
    /// The description in the document.
    pub description: Option<String>,
    /// The facts of the schema.
    pub facts: Facts,
    /// The extensions (`x-...`) of the parameter, property and schema; the outermost has
    /// precedence.
    pub extensions: Map<String, Value>,
    /// The steps of the name without its location; a parameter has one step.
    #[serde(skip)]
    pub(crate) steps: Vec<String>,
}

/// A violation in named values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldViolation {
    /// The field; the index of a list item follows after a dot.
    pub field: String,
    /// The rule.
    pub rule: Rule,
    /// The invalid value, as JSON; `None` when it is absent.
    pub value: Option<String>,
    /// The violated part of the document, as a JSON pointer.
    pub document_pointer: String,
    /// The explanation.
    pub text: String,
}

/// The check of named values of one operation, whose fields are collected once.
#[derive(Debug)]
pub struct ValuesCheck<'c> {
    contract: &'c Contract,
    operation: &'c Operation,
    fields: Vec<Field>,
}

impl ValuesCheck<'_> {
    /// The fields, as [`Contract::fields`] has them.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field with this name, which can have its location as a prefix.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        lookup::find(&self.fields, name)
    }

    /// Checks values as [`Contract::check_values`] does.
    #[must_use]
    pub fn check(&self, values: &Values) -> Vec<FieldViolation> {
        self.contract
            .check_fields(self.operation, &self.fields, values)
    }
}

impl Contract {
    /// The fields of an operation's request: parameters by location and name, then the body and its
    /// properties by name. Empty when there is no such operation.
    #[must_use]
    pub fn fields(&self, operation: &str) -> Vec<Field> {
        let operation = self.operation(operation);
        operation.map_or_else(Vec::new, |operation| {
            collect::fields(self.parsed(), operation)
        })
    }

    /// Checks named values before a request is made from them, and reports all violations.
    ///
    /// If both are given, values of properties are inserted into the value of `body`.
    #[must_use]
    pub fn check_values(&self, operation: &str, values: &Values) -> Vec<FieldViolation> {
        let Some(check) = self.values_check(operation) else {
            return vec![FieldViolation {
                field: String::new(),
                rule: Rule::UnknownOperation,
                value: None,
                document_pointer: "/paths".to_owned(),
                text: format!("the document has no operation {operation:?}"),
            }];
        };
        check.check(values)
    }

    /// The check of named values of one operation, for many requests; `None` when there is no such operation.
    #[must_use]
    pub fn values_check(&self, operation: &str) -> Option<ValuesCheck<'_>> {
        let operation = self.operation(operation)?;
        Some(ValuesCheck {
            contract: self,
            operation,
            fields: collect::fields(self.parsed(), operation),
        })
    }

    /// Checks values of an operation with these fields.
    pub(crate) fn check_fields(
        &self,
        operation: &Operation,
        fields: &[Field],
        values: &Values,
    ) -> Vec<FieldViolation> {
        let (request, mut violations) = check::Request::assign(operation, fields, values);
        violations.extend(request.check(
            self.parsed(),
            (self.schemas(Direction::Request), self.meanings()),
        ));
        violations
    }
}
