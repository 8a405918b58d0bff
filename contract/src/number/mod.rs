//! Numbers as text, so that none is converted to a double by accident.
//!
//! A limit of an insured debtor is an amount and an endorsement number is an `int64`: neither fits
//! a double. JSON has no such limit, so numbers stay text from the message to the comparison.

mod decimal;
mod format;

pub(crate) use decimal::{Decimal, is_json_number};
pub(crate) use format::NumberFormat;
