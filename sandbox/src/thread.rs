//! A sandbox with its own thread. Otherwise a sandbox stops with the runtime that started it.

use std::io;
use std::sync::mpsc;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::{Sandbox, SandboxBuilder, StartError};

impl SandboxBuilder {
    /// Starts the sandbox on its own thread, and blocks until it listens. A sandbox in a `static`
    /// needs this, because it outlives the runtime of the first test that uses it. Dropping the
    /// sandbox stops the thread.
    ///
    /// ```
    /// use std::sync::LazyLock;
    /// use classifications_sandbox::Sandbox;
    ///
    /// static SANDBOX: LazyLock<Sandbox> =
    ///     LazyLock::new(|| Sandbox::builder().start_on_thread().expect("no port is left"));
    /// # assert!(SANDBOX.address().ip().is_loopback());
    /// ```
    ///
    /// # Errors
    /// As [`start`](Self::start), and [`StartError::Thread`] if the thread cannot be started.
    pub fn start_on_thread(self) -> Result<Sandbox, StartError> {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_all().build().map_err(StartError::Thread)?;
        let (started, starting) = mpsc::channel();
        let (alive, ended) = oneshot::channel();
        let serve = move || {
            runtime.block_on(async {
                let sandbox = self.start().await;
                let _ = started.send(sandbox.map(|sandbox| sandbox.kept_alive_by(alive)));
                // An error means that the sandbox was dropped.
                let _ = ended.await;
            });
        };
        let thread = std::thread::Builder::new().name("sandbox".to_owned());
        thread.spawn(serve).map_err(StartError::Thread)?;
        let sandbox = starting.recv();
        sandbox.map_err(|error| StartError::Thread(io::Error::other(error)))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    fn runtime() -> tokio::runtime::Runtime {
        Builder::new_current_thread().enable_all().build().unwrap()
    }

    #[test]
    fn a_sandbox_with_a_thread_outlives_the_runtime_that_started_it() {
        let first = runtime();
        let sandbox = first.block_on(async { Sandbox::builder().start_on_thread().unwrap() });
        drop(first);
        let address = sandbox.address();
        assert!(TcpStream::connect(address).is_ok());
        runtime().block_on(sandbox.stop());
        assert!(TcpStream::connect(address).is_err());
    }

    #[test]
    fn a_failure_to_start_is_returned() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let builder = Sandbox::builder().address(taken.local_addr().unwrap());
        let error = builder.start_on_thread().unwrap_err();
        assert!(matches!(error, StartError::Listen { .. }), "{error:?}");
    }
}
