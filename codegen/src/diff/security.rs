//! Security: which credentials are sufficient, independent of the schemes' names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::operations::{Found, texts};
use super::schema::canonical;
use super::{Differ, Direction, Rule, Side, object};
use crate::api::Security;
use crate::pointer;

/// The requirement of one alternative: schemes with their scopes.
type Requirement = BTreeMap<String, BTreeSet<String>>;

impl Side<'_> {
    /// The alternatives in `own`, or those of the document if the operation has none of its own. Without
    /// any, nothing is required.
    fn alternatives(&self, own: Option<&Value>) -> Vec<Requirement> {
        let list = own
            .or_else(|| self.document.get("security"))
            .and_then(Value::as_array);
        let schemes = self.members("securityDefinitions");
        let alternatives = list.into_iter().flatten().map(|alternative| {
            let needed = object(Some(alternative)).iter();
            needed
                .map(|(name, scopes)| (identity(name, schemes), texts(Some(scopes))))
                .collect()
        });
        let alternatives: Vec<Requirement> = alternatives.collect();
        if alternatives.is_empty() {
            vec![Requirement::new()]
        } else {
            alternatives
        }
    }
}

/// The keywords that define a scheme.
const IDENTITY: [&str; 6] = ["type", "in", "name", "flow", "tokenUrl", "authorizationUrl"];

/// The definition of a scheme, without its name; scopes are compared per operation.
fn identity(name: &str, schemes: &Map<String, Value>) -> String {
    let Some(scheme) = schemes.get(name) else {
        return name.to_owned();
    };
    let values = IDENTITY.map(|key| scheme.get(key).map(canonical).unwrap_or_default());
    values.join(" ")
}

/// Whether credentials for `requirement` are sufficient for `other`.
fn suffices(requirement: &Requirement, other: &Requirement) -> bool {
    other.iter().all(|(scheme, scopes)| {
        requirement
            .get(scheme)
            .is_some_and(|given| given.is_superset(scopes))
    })
}

impl Differ<'_> {
    /// Compares the requirements of an operation.
    pub(super) fn security(&mut self, old: &Found<'_>, new: &Found<'_>) {
        let before = self.old.alternatives(old.members.get("security"));
        let now = self.new.alternatives(new.members.get("security"));
        let is_refused = |given: &&Requirement| !now.iter().any(|needed| suffices(given, needed));
        let refused = before.iter().find(is_refused);
        // the client chooses one alternative
        let a = Security::read(self.old.document, old.value);
        let b = Security::read(self.new.document, new.value);
        let contains = |a: &[String], b: &[String]| b.iter().all(|item| a.contains(item));
        let has_scopes = match (&a.oauth2_scopes, &b.oauth2_scopes) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => contains(a, b),
        };
        let at = pointer::join(&new.at, "security");
        let has_keys = contains(&a.api_key_headers, &b.api_key_headers);
        if refused.is_some() || !has_scopes || !has_keys {
            let scopes = |all: &[Requirement]| -> BTreeSet<String> {
                all.iter()
                    .flat_map(BTreeMap::values)
                    .flatten()
                    .cloned()
                    .collect()
            };
            let added: Vec<_> = scopes(&now).difference(&scopes(&before)).cloned().collect();
            let message = match added.as_slice() {
                [] => "credentials that were sufficient no longer are".to_owned(),
                added => format!("it requires the scope {}", added.join(", ")),
            };
            self.note(Rule::SecurityTightened, at, Direction::None, message);
        } else if before.iter().collect::<BTreeSet<_>>() != now.iter().collect() {
            let message = "it requires less, or also accepts other credentials";
            self.note(Rule::SecurityLoosened, at, Direction::None, message);
        }
    }

    /// Compares the schemes that the document defines.
    pub(super) fn security_schemes(&mut self) {
        let key = "securityDefinitions";
        let (old, new) = (self.old.members(key), self.new.members(key));
        let all = |schemes: &Map<String, Value>| -> BTreeSet<(String, String)> {
            let described = |(name, scheme): (&String, &Value)| {
                let scopes: BTreeSet<_> = object(scheme.get("scopes")).keys().collect();
                (identity(name, schemes), format!("{scopes:?}"))
            };
            schemes.iter().map(described).collect()
        };
        if all(old) != all(new) {
            let message = "the security schemes or their scopes changed";
            self.note(
                Rule::SecuritySchemes,
                format!("/{key}"),
                Direction::None,
                message,
            );
        }
        let known = [&IDENTITY[..], &["scopes"]].concat();
        for (name, scheme) in new {
            if let Some(other) = old.get(name) {
                let at = pointer::join(&format!("/{key}"), name);
                let (a, b) = (object(Some(other)), object(Some(scheme)));
                self.members_without_rule(&at, a, b, |key| known.contains(&key));
                let scopes = pointer::join(&at, "scopes");
                let (a, b) = (object(other.get("scopes")), object(scheme.get("scopes")));
                for (scope, description) in b {
                    if a.get(scope).is_some_and(|before| before != description) {
                        let at = pointer::join(&scopes, scope);
                        self.note(Rule::Words, at, Direction::None, "its description changed");
                    }
                }
            }
        }
    }
}
