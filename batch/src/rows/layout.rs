//! The columns that rows of an operation can have, and the values that all rows share.

use classifications_contract::{Contract, Field, FieldLocation, Values, ValuesCheck};
use serde_json::Value;

use super::error::RowsError;
use crate::settle_rules::find_operation;

/// The columns of an operation.
///
/// A column has the flattened name of its field. [`LayoutColumn::alias`] is another name for it.
#[derive(Debug)]
pub struct Layout<'c> {
    pub(super) check: ValuesCheck<'c>,
    pub(super) operation: String,
    pub(super) presets: Values,
    pub(super) columns: Vec<LayoutColumn>,
    /// The column with the customer's name for a row, if the caller has named one.
    pub(super) reference: Option<String>,
    pub(super) ignored: Vec<String>,
    /// Whether values are checked by `x-check`.
    pub(super) checks_content: bool,
    /// Whether unknown columns are ignored, and duplicate rows are allowed.
    pub(super) lenient: bool,
    pub(super) batch: BatchKey,
}

/// A column.
#[derive(Debug, Clone)]
pub struct LayoutColumn {
    /// The field of the request.
    pub field: Field,
    /// A short name.
    pub alias: Option<String>,
    /// The value of rows without a value in this column.
    pub default: Option<Value>,
    /// The value of all rows. A file then must not have the column.
    pub fixed: Option<Value>,
}

/// The key and the reference of the `x-batch` of an operation.
#[derive(Debug, Default)]
pub(crate) struct BatchKey {
    /// The fields that rows with the same request share; if it is empty, all fields.
    pub(crate) key: Vec<String>,
    /// The field with the customer's name for a row.
    pub(super) reference: Option<String>,
}

impl<'c> Layout<'c> {
    /// The columns of an operation. All rows have the values `presets`, which have no columns.
    ///
    /// # Errors
    /// [`RowsError::Layout`] when there is no such operation.
    pub fn new(
        contract: &'c Contract,
        operation: &str,
        presets: Values,
    ) -> Result<Self, RowsError> {
        let check = contract.values_check(operation).ok_or_else(|| {
            RowsError::Layout(format!("the document has no operation {operation:?}"))
        })?;
        let has_column = |field: &&Field| {
            field.location != FieldLocation::Body && !presets.contains_key(&field.name)
        };
        let columns = check.fields().iter().filter(has_column);
        let columns = columns.map(|field| LayoutColumn {
            field: field.clone(),
            alias: None,
            default: None,
            fixed: None,
        });
        Ok(Self {
            columns: columns.collect(),
            check,
            operation: operation.to_owned(),
            presets,
            reference: None,
            ignored: Vec::new(),
            checks_content: false,
            lenient: false,
            batch: BatchKey::of(contract.document(), operation),
        })
    }

    /// The columns, whose aliases and values can be set.
    pub fn columns_mut(&mut self) -> &mut [LayoutColumn] {
        &mut self.columns
    }

    /// Sets the column with the customer's name for a row.
    #[must_use]
    pub fn reference(mut self, column: Option<String>) -> Self {
        self.reference = column;
        self
    }

    /// Sets the columns of the file that are not read.
    #[must_use]
    pub fn ignore(mut self, columns: Vec<String>) -> Self {
        self.ignored = columns;
        self
    }

    /// Also checks values by the `x-check` of their fields, which adds warnings to rows.
    #[must_use]
    pub fn check_content(mut self) -> Self {
        self.checks_content = true;
        self
    }

    /// Ignores unknown columns, and allows duplicate rows, for files whose rows are not sent.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// The index of the column with this name: the field's, with or without its location, or the alias.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let of_field = |name: &str| {
            let mut columns = self.columns.iter();
            columns.position(|column| column.field.name == name)
        };
        of_field(name)
            .or_else(|| of_field(&self.check.field(name)?.name))
            .or_else(|| {
                let mut columns = self.columns.iter();
                columns.position(|column| column.alias.as_deref() == Some(name))
            })
    }
}

impl LayoutColumn {
    /// Whether each row needs a value in this column.
    pub(super) fn is_required(&self) -> bool {
        self.field.required
            && !self.field.in_optional_body
            && self.default.is_none()
            && self.fixed.is_none()
    }
}

impl BatchKey {
    pub(crate) fn of(document: &Value, operation: &str) -> Self {
        let operation = find_operation(document, operation);
        let Some(extension) = operation.and_then(|operation| operation.get("x-batch")) else {
            return Self::default();
        };
        let key = extension.get("key").and_then(Value::as_array);
        let key = key.into_iter().flatten().filter_map(Value::as_str);
        Self {
            key: key.map(str::to_owned).collect(),
            reference: extension
                .get("reference")
                .and_then(Value::as_str)
                .map(str::to_owned),
        }
    }
}
