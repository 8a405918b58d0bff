//! From what a document says to what the generator can express.
//!
//! Each pass is a file of its own: its header says which limit of the generator or which rule of
//! OAS makes it necessary, its tests show before and after, and what it gives up it records in the
//! report. The order below is the order in which they run; where it matters, the pass says why.
//! Running all of them twice changes nothing.

pub mod integer_limits;
pub mod names;
pub mod schemas;
pub mod shared_types;
pub mod single_all_of;

use crate::api::Api;
use crate::error::Refusal;
use crate::report::Report;

/// A normalising pass.
pub type Pass = fn(&mut Api, &mut Report) -> Result<(), Refusal>;

/// All passes, in their order.
pub const PASSES: &[(&str, Pass)] = &[
    ("single_all_of", single_all_of::run),
    ("integer_limits", integer_limits::run),
    ("shared_types", shared_types::run),
    ("names", names::run),
];

/// Runs all passes.
///
/// # Errors
/// The [`Refusal`] of the first pass that finds something inexpressible.
pub fn normalise(api: &mut Api, report: &mut Report) -> Result<(), Refusal> {
    PASSES.iter().try_for_each(|(_, pass)| pass(api, report))
}
