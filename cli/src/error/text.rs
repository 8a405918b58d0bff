//! The texts of errors of commands in the user's language.

use std::error::Error as StdError;

use super::CommandError;
use crate::batch::error::BatchError;
use crate::language::{causes, is_spanish, rows};
use crate::portfolio::error::PortfolioError;

/// The text of an error in the user's language. An unknown type of error keeps its English text.
pub fn text(error: &(dyn StdError + 'static)) -> String {
    if !is_spanish() {
        return error.to_string();
    }
    match error.downcast_ref() {
        Some(CommandError::Call(error)) => causes::of_call(error),
        Some(CommandError::Batch(error)) => match error.as_ref() {
            BatchError::Rows(error) => rows::of_error(error),
            BatchError::Journal(error) => rows::of_journal(error),
            other => other.to_string(),
        },
        Some(CommandError::Portfolio(error)) => match error.as_ref() {
            PortfolioError::Rows(error) => rows::of_error(error),
            PortfolioError::Export(error) => rows::of_export(error),
            other => other.to_string(),
        },
        _ => causes::text(error),
    }
}
