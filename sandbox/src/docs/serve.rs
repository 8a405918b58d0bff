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
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::page::{Page, Running};
use super::template::{fill, html};
use super::{DOCS_PATH, assets, document, inspector};
use crate::Credentials;
use crate::api::Api;
use crate::gateway::GatewayError;
use crate::served_api::ServedApi;
use crate::server::{Shared, is_this_machine};

/// The content security policy: scripts and styles of the page, calls to the same origin.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The sandbox that serves the page.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) shared: Arc<Shared>,
    pub(crate) credentials: Credentials,
    /// `http` or `https`.
    pub(crate) scheme: &'static str,
}

/// The routes of the page.
pub(crate) fn routes(served: Served) -> Router {
    let inside = format!("{DOCS_PATH}/");
    // An operation of the document at `/` has precedence over the inspector.
    let is_free = served.shared.played().all(|played| {
        let api = &played.api;
        !api.base_path.is_empty() || api.contract.methods("/").is_empty()
    });
    let root = if is_free {
        Router::new().route("/", get(inspector_page))
    } else {
        Router::new()
    };
    root
        // The page refers to its files by relative paths, so that it also works as a file.
        .route(DOCS_PATH, get(|| async { Redirect::permanent("/docs/") }))
        .route(&inside, get(page))
        .route("/docs/openapi.json", get(openapi))
        .route("/docs/state", get(inspector::state))
        .route("/docs/{file}", get(asset))
        .layer(middleware::from_fn(guard))
        .with_state(Arc::new(served))
}

async fn guard(request: Request, next: Next) -> Response {
    let mut response = if is_this_machine(request.headers()) {
        next.run(request).await
    } else {
        let reason = "the host is not a name of this machine";
        rejection(StatusCode::FORBIDDEN, reason)
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

/// The number of the requested document; those after the first are further ones.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    api: usize,
}

async fn page(
    State(served): State<Arc<Served>>,
    Query(Asked { api }): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let Some(played) = served.shared.played().nth(api) else {
        return no_such_document();
    };
    let all = served.shared.played();
    let titles: Vec<&str> = all.map(|played| played.api.title()).collect();
    let document = served.document(played, &headers);
    document.map_or_else(unreadable, |document| {
        let page = Page {
            document: &document,
            model: &played.model,
            notices: &played.notices(),
            sandbox: Some(served.running(played)),
            apis: (&titles, api),
        };
        content("text/html; charset=utf-8", page.html())
    })
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
    Query(Asked { api }): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let Some(played) = served.shared.played().nth(api) else {
        return no_such_document();
    };
    let document = served.document(played, &headers);
    document.map_or_else(unreadable, |document| content("application/json", document))
}

fn no_such_document() -> Response {
    let reason = "the sandbox plays no document of this number";
    rejection(StatusCode::NOT_FOUND, reason)
}

async fn asset(Path(name): Path<String>) -> Response {
    match assets::find(&name) {
        Some(asset) => content(asset.content_type, asset.content),
        None => rejection(
            StatusCode::NOT_FOUND,
            "the documentation has no file of this name",
        ),
    }
}

impl Served {
    /// The document, with the addresses that the browser used to reach this sandbox.
    fn document(
        &self,
        played: &ServedApi,
        headers: &HeaderMap,
    ) -> Result<String, serde_json::Error> {
        let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
        let origin = format!("{}://{}", self.scheme, host.unwrap_or_default());
        let api = &played.api;
        document::at(
            api.contract.document(),
            &format!("{origin}{}", api.base_path),
            &format!("{origin}{}", api.token_path),
        )
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

/// The response for a document that cannot be written.
#[allow(
    clippy::needless_pass_by_value,
    reason = "`map_or_else` passes the error by value"
)]
fn unreadable(error: serde_json::Error) -> Response {
    rejection(StatusCode::INTERNAL_SERVER_ERROR, error)
}

fn rejection(status: StatusCode, reason: impl std::fmt::Display) -> Response {
    GatewayError::new(status, reason)
        .into_response()
        .into_response()
}
