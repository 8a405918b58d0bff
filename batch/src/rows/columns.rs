//! From the names of a file to the columns of a layout.

use std::collections::HashMap;

use super::error::HeaderProblemKind;
use super::layout::Layout;

/// The column for the customer's name of a row, where no other is named.
pub(super) const REFERENCE: &str = "reference";

/// Names that differ more than this are not similar.
const SIMILAR: f64 = 0.5;

/// The meaning of a name in the header of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A column of the layout, by its index.
    Column(usize),
    /// The customer's name for a row, which is no field of the request.
    Reference,
    /// Nothing that is read.
    Ignored,
}

/// The resolved names, and their meanings.
pub(super) struct Names<'l, 'c> {
    layout: &'l Layout<'c>,
    known: HashMap<String, Result<Target, HeaderProblemKind>>,
}

impl<'l, 'c> Names<'l, 'c> {
    pub(super) fn new(layout: &'l Layout<'c>) -> Self {
        Self {
            layout,
            known: HashMap::new(),
        }
    }

    /// The meaning of a name, or the problem with it.
    pub(super) fn target(&mut self, name: &str) -> Result<Target, HeaderProblemKind> {
        /// Names of JSON differ from row to row.
        const MOST: usize = 10_000;
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let target = resolve(self.layout, name);
        if self.known.len() < MOST {
            self.known.insert(name.to_owned(), target.clone());
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

/// The name that is most like this one.
fn nearest<'l>(layout: &'l Layout<'_>, name: &str) -> Option<&'l str> {
    let wanted = plain(name);
    let names = layout.columns.iter().flat_map(|column| {
        let last = column.alias.as_deref();
        std::iter::once(column.field.name.as_str()).chain(last)
    });
    let near = names.map(|known| {
        let likeness = strsim::normalized_damerau_levenshtein(&wanted, &plain(known));
        (known, likeness)
    });
    let best = near.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (best.1 >= SIMILAR).then_some(best.0)
}

/// The letters of a name: `Unit price`, `unit_price` and `unitPrice` are alike.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
