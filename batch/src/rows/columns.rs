//! Resolves the names of columns in a file to the columns of a layout.

use std::collections::HashMap;

use super::error::HeaderProblemKind;
use super::layout::Layout;

/// The column with the customer's name for a row, unless the layout names another.
pub(super) const REFERENCE: &str = "reference";

/// The smallest similarity of a name that is proposed instead of an unknown one.
const LEAST_SIMILARITY: f64 = 0.5;

/// The meaning of a name in the header of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A column of the layout, by its index.
    Column(usize),
    /// The customer's name for a row, which is no field of the request.
    Reference,
    /// A column that is not read.
    Ignored,
}

/// Resolves names, and keeps the results.
pub(super) struct Names<'l, 'c> {
    layout: &'l Layout<'c>,
    results: HashMap<String, Result<Target, HeaderProblemKind>>,
}

impl<'l, 'c> Names<'l, 'c> {
    pub(super) fn new(layout: &'l Layout<'c>) -> Self {
        Self {
            layout,
            results: HashMap::new(),
        }
    }

    /// The meaning of a name, or the problem with it.
    pub(super) fn target(&mut self, name: &str) -> Result<Target, HeaderProblemKind> {
        /// The largest number of results, as the names in JSON can differ from row to row.
        const MAX_RESULTS: usize = 10_000;
        if let Some(result) = self.results.get(name) {
            return result.clone();
        }
        let target = resolve(self.layout, name);
        if self.results.len() < MAX_RESULTS {
            self.results.insert(name.to_owned(), target.clone());
        }
        target
    }
}

fn resolve(layout: &Layout<'_>, name: &str) -> Result<Target, HeaderProblemKind> {
    let is_known = layout.column(name).is_some();
    if layout.lenient && !is_known {
        return Ok(Target::Ignored);
    }
    if layout.ignored.iter().any(|ignored| ignored == name) {
        return Ok(Target::Ignored);
    }
    if let Some(index) = layout.column(name) {
        let fixed = layout
            .columns
            .get(index)
            .and_then(|column| column.fixed.as_ref());
        return match fixed {
            Some(value) => Err(HeaderProblemKind::Fixed {
                value: value.to_string(),
            }),
            None => Ok(Target::Column(index)),
        };
    }
    if layout.reference.as_deref().unwrap_or(REFERENCE) == name {
        return Ok(Target::Reference);
    }
    if let Some(value) = layout.presets.get(name) {
        return Err(HeaderProblemKind::Preset {
            value: value.to_string(),
        });
    }
    let nearest = nearest(layout, name).map(str::to_owned);
    Err(HeaderProblemKind::Unknown { nearest })
}

/// The name of a column that is most similar to this one.
fn nearest<'l>(layout: &'l Layout<'_>, name: &str) -> Option<&'l str> {
    let unknown = plain(name);
    let names = layout.columns.iter().flat_map(|column| {
        let alias = column.alias.as_deref();
        std::iter::once(column.field.name.as_str()).chain(alias)
    });
    let similarities = names.map(|candidate| {
        let similarity = strsim::normalized_damerau_levenshtein(&unknown, &plain(candidate));
        (candidate, similarity)
    });
    let (nearest, similarity) = similarities.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (similarity >= LEAST_SIMILARITY).then_some(nearest)
}

/// The letters and digits of a name, in lower case: those of `Unit price`, `unit_price` and `unitPrice` are equal.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
