//! The header of a file: what each of its columns is, and whether all that are needed are there.

use super::columns::{Names, Target};
use super::error::{HeaderProblem, HeaderProblemKind};
use super::layout::Layout;

/// The columns of a file in their order.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) columns: Vec<(String, Target)>,
}

impl Header {
    /// Reads the names.
    ///
    /// # Errors
    /// Everything that is wrong with them.
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
                    if let Some(first) = header.same(&target) {
                        let first = first.to_owned();
                        problems.push(problem(name, HeaderProblemKind::Repeated { first }));
                    }
                    header.columns.push((name.clone(), target));
                }
                Err(kind) => problems.push(problem(name, kind)),
            }
        }
        header.missing(layout, &mut problems);
        if problems.is_empty() {
            Ok(header)
        } else {
            Err(problems)
        }
    }

    fn same(&self, target: &Target) -> Option<&str> {
        let mut same = self
            .columns
            .iter()
            .filter(|(_, other)| other == target && *target != Target::Ignored);
        same.next().map(|(name, _)| name.as_str())
    }

    fn missing(&self, layout: &Layout<'_>, problems: &mut Vec<HeaderProblem>) {
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
        let wanted = layout.reference.as_ref();
        let missing = wanted.filter(|wanted| {
            let mut names = self.columns.iter().map(|(name, _)| name);
            !names.any(|name| name == *wanted)
        });
        if let Some(name) = missing {
            problems.push(problem(name, HeaderProblemKind::NoReference));
        }
    }
}

fn problem(column: &str, kind: HeaderProblemKind) -> HeaderProblem {
    HeaderProblem {
        column: column.to_owned(),
        kind,
    }
}
