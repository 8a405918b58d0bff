//! Evaluates the scripts and templates of a model.

use std::mem::take;

use chrono::{DateTime, Utc};
use classifications_contract::RequestValues;
use rhai::{Array, Dynamic, Map, Scope};

use super::{Model, RejectionTemplate, Script, Template};
use crate::value::{map_of_trees, of_tree};

/// The reason why a request was not processed; nothing has changed.
#[derive(Debug)]
pub(crate) struct Rejected {
    pub(crate) status: u16,
    pub(crate) reason: String,
    /// The body, if the model has one for refusals.
    pub(crate) body: Option<Dynamic>,
}

impl Rejected {
    /// Whether a script failed, as opposed to a condition of the model.
    pub(super) fn is_script_error(&self) -> bool {
        self.status == 500 && self.body.is_none() && self.reason.starts_with(SCRIPT_ERROR)
    }
}

/// The start of the reason if a script failed.
const SCRIPT_ERROR: &str = "the model fails at ";

/// The error of a script that failed.
pub(super) fn failed(location: &str, problem: impl std::fmt::Display) -> Rejected {
    Rejected {
        status: 500,
        reason: format!("{SCRIPT_ERROR}{location}: {problem}"),
        body: None,
    }
}

impl Model {
    pub(super) fn eval(&self, script: &Script, scope: &mut Scope<'_>) -> Result<Dynamic, Rejected> {
        if let Some(value) = value_at(scope, &script.path) {
            return Ok(value);
        }
        let scope_length = scope.len();
        let result = self.engine.eval_ast_with_scope(scope, &script.ast);
        scope.rewind(scope_length);
        result.map_err(|error| failed(&script.location, error))
    }

    pub(super) fn rejected(
        &self,
        rejection: &RejectionTemplate,
        scope: &mut Scope<'_>,
    ) -> Rejected {
        let scope_length = scope.len();
        let rejected = self.try_rejected(rejection, scope);
        scope.rewind(scope_length);
        rejected.unwrap_or_else(|failed| failed)
    }

    fn try_rejected(
        &self,
        rejection: &RejectionTemplate,
        scope: &mut Scope<'_>,
    ) -> Result<Rejected, Rejected> {
        let reason = text_of(self.eval(&rejection.reason, scope)?);
        let code = rejection.code.as_ref();
        let code = code.map(|code| self.eval(code, scope)).transpose()?;
        let Some(code) = code.map(|code| code.to_string()) else {
            return Ok(Rejected {
                status: rejection.status.unwrap_or(400),
                reason,
                body: None,
            });
        };
        let described = format!("{code}: {reason}");
        scope.push("code", code);
        scope.push("reason", reason);
        let (status, body) = self
            .rejection
            .as_ref()
            .map_or((None, None), |(status, body)| (*status, body.as_ref()));
        let body = body.map(|body| self.body(body, scope)).transpose()?;
        Ok(Rejected {
            status: rejection.status.or(status).unwrap_or(400),
            reason: described,
            body,
        })
    }

    /// The variables of every script.
    pub(super) fn variables(&self, values: RequestValues, now: DateTime<Utc>) -> Scope<'static> {
        let object = |values| Dynamic::from_map(map_of_trees(values));
        let RequestValues {
            mut path,
            mut query,
            mut header,
            mut body,
            ..
        } = values;
        let mut scope = Scope::new();
        for name in &self.variables {
            let value = match *name {
                "path" => object(take(&mut path)),
                "query" => object(take(&mut query)),
                "header" => object(take(&mut header)),
                "body" => body.take().map_or(Dynamic::UNIT, of_tree),
                "today" => now.date_naive().to_string().into(),
                "now" => now.to_rfc3339().into(),
                _ => continue,
            };
            scope.push_dynamic(*name, value);
        }
        scope
    }

    pub(super) fn body(
        &self,
        template: &Template,
        scope: &mut Scope<'_>,
    ) -> Result<Dynamic, Rejected> {
        Ok(match template {
            Template::Script(script) => self.eval(script, scope)?,
            Template::Value(value) => value.clone(),
            Template::Object(members) => {
                let members = members.iter();
                let members = members
                    .map(|(name, value)| Ok((name.as_str().into(), self.body(value, scope)?)));
                Dynamic::from_map(members.collect::<Result<Map, Rejected>>()?)
            }
            Template::Array(items) => {
                let items = items.iter().map(|item| self.body(item, scope));
                Dynamic::from_array(items.collect::<Result<Array, _>>()?)
            }
        })
    }
}

/// A value as a text; the text of a string is not copied.
pub(super) fn text_of(value: Dynamic) -> String {
    if value.is_string() {
        return value.into_string().unwrap_or_default();
    }
    value.to_string()
}

/// The value at a path; unit if only its last name is missing. `None` if the path is empty or leads
/// through anything but objects; the engine then evaluates the script.
fn value_at(scope: &Scope<'_>, path: &[String]) -> Option<Dynamic> {
    let (variable, names) = path.split_first()?;
    value_in(scope.get(variable)?, names)
}

fn value_in(value: &Dynamic, names: &[String]) -> Option<Dynamic> {
    let Some((name, rest)) = names.split_first() else {
        return Some(value.flatten_clone());
    };
    let map = value.read_lock::<Map>()?;
    match map.get(name.as_str()) {
        Some(value) => value_in(value, rest),
        None => rest.is_empty().then_some(Dynamic::UNIT),
    }
}

#[cfg(test)]
mod tests {
    use classifications_contract::Tree;

    use super::super::{engine::engine, names};
    use super::*;

    #[test]
    fn a_path_look_up_agrees_with_the_engine() {
        let tree: Tree = r#"{"a":{"b":[1,2.50,"x"],"n":null,"b c":1}}"#.parse().unwrap();
        let mut scope = Scope::new();
        scope.push_dynamic("body", of_tree(tree));
        scope.push("path", Map::new());
        let engine = engine();
        for (script, is_found) in [
            ("body", true),
            ("body.a", true),
            ("body.a.b", true),
            ("body.a.n", true),
            ("body.a.x", true),
            ("path.x", true),
            ("body.a.x.y", false),
            ("body.a.b.x", false),
            ("body.a.b.len", false),
            ("other", false),
            ("true", false),
        ] {
            let value = value_at(&scope, &names::path(script).unwrap());
            assert_eq!(value.is_some(), is_found, "{script}");
            if let Some(value) = value {
                let evaluated = engine.eval_expression_with_scope::<Dynamic>(&mut scope, script);
                assert_eq!(format!("{value:?}"), format!("{:?}", evaluated.unwrap()));
            }
        }
    }
}
