//! The commands that the document offers: one for each operation, or for each of its command words.
//!
//! Everything here is read from the OAS3 document and its extensions at start-up.

mod extensions;
mod meanings;
mod names;

use std::sync::Arc;

use classifications_contract::{Contract, ContractError, Field, FieldLocation, Values};
use classifications_portfolio::Layout;
use serde_json::Value;

pub use self::extensions::Column;
use self::extensions::{Word, text};
pub use self::meanings::Meanings;
use self::names::Names;

/// A document, and the commands that it offers.
pub struct Api {
    pub contract: Contract,
    pub commands: Vec<Command>,
}

/// A command that calls an operation.
pub struct Command {
    pub name: String,
    pub summary: String,
    pub description: Option<String>,
    /// The id of the operation, as `contract` and the client have it.
    pub operation: String,
    pub method: String,
    /// The path template.
    pub path: String,
    /// Values that the command gives by itself.
    pub presets: Values,
    pub options: Vec<ApiOption>,
    /// The field of `--body`, if the operation has a body.
    pub body: Option<Field>,
    /// The JSON pointer of the rows of a response.
    pub rows: Option<String>,
    /// The columns of a table; empty where the document names none.
    pub columns: Vec<Column>,
    /// The meanings of the texts of a response.
    pub meanings: Arc<Meanings>,
    /// The property of an error body that explains a refusal.
    pub reason: Option<String>,
    /// The option that takes the cursor of a page, where the operation has pages.
    pub cursor: Option<String>,
    /// The field with the currency of amounts, where the document names it.
    pub currency: Option<String>,
    /// The fields that two rows which ask for the same have in common; empty where the document names none.
    pub key: Vec<String>,
    /// Which property of a row is which, where the document says it.
    pub portfolio: Option<Layout>,
    /// The flattened names of the dates of a row; empty where rows cannot be chosen by a date.
    pub since: Vec<String>,
}

/// An option that gives a field its value.
pub struct ApiOption {
    /// Without the dashes.
    pub name: String,
    pub field: Field,
    /// The environment variable that is read where the option is absent.
    pub environment: Option<String>,
    /// The value where nothing else gives one.
    pub default: Option<String>,
}

impl Api {
    /// Reads a document. Commands have other names than `taken`.
    #[cfg(test)]
    pub fn from_document(document: &str, taken: &[&str]) -> Result<Self, ContractError> {
        let document = serde_json::from_str(document).map_err(ContractError::NotJson)?;
        Self::from_value(document, taken)
    }

    /// The same for a document that is parsed.
    pub fn from_value(mut document: Value, taken: &[&str]) -> Result<Self, ContractError> {
        // no request is checked by its address here, so none has to be well-formed
        if let Some(root) = document.as_object_mut() {
            root.remove("servers");
        }
        let contract = Contract::from_value(document)?;
        let mut names = Names::new(taken);
        let mut commands = Vec::new();
        let meanings = Arc::new(Meanings::of(contract.document()));
        for described in operations(contract.document()) {
            let fields = contract.fields(&described.id);
            let words = extensions::words(described.own);
            let words = words
                .into_iter()
                .filter(|word| applies(&contract, &described.id, word));
            let mut words: Vec<Word> = words.collect();
            if words.is_empty() {
                words.push(Word::default());
            }
            for word in words {
                commands.push(command(&described, (&fields, &meanings), word, &mut names));
            }
        }
        Ok(Self { contract, commands })
    }

    /// The command of this name, or the first one of the operation with this id.
    pub fn find(&self, name: &str) -> Option<&Command> {
        let named = self.commands.iter().find(|command| command.name == name);
        named.or_else(|| {
            self.commands
                .iter()
                .find(|command| command.operation == name)
        })
    }
}

/// An operation as it is in the document.
struct Described<'d> {
    id: String,
    method: String,
    path: &'d str,
    own: &'d Value,
}

fn operations(document: &Value) -> Vec<Described<'_>> {
    const METHODS: [&str; 8] = [
        "get", "post", "put", "patch", "delete", "head", "options", "trace",
    ];
    let mut found = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(own) = item.get(method) else {
                continue;
            };
            let method = method.to_uppercase();
            let id = text(own, "operationId");
            found.push(Described {
                id: id.unwrap_or_else(|| format!("{method} {path}")),
                method,
                path,
                own,
            });
        }
    }
    found
}

/// Whether the presets of a command word are values that the document knows.
fn applies(contract: &Contract, operation: &str, word: &Word) -> bool {
    let found = contract.check_values(operation, &word.presets);
    !found
        .iter()
        .any(|violation| word.presets.contains_key(&violation.field))
}

fn command(
    described: &Described<'_>,
    (fields, meanings): (&[Field], &Arc<Meanings>),
    word: Word,
    names: &mut Names,
) -> Command {
    let id_name = names::kebab(&described.id);
    let word_name = word.name.as_deref().map(names::kebab);
    let name = names.take([word_name.unwrap_or_default(), id_name]);
    let summary = word.summary.or_else(|| text(described.own, "summary"));
    let free = |field: &&Field| {
        field.location != FieldLocation::Body && !word.presets.contains_key(&field.name)
    };
    let since = extensions::since(described.own);
    let own: &[&str] = if since.is_empty() { &[] } else { &["since"] };
    let options = options(fields.iter().filter(free).collect(), own);
    Command {
        name,
        cursor: extensions::cursor(described.own, &options),
        since,
        summary: summary.unwrap_or_else(|| format!("{} {}", described.method, described.path)),
        description: text(described.own, "description"),
        operation: described.id.clone(),
        method: described.method.clone(),
        path: described.path.to_owned(),
        options,
        body: fields
            .iter()
            .find(|field| field.location == FieldLocation::Body)
            .cloned(),
        presets: word.presets,
        rows: text(described.own, "x-rows"),
        columns: extensions::columns(described.own),
        currency: described
            .own
            .get("x-batch")
            .and_then(|batch| text(batch, "currency")),
        key: extensions::key(described.own),
        portfolio: described
            .own
            .get("x-portfolio")
            .and_then(|own| Layout::read(own).ok()),
        meanings: Arc::clone(meanings),
        reason: text(described.own, "x-reason"),
    }
}

/// The options of fields, with other names than those of the command line and than `own`, which this command has.
fn options(fields: Vec<&Field>, own: &[&str]) -> Vec<ApiOption> {
    let wishes: Vec<Vec<String>> = names::of_options(&fields);
    let mut names = Names::new(&[names::RESERVED_OPTIONS, own].concat());
    let options = fields
        .into_iter()
        .zip(wishes)
        .map(|(field, wishes)| ApiOption {
            name: names.take(wishes),
            environment: extensions::scalar(&field.extensions, "x-env"),
            default: extensions::scalar(&field.extensions, "x-default"),
            field: field.clone(),
        });
    options.collect()
}
