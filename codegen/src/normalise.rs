//! From what a document says to what the generator can express.
//!
//! Each pass is a file of its own: its header says which limit of the generator or which rule of
//! OAS makes it necessary, its tests show before and after, and what it gives up it records in the
//! report. The order below is the order in which they run:
//!
//! 1. what the author meant: undeclared path parameters, headers that cannot be, wrapped references, odd types, formats
//!    that examples contradict, inheritance, parameters that are objects;
//! 2. what the generator would take too narrowly: limits, defaults, closed lists;
//! 3. names: of properties, of shared arguments, of operations, and of every type;
//! 4. `null`, when it is known what is a type and what a property.
//!
//! Running all of them twice changes nothing.

pub mod all_of_objects;
pub mod header_names;
pub mod integer_limits;
pub mod keywords;
pub mod names;
pub mod nullable;
pub mod object_parameters;
pub mod odd_formats;
pub mod odd_types;
pub mod path_parameters;
pub mod property_names;
pub mod schemas;
pub mod shared_types;
pub mod single_all_of;
pub mod type_names;

use crate::api::Api;
use crate::error::Refusal;
use crate::report::Report;

/// A normalising pass.
pub type Pass = fn(&mut Api, &mut Report) -> Result<(), Refusal>;

/// All passes, in their order.
pub const PASSES: &[(&str, Pass)] = &[
    ("path_parameters", path_parameters::run),
    ("header_names", header_names::run),
    ("single_all_of", single_all_of::run),
    ("odd_types", odd_types::run),
    ("odd_formats", odd_formats::run),
    ("all_of_objects", all_of_objects::run),
    ("object_parameters", object_parameters::run),
    ("integer_limits", integer_limits::run),
    ("keywords", keywords::run),
    ("property_names", property_names::run),
    ("shared_types", shared_types::run),
    ("names", names::run),
    ("type_names", type_names::run),
    ("nullable", nullable::run),
];

/// Runs all passes.
///
/// # Errors
/// The [`Refusal`] of the first pass that finds something inexpressible.
pub fn normalise(api: &mut Api, report: &mut Report) -> Result<(), Refusal> {
    PASSES.iter().try_for_each(|(_, pass)| pass(api, report))
}
