//! The header of a file: the column that each name stands for, and the check that all required columns are present.

use super::columns::{Names, Target};
use super::error::{HeaderProblem, HeaderProblemKind};
use super::layout::Layout;

/// The columns of a file in their order.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) columns: Vec<(String, Target)>,
}

impl Header {
    /// Resolves the names of a header.
    ///
    /// # Errors
    /// All problems with the names.
    pub(super) fn read(layout: &Layout<'_>, names: &[String]) -> Result<Self, Vec<HeaderProblem>> {
        let mut problems = Vec::new();
        let mut header = Self::default();
        let mut resolved = Names::new(layout);
        for name in names {
            let target = if name.is_empty() {
                Ok(Target::Ignored)
            } else {
                resolved.target(name)
            };
            match target {
                Ok(target) => {
                    if let Some(first) = header.name_of(&target) {
                        let first = first.to_owned();
                        problems.push(problem(name, HeaderProblemKind::Repeated { first }));
                    }
                    header.columns.push((name.clone(), target));
                }
                Err(kind) => problems.push(problem(name, kind)),
            }
        }
        header.add_missing(layout, &mut problems);
        if problems.is_empty() {
            Ok(header)
        } else {
            Err(problems)
        }
    }

    /// The name that stands for this target in the part of the header that was read so far.
    fn name_of(&self, target: &Target) -> Option<&str> {
        let mut columns = self.columns.iter();
        let found = columns.find(|(_, other)| other == target && *target != Target::Ignored);
        found.map(|(name, _)| name.as_str())
    }

    /// Adds the problems of required columns that the file lacks.
    fn add_missing(&self, layout: &Layout<'_>, problems: &mut Vec<HeaderProblem>) {
        for (index, column) in layout.columns.iter().enumerate() {
            let given = self
                .columns
                .iter()
                .any(|(_, target)| *target == Target::Column(index));
            if column.is_required() && !given {
                let alias = column.alias.clone();
                problems.push(problem(
                    &column.field.name,
                    HeaderProblemKind::Missing { alias },
                ));
            }
        }
        if let Some(reference) = &layout.reference
            && !self.columns.iter().any(|(name, _)| name == reference)
        {
            problems.push(problem(reference, HeaderProblemKind::NoReference));
        }
    }
}

fn problem(column: &str, kind: HeaderProblemKind) -> HeaderProblem {
    HeaderProblem {
        column: column.to_owned(),
        kind,
    }
}
