//! Requirements for the databases.

use std::os::unix::fs::PermissionsExt as _;

use sqlx::{AssertSqlSafe, Row as _};

use crate::error::JournalError;
use crate::journal::Journal;
use crate::policy::Policy;
use crate::testing::Stage;

#[tokio::test]
async fn an_sqlite_journal_is_durable_and_private() {
    let stage = Stage::sqlite().await;
    let pool = &stage.journal.0.pools.writers;
    for (pragma, expected) in [("journal_mode", "wal"), ("synchronous", "2")] {
        let sql = AssertSqlSafe(format!(
            "SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}"
        ));
        let row = sqlx::query(sql).fetch_one(pool).await.unwrap();
        assert_eq!(row.try_get::<String, _>(0).unwrap(), expected, "{pragma}");
    }
    let mode = std::fs::metadata(&stage.address)
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "rows contain personal data");
}

#[tokio::test]
async fn a_newer_journal_is_refused() {
    for stage in Stage::both().await {
        let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                   SELECT 99, 'newer', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        let pool = &stage.journal.0.pools.writers;
        sqlx::query(sql).execute(pool).await.unwrap();
        let error = Journal::open(&stage.address).await.unwrap_err();
        assert!(matches!(error, JournalError::Newer(99)), "{error}");
    }
}

#[tokio::test]
async fn a_database_without_synchronous_commits_is_refused() {
    let Some(stage) = Stage::postgres().await else {
        return;
    };
    let sql = format!(
        "ALTER DATABASE {} SET synchronous_commit = off",
        stage.address.rsplit('/').next().unwrap()
    );
    let pool = &stage.journal.0.pools.writers;
    sqlx::query(AssertSqlSafe(sql)).execute(pool).await.unwrap();
    let error = Journal::open(&stage.address).await.unwrap_err();
    let text =
        "the database may lose committed transactions: synchronous_commit is off; set it to on";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn an_invalid_address_is_reported_without_its_password() {
    let error = Journal::open("mysql://ana:secret@host/db")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"host/db\" is not the address of a journal; give a file, or postgres://USER@HOST/DATABASE"
    );
    assert!(Journal::open("").await.is_err());
}

#[tokio::test]
async fn one_process_at_a_time_runs_batches_of_a_file() {
    let stage = Stage::sqlite().await;
    let lock = stage.journal.lock().unwrap();
    let other = Journal::open(&stage.address).await.unwrap();
    assert!(matches!(other.lock(), Err(JournalError::Running(_))));
    drop(lock);
    assert!(other.lock().unwrap().is_some());
}

#[tokio::test]
async fn a_journal_that_cannot_be_written_yields_no_permit_and_loses_nothing() {
    let stage = Stage::sqlite().await;
    let batch = stage.batch(3, Policy::default()).await;
    let pool = &stage.journal.0.pools.writers;
    sqlx::query("PRAGMA query_only = 1")
        .execute(pool)
        .await
        .unwrap();
    let error = stage.journal.claim(&batch, 1, 0).await.unwrap_err();
    assert!(error.is_temporary());
    sqlx::query("PRAGMA query_only = 0")
        .execute(pool)
        .await
        .unwrap();
    sqlx::query("PRAGMA max_page_count = 1")
        .execute(pool)
        .await
        .unwrap();
    let rows = || (4..400).map(crate::testing::row).collect();
    let sql = "UPDATE batches SET sealed = 0";
    sqlx::query(sql).execute(pool).await.unwrap();
    assert!(
        stage.journal.add_rows(&batch, rows()).await.is_err(),
        "the disk is full"
    );
    let counts = stage.journal.counts(&batch.id).await.unwrap();
    assert_eq!((counts.pending, counts.total()), (3, 3));
    sqlx::query("PRAGMA max_page_count = 1000000")
        .execute(pool)
        .await
        .unwrap();
    stage.journal.add_rows(&batch, rows()).await.unwrap();
    let counts = stage.journal.counts(&batch.id).await.unwrap();
    assert_eq!((counts.pending, counts.total()), (399, 399));
}
