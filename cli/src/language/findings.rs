//! Translates the details of findings about customers, by their kind.

use classifications_portfolio::{Finding, FindingKind};

use super::is_spanish;
use crate::tr;

/// The detail of a finding in the user's language. A detail that is not recognised is in English.
pub fn detail(finding: &Finding) -> String {
    let spanish = if is_spanish() { of_kind(finding) } else { None };
    spanish.unwrap_or_else(|| finding.detail.clone())
}

fn of_kind(finding: &Finding) -> Option<String> {
    Some(match finding.finding {
        FindingKind::OverLimit => tr!(
            "detail-over-limit",
            "{amount} above the limit",
            amount = finding.difference?
        ),
        FindingKind::UnusedLimit if finding.exposure.is_some() => {
            tr!("detail-owes-nothing", "the customer owes nothing")
        }
        FindingKind::UnusedLimit => tr!("detail-not-in-file", "the customer is not in the file"),
        FindingKind::OtherCurrency => {
            tr!("detail-other-currency", "covered in another currency")
        }
        FindingKind::Expiring => tr!("detail-expiring", "ends on {day}", day = finding.until?),
        FindingKind::Expired => tr!("detail-expired", "ended on {day}", day = finding.until?),
        FindingKind::NoCover => match finding.detail.as_str() {
            "no classification" => tr!("detail-no-classification", "no classification"),
            "a study is in process" => tr!("detail-in-process", "a study is in process"),
            "granted, and not active" => tr!("detail-inactive", "granted, and not active"),
            "denied or annulled" => tr!("detail-denied", "denied or annulled"),
            awaiting => {
                let premium = awaiting.strip_prefix("awaiting a decision on a premium")?;
                match premium.strip_prefix(" of ") {
                    Some(premium) => tr!(
                        "detail-premium-of",
                        "awaiting a decision on a premium of {premium}",
                        premium
                    ),
                    None => tr!("detail-premium", "awaiting a decision on a premium"),
                }
            }
        },
        FindingKind::Changed => {
            let (before, now) = finding.detail.split_once(", now ")?;
            match before.strip_prefix("limit ") {
                Some(before) => tr!("detail-limit", "limit {before}, now {now}", before, now),
                None => tr!(
                    "detail-until",
                    "until {before}, now {now}",
                    before = before.strip_prefix("until ")?,
                    now
                ),
            }
        }
        FindingKind::NotCompared => return None,
    })
}
