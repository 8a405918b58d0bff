//! `doctor`: checks the path to the API, step by step, and prints a remedy for each failed check.
//!
//! It changes nothing. The only call of the API is a safe one, and the guard against lockout applies as for all commands.

mod account;
mod network;
mod report;

use clap::{Args, Command};
use classifications_auth::http::client_builder;
use classifications_auth::{Client, ClientInfo as _, RetryPolicy};
use reqwest::Url;

use self::network::Server;
use self::report::{Check, Report};
use crate::api::Api;
use crate::arguments::{Connection, named_value};
use crate::command_names;
use crate::error::{CommandError, chain};
use crate::language;
use crate::tr;
use crate::{connection, output};

/// Options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// A value for the query, by the name of its option; may be repeated.
    #[arg(long = "value", value_name = "NAME=VALUE", value_parser = named_value)]
    values: Vec<(String, String)>,
}

/// The command `doctor`.
pub fn command() -> Command {
    let about = "Check configuration, network, TLS, clock, credentials and one query";
    Options::augment_args(Command::new(command_names::DOCTOR))
        .about(about)
        .long_about(format!(
            "{about}. Nothing is changed, and refused credentials are not sent again. A check that depends on one that \
             failed is skipped.\n\nExit codes: 0 no check failed, 1 a check failed."
        ))
        .after_help(
            "Examples:\n  classifications doctor\n  classifications doctor --json --environment NAME",
        )
}

/// Runs all checks and prints their results.
pub async fn run(
    api: &Api,
    options: &Options,
    mut connection: Connection,
) -> Result<(), CommandError> {
    // a cached token would not show whether the credentials are accepted
    connection.no_token_cache = true;
    language::keep_for_programs(options.json);
    let mut report = Report::default();
    report.add(account::variables(api));
    match client(&connection) {
        Ok(client) => check(api, options, (&client, &connection), &mut report).await,
        Err(error) => {
            let remedy = error.remedy();
            let remedy = remedy.unwrap_or_else(|| {
                tr!(
                    "see-help-of",
                    "see `classifications {command} --help`",
                    command = command_names::DOCTOR
                )
            });
            report.add(Check::failed("client", chain(&error), remedy));
            for name in ["network", "token", "query"] {
                report.add(Check::skipped(name, tr!("no-client", "there is no client")));
            }
        }
    }
    if options.json {
        output::line(&report.json().pretty())?;
    } else {
        output::text(&report.text())?;
    }
    match report.failed() {
        0 => Ok(()),
        failed => Err(CommandError::ChecksFailed(failed)),
    }
}

/// The client of the other commands. If both URLs use TLS, the client also keeps the server's certificate. If one is plain
/// HTTP, the builder gets no HTTP client, since it would use none of the environment's proxies for such a client.
fn client(connection: &Connection) -> Result<Client, CommandError> {
    let builder =
        || Ok::<_, CommandError>(connection::builder(connection)?.retry(RetryPolicy::never()));
    let client = builder()?.build().map_err(CommandError::set_up)?;
    let is_plain_http = |url: &str| url.starts_with("http://");
    if is_plain_http(client.baseurl()) || is_plain_http(client.transport().token_url()) {
        return Ok(client);
    }
    let http = client_builder().tls_info(true);
    builder()?
        .http_client(http)
        .build()
        .map_err(CommandError::set_up)
}

async fn check(
    api: &Api,
    options: &Options,
    (client, connection): (&Client, &Connection),
    report: &mut Report,
) {
    let (base_url, token_url) = (client.baseurl(), client.transport().token_url());
    report.add(Check::ok(
        "client",
        tr!(
            "api-at",
            "API at {base_url}, tokens at {token_url}",
            base_url,
            token_url
        ),
    ));
    let (Ok(base), Ok(token)) = (Url::parse(base_url), Url::parse(token_url)) else {
        return;
    };
    let has_credentials = report.add(account::credentials(connection).await);
    let is_one_server = base.origin() == token.origin();
    let option = |text: String| match connection.sandbox_url {
        Some(_) => "--sandbox-url".to_owned(),
        None => text,
    };
    let base_option = option(tr!(
        "base-options",
        "--base-url (CESCE_BASE_URL) or --environment"
    ));
    let token_option = option(tr!(
        "token-options",
        "--token-url (CESCE_TOKEN_URL) or --environment"
    ));
    let token_server = Server {
        name: "the token endpoint",
        url: token,
        option: token_option.clone(),
    };
    let api_server = Server {
        name: if is_one_server {
            "API and token endpoint"
        } else {
            "the API"
        },
        url: base,
        option: base_option.clone(),
    };
    let http = client.transport().http();
    report.add(api_server.proxy_in_use());
    if !is_one_server {
        report.add(token_server.proxy_in_use());
    }
    let reaches_api = api_server.check(http, report).await;
    let reaches_tokens = if is_one_server {
        reaches_api
    } else {
        token_server.check(http, report).await
    };
    let account = account::Account {
        api,
        client,
        base_option,
        token_option,
    };
    let token = match (has_credentials, reaches_tokens) {
        (false, _) => Check::skipped("token", tr!("no-credentials", "there are no credentials")),
        (_, false) => Check::skipped(
            "token",
            tr!("no-endpoint", "the token endpoint cannot be reached"),
        ),
        _ => account.token().await,
    };
    let has_token = report.add(token);
    report.add(match (has_token, reaches_api) {
        (false, _) => Check::skipped("query", tr!("no-token", "there is no token")),
        (_, false) => Check::skipped("query", tr!("no-api", "the API cannot be reached")),
        _ => account.query(&options.values).await,
    });
}
