// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! The operations: id, method, path template, security.
use ::progenitor_client::{ApiEnvironment, Operation};
///The base URL of the API, from the document.
pub const BASE_URL: &str = "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/classifications/v1";
///The token endpoint, from the document.
pub const TOKEN_URL: &str = "https://api.cesce.es/sandbox/oauth2/v1/token";
/// The environments by name.
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
    .accept("application/json")
    .body_error(&body_errors::E1);
///`POST /contracts/{contractNo}/classifications`: Create Classifications
pub static CREATE_CLASSIFICATION: Operation = Operation::new(
        "createClassification",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications",
    )
    .scopes(&["create"])
    .accept("application/json")
    .content_type("application/json")
    .body_error(&body_errors::E1);
///`POST /contracts/{contractNo}/classifications/activate-deactivate`: Enable/Disable Classification
pub static ACTIVATE_DEACTIVATE_CLASSIFICATION: Operation = Operation::new(
        "activateDeactivateClassification",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications/activate-deactivate",
    )
    .scopes(&["update"])
    .accept("application/json")
    .content_type("application/json")
    .body_error(&body_errors::E1);
///`POST /contracts/{contractNo}/classifications/cancel`: Annul Classification
pub static CANCEL_CLASSIFICATION: Operation = Operation::new(
        "cancelClassification",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications/cancel",
    )
    .scopes(&["delete"])
    .accept("application/json")
    .content_type("application/json")
    .body_error(&body_errors::E1);
///`POST /contracts/{contractNo}/classifications/accept-deny-premium`: Accept Deny Premium
pub static ACCEPT_DENY_PREMIUM: Operation = Operation::new(
        "acceptDenyPremium",
        ::reqwest::Method::POST,
        "/contracts/{contractNo}/classifications/accept-deny-premium",
    )
    .scopes(&["update"])
    .accept("application/json")
    .content_type("application/json")
    .body_error(&body_errors::E1);
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
                KnownCode::new("RSC003", "TAX_CODE")
                    .description(
                        &[
                            ("en", "invalid tax code"),
                            ("es", "código fiscal no válido"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "check the tax number and its country"),
                            ("es", "revise el número fiscal y su país"),
                        ],
                    ),
                KnownCode::new("RSC004", "POSTAL_CODE")
                    .description(
                        &[
                            ("en", "invalid postal code"),
                            ("es", "código postal no válido"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "give five digits for Spain"),
                            ("es", "indique cinco cifras para España"),
                        ],
                    ),
                KnownCode::new("RSC005", "POSTAL_CODE_PROVINCE")
                    .description(
                        &[
                            ("en", "invalid postal code"),
                            ("es", "código postal no válido"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "check the postal code's province"),
                            ("es", "revise la provincia del código postal"),
                        ],
                    ),
                KnownCode::new("RSC006", "TELEPHONE")
                    .description(
                        &[("en", "invalid telephone"), ("es", "teléfono no válido")],
                    ),
                KnownCode::new("RSC007", "EMAIL")
                    .description(
                        &[
                            ("en", "invalid e-mail"),
                            ("es", "correo electrónico no válido"),
                        ],
                    ),
                KnownCode::new("RSC008", "AMOUNT_ZERO")
                    .description(&[("en", "amount is zero"), ("es", "importe cero")])
                    .advice(
                        &[
                            ("en", "request a limit above zero"),
                            ("es", "solicite un límite mayor que cero"),
                        ],
                    ),
                KnownCode::new("RSC009", "CURRENCY")
                    .description(
                        &[("en", "invalid currency"), ("es", "divisa no válida")],
                    ),
                KnownCode::new("RSC010", "PAYMENT_TERM")
                    .description(
                        &[
                            ("en", "invalid payment term"),
                            ("es", "plazo de pago no válido"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "give 30, 60, 90, 120, 150 or 180"),
                            ("es", "indique 30, 60, 90, 120, 150 o 180"),
                        ],
                    ),
                KnownCode::new("RSC014", "FIELD_MISSING")
                    .description(
                        &[
                            ("en", "a required field is missing"),
                            ("es", "falta un campo obligatorio"),
                        ],
                    ),
                KnownCode::new("RSC015", "COUNTRY")
                    .description(
                        &[("en", "invalid country"), ("es", "país no válido")],
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
                KnownCode::new("RAD0002", "NOT_IDENTIFIED")
                    .description(
                        &[
                            (
                                "en",
                                "country with tax number, endorsement or reference required",
                            ),
                            (
                                "es",
                                "se requiere país con número fiscal, suplemento o referencia",
                            ),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "give the endorsement number"),
                            ("es", "indique el número de suplemento"),
                        ],
                    ),
                KnownCode::new("RAD0003", "NOT_POSSIBLE")
                    .description(
                        &[
                            ("en", "not possible in this situation"),
                            ("es", "no es posible en esta situación"),
                        ],
                    )
                    .advice(
                        &[
                            ("en", "query the classification for its situation"),
                            ("es", "consulte la situación de la clasificación"),
                        ],
                    ),
            ],
        );
}
