//! The rows of a file, after their check.

use classifications_contract::Values;

/// A row that was checked and can be written to the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRow {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The customer's name for it.
    pub reference: Option<String>,
    /// The named values of the call.
    pub values: Values,
    /// The key that rows with the same request share.
    pub duplicate_key: String,
}
