//! The options that do not come from the document.
//!
//! Secrets are never options, since an argument is visible to every process of the machine: they come
//! from the environment.

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::command_names;
use crate::tr;

/// The server to call, and the parts of the configuration to use.
#[derive(Debug, Default, Args)]
#[allow(clippy::struct_field_names, reason = "the names of the options")]
pub struct Connection {
    /// Environment of the API, instead of both URLs: a name from the document's overlay.
    #[arg(long, global = true, env = "CESCE_ENVIRONMENT", value_name = "NAME", help_heading = GENERAL)]
    pub environment: Option<String>,
    /// Base URL of the API that the command calls, along with --token-url [default: the one of the document].
    #[arg(long, global = true, env = "CESCE_BASE_URL", value_name = "URL", help_heading = GENERAL)]
    pub base_url: Option<String>,
    /// Token endpoint, along with --base-url [default: the one of the document].
    #[arg(long, global = true, env = "CESCE_TOKEN_URL", value_name = "URL", help_heading = GENERAL)]
    pub token_url: Option<String>,
    /// Use a running sandbox (`classifications sandbox`) with its own credentials, instead of any environment or URL.
    #[arg(long, global = true, value_name = "URL", help_heading = GENERAL)]
    pub sandbox_url: Option<String>,
    /// Trust this certificate, in PEM format, in addition to those of the system.
    #[arg(
        long,
        global = true,
        env = "CESCE_ROOT_CERTIFICATE",
        value_name = "FILE",
        help_heading = GENERAL
    )]
    pub root_certificate: Option<PathBuf>,
    /// Use the settings of this profile; see `classifications profile` [default: the one that `profile use` chose].
    #[arg(long, global = true, env = "CLASSIFICATIONS_PROFILE", value_name = "NAME", help_heading = GENERAL)]
    pub profile: Option<String>,
    /// Request a new token, and do not keep it for later commands.
    #[arg(long, global = true, help_heading = GENERAL)]
    pub no_token_cache: bool,
}

/// How results are printed.
#[derive(Debug, Default, Args)]
pub struct Display {
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t = Format::Table, help_heading = GENERAL)]
    pub output: Format,
    /// The columns of a table or of CSV, by the names of the API's properties.
    #[arg(
        long,
        global = true,
        value_name = "A,B",
        value_delimiter = ',',
        help_heading = GENERAL
    )]
    pub columns: Vec<String>,
    /// Show all columns of a table in their full width.
    #[arg(long, global = true, help_heading = GENERAL)]
    pub wide: bool,
    /// Language of the explanations of error codes, such as `es` [default: that of the environment].
    #[arg(long, global = true, value_name = "LANGUAGE", help_heading = GENERAL)]
    pub language: Option<String>,
}

impl Display {
    /// The language of explanations.
    pub fn language(&self) -> String {
        self.language.clone().unwrap_or_else(language)
    }
}

/// The language of explanations if `--language` is absent: that of `--lang`, or that of the environment.
pub fn language() -> String {
    crate::language::chosen().map_or_else(locale, str::to_owned)
}

/// The locale of the environment; empty if none is set.
pub fn locale() -> String {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut set = variables.filter_map(|name| std::env::var(name).ok());
    set.find(|value| !value.is_empty()).unwrap_or_default()
}

/// The heading of the options that all commands share.
pub const GENERAL: &str = "Connection and output";

/// The options that commands without a call to the API reject.
pub const CALL_OPTIONS: [&str; 12] = [
    "environment",
    "base_url",
    "token_url",
    "sandbox_url",
    "root_certificate",
    "profile",
    "no_token_cache",
    "metrics_file",
    "output",
    "columns",
    "wide",
    "language",
];

/// The subset of [`CALL_OPTIONS`] that controls how a result is printed.
pub const OUTPUT_OPTIONS: [&str; 4] = ["output", "columns", "wide", "language"];

/// An output format.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a table that fits the terminal.
    #[default]
    Table,
    /// For programs: the response as JSON, every number as the API wrote it.
    Json,
    /// For programs: one JSON object per line, for each row.
    Jsonl,
    /// For programs: a JSON object about the call, successful or not, with status, transaction id, rows, body and error; its
    /// schema is docs/envelope.schema.json.
    Envelope,
    /// For spreadsheets: RFC 4180, with a header.
    Csv,
}

/// The values of an option in arguments that are not parsed yet.
pub fn values_of(arguments: impl Iterator<Item = OsString>, option: &str) -> Vec<OsString> {
    let mut arguments = arguments.skip(1).take_while(|argument| argument != "--");
    let mut values = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.to_str().and_then(|text| text.strip_prefix(option)) {
            Some("") => values.extend(arguments.next()),
            Some(rest) => values.extend(rest.strip_prefix('=').map(OsString::from)),
            None => {}
        }
    }
    values
}

/// Parses `NAME=VALUE`.
pub fn named_value(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = pair.ok_or_else(|| tr!("not-named", "must be NAME=VALUE"))?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Whether these arguments request JSON. An invalid command line counts, too, so that a program can parse its error.
pub fn want_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let is_json = |value: &OsString| {
        ["json", "jsonl", "envelope"]
            .iter()
            .any(|format| value == format)
    };
    values_of(arguments, "--output").iter().any(is_json)
}

/// Whether these arguments can print a help text or a man page. No argument or a single one can, too, since a command whose
/// arguments are missing prints its help.
pub fn may_show_help(arguments: impl Iterator<Item = OsString>) -> bool {
    let words: Vec<OsString> = arguments.skip(1).collect();
    match words.as_slice() {
        [] => true,
        [only] => only != "-V" && only != "--version",
        _ => words.iter().any(|word| {
            let help_words = ["-h", "--help", "help", command_names::MAN];
            help_words.iter().any(|help_word| word == *help_word)
        }),
    }
}

/// Options of `sandbox`.
#[derive(Debug, Args)]
pub struct Sandbox {
    /// Port; 0 lets the system choose.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Address to listen on. If it is not a loopback address, everyone who can reach it can use the sandbox.
    #[arg(long, default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Play this document, OpenAPI 3.0 in JSON or YAML, instead of the embedded ones.
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// Behave by this model, instead of the embedded one; spec/README.md describes its format.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Initial faults, in a TOML file; the sandbox's guide describes them.
    #[arg(long, value_name = "FILE")]
    pub faults: Option<PathBuf>,
    /// Use TLS with a certificate that is made at the start, and write the certificate to this file in PEM format. Clients
    /// trust it with --root-certificate.
    #[arg(long, value_name = "FILE")]
    pub tls: Option<PathBuf>,
}
