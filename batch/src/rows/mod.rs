//! Reads the rows of a file of CSV, JSON Lines or XLSX, checks them against the document, and compares them with each other.
//!
//! A file is never in memory as a whole. Each pass reads it from its beginning.

mod cell;
mod check;
mod columns;
mod delimited;
mod duplicates;
mod error;
mod file;
mod findings;
mod header;
mod input;
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
pub use findings::Findings;
pub use input::{FileFormat, FileOptions, InputFile};
pub(crate) use layout::BatchKey;
pub use layout::{Layout, LayoutColumn};
pub use reading::Row;
pub use template::{TemplateFormat, template, template_workbook};
pub use violation::{RowViolation, Severity};
