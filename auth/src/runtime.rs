//! Whether the runtime of a call can serve it: without this check, libraries below would panic.

use std::cell::Cell;
use std::net::{Ipv4Addr, UdpSocket};
use std::panic::catch_unwind;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, Id};

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
    /// The runtime has no I/O driver.
    #[error("the tokio runtime has no I/O driver; build it with `enable_all`")]
    NoIo,
}

thread_local! {
    /// The runtime that was found usable on this thread the last time.
    static USABLE: Cell<Option<Id>> = const { Cell::new(None) };
}

/// # Errors
/// [`UnusableRuntime`] names what the runtime lacks.
pub(crate) fn check() -> Result<(), UnusableRuntime> {
    let here = Handle::try_current()
        .map_err(|_| UnusableRuntime::None)?
        .id();
    if USABLE.get() == Some(here) {
        return Ok(());
    }
    // tokio has no other way to find out than to use the drivers, which panics where there are none
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO)))
        .map_err(|_| UnusableRuntime::NoTimer)?;
    // without a socket nothing can be checked; then the request fails, too
    if let Some(socket) = unconnected_socket() {
        catch_unwind(|| drop(tokio::net::UdpSocket::from_std(socket)))
            .map_err(|_| UnusableRuntime::NoIo)?;
    }
    USABLE.set(Some(here));
    Ok(())
}

fn unconnected_socket() -> Option<UdpSocket> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).ok()?;
    socket.set_nonblocking(true).ok()?;
    Some(socket)
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
    fn a_missing_driver_is_an_error() {
        assert_eq!(check(), Err(UnusableRuntime::None));
        let without = Builder::new_current_thread().build().unwrap();
        assert_eq!(
            without.block_on(async { check() }),
            Err(UnusableRuntime::NoTimer)
        );
        let mut with_timer = Builder::new_current_thread();
        let without_io = with_timer.enable_time().build().unwrap();
        for _ in 0..2 {
            let checked = without_io.block_on(async { check() });
            assert_eq!(checked, Err(UnusableRuntime::NoIo));
        }
        let with = Builder::new_current_thread().enable_all().build().unwrap();
        assert_eq!(with.block_on(async { check() }), Ok(()));
    }
}
