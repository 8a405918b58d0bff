//! Codes of an open list: `"PC"`.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::received::{self, Received, Source};

/// A code, which can be any text. Generated types that wrap it have the known values.
///
/// Codes with the same text are equal: `"32"` and the JSON number 32 are one code.
#[derive(Debug, Clone)]
pub struct Code {
    received: Received,
}

impl Code {
    /// Creates a code of the document.
    #[must_use]
    pub const fn known(text: &'static str) -> Self {
        Self {
            received: Received::known(text),
        }
    }

    /// The text on the wire; empty for null.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.received.text
    }

    /// Whether the code is blank or null.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.as_str().trim().is_empty()
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Code {}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Code {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self {
            received: Received::string(text.to_owned()),
        })
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.received.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let received = match received::deserialize(deserializer, "a code")? {
            Source::Received { received, .. } => received,
            Source::Text(text) | Source::Number(text) => Received::string(text),
        };
        Ok(Self { received })
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Code {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_with_the_same_text_are_equal_and_are_written_as_received() {
        for json in [r#""32""#, "32"] {
            let code: Code = serde_json::from_str(json).unwrap();
            assert_eq!(code, Code::known("32"));
            assert_eq!(serde_json::to_string(&code).unwrap(), json);
        }
        let none: Code = serde_json::from_str("null").unwrap();
        assert!(none.is_absent());
        assert_eq!(serde_json::to_string(&none).unwrap(), "null");
    }
}
