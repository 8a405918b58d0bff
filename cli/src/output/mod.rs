//! Prints results: tables for people; JSON, JSON Lines and CSV for programs.

pub mod envelope;
pub mod json;
mod rows;
mod table;
pub mod text;

use std::io::{self, IsTerminal, Write};

pub use self::envelope::Envelope;
pub use self::json::{Json, member_name};
use self::text::wrapped;
pub use self::text::{cut, grouped, lines, one_line};

use self::rows::Rows;
use self::table::TableColumn;
use crate::api::{Column, Command, Meanings};
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::tr;

/// The width of a table if that of the terminal is unknown.
const DEFAULT_WIDTH: usize = 80;

/// Prints the body of a success.
pub fn print(command: &Command, display: &Display, body: &[u8]) -> Result<(), CommandError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return match display.output {
            Format::Table => line(&tr!("done", "done")),
            _ => Ok(()),
        };
    }
    let Ok(json) = Json::parse(body) else {
        return print_raw(body);
    };
    let Rows { rows, single } = rows::rows(&json, command.rows.as_deref());
    if display.output == Format::Json {
        return line(&json.pretty());
    }
    print_rows(command, display, &rows, single)
}

/// Prints the rows of a response; in JSON as a list.
pub fn print_rows(
    command: &Command,
    display: &Display,
    rows: &[&Json],
    single: bool,
) -> Result<(), CommandError> {
    let columns = columns(command, display, rows);
    print_columns(&command.meanings, &columns, display, (rows, single))?;
    let is_absent = |column: &&Column| rows.iter().all(|row| rows::cell(row, column).is_none());
    let absent = columns
        .iter()
        .filter(is_absent)
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

/// Prints objects of this program. The columns are the members that `--columns` names, or those with these names.
pub fn print_list(display: &Display, names: &[&str], rows: &[Json]) -> Result<(), CommandError> {
    let chosen = display.columns.iter().map(String::as_str);
    let mut columns: Vec<&str> = chosen.collect();
    if columns.is_empty() {
        columns = names.to_vec();
    }
    let columns = columns.into_iter().map(|name| Column {
        title: title(name),
        value: name.to_owned(),
    });
    let columns: Vec<Column> = columns.collect();
    let rows: Vec<&Json> = rows.iter().collect();
    print_columns(&Meanings::default(), &columns, display, (&rows, false))
}

fn nothing_found() -> String {
    tr!("nothing-found", "nothing found")
}

/// The heading of a column of [`print_list`].
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

/// Prints objects of this program that contain values of a response.
pub fn print_records(
    meanings: &Meanings,
    columns: &[Column],
    display: &Display,
    records: &[Json],
) -> Result<(), CommandError> {
    let chosen = chosen_columns(display, columns);
    let columns = if chosen.is_empty() { columns } else { &chosen };
    let records: Vec<&Json> = records.iter().collect();
    print_columns(meanings, columns, display, (&records, false))
}

/// Pads cells to the width of their columns, and returns the lines.
pub fn aligned(lines: &[Vec<String>]) -> Vec<String> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cells = (0..columns).map(|index| {
        let cells = lines
            .iter()
            .map(move |line| line.get(index).cloned().unwrap_or_default());
        TableColumn::new("", cells, false)
    });
    let text = table::table(cells.collect(), None).text;
    // the first line has the titles, which are empty
    text.lines().skip(1).map(str::to_owned).collect()
}

fn print_columns(
    meanings: &Meanings,
    columns: &[Column],
    display: &Display,
    (rows, single): (&[&Json], bool),
) -> Result<(), CommandError> {
    match display.output {
        // calls print their envelopes themselves
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

/// The received values of a command's columns in the first row of a body.
pub fn first_row(command: &Command, body: &[u8]) -> Vec<Option<String>> {
    let json = Json::parse(body).ok();
    let rows = json
        .as_ref()
        .map(|json| rows::rows(json, command.rows.as_deref()));
    let row = rows.as_ref().and_then(|rows| rows.rows.first());
    let cell = |column: &Column| Some(rows::cell(row?, column)?.text());
    command.columns.iter().map(cell).collect()
}

/// The value of a column in the form for people; `None` if it is absent or empty.
pub fn readable(command: &Command, column: &Column, row: &Json) -> Option<String> {
    let text = rows::cell(row, column)?.text();
    let readable = command.meanings.readable(&column.value, &text);
    let text = readable.unwrap_or(text);
    (!text.is_empty()).then(|| one_line(&text))
}

/// Prints a note about the result on standard error. A closed standard error is ignored, since the result is printed.
pub fn note(text: &str) {
    error(&one_line(text));
}

/// Prints a note of several lines on standard error.
pub fn notes(text: &str) {
    error(&lines(text));
}

/// Prints an escaped text for people on standard error.
pub fn error(text: &str) {
    let text = fitted_to(terminal_size::terminal_size_of(io::stderr()), text);
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints a text for people on standard output, with lines that fit the terminal.
pub fn text(text: &str) -> Result<(), CommandError> {
    line(&fitted(text))
}

/// A text with lines that fit the terminal of standard output.
pub fn fitted(text: &str) -> String {
    fitted_to(terminal_size::terminal_size_of(io::stdout()), text)
}

/// A text with lines that fit the terminal, and are no wider than the help of clap.
pub fn fitted_help(text: &str) -> String {
    /// The maximum width of help, and the width without a terminal.
    const MAX_WIDTH: u16 = 100;
    let size = terminal_size::terminal_size_of(io::stdout());
    let width = size.map_or(MAX_WIDTH, |(width, _)| width.0.min(MAX_WIDTH));
    wrapped(text, width.into())
}

fn fitted_to(size: Option<(terminal_size::Width, terminal_size::Height)>, text: &str) -> String {
    /// Lines are not wrapped for a narrower terminal, which would break words in any case.
    const MIN_WIDTH: u16 = 40;
    match size {
        Some((width, _)) if width.0 >= MIN_WIDTH => wrapped(text, width.0.into()),
        _ => text.to_owned(),
    }
}

/// The rows of a body that is a list; `None` for a single row.
pub fn rows_of<'j>(body: &'j Json, pointer: Option<&str>) -> Option<Vec<&'j Json>> {
    let Rows { rows, single } = rows::rows(body, pointer);
    (!single).then_some(rows)
}

/// Prints a body that is not JSON: unchanged for a file or another program, escaped for a terminal.
fn print_raw(body: &[u8]) -> Result<(), CommandError> {
    if io::stdout().is_terminal() {
        return line(lines(&String::from_utf8_lossy(body)).trim_end());
    }
    let mut out = io::stdout().lock();
    out.write_all(body)?;
    Ok(out.flush()?)
}

/// Rows as a table of at most this width, and the titles of the columns that do not fit. A single object that is wider has a
/// line for each value instead.
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
    if single && width.is_some_and(|max_width| table::natural(&shown) > max_width) {
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
    // the demo indents the table by five columns
    table(
        &command.meanings,
        &columns,
        &rows,
        single,
        Some(DEFAULT_WIDTH - 5),
    )
    .0
}

/// The columns to print: the chosen ones, or those of the document, or all scalars.
fn columns(command: &Command, display: &Display, rows: &[&Json]) -> Vec<Column> {
    let chosen = chosen_columns(display, &command.columns);
    if !chosen.is_empty() {
        return chosen;
    }
    let documented: Vec<Column> = command
        .columns
        .iter()
        .filter(|column| {
            rows.is_empty() || rows.iter().any(|row| rows::cell(row, column).is_some())
        })
        .cloned()
        .collect();
    if documented.is_empty() {
        return rows::scalars(rows);
    }
    documented
}

/// The columns of `--columns`, with the titles of the known ones.
fn chosen_columns(display: &Display, known: &[Column]) -> Vec<Column> {
    let column = |name: &String| {
        let column = known.iter().find(|column| column.value == *name);
        column.cloned().unwrap_or_else(|| Column {
            title: name.clone(),
            value: name.clone(),
        })
    };
    display.columns.iter().map(column).collect()
}

fn csv(columns: &[Column], rows: &[&Json]) -> Result<(), CommandError> {
    let is_terminal = io::stdout().is_terminal();
    let field = |text: &str| {
        let text = if is_terminal {
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

/// The width of the terminal of standard output.
fn terminal_width() -> usize {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0))
}

/// Prints a text and a line end on standard output. A closed pipe is an error, not a panic.
pub fn line(text: &str) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}
