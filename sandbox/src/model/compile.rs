//! Compiles a model once, at start, and sets aside the parts that the document does not have.

use std::collections::HashMap;

use classifications_contract::Tree;
use rhai::{AST, Engine, Scope};
use serde_json::value::RawValue;

use super::file;
use super::names::{self, GROUPS, Name};
use super::{Find, List, ModelError, Operation, RejectionTemplate, Requirement, Script, Template};
use crate::api;
use crate::value;

/// Compiles the scripts and operations of a model. Adds a notice for each part that it sets aside.
pub(super) struct Compiler<'a> {
    pub(super) engine: &'a Engine,
    pub(super) functions: &'a AST,
    pub(super) kinds: &'a indexmap::IndexMap<String, file::Kind>,
    pub(super) notices: &'a mut Vec<String>,
}

impl Compiler<'_> {
    /// Compiles a text as a script with these variables.
    pub(super) fn script(
        &self,
        text: &str,
        variables: &[String],
        location: String,
    ) -> Result<Script, ModelError> {
        let mut scope = Scope::new();
        for name in variables {
            scope.push(name.as_str(), ());
        }
        let compiled = self.engine.compile_with_scope(&scope, text);
        let ast = compiled.map_err(|error| ModelError::Script {
            location: location.clone(),
            problem: error.to_string(),
        })?;
        let ast = self.functions.merge(&ast);
        Ok(Script {
            ast,
            path: names::path(text).unwrap_or_default(),
            location,
        })
    }

    /// Compiles a text that contains `${expressions}`.
    pub(super) fn text(
        &self,
        text: &str,
        variables: &[String],
        location: String,
    ) -> Result<Script, ModelError> {
        let quoted = format!("`{}`", text.replace('`', "``"));
        self.script(&quoted, variables, location)
    }

    /// Compiles the reason of a rejection, and its code if it has one.
    pub(super) fn rejection(
        &self,
        (reason, code): (&String, Option<&String>),
        status: Option<u16>,
        variables: &[String],
        location: &str,
    ) -> Result<RejectionTemplate, ModelError> {
        let code = code.map(|code| self.text(code, variables, format!("{location}.code")));
        Ok(RejectionTemplate {
            status,
            code: code.transpose()?,
            reason: self.text(reason, variables, format!("{location}.otherwise"))?,
        })
    }

    /// Compiles the status and the body of refusals that have a code.
    pub(super) fn refusal_response(
        &self,
        response: &file::Response,
    ) -> Result<(Option<u16>, Option<Template>), ModelError> {
        let names = GROUPS.iter().chain(&["today", "now", "code", "reason"]);
        let variables: Vec<_> = names.map(|name| (*name).to_owned()).collect();
        let body = response.body.as_ref();
        let body = body.map(|body| self.body(body, &variables, "rejection.body"));
        Ok((response.status, body.transpose()?))
    }

    /// Compiles the scripts of the kinds whose resources change with time.
    pub(super) fn due(&self) -> Result<HashMap<String, Script>, ModelError> {
        let kinds = self.kinds.iter();
        let kinds = kinds.filter_map(|(name, kind)| Some((name, kind.due.as_ref()?)));
        kinds
            .map(|(name, due)| {
                let variables = [name, "collection", "today", "now"].map(str::to_owned);
                let location = format!("resources.{name}.due.change");
                Ok((
                    name.clone(),
                    self.script(&due.change, &variables, location)?,
                ))
            })
            .collect()
    }

    /// Compiles a body. Its texts are expressions; its other values are literals, and numbers keep
    /// all digits.
    fn body(
        &self,
        body: &RawValue,
        variables: &[String],
        location: &str,
    ) -> Result<Template, ModelError> {
        let tree = body.get().parse();
        let tree = tree.map_err(|problem| ModelError::Unknown {
            location: location.to_owned(),
            problem,
        })?;
        self.template(&tree, variables, location)
    }

    fn template(
        &self,
        tree: &Tree,
        variables: &[String],
        location: &str,
    ) -> Result<Template, ModelError> {
        Ok(match tree {
            Tree::Object(members) => {
                let members = members.iter().map(|(name, value)| {
                    let below = format!("{location}.{name}");
                    Ok((name.clone(), self.template(value, variables, &below)?))
                });
                Template::Object(members.collect::<Result<_, ModelError>>()?)
            }
            Tree::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| self.template(item, variables, location));
                Template::Array(items.collect::<Result<_, _>>()?)
            }
            Tree::String(text) => {
                Template::Script(self.script(text, variables, location.to_owned())?)
            }
            other => Template::Value(value::of_tree(other.clone())),
        })
    }

    /// Compiles an operation; `None` if it is set aside, because the request has no value that the
    /// operation needs.
    pub(super) fn operation(
        &mut self,
        key: Option<&str>,
        id: &str,
        file: &file::Operation,
        documented: &api::Operation,
    ) -> Result<Option<Operation>, ModelError> {
        let location = format!("operations.{id}");
        let essential = key
            .into_iter()
            .chain(file.find.values().map(|find| find.key.as_str()))
            .chain(file.change.as_deref());
        for text in essential {
            if let Some(name) = unknown(text, documented) {
                self.notices.push(format!(
                    "{id}: set aside, as the document has no {name} in its request"
                ));
                return Ok(None);
            }
        }
        let mut variables: Vec<String> = GROUPS.map(str::to_owned).to_vec();
        variables.extend(["today".to_owned(), "now".to_owned()]);
        let mut compiled = Operation {
            id: id.to_owned(),
            find: vec![],
            lists: vec![],
            require: vec![],
            create: None,
            change: None,
            delete: file.delete.clone(),
            status: file.response.status.unwrap_or(documented.success.status),
            body: None,
        };
        self.lists(file, &mut compiled, documented, &mut variables, &location)?;
        self.find(file, &mut compiled, &mut variables, &location)?;
        self.require(file, &mut compiled, documented, &variables, &location)?;
        if let Some(kind) = &file.create {
            self.check_kind(kind, &format!("{location}.create"))?;
            variables.push(kind.clone());
            compiled.create = Some(kind.clone());
        }
        if let Some(text) = &file.change {
            let location = format!("{location}.change");
            compiled.change = Some(self.script(text, &variables, location)?);
        }
        for name in &file.delete {
            if !compiled.find.iter().any(|find| find.name == *name) {
                return Err(ModelError::Unknown {
                    location: format!("{location}.delete"),
                    problem: format!("{name:?} is not a resource in `find`"),
                });
            }
        }
        if let Some(body) = &file.response.body {
            let location = format!("{location}.response.body");
            compiled.body = Some(self.body(body, &variables, &location)?);
        }
        Ok(Some(compiled))
    }

    fn find(
        &self,
        file: &file::Operation,
        compiled: &mut Operation,
        variables: &mut Vec<String>,
        location: &str,
    ) -> Result<(), ModelError> {
        for (name, find) in &file.find {
            let location = format!("{location}.find.{name}");
            let kind = find.of.as_ref().unwrap_or(name);
            self.check_kind(kind, &location)?;
            compiled.find.push(Find {
                name: name.clone(),
                kind: kind.clone(),
                key: self.script(&find.key, variables, format!("{location}.key"))?,
                otherwise: self.rejection(
                    (&find.otherwise, find.code.as_ref()),
                    find.status,
                    variables,
                    &location,
                )?,
            });
            variables.push(name.clone());
        }
        Ok(())
    }

    fn lists(
        &mut self,
        file: &file::Operation,
        compiled: &mut Operation,
        documented: &api::Operation,
        variables: &mut Vec<String>,
        location: &str,
    ) -> Result<(), ModelError> {
        for (name, list) in &file.lists {
            let location = format!("{location}.lists.{name}");
            self.check_kind(&list.of, &location)?;
            let mut filters = vec![];
            for (property, text) in &list.filters {
                if let Some(unknown) = unknown(text, documented) {
                    self.notices.push(format!(
                        "{}: filter {property} set aside, as the document has no {unknown} in its \
                         request",
                        compiled.id
                    ));
                    continue;
                }
                let location = format!("{location}.where.{property}");
                let path = property.split('.').map(str::to_owned).collect();
                filters.push((path, self.script(text, variables, location)?));
            }
            compiled.lists.push(List {
                name: name.clone(),
                kind: list.of.clone(),
                filters,
            });
        }
        variables.extend(file.lists.keys().cloned());
        Ok(())
    }

    fn require(
        &mut self,
        file: &file::Operation,
        compiled: &mut Operation,
        documented: &api::Operation,
        variables: &[String],
        location: &str,
    ) -> Result<(), ModelError> {
        for (index, requirement) in file.require.iter().enumerate() {
            let location = format!("{location}.require[{index}]");
            let file::Requirement {
                that,
                otherwise,
                code,
                status,
            } = requirement;
            let texts = [that, otherwise].into_iter().chain(code);
            let mut texts = texts.map(String::as_str);
            if let Some(unknown) = texts.find_map(|text| unknown(text, documented)) {
                self.notices.push(format!(
                    "{}: condition {} set aside, as the document has no {unknown} in its request",
                    compiled.id,
                    index + 1,
                ));
                continue;
            }
            compiled.require.push(Requirement {
                that: self.script(that, variables, format!("{location}.that"))?,
                otherwise: self.rejection(
                    (otherwise, code.as_ref()),
                    *status,
                    variables,
                    &location,
                )?,
            });
        }
        Ok(())
    }

    fn check_kind(&self, kind: &str, location: &str) -> Result<(), ModelError> {
        if self.kinds.contains_key(kind) {
            return Ok(());
        }
        Err(ModelError::Unknown {
            location: location.to_owned(),
            problem: format!("{kind:?} is not a kind in `resources`"),
        })
    }
}

/// The first value that a script uses and that requests of the operation do not have.
fn unknown(script: &str, documented: &api::Operation) -> Option<Name> {
    let mut names = names::names(script).into_iter();
    names.find(|name| !documented.request.has_value(name.group, &name.path))
}
