//! From what a document says to what the generator can express.
//!
//! Each pass is a file of its own: its header says which limit of the generator or which rule of
//! OAS makes it necessary, its tests show before and after, and what it gives up it records in the
//! report. The order below is the order in which they run:
//!
//! 1. what the author meant: undeclared path parameters, headers that cannot be, wrapped references, odd types, formats
//!    that examples contradict, what texts stand for, inheritance, parameters that are objects;
//! 2. what the generator would take too narrowly: limits, defaults, closed lists;
//! 3. names: of enum values, of properties, of shared arguments, of operations, and of every type;
//! 4. `null`, when it is known what is a type and what a property.
//!
//! Running all of them twice changes nothing.

mod all_of_objects;
pub(crate) mod clashes;
pub(crate) mod enum_values;
pub(crate) mod header_names;
pub(crate) mod identifiers;
mod inline_types;
mod integer_limits;
pub(crate) mod keywords;
pub(crate) mod meanings;
pub(crate) mod names;
mod nullable;
mod object_parameters;
mod odd_formats;
pub(crate) mod odd_types;
mod path_parameters;
mod property_names;
mod shared_types;
mod single_all_of;
mod type_names;

use crate::api::Api;
use crate::report::Report;

/// A normalising pass.
type Pass = fn(&mut Api, &mut Report);

/// All passes, in their order.
const PASSES: &[Pass] = &[
    path_parameters::run,
    header_names::run,
    single_all_of::run,
    odd_types::run,
    odd_formats::run,
    meanings::run,
    all_of_objects::run,
    object_parameters::run,
    integer_limits::run,
    keywords::run,
    enum_values::run,
    property_names::run,
    shared_types::run,
    names::run,
    type_names::run,
    nullable::run,
];

/// Runs all passes.
pub fn normalise(api: &mut Api, report: &mut Report) {
    for pass in PASSES {
        pass(api, report);
    }
}
