//! The APIs that the command line calls, each with its document and its generated client.

use std::sync::Arc;

use api_transport::ClientInfo as _;
use classifications_auth::{Client, dynamic};
use classifications_contract::{ContractError, Values};
use portfolio_movements_api as movements;

use crate::api::{Api, Command};
use crate::arguments::Connection;
use crate::call::{self, Success};
use crate::connection::{self, Addresses};
use crate::error::CommandError;
use crate::language;
use crate::pages::{self, List, Received};
use crate::recorder::{Recorded, Recorder};
use crate::telemetry;
use crate::tr;

/// An API with its commands.
pub struct Service {
    pub api: Api,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// The API of classifications, whose client is in `auth`.
    Classifications,
    Movements,
}

/// The client of an API.
pub enum Caller {
    Classifications(Client),
    Movements(movements::Client),
}

/// The API of classifications, and the others. No two commands have the same name, and none has a name in `taken`.
pub fn all(taken: &[&str]) -> Result<(Service, Vec<Service>), CommandError> {
    let api = Api::from_value(document(classifications_spec::DOCUMENT)?, taken)?;
    let commands = api.commands.iter().map(|command| command.name.as_str());
    let taken: Vec<&str> = taken.iter().copied().chain(commands).collect();
    let movements = document(classifications_spec::portfolio_movements::DOCUMENT)?;
    let movements = Service {
        api: Api::from_value(movements, &taken)?,
        kind: Kind::Movements,
    };
    let kind = Kind::Classifications;
    Ok((Service { api, kind }, vec![movements]))
}

/// A document in the user's language.
fn document(text: &str) -> Result<serde_json::Value, ContractError> {
    let document = serde_json::from_str(text).map_err(ContractError::NotJson)?;
    Ok(language::localised(document))
}

impl Service {
    /// The service of a document, with the client of classifications.
    #[cfg(test)]
    pub fn of_document(document: serde_json::Value) -> Result<Self, CommandError> {
        let (api, kind) = (Api::from_value(document, &[])?, Kind::Classifications);
        Ok(Self { api, kind })
    }

    /// Makes the client that the options name.
    pub fn connect(&self, connection: &Connection) -> Result<Caller, CommandError> {
        Ok(match self.kind {
            Kind::Classifications => Caller::Classifications(connection::to(connection)?),
            Kind::Movements => {
                let (transport, base_url) = connection::to_other(connection, &MOVEMENTS)?;
                let (http, sender) = (transport.http().clone(), transport.sender());
                Caller::Movements(movements::Client::new_with_client(&base_url, http, sender))
            }
        })
    }
}

static MOVEMENTS: Addresses = Addresses {
    base_url: movements::operations::BASE_URL,
    environments: movements::operations::ENVIRONMENTS,
};

impl Caller {
    /// Calls an operation. `language` is that of the explanations of error codes.
    pub async fn send(
        &self,
        command: &Command,
        values: Values,
        language: &str,
    ) -> Result<Success, CommandError> {
        let operation = &command.operation;
        match self {
            Self::Classifications(client) => {
                let result = telemetry::call(operation, client.call(operation, values)).await;
                call::success(command, result, dynamic::Outcome::into_stream, language).await
            }
            Self::Movements(client) => {
                let call = movements::dynamic::call(client, operation, values);
                let result = telemetry::call(operation, call).await;
                let into_stream = movements::dynamic::Outcome::into_stream;
                call::success(command, result, into_stream, language).await
            }
        }
    }

    /// The base URL of the API.
    pub fn base_url(&self) -> &str {
        match self {
            Self::Classifications(client) => client.baseurl(),
            Self::Movements(client) => client.baseurl(),
        }
    }

    /// Builds the request of an operation without sending it.
    pub async fn record(
        &self,
        command: &Command,
        values: Values,
    ) -> Result<Recorded, CommandError> {
        let (operation, recorder) = (&command.operation, Arc::new(Recorder::default()));
        let (url, sender) = (self.base_url(), recorder.sender());
        let error = match self {
            Self::Classifications(client) => {
                let http = client.transport().http().clone();
                let client = classifications_api::Client::new_with_client(url, http, sender);
                let result = dynamic::call(&client, operation, values).await;
                result.err().map(CommandError::call)
            }
            Self::Movements(client) => {
                let client =
                    movements::Client::new_with_client(url, client.client().clone(), sender);
                let result = movements::dynamic::call(&client, operation, values).await;
                result.err().map(CommandError::call)
            }
        };
        recorder.take().ok_or_else(|| {
            error.unwrap_or_else(|| {
                CommandError::set_up(tr!("request-not-made", "the request could not be made"))
            })
        })
    }

    /// Receives the rows of an operation, of all its pages.
    pub async fn rows(
        &self,
        command: &Command,
        values: Values,
        language: &str,
    ) -> Result<Received, CommandError> {
        let operation = &command.operation;
        if command.cursor.is_none() {
            let success = self.send(command, values, language).await?;
            return Received::of_success(command, success);
        }
        match self {
            Self::Classifications(client) => {
                pages::receive(command, client.pages(operation, values), language).await
            }
            Self::Movements(client) => {
                let pages = movements::dynamic::pages(client, operation, values);
                pages::receive(command, pages, language).await
            }
        }
    }

    /// Fetches and prints the pages of an operation.
    pub async fn list(&self, list: &List<'_>, values: Values) -> Result<(), CommandError> {
        let operation = &list.command.operation;
        match self {
            Self::Classifications(client) => list.show(client.pages(operation, values)).await,
            Self::Movements(client) => {
                let pages = movements::dynamic::pages(client, operation, values);
                list.show(pages).await
            }
        }
    }
}
