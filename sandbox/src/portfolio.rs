//! The contracts that the sandbox knows, with their classifications.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::Classification;
use crate::api::{Filter, NewRequest};
use crate::classification::status;
use crate::life_cycle::{self, Change};
use crate::rules::Rules;

/// The number that a request gets next, in a case.
pub(crate) const FIRST_NUMBER: i64 = 700_001;

/// How many classifications a contract holds; beyond it the oldest is forgotten, so that a day of
/// creating does not fill the memory.
pub(crate) const HELD_PER_CONTRACT: usize = 10_000;

/// All contracts, and the number of the next request, which they share.
#[derive(Debug)]
pub(crate) struct Portfolio {
    contracts: HashMap<String, Vec<Classification>>,
    next_number: i64,
}

impl Portfolio {
    pub(crate) fn new(next_number: i64) -> Self {
        Self {
            contracts: HashMap::new(),
            next_number,
        }
    }

    /// Sets what a contract holds, also where the contract is new. Numbers given from now on are
    /// above all of these.
    pub(crate) fn set(&mut self, contract_no: &str, mut classifications: Vec<Classification>) {
        classifications.sort_by_key(|classification| classification.request_no);
        if let Some(last) = classifications.last() {
            self.next_number = self.next_number.max(last.request_no.saturating_add(1));
        }
        self.contracts
            .insert(contract_no.to_owned(), classifications);
    }

    /// What a contract holds, by number.
    pub(crate) fn get(&self, contract_no: &str) -> Option<&[Classification]> {
        self.contracts.get(contract_no).map(Vec::as_slice)
    }

    /// The contract numbers, sorted.
    pub(crate) fn contract_numbers(&self) -> Vec<String> {
        let mut numbers: Vec<_> = self.contracts.keys().cloned().collect();
        numbers.sort();
        numbers
    }

    /// The classifications that a filter lets through.
    pub(crate) fn query(
        &self,
        contract_no: &str,
        filter: &Filter,
    ) -> Result<Vec<&Classification>, String> {
        let held = self
            .get(contract_no)
            .ok_or_else(|| unknown_contract(contract_no))?;
        if filter.names_debtor() && !held.iter().any(|c| filter.admits_debtor(c)) {
            return Err(format!(
                "no classification was ever requested for this debtor under contract \
                 {contract_no}: request it first, as an earlier request may not have been recorded"
            ));
        }
        Ok(held.iter().filter(|c| filter.admits(c)).collect())
    }

    /// Records a request; the rules decide what becomes of it.
    pub(crate) fn create(
        &mut self,
        contract_no: &str,
        request: NewRequest,
        rules: &Rules,
        today: NaiveDate,
    ) -> Result<Classification, String> {
        let held = self
            .contracts
            .get_mut(contract_no)
            .ok_or_else(|| unknown_contract(contract_no))?;
        let mut classification = Classification {
            endorsement_no: None,
            request_no: self.next_number,
            customer_reference: request.customer_reference,
            debtor: request.debtor,
            requested_limit: request.requested_limit,
            granted_limit: None,
            currency: request.currency,
            payment_term_days: request.payment_term_days,
            status_code: status::IN_PROCESS,
            status_description: String::new(),
            active: false,
            premium: None,
            request_date: today,
            effective_date: None,
            expiry_date: None,
            cancel_date: None,
        };
        rules.decide(&mut classification, today);
        self.next_number = self.next_number.saturating_add(1);
        if held.len() >= HELD_PER_CONTRACT {
            // One in sixteen at a time: shifting the rest for each single one would be quadratic.
            held.drain(..HELD_PER_CONTRACT / 16);
        }
        held.push(classification.clone());
        Ok(classification)
    }

    /// Makes a change to one classification.
    pub(crate) fn change(
        &mut self,
        contract_no: &str,
        number: i64,
        change: Change,
        today: NaiveDate,
    ) -> Result<Classification, String> {
        let held = self
            .contracts
            .get_mut(contract_no)
            .ok_or_else(|| unknown_contract(contract_no))?;
        let classification = held
            .iter_mut()
            .find(|classification| classification.request_no == number)
            .ok_or_else(|| {
                format!("there is no classification {number} under contract {contract_no}")
            })?;
        life_cycle::apply(classification, change, today)?;
        Ok(classification.clone())
    }
}

fn unknown_contract(contract_no: &str) -> String {
    format!(
        "contract {contract_no} is unknown or incomplete: a contract number includes the modality \
         of the policy"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    fn request(limit: &str) -> NewRequest {
        let seed = cases::seed().unwrap();
        NewRequest {
            customer_reference: None,
            debtor: seed.classifications[0].debtor.clone(),
            requested_limit: serde_json::from_str(limit).unwrap(),
            currency: "EUR".to_owned(),
            payment_term_days: 60,
        }
    }

    fn day() -> NaiveDate {
        "2026-01-15".parse().unwrap()
    }

    #[test]
    fn the_requested_limit_decides_to_the_cent() {
        let rules = cases::rules().unwrap();
        let mut portfolio = Portfolio::new(FIRST_NUMBER);
        portfolio.set("1", vec![]);
        for (limit, code) in [
            ("0.01", 2),
            ("50000.00", 2),
            ("50000.01", 3),
            ("100000", 3),
            ("100000.01", 5),
            ("500000.000", 5),
            ("500000.01", 1),
            ("1000000", 1),
            ("1000000.01", 4),
        ] {
            let created = portfolio.create("1", request(limit), &rules, day());
            assert_eq!(created.unwrap().status_code, code, "{limit}");
        }
        assert!(portfolio.create("2", request("1"), &rules, day()).is_err());
    }

    #[test]
    fn a_contract_forgets_its_oldest_classifications_and_numbers_go_on() {
        let rules = cases::rules().unwrap();
        let mut portfolio = Portfolio::new(1);
        portfolio.set("1", vec![]);
        for _ in 0..=HELD_PER_CONTRACT {
            portfolio.create("1", request("1"), &rules, day()).unwrap();
        }
        let held = portfolio.get("1").unwrap();
        assert!(held.len() <= HELD_PER_CONTRACT);
        let last = i64::try_from(HELD_PER_CONTRACT).unwrap() + 1;
        assert_eq!(held.last().unwrap().request_no, last);
        assert!(held[0].request_no > 1);
    }

    #[test]
    fn numbers_are_above_those_that_are_set() {
        let mut portfolio = Portfolio::new(1);
        let seed = cases::seed().unwrap();
        portfolio.set("1", seed.classifications);
        let rules = cases::rules().unwrap();
        let created = portfolio.create("1", request("1"), &rules, day());
        assert_eq!(created.unwrap().request_no, 600_008);
        assert_eq!(portfolio.contract_numbers(), ["1"]);
    }
}
