//! What calls change: the stored resources, what is used of the plans, and the gateway's condition.

use crate::cases::Condition;
use crate::clock::Reading;
use crate::model::{Model, ModelError, Store};
use crate::plan::Plans;
use crate::{Fault, Plan};

/// The state at a moment.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) plans: Plans,
    pub(crate) condition: Condition,
}

/// How a sandbox begins, apart from the model's seed.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    /// Collections besides those of the seed, each with resources as JSON.
    pub(crate) collections: Vec<(String, Vec<String>)>,
    pub(crate) plans: Vec<Plan>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) reading: Reading,
}

impl Beginning {
    /// The state at the start: the model's seed and the collections besides, plans of which nothing
    /// is used, and a gateway that works.
    ///
    /// # Errors
    /// [`ModelError`], when a resource does not fit the model.
    pub(crate) fn world(&self, model: &Model) -> Result<World, ModelError> {
        let mut store = model.seed().clone();
        for (collection, resources) in &self.collections {
            model.fill_first(&mut store, collection, resources)?;
        }
        Ok(World {
            store,
            plans: Plans::new(self.plans.clone()),
            condition: Condition::Normal,
        })
    }
}
