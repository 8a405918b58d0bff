//! What an operation asks of whoever sends it.

use serde_json::Value;

/// The part of `security` that a client has to know: which OAuth2 scopes a token needs, and which
/// headers carry an API key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Security {
    /// The scopes of the OAuth2 token; `None` where no token is asked for.
    pub oauth2_scopes: Option<Vec<String>>,
    /// The headers of `apiKey` schemes.
    pub api_key_headers: Vec<String>,
}

impl Security {
    /// Reads the security of an operation: its own, or the document's where it has none. Of
    /// several alternatives the first that asks for OAuth2 counts, else the first.
    pub(crate) fn read(oas2: &Value, operation: &Value) -> Self {
        let alternatives = operation
            .get("security")
            .or_else(|| oas2.get("security"))
            .and_then(Value::as_array);
        let alternatives: Vec<Self> = alternatives
            .into_iter()
            .flatten()
            .map(|alternative| Self::read_alternative(oas2, alternative))
            .collect();
        let oauth2 = alternatives.iter().find(|a| a.oauth2_scopes.is_some());
        oauth2.or(alternatives.first()).cloned().unwrap_or_default()
    }

    fn read_alternative(oas2: &Value, alternative: &Value) -> Self {
        let mut security = Self::default();
        for (name, scopes) in alternative.as_object().into_iter().flatten() {
            let scheme = oas2.get("securityDefinitions").and_then(|s| s.get(name));
            let member = |key: &str| scheme.and_then(|s| s.get(key)).and_then(Value::as_str);
            match (member("type"), member("in"), member("name")) {
                (Some("oauth2"), ..) => {
                    let scopes = scopes.as_array().into_iter().flatten();
                    security
                        .oauth2_scopes
                        .get_or_insert_default()
                        .extend(scopes.filter_map(Value::as_str).map(str::to_owned));
                }
                (Some("apiKey"), Some("header"), Some(header)) => {
                    security.api_key_headers.push(header.to_owned());
                }
                _ => {}
            }
        }
        security
    }
}

/// The token endpoint: the `tokenUrl` of the first scheme that has one.
pub(crate) fn token_url(oas2: &Value) -> Option<String> {
    let schemes = oas2.get("securityDefinitions")?.as_object()?;
    let mut urls = schemes
        .values()
        .filter_map(|scheme| scheme.get("tokenUrl")?.as_str());
    urls.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_operation_overrides_the_document() {
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
}
