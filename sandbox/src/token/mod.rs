//! The token endpoint, modelled on API Connect's OAuth provider.
//!
//! * [`request`]: reads form and `Authorization` header (RFC 6749, section 2.3).
//! * [`authority`]: issued tokens and their rights.
//! * [`error`]: the errors of section 5.2.
//! * here: the grants, and revocation (RFC 7009).

mod authority;
mod error;
mod lockout;
mod request;

use bytes::Bytes;
use http::{Response, StatusCode};
use http_body_util::Full;

pub(crate) use authority::{Authority, Rejection, TokenPolicy};
pub(crate) use error::{ErrorCode, TokenError};
pub(crate) use request::TokenRequest;

use crate::credentials::App;
use authority::Granted;

impl Authority {
    /// The response to a request to the token endpoint, and whether a token was granted.
    pub(crate) fn token(
        &self,
        request: Result<TokenRequest, TokenError>,
    ) -> (Response<Full<Bytes>>, bool) {
        match request.and_then(|request| self.grant(&request)) {
            Ok(granted) => {
                let mut response = crate::gateway::json(StatusCode::OK, &granted);
                error::forbid_storing(response.headers_mut());
                (response, true)
            }
            Err(error) => (error.into_response(), false),
        }
    }

    /// The response to a request to the revocation endpoint, and whether the token was revoked. An
    /// unknown token counts as revoked.
    pub(crate) fn revoke(
        &self,
        request: Result<TokenRequest, TokenError>,
    ) -> (Response<Full<Bytes>>, bool) {
        let revoked = request.and_then(|request| {
            let app = self.client(&request)?;
            let token = request.required("token")?;
            self.revoke_token(&app.client_id, token);
            Ok(())
        });
        match revoked {
            Ok(()) => {
                let mut response = Response::new(Full::default());
                error::forbid_storing(response.headers_mut());
                (response, true)
            }
            Err(error) => (error.into_response(), false),
        }
    }

    fn grant(&self, request: &TokenRequest) -> Result<Granted, TokenError> {
        let app = self.client(request)?;
        match request.required("grant_type")? {
            "password" if app.password_grant => self.password_grant(app, request),
            "refresh_token" if app.refresh_grant => self.refresh_grant(app, request),
            "password" | "refresh_token" | "client_credentials" | "authorization_code" => {
                let reason = "the app may not use this grant type";
                Err(TokenError::new(ErrorCode::UnauthorizedClient, reason))
            }
            other => Err(TokenError::new(
                ErrorCode::UnsupportedGrantType,
                format!("grant type {other} is not known"),
            )),
        }
    }

    fn password_grant(&self, app: &App, request: &TokenRequest) -> Result<Granted, TokenError> {
        let username = request.required("username")?;
        let password = request.required("password")?;
        let scope = requested_scope(request, &self.scopes, app)?.ok_or_else(|| {
            TokenError::new(ErrorCode::InvalidScope, "parameter scope is missing")
        })?;
        self.check_password(username, password)?;
        Ok(self.issue(app, username, scope))
    }

    fn refresh_grant(&self, app: &App, request: &TokenRequest) -> Result<Granted, TokenError> {
        let refresh_token = request.required("refresh_token")?;
        let scope = requested_scope(request, &self.scopes, app)?;
        self.refresh(app, refresh_token, scope)
    }
}

/// The scopes of a token request, each once, in the given order; `None` if it has none.
fn requested_scope(
    request: &TokenRequest,
    grantable: &[String],
    app: &App,
) -> Result<Option<Vec<String>>, TokenError> {
    let Some(text) = request.field("scope") else {
        return Ok(None);
    };
    let is_in = |list: &[String], scope: &str| list.iter().any(|listed| listed == scope);
    let mut scopes: Vec<String> = vec![];
    for scope in text.split(' ').filter(|scope| !scope.is_empty()) {
        if !grantable.is_empty() && !is_in(grantable, scope) {
            return Err(TokenError::new(
                ErrorCode::InvalidScope,
                format!("scope {scope} is not known"),
            ));
        }
        if app
            .scopes
            .as_ref()
            .is_some_and(|allowed| !is_in(allowed, scope))
        {
            return Err(TokenError::new(
                ErrorCode::InvalidScope,
                format!("the app may not request scope {scope}"),
            ));
        }
        if !is_in(&scopes, scope) {
            scopes.push(scope.to_owned());
        }
    }
    Ok((!scopes.is_empty()).then_some(scopes))
}
