//! The plan for values of a body that cannot be read.

use std::collections::{HashMap, HashSet};

use super::tree::Tree;
use super::unreadable::{Requested, Unreadable};
use crate::number::is_number;
use crate::tolerated::Tolerance;

/// What is done about unreadable values, by the positions at which the values begin.
#[derive(Default)]
pub(super) struct Plan {
    /// The substitutes, each with the kind of difference that it tolerates.
    repairs: HashMap<usize, (Tree<'static>, Tolerance)>,
    /// The number of substitutes that were tried for a value.
    tried: HashMap<usize, usize>,
    /// Properties that are absent from an object, and read as empty lists.
    absent: HashMap<usize, Vec<&'static str>>,
    /// Rows that are left out, with the pointer of the unreadable value in each.
    left_out: HashMap<usize, String>,
    /// The values that were removed from an error.
    dropped: HashSet<usize>,
}

impl Plan {
    /// The substitute of the value at `at`.
    pub fn repair(&self, at: usize) -> Option<(&Tree<'static>, Tolerance)> {
        let (tree, tolerance) = self.repairs.get(&at)?;
        Some((tree, *tolerance))
    }

    /// The properties of the object at `at` that are read as empty lists.
    pub fn absent(&self, at: usize) -> &[&'static str] {
        self.absent.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The pointer of the unreadable value in the row at `at`, if that is left out.
    pub fn left_out(&self, at: usize) -> Option<&str> {
        self.left_out.get(&at).map(String::as_str)
    }

    /// Whether a list has rows, and all of them are left out.
    pub fn leaves_all_out(&self, rows: &[Tree<'_>]) -> bool {
        let mut rows = rows.iter().peekable();
        rows.peek().is_some() && rows.all(|row| self.left_out.contains_key(&row.at))
    }

    /// Whether an unreadable value is left out with its row or its object.
    pub fn is_left_out(&self, unreadable: &Unreadable) -> bool {
        let mut enclosing = unreadable.frames.iter();
        enclosing.any(|frame| self.left_out.contains_key(&frame.at))
    }

    /// Adds the next repair for an unreadable value. Returns the position before which rows need not be read again;
    /// `None` if no repair is left.
    pub fn add_repair(&mut self, unreadable: &Unreadable, is_error: bool) -> Option<usize> {
        let row = unreadable.frames.iter().rfind(|frame| frame.is_row);
        if let Some(name) = unreadable.missing {
            let absent = self.absent.entry(unreadable.at).or_default();
            if !absent.contains(&name) {
                absent.push(name);
                return Some(row.map_or(0, |row| row.at));
            }
        }
        let tried = self.tried.entry(unreadable.at).or_default();
        if let Some((raw, tolerance)) = repairs(unreadable, is_error).into_iter().nth(*tried) {
            *tried += 1;
            let substitute = Tree::substitute(raw, unreadable.at);
            self.repairs.insert(unreadable.at, (substitute, tolerance));
            return Some(row.map_or(0, |row| row.at));
        }
        if is_error {
            return self.drop_around(unreadable);
        }
        let row = row?;
        self.left_out.insert(row.at, unreadable.pointer.clone());
        Some(row.end)
    }

    /// In an error, removes the innermost value that was not removed before: the unreadable value, or one that contains it.
    fn drop_around(&mut self, unreadable: &Unreadable) -> Option<usize> {
        let mut enclosing = unreadable.frames.iter().rev();
        let frame = enclosing.find(|frame| self.dropped.insert(frame.at))?;
        if frame.is_row {
            self.left_out.insert(frame.at, unreadable.pointer.clone());
        } else {
            let null = Tree::substitute("null".to_owned(), frame.at);
            self.repairs.insert(frame.at, (null, Tolerance::LeftOut));
        }
        Some(0)
    }
}

/// The possible substitutes of a value, in the order in which they are tried.
fn repairs(unreadable: &Unreadable, is_error: bool) -> Vec<(String, Tolerance)> {
    let mut repairs = vec![];
    let null = || "null".to_owned();
    let is_member = unreadable.frames.last().is_some_and(|frame| !frame.is_row);
    let is_text = unreadable.raw.starts_with('"');
    let text = is_text.then(|| serde_json::from_str::<String>(&unreadable.raw).unwrap_or_default());
    if let Some(text) = text {
        match unreadable.requested {
            Requested::Text => {
                repairs
                    .extend(date(&text).map(|date| (format!("\"{date}\""), Tolerance::DateTime)));
            }
            Requested::Digits => {
                repairs.extend(number(&text).map(|digits| (digits.to_owned(), Tolerance::Quoted)));
            }
            Requested::Scalar | Requested::Object | Requested::Other => {}
        }
        if is_member && text.trim().is_empty() && unreadable.requested != Requested::Other {
            repairs.push((null(), Tolerance::Empty));
        } else if is_member && unreadable.requested == Requested::Text {
            repairs.push((null(), Tolerance::LeftOut));
        }
    }
    // some languages write an object without properties as an empty list
    if is_member && unreadable.requested == Requested::Object && unreadable.raw == "[]" {
        repairs.push((null(), Tolerance::Empty));
    }
    if is_error && is_member {
        repairs.push((null(), Tolerance::LeftOut));
    }
    repairs
}

/// The date of a date-time, as it is written.
fn date(text: &str) -> Option<&str> {
    let (date, time) = (text.get(..10)?, text.get(10..)?);
    let is_time = time.starts_with(['T', 't', ' '])
        && time
            .get(1..)?
            .starts_with(|first: char| first.is_ascii_digit());
    (is_time && date.parse::<chrono::NaiveDate>().is_ok()).then_some(date)
}

/// The number in a text, unless it is ambiguous: `1.000` can mean a thousand.
pub(super) fn number(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_ambiguous = text.split_once('.').is_some_and(|(whole, fraction)| {
        fraction.len() == 3 && !matches!(whole.trim_start_matches('-'), "0")
    });
    (is_number(text) && !is_ambiguous).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_a_text_has_one_meaning() {
        for text in [
            "17",
            " 17 ",
            "-0.125",
            "12.50",
            "1e3",
            "1234567890123456.1234",
        ] {
            assert_eq!(number(text), Some(text.trim()));
        }
        for text in [
            "1.000", "-40.000", "1,5", "007", "", "0x1", "1 000", "1.", "NaN",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_time_has_a_date() {
        for text in ["2026-01-15T00:00:00Z", "2026-01-15 23:59", "2026-01-15T1"] {
            assert_eq!(date(text), Some("2026-01-15"));
        }
        for text in [
            "2026-01-15",
            "2026-01-15T",
            "2026-13-15T00:00",
            "15/01/2026 00:00",
            "é",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
