//! What the insurer holds for a contract: a small part of an ERP, on top of the API's client.
//!
//! It takes the raw client, which an authorised one derefs to, so that tests can bring mocks. It uses what every document of
//! the API has, so that it is built with the crates of any.

use classifications_api::{Client, Error};

/// The classifications of a contract as JSON, to be stored as received.
///
/// # Errors
/// Of the API's client.
pub async fn classifications(client: &Client, contract_no: &str) -> Result<String, Error<()>> {
    let query = client.query_classifications().contract_no(contract_no);
    match query.send().await {
        Ok(list) => Ok(String::from_utf8_lossy(list.body()).into_owned()),
        Err(error) => Err(error.map_documented(drop)),
    }
}
