//! Texts with documented limits (a pattern, a length, values). Limits are enforced for built values and lifted for responses.
//!
//! serde can buffer a value and read it with another deserializer, so the deserializer does not show whether a response is
//! read. A thread-local flag does, as a response is read on one thread.

use std::cell::RefCell;
use std::fmt::Display;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

thread_local! {
    /// The number of texts beyond lifted limits; `None` if limits are enforced.
    static LIFTED: RefCell<Option<usize>> = const { RefCell::new(None) };
}

/// Reads a text with limits. `unlimited` makes the value of a text beyond them.
///
/// # Errors
/// The value is not a text, or the text is beyond limits that are enforced.
#[doc(hidden)]
pub fn limited<'de, D, T>(deserializer: D, unlimited: fn(String) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = String::deserialize(deserializer)?;
    text.parse().or_else(|error: T::Err| {
        LIFTED.with_borrow_mut(|lifted| match lifted {
            Some(count) => {
                *count += 1;
                Ok(unlimited(text))
            }
            None => Err(D::Error::custom(error)),
        })
    })
}

/// Lifts limits on this thread until it is dropped.
pub(super) struct Lifted;

impl Lifted {
    pub fn new() -> Self {
        LIFTED.set(Some(0));
        Self
    }

    /// Returns the number of texts beyond their limits since the last call.
    pub fn take() -> usize {
        LIFTED.with_borrow_mut(|lifted| lifted.as_mut().map_or(0, std::mem::take))
    }
}

impl Drop for Lifted {
    fn drop(&mut self) {
        LIFTED.set(None);
    }
}
