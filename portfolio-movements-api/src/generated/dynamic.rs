// Made by `cargo xtask generate --spec portfolio-movements.oas2.yaml --out ..`. Do not edit.

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
    ///A success of `queryMovements`.
    QueryMovements(types::MovementsResponse),
}
/// The documented body of an error, by operation.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ErrorBody {
    ///An error of `queryMovements`.
    QueryMovements(types::QueryMovementsErrorByStatus),
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
const REQUIRED: Required = &[];
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
        "queryMovements" | "GET /contracts/{contractNo}/movements" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::QUERY_MOVEMENTS,
                            values,
                            client.query_movements(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::QueryMovementsContractNo| {
                                call.contract_no(value)
                            },
                        )
                        .set(
                            Field::query("languageCode"),
                            |call, value: types::QueryMovementsLanguageCode| {
                                call.language_code(value)
                            },
                        )
                        .set(
                            Field::query("nextEndorsementNo"),
                            |call, value: types::QueryMovementsNextEndorsementNo| {
                                call.next_endorsement_no(value)
                            },
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::QueryMovements,
                            ErrorBody::QueryMovements,
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
