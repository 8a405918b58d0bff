//! Checks of tokio runtimes. Without these checks, libraries would panic.

use std::cell::Cell;
use std::net::{Ipv4Addr, UdpSocket};
use std::panic::catch_unwind;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::{Handle, Id};

/// The reason why no request can be sent in the current context.
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
    /// The runtime that passed the check on this thread last.
    static USABLE: Cell<Option<Id>> = const { Cell::new(None) };
}

/// Checks that the current runtime has a timer and an I/O driver.
pub(crate) fn check() -> Result<(), UnusableRuntime> {
    let current = Handle::try_current()
        .map_err(|_| UnusableRuntime::None)?
        .id();
    if USABLE.get() == Some(current) {
        return Ok(());
    }
    // only the use of a driver shows whether there is one: without it, tokio panics
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO)))
        .map_err(|_| UnusableRuntime::NoTimer)?;
    // without a socket, the driver cannot be checked, and the request will fail, too
    if let Some(socket) = unconnected_socket() {
        catch_unwind(|| drop(tokio::net::UdpSocket::from_std(socket)))
            .map_err(|_| UnusableRuntime::NoIo)?;
    }
    USABLE.set(Some(current));
    Ok(())
}

fn unconnected_socket() -> Option<UdpSocket> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).ok()?;
    socket.set_nonblocking(true).ok()?;
    Some(socket)
}

/// The time within which a working runtime runs a task that is ready.
const RESPONSE: Duration = Duration::from_secs(1);

/// The runtime on which a task was started last.
#[derive(Debug, Default)]
pub(crate) struct LastRuntime(Mutex<Option<Handle>>);

impl LastRuntime {
    pub(crate) fn set(&self, runtime: &Handle) {
        *self.lock() = Some(runtime.clone());
    }

    /// Waits until the last runtime no longer runs tasks, because it was shut down or because no thread drives it. Waits
    /// forever if there is no last runtime, or if it is the current one.
    pub(crate) async fn stopped(&self) {
        let last = self.lock().clone();
        let current = Handle::current().id();
        let Some(other) = last.filter(|last| last.id() != current) else {
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
        let without_drivers = Builder::new_current_thread().build().unwrap();
        assert_eq!(
            without_drivers.block_on(async { check() }),
            Err(UnusableRuntime::NoTimer)
        );
        let mut with_timer = Builder::new_current_thread();
        let without_io = with_timer.enable_time().build().unwrap();
        for _ in 0..2 {
            let checked = without_io.block_on(async { check() });
            assert_eq!(checked, Err(UnusableRuntime::NoIo));
        }
        let complete = Builder::new_current_thread().enable_all().build().unwrap();
        assert_eq!(complete.block_on(async { check() }), Ok(()));
    }
}
