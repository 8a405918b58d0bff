//! `login`, `whoami` and `token`: the account in use.

use std::io::IsTerminal as _;
use std::time::{Duration, SystemTime};

use api_transport::{Error, Operation};
use clap::error::ErrorKind;
use clap::{Args, Command};
use classifications_api::operations;
use classifications_auth::credentials::CredentialsSource as _;
use classifications_auth::{ClientInfo as _, NotSent, ScopeSet, Token, TokenError};
use secrecy::ExposeSecret as _;

use crate::arguments::{Connection, Display, Format};
use crate::command_names;
use crate::error::CommandError;
use crate::language;
use crate::output::{self, Json};
use crate::tr;
use crate::{config, connection, telemetry};

/// Options of `login`.
#[derive(Debug, Args)]
pub struct Scopes {
    /// A scope to request; may be repeated [default: the scopes of the first operation of the document that only reads].
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
}

/// Options of `token`.
#[derive(Debug, Args)]
pub struct TokenOptions {
    #[command(flatten)]
    scopes: Scopes,
    /// Print the token on a terminal, too.
    #[arg(long)]
    force: bool,
}

/// The commands `login`, `whoami` and `token`.
pub fn commands() -> [Command; 3] {
    let login = "Check the credentials by requesting a token";
    let whoami = "Show the profile and the account, without a request";
    let token = "Print an access token, for another program";
    [
        Scopes::augment_args(Command::new(command_names::LOGIN)).about(login).long_about(format!(
            "{login}, and show the granted scopes and the lifetime of the token. Only the token is stored, unless \
             --no-token-cache is given. Refused credentials are not sent again"
        )),
        Command::new(command_names::WHOAMI)
            .about(whoami),
        TokenOptions::augment_args(Command::new(command_names::TOKEN)).about(token).long_about(format!(
            "{token}. A program that has the token can use the account until it expires. It is printed on a terminal only \
             with --force"
        )),
    ]
}

/// Requests a token, even if one is cached, and prints its scopes and lifetime.
pub async fn login(
    options: &Scopes,
    connection: &Connection,
    display: &Display,
) -> Result<(), CommandError> {
    let client = connection::to(connection)?;
    let scopes = options.scope_set()?;
    let token = client.transport().tokens().request(&scopes).await;
    let token = token.map_err(error_without_token)?;
    let granted = token.granted_scopes().unwrap_or(&scopes).to_string();
    let lifetime = lifetime(&token).map(|it| it.as_secs());
    let mut record = vec![
        ("profile", profile()),
        ("token_endpoint", text(client.transport().token_url())),
        ("requested_scopes", text(&scopes.to_string())),
        ("granted_scopes", text(&granted)),
    ];
    let seconds = lifetime.map_or(Json::Null, |seconds| Json::Number(seconds.to_string()));
    record.push(("expires_in_seconds", seconds));
    print(display, &record)
}

/// Shows the account.
pub async fn whoami(connection: &Connection, display: &Display) -> Result<(), CommandError> {
    let client = connection::to(connection)?;
    language::keep_for_programs(display.output != Format::Table);
    let (username, client_id, source) = if connection.sandbox_url.is_some() {
        let credentials = classifications_sandbox::Credentials::default();
        (
            credentials.username,
            credentials.client_id,
            tr!("of-sandbox", "those of every sandbox"),
        )
    } else {
        let source = config::credentials();
        let credentials = source.fetch().await.map_err(CommandError::set_up)?;
        let exposed = |secret: &secrecy::SecretString| secret.expose_secret().to_owned();
        (
            exposed(credentials.username()),
            exposed(credentials.client_id()),
            source.description().to_owned(),
        )
    };
    let record = vec![
        ("profile", profile()),
        ("username", Json::String(username)),
        ("client_id", Json::String(shortened(&client_id))),
        ("credentials", Json::String(source)),
        ("api", text(client.baseurl())),
        ("token_endpoint", text(client.transport().token_url())),
        ("scopes", Json::String(all_scopes()?.to_string())),
    ];
    print(display, &record)
}

/// Prints a token.
pub async fn token(options: &TokenOptions, connection: &Connection) -> Result<(), CommandError> {
    if std::io::stdout().is_terminal() && !options.force {
        let text = tr!(
            "token-on-terminal",
            "a token is a secret, and standard output is a terminal; redirect it to a program, or give --force"
        ) + "\n";
        return Err(clap::Error::raw(ErrorKind::MissingRequiredArgument, text).into());
    }
    let client = connection::to(connection)?;
    let scopes = options.scopes.scope_set()?;
    let token = client.transport().tokens().token(&scopes).await;
    let token = token.map_err(error_without_token)?;
    output::note(&match lifetime(&token) {
        Some(left) => tr!(
            "token-warning-for",
            "warning: a program that has this token can use the account for {seconds} s",
            seconds = left.as_secs()
        ),
        None => tr!(
            "token-warning",
            "warning: a program that has this token can use the account"
        ),
    });
    let header = token.authorization();
    let text = header.to_str().map_err(CommandError::set_up)?;
    output::line(text.strip_prefix("Bearer ").unwrap_or(text))
}

impl Scopes {
    /// The scopes of `--scope`, or those of the first safe operation that has scopes, or those of the first other operation that has
    /// scopes.
    fn scope_set(&self) -> Result<ScopeSet, CommandError> {
        if !self.scopes.is_empty() {
            let scopes = self
                .scopes
                .iter()
                .flat_map(|scope| scope.split_whitespace());
            return ScopeSet::new(scopes).map_err(CommandError::set_up);
        }
        let operations = operations::ALL.iter().copied();
        let safe_operations = operations.clone().filter(|operation| operation.is_safe());
        let mut scopes = safe_operations.chain(operations).filter_map(scopes);
        Ok(scopes.next().map_or(ScopeSet::EMPTY, ScopeSet::of))
    }
}

fn scopes(operation: &'static Operation) -> Option<&'static [&'static str]> {
    operation.oauth2_scopes
}

/// The scopes of all operations of the document.
fn all_scopes() -> Result<ScopeSet, CommandError> {
    let all = operations::ALL.iter().copied().filter_map(scopes).flatten();
    ScopeSet::new(all.copied()).map_err(CommandError::set_up)
}

/// The error of a command that got no token.
fn error_without_token(error: TokenError) -> CommandError {
    telemetry::token_error(&error);
    CommandError::call::<()>(Error::NotSent(NotSent::from(error)))
}

/// The remaining lifetime of a token; `None` if its expiry is unknown or has passed.
fn lifetime(token: &Token) -> Option<Duration> {
    token.expires_at()?.duration_since(SystemTime::now()).ok()
}

fn profile() -> Json {
    config::active().map_or(Json::Null, |profile| text(&profile.name))
}

fn text(text: &str) -> Json {
    Json::String(text.to_owned())
}

/// The first characters of a client id, which are enough to distinguish applications. The whole id is not shown, since it is
/// sent as a key.
fn shortened(client_id: &str) -> String {
    let length = client_id.chars().count();
    let start: String = client_id.chars().take(4.min(length / 2)).collect();
    format!("{start}…")
}

/// The label of a value for people.
fn label(name: &str) -> String {
    match name {
        "profile" => tr!("label-profile", "profile"),
        "username" => tr!("label-username", "username"),
        "client_id" => tr!("label-client-id", "client id"),
        "credentials" => tr!("label-credentials", "credentials"),
        "token_endpoint" => tr!("label-token-endpoint", "token endpoint"),
        "scopes" => tr!("label-scopes", "scopes"),
        "requested_scopes" => tr!("label-requested-scopes", "requested scopes"),
        "granted_scopes" => tr!("label-granted-scopes", "granted scopes"),
        "expires_in_seconds" => tr!("label-expires", "expires in seconds"),
        other => other.replace('_', " "),
    }
}

/// Prints a record: one line per value for people, or an object for programs.
fn print(display: &Display, record: &[(&str, Json)]) -> Result<(), CommandError> {
    if display.output == Format::Table {
        let lines = record
            .iter()
            .map(|(name, value)| vec![label(name), value.text()]);
        let lines: Vec<Vec<String>> = lines.collect();
        return output::aligned(&lines)
            .iter()
            .try_for_each(|line| output::line(line));
    }
    let names: Vec<&str> = record.iter().map(|(name, _)| *name).collect();
    let members = record
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    let object = Json::Object(members.collect());
    match display.output {
        Format::Json => output::line(&object.pretty()),
        _ => output::print_list(display, &names, &[object]),
    }
}
