//! A classification as the sandbox keeps and answers it.
//!
//! These are the sandbox's own structs, not the generated client's: what judges a client must not
//! share its reading of the document.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Amount;

/// One request for a classification, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Classification {
    /// The number of the request.
    pub request_no: i64,
    /// The number of the endorsement; present once the request has been granted, also in part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsement_no: Option<i64>,
    /// The debtor's code in the insured company's own system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_reference: Option<String>,
    /// Whose credit is insured.
    pub debtor: Debtor,
    /// The credit limit asked for.
    pub requested_limit: Amount,
    /// The credit limit granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted_limit: Option<Amount>,
    /// The currency of both limits (ISO 4217).
    pub currency: String,
    /// The term of payment, in days.
    pub payment_term_days: i32,
    /// The status; see [`status`].
    pub status_code: i32,
    /// The status in words.
    pub status_description: String,
    /// Whether the cover is in force.
    pub active: bool,
    /// The premium, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premium: Option<Premium>,
    /// The day of the request.
    pub request_date: NaiveDate,
    /// The first day of cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_date: Option<NaiveDate>,
    /// The last day of cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<NaiveDate>,
    /// The day of annulment or withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_date: Option<NaiveDate>,
}

/// The company whose credit is insured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Debtor {
    /// The debtor's tax number.
    pub tax_id: String,
    /// The debtor's country (ISO 3166-1 alpha-2).
    pub country: String,
    /// The debtor's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The premium of a classification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Premium {
    /// The rate, in percent.
    pub rate: Amount,
    /// The insured's answer; absent while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
}

/// The status codes that the document lists.
pub mod status {
    /// Under manual study.
    pub const IN_PROCESS: i32 = 1;
    /// Granted as requested.
    pub const GRANTED: i32 = 2;
    /// Granted with a lower limit.
    pub const GRANTED_IN_PART: i32 = 3;
    /// Denied; final.
    pub const DENIED: i32 = 4;
    /// Waiting for the insured's answer on the premium.
    pub const AWAITING_PREMIUM: i32 = 5;
    /// Annulled by the insured; final.
    pub const ANNULLED: i32 = 6;
    /// Withdrawn before it was granted; final.
    pub const WITHDRAWN: i32 = 7;

    /// A listed status in words.
    pub(crate) fn description(code: i32) -> &'static str {
        match code {
            IN_PROCESS => "in process",
            GRANTED => "granted",
            GRANTED_IN_PART => "granted in part",
            DENIED => "denied",
            AWAITING_PREMIUM => "awaiting the answer on the premium",
            ANNULLED => "annulled",
            WITHDRAWN => "withdrawn",
            _ => "unknown",
        }
    }
}
