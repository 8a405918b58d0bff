//! The document as a whole: version, base URL, security schemes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operations::texts;
use super::{Differ, Direction, Pair, Rule, Side, is_one_of, object, paired};
use crate::api::{Api, text};
use crate::pointer;

impl Side<'_> {
    /// The transfer schemes in `own`, or those of the document if it is `None`; `https` if there are none.
    fn transfer_schemes(&self, own: Option<&Value>) -> BTreeSet<String> {
        let schemes = texts(own.or_else(|| self.document.get("schemes")));
        if schemes.is_empty() {
            BTreeSet::from(["https".to_owned()])
        } else {
            schemes
        }
    }

    /// The host in lower case, and the base path without slashes at its ends.
    fn base(&self) -> (String, String) {
        let member = |key: &str| self.document.get(key).map(text).unwrap_or_default();
        let path = member("basePath");
        (
            member("host").trim().to_ascii_lowercase(),
            path.trim_matches('/').to_owned(),
        )
    }
}

impl<'a> Differ<'a> {
    /// Compares the top-level members.
    pub(super) fn document(&mut self) {
        let (old, new) = (self.old.document, self.new.document);
        let known = "swagger info host basePath schemes consumes produces paths definitions parameters responses \
                     securityDefinitions security";
        let (a, b) = (object(Some(old)), object(Some(new)));
        self.members_without_rule("", a, b, is_one_of(known));
        let (a, b) = (self.old.members("info"), self.new.members("info"));
        self.members_without_rule("/info", a, b, is_one_of("version"));
        let version = |document: &Value| document.pointer("/info/version").map(text);
        if version(old) != version(new) {
            let shown = |document| version(document).unwrap_or_else(|| "not set".to_owned());
            let message = format!("the version is {}, was {}", shown(new), shown(old));
            self.note(Rule::ApiVersion, "/info/version", Direction::None, message);
        }
        self.base_url();
        self.transfer_schemes("", None, None);
        if let (Some(before), Some(now)) = (&self.old.api.token_url, &self.new.api.token_url)
            && before != now
        {
            let message = format!("the token URL is {now}, was {before}");
            self.note(
                Rule::TokenUrlChanged,
                "/securityDefinitions",
                Direction::None,
                message,
            );
        }
        self.environments();
        self.security_schemes();
    }

    /// Compares the addresses of environments.
    fn environments(&mut self) {
        let all = |api: &'a Api| api.environments.iter().map(|e| (&*e.name, e));
        for (name, pair) in paired(all(self.old.api), all(self.new.api)) {
            let (rule, message) = match pair {
                Pair::Both(old, new) if old == new => continue,
                Pair::Both(..) => (Rule::EnvironmentChanged, "has other addresses"),
                Pair::Removed(_) => (Rule::EnvironmentRemoved, "was removed"),
                Pair::Added(_) => (Rule::EnvironmentAdded, "was added"),
            };
            let at = pointer::join("/x-environments", name);
            let message = format!("the environment {name} {message}");
            self.note(rule, at, Direction::None, message);
        }
    }

    fn base_url(&mut self) {
        let (before, now) = (self.old.base(), self.new.base());
        for (key, a, b) in [
            ("host", before.0.clone(), now.0),
            ("basePath", before.1, now.1),
        ] {
            if a != b {
                let rule = if before.0.is_empty() {
                    Rule::BaseUrlDefined
                } else {
                    Rule::BaseUrlChanged
                };
                let message = format!("{key} is {b:?}, was {a:?}");
                self.note(rule, format!("/{key}"), Direction::None, message);
            }
        }
    }

    /// Compares the transfer schemes of the API or of an operation.
    pub(super) fn transfer_schemes(&mut self, at: &str, old: Option<&Value>, new: Option<&Value>) {
        let (before, now) = (
            self.old.transfer_schemes(old),
            self.new.transfer_schemes(new),
        );
        let at = pointer::join(at, "schemes");
        for scheme in now.difference(&before) {
            let message = format!("{scheme} was added");
            self.note(Rule::TransferSchemeAdded, &at, Direction::None, message);
        }
        for scheme in before.difference(&now) {
            let message = format!("{scheme} was removed");
            self.note(Rule::TransferSchemeRemoved, &at, Direction::None, message);
        }
    }
}
