//! The texts of the help. Those of commands and options come from the document.

use classifications_contract::{Facts, Field};
use serde_json::Value;

use crate::api::extensions::value_text;
use crate::api::{ApiOption, Command};
use crate::output;
use crate::tr;

/// The section of the long help about credentials and profiles.
pub fn credentials() -> String {
    tr!(
        "help-where-credentials",
        "\
Credentials come from the environment: CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and
CESCE_PASSWORD, or from the source that the profile names. With --sandbox-url none are needed. Failed token requests
are remembered in CESCE_STATE_FILE (default: classifications/token-requests.json in XDG_STATE_HOME or
~/.local/state), so that a wrong password is sent at most 3 times in an hour, however often commands are
started. Tokens are kept beside it, readable by you alone, unless --no-token-cache is given.

Profiles are in classifications/classifications.toml in XDG_CONFIG_HOME or ~/.config, or in the file that
CLASSIFICATIONS_CONFIG names. A flag comes before a variable, and a variable before the profile."
    )
}

/// The section of the help about exit codes.
pub fn exit_codes() -> String {
    output::fitted_help(&tr!(
        "help-codes",
        "\
Exit codes:
  0  done
  1  not sent or rejected
  2  wrong usage or configuration, or values that do not fit the document
  3  outcome unknown: the request may have been carried out (no response, 408, 499, 5xx, a redirect, or a \
         success whose body is not the documented one), query before you repeat it
  4  done, but the response was not received in full or not understood
  5  there are more pages than --max-pages
  6  a batch has finished, and rows of it need a person
  7  a batch has not finished"
    ))
}

/// The section of the long help about errors as JSON.
pub fn errors() -> String {
    tr!(
        "help-errors",
        "With --output json, jsonl or envelope an error is one line of JSON, the last one of standard error: \
         {\"error\": {\"kind\", \"message\", \"causes\", \"code\", \"meaning\", \"status\", \"transactionId\", \
         \"mayBeRepeated\", \"remedy\", \"exitCode\"}}. Unknown values are null. If mayBeRepeated is true, repeating the \
          command carries out nothing twice and sends no refused password again. The kinds are those of calls \
         (not_sent, rejected, outcome_unknown, not_understood) and usage, values, setup, incomplete (exit code 5), \
         output, batch, portfolio and verify.\n\nNO_COLOR turns colours off."
    )
}

/// A text of the document on one line.
pub fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    output::one_line(&words.join(" "))
}

/// The long description of a command.
pub fn about(command: &Command) -> String {
    let request = format!("{} {}", command.method, output::one_line(&command.path));
    let presets = command
        .presets
        .iter()
        .map(|(name, value)| format!("{name} = {value}"));
    let presets: Vec<String> = presets.collect();
    let request = match presets.as_slice() {
        [] => request,
        _ => output::one_line(&tr!(
            "request-with",
            "{request} with {values}",
            request,
            values = presets.join(", ")
        )),
    };
    let description = command.description.as_deref().map(paragraphs);
    let parts = [Some(line(&command.summary)), description, Some(request)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// Puts each paragraph on one line, so that the help can wrap it. Tables and lists keep their line breaks.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.trim().split("\n\n").map(|paragraph| {
        let is_structured = |line: &str| line.trim_start().starts_with(['|', '-', '*', '#']);
        if paragraph.lines().any(is_structured) {
            output::lines(paragraph)
        } else {
            line(paragraph)
        }
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The first sentence of a field's description, and the facts of its schema.
pub fn short(option: &ApiOption) -> String {
    let description = option.field.description.as_deref().unwrap_or_default();
    let description = line(description);
    let sentence = description
        .find(". ")
        .and_then(|end| description.get(..end));
    let sentence = sentence.unwrap_or(description.trim_end_matches('.'));
    with_facts(sentence, option)
}

/// The whole description of a field, and the facts of its schema.
pub fn long(option: &ApiOption) -> String {
    let description = option.field.description.as_deref().unwrap_or_default();
    with_facts(&paragraphs(description), option)
}

fn with_facts(description: &str, option: &ApiOption) -> String {
    let mut facts = facts(&option.field.facts);
    if option.field.in_optional_body && option.field.required {
        facts.push(tr!("required-in-body", "required in a body"));
    }
    let facts = format!("[{}]", facts.join(", "));
    [description, &facts].join(" ").trim().to_owned()
}

/// The description of `--body`.
pub fn of_body(body: &Field) -> String {
    let description = body.description.as_deref().unwrap_or_default();
    tr!(
        "help-body",
        "File with the whole body, `-` for standard input; options override its values. {description}",
        description = line(description)
    )
    .trim_end()
    .to_owned()
}

/// The facts of a schema: type, format, limits and example.
fn facts(facts: &Facts) -> Vec<String> {
    let mut texts = vec![match (&facts.items, facts.kind.as_str()) {
        (Some(items), "array") => tr!("list-of", "list of {kind}", kind = kind_name(&items.kind)),
        (_, kind) => kind_name(kind),
    }];
    if let Some(items) = &facts.items {
        texts.extend(limits(items));
    }
    texts.extend(limits(facts));
    texts.iter().map(|text| output::one_line(text)).collect()
}

/// The name of a type.
fn kind_name(kind: &str) -> String {
    match kind {
        "string" => tr!("kind-string", "string"),
        "integer" => tr!("kind-integer", "integer"),
        "number" => tr!("kind-number", "number"),
        "boolean" => tr!("kind-boolean", "boolean"),
        "object" => tr!("kind-object", "object"),
        _ => kind.to_owned(),
    }
}

/// The format, limits, default, example and unit of a schema.
fn limits(facts: &Facts) -> Vec<String> {
    const KEYWORDS: [&str; 12] = [
        "format",
        "pattern",
        "minimum",
        "maximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "default",
        "example",
        "x-unit",
    ];
    let is_true = |name: &str| facts.keywords.get(name) == Some(&Value::Bool(true));
    let text = |keyword: &&str| {
        let value = value_text(facts.keywords.get(*keyword)?);
        Some(match *keyword {
            "format" => tr!("fact-format", "format {value}", value),
            "pattern" => tr!("fact-pattern", "pattern {value}", value),
            "minimum" if is_true("exclusiveMinimum") => {
                tr!("fact-more", "more than {value}", value)
            }
            "minimum" => tr!("fact-least", "at least {value}", value),
            "maximum" if is_true("exclusiveMaximum") => {
                tr!("fact-less", "less than {value}", value)
            }
            "maximum" => tr!("fact-most", "at most {value}", value),
            "multipleOf" => tr!("fact-multiple", "a multiple of {value}", value),
            "minLength" => tr!("fact-shortest", "shortest length {value}", value),
            "maxLength" => tr!("fact-longest", "longest length {value}", value),
            "minItems" => tr!("fact-fewest", "least number of items {value}", value),
            "maxItems" => tr!("fact-greatest", "greatest number of items {value}", value),
            "default" => tr!("fact-default", "server's default {value}", value),
            "example" => tr!("fact-example", "example {value}", value),
            _ => tr!("fact-unit", "unit {value}", value),
        })
    };
    KEYWORDS.iter().filter_map(text).collect()
}

/// The placeholder for an option's value.
pub fn value_name(facts: &Facts) -> &'static str {
    match (
        facts.kind.as_str(),
        facts.keywords.get("format").and_then(Value::as_str),
    ) {
        ("integer" | "number", _) => "NUMBER",
        ("boolean", _) => "BOOLEAN",
        ("object", _) => "JSON",
        ("array", _) => "A,B",
        (_, Some("date")) => "DATE",
        (_, Some("date-time")) => "DATE-TIME",
        _ => "TEXT",
    }
}
