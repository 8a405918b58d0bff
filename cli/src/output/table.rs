//! Tables that fit a width. Empty columns are left out first, then texts of several words are shortened, then columns are left
//! out from the right. Numbers, codes and dates are never shortened, since a part of one would be another value.

use super::text::{cut, one_line, width};

/// The space between two columns.
const GAP: usize = 2;

/// The minimum width of a shortened text.
const MIN_TEXT: usize = 8;

/// A column with its cells.
#[derive(Debug, Clone)]
pub struct TableColumn {
    pub title: String,
    pub cells: Vec<String>,
    /// Whether all cells are numbers, which are aligned to the right and never shortened.
    pub numeric: bool,
}

impl TableColumn {
    pub fn new(title: &str, cells: impl Iterator<Item = String>, numeric: bool) -> Self {
        Self {
            title: one_line(title),
            cells: cells.map(|cell| one_line(&cell)).collect(),
            numeric,
        }
    }

    /// The width of the column if nothing is shortened.
    fn natural(&self) -> usize {
        let cells = self.cells.iter().map(|cell| width(cell));
        cells.chain([width(&self.title)]).max().unwrap_or(0)
    }

    /// The minimum width of the column.
    fn least(&self) -> usize {
        if self.numeric || !self.cells.iter().any(|cell| cell.contains(' ')) {
            return self.natural();
        }
        self.natural().min(MIN_TEXT.max(width(&self.title)))
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// A table, and the titles of the columns that do not fit.
pub struct Table {
    pub text: String,
    pub left_out: Vec<String>,
}

/// Writes columns as a table of at most this width; without a width, nothing is shortened.
pub fn table(mut columns: Vec<TableColumn>, max_width: Option<usize>) -> Table {
    let mut left_out = Vec::new();
    let Some(max_width) = max_width else {
        let widths: Vec<usize> = columns.iter().map(TableColumn::natural).collect();
        return Table {
            text: write(&columns, &widths),
            left_out,
        };
    };
    if total(columns.iter().map(TableColumn::natural)) > max_width {
        columns.retain(|column| !column.is_empty());
    }
    while columns.len() > 1 && total(columns.iter().map(TableColumn::least)) > max_width {
        left_out.extend(columns.pop().map(|column| column.title));
    }
    left_out.reverse();
    let widths = shrunk(&columns, max_width);
    Table {
        text: write(&columns, &widths),
        left_out,
    }
}

/// Writes one row with a line for each column that is not empty.
pub fn record(columns: &[TableColumn]) -> String {
    let title_width = columns.iter().map(|column| width(&column.title)).max();
    let title_width = title_width.unwrap_or(0);
    let line = |column: &TableColumn| {
        let cell = column.cells.first().filter(|cell| !cell.is_empty())?;
        let pad = title_width.saturating_sub(width(&column.title)) + GAP;
        Some(format!("{}{:pad$}{cell}", column.title, ""))
    };
    columns
        .iter()
        .filter_map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The width of a table whose columns have these widths.
fn total(widths: impl Iterator<Item = usize>) -> usize {
    widths
        .map(|width| width + GAP)
        .sum::<usize>()
        .saturating_sub(GAP)
}

/// The width of a table that is not shortened.
pub fn natural(columns: &[TableColumn]) -> usize {
    total(columns.iter().map(TableColumn::natural))
}

/// The widths of columns in a table of at most `max_width`. The widest texts are shortened until the table fits.
fn shrunk(columns: &[TableColumn], max_width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(TableColumn::natural).collect();
    while total(widths.iter().copied()) > max_width {
        let shortenable = widths.iter_mut().zip(columns);
        let widest = shortenable
            .filter(|(width, column)| **width > column.least())
            .max_by_key(|(width, _)| **width);
        match widest {
            Some((width, _)) => *width -= 1,
            // a single value that is wider than the terminal is not shortened
            None => break,
        }
    }
    widths
}

fn write(columns: &[TableColumn], widths: &[usize]) -> String {
    let rows = columns.iter().map(|column| column.cells.len()).max();
    let mut lines = vec![line(columns, widths, |column| &column.title)];
    for row in 0..rows.unwrap_or(0) {
        lines.push(line(columns, widths, |column| {
            column.cells.get(row).map_or("", String::as_str)
        }));
    }
    lines.join("\n")
}

fn line<'c>(
    columns: &'c [TableColumn],
    widths: &[usize],
    cell: impl Fn(&'c TableColumn) -> &'c str,
) -> String {
    let mut line = String::new();
    for (index, (column, column_width)) in columns.iter().zip(widths).enumerate() {
        if index > 0 {
            line.push_str("  ");
        }
        let text = cut(cell(column), *column_width);
        let pad = " ".repeat(column_width.saturating_sub(width(&text)));
        if column.numeric {
            line.extend([pad, text]);
        } else {
            line.extend([text, pad]);
        }
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(title: &str, cells: &[&str], numeric: bool) -> TableColumn {
        let cells = cells.iter().map(|cell| (*cell).to_owned());
        TableColumn::new(title, cells, numeric)
    }

    fn columns() -> Vec<TableColumn> {
        vec![
            column("NO", &["700001", "2"], true),
            column("NONE", &["", ""], false),
            column("NAME", &["Muebles del Norte SL", "Ñ"], false),
            column("LIMIT", &["40000.00", "123456789012.00"], true),
        ]
    }

    #[test]
    fn a_table_that_fits_is_complete() {
        let shown = table(columns(), None);
        let lines = [
            "    NO  NONE  NAME                            LIMIT",
            "700001        Muebles del Norte SL         40000.00",
            "     2        Ñ                     123456789012.00",
        ];
        assert_eq!(shown.text, lines.join("\n"));
        assert!(shown.left_out.is_empty());
    }

    #[test]
    fn texts_are_shortened_and_numbers_are_not() {
        let shown = table(columns(), Some(36));
        let lines = [
            "    NO  NAME                   LIMIT",
            "700001  Muebles de…         40000.00",
            "     2  Ñ            123456789012.00",
        ];
        assert_eq!(shown.text, lines.join("\n"));
        assert!(shown.left_out.is_empty());
    }

    #[test]
    fn columns_are_left_out_before_a_number_is_cut() {
        let shown = table(columns(), Some(20));
        assert_eq!(shown.left_out, ["LIMIT"]);
        assert!(
            shown.text.lines().all(|line| width(line) <= 20),
            "{}",
            shown.text
        );
    }

    #[test]
    fn a_record_has_a_line_for_each_value() {
        let row = [
            column("NO", &["7"], true),
            column("NONE", &[""], false),
            column("NAME", &["a\nb"], false),
        ];
        assert_eq!(record(&row), "NO    7\nNAME  a\\nb");
    }
}
