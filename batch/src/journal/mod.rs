//! The journal: the single source of truth about requests and their outcomes.
//!
//! The intent of a row is committed before its request is sent, and the outcome afterwards. The journal is an SQLite file on
//! one machine, or a PostgreSQL database that several machines share.

mod batch;
mod claim;
mod decide;
mod engine;
mod event;
mod forget;
mod pause;
mod rate;
mod read;
mod record;
mod row;
#[cfg(test)]
mod tests;
mod worker;
mod write;

use std::fs::File;
use std::sync::Arc;

use self::engine::{Address, Engine, Pools};
use self::write::Writer;
use crate::clock::{Clock, SystemClock};
use crate::error::JournalError;

pub use self::batch::{Batch, NewBatch};
pub(crate) use self::claim::Claimed;
pub(crate) use self::decide::Next;
pub use self::event::Entry;
pub use self::pause::Pause;
pub use self::read::{Counts, Filter, Status};
pub(crate) use self::record::Recorded;
pub use self::row::StoredRow;
pub(crate) use self::row::Unsettled;
pub use self::worker::Worker;

type Result<T> = std::result::Result<T, JournalError>;

/// A journal. Clones share its connections.
#[derive(Clone)]
pub struct Journal(Arc<Inner>);

struct Inner {
    address: Address,
    pools: Pools,
    writer: Writer,
    clock: Arc<dyn Clock>,
    /// The name of this process in the journal.
    worker: Arc<str>,
}

impl Journal {
    /// Opens a journal, and creates or migrates its tables. The address is `postgres://USER@HOST/DATABASE` or a file, which
    /// is created if it does not exist. Requires a tokio runtime.
    ///
    /// # Errors
    /// [`JournalError`] where the database cannot be reached, may lose committed transactions, or was changed by a newer
    /// version of this program.
    pub async fn open(address: &str) -> Result<Self> {
        Self::with_clock(address, Arc::new(SystemClock)).await
    }

    /// Opens a journal with this clock.
    pub(crate) async fn with_clock(address: &str, clock: Arc<dyn Clock>) -> Result<Self> {
        let address = Address::read(address)?;
        let pools = Pools::open(&address).await.map_err(engine::open_error)?;
        let writer = Writer::new(&pools, &clock);
        let inner = Inner {
            address,
            pools,
            writer,
            clock,
            worker: worker::new_id().into(),
        };
        Ok(Self(Arc::new(inner)))
    }

    /// The address of the journal, without credentials.
    #[must_use]
    pub fn address(&self) -> String {
        self.0.address.without_credentials()
    }

    /// Whether several machines can share the journal.
    pub(crate) fn is_shared(&self) -> bool {
        self.0.pools.engine == Engine::Postgres
    }

    /// Closes the connections of the journal. Committed changes are durable without this call.
    pub async fn close(self) {
        self.0.pools.readers.close().await;
        self.0.pools.writers.close().await;
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Locks an SQLite journal, so that no other process runs its batches while the returned file is open. `None` for a
    /// journal that several processes can share.
    pub(crate) fn lock(&self) -> Result<Option<File>> {
        engine::lock(&self.0.address)
    }

    /// The time of the database.
    async fn now(&self) -> Result<i64> {
        let Pools {
            engine, readers, ..
        } = &self.0.pools;
        let mut connection = readers.acquire().await?;
        write::now(&mut connection, *engine, &*self.0.clock).await
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Journal").field(&self.address()).finish()
    }
}
