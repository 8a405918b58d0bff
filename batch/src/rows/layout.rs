//! The columns that rows of an operation can have, and the values that all rows share.

use classifications_contract::{Contract, Field, FieldLocation, Values, ValuesCheck};
use serde_json::Value;

use super::error::RowsError;

/// The columns of an operation.
///
/// A column has the flattened name of its field. [`LayoutColumn::alias`] is another name for it.
#[derive(Debug)]
pub struct Layout<'c> {
    pub(super) check: ValuesCheck<'c>,
    pub(super) operation: String,
    pub(super) presets: Values,
    pub(super) columns: Vec<LayoutColumn>,
    /// The column with the customer's name for a row, where one is named.
    pub(super) reference: Option<String>,
    pub(super) ignored: Vec<String>,
    /// Whether values are checked by `x-check`.
    pub(super) checks_content: bool,
    /// Whether columns that are not known are left out, and rows may be like others.
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
    /// The value of rows that have none.
    pub default: Option<Value>,
    /// The value of all rows, which then have no such column.
    pub fixed: Option<Value>,
}

/// `x-batch` of an operation.
#[derive(Debug, Default)]
pub(crate) struct BatchKey {
    /// The fields that two rows which ask for the same have in common; all fields where it is empty.
    pub(crate) key: Vec<String>,
    /// The field that is the customer's name for a row.
    pub(super) reference: Option<String>,
}

impl<'c> Layout<'c> {
    /// The columns of an operation whose command presets these values.
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
        let free = |field: &&Field| {
            field.location != FieldLocation::Body && !presets.contains_key(&field.name)
        };
        let columns = check.fields().iter().filter(free);
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

    /// The columns, so that each can be given another name and a value.
    pub fn columns_mut(&mut self) -> &mut [LayoutColumn] {
        &mut self.columns
    }

    /// Takes the customer's name for a row from this column.
    #[must_use]
    pub fn reference(mut self, column: Option<String>) -> Self {
        self.reference = column;
        self
    }

    /// Leaves these columns of the file out.
    #[must_use]
    pub fn ignore(mut self, columns: Vec<String>) -> Self {
        self.ignored = columns;
        self
    }

    /// Checks values by the `x-check` of their fields, too, and gives rows warnings.
    #[must_use]
    pub fn check_content(mut self) -> Self {
        self.checks_content = true;
        self
    }

    /// Leaves columns out that are not known, and takes rows that are like others: for files that are read, and not sent.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// The column of a name: that of the field, also with its location before it, or the alias.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let own = |column: &LayoutColumn| column.field.name == name;
        let field = || self.check.field(name).map(|field| &field.name);
        self.columns
            .iter()
            .position(own)
            .or_else(|| {
                let field = field()?;
                self.columns
                    .iter()
                    .position(|column| column.field.name == *field)
            })
            .or_else(|| {
                let alias = |column: &LayoutColumn| column.alias.as_deref() == Some(name);
                self.columns.iter().position(alias)
            })
    }
}

impl LayoutColumn {
    /// Whether each row needs a value of its own.
    pub(super) fn is_required(&self) -> bool {
        self.field.required
            && !self.field.in_optional_body
            && self.default.is_none()
            && self.fixed.is_none()
    }
}

impl BatchKey {
    pub(crate) fn of(document: &Value, operation: &str) -> Self {
        let Some(own) = extension(document, operation) else {
            return Self::default();
        };
        let key = own.get("key").and_then(Value::as_array);
        let key = key.into_iter().flatten().filter_map(Value::as_str);
        Self {
            key: key.map(str::to_owned).collect(),
            reference: own
                .get("reference")
                .and_then(Value::as_str)
                .map(str::to_owned),
        }
    }
}

/// `x-batch` of the operation with this id.
fn extension<'d>(document: &'d Value, operation: &str) -> Option<&'d Value> {
    let paths = document.get("paths")?.as_object()?;
    let operations = paths
        .values()
        .filter_map(Value::as_object)
        .flat_map(|item| item.values());
    let mut meant =
        operations.filter(|own| own.get("operationId").and_then(Value::as_str) == Some(operation));
    meant.next()?.get("x-batch")
}
