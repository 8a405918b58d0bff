// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! What each operation is: id, method, path template, security.
use ::progenitor_client::{ApiEnvironment, Operation};
///The base URL of the API, as the document has it.
pub const BASE_URL: &str = "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/classifications/v1";
///The token endpoint, as the document has it.
pub const TOKEN_URL: &str = "https://api.cesce.es/sandbox/oauth2/v1/token";
/// The environments that are known by name.
pub static ENVIRONMENTS: &[ApiEnvironment] = &[
    ApiEnvironment {
        name: "sandbox",
        base_url: "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/classifications/v1",
        token_url: "https://api.cesce.es/sandbox/oauth2/v1/token",
    },
    ApiEnvironment {
        name: "dev",
        base_url: "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/dev/classifications/v1",
        token_url: "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/dev/oauth2/v1/token",
    },
];
/// All operations, in the document's order.
pub static ALL: &[&Operation] = &[
    &QUERY_CLASSIFICATIONS,
    &CREATE_CLASSIFICATION,
    &ACTIVATE_DEACTIVATE_CLASSIFICATION,
    &CANCEL_CLASSIFICATION,
    &ACCEPT_DENY_PREMIUM,
];
///`GET /contracts/{contractNo}/classifications`: Classifications Query
pub static QUERY_CLASSIFICATIONS: Operation = Operation::new(
        "queryClassifications",
        ::reqwest::Method::GET,
        "/contracts/{contractNo}/classifications",
    )
    .scopes(&["read"])
    .accept("application/json");
///`POST /contracts/{contractNo}/classifications`: Create Classifications
pub static CREATE_CLASSIFICATION: Operation = Operation::new(
        "createClassification",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications",
    )
    .scopes(&["create"])
    .accept("application/json")
    .content_type("application/json");
///`POST /contracts/{contractNo}/classifications/activate-deactivate`: Enable/Disable Classification
pub static ACTIVATE_DEACTIVATE_CLASSIFICATION: Operation = Operation::new(
        "activateDeactivateClassification",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications/activate-deactivate",
    )
    .scopes(&["update"])
    .accept("application/json")
    .content_type("application/json");
///`POST /contracts/{contractNo}/classifications/cancel`: Annul Classification
pub static CANCEL_CLASSIFICATION: Operation = Operation::new(
        "cancelClassification",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications/cancel",
    )
    .scopes(&["delete"])
    .accept("application/json")
    .content_type("application/json");
///`POST /contracts/{contractNo}/classifications/accept-deny-premium`: Accept Deny Premium
pub static ACCEPT_DENY_PREMIUM: Operation = Operation::new(
        "acceptDenyPremium",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications/accept-deny-premium",
    )
    .scopes(&["update"])
    .accept("application/json")
    .content_type("application/json");
