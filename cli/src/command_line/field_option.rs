//! The option that sets a field of an operation.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, Command};
use classifications_contract::Facts;

use super::help;
use crate::api::ApiOption;
use crate::api::extensions::value_text;
use crate::completion;
use crate::language::help::OfDocument;

/// The heading of the options that an operation requires.
pub(super) const REQUIRED: &str = "Required";

/// The option that sets a field.
pub fn option_of_field(option: &ApiOption) -> Arg {
    let facts = &option.field.facts;
    let required =
        option.field.required && !option.field.in_optional_body && option.default.is_none();
    let mut arg = Arg::new(option.name.clone())
        .long(option.name.clone())
        .value_name(help::value_name(facts))
        .help(help::short(option))
        .long_help(help::long(option))
        .help_heading(required.then_some(REQUIRED))
        .value_parser(Listed::of(facts))
        .add(OfDocument);
    arg = match facts.kind.as_str() {
        "array" => arg.action(ArgAction::Append),
        "boolean" => arg.num_args(0..=1).default_missing_value("true"),
        "integer" | "number" => arg.allow_hyphen_values(true),
        _ => arg,
    };
    if let Some(variable) = &option.environment {
        arg = arg.env(variable.clone());
    }
    if let Some(default) = &option.default {
        arg = arg.default_value(default.clone());
    }
    match completion::of_option(option) {
        Some(values) => arg.add(values),
        None => arg,
    }
}

/// Accepts any text, and lists the values of the document for help and completion. The contract checks the values of all
/// options at once.
#[derive(Clone)]
struct Listed(Vec<String>);

impl Listed {
    fn of(facts: &Facts) -> Self {
        let listed = match (&facts.items, facts.kind.as_str()) {
            (Some(items), "array") => &items.values,
            _ if facts.kind == "boolean" => return Self(vec!["true".into(), "false".into()]),
            _ => &facts.values,
        };
        let texts = listed.iter().map(|value| help::line(&value_text(value)));
        Self(texts.collect())
    }
}

impl TypedValueParser for Listed {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        if self.0.is_empty() {
            return None;
        }
        Some(Box::new(self.0.iter().cloned().map(PossibleValue::new)))
    }
}
