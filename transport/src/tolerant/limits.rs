//! Texts with documented limits (a pattern, a length, values). Limits are enforced for built values and lifted for responses.
//!
//! serde may buffer a value and read it with another deserializer, so the deserializer cannot say whether a response is
//! read. A thread-local flag does: reading a response does not change the thread.

use std::cell::RefCell;
use std::fmt::Display;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

thread_local! {
    /// How many limits were lifted; `None` where they are enforced.
    static LIFTED: RefCell<Option<usize>> = const { RefCell::new(None) };
}

/// Reads a text with limits; `unlimited` builds the value of a text that exceeds them.
///
/// # Errors
/// The error for a value that is not a text, and for a text beyond the limits where they are enforced.
#[doc(hidden)]
pub fn limited<'de, D, T>(deserializer: D, unlimited: fn(String) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = String::deserialize(deserializer)?;
    text.parse().or_else(|beyond: T::Err| {
        LIFTED.with_borrow_mut(|lifted| match lifted {
            Some(count) => {
                *count += 1;
                Ok(unlimited(text))
            }
            None => Err(D::Error::custom(beyond)),
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

    /// How many texts exceeded their limits since the last call.
    pub fn take() -> usize {
        LIFTED.with_borrow_mut(|lifted| lifted.as_mut().map_or(0, std::mem::take))
    }
}

impl Drop for Lifted {
    fn drop(&mut self) {
        LIFTED.set(None);
    }
}
