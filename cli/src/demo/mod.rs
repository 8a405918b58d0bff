//! The demo: the whole life cycle of classifications against a sandbox in this process, offline.
//!
//! What it shows is not played: each step is a call of the generated client, over HTTP on loopback,
//! with a token that the auth crate fetched. A step that does not end as the story says ends the
//! demo with an error.

mod account;
mod story;

use classifications_sandbox::Sandbox;

use self::account::Account;
use self::story::Story;
use crate::connection;
use crate::failure::Failure;

/// Plays the demo.
pub async fn run() -> Result<(), Failure> {
    let sandbox = Sandbox::start().await.map_err(Failure::sandbox)?;
    let contract = sandbox.collections().into_iter().next();
    let contract = contract.ok_or_else(|| Failure::sandbox("it knows no contract"))?;
    let account = Account::begin(sandbox.base_url())?;
    let account = Story::new(connection::to_sandbox(&sandbox)?, contract, account)
        .play()
        .await?;
    account.end(&sandbox.received())?;
    sandbox.stop().await;
    Ok(())
}
