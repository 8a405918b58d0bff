//! Reads small files that contain secrets, with a size limit and on a thread that may block.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::{Credentials, CredentialsError, Fetching};

/// The maximum size of a credentials file.
pub(super) const LIMIT: usize = 64 * 1024;

/// The reason why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// It cannot be read.
    #[error("cannot be read")]
    Io(#[source] io::Error),
    /// It is too large.
    #[error("is larger than {LIMIT} bytes; is it the right file?")]
    TooLarge,
    /// It is not text.
    #[error("is not UTF-8 text")]
    NotText,
}

/// Opens a regular file. The type is checked first, as opening a pipe would wait for its writer.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// Reads up to 64 KiB of text, which is overwritten when dropped.
pub(crate) fn read_text(reader: impl Read) -> Result<Zeroizing<String>, FileError> {
    // allocated in full, as a buffer that grows leaves copies in memory
    let mut text = Zeroizing::new(Vec::with_capacity(LIMIT + 1));
    let limit = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    reader
        .take(limit)
        .read_to_end(&mut text)
        .map_err(FileError::Io)?;
    if text.len() > LIMIT {
        return Err(FileError::TooLarge);
    }
    let text = std::str::from_utf8(&text).map_err(|_| FileError::NotText)?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Runs `read` on a new thread. On the runtime's blocking pool, reading from a mount that does not respond would also
/// block the shutdown of the runtime.
pub(super) fn on_thread(
    read: impl FnOnce() -> Result<Credentials, CredentialsError> + Send + 'static,
) -> Fetching<'static> {
    Box::pin(async move {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let thread = std::thread::Builder::new().name("credentials".to_owned());
        let message = "reading the credentials broke off";
        thread
            .spawn(move || sender.send(read()))
            .map_err(|e| CredentialsError::caused_by(message, e))?;
        let reading = receiver.await;
        reading.map_err(|e| CredentialsError::caused_by(message, e))?
    })
}
