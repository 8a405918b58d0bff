// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! Calls by data: an operation by its id, values by their names.
//!
//! [`api_transport::dynamic`](::progenitor_client::dynamic) documents the names and values.
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
    ///A success of `queryClassifications`.
    QueryClassifications(types::ClassificationsResponse),
    ///A success of `createClassification`.
    CreateClassification(types::ClassificationsResponse),
    ///A success of `activateDeactivateClassification`.
    ActivateDeactivateClassification(types::ClassificationsResponse),
    ///A success of `cancelClassification`.
    CancelClassification(types::ClassificationsResponse),
    ///A success of `acceptDenyPremium`.
    AcceptDenyPremium(types::ClassificationsResponse),
}
/// The documented body of an error, by operation.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ErrorBody {
    ///An error of `queryClassifications`.
    QueryClassifications(types::QueryClassificationsErrorByStatus),
    ///An error of `createClassification`.
    CreateClassification(types::CreateClassificationErrorByStatus),
    ///An error of `activateDeactivateClassification`.
    ActivateDeactivateClassification(
        types::ActivateDeactivateClassificationErrorByStatus,
    ),
    ///An error of `cancelClassification`.
    CancelClassification(types::CancelClassificationErrorByStatus),
    ///An error of `acceptDenyPremium`.
    AcceptDenyPremium(types::AcceptDenyPremiumErrorByStatus),
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
    ("ActivationRequest", &["activationInd"]),
    (
        "ClassificationRequest",
        &["countryCode", "creditLimitRequested", "currencyCode", "paymentTermsRequested"],
    ),
    ("PremiumRequest", &["acceptanceInd"]),
];
/// Calls an operation by its id, or by method and path (`GET /things/{id}`).
///
/// # Errors
/// [`Error::NotSent`] for an unknown operation, or with all unknown names and all missing or invalid values;
/// else the errors of the operation.
#[allow(deprecated, unused_variables)]
pub async fn call(
    client: &Client,
    operation: &str,
    values: Values,
) -> Result<ResponseValue<Outcome>, Error<ErrorBody>> {
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
                            Field::query("languageCode"),
                            |call, value: types::LanguageCode| call.language_code(value),
                        )
                        .set(
                            Field::query("endorsementNo"),
                            |call, value: types::QueryClassificationsEndorsementNo| {
                                call.endorsement_no(value)
                            },
                        )
                        .set(
                            Field::query("customerReference"),
                            |call, value: types::QueryClassificationsCustomerReference| {
                                call.customer_reference(value)
                            },
                        )
                        .set(
                            Field::query("countryCode"),
                            |call, value: types::QueryClassificationsCountryCode| {
                                call.country_code(value)
                            },
                        )
                        .set(
                            Field::query("taxCode"),
                            |call, value: types::QueryClassificationsTaxCode| {
                                call.tax_code(value)
                            },
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::QueryClassifications,
                            ErrorBody::QueryClassifications,
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
                        .set(
                            Field::query("languageCode"),
                            |call, value: types::LanguageCode| call.language_code(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::ClassificationRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::CreateClassification,
                            ErrorBody::CreateClassification,
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
                        .set(
                            Field::query("languageCode"),
                            |call, value: types::LanguageCode| call.language_code(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::ActivationRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::ActivateDeactivateClassification,
                            ErrorBody::ActivateDeactivateClassification,
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
                        .set(
                            Field::query("languageCode"),
                            |call, value: types::LanguageCode| call.language_code(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::CancellationRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::CancelClassification,
                            ErrorBody::CancelClassification,
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
                        .set(
                            Field::query("languageCode"),
                            |call, value: types::LanguageCode| call.language_code(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::PremiumRequest| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::AcceptDenyPremium,
                            ErrorBody::AcceptDenyPremium,
                        )
                        .await
                })
                .await
        }
        _ => Err(unknown_operation(operation, operations::ALL).into()),
    }
}
/// The pages of an operation; the parameters are those of [`call`]. An operation without paging has one page.
/// If the values contain a cursor, the pages start there.
#[must_use]
pub fn pages<'a>(
    client: &'a Client,
    operation: &'a str,
    values: Values,
) -> Pages<'a, Outcome, ErrorBody> {
    ::progenitor_client::dynamic::pages(
        operations::ALL,
        operation,
        values,
        move |values| { call(client, operation, values) },
    )
}
