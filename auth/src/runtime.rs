//! Whether the runtime of a call can serve it: without this check, libraries below would panic.

use std::panic::catch_unwind;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

/// A call was made where no request can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnusableRuntime {
    /// There is no tokio runtime.
    #[error("no tokio runtime; call this from within one")]
    None,
    /// The runtime has no timer.
    #[error("the tokio runtime has no timer; build it with `enable_all`")]
    NoTimer,
}

/// # Errors
/// [`UnusableRuntime`] says what the runtime lacks.
pub(crate) fn check() -> Result<(), UnusableRuntime> {
    if Handle::try_current().is_err() {
        return Err(UnusableRuntime::None);
    }
    // tokio has no other way to ask; a timer that is not polled costs next to nothing
    let made = catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO)));
    made.map_err(|_| UnusableRuntime::NoTimer)
}

/// How long a runtime may take to run a task that is ready.
const RESPONSE: Duration = Duration::from_secs(1);

/// The runtime on which a task was started last.
#[derive(Debug, Default)]
pub(crate) struct LastRuntime(Mutex<Option<Handle>>);

impl LastRuntime {
    pub(crate) fn set(&self, runtime: &Handle) {
        *self.lock() = Some(runtime.clone());
    }

    /// Waits until the runtime, if it is another one, runs no task any more: it was shut down, or no thread
    /// drives it.
    pub(crate) async fn stopped(&self) {
        let last = self.lock().clone();
        let here = Handle::current().id();
        let Some(other) = last.filter(|last| last.id() != here) else {
            return std::future::pending().await;
        };
        loop {
            tokio::time::sleep(RESPONSE).await;
            let task = other.spawn(std::future::ready(()));
            if !matches!(tokio::time::timeout(RESPONSE, task).await, Ok(Ok(()))) {
                return;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Handle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::runtime::Builder;

    #[test]
    fn what_a_runtime_lacks_is_named() {
        assert_eq!(check(), Err(UnusableRuntime::None));
        let without = Builder::new_current_thread().build().unwrap();
        assert_eq!(
            without.block_on(async { check() }),
            Err(UnusableRuntime::NoTimer)
        );
        let with = Builder::new_current_thread().enable_all().build().unwrap();
        assert_eq!(with.block_on(async { check() }), Ok(()));
    }
}
