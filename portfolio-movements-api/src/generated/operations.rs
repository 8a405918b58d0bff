// Made by `cargo xtask generate --spec portfolio-movements.oas2.yaml --out ..`. Do not edit.

//! The operations: id, method, path template, security.
use ::progenitor_client::{ApiEnvironment, Operation};
///The base URL of the API, from the document.
pub const BASE_URL: &str = "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/portfolio-movements/v1";
///The token endpoint, from the document.
pub const TOKEN_URL: &str = "https://api.cesce.es/sandbox/oauth2/v1/token";
/// The environments by name.
pub static ENVIRONMENTS: &[ApiEnvironment] = &[
    ApiEnvironment {
        name: "sandbox",
        base_url: "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/portfolio-movements/v1",
        token_url: "https://api.cesce.es/sandbox/oauth2/v1/token",
    },
    ApiEnvironment {
        name: "dev",
        base_url: "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/dev/portfolio-movements/v1",
        token_url: "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/dev/oauth2/v1/token",
    },
];
/// All operations, in the document's order.
pub static ALL: &[&Operation] = &[&QUERY_MOVEMENTS];
///`GET /contracts/{contractNo}/movements`: Portfolio Movements Query
pub static QUERY_MOVEMENTS: Operation = Operation::new(
        "queryMovements",
        ::reqwest::Method::GET,
        "/contracts/{contractNo}/movements",
    )
    .scopes(&["read"])
    .accept("application/json")
    .body_error(&body_errors::E1)
    .paging(
        &::progenitor_client::Paging::new(
                "nextEndorsementNo",
                "/client/nextEndorsementNo",
            )
            .end(&["0", ""])
            .rows("/debtor"),
    );
/// How bodies report that an operation failed.
mod body_errors {
    use ::progenitor_client::BodyError;
    use ::progenitor_client::KnownCode;
    pub static E1: BodyError = BodyError::new("/error/errorCode", &["0"])
        .text("/error/errorDescription")
        .known(
            &[
                KnownCode::new("SCU001", "WRONG_PASSWORD")
                    .description(
                        &[
                            ("en", "wrong user or password"),
                            ("es", "usuario o contraseña incorrectos"),
                        ],
                    )
                    .advice(
                        &[
                            (
                                "en",
                                "do not try again: check the password, as the account locks",
                            ),
                            (
                                "es",
                                "no reintente: revise la contraseña, pues la cuenta se bloquea",
                            ),
                        ],
                    )
                    .credentials(),
                KnownCode::new("SCU002", "PASSWORD_EXPIRED")
                    .description(
                        &[("en", "password expired"), ("es", "contraseña caducada")],
                    )
                    .advice(
                        &[
                            ("en", "set a new password at the insurer's site"),
                            ("es", "cambie la contraseña en la web de la compañía"),
                        ],
                    )
                    .credentials(),
                KnownCode::new("SCU003", "USER_BLOCKED")
                    .description(&[("en", "user blocked"), ("es", "usuario bloqueado")])
                    .advice(
                        &[
                            ("en", "ask the insurer to unblock the user"),
                            ("es", "pida a la compañía que desbloquee el usuario"),
                        ],
                    )
                    .credentials(),
                KnownCode::new("SCU004", "USER_NOT_VALID")
                    .description(
                        &[
                            ("en", "user not valid for the client"),
                            ("es", "usuario no válido para el cliente"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "use the user of this client"),
                            ("es", "use el usuario de este cliente"),
                        ],
                    )
                    .credentials(),
                KnownCode::new("CCC001", "CONTRACT_NOT_FOUND")
                    .description(
                        &[("en", "contract not found"), ("es", "contrato no encontrado")],
                    )
                    .advice(
                        &[
                            (
                                "en",
                                "give all 11 characters: modality (3) and policy (8)",
                            ),
                            (
                                "es",
                                "indique los 11 caracteres: modalidad (3) y póliza (8)",
                            ),
                        ],
                    ),
                KnownCode::new("CCC002", "CONTRACT_OF_ANOTHER")
                    .description(
                        &[
                            ("en", "contract and client do not match"),
                            ("es", "el contrato no corresponde al cliente"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "check the contract number and the user"),
                            ("es", "revise el número de contrato y el usuario"),
                        ],
                    ),
                KnownCode::new("RAD0001", "NOT_FOUND")
                    .description(
                        &[
                            ("en", "classification or company not found"),
                            ("es", "clasificación o empresa no encontrada"),
                        ],
                    )
                    .advice(
                        &[
                            (
                                "en",
                                "request the classification first, as an earlier request may not have been recorded",
                            ),
                            (
                                "es",
                                "solicite antes la clasificación, pues una petición anterior pudo no registrarse",
                            ),
                        ],
                    ),
            ],
        );
}
