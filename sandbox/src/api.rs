//! The API as the document describes it, compiled once: addresses, operations, security, examples.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use classifications_contract::{Contract, ContractError, Tree};
use serde_json::Value;

use crate::body_error::BodyError;
use crate::model::{self, Order};
use crate::shape::{Shape, resolved, resolved_at};

/// The path of the token endpoint if the document has none.
const TOKEN_PATH: &str = "/oauth2/token";

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A document cannot be played.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// It is neither JSON nor YAML.
    #[error("the document is neither JSON nor YAML")]
    Text(#[from] model::YamlError),
    /// It is JSON that cannot be read.
    #[error("the document is not JSON")]
    Json(#[from] serde_json::Error),
    /// It is not OAS3, or contradicts itself.
    #[error("the document is not an OpenAPI 3.0 document that can be played")]
    Contract(#[from] ContractError),
}

/// A document, ready to be played.
#[derive(Debug)]
pub(crate) struct Api {
    /// The document at its base path on any host.
    pub(crate) contract: Contract,
    /// The path below which the operations are, without a slash at the end.
    pub(crate) base_path: String,
    pub(crate) token_path: String,
    /// Beside the token endpoint (RFC 7009).
    pub(crate) revoke_path: String,
    /// All scopes that the document's security schemes list.
    pub(crate) scopes: Vec<String>,
    /// The order in which properties are written.
    pub(crate) order: Order,
    operations: HashMap<String, Operation>,
    /// The ids of the operations, in the document's order.
    ids: Vec<String>,
    /// The samples made of error schemas, by operation and status; see [`Api::error`].
    errors: Mutex<HashMap<(String, u16), Option<Tree>>>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) method: http::Method,
    /// The path below the base path, such as `/things/{no}`.
    pub(crate) template: String,
    pub(crate) request: Request,
    /// The alternatives of security, of which one is enough. Empty if none is needed.
    pub(crate) security: Vec<Vec<Credential>>,
    pub(crate) success: Success,
    /// The flattened name of the property of an error that explains it (`x-reason`).
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

/// A credential that a request must present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A token of the token endpoint with these scopes.
    Bearer(Vec<String>),
    /// Any name and password.
    Basic,
    /// Any key, in the header, query parameter or cookie of this name.
    Key { location: String, name: String },
}

/// The response to a request that is processed.
#[derive(Debug, Default)]
pub(crate) struct Success {
    pub(crate) status: u16,
    /// The content type; `None` where the response has no body.
    pub(crate) content_type: Option<String>,
    /// The document's example, or a sample of its schema.
    pub(crate) body: Option<Tree>,
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
    /// [`DocumentError`], when it cannot be played.
    pub(crate) fn new(text: &str) -> Result<Self, DocumentError> {
        let mut json = Cow::Borrowed(text);
        let document: Value = match serde_json::from_str(text) {
            Ok(document) => document,
            Err(error) if text.trim_start().starts_with('{') => return Err(error.into()),
            Err(_) => {
                json = Cow::Owned(model::yaml_to_json(text)?);
                serde_json::from_str(&json)?
            }
        };
        let base_path = base_path(&document);
        let at = if base_path.is_empty() {
            "/"
        } else {
            &base_path
        };
        let contract = Contract::from_json(&json)?.at(at)?;
        let schemes = document.pointer("/components/securitySchemes");
        let token_path = token_path(schemes).unwrap_or_else(|| TOKEN_PATH.to_owned());
        let mut order = Order::default();
        add_names(&document, &mut order);
        let mut api = Self {
            revoke_path: format!(
                "{}/revoke",
                token_path.rsplit_once('/').unwrap_or_default().0
            ),
            token_path,
            scopes: scopes(schemes),
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

    /// A sample of the schema of an error, made once; `None` if `make` returns none.
    pub(crate) fn error(
        &self,
        id: &str,
        status: u16,
        make: impl FnOnce() -> Option<Tree>,
    ) -> Option<Tree> {
        let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        let known = errors.entry((id.to_owned(), status));
        known.or_insert_with(make).clone()
    }

    fn add_operations(&mut self, document: &Value) {
        let paths = document.get("paths").and_then(Value::as_object);
        for (template, item) in paths.into_iter().flatten() {
            let location = resolved_at(document, &format!("/paths/{}", escaped(template)));
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
                    error.succeed(body);
                }
                let read = Operation {
                    method: http::Method::from_bytes(upper.as_bytes()).unwrap_or_default(),
                    template: template.clone(),
                    request: Request::of(document, item, operation),
                    security: security(document, operation),
                    success,
                    body_error,
                    reason: operation
                        .get("x-reason")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                };
                self.ids.push(id.clone());
                self.operations.insert(id, read);
            }
        }
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

    /// Whether the request can carry the value at a path of `path`, `query`, `header` or `body`.
    pub(crate) fn has_value(&self, group: &str, path: &[String]) -> bool {
        match group {
            "path" => self.path.has_member(path),
            "query" => self.query.has_member(path),
            "header" => self.header.has_member(path),
            _ => self.body.as_ref().is_some_and(|body| body.has(path)),
        }
    }
}

impl Success {
    /// The first documented success that has a body, or else the default response.
    fn of(operation: &str, id: &str, contract: &Contract) -> Self {
        let document = contract.document();
        let responses = format!("{operation}/responses");
        let all = document.pointer(&responses).and_then(Value::as_object);
        let mut found: Vec<_> = all
            .into_iter()
            .flatten()
            .filter(|(status, _)| status.starts_with('2') || *status == "default")
            .collect();
        // The default comes last.
        found.sort_by_key(|(status, _)| status.as_str());
        let Some((code, _)) = found.first() else {
            return Self {
                status: 200,
                ..Self::default()
            };
        };
        // A range such as 2XX begins with 200, and the default is for any status.
        let status = code.parse().unwrap_or(200);
        let response = resolved_at(document, &format!("{responses}/{code}"));
        let at = format!("{response}/content");
        let content = document.pointer(&at).and_then(Value::as_object);
        let json = content.and_then(|content| {
            let mut types = content.iter();
            types.find(|(name, _)| name.split(';').next().is_some_and(is_json))
        });
        let Some((content_type, _)) = json.or(content.and_then(|all| all.iter().next())) else {
            return Self {
                status,
                ..Self::default()
            };
        };
        let media = format!("{at}/{}", escaped(content_type));
        let example = example(contract, &media);
        let samples = contract.response_samples(id, status);
        // The second sample is the full one.
        let sample = samples.iter().take(2).rev().find(|sample| sample.conforms);
        let sample = sample.or(samples.get(1));
        Self {
            status,
            content_type: Some(content_type.clone()),
            body: example
                .filter(|example| allowed(contract, id, status, content_type, example))
                .or_else(|| sample?.json.parse().ok()),
        }
    }
}

pub(crate) fn is_json(content_type: &str) -> bool {
    let content_type = content_type.trim().to_ascii_lowercase();
    content_type == "application/json" || content_type.ends_with("+json")
}

/// Whether the document allows a body.
pub(crate) fn allowed(
    contract: &Contract,
    id: &str,
    status: u16,
    content_type: &str,
    body: &Tree,
) -> bool {
    let response = http::Response::builder()
        .status(status)
        .header(http::header::CONTENT_TYPE, content_type)
        .body(body.to_json());
    response.is_ok_and(|response| {
        let checked = contract.check_response(id, &response);
        let mut violations = checked.violations().iter();
        !violations.any(|violation| violation.message_pointer.starts_with("/body"))
    })
}

/// The document's example of a body, by the pointer of its media type.
fn example(contract: &Contract, media: &str) -> Option<Tree> {
    let document = contract.document();
    let at = format!("{media}/examples");
    let examples = document.pointer(&at).and_then(Value::as_object);
    let mut names = examples.into_iter().flat_map(serde_json::Map::keys);
    let listed = || {
        names.find_map(|name| {
            let example = resolved_at(document, &format!("{at}/{}", escaped(name)));
            contract.tree(&format!("{example}/value"))
        })
    };
    let of_schema = || {
        let schema = resolved_at(document, &format!("{media}/schema"));
        contract.tree(&format!("{schema}/example"))
    };
    let own = contract.tree(&format!("{media}/example"));
    own.or_else(listed).or_else(of_schema)
}

/// A name as one step of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
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

fn flows(schemes: Option<&Value>) -> impl Iterator<Item = &Value> {
    let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
    let flows = schemes.filter_map(|(_, scheme)| scheme.get("flows")?.as_object());
    flows.flat_map(serde_json::Map::values)
}

fn token_path(schemes: Option<&Value>) -> Option<String> {
    let url = flows(schemes).find_map(|flow| flow.get("tokenUrl")?.as_str())?;
    let path = path_of(url);
    (path.len() > 1).then_some(path)
}

fn scopes(schemes: Option<&Value>) -> Vec<String> {
    let lists = flows(schemes).filter_map(|flow| flow.get("scopes")?.as_object());
    let mut seen = BTreeSet::new();
    let names = lists.flat_map(serde_json::Map::keys);
    names.filter(|name| seen.insert(*name)).cloned().collect()
}

fn security(document: &Value, operation: &Value) -> Vec<Vec<Credential>> {
    let given = operation.get("security").or(document.get("security"));
    let given = given.and_then(Value::as_array).into_iter().flatten();
    let alternatives: Vec<Vec<_>> = given
        .filter_map(Value::as_object)
        .map(|alternative| {
            let needed = alternative.iter();
            needed
                .filter_map(|(name, scopes)| credential(document, name, scopes))
                .collect()
        })
        .collect();
    // An empty alternative requires nothing.
    if alternatives.iter().any(Vec::is_empty) {
        return vec![];
    }
    alternatives
}

fn credential(document: &Value, name: &str, scopes: &Value) -> Option<Credential> {
    let schemes = document.pointer("/components/securitySchemes")?;
    let scheme = resolved(document, schemes.get(name)?);
    let text = |name: &str| scheme.get(name).and_then(Value::as_str);
    let is = |name: &str, value: &str| text(name).is_some_and(|t| t.eq_ignore_ascii_case(value));
    if is("type", "apiKey") {
        return Some(Credential::Key {
            location: text("in")?.to_owned(),
            name: text("name")?.to_owned(),
        });
    }
    if is("type", "http") && is("scheme", "basic") {
        return Some(Credential::Basic);
    }
    let scopes = scopes.as_array().into_iter().flatten();
    let scopes = scopes.filter_map(Value::as_str).map(str::to_owned);
    Some(Credential::Bearer(scopes.collect()))
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
