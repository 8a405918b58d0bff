//! `x-failure`: the part of a response body that reports a failed operation, whatever the status.

use classifications_contract::{Tree, pointer_steps};
use rhai::{Dynamic, Map};
use serde_json::Value;

use crate::value::{self, Order, Row};

/// The locations of the code and the message in a body.
#[derive(Debug)]
pub(crate) struct BodyError {
    /// The path of the code.
    code: Vec<String>,
    /// The codes of a success.
    success: Vec<Value>,
    /// The path of the message; empty if there is no message.
    message: Vec<String>,
}

impl BodyError {
    /// The `x-failure` of an operation.
    pub(crate) fn of(operation: &Value) -> Option<Self> {
        let entry = operation.get("x-failure")?;
        let steps = |key: &str| {
            let steps: Vec<String> = pointer_steps(entry.get(key)?.as_str()?).collect();
            Some(steps).filter(|steps| !steps.is_empty())
        };
        Some(Self {
            code: steps("code")?,
            success: entry.get("success")?.as_array()?.clone(),
            message: steps("text").unwrap_or_default(),
        })
    }

    /// The error that a body reports, as text; `None` if the code is missing, blank or that of a
    /// success.
    pub(crate) fn reported(&self, body: &Dynamic, order: &Order) -> Option<String> {
        let code = scalar(body, &self.code, order)?;
        if code.trim().is_empty() || self.success.iter().any(|value| as_text(value) == code) {
            return None;
        }
        let message = (!self.message.is_empty()).then(|| scalar(body, &self.message, order));
        Some(match message.flatten() {
            Some(message) => format!("{code}: {message}"),
            None => code,
        })
    }

    /// Sets the code of a sample to that of a success, since another code would report an error.
    pub(crate) fn set_success_code(&self, sample: &mut Tree) {
        let mut target = Some(sample);
        for step in &self.code {
            target = match target {
                Some(Tree::Object(members)) => members.get_mut(step),
                _ => None,
            };
        }
        if let (Some(code), Some(success)) = (target, self.success.first())
            && let Ok(success) = success.to_string().parse()
        {
            *code = success;
        }
    }
}

fn as_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The text of the value at these steps; `None` if it is absent, null, an object or a list.
fn scalar(value: &Dynamic, steps: &[String], order: &Order) -> Option<String> {
    let Some((step, rest)) = steps.split_first() else {
        let value = serde_json::from_str(&value::to_json(value, order)).ok()?;
        let is_scalar = !matches!(value, Value::Null | Value::Array(_) | Value::Object(_));
        return is_scalar.then(|| as_text(&value));
    };
    if let Some(row) = value.read_lock::<Row>() {
        return scalar(row.0.get(step.as_str())?, rest, order);
    }
    let members = value.read_lock::<Map>()?;
    scalar(members.get(step.as_str())?, rest, order)
}
