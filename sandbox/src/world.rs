//! What calls change beside stored resources: what is used of the plans, and the gateway's condition.

use crate::cases::Condition;
use crate::clock::Reading;
use crate::model::{Model, ModelError, Store};
use crate::plan::Plans;
use crate::{Fault, Plan};

/// The state at a moment.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) plans: Plans,
    pub(crate) condition: Condition,
}

/// How a sandbox begins, apart from the model's seed.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    /// Collections of the first document besides those of its seed, each with resources as JSON.
    pub(crate) collections: Vec<(String, Vec<String>)>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) reading: Reading,
}

impl Beginning {
    /// The state at the start: plans of which nothing is used, and a gateway that works.
    pub(crate) fn world(&self) -> World {
        World {
            plans: Plans::new(self.plans.clone()),
            condition: Condition::Normal,
        }
    }

    /// What the first document's model stores at the start: its seed and the collections besides.
    ///
    /// # Errors
    /// [`ModelError`], when a resource does not fit the model.
    pub(crate) fn store(&self, model: &Model) -> Result<Store, ModelError> {
        let mut store = model.seed().clone();
        for (collection, resources) in &self.collections {
            model.fill_first(&mut store, collection, resources)?;
        }
        Ok(store)
    }
}
