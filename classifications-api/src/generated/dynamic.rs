// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! Calls by data: an operation by its id, values by their names.
//!
//! [`api_transport::dynamic`](::progenitor_client::dynamic) says which names and values there are.
#[allow(unused_imports)]
use ::progenitor_client::dynamic::{Call, Field, Required, send, unknown_operation};
use ::progenitor_client::{ByteStream, Error, ResponseValue};
#[allow(unused_imports)]
use super::{Client, builder, operations, types};
pub use ::progenitor_client::dynamic::Values;
/// The value of a success, by operation.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Outcome {
    ///Of `queryClassifications`.
    QueryClassifications(types::ClassificationList),
    ///Of `createClassification`.
    CreateClassification(types::Classification),
    ///Of `activateDeactivateClassification`.
    ActivateDeactivateClassification(types::Classification),
    ///Of `cancelClassification`.
    CancelClassification(types::Classification),
    ///Of `acceptDenyPremium`.
    AcceptDenyPremium(types::Classification),
}
/// The documented body of an error, by operation.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Refusal {
    ///Of `queryClassifications`.
    QueryClassifications(types::GatewayError),
    ///Of `createClassification`.
    CreateClassification(types::GatewayError),
    ///Of `activateDeactivateClassification`.
    ActivateDeactivateClassification(types::GatewayError),
    ///Of `cancelClassification`.
    CancelClassification(types::GatewayError),
    ///Of `acceptDenyPremium`.
    AcceptDenyPremium(types::GatewayError),
}
impl Outcome {
    /// The content of a response that is a stream of bytes.
    #[must_use]
    pub fn into_stream(self) -> Option<ByteStream> {
        match self {
            #[allow(unreachable_patterns)]
            _ => None,
        }
    }
}
#[allow(dead_code)]
const REQUIRED: Required = &[
    ("ActivationRequest", &["endorsementNo", "action"]),
    ("CancellationRequest", &["endorsementNo"]),
    (
        "ClassificationRequest",
        &["debtor", "requestedLimit", "currency", "paymentTermDays"],
    ),
    ("Debtor", &["taxId", "country"]),
    ("PremiumDecisionRequest", &["endorsementNo", "decision"]),
];
/// Calls the operation with this id.
///
/// # Errors
/// [`Error::NotSent`] for an unknown operation, and for all names that are unknown and all values that
/// are missing or invalid; any other error as the operation itself.
#[allow(deprecated)]
pub async fn call(
    client: &Client,
    operation: &str,
    values: Values,
) -> Result<ResponseValue<Outcome>, Error<Refusal>> {
    match operation {
        "queryClassifications" => {
            let call = Call::new(
                    &operations::QUERY_CLASSIFICATIONS,
                    values,
                    client.query_classifications(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::QueryClassifications::contract_no::<types::ContractNo>,
                )
                .set(
                    Field::query("endorsementNo"),
                    builder::QueryClassifications::endorsement_no::<i64>,
                )
                .set(
                    Field::query("customerReference"),
                    builder::QueryClassifications::customer_reference::<
                        ::std::string::String,
                    >,
                )
                .set(
                    Field::query("taxId"),
                    builder::QueryClassifications::tax_id::<::std::string::String>,
                )
                .set(
                    Field::query("country"),
                    builder::QueryClassifications::country::<types::CountryCode>,
                )
                .set(
                    Field::query("statusCode"),
                    builder::QueryClassifications::status_code::<::std::vec::Vec<i32>>,
                );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::QueryClassifications,
                    Refusal::QueryClassifications,
                )
                .await
        }
        "createClassification" => {
            let call = Call::new(
                    &operations::CREATE_CLASSIFICATION,
                    values,
                    client.create_classification(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::CreateClassification::contract_no::<types::ContractNo>,
                )
                .body(
                    true,
                    REQUIRED,
                    builder::CreateClassification::body::<types::ClassificationRequest>,
                );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::CreateClassification,
                    Refusal::CreateClassification,
                )
                .await
        }
        "activateDeactivateClassification" => {
            let call = Call::new(
                    &operations::ACTIVATE_DEACTIVATE_CLASSIFICATION,
                    values,
                    client.activate_deactivate_classification(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::ActivateDeactivateClassification::contract_no::<
                        types::ContractNo,
                    >,
                )
                .body(
                    true,
                    REQUIRED,
                    builder::ActivateDeactivateClassification::body::<
                        types::ActivationRequest,
                    >,
                );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::ActivateDeactivateClassification,
                    Refusal::ActivateDeactivateClassification,
                )
                .await
        }
        "cancelClassification" => {
            let call = Call::new(
                    &operations::CANCEL_CLASSIFICATION,
                    values,
                    client.cancel_classification(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::CancelClassification::contract_no::<types::ContractNo>,
                )
                .body(
                    true,
                    REQUIRED,
                    builder::CancelClassification::body::<types::CancellationRequest>,
                );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::CancelClassification,
                    Refusal::CancelClassification,
                )
                .await
        }
        "acceptDenyPremium" => {
            let call = Call::new(
                    &operations::ACCEPT_DENY_PREMIUM,
                    values,
                    client.accept_deny_premium(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::AcceptDenyPremium::contract_no::<types::ContractNo>,
                )
                .body(
                    true,
                    REQUIRED,
                    builder::AcceptDenyPremium::body::<types::PremiumDecisionRequest>,
                );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::AcceptDenyPremium,
                    Refusal::AcceptDenyPremium,
                )
                .await
        }
        _ => Err(unknown_operation(operation, operations::ALL).into()),
    }
}
