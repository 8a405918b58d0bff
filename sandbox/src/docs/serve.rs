//! The routes below `/docs`.
//!
//! The page calls the sandbox under the host name that the browser used, so that no call crosses
//! origins. That name must be one of this machine; otherwise a foreign name server could point a
//! foreign page at the sandbox (DNS rebinding).

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::page::{Page, Running};
use super::served::Served;
use super::template::{fill, html};
use super::{DOCS_PATH, assets, document, inspector};
use crate::api::Api;
use crate::gateway::GatewayError;
use crate::served_api::ServedApi;
use crate::server::check_host;

/// The content security policy: scripts and styles of the page, calls to the same origin.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The routes of the page.
pub(crate) fn routes(served: Served) -> Router {
    let page_path = format!("{DOCS_PATH}/");
    // An operation of the document at `/` has precedence over the inspector.
    let root_is_free = served.shared.played().all(|played| {
        let api = &played.api;
        !api.base_path.is_empty() || api.contract.methods("/").is_empty()
    });
    let root = if root_is_free {
        Router::new().route("/", get(inspector_page))
    } else {
        Router::new()
    };
    root
        // The page refers to its files by relative paths, so that it also works as a file.
        .route(DOCS_PATH, get(|| async { Redirect::permanent("/docs/") }))
        .route(&page_path, get(page))
        .route("/docs/openapi.json", get(openapi))
        .route("/docs/state", get(inspector::state))
        .route("/docs/{file}", get(asset))
        .layer(middleware::from_fn(guard))
        .with_state(Arc::new(served))
}

async fn guard(request: Request, next: Next) -> Response {
    let mut response = match check_host(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(error) => IntoResponse::into_response(error),
    };
    let headers: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        // The content depends on the binary and on the state of the sandbox.
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The query of a page: the index of the document.
#[derive(serde::Deserialize)]
struct PageQuery {
    #[serde(default)]
    api: usize,
}

async fn page(
    State(served): State<Arc<Served>>,
    Query(PageQuery { api }): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, GatewayError> {
    let played = served.played(api)?;
    let all = served.shared.played();
    let titles: Vec<&str> = all.map(|played| played.api.title()).collect();
    let page = Page {
        document: &served.document(played, &headers)?,
        model: &played.model,
        notices: &played.notices(),
        sandbox: Some(served.running(played)),
        apis: (&titles, api),
    };
    Ok(content("text/html; charset=utf-8", page.html()))
}

async fn inspector_page(State(served): State<Arc<Served>>) -> Response {
    let shared = &served.shared;
    let row = |api: &Api| {
        let (title, path) = (html(api.title()), html(&api.base_path));
        format!("<dt>{title}</dt><dd><code>{path}</code></dd>\n")
    };
    let page = fill(include_str!("page/inspector.html"), |name| match name {
        "apis" => shared.played().map(|played| row(&played.api)).collect(),
        "token-path" => html(&shared.first.api.token_path),
        _ => String::new(),
    });
    content("text/html; charset=utf-8", page)
}

async fn openapi(
    State(served): State<Arc<Served>>,
    Query(PageQuery { api }): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, GatewayError> {
    let document = served.document(served.played(api)?, &headers)?;
    Ok(content("application/json", document))
}

async fn asset(Path(name): Path<String>) -> Result<Response, GatewayError> {
    let asset = assets::find(&name)
        .ok_or_else(|| not_found("the documentation has no file of this name"))?;
    Ok(content(asset.content_type, asset.content))
}

impl Served {
    fn played(&self, index: usize) -> Result<&ServedApi, GatewayError> {
        let played = self.shared.played().nth(index);
        let played = played.map(AsRef::as_ref);
        played.ok_or_else(|| not_found("the sandbox plays no document of this number"))
    }

    /// The document, with the addresses that the browser used to reach this sandbox.
    fn document(&self, played: &ServedApi, headers: &HeaderMap) -> Result<String, GatewayError> {
        let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
        let origin = format!("{}://{}", self.scheme, host.unwrap_or_default());
        let api = &played.api;
        let document = document::with_addresses(
            api.contract.document(),
            &format!("{origin}{}", api.base_path),
            &format!("{origin}{}", api.token_path),
        );
        document.map_err(|error| GatewayError::new(StatusCode::INTERNAL_SERVER_ERROR, error))
    }

    fn running(&self, played: &ServedApi) -> Running {
        Running {
            credentials: self.credentials.clone(),
            scopes: played.api.scopes.clone(),
            tables: inspector::tables_of(&self.shared, played),
        }
    }
}

fn content(content_type: &'static str, content: impl Into<Body>) -> Response {
    let content_type = HeaderValue::from_static(content_type);
    ([(header::CONTENT_TYPE, content_type)], content.into()).into_response()
}

fn not_found(reason: &str) -> GatewayError {
    GatewayError::new(StatusCode::NOT_FOUND, reason)
}
