//! Tests that the catalogue is complete: it has each text of the code and of the help, with the same variables, below the English
//! text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::Command;
use regex::Regex;
use serde_json::Value;

use super::{FILES, Language, OF_TEST, help};
use crate::api::Api;
use crate::command_names;
use crate::{command_line, service};

/// A message: the English text from the comment above it, and the Spanish one.
struct Message {
    english: String,
    spanish: String,
}

/// The messages of the catalogue by id. An entry is a comment with the English text, and a message below it.
fn catalogue() -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    let entry =
        Regex::new(r"(?m)((?:^# ?.*\n)+)^([a-z0-9-]+) =((?:.*\n)(?:(?:[ \t]+.*)?\n)*)").unwrap();
    let message_start = Regex::new(r"(?m)^([a-z0-9-]+) =").unwrap();
    for file in FILES {
        if let Err((_, errors)) = fluent_bundle::FluentResource::try_new(file.to_owned()) {
            panic!("{errors:?}");
        }
        for found in entry.captures_iter(file) {
            let lines = found[1].lines().map(|line| line.trim_start_matches('#'));
            let lines: Vec<&str> = lines
                .map(|line| line.strip_prefix(' ').unwrap_or(line))
                .collect();
            let message = Message {
                english: lines.join("\n"),
                spanish: found[3].to_owned(),
            };
            let replaced = messages.insert(found[2].to_owned(), message);
            assert!(replaced.is_none(), "{} occurs twice", &found[2]);
        }
        for found in message_start.captures_iter(file) {
            assert!(
                messages.contains_key(&found[1]),
                "{} has no English text above it",
                &found[1]
            );
        }
    }
    messages
}

/// Collects the ids and English texts of `tr!` in the sources below a folder.
fn of_sources(folder: &Path, texts: &mut Vec<(String, String)>) {
    let call = Regex::new(r#"(?s)\btr!\(\s*"([^"]*)",\s*"((?:[^"\\]|\\.)*)""#).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            of_sources(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let found = call.captures_iter(&source);
            texts.extend(found.map(|found| (found[1].to_owned(), unescaped(&found[2]))));
        }
    }
}

/// The value of a string literal.
fn unescaped(literal: &str) -> String {
    let continued = Regex::new(r"\\\n\s*").unwrap();
    let text = continued.replace_all(literal, "");
    text.replace("\\n", "\n")
        .replace("\\\"", "\"")
        .replace("\\\\", "\\")
}

/// The names that the first group of a pattern captures in a text.
fn variables(text: &str, pattern: &str) -> BTreeSet<String> {
    let variable = Regex::new(pattern).unwrap();
    variable
        .captures_iter(text)
        .map(|found| found[1].to_owned())
        .collect()
}

/// The problem with the message of the catalogue for an English text, if any.
fn problem(id: &str, english: &str, messages: &BTreeMap<String, Message>) -> Option<String> {
    let Some(message) = messages.get(id) else {
        return Some(format!("{id} is missing: {english}"));
    };
    if message.english != english {
        return Some(format!(
            "{id} is stale:\n{english}\nand the catalogue has\n{}",
            message.english
        ));
    }
    let without_braces = english.replace("{{", "").replace("}}", "");
    let (of_english, of_spanish) = (
        variables(&without_braces, r"\{(\w+)\}"),
        variables(&message.spanish, r"\$(\w+)"),
    );
    (of_english != of_spanish)
        .then(|| format!("{id} has other variables: {of_english:?} and {of_spanish:?}"))
}

/// A text of the help: the possible ids of its message, the path of its command, and the text.
type HelpText = (Vec<String>, String, String);

fn texts_of_help(command: &Command, path: &str, texts: &mut Vec<HelpText>) {
    let id = help::id(path);
    let mut add = |ids: Vec<String>, text: Option<String>| {
        texts.extend(text.map(|text| (ids, path.to_owned(), text)));
    };
    add(
        vec![id.clone()],
        command.get_about().map(ToString::to_string),
    );
    add(
        vec![format!("{id}-long")],
        command.get_long_about().map(ToString::to_string),
    );
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        // the texts of an option of the document are not in the catalogue; the placeholder for its value is
        let ids = match arg.get::<help::OfDocument>() {
            Some(_) => [const { String::new() }; 3],
            None => help::ids(path, arg),
        };
        add(ids.to_vec(), arg.get_help().map(ToString::to_string));
        let long = ids.map(|id| format!("{id}-long"));
        add(long.to_vec(), arg.get_long_help().map(ToString::to_string));
        let heading = arg.get_help_heading();
        add(
            heading
                .map(|it| format!("heading-{}", help::slug(it)))
                .into_iter()
                .collect(),
            heading.map(str::to_owned),
        );
        for name in arg.get_value_names().unwrap_or_default() {
            let slug = help::slug(name);
            // placeholders that clap derives from an id are not translated
            if *name != arg.get_id().as_str().to_uppercase() {
                add(vec![format!("value-{slug}")], Some(name.to_string()));
            }
        }
        for value in arg.get_possible_values() {
            let ids = help::ids_of_value(&value, arg, path);
            add(ids.to_vec(), value.get_help().map(ToString::to_string));
        }
    }
    for subcommand in command.get_subcommands() {
        texts_of_help(
            subcommand,
            &format!("{path}-{}", subcommand.get_name()),
            texts,
        );
    }
}

/// The texts of the help in a language, and the texts that come from the documents.
fn help_texts(language: Language) -> (Vec<HelpText>, BTreeSet<String>) {
    OF_TEST.set(Some(language));
    let (first, others) = service::all(command_names::BUILT_IN).unwrap();
    let other_apis: Vec<&Api> = others.iter().map(|other| &other.api).collect();
    let command = command_line::build(&first.api, &other_apis, false);
    if language == Language::Es {
        help::translated(command.clone()).debug_assert();
    }
    let mut texts = Vec::new();
    texts_of_help(&command, "", &mut texts);
    let commands = std::iter::once(&first.api)
        .chain(other_apis)
        .flat_map(|api| &api.commands);
    let mut of_document = BTreeSet::new();
    for command in commands {
        of_document.extend([
            command_line::help::line(&command.summary),
            command_line::help::about(command),
        ]);
        for option in &command.options {
            of_document.extend([
                command_line::help::short(option),
                command_line::help::long(option),
            ]);
        }
    }
    OF_TEST.set(None);
    (texts, of_document)
}

#[test]
fn every_text_has_a_spanish_one() {
    let messages = catalogue();
    let mut texts = Vec::new();
    of_sources(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut texts,
    );
    let mut used: BTreeSet<String> = texts.iter().map(|(id, _)| id.clone()).collect();
    let mut found: BTreeSet<String> = texts
        .iter()
        .filter_map(|(id, english)| problem(id, english, &messages))
        .collect();
    let (english, of_document) = help_texts(Language::En);
    let (spanish, _) = help_texts(Language::Es);
    let spanish: BTreeMap<(&Vec<String>, &String), &String> = spanish
        .iter()
        .map(|(ids, path, text)| ((ids, path), text))
        .collect();
    for (ids, path, text) in &english {
        let message_id = ids.iter().find(|id| messages.contains_key(*id));
        if let Some(id) = message_id {
            used.insert(id.clone());
        }
        // texts of several parts are translated by `tr!`, and those of the document by the document
        let is_translated = spanish
            .get(&(ids, path))
            .is_some_and(|spanish| *spanish != text);
        if message_id.is_none() && (is_translated || of_document.contains(text)) {
            continue;
        }
        let id = message_id.or(ids.last()).unwrap();
        found.extend(problem(id, text, &messages));
    }
    found.extend(
        messages
            .keys()
            // the document decides which placeholders occur
            .filter(|id| !used.contains(*id) && !id.starts_with("value-"))
            .map(|id| format!("{id} is unused")),
    );
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The members of data whose objects have texts for people.
const WITH_TEXTS: [&str; 6] = [
    "parameters",
    "requestBody",
    "steps",
    "x-assumptions",
    "x-columns",
    "x-commands",
];
/// The names of texts for people.
const TEXTS: [&str; 6] = ["summary", "description", "title", "text", "show", "notes"];

/// Collects the texts of data without a Spanish text, or with one that has other references: their paths and the texts.
fn untranslated(part: &Value, (path, has_texts): (&str, bool), found: &mut Vec<(String, Value)>) {
    let filled = Regex::new(r"\{\{.*?\}\}").unwrap();
    let is_text = |value: &Value| {
        let text = value.to_string();
        filled.replace_all(&text, "").contains(char::is_alphabetic)
    };
    let references = |value: &Value| variables(&value.to_string(), r"\{\{(.*?)\}\}");
    match part {
        Value::Object(members) => {
            for name in TEXTS.iter().filter(|_| has_texts) {
                let english = members.get(*name).filter(|text| is_text(text));
                let spanish = part.pointer(&format!("/x-es/{name}"));
                let lines = |text: &Value| text.as_array().map(Vec::len);
                let is_complete = english.is_none_or(|english| {
                    spanish.is_some_and(|spanish| {
                        lines(english) == lines(spanish)
                            && references(english) == references(spanish)
                    })
                });
                if !is_complete {
                    let english = english.cloned().unwrap_or_default();
                    found.push((format!("{path}/{name}"), english));
                }
            }
            for (name, member) in members.iter().filter(|(name, _)| *name != "x-es") {
                let has_texts = WITH_TEXTS.contains(&name.as_str());
                untranslated(member, (&format!("{path}/{name}"), has_texts), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                untranslated(item, (&format!("{path}/{index}"), has_texts), found);
            }
        }
        _ => {}
    }
}

/// Collects the texts of a part of a document.
fn texts<'v>(part: &'v Value, found: &mut BTreeSet<&'v str>) {
    match part {
        Value::String(text) => drop(found.insert(text.trim())),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|member| texts(member, found)),
        _ => {}
    }
}

#[test]
fn every_text_of_the_data_has_a_spanish_one() {
    use classifications_spec::{DEMO, DOCUMENT, MODEL, SOURCE, portfolio_movements as movements};
    let source: Value = serde_saphyr::from_str(SOURCE).unwrap();
    let mut of_source = BTreeSet::new();
    texts(&source, &mut of_source);
    let mut found = Vec::new();
    for (name, text) in [
        ("document", DOCUMENT),
        ("movements", movements::DOCUMENT),
        ("demo", DEMO),
        ("model", MODEL),
        ("model of movements", movements::MODEL),
    ] {
        let json = serde_json::from_str(text).ok();
        let data: Value = json.unwrap_or_else(|| serde_saphyr::from_str(text).unwrap());
        let has_texts = !data.as_object().unwrap().contains_key("openapi");
        untranslated(&data, (name, has_texts), &mut found);
    }
    // the title of a model is not shown
    found.retain(|(path, _)| !path.starts_with("model") || !path.ends_with("/title"));
    // texts of a new document are not translated yet, and are shown as they are
    let is_new = |(path, text): &(String, Value)| {
        let is_of_source = text
            .as_str()
            .is_some_and(|text| of_source.contains(text.trim()));
        path.starts_with("document/") && is_of_source
    };
    for (path, _) in found.extract_if(.., |found| is_new(found)) {
        println!("set aside: {path} of the document has no Spanish text");
    }
    let found: Vec<String> = found.into_iter().map(|(path, _)| path).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
