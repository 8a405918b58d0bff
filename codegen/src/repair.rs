//! Repairs small errors of real documents before any other step.
//!
//! About one in seven real documents violates OAS2 in a small way whose intended meaning is
//! certain. Each repair has its own file and is recorded; a document without errors is unchanged.

mod deep_references;
pub(crate) mod definition_names;
mod paths;

use serde_json::Value;

use crate::report::Report;

/// Applies all repairs, in order.
pub(crate) fn repair(document: &mut Value, report: &mut Report) {
    paths::repair(document, report);
    deep_references::repair(document, report);
    definition_names::repair(document, report);
}
