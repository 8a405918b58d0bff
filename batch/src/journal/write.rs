//! Transactions of the journal. Jobs that wait for a writer are committed together. SQLite has one writer.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Row as _, Transaction};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::engine::{Engine, Pools};
use crate::clock::Clock;
use crate::error::JournalError;

/// The largest number of jobs that are committed together.
const MAX_GROUP: usize = 64;
/// The largest number of transactions that a worker has open with PostgreSQL, besides that of claims.
const WRITERS: u32 = 4;

type Result<T> = std::result::Result<T, JournalError>;

/// A transaction.
pub(super) struct Tx {
    transaction: Transaction<'static, Any>,
    pub engine: Engine,
    /// The time of the database, in milliseconds since 1970.
    pub now: i64,
}

impl Tx {
    async fn begin(pool: &AnyPool, engine: Engine, clock: &dyn Clock) -> Result<Self> {
        let begin = match engine {
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        };
        let mut transaction = pool.begin_with(begin).await?;
        let now = now(&mut transaction, engine, clock).await?;
        Ok(Self {
            transaction,
            engine,
            now,
        })
    }

    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// A query that locks its rows until the end of the transaction. With `skip_locked`, it leaves out rows that another
    /// transaction has locked.
    pub(super) fn for_update(&self, sql: &str, skip_locked: bool) -> AssertSqlSafe<String> {
        let lock = match (self.engine, skip_locked) {
            (Engine::Sqlite, _) => "",
            (Engine::Postgres, false) => " FOR UPDATE",
            (Engine::Postgres, true) => " FOR UPDATE SKIP LOCKED",
        };
        AssertSqlSafe(format!("{sql}{lock}"))
    }

    /// A subquery for the numbers of the JSON list that is bound to `parameter`, such as `$2`.
    pub(super) fn numbers(&self, parameter: &str) -> String {
        match self.engine {
            Engine::Sqlite => format!("SELECT value FROM json_each({parameter})"),
            Engine::Postgres => {
                format!("SELECT value::BIGINT FROM json_array_elements_text({parameter}::JSON)")
            }
        }
    }

    async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}

/// The current time. Where several machines share a database, it is that of the database.
pub(super) async fn now(
    connection: &mut AnyConnection,
    engine: Engine,
    clock: &dyn Clock,
) -> Result<i64> {
    match engine {
        Engine::Sqlite => Ok(clock.wall()),
        Engine::Postgres => {
            let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT";
            let row = sqlx::query(sql).fetch_one(connection).await?;
            Ok(row.try_get(0)?)
        }
    }
}

/// A job within a transaction. An error undoes the transaction.
type Work<T> = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send>;

/// Runs jobs in transactions.
pub(super) struct Writer {
    jobs: Queue,
    /// The queue of claims. With PostgreSQL, claims do not wait for outcomes, as free slots wait for claims.
    claims: Queue,
}

type Queue = mpsc::UnboundedSender<Box<dyn Job>>;

impl Writer {
    /// Spawns the tasks that write. They end when the writer is dropped. Requires a tokio runtime.
    pub(super) fn new(pools: &Pools, clock: &Arc<dyn Clock>) -> Self {
        let start = |tasks| {
            let (queue, receiver) = mpsc::unbounded_channel();
            let receiver = Arc::new(Mutex::new(receiver));
            for _ in 0..tasks {
                let (pool, clock) = (pools.writers.clone(), Arc::clone(clock));
                tokio::spawn(write_groups(
                    Arc::clone(&receiver),
                    (pool, pools.engine),
                    clock,
                ));
            }
            queue
        };
        match pools.engine {
            Engine::Sqlite => {
                let jobs: Queue = start(1);
                let claims = jobs.clone();
                Self { jobs, claims }
            }
            Engine::Postgres => Self {
                jobs: start(WRITERS),
                claims: start(1),
            },
        }
    }

    /// Runs `work` in a transaction, and returns once it is committed. The transaction is completed even if this future is
    /// dropped.
    pub(super) async fn run<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        enqueue(&self.jobs, work).await
    }

    /// Runs the work of a claim, as [`run`](Self::run) does.
    pub(super) async fn claim<T, W>(&self, work: W) -> Result<T>
    where
        T: Send + 'static,
        W: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        enqueue(&self.claims, work).await
    }
}

async fn enqueue<T, W>(queue: &Queue, work: W) -> Result<T>
where
    T: Send + 'static,
    W: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
{
    let (reply, result) = oneshot::channel();
    let work: Option<Work<T>> = Some(Box::new(work));
    let job = Box::new(TypedJob {
        work,
        value: None,
        reply,
    });
    let sent = queue.send(job);
    sent.map_err(|_| JournalError::Closed)?;
    result.await.map_err(|_| JournalError::Closed)?
}

async fn write_groups(
    jobs: Arc<Mutex<mpsc::UnboundedReceiver<Box<dyn Job>>>>,
    (pool, engine): (AnyPool, Engine),
    clock: Arc<dyn Clock>,
) {
    loop {
        let mut receiver = jobs.lock().await;
        let Some(first) = receiver.recv().await else {
            return;
        };
        let mut group = vec![first];
        while group.len() < MAX_GROUP
            && let Ok(job) = receiver.try_recv()
        {
            group.push(job);
        }
        drop(receiver);
        run_group(group, &pool, engine, &*clock).await;
    }
}

async fn run_group(
    mut group: Vec<Box<dyn Job>>,
    pool: &AnyPool,
    engine: Engine,
    clock: &dyn Clock,
) {
    let mut failed = None;
    let result = commit(&mut group, (pool, engine, clock), &mut failed).await;
    for (index, job) in group.into_iter().enumerate() {
        job.finish(match &result {
            Err(_) if failed.is_some_and(|failed| failed != index) => Err(JournalError::Undone),
            result => result.clone(),
        });
    }
}

/// Commits all jobs of a group, or none. Sets `failed` to the index of the job that failed.
async fn commit(
    group: &mut [Box<dyn Job>],
    (pool, engine, clock): (&AnyPool, Engine, &dyn Clock),
    failed: &mut Option<usize>,
) -> Result<()> {
    let mut tx = Tx::begin(pool, engine, clock).await?;
    for (index, job) in group.iter_mut().enumerate() {
        let result = job.run(&mut tx).await;
        result.inspect_err(|_| *failed = Some(index))?;
    }
    tx.commit().await
}

/// A job without the type of its result, so that it can be in a group with others.
trait Job: Send {
    fn run<'j>(&'j mut self, tx: &'j mut Tx) -> BoxFuture<'j, Result<()>>;
    fn finish(self: Box<Self>, result: Result<()>);
}

/// A job with the type of its result.
struct TypedJob<T> {
    work: Option<Work<T>>,
    value: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T: Send> Job for TypedJob<T> {
    fn run<'j>(&'j mut self, tx: &'j mut Tx) -> BoxFuture<'j, Result<()>> {
        Box::pin(async move {
            if let Some(work) = self.work.take() {
                self.value = Some(work(tx).await?);
            }
            Ok(())
        })
    }

    fn finish(self: Box<Self>, result: Result<()>) {
        let Self { value, reply, .. } = *self;
        let value = result.and_then(|()| value.ok_or(JournalError::Closed));
        // the caller may no longer wait
        let _ = reply.send(value);
    }
}

#[cfg(test)]
mod tests {
    use crate::error::JournalError;
    use crate::testing::Stage;

    #[tokio::test]
    async fn work_that_is_rolled_back_because_of_other_work_can_be_repeated() {
        let stage = Stage::sqlite().await;
        let writer = &stage.journal.0.writer;
        // both wait before the writer runs
        let (failed, rolled_back) = tokio::join!(
            writer.run(|_| Box::pin(async { Err::<(), _>(JournalError::NoNote) })),
            writer.run(|_| Box::pin(async { Ok(()) })),
        );
        assert!(matches!(failed, Err(JournalError::NoNote)), "{failed:?}");
        assert!(
            matches!(&rolled_back, Err(error) if error.is_temporary()),
            "{rolled_back:?}"
        );
    }

    #[tokio::test]
    async fn a_transaction_that_the_database_has_ended_does_not_block_the_next_one() {
        let stage = Stage::sqlite().await;
        let writer = &stage.journal.0.writer;
        // as SQLite does by itself when the disk is full
        let ended = writer.run(|tx| {
            Box::pin(async {
                sqlx::query("ROLLBACK").execute(tx.connection()).await?;
                Err::<(), _>(JournalError::NoNote)
            })
        });
        assert!(ended.await.is_err());
        let next = writer.run(|_| Box::pin(async { Ok(()) })).await;
        assert!(next.is_ok(), "{next:?}");
    }
}
