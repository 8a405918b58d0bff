//! Calls by data: named values instead of typed arguments.
//!
//! The module `dynamic` of a generated client has a function `call`, which takes the id of an operation and
//! [`Values`], fills the builder of that operation and sends the request. This module converts the values;
//! the types of the client determine their form.
//!
//! # Names
//!
//! The name of a parameter or a form field is that on the wire. The name of a property of a JSON body is its path from the
//! root of the body, joined by dots (`debtor.name`); a dot or a backslash within a part is escaped by a backslash. `body`
//! is the whole body, parts of which are overridden by values with flattened names. If a name is ambiguous,
//! `path.NAME`, `query.NAME`, `header.NAME` and `body.NAME` (for properties and form fields) distinguish them.
//!
//! # Values
//!
//! A value is JSON of the documented type. A string is accepted for a number, an integer or a boolean, and is parsed
//! exactly. Below a `oneOf` or `anyOf` and in a property without a type, it remains a string. A single value is accepted
//! for a list of one item. `null` leaves a parameter out. If a body is a JSON object or array, a string `body` is parsed as
//! JSON text, which keeps all digits of its numbers. For any other media type, and for a file, the string is the content.

mod decode;
mod node;
mod raw;
mod reasons;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde::de::DeserializeOwned;

use crate::{Error, Operation, Pages, ResponseValue, TransportError};
use decode::decode;
use node::Node;

/// Values by name; see the [module](self).
pub type Values = serde_json::Map<String, serde_json::Value>;

/// The required properties of each structure in request bodies, by its name in Rust.
#[doc(hidden)]
pub type Required = &'static [(&'static str, &'static [&'static str])];

/// The location of a parameter in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldLocation {
    Path,
    Query,
    Header,
    Body,
}

impl fmt::Display for FieldLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
        })
    }
}

/// A parameter or a form field of an operation.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Field {
    location: FieldLocation,
    name: &'static str,
    required: bool,
}

impl Field {
    const fn new(location: FieldLocation, name: &'static str) -> Self {
        let required = matches!(location, FieldLocation::Path);
        Self {
            location,
            name,
            required,
        }
    }

    /// A path parameter, which is always required.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(FieldLocation::Path, name)
    }

    /// An optional query parameter.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(FieldLocation::Query, name)
    }

    /// An optional header parameter.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(FieldLocation::Header, name)
    }

    /// An optional field of a form.
    #[must_use]
    pub const fn form(name: &'static str) -> Self {
        Self::new(FieldLocation::Body, name)
    }

    /// Declares that the field is required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// A builder that generated code fills from values. Invalid values are collected.
#[doc(hidden)]
#[derive(Debug)]
pub struct Call<B> {
    builder: B,
    input: Input,
}

impl<B> Call<B> {
    /// Creates a call of `operation` with its builder.
    #[must_use]
    pub fn new(operation: &'static Operation, values: Values, builder: B) -> Self {
        let input = Input {
            operation: operation.id,
            values,
            fields: vec![],
            taken: vec![],
            reasons: vec![],
        };
        Self { builder, input }
    }

    /// Sets a parameter or a form field, if there is a value.
    #[must_use]
    pub fn set<T: DeserializeOwned>(mut self, field: Field, set: fn(B, T) -> B) -> Self {
        let node = self.input.take(field);
        let value = node.map(|node| decode(&node, field.name, &[], &[]));
        self.apply(value, set)
    }

    /// Sets the JSON body from the remaining values, if there are any.
    #[must_use]
    pub fn body<T: DeserializeOwned>(
        mut self,
        needed: bool,
        required: Required,
        set: fn(B, T) -> B,
    ) -> Self {
        let values = std::mem::take(&mut self.input.values);
        let given = needed || !values.is_empty();
        let value = given.then(|| self.input.body(values, required));
        self.apply(value, set)
    }

    /// Sets a body that is not JSON from the string `body`.
    #[must_use]
    pub fn content(mut self, needed: bool, set: fn(B, String) -> B) -> Self {
        let value = match self.input.values.remove("body") {
            Some(serde_json::Value::String(content)) => Some(Ok(content)),
            Some(serde_json::Value::Null) | None => {
                needed.then(|| Err(vec!["body: is missing".to_owned()]))
            }
            Some(_) => Some(Err(vec!["body: is not a string".to_owned()])),
        };
        self.apply(value, set)
    }

    /// Returns the builder.
    ///
    /// # Errors
    /// [`TransportError::NotSent`] with all invalid values and unknown names.
    pub fn finish(self) -> Result<B, TransportError> {
        let reasons = self.input.reasons();
        if reasons.is_empty() {
            return Ok(self.builder);
        }
        Err(TransportError::invalid_request(reasons.join("; ")))
    }

    /// Sets a value with `set`, or collects the reasons why it is invalid.
    fn apply<T>(mut self, value: Option<Result<T, Vec<String>>>, set: fn(B, T) -> B) -> Self {
        match value {
            Some(Ok(value)) => self.builder = set(self.builder, value),
            Some(Err(reasons)) => self.input.reasons.extend(reasons),
            None => {}
        }
        self
    }
}

/// The values of a call, which are removed one by one.
#[derive(Debug)]
struct Input {
    operation: &'static str,
    values: Values,
    /// The fields that the operation has.
    fields: Vec<Field>,
    /// The fields that were found by their plain names.
    taken: Vec<Field>,
    reasons: Vec<String>,
}

impl Input {
    /// Removes the value of a field, by the name with its location as prefix, or else by its plain name.
    fn take(&mut self, field: Field) -> Option<Node> {
        let Field { location, name, .. } = field;
        self.fields.push(field);
        let mut value = self.values.remove(&format!("{location}.{name}"));
        if value.is_none() {
            if let Some(other) = self.taken.iter().find(|taken| taken.name == name) {
                let text = ambiguous(name, other.location, location);
                self.reasons.push(format!("{name}: {text}"));
                return None;
            }
            value = self.values.remove(name);
            self.taken.extend(value.is_some().then_some(field));
        }
        let value = value.filter(|value| !value.is_null()).map(Node::from);
        if value.is_none() && field.required {
            self.reasons.push(format!("{name}: is missing"));
        }
        value
    }

    /// The reasons of all invalid values, and of the remaining names, which are unknown.
    fn reasons(self) -> Vec<String> {
        let names: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
        let parameters = match names.as_slice() {
            [] => "no parameters".to_owned(),
            names => format!("the parameters {}", names.join(", ")),
        };
        let (operation, mut reasons) = (self.operation, self.reasons);
        let unknown = self.values.keys();
        reasons.extend(
            unknown.map(|name| format!("{name}: is unknown; {operation} has {parameters}")),
        );
        reasons
    }

    /// Decodes the JSON body from the remaining values.
    fn body<T: DeserializeOwned>(
        &self,
        mut values: Values,
        required: Required,
    ) -> Result<T, Vec<String>> {
        let is_missing = values.is_empty();
        let (whole, text) = match values.remove("body").map(Node::from) {
            Some(Node::Text(text)) => (Node::parse(&text), Some(text)),
            given => (Ok(given.unwrap_or_default()), None),
        };
        let text = text.filter(|_| values.is_empty());
        let whole = whole.map_err(|e| vec![format!("body: {e}")]);
        let value = whole.and_then(|whole| self.merged(whole, values, required));
        match (value, text) {
            // the body can be a string itself
            (Err(reasons), Some(text)) => {
                decode(&Node::Text(text), "", required, &[]).map_err(|_| reasons)
            }
            (Ok(_), _) if is_missing => Err(vec!["body: is missing".to_owned()]),
            (value, _) => value,
        }
    }

    /// Decodes the body after flattened values have overridden parts of the whole.
    fn merged<T: DeserializeOwned>(
        &self,
        mut whole: Node,
        values: Values,
        required: Required,
    ) -> Result<T, Vec<String>> {
        let mut reasons = vec![];
        let mut values: Vec<_> = values
            .into_iter()
            .map(|(name, value)| (node::path(&name), name, value))
            .collect();
        // an object is set before its members
        values.sort_by_key(|(path, ..)| path.len());
        for (path, name, value) in values {
            if let Err(reason) = whole.put(&path, Node::from(value)) {
                reasons.push(format!("{name}: {reason}"));
            }
        }
        match decode(&whole, "", required, &self.taken) {
            Ok(value) if reasons.is_empty() => Ok(value),
            Ok(_) => Err(reasons),
            Err(further) => {
                reasons.extend(further);
                Err(reasons)
            }
        }
    }
}

fn ambiguous(name: &str, one: FieldLocation, other: FieldLocation) -> String {
    format!("is ambiguous; use {one}.{name} or {other}.{name}")
}

/// The error for an unknown operation.
#[doc(hidden)]
#[must_use]
pub fn unknown_operation(id: &str, operations: &[&Operation]) -> TransportError {
    let ids: Vec<&str> = operations.iter().map(|operation| operation.id).collect();
    TransportError::invalid_request(format!(
        "operation {id:?} is unknown; there are {}",
        ids.join(", ")
    ))
}

/// The future of a request.
#[doc(hidden)]
pub type Sending<'a, T, E> =
    Pin<Box<dyn Future<Output = Result<ResponseValue<T>, Error<E>>> + Send + 'a>>;

/// Sends a request, and converts its result to the types that all operations share.
///
/// # Errors
/// As the request.
#[doc(hidden)]
pub async fn send<T, E, O, R>(
    sending: Sending<'_, T, E>,
    outcome: fn(T) -> O,
    refusal: fn(E) -> R,
) -> Result<ResponseValue<O>, Error<R>> {
    match sending.await {
        Ok(response) => Ok(response.map(outcome)),
        Err(error) => Err(error.map_documented(refusal)),
    }
}

/// The pages of the operation with this id, or with this method and path. An operation without paging has one page.
#[doc(hidden)]
pub fn pages<'a, T: 'a, E: 'a, Called>(
    operations: &[&'static Operation],
    operation: &str,
    mut values: Values,
    call: impl Fn(Values) -> Called + Send + 'a,
) -> Pages<'a, T, E>
where
    Called: Future<Output = Result<ResponseValue<T>, Error<E>>> + Send + 'a,
{
    let is_called = |candidate: &&&Operation| {
        candidate.id == operation || format!("{} {}", candidate.method, candidate.path) == operation
    };
    let paging = operations
        .iter()
        .find(is_called)
        .and_then(|called| called.paging);
    let name = paging.map_or("", |paging| paging.parameter);
    let qualified = format!("query.{name}");
    let given = values.get(&qualified).or_else(|| values.get(name));
    let first = given.and_then(|value| match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    });
    crate::pages(paging, first, move |cursor| {
        if let Some(cursor) = cursor {
            values.remove(&qualified);
            values.insert(name.to_owned(), cursor.into());
        }
        call(values.clone())
    })
}

/// Converts a cursor to the type of its parameter.
///
/// # Errors
/// [`TransportError::NotSent`] for a cursor that is invalid for the parameter.
#[doc(hidden)]
pub fn cursor<T: DeserializeOwned>(parameter: &str, cursor: String) -> Result<T, TransportError> {
    decode(&Node::Text(cursor), parameter, &[], &[]).map_err(|reasons| {
        let reasons = reasons.join("; ");
        TransportError::invalid_request(format!("the next page cannot be requested: {reasons}"))
    })
}

/// The value of a cursor parameter as text.
#[doc(hidden)]
pub fn cursor_text<T: serde::Serialize>(value: &T) -> Option<String> {
    match serde_json::to_value(value).ok()? {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
