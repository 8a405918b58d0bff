//! Small faults of real documents, mended before anything else looks at them.
//!
//! About one in seven real documents breaks OAS2 in some small way that leaves no doubt about what is meant.
//! Each mend is a file of its own and records what it did; a document without faults passes unchanged.

mod deep_references;
pub(crate) mod definition_names;
mod paths;

use serde_json::Value;

use crate::report::Report;

/// A mend.
pub type Mend = fn(&mut Value, &mut Report);

/// All mends, in their order.
pub const MENDS: &[(&str, Mend)] = &[
    ("paths", paths::mend),
    ("deep_references", deep_references::mend),
    ("definition_names", definition_names::mend),
];

/// Applies all mends.
pub fn mend(document: &mut Value, report: &mut Report) {
    for (_, mend) in MENDS {
        mend(document, report);
    }
}
