//! The token endpoint's response (RFC 6749, sections 5.1 and 5.2). It is parsed leniently, as gateways write `token_type`
//! in any case, send numbers as strings, and add fields.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use oauth2::basic::BasicTokenType;
use oauth2::{AccessToken, ErrorResponse, RefreshToken, Scope, TokenResponse};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{self, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest plausible lifetime. A larger number is a date or has another unit.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The body of a response with a token. `Debug` shows no secret.
#[derive(Debug, Deserialize)]
#[serde(remote = "Self")]
pub(super) struct TokenBody {
    access_token: AccessToken,
    #[serde(default = "bearer", deserialize_with = "token_type")]
    token_type: BasicTokenType,
    #[serde(default)]
    expires_in: Seconds,
    #[serde(default)]
    refresh_token: Option<RefreshToken>,
    #[serde(default, rename = "scope", deserialize_with = "scopes")]
    scopes: Option<Vec<Scope>>,
}

impl<'de> Object<'de> for TokenBody {
    fn members<D: Deserializer<'de>>(members: D) -> Result<Self, D::Error> {
        Self::deserialize(members)
    }
}

impl<'de> Deserialize<'de> for TokenBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::object(deserializer)
    }
}

impl TokenResponse for TokenBody {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    /// `None` if it is absent or implausible.
    fn expires_in(&self) -> Option<Duration> {
        self.expires_in.0
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.scopes.as_ref()
    }
}

impl TokenBody {
    /// Takes out the access token and the refresh token.
    pub(super) fn into_secrets(self) -> (String, Option<String>) {
        let refresh_token = self.refresh_token.map(RefreshToken::into_secret);
        (self.access_token.into_secret(), refresh_token)
    }
}

/// [`TokenResponse`] requires this, but a token is never serialized.
impl Serialize for TokenBody {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom("a token is never serialized"))
    }
}

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

fn token_type<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BasicTokenType, D::Error> {
    let name = String::deserialize(deserializer)?;
    Ok(if name.eq_ignore_ascii_case("bearer") {
        BasicTokenType::Bearer
    } else {
        BasicTokenType::Extension(name)
    })
}

/// The text of a string or a number; `None` for any other value.
#[derive(Default)]
struct Lenient(Option<String>);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }))
    }
}

/// Reads scopes that are separated by spaces. A value without a text counts as absent.
fn scopes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Scope>>, D::Error> {
    let Lenient(text) = Lenient::deserialize(deserializer)?;
    Ok(text.map(|text| {
        text.split_whitespace()
            .map(|scope| Scope::new(scope.to_owned()))
            .collect()
    }))
}

/// A lifetime in seconds; `None` if it is not a positive number, or longer than [`LONGEST`].
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Seconds(Option<Duration>);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Lenient(text) = Lenient::deserialize(deserializer)?;
        let seconds = text.and_then(|text| text.trim().parse::<f64>().ok());
        let lifetime = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(Self(lifetime.filter(|lifetime| {
            !lifetime.is_zero() && *lifetime <= LONGEST
        })))
    }
}

/// The codes of RFC 6749, section 5.2. They are shown even if they are the name of an account.
const CODES: [&str; 6] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
];

/// The code of RFC 6749, section 5.2, that `text` contains as a word.
pub(super) fn known_code(text: &str) -> Option<&'static str> {
    let mut words = text.split(|c: char| !(c.is_ascii_alphabetic() || c == '_'));
    words.find_map(|word| {
        let matches = |code: &&&str| code.eq_ignore_ascii_case(word);
        CODES.iter().find(matches).copied()
    })
}

/// The body of a refusal, in the form of RFC 6749 or in that of API Connect's gateway, which puts the code into
/// `moreInformation`. A body in neither form is not a refusal.
#[derive(Debug, Clone)]
pub(super) struct ErrorBody {
    pub(super) error: String,
    pub(super) description: Option<String>,
}

/// The members of a refusal. A value without a text counts as absent, so that a description of another type does not hide
/// the code.
#[derive(Deserialize)]
struct ErrorMembers {
    #[serde(default)]
    error: Lenient,
    #[serde(default)]
    error_description: Lenient,
    #[serde(default, rename = "moreInformation")]
    more_information: Lenient,
}

impl<'de> Object<'de> for ErrorBody {
    fn members<D: Deserializer<'de>>(members: D) -> Result<Self, D::Error> {
        let members = ErrorMembers::deserialize(members)?;
        if let Some(error) = members.error.0 {
            return Ok(Self {
                error,
                description: members.error_description.0,
            });
        }
        let information = members.more_information.0;
        match information.as_deref().and_then(known_code) {
            Some(code) => Ok(Self {
                error: code.to_owned(),
                description: information.filter(|information| information != code),
            }),
            None => Err(de::Error::missing_field("error")),
        }
    }
}

impl<'de> Deserialize<'de> for ErrorBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::object(deserializer)
    }
}

/// [`ErrorResponse`] requires this.
impl Serialize for ErrorBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.error)
    }
}

impl ErrorResponse for ErrorBody {}

/// Deserializes an object with the derived implementation. The derived implementation alone would also accept a list, and
/// take its first item for the first member.
trait Object<'de>: Sized {
    fn members<D: Deserializer<'de>>(members: D) -> Result<Self, D::Error>;

    fn object<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectOf(PhantomData))
    }
}

struct ObjectOf<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectOf<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::members(MapAccessDeserializer::new(members))
    }
}

impl fmt::Display for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<TokenBody, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    fn lifetime(expires_in: &str) -> Option<u64> {
        let token = read(&format!(
            r#"{{"access_token":"a","expires_in":{expires_in}}}"#
        ))
        .unwrap();
        token.expires_in().map(|lifetime| lifetime.as_secs())
    }

    #[test]
    fn a_response_of_api_connect_is_read() {
        let token = read(
            r#"{"token_type":"bEaReR","access_token":"AAI","metadata":"a:b","expires_in":3600,
                "consented_on":1768435200,"scope":"read create","refresh_token":"AAJ",
                "refresh_token_expires_in":2682000}"#,
        )
        .unwrap();
        assert_eq!(token.token_type(), &BasicTokenType::Bearer);
        assert_eq!(token.expires_in(), Some(Duration::from_secs(3600)));
        assert_eq!(token.scopes().unwrap().len(), 2);
        assert!(!format!("{token:?}").contains("AAI"), "{token:?}");
        assert!(!format!("{token:?}").contains("AAJ"), "{token:?}");
        assert!(serde_json::to_string(&token).is_err());
        assert_eq!(
            token.into_secrets(),
            ("AAI".to_owned(), Some("AAJ".to_owned()))
        );
    }

    #[test]
    fn a_plausible_lifetime_is_read_in_each_form() {
        assert_eq!(lifetime("1"), Some(1));
        assert_eq!(lifetime("\"3600\""), Some(3600));
        assert_eq!(lifetime("\" 3600 \""), Some(3600));
        assert_eq!(lifetime("59.9"), Some(59));
        assert_eq!(lifetime("3.6e3"), Some(3600));
    }

    #[test]
    fn an_implausible_lifetime_is_ignored() {
        for implausible in [
            "null",
            "0",
            "-1",
            "-9223372036854775808",
            "1e300",
            "18446744073709551615",
            "1768435200",
            "\"\"",
            "\"soon\"",
            "\"NaN\"",
            "\"inf\"",
            "true",
            "[3600]",
            "{\"seconds\":3600}",
        ] {
            assert_eq!(lifetime(implausible), None, "{implausible}");
        }
        assert_eq!(read(r#"{"access_token":"a"}"#).unwrap().expires_in(), None);
    }

    #[test]
    fn a_response_without_an_access_token_or_a_valid_type_is_an_error() {
        for wrong in [
            "{}",
            r#"{"access_token":null}"#,
            r#"{"access_token":1}"#,
            "[]",
            "\"a\"",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read(r#"{"access_token":"a","token_type":7}"#).is_err());
        let mac = read(r#"{"access_token":"a","token_type":"mac"}"#).unwrap();
        assert_ne!(mac.token_type(), &BasicTokenType::Bearer);
    }

    fn refusal(json: &str) -> Option<(String, Option<String>)> {
        let body: ErrorBody = serde_json::from_str(json).ok()?;
        Some((body.error, body.description))
    }

    #[test]
    fn a_refusal_is_read_in_either_form_with_other_members() {
        let invalid_grant = |description: Option<&str>| {
            Some(("invalid_grant".to_owned(), description.map(str::to_owned)))
        };
        for (json, expected) in [
            (r#"{"error":"invalid_grant"}"#, invalid_grant(None)),
            (
                r#"{"error":"invalid_grant","error_description":"why"}"#,
                invalid_grant(Some("why")),
            ),
            (
                r#"{"error":"invalid_grant","error_description":["why"],"moreInformation":{}}"#,
                invalid_grant(None),
            ),
            (
                r#"{"httpCode":"400","httpMessage":"Bad Request","moreInformation":"invalid_grant"}"#,
                invalid_grant(None),
            ),
            (
                r#"{"httpCode":"400","moreInformation":"Invalid_Grant: no such owner"}"#,
                invalid_grant(Some("Invalid_Grant: no such owner")),
            ),
            (
                r#"{"httpCode":"401","moreInformation":"Unauthorized"}"#,
                None,
            ),
            (r#"{"error":{"code":"invalid_grant"}}"#, None),
            (r#"["invalid_grant"]"#, None),
            ("{}", None),
        ] {
            assert_eq!(refusal(json), expected, "{json}");
        }
    }
}
