//! The API as the document describes it, compiled once: addresses, operations, security, examples.

mod security;
mod success;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use classifications_contract::{Contract, ContractError, Tree, escape_step};
use serde_json::Value;

use crate::body_error::BodyError;
use crate::shape::{Shape, resolved, resolved_at};
use crate::value::Order;
use crate::yaml::{self, YamlError};

pub(crate) use security::Credential;
pub(crate) use success::{Success, allowed, is_json};

/// The path of the token endpoint if the document has none.
const TOKEN_PATH: &str = "/oauth2/token";

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The reason why a document cannot be played.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The text is neither JSON nor YAML.
    #[error("the document is neither JSON nor YAML")]
    Text(#[from] YamlError),
    /// The text cannot be read as JSON.
    #[error("the document is not JSON")]
    Json(#[from] serde_json::Error),
    /// The document is not OpenAPI 3.0, or it contradicts itself.
    #[error("the document is not an OpenAPI 3.0 document that can be played")]
    Contract(#[from] ContractError),
}

/// A document, ready to be played.
#[derive(Debug)]
pub(crate) struct Api {
    /// The checks of the document, for requests below its base path on any host.
    pub(crate) contract: Contract,
    /// The path below which the operations are, without a slash at the end.
    pub(crate) base_path: String,
    pub(crate) token_path: String,
    /// The path of the revocation endpoint (RFC 7009), beside the token endpoint.
    pub(crate) revoke_path: String,
    /// All scopes that the document's security schemes list.
    pub(crate) scopes: Vec<String>,
    /// The order in which properties are written.
    pub(crate) order: Order,
    operations: HashMap<String, Operation>,
    /// The ids of the operations, in the document's order.
    ids: Vec<String>,
    /// The samples of error schemas, by operation and status; see [`Api::error`].
    errors: Mutex<HashMap<(String, u16), Option<Tree>>>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) method: http::Method,
    /// The path below the base path, such as `/things/{no}`.
    pub(crate) template: String,
    pub(crate) request: Request,
    /// The alternative sets of credentials, of which a request needs one. Empty if a request needs
    /// no credentials.
    pub(crate) security: Vec<Vec<Credential>>,
    pub(crate) success: Success,
    /// The property of an error body that explains the error, by its flattened name (`x-reason`).
    pub(crate) reason: Option<String>,
    /// The location at which a body reports that the operation failed (`x-failure`).
    pub(crate) body_error: Option<BodyError>,
}

/// The parts that a request of an operation can have.
#[derive(Debug, Default)]
pub(crate) struct Request {
    pub(crate) path: Shape,
    pub(crate) query: Shape,
    pub(crate) header: Shape,
    pub(crate) body: Option<Shape>,
    /// The documented content types of the body.
    pub(crate) content_types: Vec<String>,
}

impl Api {
    /// The title of the document.
    pub(crate) fn title(&self) -> &str {
        let title = self.contract.document().pointer("/info/title");
        title.and_then(Value::as_str).unwrap_or_default()
    }

    /// Reads a document: OpenAPI 3.0 as JSON or YAML.
    ///
    /// # Errors
    /// [`DocumentError`], if it cannot be played.
    pub(crate) fn new(text: &str) -> Result<Self, DocumentError> {
        let mut json = Cow::Borrowed(text);
        let document: Value = match serde_json::from_str(text) {
            Ok(document) => document,
            Err(error) if text.trim_start().starts_with('{') => return Err(error.into()),
            Err(_) => {
                json = Cow::Owned(yaml::to_json(text)?);
                serde_json::from_str(&json)?
            }
        };
        let base_path = base_path(&document);
        let contract_path = if base_path.is_empty() {
            "/"
        } else {
            &base_path
        };
        let contract = Contract::from_json(&json)?.at(contract_path)?;
        let schemes = document.pointer("/components/securitySchemes");
        let token_path = security::token_path(schemes).unwrap_or_else(|| TOKEN_PATH.to_owned());
        let mut order = Order::default();
        add_names(&document, &mut order);
        let mut api = Self {
            revoke_path: format!(
                "{}/revoke",
                token_path.rsplit_once('/').unwrap_or_default().0
            ),
            token_path,
            scopes: security::scopes(schemes),
            order,
            base_path,
            contract,
            operations: HashMap::new(),
            ids: vec![],
            errors: Mutex::default(),
        };
        api.add_operations(&document);
        Ok(api)
    }

    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.get(id)
    }

    /// The ids of the operations, in the document's order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// A sample of an operation's error body for a status. `make` is called for the first request
    /// only; its result is kept, also if it is `None`.
    pub(crate) fn error(
        &self,
        id: &str,
        status: u16,
        make: impl FnOnce() -> Option<Tree>,
    ) -> Option<Tree> {
        let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        let sample = errors.entry((id.to_owned(), status));
        sample.or_insert_with(make).clone()
    }

    fn add_operations(&mut self, document: &Value) {
        let paths = document.get("paths").and_then(Value::as_object);
        for (template, item) in paths.into_iter().flatten() {
            let location = resolved_at(document, &format!("/paths/{}", escape_step(template)));
            let item = resolved(document, item);
            for method in METHODS {
                let Some(operation) = item.get(method) else {
                    continue;
                };
                let upper = method.to_ascii_uppercase();
                let body_error = BodyError::of(operation);
                let id = match operation.get("operationId").and_then(Value::as_str) {
                    Some(id) => id.to_owned(),
                    None => format!("{upper} {template}"),
                };
                let mut success = Success::of(&format!("{location}/{method}"), &id, &self.contract);
                if let (Some(error), Some(body)) = (&body_error, &mut success.body) {
                    error.set_success_code(body);
                }
                let compiled = Operation {
                    method: http::Method::from_bytes(upper.as_bytes()).unwrap_or_default(),
                    template: template.clone(),
                    request: Request::of(document, item, operation),
                    security: security::security(document, operation),
                    success,
                    body_error,
                    reason: operation
                        .get("x-reason")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                };
                self.ids.push(id.clone());
                self.operations.insert(id, compiled);
            }
        }
    }
}

impl Operation {
    /// The names of the parameters of the path.
    pub(crate) fn path_parameters(&self) -> impl Iterator<Item = &str> {
        let parts = self.template.split('{').skip(1);
        parts.filter_map(|part| Some(part.split_once('}')?.0))
    }
}

impl Request {
    fn of(document: &Value, item: &Value, operation: &Value) -> Self {
        let mut request = Self::default();
        let lists = [item, operation].map(|part| part.get("parameters").and_then(Value::as_array));
        for parameter in lists.into_iter().flatten().flatten() {
            let parameter = resolved(document, parameter);
            let text = |name: &str| parameter.get(name).and_then(Value::as_str);
            let name = text("name").unwrap_or_default();
            let schema = parameter.get("schema").unwrap_or(&Value::Null);
            let shape = Shape::of(document, schema);
            match text("in") {
                Some("path") => request.path.add_member(name, shape),
                Some("query") => request.query.add_member(name, shape),
                Some("header") => request.header.add_member(&name.to_ascii_lowercase(), shape),
                _ => {}
            }
        }
        let body = operation.get("requestBody");
        let body = body.map(|body| resolved(document, body));
        let content = body.and_then(|body| body.get("content")?.as_object());
        if let Some(content) = content {
            request.content_types = content.keys().cloned().collect();
            let schemas = content.values().filter_map(|media| media.get("schema"));
            request.body = schemas.map(|schema| Shape::of(document, schema)).next();
        }
        request
    }

    /// Whether the request can have a value at `path` in `group`: `path`, `query`, `header` or
    /// `body`.
    pub(crate) fn has_value(&self, group: &str, path: &[String]) -> bool {
        match group {
            "path" => self.path.has_member(path),
            "query" => self.query.has_member(path),
            "header" => self.header.has_member(path),
            _ => self.body.as_ref().is_some_and(|body| body.has(path)),
        }
    }
}

/// The path of the first server, its variables at their defaults.
fn base_path(document: &Value) -> String {
    let server = document.pointer("/servers/0");
    let url = server.and_then(|server| server.get("url")?.as_str());
    let mut url = url.unwrap_or_default().to_owned();
    let variables = server.and_then(|server| server.get("variables")?.as_object());
    for (name, variable) in variables.into_iter().flatten() {
        let default = variable.get("default").and_then(Value::as_str);
        url = url.replace(&format!("{{{name}}}"), default.unwrap_or_default());
    }
    path_of(&url).trim_end_matches('/').to_owned()
}

/// The path of a URL, absolute or not.
fn path_of(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(url) => url.path().to_owned(),
        Err(_) => format!("/{}", url.trim_start_matches('/')),
    }
}

/// Adds the names of all properties of schemas, in the document's order.
fn add_names(part: &Value, order: &mut Order) {
    match part {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                for name in properties.keys() {
                    order.add(name);
                }
            }
            for value in members.values() {
                add_names(value, order);
            }
        }
        Value::Array(items) => {
            for item in items {
                add_names(item, order);
            }
        }
        _ => {}
    }
}
