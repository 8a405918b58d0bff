//! What is found about a customer, by the kind of the finding.

use classifications_portfolio::{Finding, FindingKind};

use super::is_spanish;
use crate::tr;

/// The detail of a finding. One without a structure keeps its own words.
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
            _ => return None,
        },
        _ => return None,
    })
}
