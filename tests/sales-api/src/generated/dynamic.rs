// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

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
    ///A success of `querySales`.
    QuerySales(types::SaleList),
    ///A success of `notifySale`.
    NotifySale(types::NotifySaleSuccessByStatus),
    ///A success of `withdrawSale`.
    WithdrawSale(()),
    ///A success of `correctSale`.
    CorrectSale(types::RecordedSale),
    ///A success of `queryMovements`.
    QueryMovements(types::MovementList),
    ///A success of `moveSale`.
    MoveSale(types::MoveSaleSuccessByStatus),
    ///A success of `listCountries`.
    ListCountries(::std::vec::Vec<::std::string::String>),
}
/// The documented body of an error, by operation.
#[derive(Debug, ::serde::Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ErrorBody {
    ///An error of `querySales`.
    QuerySales(types::GatewayError),
    ///An error of `notifySale`.
    NotifySale(types::NotifySaleErrorByStatus),
    ///An error of `withdrawSale`.
    WithdrawSale(types::GatewayError),
    ///An error of `correctSale`.
    CorrectSale(types::GatewayError),
    ///An error of `queryMovements`.
    QueryMovements(types::Envelope),
    ///An error of `moveSale`.
    MoveSale(types::Envelope),
    ///An error of `listCountries`.
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
    ("Movement", &["saleNo"]),
    ("Sale", &["client", "saleDate", "amount"]),
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
        "querySales" | "GET /contracts/{contractNo}/sales" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::QUERY_SALES,
                            values,
                            client.query_sales(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .set(
                            Field::query("client"),
                            |call, value: ::std::string::String| call.client(value),
                        )
                        .set(
                            Field::query("countries"),
                            |call, value: ::std::vec::Vec<::std::string::String>| {
                                call.countries(value)
                            },
                        )
                        .set(
                            Field::query("month"),
                            |call, value: ::std::vec::Vec<i32>| call.month(value),
                        )
                        .set(
                            Field::header("X-Correlation-ID"),
                            |call, value: ::std::string::String| {
                                call.x_correlation_id(value)
                            },
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::QuerySales,
                            ErrorBody::QuerySales,
                        )
                        .await
                })
                .await
        }
        "notifySale" | "POST /contracts/{contractNo}/sales" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::NOTIFY_SALE,
                            values,
                            client.notify_sale(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .body(true, REQUIRED, |call, body: types::Sale| call.body(body));
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::NotifySale,
                            ErrorBody::NotifySale,
                        )
                        .await
                })
                .await
        }
        "withdrawSale" | "DELETE /contracts/{contractNo}/sales/{saleNo}" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::WITHDRAW_SALE,
                            values,
                            client.withdraw_sale(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .set(
                            Field::path("saleNo"),
                            |call, value: i64| call.sale_no(value),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::WithdrawSale,
                            ErrorBody::WithdrawSale,
                        )
                        .await
                })
                .await
        }
        "correctSale" | "POST /contracts/{contractNo}/sales/{saleNo}/corrections" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::CORRECT_SALE,
                            values,
                            client.correct_sale(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .set(
                            Field::path("saleNo"),
                            |call, value: i64| call.sale_no(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::Correction| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::CorrectSale,
                            ErrorBody::CorrectSale,
                        )
                        .await
                })
                .await
        }
        "queryMovements" | "GET /contracts/{contractNo}/movements" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::QUERY_MOVEMENTS,
                            values,
                            client.query_movements(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .set(
                            Field::query("fromSaleNo"),
                            |call, value: i64| call.from_sale_no(value),
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
        "moveSale" | "POST /contracts/{contractNo}/movements" => {
            Box::pin(async move {
                    let call = Call::new(
                            &operations::MOVE_SALE,
                            values,
                            client.move_sale(),
                        )
                        .set(
                            Field::path("contractNo"),
                            |call, value: types::ContractNo| call.contract_no(value),
                        )
                        .body(
                            true,
                            REQUIRED,
                            |call, body: types::Movement| call.body(body),
                        );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::MoveSale,
                            ErrorBody::MoveSale,
                        )
                        .await
                })
                .await
        }
        "listCountries" | "GET /countries" => {
            Box::pin(async move {
                    let call = Call::new(
                        &operations::LIST_COUNTRIES,
                        values,
                        client.list_countries(),
                    );
                    send(
                            Box::pin(call.finish()?.send()),
                            Outcome::ListCountries,
                            ErrorBody::ListCountries,
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
