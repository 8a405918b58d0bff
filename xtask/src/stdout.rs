//! Prints to standard output without a panic.
//!
//! `print!` panics when the reader closes the pipe, as in `cargo xtask diff OLD NEW | head`. That
//! is not an error: the rest is not printed, and the task ends normally.

use std::io::{ErrorKind, Write as _};

use oas2_codegen::error::{Error, Result};

/// Prints `text`, unless the reader closed the pipe.
///
/// # Errors
/// [`Error::Io`] when the standard output cannot be written for another reason.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            Err(Error::io("write", "the standard output", e))
        }
        _ => Ok(()),
    }
}
