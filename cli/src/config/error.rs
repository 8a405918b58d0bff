//! Errors of the configuration, with their location.

use std::io;
use std::path::{Path, PathBuf};

use crate::tr;

/// The error of an invalid configuration.
#[derive(Debug, thiserror::Error)]
#[error("{}{text}", prefix(.location.as_ref()))]
pub struct ConfigError {
    /// The file, and the number of the line if the error is in one line.
    location: Option<(PathBuf, Option<usize>)>,
    text: String,
    source: Option<io::Error>,
}

/// The start of the message, which names the location.
fn prefix(location: Option<&(PathBuf, Option<usize>)>) -> String {
    match location {
        Some((file, Some(line))) => {
            tr!(
                "at-line",
                "{file}, line {line}",
                file = file.display(),
                line
            ) + ": "
        }
        Some((file, None)) => format!("{}: ", file.display()),
        None => String::new(),
    }
}

impl ConfigError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            location: None,
            text: text.into(),
            source: None,
        }
    }

    pub(super) fn at(file: &Path, line: Option<usize>, text: impl Into<String>) -> Self {
        Self {
            location: Some((file.to_owned(), line)),
            ..Self::new(text)
        }
    }

    pub(super) fn io(file: &Path, text: impl Into<String>, source: io::Error) -> Self {
        Self {
            source: Some(source),
            ..Self::at(file, None, text)
        }
    }
}

/// The known name that is most similar to the given one, and their similarity from 0 to 1.
pub(super) fn nearest<'k>(
    given: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<(&'k str, f64)> {
    let similarity = |name: &'k str| {
        let (given, lower) = (given.to_lowercase(), name.to_lowercase());
        (name, strsim::normalized_damerau_levenshtein(&given, &lower))
    };
    let similarities = known.into_iter().map(similarity);
    similarities.max_by(|one, other| one.1.total_cmp(&other.1))
}

/// `; did you mean ..?`, or an empty text if the nearest name is not similar enough.
pub(super) fn question(nearest: Option<(&str, f64)>) -> String {
    match nearest {
        Some((known, similarity)) if similarity > 0.5 => {
            tr!("did-you-mean", "; did you mean `{known}`?", known)
        }
        _ => String::new(),
    }
}

/// `; did you mean ..?`, or an empty text if no known name is similar to the given one.
pub(super) fn suggestion<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    question(nearest(given, known))
}
