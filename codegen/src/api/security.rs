//! The security requirements of operations.

use serde_json::Value;

use crate::pointer;
use crate::report::Report;

/// The part of `security` that a client needs: the OAuth2 scopes of the token, and the headers for
/// API keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Security {
    /// The scopes of the OAuth2 token; `None` if no token is required.
    pub oauth2_scopes: Option<Vec<String>>,
    /// The headers of `apiKey` schemes.
    pub api_key_headers: Vec<String>,
}

impl Security {
    /// Reads the security of an operation: its own, or the document's if it has none. Of several
    /// alternatives, the first that the client supports completely is used, OAuth2 before others. If
    /// there is none, the first with OAuth2 is used, else the first.
    pub(crate) fn read(oas2: &Value, operation: &Value) -> Self {
        Alternative::chosen(oas2, operation).security
    }

    /// Like [`Self::read`]; records unsupported schemes, and schemes whose tokens the caller provides.
    pub(super) fn read_reported(
        oas2: &Value,
        (at, operation): (&str, &Value),
        report: &mut Report,
    ) -> Self {
        let chosen = Alternative::chosen(oas2, operation);
        for (scheme, text) in chosen.left_out.into_iter().chain(chosen.notes) {
            let scheme = scheme.map(|name| pointer::join("/securityDefinitions", name));
            report.record("security", scheme.unwrap_or_else(|| at.to_owned()), text);
        }
        chosen.security
    }
}

/// One alternative of a `security`.
#[derive(Clone, Default)]
struct Alternative {
    security: Security,
    /// The schemes that the client does not support, with the reason.
    left_out: Vec<Remark>,
    /// The schemes whose tokens the caller provides.
    notes: Vec<Remark>,
}

/// The name of a scheme, if it is defined, and a text for the report.
type Remark = (Option<String>, String);

impl Alternative {
    /// The alternative that the client uses, see [`Security::read`].
    fn chosen(oas2: &Value, operation: &Value) -> Self {
        let declared = operation.get("security").or_else(|| oas2.get("security"));
        let alternatives: Vec<Self> = match declared {
            Some(Value::Array(alternatives)) => {
                let read = |alternative| Self::read(oas2, alternative);
                alternatives.iter().map(read).collect()
            }
            Some(other) => vec![Self::invalid(other)],
            None => vec![],
        };
        let is_supported = |a: &&Self| a.left_out.is_empty();
        let has_token = |a: &&Self| a.security.oauth2_scopes.is_some();
        let all = || alternatives.iter();
        let chosen = all()
            .find(|a| is_supported(a) && has_token(a))
            .or_else(|| all().find(is_supported))
            .or_else(|| all().find(has_token))
            .or_else(|| all().next());
        chosen.cloned().unwrap_or_default()
    }

    fn read(oas2: &Value, alternative: &Value) -> Self {
        let Value::Object(schemes) = alternative else {
            return Self::invalid(alternative);
        };
        let mut result = Self::default();
        for (name, scopes) in schemes {
            let scheme = oas2.get("securityDefinitions").and_then(|s| s.get(name));
            let member = |key: &str| scheme.and_then(|s| s.get(key)).and_then(Value::as_str);
            match (member("type"), member("in"), member("name")) {
                (Some("oauth2"), ..) => result.add_oauth2(oas2, name, scopes),
                (Some("apiKey"), Some("header"), Some(header)) => {
                    result.security.api_key_headers.push(header.to_owned());
                }
                (Some("apiKey"), location, key) => {
                    let (location, key) = (location.unwrap_or("no location"), key.unwrap_or(name));
                    result.leave_out(name, format!("the API key {key:?} is in {location}, but the client sends keys only in headers: the caller's transport must add it"));
                }
                (Some("basic"), ..) => {
                    result.leave_out(name, "the client sends no user name and password (`basic`): the caller's transport must add them".to_owned());
                }
                _ => {
                    let text = format!(
                        "the security scheme {name:?} is not defined, or of an unknown type: nothing is sent for it"
                    );
                    let defined = scheme.map(|_| name.clone());
                    result.left_out.push((defined, text));
                }
            }
        }
        result
    }

    /// An alternative without requirements, for a `value` that is not a security requirement.
    fn invalid(value: &Value) -> Self {
        let text = format!(
            "{value} is not a security requirement, which is a list of objects: nothing is sent for it"
        );
        Self {
            left_out: vec![(None, text)],
            ..Self::default()
        }
    }

    /// Adds the scopes of an OAuth2 scheme. The client uses one token endpoint, so the scopes of a
    /// scheme with another one are left out.
    fn add_oauth2(&mut self, oas2: &Value, name: &str, scopes: &Value) {
        let own = oas2.pointer(&pointer::join(
            &pointer::join("/securityDefinitions", name),
            "tokenUrl",
        ));
        let own = own.and_then(Value::as_str);
        if own.is_none() {
            let text = "the scheme has no token endpoint: the caller provides the token";
            self.notes.push((Some(name.to_owned()), text.to_owned()));
        }
        if let (Some(own), Some(first)) = (own, token_url(oas2))
            && own != first
        {
            self.leave_out(name, format!("its token endpoint is {own}, but tokens are fetched only from {first}: operations that need this scheme need a transport of their own"));
            // the scopes of another endpoint would be refused, but the call needs a token
            self.security.oauth2_scopes.get_or_insert_default();
            return;
        }
        let scopes = scopes.as_array().into_iter().flatten();
        let texts = scopes.filter_map(Value::as_str).map(str::to_owned);
        self.security
            .oauth2_scopes
            .get_or_insert_default()
            .extend(texts);
    }

    fn leave_out(&mut self, scheme: &str, text: String) {
        self.left_out.push((Some(scheme.to_owned()), text));
    }
}

/// The token endpoint: the first `tokenUrl` without a placeholder.
pub(crate) fn token_url(oas2: &Value) -> Option<String> {
    let mut urls = token_urls(oas2).map(|(_, url)| url);
    urls.find(|url| !super::has_placeholder(url))
        .map(str::to_owned)
}

/// All token endpoints, with their pointers.
pub(super) fn token_urls(oas2: &Value) -> impl Iterator<Item = (String, &str)> {
    let schemes = oas2.get("securityDefinitions").and_then(Value::as_object);
    schemes.into_iter().flatten().filter_map(|(name, scheme)| {
        let at = pointer::join(&pointer::join("/securityDefinitions", name), "tokenUrl");
        Some((at, scheme.get("tokenUrl")?.as_str()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn oauth2_is_preferred_and_an_operation_overrides_the_document() {
        let oas2 = json!({
            "security": [{"key": []}, {"token": ["read"], "key": []}],
            "securityDefinitions": {
                "token": {"type": "oauth2", "flow": "password"},
                "key": {"type": "apiKey", "in": "header", "name": "X-IBM-Client-Id"},
            },
        });
        let inherited = Security::read(&oas2, &json!({}));
        assert_eq!(inherited.oauth2_scopes, Some(vec!["read".to_owned()]));
        assert_eq!(inherited.api_key_headers, ["X-IBM-Client-Id"]);
        assert_eq!(
            Security::read(&oas2, &json!({"security": []})),
            Security::default()
        );
    }

    #[test]
    fn unsupported_schemes_are_recorded() {
        let oas2 = json!({"securityDefinitions": {
            "user": {"type": "oauth2", "flow": "password", "tokenUrl": "https://user.example/t"},
            "app": {"type": "oauth2", "flow": "application", "tokenUrl": "https://app.example/t"},
            "same": {"type": "oauth2", "flow": "application", "tokenUrl": "https://user.example/t"},
            "implicit": {"type": "oauth2", "flow": "implicit", "authorizationUrl": "https://user.example/a"},
            "query": {"type": "apiKey", "in": "query", "name": "api_key"},
            "basic": {"type": "basic"},
            "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
        }});
        let read = |security: Value| {
            let mut report = Report::default();
            let operation = json!({ "security": security });
            let security =
                Security::read_reported(&oas2, ("/paths/~1a/get", &operation), &mut report);
            let recorded_at: Vec<String> =
                report.entries().iter().map(|e| e.pointer.clone()).collect();
            (
                security.oauth2_scopes,
                security.api_key_headers,
                recorded_at.join(" "),
            )
        };
        let scopes =
            |scopes: &[&str]| Some(scopes.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        let (user, key) = (scopes(&["r"]), vec!["X-Key".to_owned()]);
        assert_eq!(
            read(json!([{"user": ["r"], "header": []}])),
            (user.clone(), key.clone(), String::new())
        );
        assert_eq!(
            read(json!([{"user": ["r"], "same": ["w"]}])).0,
            scopes(&["r", "w"])
        );
        let app = "/securityDefinitions/app".to_owned();
        assert_eq!(
            read(json!([{"app": ["b"]}])),
            (scopes(&[]), vec![], app.clone())
        );
        assert_eq!(
            read(json!([{"user": ["r"], "app": ["b"]}])),
            (user.clone(), vec![], app)
        );
        assert_eq!(read(json!([{"query": []}])).2, "/securityDefinitions/query");
        assert_eq!(read(json!([{"basic": []}])).2, "/securityDefinitions/basic");
        let implicit = "/securityDefinitions/implicit".to_owned();
        assert_eq!(
            read(json!([{"implicit": ["r"]}])),
            (user.clone(), vec![], implicit)
        );
        for invalid in [
            json!([{"nowhere": []}]),
            json!(["user"]),
            json!({"user": []}),
        ] {
            assert_eq!(read(invalid).2, "/paths/~1a/get");
        }
        // an alternative that the client supports needs no remark
        assert_eq!(
            read(json!([{"basic": []}, {"header": []}])),
            (None, key, String::new())
        );
        assert_eq!(
            read(json!([{"user": ["r"], "query": []}, {"user": ["r"]}])),
            (user, vec![], String::new())
        );
    }
}
