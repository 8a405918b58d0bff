//! Security requirements: the credentials that a request needs.

use serde_json::Value;

use crate::document::Document;
use crate::error::ContractError;
use crate::pointer;

use super::parameter::Location;

/// Credentials that a request needs together.
#[derive(Debug, Default)]
pub(crate) struct Requirement {
    pub(crate) credentials: Vec<Credential>,
}

/// A credential.
#[derive(Debug)]
pub(crate) struct Credential {
    /// The pointer of the scheme's name in the requirement.
    pub(crate) pointer: String,
    pub(crate) kind: Kind,
}

/// The location of a credential in a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `Authorization`, with this scheme (`Bearer`, `Basic`).
    Authorization(String),
    /// A header, query parameter or cookie with this name (in lower case for headers).
    ApiKey(Location, String),
    /// The connection, which cannot be checked.
    Connection,
}

impl Requirement {
    /// Reads the alternative requirements at a pointer of the document.
    pub(super) fn compile_all(document: &Document, at: &str) -> Result<Vec<Self>, ContractError> {
        let mut requirements = Vec::new();
        for index in 0..document.length(at, "a list of security requirements")? {
            let at = format!("{at}/{index}");
            let mut requirement = Self::default();
            let Value::Object(schemes) = document.at(&at)? else {
                return Err(ContractError::malformed(
                    at,
                    "an object of security schemes",
                ));
            };
            for name in schemes.keys() {
                let pointer = pointer::join(&at, name);
                let kind = Kind::compile(document, name, &pointer)?;
                requirement.credentials.push(Credential { pointer, kind });
            }
            requirements.push(requirement);
        }
        Ok(requirements)
    }
}

impl Kind {
    fn compile(document: &Document, name: &str, pointer: &str) -> Result<Self, ContractError> {
        let at = pointer::join("/components/securitySchemes", name);
        if document.get(&at).is_none() {
            return Err(ContractError::UnknownSecurityScheme {
                pointer: pointer.to_owned(),
                name: name.to_owned(),
            });
        }
        let (at, _) = document.object(&at, "a security scheme object")?;
        let text = |name: &str| document.text(&format!("{at}/{name}"));
        let malformed = |name: &str, expected: &str| {
            Err(ContractError::malformed(format!("{at}/{name}"), expected))
        };
        match text("type")? {
            Some("oauth2" | "openIdConnect") => Ok(Self::Authorization("Bearer".to_owned())),
            Some("http") => match text("scheme")? {
                Some(scheme) => Ok(Self::Authorization(scheme.to_owned())),
                None => malformed("scheme", "the name of an authorization scheme"),
            },
            Some("mutualTLS") => Ok(Self::Connection),
            Some("apiKey") => match (text("in")?.and_then(Location::named), text("name")?) {
                (_, None) => malformed("name", "the name of the key"),
                (None | Some(Location::Path), _) => malformed("in", "header, query or cookie"),
                (Some(location), Some(name)) => {
                    Ok(Self::ApiKey(location, location.normalised(name)))
                }
            },
            _ => malformed("type", "oauth2, openIdConnect, http or apiKey"),
        }
    }
}
