//! The commands of the document: one for each entry of an operation's `x-commands`, or one for an operation without entries.
//!
//! They are read from the OAS3 document and its extensions at start-up.

pub mod extensions;
mod meanings;
mod names;

use std::sync::Arc;

use classifications_contract::{Contract, ContractError, Field, FieldLocation, Values};
use classifications_portfolio::Layout;
use serde_json::Value;

pub use self::extensions::Column;
use self::extensions::{CommandEntry, text};
pub use self::meanings::Meanings;
use self::names::Names;

/// A document, and its commands.
pub struct Api {
    pub contract: Contract,
    pub commands: Vec<Command>,
}

/// A command that calls an operation.
pub struct Command {
    pub name: String,
    pub summary: String,
    pub description: Option<String>,
    /// The id of the operation in `contract` and in the generated client.
    pub operation: String,
    pub method: String,
    /// The path template.
    pub path: String,
    /// The values that the command sets itself.
    pub presets: Values,
    pub options: Vec<ApiOption>,
    /// The field of `--body`, if the operation has a body.
    pub body: Option<Field>,
    /// The JSON pointer of the rows of a response.
    pub rows: Option<String>,
    /// The columns of a table; empty if the document names none.
    pub columns: Vec<Column>,
    /// The meanings of the texts of a response.
    pub meanings: Arc<Meanings>,
    /// The flattened name of the property of an error body that explains a rejection.
    pub reason: Option<String>,
    /// The option that takes the cursor of a page; `None` if the operation has no pages.
    pub cursor: Option<String>,
    /// The field with the currency of amounts; `None` if the document does not name it.
    pub currency: Option<String>,
    /// The fields whose equal values make two rows of a batch the same request; empty if the document names none.
    pub key: Vec<String>,
    /// The roles of the properties of a row, from `x-portfolio`.
    pub portfolio: Option<Layout>,
    /// The flattened names of the dates of a row; empty if rows cannot be selected by a date.
    pub since: Vec<String>,
}

/// An option that sets the value of a field.
pub struct ApiOption {
    /// Without the dashes.
    pub name: String,
    pub field: Field,
    /// The environment variable that is read if the option is absent.
    pub environment: Option<String>,
    /// The value if neither the option nor the variable is set.
    pub default: Option<String>,
}

impl Command {
    /// Whether the operation can change something.
    pub fn is_unsafe(&self) -> bool {
        let method = self.method.parse::<http::Method>();
        !method.is_ok_and(|method| method.is_safe())
    }
}

impl Api {
    /// Reads a document. No command gets a name in `taken`.
    #[cfg(test)]
    pub fn from_document(document: &str, taken: &[&str]) -> Result<Self, ContractError> {
        let document = serde_json::from_str(document).map_err(ContractError::NotJson)?;
        Self::from_value(document, taken)
    }

    /// Reads a parsed document. No command gets a name in `taken`.
    pub fn from_value(mut document: Value, taken: &[&str]) -> Result<Self, ContractError> {
        // the contract checks no URL here: without `servers`, invalid URLs cannot make the document unusable
        if let Some(root) = document.as_object_mut() {
            root.remove("servers");
        }
        let contract = Contract::from_value(document)?;
        let mut names = Names::new(taken);
        let mut commands = Vec::new();
        let meanings = Arc::new(Meanings::of(contract.document()));
        for operation in operations(contract.document()) {
            let fields = contract.fields(&operation.id);
            let mut entries = extensions::command_entries(operation.object);
            entries.retain(|entry| has_valid_presets(&contract, &operation.id, entry));
            if entries.is_empty() {
                entries.push(CommandEntry::default());
            }
            for entry in entries {
                commands.push(command(&operation, (&fields, &meanings), entry, &mut names));
            }
        }
        Ok(Self { contract, commands })
    }

    /// The command with this name, or the first one of the operation with this id.
    pub fn find(&self, name: &str) -> Option<&Command> {
        let named = self.commands.iter().find(|command| command.name == name);
        named.or_else(|| {
            self.commands
                .iter()
                .find(|command| command.operation == name)
        })
    }
}

/// An operation of the document.
struct OperationEntry<'d> {
    id: String,
    method: String,
    path: &'d str,
    /// The operation object.
    object: &'d Value,
}

fn operations(document: &Value) -> Vec<OperationEntry<'_>> {
    const METHODS: [&str; 8] = [
        "get", "post", "put", "patch", "delete", "head", "options", "trace",
    ];
    let mut found = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(object) = item.get(method) else {
                continue;
            };
            let method = method.to_uppercase();
            let id = text(object, "operationId");
            found.push(OperationEntry {
                id: id.unwrap_or_else(|| format!("{method} {path}")),
                method,
                path,
                object,
            });
        }
    }
    found
}

/// Whether the document allows the presets of an entry.
fn has_valid_presets(contract: &Contract, operation: &str, entry: &CommandEntry) -> bool {
    let violations = contract.check_values(operation, &entry.presets);
    !violations
        .iter()
        .any(|violation| entry.presets.contains_key(&violation.field))
}

fn command(
    operation: &OperationEntry<'_>,
    (fields, meanings): (&[Field], &Arc<Meanings>),
    entry: CommandEntry,
    names: &mut Names,
) -> Command {
    let id_name = names::kebab(&operation.id);
    let entry_name = entry.name.as_deref().map(names::kebab);
    let name = names.take([entry_name.unwrap_or_default(), id_name]);
    let summary = entry.summary.or_else(|| text(operation.object, "summary"));
    let is_free = |field: &&Field| {
        field.location != FieldLocation::Body && !entry.presets.contains_key(&field.name)
    };
    let since = extensions::since(operation.object);
    let reserved: &[&str] = if since.is_empty() { &[] } else { &["since"] };
    let options = options(fields.iter().filter(is_free).collect(), reserved);
    Command {
        name,
        cursor: extensions::cursor(operation.object, &options),
        since,
        summary: summary.unwrap_or_else(|| format!("{} {}", operation.method, operation.path)),
        description: text(operation.object, "description"),
        operation: operation.id.clone(),
        method: operation.method.clone(),
        path: operation.path.to_owned(),
        options,
        body: fields
            .iter()
            .find(|field| field.location == FieldLocation::Body)
            .cloned(),
        presets: entry.presets,
        rows: text(operation.object, "x-rows"),
        columns: extensions::columns(operation.object),
        currency: extensions::currency(operation.object),
        key: extensions::key(operation.object),
        portfolio: operation
            .object
            .get("x-portfolio")
            .and_then(|layout| Layout::read(layout).ok()),
        meanings: Arc::clone(meanings),
        reason: text(operation.object, "x-reason"),
    }
}

/// The options of fields. No option has the name of an option that every command has, or a name in `reserved`.
fn options(fields: Vec<&Field>, reserved: &[&str]) -> Vec<ApiOption> {
    let candidates = names::of_options(&fields);
    let mut names = Names::new(&[names::RESERVED_OPTIONS, reserved].concat());
    let options = fields
        .into_iter()
        .zip(candidates)
        .map(|(field, candidates)| ApiOption {
            name: names.take(candidates),
            environment: extensions::scalar(&field.extensions, "x-env"),
            default: extensions::scalar(&field.extensions, "x-default"),
            field: field.clone(),
        });
    options.collect()
}
