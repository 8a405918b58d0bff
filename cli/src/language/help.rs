//! Translates the help: replaces the texts of the command line with those of the catalogue.
//!
//! The id of a text consists of the path of the command and the id of the argument. An argument of many commands can have one
//! text under its id alone.

use clap::builder::PossibleValue;
use clap::{Arg, Command};

use super::{is_spanish, message};
use crate::tr;

/// Marks an option of the document, whose texts are not in the catalogue.
#[derive(Debug, Clone)]
pub struct OfDocument;

impl clap::builder::ArgExt for OfDocument {}

/// The command line with texts in the user's language.
pub fn translated(command: Command) -> Command {
    if is_spanish() {
        of_command(command, "")
    } else {
        command
    }
}

/// The id of a text of a command: `help-batch-list`.
pub(super) fn id(path: &str) -> String {
    format!("help{path}")
}

/// The first message of the catalogue with one of these ids.
fn first_message(ids: &[String]) -> Option<String> {
    ids.iter().find_map(|id| message(id, &[]))
}

fn of_command(mut command: Command, path: &str) -> Command {
    let about = message(&id(path), &[]);
    let long = message(&format!("{}-long", id(path)), &[]);
    if let Some(about) = &about {
        command = command.about(about.clone());
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if let Some(after) = command.get_after_help() {
        let after = clap_text(&after.to_string());
        command = command.after_help(after);
    }
    let command = command
        .mut_args(|arg| of_argument(arg, path))
        .subcommand_help_heading(tr!("clap-commands", "Commands"))
        .subcommand_value_name(tr!("clap-command-name", "COMMAND"));
    command.mut_subcommands(|subcommand| {
        let path = format!("{path}-{}", subcommand.get_name());
        of_command(subcommand, &path)
    })
}

/// The possible ids of the text of an argument, the most specific one first: for the command, for a group such as `batch`, whose
/// commands come from the document, and for all commands.
pub(super) fn ids(path: &str, arg: &Arg) -> [String; 3] {
    let name = arg.get_id().as_str().replace('_', "-");
    let group = path.split('-').nth(1).unwrap_or_default();
    [
        format!("help{path}--{name}"),
        format!("help-{group}--{name}"),
        format!("help--{name}"),
    ]
}

fn of_argument(mut arg: Arg, path: &str) -> Arg {
    let ids = ids(path, &arg);
    let long_ids = ids.clone().map(|id| format!("{id}-long"));
    let plain = |text: &clap::builder::StyledStr| text.to_string();
    let is_of_document = arg.get::<OfDocument>().is_some();
    let translation = |ids: &[String]| {
        if is_of_document {
            None
        } else {
            first_message(ids)
        }
    };
    let help = translation(&ids).or_else(|| arg.get_help().map(plain));
    let long = translation(&long_ids)
        .or_else(|| arg.get_long_help().map(plain))
        .or_else(|| help.clone());
    if let Some(heading) = arg.get_help_heading()
        && let Some(heading) = message(&format!("heading-{}", slug(heading)), &[])
    {
        arg = arg.help_heading(heading);
    }
    let names = arg.get_value_names().unwrap_or_default().iter();
    let names: Vec<String> = names
        .map(|name| {
            message(&format!("value-{}", slug(name)), &[]).unwrap_or_else(|| name.to_string())
        })
        .collect();
    if !names.is_empty() {
        arg = arg.value_names(names);
    }
    let (short_facts, long_facts) = (facts(&arg, path, false), facts(&arg, path, true));
    let joined = |text: Option<String>, facts: Vec<String>, separator: &str| {
        let parts = text
            .into_iter()
            .chain(facts)
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(separator)
    };
    let long_text = match &long {
        Some(text) if !long_facts.is_empty() => format!("{text}\n"),
        other => other.clone().unwrap_or_default(),
    };
    let has_long = arg.get_long_help().is_some() || long != help || !long_facts.is_empty();
    arg = arg.help(joined(help, short_facts, " "));
    if has_long {
        arg = arg.long_help(joined(Some(long_text), long_facts, "\n"));
    }
    let takes_values = arg.get_action().takes_values();
    arg.hide_env(true)
        .hide_default_value(takes_values)
        .hide_possible_values(takes_values)
}

/// The texts that clap appends to the help of an argument: its variable, its default and its possible values. The possible values
/// are explained if `long` is set and they have explanations.
fn facts(arg: &Arg, path: &str, long: bool) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(name) = arg.get_env()
        && !arg.is_hide_env_set()
    {
        let value = std::env::var_os(name).unwrap_or_default();
        let value = value.to_string_lossy();
        facts.push(tr!(
            "clap-env",
            "[env: {name}={value}]",
            name = name.to_string_lossy(),
            value
        ));
    }
    if !arg.get_action().takes_values() {
        return facts;
    }
    let defaults = arg.get_default_values();
    if !defaults.is_empty() && !arg.is_hide_default_value_set() {
        let defaults: Vec<_> = defaults
            .iter()
            .map(|value| value.to_string_lossy())
            .collect();
        facts.push(tr!(
            "clap-default",
            "[default: {values}]",
            values = defaults.join(" ")
        ));
    }
    let values = arg.get_possible_values();
    if values.is_empty() || arg.is_hide_possible_values_set() {
        return facts;
    }
    if long && values.iter().any(|value| value.get_help().is_some()) {
        let lines = values.iter().map(|value| of_value(value, arg, path));
        let lines: Vec<String> = lines.collect();
        let start = tr!("clap-values", "Possible values:");
        facts.insert(0, format!("{start}\n{}\n", lines.join("\n")));
    } else {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        facts.push(tr!(
            "clap-listed",
            "[possible values: {values}]",
            values = names.join(", ")
        ));
    }
    facts
}

/// The possible ids of the text of a possible value.
pub(super) fn ids_of_value(value: &PossibleValue, arg: &Arg, path: &str) -> [String; 3] {
    ids(path, arg).map(|id| format!("{id}-is-{}", value.get_name()))
}

fn of_value(value: &PossibleValue, arg: &Arg, path: &str) -> String {
    let help = first_message(&ids_of_value(value, arg, path));
    let help = help.or_else(|| value.get_help().map(ToString::to_string));
    match help {
        Some(help) => format!("- {}: {help}", value.get_name()),
        None => format!("- {}", value.get_name()),
    }
}

/// A text as a part of an id: its words in lower case, joined by dashes.
pub(super) fn slug(text: &str) -> String {
    let words = text
        .split(|it: char| !it.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Texts of clap in English and Spanish.
const TEXTS: [(&str, &str); 8] = [
    ("[OPTIONS]", "[OPCIONES]"),
    (
        "Print this message or the help of the given subcommand(s)",
        "Mostrar este mensaje o la ayuda de las órdenes indicadas",
    ),
    (
        "Print help (see more with '--help')",
        "Mostrar la ayuda (más con '--help')",
    ),
    (
        "Print help (see a summary with '-h')",
        "Mostrar la ayuda (resumen con '-h')",
    ),
    ("Print help", "Mostrar la ayuda"),
    ("Print version", "Mostrar la versión"),
    (
        "For more information, try '",
        "Para más información, pruebe con '",
    ),
    ("a similar argument exists", "existe un argumento parecido"),
];

/// A man page with the generator's texts in the user's language.
pub fn of_page(page: &str) -> String {
    const HEADINGS: [(&str, &str); 7] = [
        ("NAME", "NOMBRE"),
        ("SYNOPSIS", "SINOPSIS"),
        ("DESCRIPTION", "DESCRIPCIÓN"),
        ("OPTIONS", "OPCIONES"),
        ("EXTRA", "EJEMPLOS"),
        ("VERSION", "VERSIÓN"),
        ("AUTHORS", "AUTORES"),
    ];
    if !is_spanish() {
        return page.to_owned();
    }
    let escaped = |text: &str| text.replace('-', "\\-").replace('\'', "\\*(Aq");
    let page = TEXTS
        .iter()
        .fold(page.to_owned(), |page, (english, spanish)| {
            page.replace(&escaped(english), &escaped(spanish))
        });
    HEADINGS.iter().fold(page, |page, (english, spanish)| {
        page.replace(&format!("\n.SH {english}\n"), &format!("\n.SH {spanish}\n"))
    })
}

/// A text of clap with its fixed parts in Spanish.
pub fn clap_text(text: &str) -> String {
    /// The headings, which can be styled.
    const HEADINGS: [(&str, &str); 6] = [
        ("Usage", "Uso"),
        ("Arguments", "Argumentos"),
        ("Options", "Opciones"),
        ("Examples", "Ejemplos"),
        ("error", "error"),
        ("tip", "sugerencia"),
    ];
    let mut text = text.to_owned();
    for (english, spanish) in HEADINGS {
        let styled = |word: &str| format!("\u{1b}[1m\u{1b}[4m{word}:");
        text = text.replace(&styled(english), &styled(spanish));
        if text.starts_with(&format!("{english}:")) {
            text = text.replacen(english, spanish, 1);
        }
        text = text.replace(&format!("\n{english}:"), &format!("\n{spanish}:"));
    }
    for (english, spanish) in TEXTS {
        text = text.replace(english, spanish);
    }
    text
}
