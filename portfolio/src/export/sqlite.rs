//! A database of SQLite. Its columns have no type, so that no value is converted.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::{Cell, Table};

/// Creates a database at a path that does not exist.
pub(super) async fn write(table: &Table, path: &Path) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Delete);
    let mut connection = options.connect().await?;
    let mut transaction = connection.begin().await?;
    let names = names(table);
    let columns = names.join(", ");
    let create = format!("CREATE TABLE portfolio ({columns})");
    sqlx::query(AssertSqlSafe(create))
        .execute(&mut *transaction)
        .await?;
    let parameters = vec!["?"; names.len()].join(", ");
    let insert = format!("INSERT INTO portfolio ({columns}) VALUES ({parameters})");
    for row in table.cells() {
        let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
        for cell in row {
            query = match cell {
                Cell::Empty => query.bind(None::<String>),
                Cell::Text(text) => query.bind(text.to_owned()),
                Cell::Number(value) => query.bind(value),
                Cell::Date(date) => query.bind(date.to_string()),
            };
        }
        query.execute(&mut *transaction).await?;
    }
    sqlx::query("CREATE TABLE export (at TEXT, rows INTEGER)")
        .execute(&mut *transaction)
        .await?;
    sqlx::query("INSERT INTO export (at, rows) VALUES (?, ?)")
        .bind(table.at.to_rfc3339())
        .bind(i64::try_from(table.rows.len()).unwrap_or(i64::MAX))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    connection.close().await
}

/// The quoted names of the columns. SQLite ignores case, so that a name that differs only in case gets a number.
fn names(table: &Table) -> Vec<String> {
    let mut used = BTreeSet::new();
    let names = table.columns.iter().map(|(name, _)| {
        let mut unique = name.clone();
        let mut number = 2;
        while !used.insert(unique.to_lowercase()) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        format!("\"{}\"", unique.replace('"', "\"\""))
    });
    names.collect()
}
