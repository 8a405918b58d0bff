//! `config show`: every setting in effect, and its origin.

use std::collections::BTreeMap;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use classifications_auth::ClientInfo as _;
use classifications_auth::credentials::CredentialsSource as _;

use super::credentials::{VALUES, credentials};
use super::fingerprint::Key;
use super::read::OPTIONS;
use super::{PROFILE_VARIABLE, Setting, active, location};
use crate::api::{Api, ApiOption};
use crate::arguments::{Connection, Display, Format};
use crate::command_names;
use crate::error::{CommandError, chain};
use crate::language;
use crate::output::{self, Json};
use crate::tr;
use crate::{connection, options_of};

/// The command `config`.
pub fn config_command() -> Command {
    let about = "Show every setting in effect, and secrets as fingerprints";
    let show = Command::new("show")
        .about(about)
        .long_about(format!(
            "{about}. A fingerprint shows whether two secrets are equal, on this machine only. A command that gives credentials \
             is run"
        ))
        .arg(
            Arg::new("origin")
                .long("origin")
                .action(ArgAction::SetTrue)
                .help("Also show the origin of each setting: a flag, a variable, a line of the profile, the document, or \
                 a default"),
        );
    Command::new(command_names::CONFIG)
        .about("Show the configuration")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(show)
}

/// A setting in effect.
struct Row {
    name: String,
    value: String,
    origin: String,
}

impl Row {
    fn new(name: &str, value: impl Into<String>, origin: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
            origin: origin.into(),
        }
    }
}

/// Runs `config show`.
pub async fn run_config<'a>(
    apis: impl Iterator<Item = &'a Api>,
    (command_line, matches): (&Command, &ArgMatches),
) -> Result<(), CommandError> {
    let Some((_, matches)) = matches.subcommand() else {
        return Ok(());
    };
    let connection: Connection = options_of(matches)?;
    language::keep_for_programs(options_of::<Display>(matches)?.output != Format::Table);
    let mut rows = vec![file()?, profile(&connection)];
    rows.extend(
        OPTIONS
            .iter()
            .filter_map(|key| option(command_line, matches, key)),
    );
    rows.extend(addresses(&connection));
    rows.push(variable_or_default("journal", "CESCE_JOURNAL", || {
        Some(
            super::state_folder()?
                .join("batches.db")
                .display()
                .to_string(),
        )
    }));
    rows.push(variable_or_default(
        "state-file",
        "CESCE_STATE_FILE",
        || Some(super::state_file()?.display().to_string()),
    ));
    rows.push(token_cache(&connection));
    rows.extend(values(apis));
    rows.extend(secrets(&connection).await);
    print(&options_of(matches)?, &rows, matches.get_flag("origin"))
}

fn print(display: &Display, rows: &[Row], with_origin: bool) -> Result<(), CommandError> {
    let rows = rows.iter().map(|row| {
        let members = [
            ("setting", &row.name),
            ("value", &row.value),
            ("origin", &row.origin),
        ];
        let members = members.into_iter().take(if with_origin { 3 } else { 2 });
        let members = members.map(|(name, text)| (name.to_owned(), Json::String(text.clone())));
        Json::Object(members.collect())
    });
    let rows: Vec<Json> = rows.collect();
    let names: &[&str] = if with_origin {
        // the widest column comes last, so that a narrow terminal breaks only its lines
        &["setting", "origin", "value"]
    } else {
        &["setting", "value"]
    };
    // values must not be shortened
    let display = Display {
        output: display.output,
        columns: display.columns.clone(),
        wide: true,
        language: None,
    };
    output::print_list(&display, names, &rows)
}

fn file() -> Result<Row, CommandError> {
    let is_named = std::env::var_os(super::FILE).is_some_and(|file| !file.is_empty());
    let origin = if is_named {
        variable_origin(super::FILE)
    } else {
        default_origin()
    };
    let text = location()?.map(|file| {
        let file_name = file.display();
        if file.exists() {
            file_name.to_string()
        } else {
            tr!("file-absent", "{file} (does not exist)", file = file_name)
        }
    });
    Ok(Row::new("file", text.unwrap_or_default(), origin))
}

fn profile(connection: &Connection) -> Row {
    let Some(profile) = active() else {
        return Row::new("profile", "", not_set());
    };
    let is_variable = std::env::var(PROFILE_VARIABLE).is_ok_and(|name| name == profile.name);
    let origin = match &connection.profile {
        Some(_) if is_variable => variable_origin(PROFILE_VARIABLE),
        Some(_) => flag_origin("profile"),
        None => tr!("origin-default-profile", "default-profile of the file"),
    };
    Row::new("profile", &profile.name, origin)
}

/// The origin of a setting of the profile: its line. The first row of the output names the file.
fn line_origin(setting: &Setting) -> String {
    tr!("origin-line", "profile, line {line}", line = setting.line)
}

fn setting_of_profile(key: &str) -> Option<&'static Setting> {
    let profile = active()?;
    profile.settings.iter().find(|setting| setting.key == key)
}

/// The row of an option of the command line.
fn option(command_line: &Command, matches: &ArgMatches, key: &str) -> Option<Row> {
    let id = key.replace('-', "_");
    let values = matches.try_get_raw(&id).ok()?;
    let values: Vec<String> = values
        .into_iter()
        .flatten()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    let variable = command_line
        .get_arguments()
        .find(|arg| arg.get_id() == id.as_str());
    let variable = variable
        .and_then(Arg::get_env)
        .map(|name| name.display().to_string());
    let origin = match (matches.value_source(&id), setting_of_profile(key)) {
        (Some(ValueSource::CommandLine), _) => flag_origin(key),
        (Some(ValueSource::EnvVariable), _) => variable_origin(&variable.unwrap_or_default()),
        (Some(_), Some(setting)) => line_origin(setting),
        (Some(_), None) => default_origin(),
        (None, _) => not_set(),
    };
    Some(Row::new(key, values.join(","), origin))
}

/// The addresses that result from the options.
fn addresses(connection: &Connection) -> Vec<Row> {
    let client = connection::to(connection);
    match client {
        Ok(client) => {
            let origin = if connection.sandbox_url.is_some() {
                "sandbox-url".to_owned()
            } else if connection.environment.is_some() {
                "environment".to_owned()
            } else if connection.base_url.is_some() {
                tr!("origin-urls", "base-url and token-url")
            } else {
                document_origin()
            };
            vec![
                Row::new("api", client.baseurl(), origin.as_str()),
                Row::new("token-endpoint", client.transport().token_url(), origin),
            ]
        }
        Err(error) => vec![Row::new("api", chain(&error), invalid())],
    }
}

fn variable_or_default(key: &str, variable: &str, default: impl Fn() -> Option<String>) -> Row {
    if let Some(text) = std::env::var(variable).ok().filter(|text| !text.is_empty()) {
        return Row::new(key, text, variable_origin(variable));
    }
    if let Some(setting) = setting_of_profile(key) {
        return Row::new(key, setting.values.concat(), line_origin(setting));
    }
    Row::new(key, default().unwrap_or_default(), default_origin())
}

fn token_cache(connection: &Connection) -> Row {
    let origin = if connection.no_token_cache {
        flag_origin("no-token-cache")
    } else if let Some(setting) = setting_of_profile("token-cache") {
        line_origin(setting)
    } else {
        default_origin()
    };
    let folder = connection::token_folder(connection);
    let folder = folder.map_or_else(
        || tr!("cache-off", "off"),
        |folder| folder.display().to_string(),
    );
    Row::new("token-cache", folder, origin)
}

/// The values of the document's options that come from variables, the profile or the document, and the options whose variable
/// is not set.
fn values<'a>(apis: impl Iterator<Item = &'a Api>) -> Vec<Row> {
    let mut rows = BTreeMap::new();
    for option in apis
        .flat_map(|api| &api.commands)
        .flat_map(|command| &command.options)
    {
        if let Some(row) = of_document(option) {
            rows.entry(option.name.clone()).or_insert(row);
        }
    }
    rows.into_values().collect()
}

fn of_document(option: &ApiOption) -> Option<Row> {
    let name = format!("--{}", option.name);
    let variable = option.environment.as_deref();
    let text = variable.and_then(|variable| std::env::var(variable).ok());
    if let (Some(text), Some(variable)) = (text.filter(|text| !text.is_empty()), variable) {
        return Some(Row::new(&name, text, variable_origin(variable)));
    }
    if let Some(setting) = active().and_then(|profile| profile.value(option)) {
        return Some(Row::new(
            &name,
            setting.values.join(","),
            line_origin(setting),
        ));
    }
    if let Some(default) = &option.default {
        return Some(Row::new(&name, default, document_origin()));
    }
    let variable = variable?;
    Some(Row::new(&name, "", format!("{} ({variable})", not_set())))
}

/// The credentials, as fingerprints.
async fn secrets(connection: &Connection) -> Vec<Row> {
    if connection.sandbox_url.is_some() {
        return vec![Row::new(
            "credentials",
            tr!("of-sandbox", "those of every sandbox"),
            "sandbox-url",
        )];
    }
    let source = credentials();
    let mut rows = vec![Row::new(
        "credentials",
        source.description(),
        credentials_origin(),
    )];
    let fetched = match source.fetch().await {
        Ok(fetched) => fetched,
        Err(error) => {
            rows.push(Row::new("credentials", chain(&error), invalid()));
            return rows;
        }
    };
    let key = super::state_folder().and_then(|folder| Key::read_or_create(&folder).ok());
    let secrets = [
        fetched.client_id(),
        fetched.client_secret(),
        fetched.username(),
        fetched.password(),
    ];
    for ((name, _), secret) in VALUES.iter().zip(secrets) {
        let fingerprint = key.as_ref().map(|key| key.fingerprint(name, secret));
        let text = match fingerprint {
            Some(print) => tr!("set-fingerprint", "set, fingerprint {print}", print),
            None => tr!("set", "set"),
        };
        rows.push(Row::new(name, text, source.description()));
    }
    rows
}

fn credentials_origin() -> String {
    match setting_of_profile("credentials") {
        Some(setting) if !super::credentials::are_in_environment() => line_origin(setting),
        _ => tr!("origin-environment", "environment"),
    }
}

fn flag_origin(option: &str) -> String {
    tr!("origin-flag", "flag --{option}", option)
}

fn variable_origin(name: &str) -> String {
    tr!("origin-variable", "variable {name}", name)
}

fn default_origin() -> String {
    tr!("origin-default", "default")
}

fn document_origin() -> String {
    tr!("origin-document", "document")
}

fn not_set() -> String {
    tr!("origin-not-set", "not set")
}

fn invalid() -> String {
    tr!("origin-invalid", "invalid")
}
