//! The content of a cell, before it is converted for its column.

use serde_json::Value;

/// A value of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    /// The digits of a number of a sheet or of JSON, with a decimal point.
    Number(String),
    Bool(bool),
    /// A day, as ISO 8601.
    Date(String),
    /// A time, or a day with a time.
    Time(String),
    /// A list or an object of JSON.
    Json(Value),
    /// The error of a formula.
    Error(String),
}

impl Cell {
    /// A text without the spaces around it, or an empty cell if nothing is left.
    pub(super) fn text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            text => Self::Text(text.to_owned()),
        }
    }

    /// The text that a person sees in the cell.
    pub(super) fn shown(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text)
            | Self::Number(text)
            | Self::Date(text)
            | Self::Time(text)
            | Self::Error(text) => Some(text.clone()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Json(value) => Some(value.to_string()),
        }
    }
}

/// A row of a file.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The line on which it begins, or its row of the sheet; from 1.
    pub(super) number: u64,
    pub(super) cells: Cells,
    /// The problem with the row as a whole.
    pub(super) problem: Option<String>,
}

/// The cells of a row.
#[derive(Debug)]
pub(super) enum Cells {
    /// In the order of the header.
    Listed(Vec<Cell>),
    /// With the name of each.
    Named(Vec<(String, Cell)>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

/// The letters of the column of a sheet with this index: `A` for 0, `AA` for 26.
pub(super) fn column_letters(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(index % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        match index / 26 {
            0 => break,
            rest => index = rest - 1,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_letters() {
        for (index, text) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")] {
            assert_eq!(column_letters(index), text);
        }
    }

    #[test]
    fn spaces_around_a_text_are_not_part_of_it() {
        assert_eq!(Cell::text(" \u{a0}"), Cell::Empty);
        assert_eq!(Cell::text(" a b\u{a0}"), Cell::Text("a b".to_owned()));
    }
}
