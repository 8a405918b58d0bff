//! Rewrites what the generator cannot express.
//!
//! Each pass has its own file. Its module documentation names the limit of the generator or the
//! rule of OAS that requires it, its tests show input and output, and it records losses in the
//! report. The passes run in this order:
//!
//! 1. structure: undeclared path parameters, impossible headers, wrapped references, odd types,
//!    formats that examples contradict, meanings of strings, inheritance, object parameters;
//! 2. keywords that the generator reads too narrowly: limits, defaults, closed lists;
//! 3. names: of enum values, properties, shared arguments, operations, and every type;
//! 4. `null`, when types and properties are known.
//!
//! Running all of them twice changes nothing.

mod all_of_objects;
pub(crate) mod clashes;
pub(crate) mod enum_values;
mod header_names;
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
use crate::schema::Schema;

/// A normalising pass.
enum Pass {
    /// It changes the API.
    Api(fn(&mut Api, &mut Report)),
    /// It changes each schema, given with its pointer.
    Schemas(fn(&str, &mut Schema, &mut Report)),
}

/// All passes, in their order.
const PASSES: &[Pass] = &[
    Pass::Api(path_parameters::run),
    Pass::Api(header_names::run),
    Pass::Schemas(single_all_of::simplify),
    Pass::Schemas(odd_types::correct),
    Pass::Schemas(odd_formats::correct),
    Pass::Api(meanings::run),
    Pass::Api(all_of_objects::run),
    Pass::Api(object_parameters::run),
    Pass::Schemas(integer_limits::choose),
    Pass::Schemas(keywords::rewrite),
    Pass::Schemas(enum_values::record),
    Pass::Schemas(property_names::rename),
    Pass::Api(shared_types::run),
    Pass::Api(names::run),
    Pass::Api(type_names::run),
    Pass::Api(nullable::run),
];

/// Runs all passes.
pub fn normalise(api: &mut Api, report: &mut Report) {
    for pass in PASSES {
        match pass {
            Pass::Api(run) => run(api, report),
            Pass::Schemas(run) => api.each_schema(|at, schema| run(at, schema, report)),
        }
    }
}
