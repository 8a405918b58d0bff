//! The reason for a 401: `WWW-Authenticate` (RFC 9110, section 11.6.1; RFC 6750, section 3).
//!
//! The gateway writes `Bearer error='invalid_token'` with single quotes, which the grammar does not allow: a strict parser
//! takes them for a part of the value. This parser accepts them as quotes. It is lenient everywhere else, too, as its
//! results are only shown or compared.

use std::fmt;

use api_transport::text;
use http::{HeaderMap, header};

/// The maximum number of characters of a scheme, an error or a description in a message.
const SHOWN: usize = 200;

/// One challenge: a scheme and its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    scheme: String,
    parameters: Vec<(String, String)>,
}

impl Challenge {
    /// The challenges of a response, in the order of its headers.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Vec<Self> {
        headers
            .get_all(header::WWW_AUTHENTICATE)
            .into_iter()
            .flat_map(|value| Self::parse(&String::from_utf8_lossy(value.as_bytes())))
            .collect()
    }

    /// The challenges in the text of one header.
    fn parse(text: &str) -> Vec<Self> {
        let mut challenges: Vec<Self> = Vec::new();
        for part in parts(text) {
            match (part, challenges.last_mut()) {
                (Part::Scheme(scheme), _) => challenges.push(Self {
                    scheme: scheme.to_owned(),
                    parameters: Vec::new(),
                }),
                (Part::Parameter(name, value), Some(challenge)) => {
                    challenge
                        .parameters
                        .push((name.to_ascii_lowercase(), value));
                }
                // a parameter without a scheme has no meaning
                (Part::Parameter(..), None) => {}
            }
        }
        challenges
    }

    /// The error of the first `Bearer` challenge of a response that has one.
    pub(crate) fn bearer_error(headers: &HeaderMap) -> Option<String> {
        let bearer = Self::of(headers).into_iter().filter(Self::is_bearer);
        let mut errors = bearer.filter_map(|challenge| challenge.error().map(str::to_owned));
        errors.next()
    }

    /// The scheme, for example `Bearer`, as the server writes it.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Whether the scheme is `Bearer`, ignoring case.
    #[must_use]
    pub fn is_bearer(&self) -> bool {
        self.scheme.eq_ignore_ascii_case("bearer")
    }

    /// The value of a parameter, without its quotes.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let has_name = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.parameters
            .iter()
            .find(has_name)
            .map(|(_, value)| value.as_str())
    }

    /// The error code: `invalid_request`, `invalid_token` or `insufficient_scope` by RFC 6750.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.parameter("error")
    }

    /// The description of the error.
    #[must_use]
    pub fn error_description(&self) -> Option<&str> {
        self.parameter("error_description")
    }

    /// The scopes that the request requires.
    #[must_use]
    pub fn scope(&self) -> Option<&str> {
        self.parameter("scope")
    }
}

/// Shows the scheme, and the error and its description if they are present.
impl fmt::Display for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str| text::one_line(text.as_bytes(), SHOWN);
        f.write_str(&shown(&self.scheme))?;
        if let Some(error) = self.error() {
            write!(f, " {}", shown(error))?;
        }
        if let Some(description) = self.error_description() {
            write!(f, " ({})", shown(description))?;
        }
        Ok(())
    }
}

enum Part<'a> {
    Scheme(&'a str),
    Parameter(&'a str, String),
}

/// Splits a header. A word before `=` is a parameter, any other word a scheme. The `token68` of a scheme (RFC 9110,
/// section 11.2), which `Bearer` does not use, is dropped.
fn parts(mut text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
        let end = text
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '='))
            .unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        let trimmed = rest.trim_start();
        if let Some(value) = trimmed.strip_prefix('=') {
            let (value, rest) = take_value(value.trim_start());
            if !word.is_empty() {
                parts.push(Part::Parameter(word, value));
            }
            text = rest;
        } else if word.is_empty() {
            return parts;
        } else {
            parts.push(Part::Scheme(word));
            text = rest;
        }
    }
}

/// Takes a value off the start of `text`: in double or single quotes, or up to the next separator.
fn take_value(text: &str) -> (String, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = text
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
            .unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            // the quote is one byte long
            return (value, text.get(at + 1..).unwrap_or_default());
        }
        // a backslash escapes the next character, in double quotes only
        let escaped = (c == '\\' && quote == '"').then(|| chars.next()).flatten();
        value.push(escaped.map_or(c, |(_, c)| c));
    }
    // without a closing quote, all of the rest is the value
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn single_challenge(text: &str) -> Challenge {
        let mut challenges = Challenge::parse(text);
        assert_eq!(challenges.len(), 1, "{challenges:?}");
        challenges.remove(0)
    }

    #[test]
    fn single_quotes_are_accepted() {
        let challenge = single_challenge("Bearer error='invalid_token'");
        assert!(challenge.is_bearer());
        assert_eq!(challenge.error(), Some("invalid_token"));
        let challenge = single_challenge(
            "Bearer realm='cesce', error='invalid_token', error_description='expired, or revoked'",
        );
        assert_eq!(challenge.error_description(), Some("expired, or revoked"));
        assert_eq!(
            challenge.to_string(),
            "Bearer invalid_token (expired, or revoked)"
        );
    }

    #[test]
    fn double_quotes_and_no_quotes_are_accepted() {
        for text in [
            r#"Bearer realm="example", error="insufficient_scope", scope="create delete""#,
            r#"bearer realm="example" error="insufficient_scope" scope="create delete""#,
            r#"BEARER error=insufficient_scope,scope = "create delete""#,
        ] {
            let challenge = single_challenge(text);
            assert!(challenge.is_bearer());
            assert_eq!(challenge.error(), Some("insufficient_scope"), "{text}");
            assert_eq!(challenge.scope(), Some("create delete"), "{text}");
            assert_eq!(challenge.error_description(), None);
        }
    }

    #[test]
    fn escapes_in_double_quotes_are_resolved() {
        let challenge = single_challenge(r#"Bearer error_description="say \"please\" \\o/""#);
        assert_eq!(challenge.error_description(), Some(r#"say "please" \o/"#));
    }

    #[test]
    fn several_challenges_are_found_in_one_header_and_in_many() {
        let challenges = Challenge::parse(r#"Basic realm="a", Bearer error="invalid_token", DPoP"#);
        let schemes: Vec<_> = challenges.iter().map(Challenge::scheme).collect();
        assert_eq!(schemes, ["Basic", "Bearer", "DPoP"]);
        assert_eq!(challenges[0].parameter("REALM"), Some("a"));
        assert_eq!(challenges[1].error(), Some("invalid_token"));

        let mut headers = HeaderMap::new();
        headers.append("www-authenticate", "Basic realm=a".parse().unwrap());
        headers.append("www-authenticate", "Bearer".parse().unwrap());
        assert_eq!(Challenge::of(&headers).len(), 2);
        assert_eq!(Challenge::of(&HeaderMap::new()), []);
    }

    #[test]
    fn an_invalid_header_is_read_as_far_as_possible() {
        assert_eq!(
            single_challenge("Bearer error='invalid_token").error(),
            Some("invalid_token")
        );
        assert_eq!(single_challenge("Bearer error=").error(), Some(""));
        assert_eq!(Challenge::parse("error='invalid_token'"), []);
        assert_eq!(Challenge::parse(" , ;"), []);
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_without_a_panic(text in ".{0,80}") {
            for challenge in Challenge::parse(&text) {
                prop_assert!(!challenge.scheme().is_empty());
            }
        }

        #[test]
        fn quoted_parameters_are_parsed(error in "[a-z_]{1,20}", description in "[ -&(-\\[\\]-~]{0,30}") {
            for quote in ['"', '\''] {
                prop_assume!(!description.contains(quote));
                let text = format!("Bearer error={quote}{error}{quote}, error_description={quote}{description}{quote}");
                let challenge = single_challenge(&text);
                prop_assert_eq!(challenge.error(), Some(error.as_str()));
                prop_assert_eq!(challenge.error_description(), Some(description.as_str()));
            }
        }
    }
}
