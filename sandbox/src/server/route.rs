//! Routes a request to the token endpoint or to an operation of the document.

use classifications_contract::{RequestValues, Rule, Violation};
use http::{HeaderValue, Method, Request, StatusCode, header};

use crate::api::Api;
use crate::gateway::GatewayError;

/// The destination of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    Token,
    Revoke,
    Api(String),
}

/// The route of a request, with its violations and values.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) route: Result<Route, GatewayError>,
    /// The violations of the document in the request.
    pub(super) violations: Vec<Violation>,
    /// The values of a request to an operation.
    pub(super) values: Option<RequestValues>,
}

impl Route {
    /// The name of the route in the ledger.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Token => "token",
            Self::Revoke => "revoke",
            Self::Api(operation) => operation,
        }
    }

    pub(super) fn has_form(&self) -> bool {
        matches!(self, Self::Token | Self::Revoke)
    }

    /// Finds the route of a request, with its violations of the document and its values.
    ///
    /// Instead of a route, there is an error with status 404 for an unknown path, or 405 for a
    /// method that the path does not have.
    pub(super) fn find<B: AsRef<[u8]>>(api: &Api, request: &Request<B>) -> Found {
        let path = request.uri().path();
        if path == api.token_path || path == api.revoke_path {
            let route = match *request.method() {
                Method::POST if path == api.token_path => Ok(Self::Token),
                Method::POST => Ok(Self::Revoke),
                _ => Err(method_not_allowed("POST")),
            };
            return Found {
                route,
                violations: vec![],
                values: None,
            };
        }
        let (checked, values) = api.contract.read_request(request);
        let lacks_path_value = |violation: &Violation| {
            violation.rule == Rule::ParameterMissing
                && violation.message_pointer.starts_with("/path/")
        };
        let route = match checked.operation() {
            Some(operation)
                if !checked.violates(Rule::TrailingSlash)
                    && !checked.violations().iter().any(lacks_path_value) =>
            {
                Ok(Self::Api(operation.to_owned()))
            }
            None if checked.violates(Rule::MethodNotAllowed)
                && !checked.violates(Rule::TrailingSlash) =>
            {
                Err(method_not_allowed(&methods(api, path)))
            }
            _ => Err(GatewayError::new(
                StatusCode::NOT_FOUND,
                "No resources match requested URI",
            )),
        };
        Found {
            route,
            violations: checked.into_violations(),
            values,
        }
    }
}

fn methods(api: &Api, path: &str) -> String {
    let below = path.strip_prefix(&api.base_path).unwrap_or(path);
    let methods = api.contract.methods(below);
    let methods: Vec<_> = methods.iter().map(Method::as_str).collect();
    methods.join(", ")
}

fn method_not_allowed(allow: &str) -> GatewayError {
    let error = GatewayError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "The method is not allowed for the requested URL",
    );
    match HeaderValue::from_str(allow) {
        Ok(allow) => error.with(header::ALLOW, allow),
        Err(_) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{"openapi": "3.0.3", "servers": [{"url": "https://x.example/base"}],
        "paths": {
            "/things/{no}": {
                "parameters": [{"name": "no", "in": "path", "required": true,
                                "schema": {"type": "string"}}],
                "get": {"operationId": "getThing", "responses": {"200": {"description": "ok"}}},
                "delete": {"responses": {"204": {"description": "gone"}}}
            },
            "/things/{no}/end": {
                "parameters": [{"name": "no", "in": "path", "required": true,
                                "schema": {"type": "string"}}],
                "post": {"operationId": "endThing", "responses": {"200": {"description": "ok"}}}
            }
        }}"#;

    fn find(method: Method, path: &str) -> Result<String, u16> {
        let api = Api::new(DOCUMENT).unwrap();
        let request = Request::builder().method(method).uri(path);
        let found = Route::find(&api, &request.body("").unwrap());
        found
            .route
            .map(|route| route.id().to_owned())
            .map_err(|error| error.status.as_u16())
    }

    #[test]
    fn routes_are_those_of_the_document() {
        for (method, path, expected) in [
            (Method::GET, "/base/things/12%2F34%20A", Ok("getThing")),
            (Method::DELETE, "/base/things/1", Ok("DELETE /things/{no}")),
            (Method::POST, "/base/things/1/end", Ok("endThing")),
            (Method::POST, "/oauth2/token", Ok("token")),
            (Method::POST, "/oauth2/revoke", Ok("revoke")),
            (Method::GET, "/oauth2/token", Err(405)),
            (Method::GET, "/base/things/1/end", Err(405)),
            (Method::HEAD, "/base/things/1", Err(405)),
            (Method::GET, "/base/things/1/", Err(404)),
            (Method::GET, "/base/things/1x/other", Err(404)),
            (Method::GET, "/base/things/", Err(404)),
            (Method::POST, "/base/things//end", Err(404)),
            (Method::GET, "/things/1", Err(404)),
            (Method::GET, "/", Err(404)),
        ] {
            let found = find(method, path);
            assert_eq!(found.as_deref().map_err(|code| *code), expected, "{path}");
        }
    }
}
