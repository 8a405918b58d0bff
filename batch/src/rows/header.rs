//! The header of a file: what each of its columns is, and whether all that are needed are there.

use super::columns::{Names, Target};
use super::error::{HeaderFault, HeaderFaultKind};
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
    pub(super) fn read(layout: &Layout<'_>, names: &[String]) -> Result<Self, Vec<HeaderFault>> {
        let mut faults = Vec::new();
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
                        faults.push(fault(name, HeaderFaultKind::Repeated { first }));
                    }
                    header.columns.push((name.clone(), target));
                }
                Err(kind) => faults.push(fault(name, kind)),
            }
        }
        header.missing(layout, &mut faults);
        if faults.is_empty() {
            Ok(header)
        } else {
            Err(faults)
        }
    }

    fn same(&self, target: &Target) -> Option<&str> {
        let mut same = self
            .columns
            .iter()
            .filter(|(_, other)| other == target && *target != Target::Ignored);
        same.next().map(|(name, _)| name.as_str())
    }

    fn missing(&self, layout: &Layout<'_>, faults: &mut Vec<HeaderFault>) {
        for (index, column) in layout.columns.iter().enumerate() {
            let given = self
                .columns
                .iter()
                .any(|(_, target)| *target == Target::Column(index));
            if column.is_required() && !given {
                let alias = column.alias.clone();
                faults.push(fault(
                    &column.field.name,
                    HeaderFaultKind::Missing { alias },
                ));
            }
        }
        let wanted = layout.reference.as_ref();
        let missing = wanted.filter(|wanted| {
            let mut names = self.columns.iter().map(|(name, _)| name);
            !names.any(|name| name == *wanted)
        });
        if let Some(name) = missing {
            faults.push(fault(name, HeaderFaultKind::NoReference));
        }
    }
}

fn fault(column: &str, kind: HeaderFaultKind) -> HeaderFault {
    HeaderFault {
        column: column.to_owned(),
        kind,
    }
}
