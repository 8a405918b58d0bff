//! Translates violations of rows, and errors of files, journals and exports. The rule or the kind selects the text.

use classifications_batch::JournalError;
use classifications_batch::rows::{HeaderProblemKind, RowViolation, RowsError};
use classifications_portfolio::export::ExportError;

use super::{content, is_spanish};
use crate::tr;

/// The text of a violation of a row, and the remedy.
pub fn of_violation(violation: &RowViolation) -> (String, String) {
    if let Some(problem) = &violation.content {
        return (content::problem(problem), content::remedy(problem));
    }
    let spanish = if is_spanish() {
        of_rule(violation)
    } else {
        None
    };
    spanish.unwrap_or_else(|| (violation.text.clone(), violation.remedy.clone()))
}

/// The text of a problem with a column, with the remedy.
fn of_column(problem: &HeaderProblemKind) -> String {
    match problem {
        HeaderProblemKind::Unknown {
            nearest: Some(known),
        } => tr!(
            "column-meant",
            "is not a column of this command; did you mean \"{known}\"?",
            known
        ),
        HeaderProblemKind::Unknown { nearest: None } => tr!(
            "column-unknown",
            "is not a column of this command; delete it, or name it as one to be ignored (--ignore)"
        ),
        HeaderProblemKind::Repeated { first } => tr!(
            "column-same",
            "is the same column as \"{first}\"; delete one of them",
            first
        ),
        HeaderProblemKind::Fixed { value } => tr!(
            "column-fixed",
            "is given as {value} for all rows; delete the column, or do not give one value for all",
            value
        ),
        HeaderProblemKind::Preset { value } => tr!(
            "column-preset",
            "is always {value} in this command; delete the column",
            value
        ),
        HeaderProblemKind::Missing { alias: Some(known) } => tr!(
            "column-missing-or",
            "is required and there is no such column; add it or \"{known}\", or give one value for all rows",
            known
        ),
        HeaderProblemKind::Missing { alias: None } => tr!(
            "column-missing",
            "is required and there is no such column; add it, or give one value for all rows"
        ),
        HeaderProblemKind::NoReference => tr!(
            "column-no-reference",
            "is named as the reference and there is no such column"
        ),
        other => other.to_string(),
    }
}

/// The first number of a text: a limit, or the number of another row.
fn number(text: &str) -> &str {
    let mut numbers = text.split(|it: char| !it.is_ascii_digit());
    numbers
        .find(|number| !number.is_empty())
        .unwrap_or_default()
}

/// The description of a row of the portfolio at the end of a text.
fn portfolio_row(text: &str) -> &str {
    text.split_once(": ").map_or("", |(_, row)| row)
}

#[expect(clippy::too_many_lines, reason = "a text for each kind")]
fn of_rule(violation: &RowViolation) -> Option<(String, String)> {
    let (text, limit) = (&violation.text, number(&violation.text));
    let correct = || tr!("row-correct", "correct the value");
    let delete_one = || tr!("row-delete", "delete one of them");
    Some(match violation.rule.as_str() {
        "required" | "parameter_missing" => (
            tr!("row-missing", "is missing"),
            tr!("row-fill", "fill it in"),
        ),
        "max_length" => (
            tr!("rule-max-length", "has more characters than {limit}", limit),
            tr!("row-shorten", "shorten the value"),
        ),
        "min_length" => (
            tr!(
                "rule-min-length",
                "has fewer characters than {limit}",
                limit
            ),
            correct(),
        ),
        "format" if text.contains("amount") => (
            tr!("row-amount", "is not an amount"),
            tr!(
                "row-write-amount",
                "write digits, such as 100000,00 or 100000.00"
            ),
        ),
        "format" if text.contains("date") => (
            tr!("row-date", "is not a date"),
            tr!("row-write-date", "write it as 2026-01-15"),
        ),
        "format" if text.contains("integer") => (
            tr!("row-number", "is not a whole number"),
            tr!("row-write-number", "write digits without separators"),
        ),
        "ambiguous_number" => (
            tr!("row-ambiguous", "can be read as two numbers"),
            tr!(
                "row-write-decimals",
                "write two decimals, or read the file with a decimal comma (--decimal-comma)"
            ),
        ),
        "decimal_comma" => (
            tr!("row-decimal-comma", "is not a number with a decimal comma"),
            tr!(
                "row-without-comma",
                "write digits such as 40000,00, or read the file without a decimal comma"
            ),
        ),
        "pattern" => (
            tr!("row-pattern", "does not match the pattern of the document"),
            correct(),
        ),
        "enum" => (
            tr!("row-enum", "is not one of the values of the document"),
            correct(),
        ),
        "repeated" => (
            tr!(
                "row-repeated",
                "is the same request as a row of an earlier batch"
            ),
            tr!(
                "row-allow-repeated",
                "delete it, or allow rows that are repeated (--allow-repeated)"
            ),
        ),
        "duplicate" => (
            tr!(
                "row-duplicate",
                "is the same request as row {row}",
                row = limit
            ),
            delete_one(),
        ),
        "similar" => (
            tr!(
                "row-similar",
                "is the same request as row {row}, with the tax number in another form",
                row = limit
            ),
            delete_one(),
        ),
        "duplicate_reference" => (
            tr!(
                "row-reference-of",
                "has the reference of row {row}",
                row = limit
            ),
            tr!("row-own-reference", "give each row a reference of its own"),
        ),
        "reference" => (
            tr!("row-no-reference", "is the reference, and is empty"),
            tr!("row-fill", "fill it in"),
        ),
        "duplicate_column" => (
            tr!("row-twice", "is given twice, by two names of one column"),
            delete_one(),
        ),
        "ended_in_portfolio" => (
            tr!(
                "row-ended",
                "repeats a request that has ended in the portfolio: {row}",
                row = portfolio_row(text)
            ),
            tr!(
                "row-ended-delete",
                "delete it, if nothing has changed since then"
            ),
        ),
        "in_portfolio" => (
            tr!(
                "row-in-portfolio",
                "repeats a request that the portfolio has: {row}",
                row = portfolio_row(text)
            ),
            tr!("row-delete-it", "delete it"),
        ),
        "known_debtor" => (
            tr!(
                "row-known",
                "repeats a request that the portfolio has with other values: {row}",
                row = portfolio_row(text)
            ),
            tr!(
                "row-known-delete",
                "delete it, unless it is to replace that row"
            ),
        ),
        "known_value" => (
            tr!(
                "row-same-value",
                "has a value of another row of the portfolio: {row}",
                row = portfolio_row(text)
            ),
            tr!("row-compare-both", "compare both"),
        ),
        "json" => (
            tr!("row-not-json", "is not JSON"),
            tr!("row-write-json", "write the value as JSON"),
        ),
        _ => return None,
    })
}

/// The text of an error of a journal.
pub fn of_journal(error: &JournalError) -> String {
    if !is_spanish() {
        return error.to_string();
    }
    match error {
        JournalError::File { path, .. } => {
            tr!(
                "journal-file",
                "the journal {file} cannot be used",
                file = path
            )
        }
        JournalError::Running(journal) => tr!(
            "journal-running",
            "another process is running batches of the journal {journal}; wait for its end, or stop it",
            journal
        ),
        JournalError::Database(_) => {
            tr!("journal-database", "the journal cannot be read or written")
        }
        JournalError::NoBatch(batch) => tr!(
            "journal-no-batch",
            "the journal has no batch \"{batch}\"",
            batch
        ),
        other => other.to_string(),
    }
}

/// The text of an error of a file of rows. Its reason can be in English.
pub fn of_error(error: &RowsError) -> String {
    if !is_spanish() {
        return error.to_string();
    }
    match error {
        RowsError::Read { path, .. } => {
            tr!("file-unread", "cannot read {file}", file = path.display())
        }
        RowsError::Format { path, reason } => tr!(
            "file-form",
            "cannot use {file}: {reason}",
            file = path.display(),
            reason
        ),
        RowsError::Row { path, row, reason } => tr!(
            "file-beyond",
            "cannot read {file} beyond row {row}: {reason}",
            file = path.display(),
            row,
            reason
        ),
        RowsError::Header { path, problems } => {
            let start = tr!(
                "file-columns",
                "the columns of {file} do not fit:",
                file = path.display()
            );
            let lines = problems.iter().map(|problem| {
                let text = of_column(&problem.kind);
                format!("\n  {:?} {text}", problem.column)
            });
            start + lines.collect::<String>().as_str()
        }
        RowsError::Temporary(_) => tr!(
            "file-temporary",
            "a temporary file cannot be used; free space in the folder for temporary files, or name another one by TMPDIR"
        ),
        other => other.to_string(),
    }
}

/// The text of an error of an export.
pub fn of_export(error: &ExportError) -> String {
    match error {
        ExportError::Exists(path) => tr!(
            "file-exists",
            "{file} exists; give another name, or --force to replace it",
            file = path.display()
        ),
        ExportError::Write { path, .. } => {
            tr!("cannot-write", "cannot write {file}", file = path.display())
        }
        other => other.to_string(),
    }
}
