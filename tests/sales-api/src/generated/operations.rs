// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

//! What each operation is: id, method, path template, security.
use ::progenitor_client::{ApiEnvironment, Operation};
///The base URL of the API, as the document has it.
pub const BASE_URL: &str = "https://invented.invalid/invented/sandbox/sales/v2";
///The token endpoint, as the document has it.
pub const TOKEN_URL: &str = "https://api.cesce.es/sandbox/oauth2/v1/token";
/// The environments that are known by name.
pub static ENVIRONMENTS: &[ApiEnvironment] = &[];
/// All operations, in the document's order.
pub static ALL: &[&Operation] = &[
    &QUERY_SALES,
    &NOTIFY_SALE,
    &WITHDRAW_SALE,
    &CORRECT_SALE,
    &LIST_COUNTRIES,
];
///`GET /contracts/{contractNo}/sales`: Sales of a contract
pub static QUERY_SALES: Operation = Operation::new(
        "querySales",
        ::reqwest::Method::GET,
        "/contracts/{contractNo}/sales",
    )
    .scopes(&["read"])
    .accept("application/json");
///`POST /contracts/{contractNo}/sales`: Notify a sale
pub static NOTIFY_SALE: Operation = Operation::new(
        "notifySale",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/sales",
    )
    .scopes(&["create"])
    .api_key_headers(&["X-IBM-Client-Id"])
    .accept("application/json")
    .content_type("application/json");
///`DELETE /contracts/{contractNo}/sales/{saleNo}`: Withdraw a sale
pub static WITHDRAW_SALE: Operation = Operation::new(
        "withdrawSale",
        ::reqwest::Method::DELETE,
        "/contracts/{contractNo}/sales/{saleNo}",
    )
    .scopes(&["delete"])
    .accept("application/json");
///`POST /contracts/{contractNo}/sales/{saleNo}/corrections`: Correct the amount of a sale
pub static CORRECT_SALE: Operation = Operation::new(
        "correctSale",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/sales/{saleNo}/corrections",
    )
    .scopes(&["update", "read"])
    .accept("application/json")
    .content_type("application/json");
///`GET /countries`: Countries in which sales can be insured
pub static LIST_COUNTRIES: Operation = Operation::new(
        "listCountries",
        ::reqwest::Method::GET,
        "/countries",
    )
    .scopes(&["read"])
    .accept("application/json");
