//! How much credit a debtor may have: a small part of an ERP, on top of the API's client.
//!
//! It takes the raw client, which an authorised one derefs to, so that tests can bring mocks.

use classifications_api::types::{ClassificationRequest, GatewayError, StatusCode};
use classifications_api::{Amount, Client, Error};

/// What the insurer says about a debtor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// Sales up to this amount are covered.
    UpTo(Amount),
    /// Not yet, or not any more.
    None(String),
}

/// The cover of a debtor, requesting it where nobody has.
///
/// # Errors
/// Of the API's client.
pub async fn cover(
    client: &Client,
    contract_no: &str,
    request: ClassificationRequest,
) -> Result<Cover, Error<GatewayError>> {
    let query = client.query_classifications().contract_no(contract_no);
    let debtor = &request.debtor;
    let query = query
        .tax_id(debtor.tax_id.as_str())
        .country(debtor.country.clone());
    let known = match query.send().await {
        Ok(list) => list.into_inner().classifications.into_iter().next_back(),
        // the API answers a debtor that it does not know with 400
        Err(Error::Rejected(rejected)) if rejected.status() == 400 => None,
        Err(other) => return Err(other),
    };
    let classification = match known {
        Some(known) => known,
        None => {
            let create = client.create_classification().contract_no(contract_no);
            create.body(request).send().await?.into_inner()
        }
    };
    Ok(match classification.granted_limit {
        Some(limit) if classification.active => Cover::UpTo(limit),
        _ if classification.status_code == StatusCode::AWAITING_PREMIUM_DECISION => {
            Cover::None("the premium has to be accepted first".to_owned())
        }
        _ => Cover::None(classification.status_description),
    })
}
