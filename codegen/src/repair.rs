//! Repairs small errors of real documents before any other step.
//!
//! About one in seven real documents violates OAS2 in a small way whose intended meaning is
//! certain. Each repair has its own file. Repairs that change the API are recorded; those that only
//! rename definitions or move references are not. A document without errors is unchanged.

mod deep_references;
pub(crate) mod definition_names;
mod paths;

use serde_json::Value;

use crate::report::Report;

/// Applies all repairs, in order.
pub(crate) fn repair(document: &mut Value, report: &mut Report) {
    paths::repair(document, report);
    deep_references::repair(document);
    definition_names::repair(document, report);
}
