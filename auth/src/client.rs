//! The client: the operations of the generated client, each with the token that it needs.

use std::ops::Deref;

use api_transport::ApiEnvironment;
use classifications_api as api;
use classifications_api::dynamic::{self, ErrorBody, Outcome, Values};
use classifications_api::{Error, Pages, ResponseValue};

use crate::authorised::Authorised;
use crate::build_error::BuildError;
use crate::credentials::CredentialsSource;

/// The base URL of the document.
pub const BASE_URL: &str = api::operations::BASE_URL;

/// The token endpoint of the document.
pub const TOKEN_URL: &str = api::operations::TOKEN_URL;

/// The environments that [`ClientBuilder::environment`](crate::ClientBuilder::environment) accepts: `x-environments` of
/// the document's overlay.
pub static ENVIRONMENTS: &[ApiEnvironment] = api::operations::ENVIRONMENTS;

/// A client of the Classifications API that requests tokens, repeats requests and applies timeouts.
///
/// It dereferences to [`classifications_api::Client`], which has the operations. Clones are cheap and share
/// tokens and connections.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use classifications_auth::{Client, Credentials};
///
/// let client = Client::builder()
///     .credentials(Credentials::new("client id", "client secret", "user", "password")?)
///     .build()?;
/// let list = client.query_classifications().contract_no("11000012345").send().await?;
/// println!("{}", String::from_utf8_lossy(list.body()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Client {
    api: api::Client,
    transport: Authorised,
}

impl Client {
    /// A client of the API at `base_url` that uses an existing transport. It shares tokens, connections and settings with
    /// the other clients of the transport.
    ///
    /// # Errors
    /// As [`Authorised::check_base_url`].
    pub fn over(base_url: &str, transport: Authorised) -> Result<Self, BuildError> {
        let base_url = transport.check_base_url(ENVIRONMENTS, base_url)?;
        Ok(Self::at(&base_url, transport))
    }

    /// A client of the API at a base URL that has been checked.
    pub(crate) fn at(base_url: &str, transport: Authorised) -> Self {
        let http = transport.http().clone();
        Self {
            api: api::Client::new_with_client(base_url, http, transport.sender()),
            transport,
        }
    }

    /// A client with other credentials, which shares connections, settings, the retry budget and the guard against
    /// lockout. Use it for several accounts in one process.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl CredentialsSource) -> Self {
        let base_url = api::ClientInfo::baseurl(&self.api).to_owned();
        Self::at(&base_url, self.transport.with_credentials(credentials))
    }

    /// Calls the operation with this id with named values; see [`classifications_api::dynamic`].
    ///
    /// ```no_run
    /// # async fn example(client: classifications_auth::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use classifications_auth::dynamic::Values;
    ///
    /// let values = Values::from_iter([("contractNo".to_owned(), "11000012345".into())]);
    /// let response = client.call("queryClassifications", values).await?;
    /// println!("{} {}", response.status(), serde_json::to_string(&*response)?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`classifications_api::dynamic::call`].
    pub async fn call(
        &self,
        operation: &str,
        values: Values,
    ) -> Result<ResponseValue<Outcome>, Error<ErrorBody>> {
        dynamic::call(&self.api, operation, values).await
    }

    /// The pages of the operation with this id, which is called with named values; see [`Pages`]. An operation without
    /// paging has one page.
    ///
    /// ```no_run
    /// # async fn example(client: classifications_auth::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use classifications_auth::dynamic::Values;
    /// use futures_util::TryStreamExt as _;
    ///
    /// let values = Values::from_iter([("contractNo".to_owned(), "11000012345".into())]);
    /// let mut pages = client.pages("queryClassifications", values);
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} rows, then from {:?}", page.rows().len(), page.next_cursor());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn pages<'a>(
        &'a self,
        operation: &'a str,
        values: Values,
    ) -> Pages<'a, Outcome, ErrorBody> {
        dynamic::pages(&self.api, operation, values)
    }

    /// The transport, for other clients that the same pipeline generates.
    #[must_use]
    pub fn transport(&self) -> &Authorised {
        &self.transport
    }
}

impl Deref for Client {
    type Target = api::Client;

    fn deref(&self) -> &api::Client {
        &self.api
    }
}
