//! What calls change: the contracts, what is used of the plans, and the gateway's condition.

use crate::cases::{self, CasesError, Condition};
use crate::plan::Plans;
use crate::portfolio::Portfolio;
use crate::{Classification, Plan};

/// The state at a moment.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) portfolio: Portfolio,
    pub(crate) plans: Plans,
    pub(crate) condition: Condition,
}

/// How a sandbox begins, apart from the demo contract.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) contracts: Vec<(String, Vec<Classification>)>,
    pub(crate) plans: Vec<Plan>,
}

impl Beginning {
    /// The state at the start: the demo contract and those besides, plans of which nothing is
    /// used, and a gateway that works.
    ///
    /// # Errors
    /// [`CasesError`], when the embedded seed cannot be read.
    pub(crate) fn world(&self) -> Result<World, CasesError> {
        let seed = cases::seed()?;
        let mut portfolio = Portfolio::new(seed.next_request_no);
        portfolio.set(&seed.contract_no, seed.classifications);
        for (contract_no, classifications) in &self.contracts {
            portfolio.set(contract_no, classifications.clone());
        }
        Ok(World {
            portfolio,
            plans: Plans::new(self.plans.clone()),
            condition: Condition::Normal,
        })
    }
}
