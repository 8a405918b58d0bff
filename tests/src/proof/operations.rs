//! Each operation of the API as a call that succeeds on the demo contract.

use api_transport::Error;
use classifications_api::Client;
use classifications_api::types::{ActivationAction, Debtor, GatewayError, PremiumDecision};

use super::CONTRACT;

/// The `operationId`s.
pub const OPERATIONS: [&str; 5] = [
    "queryClassifications",
    "createClassification",
    "activateDeactivateClassification",
    "cancelClassification",
    "acceptDenyPremium",
];

/// The status of a success, or the error.
pub type Sent = Result<u16, Error<GatewayError>>;

/// Calls an operation on what the demo contract begins with: each succeeds there once.
///
/// # Errors
/// The call's error.
pub async fn perform(client: &Client, operation: &str) -> Sent {
    Ok(match operation {
        "queryClassifications" => {
            let query = client.query_classifications().contract_no(CONTRACT);
            query
                .tax_id("B85905495")
                .country("ES")
                .send()
                .await?
                .status()
        }
        "createClassification" => {
            let debtor = Debtor::builder().tax_id("B85905495").country("ES");
            let create = client.create_classification().contract_no(CONTRACT);
            let create = create.body_map(|body| {
                body.debtor(debtor)
                    .requested_limit("40000.00")
                    .currency("EUR")
                    .payment_term_days(60)
            });
            create.send().await?.status()
        }
        "activateDeactivateClassification" => {
            let switch = client.activate_deactivate_classification();
            let switch = switch.contract_no(CONTRACT).body_map(|body| {
                body.endorsement_no(600_002)
                    .action(ActivationAction::Deactivate)
            });
            switch.send().await?.status()
        }
        "cancelClassification" => {
            let cancel = client.cancel_classification().contract_no(CONTRACT);
            let cancel = cancel.body_map(|body| body.endorsement_no(600_003));
            cancel.send().await?.status()
        }
        "acceptDenyPremium" => {
            let accept = client.accept_deny_premium().contract_no(CONTRACT);
            let accept = accept.body_map(|body| {
                body.endorsement_no(600_005)
                    .decision(PremiumDecision::Accept)
            });
            accept.send().await?.status()
        }
        other => panic!("there is no operation {other}"),
    }
    .as_u16())
}
