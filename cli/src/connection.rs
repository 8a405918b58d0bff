//! Makes the client from the options, the environment and the profile.

use api_transport::ApiEnvironment;
use std::path::PathBuf;

use classifications_auth::credentials::CredentialsSource as _;
use classifications_auth::{Authorised, Client, ClientBuilder};
use classifications_sandbox::{Sandbox, base_path, token_path};
use secrecy::{ExposeSecret, SecretString};

use crate::arguments::Connection;
use crate::command_line::variables::line_end;
use crate::config;
use crate::error::CommandError;

/// The addresses of an API.
pub struct Addresses {
    /// The base URL of the document.
    pub base_url: &'static str,
    pub environments: &'static [ApiEnvironment],
}

/// A client of the API that the options name, with the credentials of the environment or the profile. If the options name a
/// sandbox, a client of the sandbox, with the credentials that every sandbox has.
pub fn to(connection: &Connection) -> Result<Client, CommandError> {
    builder(connection)?.build().map_err(CommandError::set_up)
}

/// The transport for another API than that of classifications, and its base URL: the one that the options name, or that of
/// the chosen environment.
pub fn to_other(
    connection: &Connection,
    addresses: &Addresses,
) -> Result<(Authorised, String), CommandError> {
    let transport = builder(connection)?.build_transport();
    let transport = transport.map_err(CommandError::set_up)?;
    let base_url = if let Some(origin) = &connection.sandbox_url {
        // the sandbox serves the path of the document's URL on another host
        let url = reqwest::Url::parse(addresses.base_url).map_err(CommandError::set_up)?;
        Some(format!("{}{}", origin.trim_end_matches('/'), url.path()))
    } else {
        connection.base_url.clone()
    };
    let base_url = match base_url {
        Some(url) => transport
            .check_base_url(addresses.environments, &url)
            .map_err(CommandError::set_up)?,
        None => transport
            .base_url(addresses.environments)
            .map_err(CommandError::set_up)?
            .to_owned(),
    };
    Ok((transport, base_url))
}

/// The builder of the client of [`to`].
pub fn builder(connection: &Connection) -> Result<ClientBuilder, CommandError> {
    let mut builder = Client::builder();
    if let Some(file) = &connection.root_certificate {
        let pem =
            std::fs::read(file).map_err(|e| CommandError::file("--root-certificate", file, e))?;
        builder = builder.root_certificate(pem);
    }
    if let Some(origin) = &connection.sandbox_url {
        let origin = origin.trim_end_matches('/');
        let credentials = classifications_sandbox::Credentials::default();
        let base_path = base_path().map_err(CommandError::sandbox)?;
        let token_path = token_path().map_err(CommandError::sandbox)?;
        return Ok(as_sandbox_user(builder, &credentials)?
            .base_url(format!("{origin}{base_path}"))
            .token_url(format!("{origin}{token_path}")));
    }
    builder = builder.credentials(config::credentials());
    if let Some(folder) = token_folder(connection) {
        builder = builder.token_cache(folder);
    }
    if let Some(file) = config::state_file() {
        if file.to_string_lossy().contains(['\r', '\n']) {
            return Err(CommandError::set_up(line_end("CESCE_STATE_FILE")));
        }
        builder = builder.state_file(file);
    }
    if let Some(name) = &connection.environment {
        builder = builder.environment(name);
    }
    if let Some(url) = &connection.base_url {
        builder = builder.base_url(url);
    }
    if let Some(url) = &connection.token_url {
        builder = builder.token_url(url);
    }
    Ok(builder)
}

/// The folder in which tokens are kept for later commands; `None` if no token is kept.
pub fn token_folder(connection: &Connection) -> Option<PathBuf> {
    if connection.no_token_cache || connection.sandbox_url.is_some() || !config::caches_tokens() {
        return None;
    }
    Some(config::state_folder()?.join("tokens"))
}

/// The secrets that no output may contain. The credentials of the sandbox are not secret.
pub async fn secrets(connection: &Connection) -> Result<Vec<SecretString>, CommandError> {
    if connection.sandbox_url.is_some() {
        return Ok(Vec::new());
    }
    let fetched = config::credentials().fetch().await;
    let fetched = fetched.map_err(CommandError::set_up)?;
    let secrets = [
        fetched.client_secret(),
        fetched.username(),
        fetched.password(),
    ];
    Ok(secrets.map(Clone::clone).to_vec())
}

/// A text with secrets replaced. Secrets of fewer than 4 bytes are not replaced, since they occur in other words.
pub fn without_secrets(text: &str, secrets: &[SecretString]) -> String {
    let secrets = secrets.iter().map(ExposeSecret::expose_secret);
    let secrets = secrets.filter(|secret| secret.len() >= 4);
    secrets.fold(text.to_owned(), |text, secret| {
        text.replace(secret, "[secret]")
    })
}

/// A client of a sandbox in this process.
pub fn to_sandbox(sandbox: &Sandbox) -> Result<Client, CommandError> {
    as_sandbox_user(Client::builder(), sandbox.credentials())?
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()
        .map_err(CommandError::set_up)
}

/// Sets the credentials of a sandbox.
fn as_sandbox_user(
    builder: ClientBuilder,
    user: &classifications_sandbox::Credentials,
) -> Result<ClientBuilder, CommandError> {
    let credentials = classifications_auth::Credentials::new(
        user.client_id.as_str(),
        user.client_secret.as_str(),
        user.username.as_str(),
        user.password.as_str(),
    );
    Ok(builder.credentials(credentials.map_err(CommandError::set_up)?))
}
