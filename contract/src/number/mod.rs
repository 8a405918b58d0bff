//! Numbers as text, so that none is rounded to a double.
//!
//! A credit limit is a decimal number, and an endorsement number is an `int64`. A double holds
//! neither exactly, so that numbers stay text from the message to the comparison.

mod decimal;
mod format;

pub(crate) use decimal::{Decimal, is_json_number};
pub(crate) use format::NumberFormat;
