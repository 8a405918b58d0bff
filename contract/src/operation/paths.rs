//! Paths and their operations.

use std::collections::BTreeSet;

use http::Method;
use serde_json::Value;

use crate::document::Document;
use crate::error::ContractError;
use crate::pointer;
use crate::schema::Converter;
use crate::wire::{BaseUrl, Template};

use super::content::ContentMap;
use super::parameter::{Location, Parameter};
use super::response::Response;
use super::security::Requirement;
use super::{Operation, RequestBody};

/// The methods that a path item can have (OpenAPI 3.0.3, "Path Item Object").
const METHODS: &[(&str, Method)] = &[
    ("get", Method::GET),
    ("put", Method::PUT),
    ("post", Method::POST),
    ("delete", Method::DELETE),
    ("options", Method::OPTIONS),
    ("head", Method::HEAD),
    ("patch", Method::PATCH),
    ("trace", Method::TRACE),
];

/// A path and its operations.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) template: Template,
    pub(crate) pointer: String,
    pub(crate) operations: Vec<Operation>,
}

/// Reads all paths, more concrete ones first.
pub(crate) fn compile_paths<'d>(
    document: &'d Document,
    requests: &mut Converter<'d>,
    responses: &mut Converter<'d>,
) -> Result<Vec<Path>, ContractError> {
    let Some(Value::Object(items)) = document.get("/paths") else {
        return Err(ContractError::malformed("/paths", "an object of paths"));
    };
    let mut compiler = Compiler {
        document,
        requests,
        responses,
        ids: BTreeSet::new(),
    };
    let mut paths = Vec::new();
    for name in items.keys().filter(|name| !name.starts_with("x-")) {
        paths.push(compiler.path(name, pointer::join("/paths", name))?);
    }
    paths.sort_by_key(|path| path.template.abstractness());
    Ok(paths)
}

struct Compiler<'a, 'd> {
    document: &'a Document,
    requests: &'a mut Converter<'d>,
    responses: &'a mut Converter<'d>,
    ids: BTreeSet<String>,
}

impl Compiler<'_, '_> {
    fn path(&mut self, name: &str, pointer: String) -> Result<Path, ContractError> {
        let template = Template::parse(name)
            .map_err(|expected| ContractError::malformed(pointer.clone(), expected))?;
        let (item, members) = self.document.object(&pointer, "a path item object")?;
        let mut operations = Vec::new();
        for (key, method) in METHODS {
            if members.contains_key(*key) {
                let at = format!("{item}/{key}");
                operations.push(self.operation(name, &template, &item, &at, method)?);
            }
        }
        Ok(Path {
            template,
            pointer,
            operations,
        })
    }

    fn operation(
        &mut self,
        path: &str,
        template: &Template,
        item: &str,
        at: &str,
        method: &Method,
    ) -> Result<Operation, ContractError> {
        let document = self.document;
        if !document.at(at)?.is_object() {
            return Err(ContractError::malformed(at, "an operation object"));
        }
        let id = match document.text(&format!("{at}/operationId"))? {
            Some(id) => id.to_owned(),
            None => format!("{method} {path}"),
        };
        if !self.ids.insert(id.clone()) {
            return Err(ContractError::DuplicateOperation {
                pointer: format!("{at}/operationId"),
                id,
            });
        }
        let mut security = format!("{at}/security");
        if document.get(&security).is_none() {
            "/security".clone_into(&mut security);
        }
        let servers = match servers(document, at)? {
            Some(servers) => Some(servers),
            None => servers(document, item)?,
        };
        Ok(Operation {
            id,
            servers,
            method: method.clone(),
            parameters: self.parameters(template, item, at)?,
            security: Requirement::compile_all(document, &security)?,
            body: self.body(&format!("{at}/requestBody"))?,
            responses: Response::compile_all(document, self.responses, &format!("{at}/responses"))?,
            pointer: at.to_owned(),
        })
    }

    /// The parameters of an operation: its own, and those of the path that it does not override.
    fn parameters(
        &mut self,
        template: &Template,
        item: &str,
        at: &str,
    ) -> Result<Vec<Parameter>, ContractError> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for owner in [at, item] {
            let list = format!("{owner}/parameters");
            let inherited = parameters.len();
            for index in 0..self.document.length(&list, "a list of parameters")? {
                let at = format!("{list}/{index}");
                let Some(new) = Parameter::compile(self.document, self.requests, &at)? else {
                    continue;
                };
                let same = |old: &Parameter| old.location == new.location && old.name == new.name;
                if parameters.iter().skip(inherited).any(same) {
                    let expected =
                        format!("each parameter once, and {:?} exists already", new.name);
                    return Err(ContractError::malformed(at, expected));
                }
                if new.location == Location::Path
                    && !template.parameters().any(|name| name == new.name)
                {
                    let expected =
                        format!("a path parameter of the path, which has no {:?}", new.name);
                    return Err(ContractError::malformed(at, expected));
                }
                if !parameters.iter().any(same) {
                    parameters.push(new);
                }
            }
        }
        for name in template.parameters() {
            if !parameters
                .iter()
                .any(|p| p.location == Location::Path && p.name == name)
            {
                let expected = format!("a path parameter {name:?} among its parameters");
                return Err(ContractError::malformed(at, expected));
            }
        }
        parameters.sort_by(|a, b| (a.location, &a.name).cmp(&(b.location, &b.name)));
        Ok(parameters)
    }

    fn body(&mut self, at: &str) -> Result<Option<RequestBody>, ContractError> {
        if self.document.get(at).is_none() {
            return Ok(None);
        }
        let (at, _) = self.document.object(at, "a request body object")?;
        let content = ContentMap::compile(self.document, self.requests, &format!("{at}/content"))?;
        if content.is_empty() {
            return Err(ContractError::malformed(
                format!("{at}/content"),
                "at least one media type",
            ));
        }
        let required = self
            .document
            .flag(&format!("{at}/required"))?
            .unwrap_or(false);
        Ok(Some(RequestBody {
            pointer: at,
            required,
            content,
        }))
    }
}

/// The base URLs in the `servers` of a path or an operation, and their pointer.
fn servers(document: &Document, at: &str) -> Result<Option<(String, Vec<BaseUrl>)>, ContractError> {
    let at = format!("{at}/servers");
    let bases = BaseUrl::compile_all(document, &at)?;
    Ok((!bases.is_empty()).then_some((at, bases)))
}
