// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

//! The operations: id, method, path template, security.
use ::progenitor_client::{ApiEnvironment, Operation};
///The base URL of the API, from the document.
pub const BASE_URL: &str = "https://invented.invalid/invented/sandbox/sales/v2";
///The token endpoint, from the document.
pub const TOKEN_URL: &str = "https://api.cesce.es/sandbox/oauth2/v1/token";
/// The environments by name.
pub static ENVIRONMENTS: &[ApiEnvironment] = &[];
/// All operations, in the document's order.
pub static ALL: &[&Operation] = &[
    &QUERY_SALES,
    &NOTIFY_SALE,
    &WITHDRAW_SALE,
    &CORRECT_SALE,
    &QUERY_MOVEMENTS,
    &MOVE_SALE,
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
///`GET /contracts/{contractNo}/movements`: Movements of the sales of a contract, in pages
pub static QUERY_MOVEMENTS: Operation = Operation::new(
        "queryMovements",
        ::reqwest::Method::GET,
        "/contracts/{contractNo}/movements",
    )
    .scopes(&["read"])
    .accept("application/json")
    .body_error(&body_errors::E1)
    .paging(
        &::progenitor_client::Paging::new("fromSaleNo", "/page/nextSaleNo")
            .end(&["0"])
            .rows("/sales"),
    );
///`POST /contracts/{contractNo}/movements`: Move a sale
pub static MOVE_SALE: Operation = Operation::new(
        "moveSale",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/movements",
    )
    .scopes(&["update"])
    .accept("application/json")
    .content_type("application/json")
    .body_error(&body_errors::E1);
///`GET /countries`: Countries in which sales can be insured
pub static LIST_COUNTRIES: Operation = Operation::new(
        "listCountries",
        ::reqwest::Method::GET,
        "/countries",
    )
    .scopes(&["read"])
    .accept("application/json");
/// How bodies report that an operation failed.
mod body_errors {
    use ::progenitor_client::BodyError;
    use ::progenitor_client::KnownCode;
    pub static E1: BodyError = BodyError::new("/error/code", &["0"])
        .text("/error/text")
        .known(
            &[
                KnownCode::new("M001", "UNKNOWN_SALE")
                    .description(&[("en", "unknown sale"), ("es", "venta desconocida")])
                    .advice(
                        &[
                            ("en", "query the sales first"),
                            ("es", "consulte antes las ventas"),
                        ],
                    ),
                KnownCode::new("U001", "WRONG_PASSWORD")
                    .description(
                        &[("en", "wrong password"), ("es", "contraseña incorrecta")],
                    )
                    .credentials(),
            ],
        );
}
