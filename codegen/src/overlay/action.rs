//! One action of an overlay: its target and its change.

use std::fmt;

use serde_json::{Value, json};
use serde_json_path::JsonPath;

use super::target;
use crate::error::DocumentError;
use crate::pointer;

/// One action.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Action {
    /// A path as RFC 9535 defines it.
    target: String,
    change: Change,
}

#[derive(Debug, Clone, PartialEq)]
enum Change {
    Update(Value),
    Remove,
}

impl Action {
    pub(super) fn update(target: String, value: Value) -> Self {
        let change = Change::Update(value);
        Self { target, change }
    }

    pub(super) fn remove(target: String) -> Self {
        let change = Change::Remove;
        Self { target, change }
    }

    /// Reads the action at pointer `at` of an overlay.
    ///
    /// # Errors
    /// A [`DocumentError`] if it is not an action.
    pub(super) fn read(action: &Value, at: &str) -> Result<Self, DocumentError> {
        let members = action.as_object().into_iter().flatten();
        refuse_unknown(members, &["target", "description", "update", "remove"], at)?;
        let location = format!("{at}/target");
        let Some(target) = action.get("target").and_then(Value::as_str) else {
            let remedy = "an action has a `target`, a JSONPath such as `$.paths['/a'].get`";
            return Err(DocumentError::at(location, "it is not a string", remedy));
        };
        JsonPath::parse(target).map_err(|e| {
            let remedy = "write a path of RFC 9535, such as `$.paths['/a'].get`";
            DocumentError::at(
                location,
                format!("`{target}` is not a JSONPath: {e}"),
                remedy,
            )
        })?;
        let target = target.to_owned();
        match (action.get("remove"), action.get("update")) {
            (Some(Value::Bool(true)), _) => Ok(Self::remove(target)),
            (None | Some(Value::Bool(false)), Some(update)) => {
                Ok(Self::update(target, update.clone()))
            }
            (None | Some(Value::Bool(false)), None) => Err(DocumentError::at(
                at,
                "the action changes nothing",
                "give it an `update`, or `remove: true`",
            )),
            (Some(_), _) => Err(DocumentError::at(
                format!("{at}/remove"),
                "it is not a boolean",
                "write `remove: true`, or remove the line",
            )),
        }
    }

    /// The target as written in the overlay.
    pub(super) fn target(&self) -> &str {
        &self.target
    }

    /// Changes the document. Returns the pointers of the members that were added or replaced.
    ///
    /// # Errors
    /// The reason why the action does not apply; the document is then unchanged.
    pub(super) fn apply(&self, document: &mut Value) -> Result<Vec<String>, String> {
        let target = target::in_document(&self.target, document);
        let path = JsonPath::parse(&target).map_err(|e| e.to_string())?;
        let selected = path.query_located(document);
        let mut locations: Vec<String> = selected
            .locations()
            .map(serde_json_path::NormalizedPath::to_json_pointer)
            .collect();
        if locations.is_empty() {
            return Err("the document has no such part".to_owned());
        }
        let update = match &self.change {
            Change::Update(update) => update,
            Change::Remove => {
                // last first, so that earlier items keep their indices
                locations.reverse();
                for location in &locations {
                    remove(document, location);
                }
                return Ok(vec![]);
            }
        };
        let fits = |location: &String| match document.pointer(location) {
            Some(Value::Object(_)) => update.is_object(),
            Some(Value::Array(_)) => true,
            _ => false,
        };
        if !locations.iter().all(fits) {
            return Err(
                "an update is merged into an object or appended to an array, but the document has another value there"
                    .to_owned(),
            );
        }
        let mut changed = vec![];
        for location in &locations {
            match document.pointer_mut(location) {
                Some(Value::Array(items)) => items.push(update.clone()),
                Some(value) => merge(value, update, location, &mut changed),
                None => {}
            }
        }
        Ok(changed)
    }

    /// The action as one line of YAML.
    pub(super) fn line(&self) -> String {
        let value = match &self.change {
            Change::Update(update) => json!({"target": self.target, "update": update}),
            Change::Remove => json!({"target": self.target, "remove": true}),
        };
        // JSON is YAML
        format!("- {value}")
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = match self.change {
            Change::Update(_) => "update",
            Change::Remove => "removal",
        };
        write!(f, "the {change} of {} is ignored", self.target)
    }
}

/// Merges as the specification of overlays requires: objects by member, arrays by appending,
/// anything else by replacing. Adds the pointers of members that were added or replaced to `changed`.
fn merge(value: &mut Value, update: &Value, at: &str, changed: &mut Vec<String>) {
    let (Value::Object(members), Value::Object(updates)) = (value, update) else {
        return;
    };
    for (key, new) in updates {
        let location = pointer::join(at, key);
        match (members.get_mut(key), new) {
            (Some(old @ Value::Object(_)), Value::Object(_)) => merge(old, new, &location, changed),
            (Some(Value::Array(items)), Value::Array(more)) => {
                items.extend(more.iter().cloned());
                changed.push(location);
            }
            _ => {
                members.insert(key.clone(), new.clone());
                changed.push(location);
            }
        }
    }
}

fn remove(document: &mut Value, location: &str) {
    let Some((parent, key)) = pointer::split(location) else {
        return;
    };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&key);
        }
        Some(Value::Array(items)) => {
            if let Some(index) = key.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// Refuses members other than `allowed` and `x-..`, such as misspelt ones.
///
/// # Errors
/// A [`DocumentError`] for the first such member.
pub(super) fn refuse_unknown<'a>(
    members: impl IntoIterator<Item = (&'a String, &'a Value)>,
    allowed: &[&str],
    at: &str,
) -> Result<(), DocumentError> {
    let unknown = members
        .into_iter()
        .find(|(key, _)| !allowed.contains(&key.as_str()) && !key.starts_with("x-"));
    unknown.map_or(Ok(()), |(key, _)| {
        let remedy = format!("it can have {}", allowed.join(", "));
        let problem = format!("an overlay has no member `{key}` here");
        Err(DocumentError::at(pointer::join(at, key), problem, remedy))
    })
}
