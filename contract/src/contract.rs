//! A compiled document, and its checks.

use std::fmt;
use std::sync::Arc;

use http::{Method, Request, Response};
use serde_json::Value;

use crate::check::{self, Report, RequestValues, RequestView, ResponseView, Secrets};
use crate::document::Document;
use crate::error::ContractError;
use crate::meaning::Meanings;
use crate::operation::{Operation, Path, compile_paths};
use crate::pointer;
use crate::schema::{Converter, SchemaId, SchemaSet, Tree};
use crate::violation::{Checked, Direction};
use crate::wire::{BaseUrl, pairs};

/// An OpenAPI 3.0 document that checks requests and responses.
///
/// Compiling takes milliseconds and happens once. Checking takes microseconds, needs no network and
/// never fails: each error in a message is a [`Violation`](crate::Violation). Clones are cheap and
/// share the compiled document.
#[derive(Clone)]
pub struct Contract(Arc<Inner>);

/// The compiled document.
#[derive(Clone)]
pub(crate) struct Inner {
    document: Arc<Document>,
    bases: Vec<BaseUrl>,
    /// Whether the base URLs were replaced, so that those of operations do not apply.
    bases_replaced: bool,
    pub(crate) paths: Arc<Vec<Path>>,
    pub(crate) request_schemas: Arc<SchemaSet>,
    pub(crate) response_schemas: Arc<SchemaSet>,
    /// The schemas of `components.schemas` by name, for requests and responses.
    components: Arc<Vec<(String, SchemaId, SchemaId)>>,
    meanings: Arc<Meanings>,
}

impl Contract {
    /// Compiles a document from its text.
    ///
    /// # Errors
    /// [`ContractError`], with the location in the document, when it is not JSON, not OpenAPI 3.0,
    /// has a dangling reference, or contains an invalid schema, pattern or template.
    pub fn from_json(document: &str) -> Result<Self, ContractError> {
        Self::of(Document::parse(document)?)
    }

    /// Compiles a document.
    ///
    /// # Errors
    /// As [`Contract::from_json`].
    pub fn from_value(document: Value) -> Result<Self, ContractError> {
        Self::of(Document::new(document)?)
    }

    fn of(document: Document) -> Result<Self, ContractError> {
        let document = Arc::new(document);
        let mut requests = Converter::new(&document, Direction::Request);
        let mut responses = Converter::new(&document, Direction::Response);
        let paths = compile_paths(&document, &mut requests, &mut responses)?;
        let mut components = Vec::new();
        for name in document.members("/components/schemas", "an object of schemas")? {
            let at = pointer::join("/components/schemas", name);
            components.push((name.clone(), requests.schema(&at)?, responses.schema(&at)?));
        }
        let (request_schemas, response_schemas) = (requests.finish()?, responses.finish()?);
        let mut bases = BaseUrl::compile_all(&document, "/servers")?;
        if bases.is_empty() {
            bases.push(BaseUrl::parse("/")?);
        }
        Ok(Self(Arc::new(Inner {
            bases,
            bases_replaced: false,
            document,
            paths: Arc::new(paths),
            request_schemas: Arc::new(request_schemas),
            response_schemas: Arc::new(response_schemas),
            components: Arc::new(components),
            meanings: Arc::default(),
        })))
    }

    /// The same contract at another base URL, such as a mock, a sandbox or a gateway. A path such
    /// as `/v1` matches any host.
    ///
    /// # Errors
    /// [`ContractError::InvalidBaseUrl`] when it is invalid.
    pub fn at(&self, base_url: &str) -> Result<Self, ContractError> {
        let mut inner = Inner::clone(&self.0);
        inner.bases = vec![BaseUrl::parse(base_url)?];
        inner.bases_replaced = true;
        Ok(Self(Arc::new(inner)))
    }

    /// Checks a request: base URL, path, method, parameters, headers, credentials, `Accept`, content
    /// type and body.
    ///
    /// An unknown path or method ends the check, because the operation is then unknown.
    pub fn check_request<B: AsRef<[u8]>>(&self, request: &Request<B>) -> Checked {
        check::check_request(&self.0, RequestView::of(request)).0
    }

    /// Checks a request as [`Contract::check_request`] does, and returns its values by name; `None`
    /// when it belongs to no operation.
    pub fn read_request<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
    ) -> (Checked, Option<RequestValues>) {
        check::check_request(&self.0, RequestView::of(request))
    }

    /// Checks a response to the operation with this `operationId`: status, headers, content type
    /// and body.
    pub fn check_response<B: AsRef<[u8]>>(
        &self,
        operation: &str,
        response: &Response<B>,
    ) -> Checked {
        check::check_response(&self.0, operation, ResponseView::of(response))
            .finish(Secrets::default)
    }

    /// Checks a request and its response, also against each other. The response is not checked when
    /// the request belongs to no operation.
    pub fn check_exchange<B: AsRef<[u8]>, C: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
        response: &Response<C>,
    ) -> Checked {
        let (request, response) = (RequestView::of(request), ResponseView::of(response));
        let (mut checked, _) = check::check_request(&self.0, request);
        let Some(operation) = checked.operation().and_then(|id| self.0.operation(id)) else {
            return checked;
        };
        let mut report = check::check_response(&self.0, &operation.id, response);
        check::check_accept(operation, request, response, &mut report);
        let query = pairs(request.uri.query().unwrap_or_default());
        let secrets = || Secrets::of(request.headers, &query, &operation.security);
        let response = report.finish(secrets);
        checked.omitted = checked.omitted.saturating_add(response.omitted);
        checked.violations.extend(response.violations);
        checked
    }

    /// Checks a JSON text against a schema of `components.schemas`; `None` when no schema has this
    /// name. The direction determines `readOnly` and `writeOnly`.
    #[must_use]
    pub fn check_value(&self, schema: &str, direction: Direction, json: &[u8]) -> Option<Checked> {
        let (at, id) = self.component(schema, direction)?;
        let mut report = Report::new(direction);
        let schemas = self.schemas(direction);
        let _ = check::check_json((&at, Some(id)), schemas, json, &mut report);
        Some(report.finish(Secrets::default))
    }

    /// The ids of the operations, those of more concrete paths first. An operation without
    /// `operationId` has its method and path as its id, for example `GET /things`.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.0
            .paths
            .iter()
            .flat_map(|path| &path.operations)
            .map(|o| o.id.as_str())
    }

    /// The methods of the documented path that matches `path`, which is relative to the base URL,
    /// for an `Allow` header; empty when no path matches.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<Method> {
        let found = self
            .0
            .paths
            .iter()
            .find(|documented| documented.template.matches(path).is_some());
        found.map_or_else(Vec::new, |found| {
            found
                .operations
                .iter()
                .map(|operation| operation.method.clone())
                .collect()
        })
    }

    /// The document. A number in it may be rounded to the nearest double.
    #[must_use]
    pub fn document(&self) -> &Value {
        self.0.document.root()
    }

    /// The value at a JSON pointer of the document. Numbers are as written if the contract was
    /// compiled by [`Contract::from_json`].
    #[must_use]
    pub fn tree(&self, pointer: &str) -> Option<Tree> {
        self.0.document.tree(pointer)
    }
}

/// Interfaces for the rest of the crate.
impl Contract {
    /// The pointer and the compiled form of a schema of `components.schemas`.
    pub(crate) fn component(
        &self,
        schema: &str,
        direction: Direction,
    ) -> Option<(String, SchemaId)> {
        let mut components = self.0.components.iter();
        let (name, request, response) = components.find(|(name, ..)| name == schema)?;
        let id = match direction {
            Direction::Request => *request,
            Direction::Response => *response,
        };
        Some((pointer::join("/components/schemas", name), id))
    }

    pub(crate) fn schemas(&self, direction: Direction) -> &SchemaSet {
        match direction {
            Direction::Request => &self.0.request_schemas,
            Direction::Response => &self.0.response_schemas,
        }
    }

    pub(crate) fn parsed(&self) -> &Document {
        &self.0.document
    }

    pub(crate) fn meanings(&self) -> &Meanings {
        &self.0.meanings
    }

    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.0.operation(id)
    }

    /// The pointer and the compiled form of the schema of a request's JSON body.
    pub(crate) fn request_schema(&self, operation: &str) -> Option<(String, SchemaId)> {
        self.0
            .operation(operation)?
            .body
            .as_ref()?
            .content
            .json_schema()
    }

    /// The pointer and the compiled form of the schema of the response documented for a status.
    pub(crate) fn response_schema(
        &self,
        operation: &str,
        status: u16,
    ) -> Option<(String, SchemaId)> {
        self.0
            .operation(operation)?
            .response(status)?
            .content
            .json_schema()
    }
}

/// Shows only the title and the operations, because documents are large.
impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contract")
            .field("title", &self.document().pointer("/info/title"))
            .field("operations", &self.operations().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl Inner {
    /// All base URLs: the document's, and those of single operations.
    pub(crate) fn all_bases(&self) -> impl Iterator<Item = &BaseUrl> {
        let operations = self.paths.iter().flat_map(|path| &path.operations);
        let servers = operations.filter_map(|operation| operation.servers.as_ref());
        let bases = servers.flat_map(|(_, bases)| bases);
        self.bases
            .iter()
            .chain(bases.filter(|_| !self.bases_replaced))
    }

    /// The base URLs of an operation, and their pointer in the document.
    pub(crate) fn bases_of<'a>(&'a self, operation: &'a Operation) -> (&'a str, &'a [BaseUrl]) {
        match &operation.servers {
            Some((pointer, bases)) if !self.bases_replaced => (pointer, bases),
            _ => ("/servers", &self.bases),
        }
    }

    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.paths
            .iter()
            .flat_map(|path| &path.operations)
            .find(|operation| operation.id == id)
    }
}
