//! `diff`: compares the portfolio with the customers of an ERP system.

use classifications_portfolio::{Finding, LayoutPart, compare};
use serde_json::Value;

use super::command::Diff;
use super::source::Source;
use super::{erp, record};
use crate::api::Column;
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::language::findings;
use crate::output::{self, Json};
use crate::tr;

/// The columns after those that identify customers: their titles, and their members of a finding.
const COLUMNS: [(&str, &str); 9] = [
    ("NAME", "name"),
    ("EXPOSURE", "exposure"),
    ("GRANTED", "granted"),
    ("CURRENCY", "currency"),
    ("DETAIL", "detail"),
    ("DIFFERENCE", "difference"),
    ("UNTIL", "until"),
    ("REFERENCE", "reference"),
    ("KEYS", "keys"),
];

/// The columns of a narrow table, whose summary contains the amounts.
const NARROW: [(&str, &str); 2] = [("NAME", "name"), ("DETAIL", SUMMARY)];

/// The member of a finding that only a narrow table has.
const SUMMARY: &str = "summary";

/// Prints the differences.
pub async fn run(
    source: &Source<'_>,
    options: &Diff,
    display: &Display,
) -> Result<(), CommandError> {
    source.require(&[
        LayoutPart::Customer,
        LayoutPart::Situation,
        LayoutPart::Granted,
    ])?;
    let layout = source.layout;
    let file = erp::read(options, layout, &source.service.api.commands)?;
    if file
        .customers
        .iter()
        .all(|customer| customer.exposure.is_none())
    {
        let name = options.file.display();
        output::note(&tr!(
            "no-exposure",
            "{file} has no exposure, so that limits are not compared with it",
            file = name
        ));
    }
    let portfolio = source.all(&display.language()).await?;
    let days = (options.days.first(), options.days.within);
    let findings = compare(layout, &portfolio.rows, &file.customers, days);
    let is_narrow = record::is_narrow(display);
    let is_table = display.output == Format::Table;
    let records = findings.iter().map(|finding| object(finding, is_table));
    let records: Vec<Json> = records.collect();
    let columns = if is_narrow { &NARROW[..] } else { &COLUMNS };
    print(source, display, columns, &records)?;
    portfolio.result()?;
    file.odd.map_or(Ok(()), |error| Err(error.into()))
}

fn print(
    source: &Source<'_>,
    display: &Display,
    columns: &[(&str, &str)],
    records: &[Json],
) -> Result<(), CommandError> {
    let column = |(title, value): (&str, &str)| Column {
        title: translated(title),
        value: value.to_owned(),
    };
    let customer_names = source.layout.customer.iter().map(String::as_str);
    let customer_columns = record::columns(source.command, source.layout, customer_names);
    let columns: Vec<Column> = std::iter::once(column(("FINDING", "finding")))
        .chain(customer_columns)
        .chain(columns.iter().copied().map(column))
        .collect();
    output::print_records(&source.command.meanings, &columns, display, records)
}

/// The title of a column in the user's language.
fn translated(title: &str) -> String {
    match title {
        "FINDING" => tr!("title-finding", "FINDING"),
        "NAME" => tr!("title-name", "NAME"),
        "EXPOSURE" => tr!("title-exposure", "EXPOSURE"),
        "GRANTED" => tr!("title-granted", "GRANTED"),
        "CURRENCY" => tr!("title-currency", "CURRENCY"),
        "DETAIL" => tr!("title-detail", "DETAIL"),
        "DIFFERENCE" => tr!("title-difference", "DIFFERENCE"),
        "UNTIL" => tr!("title-until", "UNTIL"),
        "REFERENCE" => tr!("title-reference", "REFERENCE"),
        "KEYS" => tr!("title-keys", "KEYS"),
        other => other.to_owned(),
    }
}

/// A finding as an object, with the members of its customer on the top level. In a table, texts are in the user's language.
fn object(finding: &Finding, is_table: bool) -> Json {
    let mut members = Vec::new();
    let detail = findings::detail(&finding.detail);
    if is_table {
        let summary = summary(finding, &detail);
        members.push((SUMMARY.to_owned(), Json::String(summary)));
    }
    // serializing a finding cannot fail
    let value = serde_json::to_value(finding).unwrap_or_default();
    for (name, value) in value.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("customer", Value::Object(parts)) => {
                members.extend(parts.iter().map(|(name, part)| (name.clone(), json(part))));
            }
            ("detail", _) if is_table => members.push((name.clone(), Json::String(detail.clone()))),
            _ => members.push((name.clone(), json(value))),
        }
    }
    Json::Object(members)
}

/// The detail of a finding with its amounts, for a narrow table.
fn summary(finding: &Finding, detail: &str) -> String {
    let currency = finding.currency.as_deref();
    let currency = currency.map_or_else(String::new, |currency| format!(" {currency}"));
    let owed = finding
        .exposure
        .map(|owed| tr!("owed", "{amount}{currency} owed", amount = owed, currency));
    let covered = finding.granted.map(|granted| {
        tr!(
            "covered",
            "{amount}{currency} covered",
            amount = granted,
            currency
        )
    });
    let detail = Some(detail.to_owned());
    let parts: Vec<String> = detail.into_iter().chain(owed).chain(covered).collect();
    parts.join(", ")
}

fn json(value: &Value) -> Json {
    Json::parse(value.to_string().as_bytes()).unwrap_or(Json::Null)
}
