//! How results are printed: a table for people, the API's own JSON for programs.

use std::io::{self, Write};

use classifications_api::types::Classification;
use serde::Serialize;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Style};

use crate::arguments::Output;
use crate::failure::Failure;

const COLUMNS: [&str; 9] = [
    "number",
    "debtor",
    "name",
    "requested",
    "granted",
    "currency",
    "status",
    "active",
    "reference",
];

/// The columns that hold numbers, and line up on the right.
const NUMERIC: [usize; 3] = [0, 3, 4];

/// Prints classifications as `output` says; `answer` is what the API sent them in.
pub fn print<T: Serialize>(
    output: Output,
    answer: &T,
    classifications: &[Classification],
) -> Result<(), Failure> {
    let text = match output {
        Output::Json => serde_json::to_string_pretty(answer).map_err(io::Error::from)?,
        Output::Table if classifications.is_empty() => "no classification found".to_owned(),
        Output::Table => table(classifications),
    };
    line(&text)
}

/// Prints a text and ends the line. A reader that has gone away is an error, not a panic.
pub fn line(text: &str) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{text}").map_err(Failure::from)
}

/// Classifications as a table, one a line.
pub fn table(classifications: &[Classification]) -> String {
    let mut builder = Builder::default();
    builder.push_record(COLUMNS);
    for classification in classifications {
        builder.push_record(row(classification));
    }
    let mut table = builder.build();
    table.with(Style::blank());
    for column in NUMERIC {
        table.modify(Columns::one(column), Alignment::right());
    }
    table.to_string()
}

fn row(classification: &Classification) -> [String; COLUMNS.len()] {
    let c = classification;
    [
        c.request_no.to_string(),
        format!("{} {}", *c.debtor.country, *c.debtor.tax_id),
        c.debtor.name.clone().unwrap_or_default(),
        c.requested_limit.to_string(),
        c.granted_limit
            .map(|limit| limit.to_string())
            .unwrap_or_default(),
        c.currency.clone().into(),
        status(c),
        if c.active { "yes" } else { "no" }.to_owned(),
        c.customer_reference.clone().unwrap_or_default(),
    ]
}

/// The status as people read it: the server's own words, with the code.
pub fn status(classification: &Classification) -> String {
    format!(
        "{} ({})",
        classification.status_description, classification.status_code
    )
}
