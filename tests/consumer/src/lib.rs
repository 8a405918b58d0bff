//! The classifications of a contract: a small part of an ERP on top of the API's client.
//!
//! It takes the raw client, to which an authorised client dereferences, so that tests can use mocks.
//! It uses only parts that every document of the API has, so that it builds with any document.

use classifications_api::{Client, Error};

/// The classifications of a contract as JSON, to be stored as received.
///
/// # Errors
/// The errors of the API's client.
pub async fn classifications(client: &Client, contract_no: &str) -> Result<String, Error<()>> {
    let query = client.query_classifications().contract_no(contract_no);
    match query.send().await {
        Ok(list) => Ok(String::from_utf8_lossy(list.body()).into_owned()),
        Err(error) => Err(error.map_documented(drop)),
    }
}
