//! From options and environment to a client.

use classifications_auth::Client;
use classifications_auth::credentials::Environment;
use classifications_sandbox::{BASE_PATH, Sandbox, TOKEN_PATH};

use crate::arguments::Connection;
use crate::failure::Failure;

/// A client of the API that the options name, with the credentials of the environment, or of the
/// sandbox that they name, with the credentials that every sandbox knows.
pub fn to(connection: &Connection) -> Result<Client, Failure> {
    if let Some(origin) = &connection.sandbox_url {
        let origin = origin.trim_end_matches('/');
        let known = classifications_sandbox::Credentials::default();
        return sandbox(
            &format!("{origin}{BASE_PATH}"),
            &format!("{origin}{TOKEN_PATH}"),
            &known,
        );
    }
    let mut builder = Client::builder().credentials(Environment::default());
    if let Some(url) = &connection.base_url {
        builder = builder.base_url(url);
    }
    if let Some(url) = &connection.token_url {
        builder = builder.token_url(url);
    }
    builder.build().map_err(Failure::set_up)
}

/// A client of a sandbox in this process.
pub fn to_sandbox(running: &Sandbox) -> Result<Client, Failure> {
    sandbox(
        running.base_url(),
        running.token_url(),
        running.credentials(),
    )
}

fn sandbox(
    base_url: &str,
    token_url: &str,
    credentials: &classifications_sandbox::Credentials,
) -> Result<Client, Failure> {
    let c = credentials;
    let credentials = classifications_auth::Credentials::new(
        c.client_id.as_str(),
        c.client_secret.as_str(),
        c.username.as_str(),
        c.password.as_str(),
    );
    Client::builder()
        .credentials(credentials.map_err(Failure::set_up)?)
        .base_url(base_url)
        .token_url(token_url)
        .build()
        .map_err(Failure::set_up)
}
