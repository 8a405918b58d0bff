//! The state besides stored resources: usage of the plans, and the gateway's condition.

use crate::cases::Condition;
use crate::clock::Reading;
use crate::model::{Model, ModelError, Store};
use crate::plan::Plans;
use crate::{Fault, Plan};

/// The current state of the gateway.
#[derive(Debug)]
pub(crate) struct GatewayState {
    pub(crate) plans: Plans,
    pub(crate) condition: Condition,
}

/// The initial state, apart from the model's seed.
#[derive(Debug, Clone)]
pub(crate) struct InitialState {
    /// Additional collections of the first document, each with resources as JSON.
    pub(crate) collections: Vec<(String, Vec<String>)>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) reading: Reading,
}

impl InitialState {
    /// The initial state: unused plans and a gateway that works.
    pub(crate) fn gateway_state(&self) -> GatewayState {
        GatewayState {
            plans: Plans::new(self.plans.clone()),
            condition: Condition::Normal,
        }
    }

    /// The initial resources of the first document: the model's seed and the additional
    /// collections.
    ///
    /// # Errors
    /// [`ModelError`], if a resource does not fit the model.
    pub(crate) fn store(&self, model: &Model) -> Result<Store, ModelError> {
        let mut store = model.seed().clone();
        for (collection, resources) in &self.collections {
            model.fill_first(&mut store, collection, resources)?;
        }
        Ok(store)
    }
}
