//! Converts options to named values.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;
use classifications_contract::{FieldLocation, Values};
use serde_json::Value;

use super::BODY;
use crate::api::Command;
use crate::error::{CommandError, Invalid};

/// The values of a command: its presets, the body from a file, and the options, which override the body.
pub fn values(command: &Command, matches: &ArgMatches) -> Result<Values, CommandError> {
    let mut values = Values::new();
    let file = command
        .body
        .as_ref()
        .and_then(|_| matches.get_one::<PathBuf>(BODY));
    if let Some(file) = file {
        values.insert(BODY.to_owned(), Value::String(body(file)?));
    }
    let mut invalid = Vec::new();
    for option in &command.options {
        let is_given = matches.value_source(&option.name) == Some(ValueSource::CommandLine);
        let is_in_body = matches!(
            option.field.location,
            FieldLocation::Property | FieldLocation::Form
        );
        // a default does not override a value of the file
        if is_in_body && file.is_some() && !is_given {
            continue;
        }
        let Some(given) = matches.get_many::<String>(&option.name) else {
            continue;
        };
        let given: Vec<&str> = given.map(String::as_str).collect();
        match option.field.facts.value(&given) {
            Ok(value) => {
                values.insert(option.field.name.clone(), value);
            }
            Err(reason) => invalid.push(Invalid::not_json(&option.name, &given, reason)),
        }
    }
    if !invalid.is_empty() {
        return Err(CommandError::Values(command.name.clone(), invalid));
    }
    values.extend(command.presets.clone());
    Ok(values)
}

/// Reads the file of `--body`, without a byte order mark.
fn body(file: &Path) -> Result<String, CommandError> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(file).map(|content| bytes = content)
    };
    read.map_err(|error| CommandError::file("--body", file, error))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| CommandError::file("--body", file, std::io::Error::other(error)))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
