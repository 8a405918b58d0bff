// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

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
    ///Of `querySales`.
    QuerySales(types::SaleList),
    ///Of `notifySale`.
    NotifySale(types::NotifySaleSuccess),
    ///Of `withdrawSale`.
    WithdrawSale(()),
    ///Of `correctSale`.
    CorrectSale(types::RecordedSale),
    ///Of `listCountries`.
    ListCountries(::std::vec::Vec<::std::string::String>),
}
/// The documented body of an error, by operation.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Refusal {
    ///Of `querySales`.
    QuerySales(types::GatewayError),
    ///Of `notifySale`.
    NotifySale(types::NotifySaleError),
    ///Of `withdrawSale`.
    WithdrawSale(types::GatewayError),
    ///Of `correctSale`.
    CorrectSale(types::GatewayError),
    ///Of `listCountries`.
    ListCountries(types::GatewayError),
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
    ("Correction", &["amount"]),
    ("Sale", &["client", "saleDate", "amount"]),
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
        "querySales" => {
            let call = Call::new(&operations::QUERY_SALES, values, client.query_sales())
                .set(
                    Field::path("contractNo"),
                    builder::QuerySales::contract_no::<types::ContractNo>,
                )
                .set(
                    Field::query("client"),
                    builder::QuerySales::client::<::std::string::String>,
                )
                .set(
                    Field::query("countries"),
                    builder::QuerySales::countries::<
                        ::std::vec::Vec<::std::string::String>,
                    >,
                )
                .set(
                    Field::query("month"),
                    builder::QuerySales::month::<::std::vec::Vec<i32>>,
                )
                .set(
                    Field::header("X-Correlation-ID"),
                    builder::QuerySales::x_correlation_id::<::std::string::String>,
                );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::QuerySales,
                    Refusal::QuerySales,
                )
                .await
        }
        "notifySale" => {
            let call = Call::new(&operations::NOTIFY_SALE, values, client.notify_sale())
                .set(
                    Field::path("contractNo"),
                    builder::NotifySale::contract_no::<types::ContractNo>,
                )
                .body(true, REQUIRED, builder::NotifySale::body::<types::Sale>);
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::NotifySale,
                    Refusal::NotifySale,
                )
                .await
        }
        "withdrawSale" => {
            let call = Call::new(
                    &operations::WITHDRAW_SALE,
                    values,
                    client.withdraw_sale(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::WithdrawSale::contract_no::<types::ContractNo>,
                )
                .set(Field::path("saleNo"), builder::WithdrawSale::sale_no::<i64>);
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::WithdrawSale,
                    Refusal::WithdrawSale,
                )
                .await
        }
        "correctSale" => {
            let call = Call::new(
                    &operations::CORRECT_SALE,
                    values,
                    client.correct_sale(),
                )
                .set(
                    Field::path("contractNo"),
                    builder::CorrectSale::contract_no::<types::ContractNo>,
                )
                .set(Field::path("saleNo"), builder::CorrectSale::sale_no::<i64>)
                .body(true, REQUIRED, builder::CorrectSale::body::<types::Correction>);
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::CorrectSale,
                    Refusal::CorrectSale,
                )
                .await
        }
        "listCountries" => {
            let call = Call::new(
                &operations::LIST_COUNTRIES,
                values,
                client.list_countries(),
            );
            send(
                    Box::pin(call.finish()?.send()),
                    Outcome::ListCountries,
                    Refusal::ListCountries,
                )
                .await
        }
        _ => Err(unknown_operation(operation, operations::ALL).into()),
    }
}
