//! Translates clap's errors about an invalid command line.

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::help::clap_text;
use super::is_spanish;
use crate::tr;

/// Prints an error of clap, with its styles if the terminal supports them, and ends the process.
pub fn exit(error: &Error) -> ! {
    if !is_spanish() {
        error.exit();
    }
    let text = styled(error);
    if error.use_stderr() {
        anstream::eprint!("{text}");
    } else {
        anstream::print!("{text}");
    }
    std::process::exit(error.exit_code());
}

/// An error of clap as plain text.
pub fn plain(error: &Error) -> String {
    if is_spanish() {
        StyledStr::from(styled(error)).to_string()
    } else {
        error.to_string()
    }
}

/// An error of clap with ANSI styles, in Spanish.
fn styled(error: &Error) -> String {
    let whole = clap_text(&error.render().ansi().to_string());
    let Some(message) = message(error) else {
        return whole;
    };
    // the order is that of clap: message, tips, usage
    let mut text = format!("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m {message}\n");
    tips(error, &mut text);
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let _ = writeln!(text, "\n{}", clap_text(&usage.ansi().to_string()));
    }
    let _ = writeln!(
        text,
        "\n{}",
        tr!("clap-more", "For more information, try '--help'.")
    );
    text
}

fn text(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

fn texts(error: &Error, kind: ContextKind) -> Option<&[String]> {
    match error.get(kind)? {
        ContextValue::Strings(texts) => Some(texts),
        ContextValue::String(text) => Some(std::slice::from_ref(text)),
        _ => None,
    }
}

fn number(error: &Error, kind: ContextKind) -> isize {
    match error.get(kind) {
        Some(ContextValue::Number(number)) => *number,
        _ => 0,
    }
}

/// The message; `None` for an error whose message is not in the catalogue.
#[expect(clippy::too_many_lines, reason = "a text for each kind")]
fn message(error: &Error) -> Option<String> {
    let argument = text(error, ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::ArgumentConflict => conflict(error, argument?),
        ErrorKind::NoEquals => {
            tr!(
                "clap-no-equals",
                "equal sign is needed when assigning values to '{argument}'",
                argument = argument?
            )
        }
        ErrorKind::InvalidValue => {
            let value = text(error, ContextKind::InvalidValue)?;
            let message = if value.is_empty() {
                tr!(
                    "clap-no-value",
                    "a value is required for '{argument}' but none was supplied",
                    argument = argument?
                )
            } else {
                tr!(
                    "clap-invalid-value",
                    "invalid value '{value}' for '{argument}'",
                    value,
                    argument = argument?
                )
            };
            let possible =
                texts(error, ContextKind::ValidValue).filter(|values| !values.is_empty());
            match possible {
                Some(values) => {
                    let possible = tr!(
                        "clap-possible",
                        "possible values: {values}",
                        values = values.join(", ")
                    );
                    format!("{message}\n  [{possible}]")
                }
                None => message,
            }
        }
        ErrorKind::InvalidSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand)?;
            tr!(
                "clap-command",
                "unrecognized subcommand '{command}'",
                command
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = texts(error, ContextKind::InvalidArg)?;
            let start = tr!(
                "clap-missing",
                "the following required arguments were not provided:"
            );
            format!("{start}\n  {}", missing.join("\n  "))
        }
        ErrorKind::MissingSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand)?;
            tr!(
                "clap-no-command",
                "'{command}' requires a subcommand but one was not provided",
                command
            )
        }
        ErrorKind::TooManyValues => {
            let value = text(error, ContextKind::InvalidValue)?;
            tr!(
                "clap-too-many",
                "unexpected value '{value}' for '{argument}' found; no more were expected",
                value,
                argument = argument?
            )
        }
        ErrorKind::TooFewValues => tr!(
            "clap-too-few",
            "{least} values required by '{argument}'; only {actual} provided",
            least = number(error, ContextKind::MinValues),
            argument = argument?,
            actual = number(error, ContextKind::ActualNumValues)
        ),
        ErrorKind::WrongNumberOfValues => tr!(
            "clap-number",
            "{expected} values required for '{argument}' but {actual} provided",
            expected = number(error, ContextKind::ExpectedNumValues),
            argument = argument?,
            actual = number(error, ContextKind::ActualNumValues)
        ),
        ErrorKind::ValueValidation => {
            let value = text(error, ContextKind::InvalidValue)?;
            let message = tr!(
                "clap-invalid-value",
                "invalid value '{value}' for '{argument}'",
                value,
                argument = argument?
            );
            let source = std::error::Error::source(error);
            source.map_or(message.clone(), |source| {
                format!("{message}: {}", reason(&source.to_string()))
            })
        }
        ErrorKind::UnknownArgument => {
            tr!(
                "clap-argument",
                "unexpected argument '{argument}' found",
                argument = argument?
            )
        }
        _ => return None,
    })
}

/// The reason why a value is invalid, from the texts of the parsers of clap and of the standard library.
fn reason(text: &str) -> String {
    if let Some((value, range)) = text.split_once(" is not in ") {
        return tr!("clap-range", "{value} is not in {range}", value, range);
    }
    match text {
        "invalid digit found in string" => tr!("clap-digit", "invalid digit found in string"),
        "cannot parse integer from empty string" => {
            tr!("clap-empty", "cannot parse integer from empty string")
        }
        "too many characters in string" => tr!("clap-characters", "too many characters in string"),
        "invalid IP address syntax" => tr!("clap-address", "invalid IP address syntax"),
        _ => text.to_owned(),
    }
}

fn conflict(error: &Error, argument: &str) -> String {
    let others = texts(error, ContextKind::PriorArg).unwrap_or_default();
    if others.iter().all(|other| other == argument) {
        return tr!(
            "clap-twice",
            "the argument '{argument}' cannot be used multiple times",
            argument
        );
    }
    let others = format!("'{}'", others.join("', '"));
    tr!(
        "clap-conflict",
        "the argument '{argument}' cannot be used with {others}",
        argument,
        others
    )
}

/// Appends the suggestions.
fn tips(error: &Error, text: &mut String) {
    let similar = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    for names in similar.into_iter().filter_map(|kind| texts(error, kind)) {
        let names = format!("'{}'", names.join("', '"));
        let _ = writeln!(
            text,
            "\n  {}",
            tr!("clap-similar", "tip: similar: {names}", names)
        );
    }
}
