//! How results are printed: tables for people; JSON, JSON Lines and CSV for programs.

pub mod envelope;
mod json;
mod rows;
mod table;
mod text;

use std::io::{self, IsTerminal, Write};

pub use self::envelope::Envelope;
pub use self::json::Json;
use self::text::wrapped;
pub use self::text::{cut, lines, one_line};

use self::rows::Rows;
use self::table::TableColumn;
use crate::api::{Column, Command, Meanings};
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::tr;

/// The width of a table where that of the terminal is not known.
const USUAL_WIDTH: usize = 80;

/// Prints the body of a success.
pub fn print(command: &Command, display: &Display, body: &[u8]) -> Result<(), CommandError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return match display.output {
            Format::Table => line(&tr!("done", "done")),
            _ => Ok(()),
        };
    }
    let Ok(json) = Json::parse(body) else {
        return other(body);
    };
    let Rows { rows, single } = rows::rows(&json, command.rows.as_deref());
    if display.output == Format::Json {
        return line(&json.pretty());
    }
    print_rows(command, display, &rows, single)
}

/// Prints rows; in JSON as a list.
pub fn print_rows(
    command: &Command,
    display: &Display,
    rows: &[&Json],
    single: bool,
) -> Result<(), CommandError> {
    let columns = columns(command, display, rows);
    print_columns(&command.meanings, &columns, display, (rows, single))?;
    let absent = |column: &&Column| rows.iter().all(|row| rows::cell(row, column).is_none());
    let absent = columns
        .iter()
        .filter(absent)
        .map(|column| column.value.as_str());
    let absent: Vec<&str> = absent.collect();
    if !(rows.is_empty() || display.columns.is_empty() || absent.is_empty()) {
        note(&tr!(
            "no-row-has",
            "no row has {columns}",
            columns = absent.join(", ")
        ));
    }
    Ok(())
}

/// Prints rows that are not of a response, by the names of their members.
pub fn print_list(display: &Display, names: &[&str], rows: &[Json]) -> Result<(), CommandError> {
    let all = || names.iter().map(|name| (*name).to_owned()).collect();
    let asked = Some(display.columns.clone()).filter(|asked| !asked.is_empty());
    let columns = asked.unwrap_or_else(all).into_iter().map(|name| Column {
        title: title(&name),
        value: name,
    });
    let columns: Vec<Column> = columns.collect();
    let rows: Vec<&Json> = rows.iter().collect();
    print_columns(&Meanings::default(), &columns, display, (&rows, false))
}

fn nothing_found() -> String {
    tr!("nothing-found", "nothing found")
}

/// The heading of a column of our own, by the name of its member.
fn title(name: &str) -> String {
    match name {
        "batch" => tr!("title-batch", "BATCH"),
        "operation" => tr!("title-operation", "OPERATION"),
        "total" => tr!("title-total", "TOTAL"),
        "done" => tr!("title-done", "DONE"),
        "rejected" => tr!("title-rejected", "REJECTED"),
        "needs_person" => tr!("title-needs-person", "NEEDS PERSON"),
        "open" => tr!("title-open", "OPEN"),
        "made" => tr!("title-made", "MADE"),
        "by" => tr!("title-by", "BY"),
        "source" => tr!("title-source", "SOURCE"),
        "profile" => tr!("title-profile", "PROFILE"),
        "default" => tr!("title-default", "DEFAULT"),
        "environment" => tr!("title-environment", "ENVIRONMENT"),
        "credentials" => tr!("title-credentials", "CREDENTIALS"),
        "setting" => tr!("title-setting", "SETTING"),
        "value" => tr!("title-value", "VALUE"),
        "origin" => tr!("title-origin", "ORIGIN"),
        name => name.to_uppercase().replace('_', " "),
    }
}

/// Prints objects of our own with values of a response, by columns with titles. A column can be asked for by its name.
pub fn print_records(
    meanings: &Meanings,
    columns: &[Column],
    display: &Display,
    records: &[Json],
) -> Result<(), CommandError> {
    let asked = display.columns.iter().map(|name| {
        let known = columns.iter().find(|column| column.value == *name);
        known.cloned().unwrap_or_else(|| Column {
            title: name.clone(),
            value: name.clone(),
        })
    });
    let asked: Vec<Column> = asked.collect();
    let columns = if asked.is_empty() { columns } else { &asked };
    let records: Vec<&Json> = records.iter().collect();
    print_columns(meanings, columns, display, (&records, false))
}

/// Lines of cells, each as wide as the widest of its column.
pub fn aligned(lines: &[Vec<String>]) -> Vec<String> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cells = (0..columns).map(|index| {
        let cells = lines
            .iter()
            .map(move |line| line.get(index).cloned().unwrap_or_default());
        TableColumn::new("", cells, false)
    });
    let text = table::table(cells.collect(), None).text;
    // the first line has the titles, of which there are none
    text.lines().skip(1).map(str::to_owned).collect()
}

fn print_columns(
    meanings: &Meanings,
    columns: &[Column],
    display: &Display,
    (rows, single): (&[&Json], bool),
) -> Result<(), CommandError> {
    match display.output {
        // envelopes are for calls, and print by themselves
        Format::Json | Format::Envelope => {
            let rows = rows.iter().copied().cloned();
            line(&Json::Array(rows.collect()).pretty())
        }
        Format::Jsonl => rows.iter().try_for_each(|row| line(&row.to_string())),
        Format::Csv => csv(columns, rows),
        Format::Table if rows.is_empty() => line(&nothing_found()),
        Format::Table => {
            let width = (!display.wide).then(terminal_width);
            let (text, left_out) = table(meanings, columns, rows, single, width);
            line(&text)?;
            if !left_out.is_empty() {
                let names = left_out.join(", ");
                note(&tr!(
                    "not-shown",
                    "not shown: {names} (--wide shows all columns)",
                    names
                ));
            }
            Ok(())
        }
    }
}

/// The values of the columns of a command in the first row of a body, as they were received.
pub fn first_row(command: &Command, body: &[u8]) -> Vec<Option<String>> {
    let json = Json::parse(body).ok();
    let rows = json
        .as_ref()
        .map(|json| rows::rows(json, command.rows.as_deref()));
    let row = rows.as_ref().and_then(|found| found.rows.first());
    let cell = |column: &Column| Some(rows::cell(row?, column)?.text());
    command.columns.iter().map(cell).collect()
}

/// The value of a column in a row, for people; `None` if it is absent or empty.
pub fn readable(command: &Command, column: &Column, row: &Json) -> Option<String> {
    let text = rows::cell(row, column)?.text();
    let readable = command.meanings.readable(&column.value, &text);
    let text = readable.unwrap_or(text);
    (!text.is_empty()).then(|| one_line(&text))
}

/// Says something about the result, beside it. The result is printed: a closed standard error changes
/// nothing.
pub fn note(text: &str) {
    error(&one_line(text));
}

/// The same on several lines.
pub fn notes(text: &str) {
    error(&lines(text));
}

/// Prints a text for people, which is safe, on standard error.
pub fn error(text: &str) {
    let text = fitted_to(terminal_size::terminal_size_of(io::stderr()), text);
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints a text for people on standard output.
pub fn text(text: &str) -> Result<(), CommandError> {
    line(&fitted(text))
}

/// A text with lines that fit the terminal that standard output is.
pub fn fitted(text: &str) -> String {
    fitted_to(terminal_size::terminal_size_of(io::stdout()), text)
}

/// The same for help, which is no wider than that of clap.
pub fn fitted_help(text: &str) -> String {
    /// The width of help where there is no terminal, and the largest one.
    const WIDEST: u16 = 100;
    let size = terminal_size::terminal_size_of(io::stdout());
    let width = size.map_or(WIDEST, |(width, _)| width.0.min(WIDEST));
    wrapped(text, width.into())
}

fn fitted_to(size: Option<(terminal_size::Width, terminal_size::Height)>, text: &str) -> String {
    /// On a narrower terminal, words are cut all the same.
    const NARROW: u16 = 40;
    match size {
        Some((width, _)) if width.0 >= NARROW => wrapped(text, width.0.into()),
        _ => text.to_owned(),
    }
}

/// The rows of a body that is a list; `None` for a single row.
pub fn rows_of<'j>(body: &'j Json, pointer: Option<&str>) -> Option<Vec<&'j Json>> {
    let Rows { rows, single } = rows::rows(body, pointer);
    (!single).then_some(rows)
}

/// Prints what is not JSON: as it came for a file or another program, as text for a terminal.
fn other(body: &[u8]) -> Result<(), CommandError> {
    if io::stdout().is_terminal() {
        return line(lines(&String::from_utf8_lossy(body)).trim_end());
    }
    let mut out = io::stdout().lock();
    out.write_all(body)?;
    Ok(out.flush()?)
}

/// Rows as a table of at most this width, and the titles of the columns that did not fit. A single
/// object that is wider has a line for each value instead.
pub fn table(
    meanings: &Meanings,
    columns: &[Column],
    rows: &[&Json],
    single: bool,
    width: Option<usize>,
) -> (String, Vec<String>) {
    let shown: Vec<TableColumn> = columns
        .iter()
        .map(|c| rows::shown(meanings, c, rows))
        .collect();
    if single && width.is_some_and(|most| table::natural(&shown) > most) {
        return (table::record(&shown), Vec::new());
    }
    let table = table::table(shown, width);
    (table.text, table.left_out)
}

/// The rows of a body as a table, for the demo.
pub fn preview(command: &Command, body: &Json, columns: &[String]) -> String {
    let Rows { rows, single } = rows::rows(body, command.rows.as_deref());
    let display = Display {
        columns: columns.to_vec(),
        ..Display::default()
    };
    if rows.is_empty() {
        return nothing_found();
    }
    let columns = self::columns(command, &display, &rows);
    // five columns of the width are the indent of the demo
    table(
        &command.meanings,
        &columns,
        &rows,
        single,
        Some(USUAL_WIDTH - 5),
    )
    .0
}

/// The columns: those that are asked for, or those of the document, or all scalars.
fn columns(command: &Command, display: &Display, rows: &[&Json]) -> Vec<Column> {
    let titled = |name: &String| {
        let known = command.columns.iter().find(|column| column.value == *name);
        known.cloned().unwrap_or_else(|| Column {
            title: name.clone(),
            value: name.clone(),
        })
    };
    let asked: Vec<Column> = display.columns.iter().map(titled).collect();
    if !asked.is_empty() {
        return asked;
    }
    let known: Vec<Column> = command
        .columns
        .iter()
        .filter(|column| {
            rows.is_empty() || rows.iter().any(|row| rows::cell(row, column).is_some())
        })
        .cloned()
        .collect();
    if known.is_empty() {
        return rows::scalars(rows);
    }
    known
}

fn csv(columns: &[Column], rows: &[&Json]) -> Result<(), CommandError> {
    let terminal = io::stdout().is_terminal();
    let field = |text: &str| {
        let text = if terminal {
            lines(text)
        } else {
            text.to_owned()
        };
        if text.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    let header: Vec<String> = columns.iter().map(|column| field(&column.value)).collect();
    line(&header.join(","))?;
    rows.iter().try_for_each(|row| {
        let cells = columns.iter().map(|column| {
            let cell = rows::cell(row, column);
            cell.map_or_else(String::new, |value| field(&value.text()))
        });
        line(&cells.collect::<Vec<_>>().join(","))
    })
}

/// The width of the terminal that standard output is.
fn terminal_width() -> usize {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0))
}

/// Prints a text and ends the line. A reader that has gone away is an error, not a panic.
pub fn line(text: &str) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}
