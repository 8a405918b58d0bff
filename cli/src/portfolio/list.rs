//! `pending` and `expiring`: lists rows that await a decision, and cover that ends soon.

use chrono::NaiveDate;
use classifications_portfolio::{ContractRow, LayoutPart, Standing};

use super::command::Days;
use super::record::{columns, contract_name, is_narrow, object};
use super::source::{PortfolioRows, Source};
use crate::arguments::Display;
use crate::error::CommandError;
use crate::output::{self, Json};
use crate::tr;

/// Lists premiums that await a decision, then studies in process.
pub async fn pending(source: &Source<'_>, display: &Display) -> Result<(), CommandError> {
    source.require(&[LayoutPart::Situation])?;
    let portfolio = source.all(&display.language()).await?;
    let layout = source.layout;
    let mut pending: Vec<(Standing, &ContractRow)> = Vec::new();
    for row in &portfolio.rows {
        let standing = layout.standing_of(&row.1);
        if matches!(standing, Standing::AwaitingPremium | Standing::InProcess) {
            pending.push((standing, row));
        }
    }
    pending.sort_by_key(|(standing, _)| *standing);
    let records = pending.into_iter().map(|(standing, row)| {
        let standing = Json::String(standing.name().to_owned());
        object(layout, row, vec![("standing", standing)])
    });
    let situation = layout.situation.as_ref().map(|situation| &situation.field);
    let amounts = [&layout.requested, &layout.currency, &layout.premium];
    let names = layout.key.iter().chain(&layout.name).map(String::as_str);
    let amounts = amounts.into_iter().flatten().map(String::as_str);
    let names = names.chain(["standing"]).chain(amounts).collect();
    let rest = layout.customer.iter().chain(&layout.reference);
    let rest = rest.chain(situation).map(String::as_str).collect();
    print(source, &portfolio, (names, rest), records, display)
}

/// Lists cover that ends soon, or has ended, in the order of the last days.
pub async fn expiring(
    source: &Source<'_>,
    days: &Days,
    display: &Display,
) -> Result<(), CommandError> {
    source.require(&[LayoutPart::Situation, LayoutPart::Until])?;
    let portfolio = source.all(&display.language()).await?;
    let (layout, today) = (source.layout, days.first());
    let mut without_day = 0;
    let mut expiring: Vec<(NaiveDate, &ContractRow)> = Vec::new();
    for row in &portfolio.rows {
        if layout.standing_of(&row.1) != Standing::Granted {
            continue;
        }
        match layout.until_of(&row.1).known() {
            Some(until) if (until - today).num_days() <= days.within.into() => {
                expiring.push((until, row));
            }
            Some(_) => {}
            None => without_day += 1,
        }
    }
    if without_day > 0 {
        output::note(&tr!(
            "granted-without-day",
            "granted without a valid day of expiry: {count}",
            count = without_day
        ));
    }
    expiring.sort_by_key(|(until, _)| *until);
    let records = expiring.into_iter().map(|(until, row)| {
        let days_left = Json::Number((until - today).num_days().to_string());
        let until = Json::String(until.to_string());
        object(
            layout,
            row,
            vec![("until", until), ("days_left", days_left)],
        )
    });
    let amounts = [&layout.granted, &layout.currency];
    let names = layout.key.iter().chain(&layout.name);
    let names = names.chain(amounts.into_iter().flatten());
    let names = names.map(String::as_str);
    let names = names.chain(["until", "days_left"]).collect();
    let rest = layout.customer.iter().chain(&layout.reference);
    let rest = rest.map(String::as_str).collect();
    print(source, &portfolio, (names, rest), records, display)
}

/// Prints records, and a note about rows with an unknown situation. The contract is the first column if there are several
/// contracts. The columns of `rest` are printed unless the table is narrow.
fn print(
    source: &Source<'_>,
    portfolio: &PortfolioRows,
    (names, rest): (Vec<&str>, Vec<&str>),
    records: impl Iterator<Item = Json>,
    display: &Display,
) -> Result<(), CommandError> {
    let unknown = portfolio.rows.iter().filter(|row| {
        let standing = source.layout.standing_of(&row.1);
        standing == Standing::Unknown && source.layout.code_of(&row.1).is_some()
    });
    let codes = unknown.filter_map(|row| source.layout.code_of(&row.1));
    let mut codes: Vec<&str> = codes.collect();
    codes.sort_unstable();
    codes.dedup();
    if !codes.is_empty() {
        let codes = codes.join(", ");
        output::note(&tr!(
            "situation-unknown",
            "rows with an unknown situation are left out: {codes}",
            codes
        ));
    }
    let contract = contract_name(source.layout);
    let contract_column = (source.contracts.len() > 1).then_some(contract);
    let names = contract_column.into_iter().chain(names);
    let has_rest = !is_narrow(display);
    let rest = rest.into_iter().chain([contract]).filter(|_| has_rest);
    let columns = columns(source.command, source.layout, names.chain(rest));
    let records: Vec<Json> = records.collect();
    output::print_records(&source.command.meanings, &columns, display, &records)?;
    portfolio.result()
}
