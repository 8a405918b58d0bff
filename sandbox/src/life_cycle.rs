//! What can become of a classification, and what is refused; `spec/README.md` has the rules.

use chrono::{Datelike, NaiveDate};

use crate::Classification;
use crate::classification::status;

/// A change that a caller asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Activate,
    Deactivate,
    Cancel,
    AcceptPremium,
    DenyPremium,
}

/// Makes a change as of `today`.
///
/// # Errors
/// The reason for which it is refused; the classification is then as before.
pub(crate) fn apply(
    classification: &mut Classification,
    change: Change,
    today: NaiveDate,
) -> Result<(), String> {
    use status::{AWAITING_PREMIUM, GRANTED, GRANTED_IN_PART, IN_PROCESS, WITHDRAWN};

    match (change, classification.status_code) {
        (Change::Activate, GRANTED | GRANTED_IN_PART) => switch(classification, true),
        (Change::Deactivate, GRANTED | GRANTED_IN_PART) => switch(classification, false),
        (Change::Cancel, GRANTED | GRANTED_IN_PART) => {
            end(classification, status::ANNULLED, today);
            Ok(())
        }
        (Change::Cancel, IN_PROCESS) => {
            end(classification, WITHDRAWN, today);
            Ok(())
        }
        (Change::AcceptPremium, AWAITING_PREMIUM) => {
            answer_premium(classification, true);
            classification.granted_limit = Some(classification.requested_limit);
            grant(classification, GRANTED, today);
            Ok(())
        }
        (Change::DenyPremium, AWAITING_PREMIUM) => {
            answer_premium(classification, false);
            end(classification, WITHDRAWN, today);
            Ok(())
        }
        (change, _) => Err(refusal(classification, change)),
    }
}

/// Turns a request into an endorsement, in force from `today` for a year.
pub(crate) fn grant(classification: &mut Classification, code: i32, today: NaiveDate) {
    set_status(classification, code);
    classification.endorsement_no = Some(classification.request_no);
    classification.active = true;
    classification.effective_date = Some(today);
    classification.expiry_date = a_year_after(today);
}

pub(crate) fn set_status(classification: &mut Classification, code: i32) {
    classification.status_code = code;
    status::description(code).clone_into(&mut classification.status_description);
}

fn switch(classification: &mut Classification, active: bool) -> Result<(), String> {
    if classification.active == active {
        let already = if active { "active" } else { "inactive" };
        let number = classification.request_no;
        return Err(format!("classification {number} is already {already}"));
    }
    classification.active = active;
    Ok(())
}

fn end(classification: &mut Classification, code: i32, today: NaiveDate) {
    set_status(classification, code);
    classification.active = false;
    classification.cancel_date = Some(today);
}

fn answer_premium(classification: &mut Classification, accepted: bool) {
    if let Some(premium) = &mut classification.premium {
        premium.accepted = Some(accepted);
    }
}

fn refusal(classification: &Classification, change: Change) -> String {
    let impossible = match change {
        Change::Activate => "it cannot be activated",
        Change::Deactivate => "it cannot be deactivated",
        Change::Cancel => "it cannot be cancelled",
        Change::AcceptPremium => "there is no premium to accept",
        Change::DenyPremium => "there is no premium to deny",
    };
    format!(
        "classification {} is in status {} ({}): {impossible}",
        classification.request_no, classification.status_code, classification.status_description
    )
}

/// The same day of the next year; February 28 for February 29.
fn a_year_after(day: NaiveDate) -> Option<NaiveDate> {
    let year = day.year().checked_add(1)?;
    day.with_year(year)
        .or_else(|| day.pred_opt()?.with_year(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_later_is_the_same_day_or_the_last_of_february() {
        assert_eq!(a_year_after(day("2026-01-15")), Some(day("2027-01-15")));
        assert_eq!(a_year_after(day("2028-02-29")), Some(day("2029-02-28")));
        assert_eq!(a_year_after(NaiveDate::MAX), None);
    }

    /// What is so of every classification, whatever happened to it before.
    fn assert_consistent(classification: &Classification) {
        use status::{ANNULLED, GRANTED, GRANTED_IN_PART, WITHDRAWN};

        let code = classification.status_code;
        let in_force = matches!(code, GRANTED | GRANTED_IN_PART);
        let endorsed = in_force || code == ANNULLED;
        let number = endorsed.then_some(classification.request_no);
        assert_eq!(classification.endorsement_no, number);
        assert_eq!(classification.granted_limit.is_some(), endorsed);
        assert_eq!(classification.effective_date.is_some(), endorsed);
        assert_eq!(classification.expiry_date.is_some(), endorsed);
        assert!(in_force || !classification.active);
        let ended = matches!(code, ANNULLED | WITHDRAWN);
        assert_eq!(classification.cancel_date.is_some(), ended);
        let words = status::description(code);
        assert_eq!(classification.status_description, words);
        if let Some(premium) = &classification.premium {
            let answered = code != status::AWAITING_PREMIUM;
            assert_eq!(premium.accepted.is_some(), answered);
        }
    }

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        let change = prop::sample::select(vec![
            Change::Activate,
            Change::Deactivate,
            Change::Cancel,
            Change::AcceptPremium,
            Change::DenyPremium,
        ]);
        prop::collection::vec(change, 0..12)
    }

    proptest! {
        #[test]
        fn no_sequence_of_changes_leaves_a_classification_that_contradicts_itself(
            start in 0_usize..7,
            changes in changes(),
        ) {
            let mut classification = cases::seed().unwrap().classifications.remove(start);
            assert_consistent(&classification);
            for change in changes {
                let before = classification.clone();
                let applied = apply(&mut classification, change, day("2026-01-15"));
                prop_assert_eq!(applied.is_ok(), classification != before);
                assert_consistent(&classification);
                if matches!(before.status_code, status::DENIED | status::ANNULLED | status::WITHDRAWN) {
                    prop_assert!(applied.is_err(), "final: {:?}", change);
                }
            }
        }
    }
}
