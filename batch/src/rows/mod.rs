//! The rows of a file: read from CSV, JSON Lines or a sheet, checked by the document and against each other, and passed on
//! as [`NewRow`](crate::NewRow).
//!
//! A file is read from its beginning for each pass and never as a whole, so that a million rows take no more memory than some
//! thousands.

mod cell;
mod check;
mod columns;
mod delimited;
mod duplicates;
mod error;
mod file;
mod header;
mod layout;
mod lines;
mod number;
mod reading;
mod sheet;
mod table;
mod template;
mod text;
mod values;
mod violation;

pub use error::{HeaderProblem, HeaderProblemKind, RowsError};
pub use file::{FileFormat, FileOptions, InputFile};
pub(crate) use layout::BatchKey;
pub use layout::{Layout, LayoutColumn};
pub use reading::Row;
pub use template::{TemplateFormat, template, template_workbook};
pub use violation::{Findings, RowViolation, Severity};
