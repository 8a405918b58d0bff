//! Removes tokens and keys from violations.
//!
//! Violations contain names and no values, so that a secret can occur only in place of a name, such
//! as a token as the name of a query parameter.

use http::HeaderMap;

use crate::operation::CredentialKind as Kind;
use crate::operation::{Credential, Location, Requirement};
use crate::pointer;
use crate::wire::Pair;

use super::cookies::cookies;

/// The length of the shortest text that is removed. Shorter texts can occur by chance, and no secret
/// is that short.
const MIN_LENGTH: usize = 8;

/// The credentials in a request.
#[derive(Debug, Default)]
pub(crate) struct Secrets<'a>(Vec<std::borrow::Cow<'a, str>>);

impl<'a> Secrets<'a> {
    /// The credentials of a request: those in `Authorization`, and the API keys of an operation.
    pub(crate) fn of(
        headers: &'a HeaderMap,
        query: &'a [Pair],
        requirements: &[Requirement],
    ) -> Self {
        let mut secrets = Self::default();
        for name in ["authorization", "proxy-authorization"] {
            for value in headers.get_all(name) {
                if let Ok(text) = value.to_str() {
                    text.split_ascii_whitespace()
                        .for_each(|part| secrets.add(part));
                }
            }
        }
        for Credential { kind, .. } in requirements.iter().flat_map(|r| &r.credentials) {
            match kind {
                Kind::ApiKey(Location::Header, name) => {
                    let values = headers.get_all(name.as_str()).into_iter();
                    values
                        .filter_map(|v| v.to_str().ok())
                        .for_each(|text| secrets.add(text));
                }
                Kind::ApiKey(Location::Query, name) => {
                    let values = query.iter().filter(|pair| pair.name == *name);
                    values
                        .filter_map(|pair| pair.value.as_ref().ok())
                        .for_each(|text| secrets.add(text));
                }
                Kind::ApiKey(Location::Cookie, name) => {
                    let values = cookies(headers).filter(|(found, _)| found == name);
                    values.for_each(|(_, text)| secrets.add(text));
                }
                Kind::ApiKey(Location::Path, _) | Kind::Authorization(_) | Kind::Connection => {}
            }
        }
        secrets
    }

    /// Adds a secret, also in its escaped forms in pointers and quotes.
    fn add(&mut self, secret: &'a str) {
        let secret = secret.trim();
        if secret.len() < MIN_LENGTH {
            return;
        }
        self.0.push(secret.into());
        for escaped in [
            pointer::escape_step(secret),
            secret.escape_debug().to_string(),
        ] {
            if escaped != secret {
                self.0.push(escaped.into());
            }
        }
    }

    pub(crate) fn remove_from(&self, text: &mut String) {
        for secret in &self.0 {
            if text.contains(secret.as_ref()) {
                *text = text.replace(secret.as_ref(), "[secret]");
            }
        }
    }
}
