//! Credentials that change while the process runs: `cargo run -p classifications-auth --example
//! rotating_credentials`.
//!
//! The client fetches credentials from their source before each token request, so it finds new ones without
//! a restart. Environment variables, files, a profile and a command are sources of this crate; this example
//! implements another one.

use std::sync::{Arc, Mutex, PoisonError};

use classifications_auth::credentials::{CredentialsError, CredentialsSource, Fetching};
use classifications_auth::{Client, Credentials, Error, NotSentReason};
use classifications_sandbox::Sandbox;

/// A store to which another program writes the current credentials.
#[derive(Clone, Default)]
struct Vault(Arc<Mutex<Option<Credentials>>>);

impl Vault {
    fn put(&self, credentials: Credentials) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(credentials);
    }
}

impl CredentialsSource for Vault {
    fn fetch(&self) -> Fetching<'_> {
        let current = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async {
            current
                .ok_or_else(|| CredentialsError::new("the vault is empty; put credentials into it"))
        })
    }
}

/// A source has to implement `Debug`, which must not show a secret.
impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(..)")
    }
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let accepted = sandbox.credentials().clone();
    let account = |password: String| {
        let accepted = accepted.clone();
        Credentials::new(
            accepted.client_id,
            accepted.client_secret,
            accepted.username,
            password,
        )
    };
    let vault = Vault::default();
    let client = Client::builder()
        .credentials(vault.clone())
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .build()?;
    let query = || {
        client
            .query_classifications()
            .contract_no("11000012345")
            .send()
    };

    // the vault is empty
    report("empty vault", query().await.map(drop));
    // an old password is refused once and not sent again, so that the account is not locked
    vault.put(account("last month's".to_owned())?);
    report("old password", query().await.map(drop));
    report("old password again", query().await.map(drop));
    println!(
        "the token endpoint received {} requests",
        token_requests(&sandbox)
    );
    // a new password is sent at once
    vault.put(account(accepted.password.clone())?);
    report("new password", query().await.map(drop));
    println!(
        "the token endpoint received {} requests",
        token_requests(&sandbox)
    );
    Ok(())
}

fn report<E: std::fmt::Debug>(name: &str, result: Result<(), Error<E>>) {
    match result {
        Ok(()) => println!("{name}: done"),
        Err(Error::NotSent(error)) if error.reason() == NotSentReason::Credentials => {
            let cause = std::error::Error::source(&error);
            println!(
                "{name}: {}",
                cause.map(ToString::to_string).unwrap_or_default()
            );
        }
        Err(error) => println!("{name}: {error}"),
    }
}

fn token_requests(sandbox: &Sandbox) -> usize {
    let received = sandbox.received();
    received
        .iter()
        .filter(|request| request.path.ends_with("/token"))
        .count()
}
