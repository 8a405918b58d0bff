//! Reads a request to the token endpoint: its form, and how the client authenticates.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{self, HeaderMap};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

use super::error::{ErrorCode, TokenError};
use crate::media_type;

/// The fields of a form, and the client's credentials from header or form.
pub(crate) struct TokenRequest {
    fields: Vec<(String, String)>,
    pub(super) client: Option<ClientSecret>,
}

/// A `client_id` with its `client_secret`.
pub(super) struct ClientSecret {
    pub(super) id: String,
    pub(super) secret: String,
}

impl TokenRequest {
    /// Reads a request. The query is ignored (RFC 6749, section 2.3.1).
    pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, TokenError> {
        if !media_type::is(headers, "application/x-www-form-urlencoded") {
            return Err(invalid(
                "the content type must be application/x-www-form-urlencoded",
            ));
        }
        let mut fields: Vec<(String, String)> = vec![];
        for (name, value) in form_urlencoded::parse(body) {
            if fields.iter().any(|(earlier, _)| *earlier == name) {
                return Err(invalid(&format!("parameter {name} is repeated")));
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        // Section 3.2: a parameter without a value counts as omitted.
        fields.retain(|(_, value)| !value.is_empty());
        let mut request = Self {
            fields,
            client: None,
        };
        request.client = request.authentication(headers)?;
        Ok(request)
    }

    /// A field, if it has a value.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let field = self
            .fields
            .iter()
            .find(|(field_name, _)| field_name == name);
        field.map(|(_, value)| value.as_str())
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, TokenError> {
        self.field(name)
            .ok_or_else(|| invalid(&format!("parameter {name} is missing")))
    }

    fn authentication(&self, headers: &HeaderMap) -> Result<Option<ClientSecret>, TokenError> {
        let in_form = self.field("client_secret").is_some();
        match headers.get(header::AUTHORIZATION) {
            Some(_) if in_form => Err(invalid(
                "the client authenticates itself twice, by header and by form",
            )),
            Some(value) => value.to_str().ok().and_then(basic).map(Some).ok_or_else(|| {
                TokenError::new(
                    ErrorCode::InvalidClient,
                    "the authorization header is not Basic with a client id and a client secret",
                )
            }),
            None => Ok(self
                .field("client_id")
                .zip(self.field("client_secret"))
                .map(|(id, secret)| ClientSecret {
                    id: id.to_owned(),
                    secret: secret.to_owned(),
                })),
        }
    }
}

fn invalid(reason: &str) -> TokenError {
    TokenError::new(ErrorCode::InvalidRequest, reason)
}

/// Reads Basic credentials, whose id and secret are form-encoded (RFC 6749, section 2.3.1).
fn basic(value: &str) -> Option<ClientSecret> {
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some(ClientSecret {
        id: form_decoded(id)?,
        secret: form_decoded(secret)?,
    })
}

fn form_decoded(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
