//! Which operation a path and a method name.

use http::Method;
use http::StatusCode;
use http::header;

use crate::api::{BASE_PATH, Operation};
use crate::gateway::GatewayError;
use crate::segment;

/// The path of the token endpoint, as on the portal.
pub const TOKEN_PATH: &str = "/sandbox/oauth2/v1/token";

/// The path of the revocation endpoint (RFC 7009), beside the token endpoint.
const REVOKE_PATH: &str = "/sandbox/oauth2/v1/revoke";

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    Token,
    Revoke,
    Api {
        operation: Operation,
        contract_no: String,
    },
}

impl Route {
    /// The name under which the ledger has it.
    pub(super) fn id(&self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Revoke => "revoke",
            Self::Api { operation, .. } => operation.id(),
        }
    }

    /// Finds the route of a request.
    ///
    /// # Errors
    /// 404 for a path that is not known, 405 for a method that the path does not have.
    pub(super) fn find(method: &Method, path: &str) -> Result<Self, GatewayError> {
        if path == TOKEN_PATH || path == REVOKE_PATH {
            return match *method {
                Method::POST if path == TOKEN_PATH => Ok(Self::Token),
                Method::POST => Ok(Self::Revoke),
                _ => Err(method_not_allowed("POST")),
            };
        }
        let (contract_no, tail) = classifications_of(path).ok_or_else(not_found)?;
        let mut operations = Operation::ALL.iter().filter(|o| o.tail() == tail);
        if let Some(operation) = operations.clone().find(|o| o.method() == *method) {
            return Ok(Self::Api {
                operation: *operation,
                contract_no: segment::decode(contract_no),
            });
        }
        match (operations.next(), operations.next()) {
            (None, _) => Err(not_found()),
            (Some(_), None) => Err(method_not_allowed("POST")),
            (Some(_), Some(_)) => Err(method_not_allowed("GET, POST")),
        }
    }
}

/// Contract number and tail of a path like `.../contracts/{contractNo}/classifications/cancel`.
fn classifications_of(path: &str) -> Option<(&str, &str)> {
    let below = path.strip_prefix(BASE_PATH)?.strip_prefix("/contracts/")?;
    let (contract_no, rest) = below.split_once('/')?;
    let tail = rest.strip_prefix("classifications")?;
    (!contract_no.is_empty()).then_some((contract_no, tail))
}

fn not_found() -> GatewayError {
    GatewayError::new(StatusCode::NOT_FOUND, "No resources match requested URI")
}

fn method_not_allowed(allow: &'static str) -> GatewayError {
    GatewayError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "The method is not allowed for the requested URL",
    )
    .with(header::ALLOW, allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(method: &Method, below: &str) -> Result<Route, u16> {
        let path = format!("{BASE_PATH}{below}");
        Route::find(method, &path).map_err(|error| error.status.as_u16())
    }

    #[test]
    fn a_contract_number_is_decoded_after_the_path_is_split() {
        let found = find(
            &Method::POST,
            "/contracts/12%2F34%20A/classifications/cancel",
        );
        let expected = Route::Api {
            operation: Operation::Cancel,
            contract_no: "12/34 A".to_owned(),
        };
        assert_eq!(found, Ok(expected));
    }

    #[test]
    fn paths_and_methods_that_are_not_there_are_told_apart() {
        for (method, below, status) in [
            (Method::GET, "/contracts/1/classifications/cancel", 405),
            (Method::PUT, "/contracts/1/classifications", 405),
            (Method::HEAD, "/contracts/1/classifications", 405),
            (Method::GET, "/contracts/1/classifications/", 404),
            (Method::GET, "/contracts/1/classificationsx", 404),
            (Method::GET, "/contracts//classifications", 404),
            (Method::GET, "/contracts/1/2/classifications", 404),
            (Method::GET, "", 404),
        ] {
            assert_eq!(find(&method, below), Err(status), "{below}");
        }
        assert_eq!(
            Route::find(&Method::POST, TOKEN_PATH).unwrap(),
            Route::Token
        );
        assert!(Route::find(&Method::GET, TOKEN_PATH).is_err());
    }
}
