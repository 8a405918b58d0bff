//! `export`: all rows, to a file or to standard output.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::Utc;
use classifications_portfolio::export::{ColumnKind, Format as FileFormat, Table};
use classifications_portfolio::{ContractRow, Row};

use super::command::Export;
use super::error::PortfolioError;
use super::record::{columns, contract_name, last, object};
use super::source::Source;
use crate::api::Meanings;
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::output::{self, Json};
use crate::tr;

/// Writes all rows.
pub async fn run(
    source: &Source<'_>,
    options: &Export,
    display: &Display,
) -> Result<(), CommandError> {
    let format = match &options.out {
        Some(path) => {
            let known = FileFormat::of(path);
            Some(known.ok_or_else(|| PortfolioError::Form(path.clone()))?)
        }
        None => None,
    };
    let found = source.all(&display.language()).await?;
    let names = names(source, &found.rows);
    let table = || table(source, &names, &found.rows);
    match (&options.out, format) {
        (Some(path), Some(format)) => write(&table(), path, format, options.force).await?,
        _ if display.output == Format::Csv && display.columns.is_empty() => {
            table().write_text(std::io::stdout().lock(), FileFormat::Csv)?;
        }
        _ => {
            let names = names.iter().map(String::as_str);
            let columns = columns(source.command, source.layout, names);
            let rows = found.rows.iter();
            let records: Vec<Json> = rows.map(|row| object(source.layout, row, vec![])).collect();
            output::print_records(&source.command.meanings, &columns, display, &records)?;
        }
    }
    found.end()
}

async fn write(
    table: &Table,
    path: &Path,
    format: FileFormat,
    force: bool,
) -> Result<(), CommandError> {
    let written = table.write_file(path, format, force).await;
    written.map_err(PortfolioError::from)?;
    let rows = match table.rows.len() {
        1 => tr!("one-row", "1 row"),
        rows => tr!("rows", "{count} rows", count = rows),
    };
    output::line(&format!("{}: {rows}", path.display()))
}

/// The contract, the columns of the document, and every other value that a row has.
fn names(source: &Source<'_>, rows: &[ContractRow]) -> Vec<String> {
    let contract = contract_name(source.layout).to_owned();
    let known = source.command.columns.iter();
    let known: Vec<String> = known.map(|column| column.value.clone()).collect();
    let present: BTreeSet<&String> = rows.iter().flat_map(|(_, row)| row.fields.keys()).collect();
    let others = present
        .into_iter()
        .filter(|name| !known.contains(name) && **name != contract);
    let others: Vec<String> = others.cloned().collect();
    let named = known.into_iter().filter(|name| *name != contract);
    std::iter::once(contract.clone())
        .chain(named)
        .chain(others)
        .collect()
}

fn table(source: &Source<'_>, names: &[String], rows: &[ContractRow]) -> Table {
    let meanings = &source.command.meanings;
    let columns = names.iter().enumerate().map(|(index, name)| {
        let kind = if index == 0 {
            ColumnKind::Text
        } else {
            kind(meanings, name)
        };
        (name.clone(), kind)
    });
    let cells = |(contract, row): &ContractRow| {
        let own = Some(contract.clone()).filter(|contract| !contract.is_empty());
        let others = names.iter().skip(1).map(|name| cell(row, name));
        std::iter::once(own).chain(others).collect()
    };
    let texts = rows.iter().enumerate().flat_map(|(number, (_, row))| {
        let unread = names.iter().enumerate().skip(1);
        let unread = unread.filter(|(_, name)| row.unread.contains(*name));
        unread.map(move |(index, _)| (number, index))
    });
    Table {
        columns: columns.collect(),
        texts: texts.collect(),
        rows: rows.iter().map(cells).collect(),
        at: Utc::now(),
    }
}

fn kind(meanings: &Meanings, name: &str) -> ColumnKind {
    let name = last(name);
    if meanings.is_numeric(&name) {
        ColumnKind::Number
    } else if meanings.is_date(&name) {
        ColumnKind::Date
    } else {
        ColumnKind::Text
    }
}

fn cell(row: &Row, name: &str) -> Option<String> {
    row.get(name).map(str::to_owned)
}
