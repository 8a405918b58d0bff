//! Finds the hand-written parts of the specification that do not fit a new document: cases,
//! overlay, model and demo script.
//!
//! These parts stay unchanged, and the programs that read them ignore them.

use std::path::Path;

use serde_json::Value;

use super::cases;
use super::summary::Aside;
use crate::api::Api;
use crate::error::Result;
use crate::load;
use crate::outputs::read_if_exists;
use crate::overlay::applicable;
use crate::pipeline::Generated;
use crate::workspace::OVERLAY;

/// The file that lists all parts that do not fit. Tests read it.
pub(super) const SET_ASIDE: &str = "spec/set-aside.txt";

const MODEL: &str = "spec/classifications.model.yaml";
const DEMO: &str = "spec/demo.yaml";

/// All parts below `root` that do not fit.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn parts(root: &Path, generated: &Generated) -> Result<Vec<Aside>> {
    let overlay = generated.report.entries().iter();
    let overlay = overlay.filter(|entry| entry.pass == OVERLAY_PASS);
    let overlay: Vec<_> = overlay.map(|entry| entry.text.clone()).collect();
    let (cases, case_count) = cases::find_unfit(root, generated.document.api())?;
    let model = yaml(root, MODEL)?.unwrap_or_default();
    let model = model_problems(&model, generated.document.api());
    let demo = yaml(root, DEMO)?.unwrap_or_default();
    let demo = demo_problems(&demo, generated.document.oas2());
    let asides = [
        Aside {
            title: format!("{} parts of {OVERLAY}", overlay.len()),
            parts: overlay,
            remedy: "give commands and columns the new names in spec/classifications.overlay.yaml, then `cargo xtask generate`",
        },
        Aside {
            title: format!(
                "{} of {case_count} cases of the sandbox model, in spec/cases",
                cases.len()
            ),
            parts: cases,
            remedy: "correct or delete the cases that were set aside in spec/cases, then `cargo xtask generate`",
        },
        Aside {
            title: format!("{} operations of {MODEL}", model.len()),
            parts: model,
            remedy: "write the behaviour of the new operations in spec/classifications.model.yaml; until then the sandbox sends examples",
        },
        Aside {
            title: format!("{} steps of {DEMO}", demo.len()),
            parts: demo,
            remedy: "correct the steps of spec/demo.yaml; until then the demo makes one call of each operation",
        },
    ];
    let asides = asides.into_iter().filter(|aside| !aside.parts.is_empty());
    Ok(asides.collect())
}

/// The text of [`SET_ASIDE`].
pub(super) fn text(asides: &[Aside]) -> String {
    let mut text = String::from(
        "This document was imported. Until this file is empty, tests leave out what does not fit the document.\n",
    );
    for aside in asides {
        text.extend([&*aside.title, "\n"]);
        for part in &aside.parts {
            text.extend(["  ", part, "\n"]);
        }
    }
    text
}

/// The pass that reports parts of the overlay.
pub(super) const OVERLAY_PASS: &str = "overlay";

/// The content of a YAML file; `None` if the file does not exist.
fn yaml(root: &Path, name: &str) -> Result<Option<Value>> {
    let file = root.join(name);
    let bytes = read_if_exists(&file)?;
    bytes
        .map(|bytes| load::parse(&file, &bytes).map(|source| source.value))
        .transpose()
}

fn model_problems(model: &Value, api: &Api) -> Vec<String> {
    let operations = model.get("operations").and_then(Value::as_object);
    let names = operations.into_iter().flatten().map(|(name, _)| name);
    let exists = |name: &str| {
        let mut operations = api.operations.iter();
        operations.any(|operation| operation.id.as_deref() == Some(name))
    };
    names
        .filter(|name| !exists(name))
        .map(|name| format!("{name}: the document has no operation of this name"))
        .collect()
}

fn demo_problems(demo: &Value, document: &Value) -> Vec<String> {
    let steps = demo.get("steps").and_then(Value::as_array);
    let operations = applicable::operations(document);
    let problem = |step: &Value| {
        let command = step.get("command")?.as_str()?;
        let operation = operations
            .iter()
            .find(|(operation, _)| commands(operation).any(|name| name == command));
        let Some((_, fields)) = operation else {
            return Some(format!(
                "{command}: the document has no command of this name"
            ));
        };
        let values = step.get("values").and_then(Value::as_object);
        let mut names = values.into_iter().flatten().map(|(name, _)| name);
        let unknown = names.find(|name| !fields.contains(name.as_str()))?;
        Some(format!("{command}: the request has no field {unknown}"))
    };
    steps.into_iter().flatten().filter_map(problem).collect()
}

/// The names of an operation's commands.
fn commands(operation: &Value) -> impl Iterator<Item = String> {
    let named = operation.get("x-commands").and_then(Value::as_array);
    let named = named.into_iter().flatten();
    let named = named.filter_map(|command| command.get("name")?.as_str().map(str::to_owned));
    let id = operation.get("operationId").and_then(Value::as_str);
    named.chain(id.map(heck::ToKebabCase::to_kebab_case))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn steps_of_the_demo_need_known_commands_and_fields() {
        let document = json!({"paths": {"/c/{no}": {"post": {
            "operationId": "openCase", "x-commands": [{"name": "open"}],
            "parameters": [{"name": "no", "in": "path"}],
        }}}});
        let step = |command: &str, field: &str| json!({"command": command, "values": {field: 1}});
        let demo = json!({"steps": [
            {"text": "a"}, step("open", "no"), step("open-case", "no"), step("open", "body.no"), step("shut", "no"), step("open", "on"),
        ]});
        assert_eq!(
            demo_problems(&demo, &document),
            [
                "open: the request has no field body.no",
                "shut: the document has no command of this name",
                "open: the request has no field on",
            ]
        );
    }
}
