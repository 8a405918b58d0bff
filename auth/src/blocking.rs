//! Calls from programs without an async runtime: add-ons of an ERP, scripts, spreadsheets.

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::{fmt, io};

use classifications_api::{Error, NotSent, NotSentReason};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::client::Client as AsyncClient;
use crate::credentials::CredentialsSource;

/// A [`Client`](AsyncClient) with its own runtime, whose thread serves connections and renews tokens.
///
/// It dereferences to that client, and [`wait`](Self::wait) makes a call. Clones share everything, and any number of
/// threads may make calls at the same time.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use classifications_auth::{blocking, Client, credentials::Environment};
///
/// let client = Client::builder().credentials(Environment::default()).build()?;
/// let client = blocking::Client::new(client)?;
/// let list = client.wait(client.query_classifications().contract_no("11000012345").send())?;
/// println!("{}", list.status());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: AsyncClient,
    runtime: Arc<OwnedRuntime>,
    /// The id of the process whose thread serves the runtime.
    process: u32,
}

/// The reason why a blocking call cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BlockingError {
    /// The thread of the runtime cannot be started.
    #[error("the thread for calls cannot be started")]
    Runtime(#[source] io::Error),
    /// The calling thread belongs to an async runtime, and waiting could block its other tasks. Threads of
    /// `spawn_blocking` belong to the runtime, too.
    #[error(
        "a blocking call was made by async code; await the call instead, or make it on a thread outside of the runtime"
    )]
    InsideRuntime,
    /// The process was forked after the client was made: the thread of the runtime is in the parent.
    #[error("the process was forked after the client was made; make a client after the fork")]
    Forked,
}

impl Client {
    /// Makes a blocking client of `client`, and starts the thread of its runtime.
    ///
    /// # Errors
    /// [`BlockingError::Runtime`] if the thread cannot be started.
    pub fn new(client: AsyncClient) -> Result<Self, BlockingError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("classifications")
            .enable_all()
            .build()
            .map_err(BlockingError::Runtime)?;
        let runtime = Arc::new(OwnedRuntime(Some(runtime)));
        let process = std::process::id();
        Ok(Self {
            inner: client,
            runtime,
            process,
        })
    }

    /// Makes a call on the calling thread, and waits until it has ended.
    ///
    /// # Errors
    /// Those of the call, and [`Error::NotSent`] for [`BlockingError::InsideRuntime`] on a thread of
    /// a runtime and for [`BlockingError::Forked`].
    pub fn wait<T, E>(
        &self,
        call: impl Future<Output = Result<T, Error<E>>>,
    ) -> Result<T, Error<E>> {
        let refused = match &self.runtime.0 {
            _ if std::process::id() != self.process => BlockingError::Forked,
            Some(runtime) if Handle::try_current().is_err() => return runtime.block_on(call),
            _ => BlockingError::InsideRuntime,
        };
        let error = NotSent::new(NotSentReason::InvalidRequest, refused);
        Err(Error::NotSent(error))
    }

    /// The same client with other credentials; see
    /// [`Client::with_credentials`](AsyncClient::with_credentials).
    #[must_use]
    pub fn with_credentials(&self, credentials: impl CredentialsSource) -> Self {
        Self {
            inner: self.inner.with_credentials(credentials),
            runtime: Arc::clone(&self.runtime),
            process: self.process,
        }
    }
}

impl Deref for Client {
    type Target = AsyncClient;

    fn deref(&self) -> &AsyncClient {
        &self.inner
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client")
            .field(&self.inner)
            .finish()
    }
}

/// A runtime that can be dropped on any thread: a [`Runtime`] panics on a thread that runs async tasks.
struct OwnedRuntime(Option<Runtime>);

impl Drop for OwnedRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Credentials;

    #[test]
    fn a_call_in_a_forked_process_is_refused_at_once() {
        let credentials = Credentials::new("app", "s3cret", "user", "pa55").unwrap();
        let client = AsyncClient::builder().credentials(credentials);
        let client = client
            .base_url("http://127.0.0.1:9")
            .token_url("http://127.0.0.1:9");
        let mut client = Client::new(client.build().unwrap()).unwrap();
        // in a child process, the stored id is that of the parent
        client.process = client.process.wrapping_add(1);
        let error = client.wait(async { Ok::<(), Error<()>>(()) }).unwrap_err();
        let source = anyhow::Error::from(error);
        assert!(format!("{source:#}").contains("forked"), "{source:#}");
    }
}
