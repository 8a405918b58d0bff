// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! Calls by data: an operation by its id, values by their names.
//!
//! [`api_transport::dynamic`](::progenitor_client::dynamic) says which names and values there are.
#[allow(unused_imports)]
use ::progenitor_client::dynamic::{Call, Field, Required, send, unknown_operation};
use ::progenitor_client::{ByteStream, Error, Pages, ResponseValue};
#[allow(unused_imports)]
use super::{Client, operations, types};
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
/// Calls an operation, which is given by its id or by method and path (`GET /things/{id}`).
///
/// # Errors
/// [`Error::NotSent`] for an unknown operation, and for all names that are unknown and all values that
/// are missing or invalid; any other error as the operation itself.
#[allow(deprecated, unused_variables)]
pub async fn call(
    client: &Client,
    operation: &str,
    values: Values,
) -> Result<ResponseValue<Outcome>, Error<Refusal>> {
    match operation {
        "queryClassifications" | "GET /contracts/{contractNo}/classifications" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::QUERY_CLASSIFICATIONS,
                            values,
                            client.query_classifications(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .set(
                            Field::query("endorsementNo"),
                            |call, value: i64| call.endorsement_no(value),
                        )
                        .set(
                            Field::query("customerReference"),
                            |call, value: ::std::string::String| {
                                call.customer_reference(value)
                            },
                        )
                        .set(
                            Field::query("taxId"),
                            |call, value: ::std::string::String| call.tax_id(value),
                        )
                        .set(
                            Field::query("country"),
                            |call, value: types::CountryCode| call.country(value),
                        )
                        .set(
                            Field::query("statusCode"),
                            |call, value: ::std::vec::Vec<i32>| call.status_code(value),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::QueryClassifications,
                            Refusal::QueryClassifications,
                        )
                        .await
                })
                .await
        }
        "createClassification" | "POST /contracts/{contractNo}/classifications" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::CREATE_CLASSIFICATION,
                            values,
                            client.create_classification(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::ClassificationRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::CreateClassification,
                            Refusal::CreateClassification,
                        )
                        .await
                })
                .await
        }
        "activateDeactivateClassification"
        | "POST /contracts/{contractNo}/classifications/activate-deactivate" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::ACTIVATE_DEACTIVATE_CLASSIFICATION,
                            values,
                            client.activate_deactivate_classification(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::ActivationRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::ActivateDeactivateClassification,
                            Refusal::ActivateDeactivateClassification,
                        )
                        .await
                })
                .await
        }
        "cancelClassification"
        | "POST /contracts/{contractNo}/classifications/cancel" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::CANCEL_CLASSIFICATION,
                            values,
                            client.cancel_classification(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::CancellationRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::CancelClassification,
                            Refusal::CancelClassification,
                        )
                        .await
                })
                .await
        }
        "acceptDenyPremium"
        | "POST /contracts/{contractNo}/classifications/accept-deny-premium" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::ACCEPT_DENY_PREMIUM,
                            values,
                            client.accept_deny_premium(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::PremiumDecisionRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::AcceptDenyPremium,
                            Refusal::AcceptDenyPremium,
                        )
                        .await
                })
                .await
        }
        _ => Err(unknown_operation(operation, operations::ALL).into()),
    }
}
/// The pages of an operation, which is given as for [`call`]. An operation without pages has one. The first page
/// is that of the cursor among the values, if there is one.
#[must_use]
pub fn pages<'a>(
    client: &'a Client,
    operation: &'a str,
    values: Values,
) -> Pages<'a, Outcome, Refusal> {
    ::progenitor_client::dynamic::pages(
        operations::ALL,
        operation,
        values,
        move |values| { call(client, operation, values) },
    )
}
