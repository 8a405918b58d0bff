//! Small faults of real documents, mended before anything else looks at them.
//!
//! About one in seven real documents breaks OAS2 in some small way that leaves no doubt about what is meant.
//! Each mend is a file of its own and records what it did; a document without faults passes unchanged.

mod deep_references;
pub(crate) mod definition_names;
mod paths;

use serde_json::Value;

use crate::report::Report;

/// Applies all mends, in their order.
pub(crate) fn mend(document: &mut Value, report: &mut Report) {
    paths::mend(document, report);
    deep_references::mend(document, report);
    definition_names::mend(document, report);
}
