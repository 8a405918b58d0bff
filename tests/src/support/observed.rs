//! Records the logs of all crates at the most detailed level: spans and events of `tracing`, and
//! the records of `log`, which reqwest and rustls use.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// The log since recording began. There is one per process.
#[derive(Debug, Clone, Default)]
pub struct Observed(Arc<Mutex<Vec<u8>>>);

static OBSERVED: OnceLock<Observed> = OnceLock::new();

impl Observed {
    /// Starts recording, for all threads and all crates. Further calls return the same log.
    pub fn everything() -> &'static Self {
        OBSERVED.get_or_init(|| {
            let observed = Self::default();
            // `init` would replace the logger with some features.
            let subscriber = tracing_subscriber::fmt()
                .with_max_level(Level::TRACE)
                .with_span_events(FmtSpan::FULL)
                .with_file(true)
                .with_writer(observed.clone())
                .finish();
            tracing::subscriber::set_global_default(subscriber).unwrap();
            log::set_logger(&Records).unwrap();
            log::set_max_level(log::LevelFilter::Trace);
            observed
        })
    }

    /// The log as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.lock()).into_owned()
    }

    /// Clears the log.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl io::Write for Observed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Observed {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The logger of `log`.
struct Records;

impl log::Log for Records {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if let Some(observed) = OBSERVED.get() {
            let line = format!("{} {} {}\n", record.level(), record.target(), record.args());
            observed.lock().extend_from_slice(line.as_bytes());
        }
    }

    fn flush(&self) {}
}
