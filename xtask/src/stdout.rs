//! What tasks print for whoever reads on.
//!
//! `print!` panics when nobody reads any more, as in `cargo xtask diff OLD NEW | head`. That is no fault of anybody's: the
//! rest is not printed, and the task ends as it would have.

use std::io::{ErrorKind, Write as _};

use oas2_codegen::error::{Error, Result};

/// Prints `text`, as far as anybody reads it.
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
