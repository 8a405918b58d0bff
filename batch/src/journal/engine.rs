//! The two databases that hold a journal, and the requirements for each.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, Connection as _, Row as _, SqlSafeStr as _};

use crate::error::JournalError;

/// The first version of SQLite without a defect of the write-ahead log that can corrupt a database.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// The number of connections of a worker to PostgreSQL.
const CONNECTIONS: u32 = 8;
/// The number of connections that read an SQLite journal.
const READERS: u32 = 4;
/// The longest wait for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);

/// The database of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// The address of a journal.
pub(super) enum Address {
    File(PathBuf),
    Server(SecretString),
}

/// The connections of a journal.
pub(super) struct Pools {
    pub engine: Engine,
    pub readers: AnyPool,
    pub writers: AnyPool,
}

impl Address {
    /// Reads `postgres://..`, `sqlite:FILE` or `FILE`.
    pub(super) fn read(address: &str) -> Result<Self, JournalError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Server(address.into()));
        }
        let file = address.strip_prefix("sqlite:").unwrap_or(address);
        let file = file.strip_prefix("//").unwrap_or(file);
        if file.is_empty() || file.contains("://") || file.contains(['?', '#']) {
            let without_credentials = address.rsplit('@').next().unwrap_or_default();
            return Err(JournalError::Address(without_credentials.to_owned()));
        }
        Ok(Self::File(PathBuf::from(file)))
    }

    /// The address without credentials.
    pub(super) fn without_credentials(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Server(url) => format!("postgres://{}", host_and_path(url.expose_secret())),
        }
    }
}

/// The host, port and path of a URL.
fn host_and_path(url: &str) -> &str {
    // before an `@`, as a query can contain one
    let url = url.split('?').next().unwrap_or_default();
    let url = url.split("://").last().unwrap_or_default();
    url.rsplit('@').next().unwrap_or_default()
}

impl Pools {
    pub(super) async fn open(address: &Address) -> Result<Self, JournalError> {
        sqlx::any::install_default_drivers();
        let pools = match address {
            Address::File(path) => {
                create_private(path).map_err(|source| file_error(path, source))?;
                let options = sqlite_options(path)?;
                check(&options, Engine::Sqlite).await?;
                let writers = sqlite(1).connect_with(options.clone()).await?;
                Self {
                    engine: Engine::Sqlite,
                    readers: sqlite(READERS).connect_with(options).await?,
                    writers,
                }
            }
            Address::Server(url) => {
                let options: AnyConnectOptions = with_encryption(url.expose_secret()).parse()?;
                check(&options, Engine::Postgres).await?;
                let pool = postgres().connect_with(options).await?;
                Self {
                    engine: Engine::Postgres,
                    readers: pool.clone(),
                    writers: pool,
                }
            }
        };
        pools.migrate().await?;
        Ok(pools)
    }

    async fn migrate(&self) -> Result<(), JournalError> {
        let mut connection = self.writers.acquire().await?;
        let own = migrations();
        if let Some(newer) = newer_version(&mut connection, &own).await? {
            return Err(JournalError::Newer(newer));
        }
        let migrator = Migrator::with_migrations(own);
        match migrator.run_direct(None, &mut *connection, false).await {
            Ok(()) => Ok(()),
            Err(MigrateError::VersionMissing(version)) => Err(JournalError::Newer(version)),
            Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
                Err(error.into())
            }
            Err(other) => Err(JournalError::invalid("schema", other.to_string())),
        }
    }
}

fn migrations() -> Vec<Migration> {
    let texts = [(
        "batches, rows, events",
        include_str!("../../migrations/1.sql"),
    )];
    let numbered = (1_i64..).zip(texts);
    let migrations = numbered.map(|(version, (description, text))| {
        let kind = MigrationType::Simple;
        Migration::new(
            version,
            description.into(),
            kind,
            text.into_sql_str(),
            false,
        )
    });
    migrations.collect()
}

/// The version of the newest applied migration, if it is newer than all migrations of this program.
async fn newer_version(
    connection: &mut AnyConnection,
    own: &[Migration],
) -> Result<Option<i64>, JournalError> {
    let table = "_sqlx_migrations";
    let invalid = |error: MigrateError| JournalError::invalid("schema", error.to_string());
    connection
        .ensure_migrations_table(table)
        .await
        .map_err(invalid)?;
    let applied = connection
        .list_applied_migrations(table)
        .await
        .map_err(invalid)?;
    let newest = applied.iter().map(|migration| migration.version).max();
    let newest_own = own.iter().map(|migration| migration.version).max();
    Ok(newest.filter(|newest| Some(*newest) > newest_own))
}

fn sqlite_options(path: &Path) -> Result<AnyConnectOptions, JournalError> {
    let text = path.to_str();
    let text = text.ok_or_else(|| JournalError::Address(path.display().to_string()))?;
    let escaped = text.replace('%', "%25");
    Ok(format!("sqlite://{escaped}?mode=rwc").parse()?)
}

/// Connects once and checks the database. A pool would retry if the connection fails.
async fn check(options: &AnyConnectOptions, engine: Engine) -> Result<(), JournalError> {
    let mut connection = AnyConnection::connect_with(options).await?;
    match engine {
        Engine::Sqlite => prepare_sqlite(&mut connection).await?,
        Engine::Postgres => prepare_postgres(&mut connection).await?,
    }
    Ok(connection.close().await?)
}

fn sqlite(connections: u32) -> AnyPoolOptions {
    let options = AnyPoolOptions::new().max_connections(connections);
    options
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // SQLite itself ends a transaction when the disk is full, but sqlx still counts it and begins no other
        .before_acquire(|connection, _| {
            let is_free = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_free) })
        })
        .after_connect(|connection, _| Box::pin(prepare_sqlite(connection)))
}

async fn prepare_sqlite(connection: &mut AnyConnection) -> sqlx::Result<()> {
    for pragma in [
        "PRAGMA busy_timeout = 15000",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA fullfsync = 1",
        // overwrites personal data that is removed
        "PRAGMA secure_delete = 1",
    ] {
        sqlx::query(pragma).execute(&mut *connection).await?;
    }
    let version: String = text(connection, "SELECT sqlite_version()").await?;
    let numbers: Vec<u32> = version.split('.').filter_map(|n| n.parse().ok()).collect();
    if numbers.as_slice() < OLDEST_SQLITE.as_slice() {
        return Err(not_durable(format!(
            "SQLite {version} is older than 3.51.3"
        )));
    }
    let mode = text(connection, "PRAGMA journal_mode").await?;
    if mode != "wal" {
        return Err(not_durable(format!(
            "SQLite has no write-ahead log on this file system (journal mode {mode:?})"
        )));
    }
    Ok(())
}

/// Adds encryption with a check of the server's certificate to a URL, unless the URL or `PGSSLMODE` sets the mode, or the
/// server is on this machine.
fn with_encryption(url: &str) -> Cow<'_, str> {
    let (start, query) = url.split_once('?').unwrap_or((url, ""));
    let host = host_and_path(url).split('/').next().unwrap_or_default();
    let is_local = ["localhost", "127.", "[::1]", "%2F"]
        .iter()
        .any(|local| host.starts_with(local));
    let has_mode = query.contains("sslmode") || query.contains("ssl-mode");
    if is_local || host.is_empty() || has_mode || std::env::var_os("PGSSLMODE").is_some() {
        return url.into();
    }
    let separator = if query.is_empty() { "" } else { "&" };
    format!("{start}?{query}{separator}sslmode=verify-full").into()
}

fn postgres() -> AnyPoolOptions {
    let options = AnyPoolOptions::new().max_connections(CONNECTIONS);
    options
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(true)
        .max_lifetime(Duration::from_secs(30 * 60))
        .after_connect(|connection, _| Box::pin(prepare_postgres(connection)))
}

async fn prepare_postgres(connection: &mut AnyConnection) -> sqlx::Result<()> {
    for setting in [
        "SET statement_timeout = '15s'",
        "SET lock_timeout = '10s'",
        // a worker that is stopped within a transaction does not hold up the others
        "SET idle_in_transaction_session_timeout = '3s'",
        "SET client_connection_check_interval = '5s'",
    ] {
        sqlx::query(setting).execute(&mut *connection).await?;
    }
    let synchronous = text(connection, "SHOW synchronous_commit").await?;
    if synchronous == "off" {
        return Err(not_durable(
            "synchronous_commit is off; set it to on".to_owned(),
        ));
    }
    Ok(())
}

async fn text(connection: &mut AnyConnection, sql: &'static str) -> sqlx::Result<String> {
    sqlx::query(sql).fetch_one(connection).await?.try_get(0)
}

/// A [`JournalError::NotDurable`] as an error of sqlx, the only one that a pool passes on.
fn not_durable(text: String) -> sqlx::Error {
    sqlx::Error::Configuration(Box::new(JournalError::NotDurable(text)))
}

/// The [`JournalError::NotDurable`] within an error of a pool, or the error itself.
pub(super) fn open_error(error: JournalError) -> JournalError {
    if let JournalError::Database(inner) = &error
        && let sqlx::Error::Configuration(inner) = &**inner
        && let Some(JournalError::NotDurable(text)) = inner.downcast_ref()
    {
        return JournalError::NotDurable(text.clone());
    }
    error
}

/// Creates a file that only its owner can read, as rows contain personal data.
fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn file_error(path: &Path, source: std::io::Error) -> JournalError {
    let path = path.display().to_string();
    let source = Arc::new(source);
    JournalError::File { path, source }
}

/// Locks the file beside an SQLite journal, so that one process at a time runs its batches. `None` for PostgreSQL, whose
/// batches several processes can run.
pub(super) fn lock(address: &Address) -> Result<Option<File>, JournalError> {
    let Address::File(path) = address else {
        return Ok(None);
    };
    let mut lock = path.clone().into_os_string();
    lock.push(".lock");
    let lock = PathBuf::from(lock);
    let file = create_private(&lock).map_err(|source| file_error(&lock, source))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(JournalError::Running(address.without_credentials()))
        }
        Err(std::fs::TryLockError::Error(source)) => Err(file_error(&lock, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_credentials() {
        for (url, expected) in [
            ("postgres://u:p@db/j", "postgres://db/j"),
            ("postgres://db/j?user=u&password=a@b", "postgres://db/j"),
            ("postgresql://db:5433", "postgres://db:5433"),
        ] {
            let address = Address::read(url).unwrap();
            assert_eq!(address.without_credentials(), expected);
        }
    }

    #[test]
    fn a_server_on_another_machine_is_reached_by_tls_alone() {
        let expected = [
            (
                "postgres://u@db.example/j",
                "postgres://u@db.example/j?sslmode=verify-full",
            ),
            (
                "postgres://u:p@db/j?a=b",
                "postgres://u:p@db/j?a=b&sslmode=verify-full",
            ),
            (
                "postgres://localhost.example@db/j",
                "postgres://localhost.example@db/j?sslmode=verify-full",
            ),
        ];
        for (url, with_tls) in expected {
            assert_eq!(with_encryption(url), with_tls);
        }
        for url in [
            "postgres://u@localhost/j",
            "postgres://127.0.0.1:5432/j",
            "postgres://u@[::1]:5432/j",
            "postgres://%2Fvar%2Frun%2Fpostgresql/j",
            "postgres:///j?host=/var/run/postgresql",
            "postgres://u@db/j?sslmode=require",
        ] {
            assert_eq!(with_encryption(url), url);
        }
    }

    #[tokio::test]
    async fn a_server_whose_certificate_is_unknown_gets_no_connection() {
        let Some(mut server) = crate::testing::postgres::Server::start_local().await else {
            return;
        };
        let certificate = server.enable_tls().await;
        let database = server.create_database().await;
        let trusted = format!(
            "{database}?sslmode=verify-full&sslrootcert={}",
            certificate.display()
        );
        let pools = Pools::open(&Address::read(&trusted).unwrap())
            .await
            .unwrap();
        let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        let row = sqlx::query(sql).fetch_one(&pools.readers).await.unwrap();
        assert!(row.get::<bool, _>(0));
        let unknown = format!("{database}?sslmode=verify-full");
        let error = Pools::open(&Address::read(&unknown).unwrap()).await.err();
        let message = format!("{:?}", error.unwrap());
        assert!(message.contains("InvalidCertificate"), "{message}");
    }
}
