//! The insurer's APIs as one program needs them: an account, and a client of each.

use classifications_auth::{Client, ClientBuilder};

/// Clients of all APIs that the program calls, which share credentials, tokens and connections.
#[derive(Debug, Clone)]
pub struct Insurer {
    /// Credit limits.
    pub classifications: Client,
    /// Sales.
    pub sales: sales_api::Client,
}

impl Insurer {
    /// Clients of both APIs where their documents say that they are.
    ///
    /// # Errors
    /// When `client` lacks something.
    pub fn new(client: ClientBuilder) -> Result<Self, classifications_auth::BuildError> {
        Self::at(client, sales_api::operations::BASE_URL)
    }

    /// The same with sales elsewhere.
    ///
    /// # Errors
    /// When `client` lacks something.
    pub fn at(
        client: ClientBuilder,
        sales_url: &str,
    ) -> Result<Self, classifications_auth::BuildError> {
        let classifications = client.build()?;
        let transport = classifications.transport();
        let (http, sender) = (transport.http().clone(), transport.sender());
        let sales = sales_api::Client::new_with_client(sales_url, http, sender);
        Ok(Self {
            classifications,
            sales,
        })
    }
}
