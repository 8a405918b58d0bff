//! The rules by which a request reaches its outcome, as data: `spec/cases/rules.json`.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::Amount;
use crate::classification::{Classification, Premium, status};
use crate::life_cycle;

/// An ordered list: the first rule whose bound the requested limit does not exceed decides.
#[derive(Debug, Clone, Deserialize)]
pub struct Rules {
    description: String,
    #[serde(rename = "x-source")]
    source: String,
    #[serde(rename = "rules")]
    ordered: Vec<Rule>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    up_to: Option<Amount>,
    status_code: i32,
    granted_limit: Option<Amount>,
    premium_rate: Option<Amount>,
    text: String,
}

impl Rules {
    /// How the rules are to be read, in a sentence or two.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// How they are known: `published`, `sibling` or `assumed`.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The rules in words, in the order in which they are tried.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.ordered.iter().map(|rule| rule.text.as_str())
    }

    /// Decides what becomes of a request made `today`.
    pub(crate) fn decide(&self, classification: &mut Classification, today: NaiveDate) {
        let limit = classification.requested_limit;
        let matching = |rule: &&Rule| rule.up_to.is_none_or(|up_to| limit <= up_to);
        let Some(rule) = self.ordered.iter().find(matching) else {
            return life_cycle::set_status(classification, status::DENIED);
        };
        classification.premium = rule.premium_rate.map(|rate| Premium {
            rate,
            accepted: None,
        });
        match rule.status_code {
            code @ (status::GRANTED | status::GRANTED_IN_PART) => {
                classification.granted_limit = Some(rule.granted_limit.unwrap_or(limit));
                life_cycle::grant(classification, code, today);
            }
            code => life_cycle::set_status(classification, code),
        }
    }
}
