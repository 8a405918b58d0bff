//! The texts of the details of findings about customers.

use classifications_portfolio::{Detail, Limit};

use crate::tr;

/// The details as text. The English text is that of [`Detail`].
pub fn detail(detail: &Detail) -> String {
    match detail {
        Detail::AboveLimit(amount) => tr!("detail-over-limit", "{amount} above the limit", amount),
        Detail::Covered(limits) => {
            tr!("detail-covered", "covered: {limits}", limits = list(limits))
        }
        Detail::OwesNothing => tr!("detail-owes-nothing", "the customer owes nothing"),
        Detail::NotInFile => tr!("detail-not-in-file", "the customer is not in the file"),
        Detail::NoClassification => tr!("detail-no-classification", "no classification"),
        Detail::AwaitingPremium(Some(premium)) => tr!(
            "detail-premium-of",
            "awaiting a decision on a premium of {premium} %",
            premium
        ),
        Detail::AwaitingPremium(None) => {
            tr!("detail-premium", "awaiting a decision on a premium")
        }
        Detail::InProcess => tr!("detail-in-process", "a study is in process"),
        Detail::Inactive => tr!("detail-inactive", "granted, and not active"),
        Detail::Denied => tr!("detail-denied", "denied or annulled"),
        Detail::UnknownSituation(codes) => tr!(
            "detail-situation",
            "the situation {codes} is not known",
            codes = codes.join(", ")
        ),
        Detail::LimitChanged { known, now } => {
            tr!("detail-limit", "limit {known}, now {now}", known, now)
        }
        Detail::CurrencyChanged { known, now } => tr!(
            "detail-limit-currency",
            "limit {known}, covered: {limits}",
            known,
            limits = list(now)
        ),
        Detail::UntilChanged {
            known,
            now: Some(now),
        } => tr!("detail-until", "until {known}, now {now}", known, now),
        Detail::UntilChanged { known, now: None } => tr!(
            "detail-until-none",
            "until {known}, now without a date",
            known
        ),
        Detail::DaysLeft(-1) => tr!("detail-yesterday", "1 day ago"),
        Detail::DaysLeft(1) => tr!("detail-tomorrow", "in 1 day"),
        Detail::DaysLeft(days) if *days < 0 => tr!(
            "detail-days-ago",
            "{days} days ago",
            days = days.unsigned_abs()
        ),
        Detail::DaysLeft(days) => tr!("detail-days-left", "in {days} days", days),
        Detail::UnreadableLimit { key, text } => tr!(
            "detail-unreadable",
            "the limit of {key} cannot be read: {text}",
            key,
            text
        ),
        Detail::NoLimit(key) => tr!("detail-no-limit", "{key} is granted without a limit", key),
        Detail::TooLarge => tr!("detail-too-large", "the amounts are too large to be added"),
    }
}

fn list(limits: &[Limit]) -> String {
    let limit = |limit: &Limit| match limit.currency {
        Some(_) => limit.to_string(),
        None => tr!(
            "detail-no-currency",
            "{amount} without a currency",
            amount = limit.amount
        ),
    };
    limits.iter().map(limit).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_texts_are_those_of_the_library() {
        let limits = vec![
            Limit {
                amount: 10.into(),
                currency: Some("EUR".to_owned()),
            },
            Limit {
                amount: 5.into(),
                currency: None,
            },
        ];
        let day = "2026-01-15".parse().unwrap();
        for found in [
            Detail::AboveLimit(5.into()),
            Detail::Covered(limits.clone()),
            Detail::OwesNothing,
            Detail::NotInFile,
            Detail::NoClassification,
            Detail::AwaitingPremium(Some("0.35".to_owned())),
            Detail::AwaitingPremium(None),
            Detail::InProcess,
            Detail::Inactive,
            Detail::Denied,
            Detail::UnknownSituation(vec!["X".to_owned(), "Y".to_owned()]),
            Detail::LimitChanged {
                known: 1.into(),
                now: 2.into(),
            },
            Detail::CurrencyChanged {
                known: 1.into(),
                now: limits,
            },
            Detail::UntilChanged {
                known: day,
                now: Some(day),
            },
            Detail::UntilChanged {
                known: day,
                now: None,
            },
            Detail::DaysLeft(-2),
            Detail::DaysLeft(-1),
            Detail::DaysLeft(0),
            Detail::DaysLeft(1),
            Detail::UnreadableLimit {
                key: "1".to_owned(),
                text: "x".to_owned(),
            },
            Detail::NoLimit("1".to_owned()),
            Detail::TooLarge,
        ] {
            assert_eq!(detail(&found), found.to_string());
        }
    }
}
