//! Checks the account: variables, credentials, a token, and one query.

use std::collections::BTreeSet;

use api_transport::{Error, Operation};
use classifications_api::operations;
use classifications_auth::credentials::CredentialsSource as _;
use classifications_auth::{Client, NotSent, ScopeSet, dynamic};
use classifications_contract::Values;
use http::StatusCode;

use super::report::Check;
use crate::api::{Api, Command};
use crate::arguments::{self, Connection};
use crate::call;
use crate::command_line::help;
use crate::config;
use crate::error::{CommandError, chain, is_wrong_token_url};
use crate::telemetry;
use crate::tr;

/// Reports the names of the variables that are set.
pub fn variables(api: &Api) -> Check {
    let options = api.commands.iter().flat_map(|command| &command.options);
    let documented: BTreeSet<&str> = options
        .filter_map(|option| option.environment.as_deref())
        .collect();
    let names = std::env::vars_os().filter(|(_, value)| !value.is_empty());
    let names = names.filter_map(|(name, _)| name.into_string().ok());
    let names: BTreeSet<String> = names
        .filter(|name| name.starts_with("CESCE_") || documented.contains(name.as_str()))
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let text = match names.as_slice() {
        [] => tr!("no-variable", "no variable is set"),
        _ => tr!("variables-set", "set: {names}", names = names.join(", ")),
    };
    let text = match config::active() {
        Some(profile) => tr!(
            "profile-and",
            "profile {name}; {text}",
            name = profile.name,
            text
        ),
        None => text,
    };
    Check::ok("configuration", text)
}

/// Checks whether the four values of the credentials can be read.
pub async fn credentials(connection: &Connection) -> Check {
    const NAME: &str = "credentials";
    if connection.sandbox_url.is_some() {
        return Check::ok(NAME, tr!("of-sandbox", "those of every sandbox"));
    }
    let source = config::credentials();
    match source.fetch().await {
        Ok(_) => Check::ok(
            NAME,
            tr!(
                "four-values",
                "all four values can be read from {source}",
                source = source.description()
            ),
        ),
        Err(error) => Check::failed(
            NAME,
            chain(&error),
            if source.is_environment() {
                tr!(
                    "set-four",
                    "set CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and CESCE_PASSWORD"
                )
            } else {
                tr!(
                    "correct-source",
                    "correct the source that the profile names, see `classifications config show --origin`"
                )
            },
        ),
    }
}

/// The checks that need credentials.
pub struct Account<'a> {
    pub api: &'a Api,
    pub client: &'a Client,
    /// The option that names the base URL.
    pub base_option: String,
    /// The option that names the token URL.
    pub token_option: String,
}

impl Account<'_> {
    /// Requests a token, once, for the scopes of the query.
    pub async fn token(&self) -> Check {
        const NAME: &str = "token";
        let Some(operation) = self.safe_commands().find_map(operation_of) else {
            return Check::skipped(
                NAME,
                tr!(
                    "no-safe-operation",
                    "the document has no operation that only reads"
                ),
            );
        };
        let Some(scopes) = operation.oauth2_scopes.map(ScopeSet::of) else {
            return Check::ok(
                NAME,
                tr!(
                    "needs-none",
                    "{operation} needs no token",
                    operation = operation.id
                ),
            );
        };
        match self.client.transport().tokens().token(&scopes).await {
            Ok(token) => {
                let granted = token.granted_scopes();
                let granted = granted.map_or_else(
                    || tr!("those-scopes", "those (the token endpoint lists none)"),
                    |granted| format!("\"{granted}\""),
                );
                Check::ok(
                    NAME,
                    tr!(
                        "token-granted",
                        "requested for the scopes \"{scopes}\", granted for {granted}",
                        scopes,
                        granted
                    ),
                )
            }
            Err(error) => {
                telemetry::token_error(&error);
                let text = chain(&error);
                let remedy = if is_wrong_token_url(&error) {
                    tr!(
                        "check-token-path",
                        "check the path of the token URL in {option}",
                        option = self.token_option
                    )
                } else {
                    let error = CommandError::call::<()>(Error::NotSent(NotSent::from(error)));
                    error.remedy().unwrap_or_else(|| {
                        tr!(
                            "check-and-credentials",
                            "check {option} and the credentials",
                            option = self.token_option
                        )
                    })
                };
                Check::failed(NAME, text, remedy)
            }
        }
    }

    /// Calls the first operation that only reads and whose required values are given.
    pub async fn query(&self, given: &[(String, String)]) -> Check {
        const NAME: &str = "query";
        let mut missing = None;
        for command in self.safe_commands() {
            match self.values(command, given) {
                Ok(values) => return self.call(command, values).await,
                Err(reason) => missing = missing.or(Some(reason)),
            }
        }
        let reason = missing.unwrap_or_else(|| {
            tr!(
                "no-safe-command",
                "the document has no command that only reads"
            )
        });
        Check::skipped(NAME, reason)
    }

    async fn call(&self, command: &Command, values: Values) -> Check {
        let call = self.client.call(&command.operation, values);
        let result = telemetry::call(&command.operation, call).await;
        let language = arguments::language();
        let result = call::success(command, result, dynamic::Outcome::into_stream, &language).await;
        let error = match result.map(|success| (success.status, success.error)) {
            Ok((status, None)) => {
                return Check::ok("query", format!("`{}`: {status}", command.name));
            }
            Ok((_, Some(error))) | Err(error) => error,
        };
        let status = match &error {
            CommandError::Rejected(rejected) => Some(rejected.status),
            _ => None,
        };
        let remedy = match status {
            Some(StatusCode::NOT_FOUND) => tr!(
                "check-base-path",
                "check the base URL in {option}, in particular its path",
                option = self.base_option
            ),
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
                tr!(
                    "ask-insurer",
                    "ask the insurer whether the application is registered for this API"
                )
            }
            _ => {
                let remedy = error.remedy();
                remedy.unwrap_or_else(|| {
                    tr!(
                        "see-help-of",
                        "see `classifications {command} --help`",
                        command = command.name
                    )
                })
            }
        };
        let text = format!("`{}`: {}", command.name, chain(&error));
        Check::failed("query", text, remedy)
    }

    /// The commands whose operations only read.
    fn safe_commands(&self) -> impl Iterator<Item = &Command> {
        let commands = self.api.commands.iter();
        commands.filter(|command| !command.is_unsafe())
    }

    /// The values of a command, from `--value`, the environment, the profile, or the defaults. The error is the reason why the
    /// operation cannot be called.
    fn values(&self, command: &Command, given: &[(String, String)]) -> Result<Values, String> {
        let mut values = Values::new();
        for option in &command.options {
            let names = [option.name.as_str(), option.field.name.as_str()];
            let given = given
                .iter()
                .find(|(name, _)| names.contains(&name.as_str()));
            let given = given.map(|(_, value)| value.clone());
            let of_environment = || {
                let value = std::env::var(option.environment.as_ref()?).ok()?;
                Some(value).filter(|value| !value.is_empty())
            };
            let Some(text) = given
                .or_else(of_environment)
                .or_else(|| config::value(option).map(str::to_owned))
                .or_else(|| option.default.clone())
            else {
                continue;
            };
            let value = option.field.facts.value(&[&text]);
            let value = value.map_err(|error| {
                format!(
                    "--{} {}",
                    option.name,
                    tr!("not-json", "is not JSON: {reason}", reason = error)
                )
            })?;
            values.insert(option.field.name.clone(), value);
        }
        values.extend(command.presets.clone());
        match call::check(self.api, command, &values) {
            Ok(()) => Ok(values),
            Err(error) => Err(help::line(&tr!(
                "needs-value",
                "`{command}` needs --value NAME=VALUE: {error}",
                command = command.name,
                error
            ))),
        }
    }
}

/// The operation of a command in the generated client.
fn operation_of(command: &Command) -> Option<&'static Operation> {
    let mut operations = operations::ALL.iter().copied();
    operations.find(|operation| operation.id == command.operation)
}
