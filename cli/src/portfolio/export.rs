//! `export`: writes all rows to a file or to standard output.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::Utc;
use classifications_portfolio::ContractRow;
use classifications_portfolio::export::{ColumnKind, Format as FileFormat, Table};

use super::command::Export;
use super::error::PortfolioError;
use super::record::{columns, contract_name, last, object};
use super::source::Source;
use crate::api::Meanings;
use crate::arguments::{Display, Format};
use crate::batch::counted;
use crate::error::CommandError;
use crate::output::{self, Json};

/// Writes all rows.
pub async fn run(
    source: &Source<'_>,
    options: &Export,
    display: &Display,
) -> Result<(), CommandError> {
    let format = match &options.out {
        Some(path) => {
            let format = FileFormat::of(path);
            Some(format.ok_or_else(|| PortfolioError::Format(path.clone()))?)
        }
        None => None,
    };
    let portfolio = source.all(&display.language()).await?;
    let names = names(source, &portfolio.rows);
    let table = || table(source, &names, &portfolio.rows);
    match (&options.out, format) {
        (Some(path), Some(format)) => write(&table(), path, format, options.force).await?,
        _ if display.output == Format::Csv && display.columns.is_empty() => {
            table().write_text(std::io::stdout().lock(), FileFormat::Csv)?;
        }
        _ => {
            let names = names.iter().map(String::as_str);
            let columns = columns(source.command, source.layout, names);
            let rows = portfolio.rows.iter();
            let records: Vec<Json> = rows.map(|row| object(source.layout, row, vec![])).collect();
            output::print_records(&source.command.meanings, &columns, display, &records)?;
        }
    }
    portfolio.result()
}

async fn write(
    table: &Table,
    path: &Path,
    format: FileFormat,
    force: bool,
) -> Result<(), CommandError> {
    let result = table.write_file(path, format, force).await;
    result.map_err(PortfolioError::from)?;
    let rows = counted(table.rows.len().try_into().unwrap_or(i64::MAX));
    output::line(&format!("{}: {rows}", path.display()))
}

/// The names of the columns: the contract, those of the document, and all other values of rows.
fn names(source: &Source<'_>, rows: &[ContractRow]) -> Vec<String> {
    let contract = contract_name(source.layout).to_owned();
    let documented = source.command.columns.iter();
    let documented: Vec<String> = documented.map(|column| column.value.clone()).collect();
    let present: BTreeSet<&String> = rows.iter().flat_map(|(_, row)| row.fields.keys()).collect();
    let others = present
        .into_iter()
        .filter(|name| !documented.contains(name) && **name != contract);
    let others: Vec<String> = others.cloned().collect();
    let documented = documented.into_iter().filter(|name| *name != contract);
    std::iter::once(contract.clone())
        .chain(documented)
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
        let contract = Some(contract.clone()).filter(|contract| !contract.is_empty());
        let others = names.iter().skip(1);
        let others = others.map(|name| row.get(name).map(str::to_owned));
        std::iter::once(contract).chain(others).collect()
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
