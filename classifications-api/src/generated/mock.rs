// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

pub mod operations {
    //! [`When`](::httpmock::When) and [`Then`](::httpmock::Then)
    //! wrappers for each operation. Each can be converted to
    //! its inner type with a call to `into_inner()`. This can
    //! be used to explicitly deviate from permitted values.
    use crate::generated::*;
    pub struct QueryClassificationsWhen(::httpmock::When);
    impl QueryClassificationsWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::GET)
                    .path_matches("/contracts/[^/]*/classifications$"),
            )
        }
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            Self(
                ::progenitor_client::mock::path(
                    self.0,
                    "/contracts/{}/classifications$",
                    "contractNo",
                    &value,
                    ",",
                ),
            )
        }
        pub fn country_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::QueryClassificationsCountryCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "countryCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("countryCode")),
            }
        }
        pub fn customer_reference<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::QueryClassificationsCustomerReference>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "customerReference",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("customerReference")),
            }
        }
        pub fn endorsement_no<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::QueryClassificationsEndorsementNo>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "endorsementNo",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("endorsementNo")),
            }
        }
        pub fn language_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::LanguageCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "languageCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("languageCode")),
            }
        }
        pub fn tax_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::QueryClassificationsTaxCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "taxCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("taxCode")),
            }
        }
    }
    pub struct QueryClassificationsThen(::httpmock::Then);
    impl QueryClassificationsThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        pub fn ok(self, value: &types::ClassificationsResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(200u16), &value))
        }
        pub fn bad_request(self, value: &types::BadRequestResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(400u16), &value))
        }
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(401u16), &value))
        }
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(403u16), &value))
        }
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(404u16), &value))
        }
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(405u16), &value))
        }
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(429u16), &value))
        }
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(500u16), &value))
        }
        /// Responds with a success whose body reports an error with this code and message.
        pub fn body_error(self, code: &str, text: &str) -> Self {
            let then = self.0.status(200u16);
            let operation = &crate::generated::operations::QUERY_CLASSIFICATIONS;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    }
    pub struct CreateClassificationWhen(::httpmock::When);
    impl CreateClassificationWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::POST)
                    .path_matches("/contracts/[^/]*/classifications$"),
            )
        }
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            Self(
                ::progenitor_client::mock::path(
                    self.0,
                    "/contracts/{}/classifications$",
                    "contractNo",
                    &value,
                    ",",
                ),
            )
        }
        pub fn language_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::LanguageCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "languageCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("languageCode")),
            }
        }
        pub fn body(self, value: &types::ClassificationRequest) -> Self {
            Self(::progenitor_client::mock::json_body(self.0, &value))
        }
    }
    pub struct CreateClassificationThen(::httpmock::Then);
    impl CreateClassificationThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        pub fn ok(self, value: &types::ClassificationsResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(200u16), &value))
        }
        pub fn created(self, value: &types::ClassificationsResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(201u16), &value))
        }
        pub fn bad_request(self, value: &types::BadRequestResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(400u16), &value))
        }
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(401u16), &value))
        }
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(403u16), &value))
        }
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(404u16), &value))
        }
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(405u16), &value))
        }
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(429u16), &value))
        }
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(500u16), &value))
        }
        /// Responds with a success whose body reports an error with this code and message.
        pub fn body_error(self, code: &str, text: &str) -> Self {
            let then = self.0.status(200u16);
            let operation = &crate::generated::operations::CREATE_CLASSIFICATION;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    }
    pub struct ActivateDeactivateClassificationWhen(::httpmock::When);
    impl ActivateDeactivateClassificationWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::POST)
                    .path_matches(
                        "/contracts/[^/]*/classifications/activate-deactivate$",
                    ),
            )
        }
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            Self(
                ::progenitor_client::mock::path(
                    self.0,
                    "/contracts/{}/classifications/activate-deactivate$",
                    "contractNo",
                    &value,
                    ",",
                ),
            )
        }
        pub fn language_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::LanguageCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "languageCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("languageCode")),
            }
        }
        pub fn body(self, value: &types::ActivationRequest) -> Self {
            Self(::progenitor_client::mock::json_body(self.0, &value))
        }
    }
    pub struct ActivateDeactivateClassificationThen(::httpmock::Then);
    impl ActivateDeactivateClassificationThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        pub fn ok(self, value: &types::ClassificationsResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(200u16), &value))
        }
        pub fn bad_request(self, value: &types::BadRequestResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(400u16), &value))
        }
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(401u16), &value))
        }
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(403u16), &value))
        }
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(404u16), &value))
        }
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(405u16), &value))
        }
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(429u16), &value))
        }
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(500u16), &value))
        }
        /// Responds with a success whose body reports an error with this code and message.
        pub fn body_error(self, code: &str, text: &str) -> Self {
            let then = self.0.status(200u16);
            let operation = &crate::generated::operations::ACTIVATE_DEACTIVATE_CLASSIFICATION;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    }
    pub struct CancelClassificationWhen(::httpmock::When);
    impl CancelClassificationWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::POST)
                    .path_matches("/contracts/[^/]*/classifications/cancel$"),
            )
        }
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            Self(
                ::progenitor_client::mock::path(
                    self.0,
                    "/contracts/{}/classifications/cancel$",
                    "contractNo",
                    &value,
                    ",",
                ),
            )
        }
        pub fn language_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::LanguageCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "languageCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("languageCode")),
            }
        }
        pub fn body(self, value: &types::CancellationRequest) -> Self {
            Self(::progenitor_client::mock::json_body(self.0, &value))
        }
    }
    pub struct CancelClassificationThen(::httpmock::Then);
    impl CancelClassificationThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        pub fn ok(self, value: &types::ClassificationsResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(200u16), &value))
        }
        pub fn bad_request(self, value: &types::BadRequestResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(400u16), &value))
        }
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(401u16), &value))
        }
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(403u16), &value))
        }
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(404u16), &value))
        }
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(405u16), &value))
        }
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(429u16), &value))
        }
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(500u16), &value))
        }
        /// Responds with a success whose body reports an error with this code and message.
        pub fn body_error(self, code: &str, text: &str) -> Self {
            let then = self.0.status(200u16);
            let operation = &crate::generated::operations::CANCEL_CLASSIFICATION;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    }
    pub struct AcceptDenyPremiumWhen(::httpmock::When);
    impl AcceptDenyPremiumWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::POST)
                    .path_matches(
                        "/contracts/[^/]*/classifications/accept-deny-premium$",
                    ),
            )
        }
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            Self(
                ::progenitor_client::mock::path(
                    self.0,
                    "/contracts/{}/classifications/accept-deny-premium$",
                    "contractNo",
                    &value,
                    ",",
                ),
            )
        }
        pub fn language_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::LanguageCode>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "languageCode",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("languageCode")),
            }
        }
        pub fn body(self, value: &types::PremiumRequest) -> Self {
            Self(::progenitor_client::mock::json_body(self.0, &value))
        }
    }
    pub struct AcceptDenyPremiumThen(::httpmock::Then);
    impl AcceptDenyPremiumThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        pub fn ok(self, value: &types::ClassificationsResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(200u16), &value))
        }
        pub fn bad_request(self, value: &types::BadRequestResponse) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(400u16), &value))
        }
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(401u16), &value))
        }
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(403u16), &value))
        }
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(404u16), &value))
        }
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(405u16), &value))
        }
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(429u16), &value))
        }
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(::progenitor_client::mock::json(self.0.status(500u16), &value))
        }
        /// Responds with a success whose body reports an error with this code and message.
        pub fn body_error(self, code: &str, text: &str) -> Self {
            let then = self.0.status(200u16);
            let operation = &crate::generated::operations::ACCEPT_DENY_PREMIUM;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    }
}
/// An extension trait for [`MockServer`](::httpmock::MockServer) that
/// adds a method for each operation. These are the equivalent of
/// type-checked [`mock()`](::httpmock::MockServer::mock) calls.
pub trait MockServerExt: sealed::Sealed {
    fn query_classifications<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::QueryClassificationsWhen,
            operations::QueryClassificationsThen,
        );
    fn create_classification<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CreateClassificationWhen,
            operations::CreateClassificationThen,
        );
    fn activate_deactivate_classification<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::ActivateDeactivateClassificationWhen,
            operations::ActivateDeactivateClassificationThen,
        );
    fn cancel_classification<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CancelClassificationWhen,
            operations::CancelClassificationThen,
        );
    fn accept_deny_premium<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::AcceptDenyPremiumWhen, operations::AcceptDenyPremiumThen);
}
impl MockServerExt for ::httpmock::MockServer {
    fn query_classifications<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::QueryClassificationsWhen,
            operations::QueryClassificationsThen,
        ),
    {
        self.mock(|when, then| {
            config_fn(
                operations::QueryClassificationsWhen::new(when),
                operations::QueryClassificationsThen::new(then),
            )
        })
    }
    fn create_classification<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CreateClassificationWhen,
            operations::CreateClassificationThen,
        ),
    {
        self.mock(|when, then| {
            config_fn(
                operations::CreateClassificationWhen::new(when),
                operations::CreateClassificationThen::new(then),
            )
        })
    }
    fn activate_deactivate_classification<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::ActivateDeactivateClassificationWhen,
            operations::ActivateDeactivateClassificationThen,
        ),
    {
        self.mock(|when, then| {
            config_fn(
                operations::ActivateDeactivateClassificationWhen::new(when),
                operations::ActivateDeactivateClassificationThen::new(then),
            )
        })
    }
    fn cancel_classification<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CancelClassificationWhen,
            operations::CancelClassificationThen,
        ),
    {
        self.mock(|when, then| {
            config_fn(
                operations::CancelClassificationWhen::new(when),
                operations::CancelClassificationThen::new(then),
            )
        })
    }
    fn accept_deny_premium<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::AcceptDenyPremiumWhen, operations::AcceptDenyPremiumThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::AcceptDenyPremiumWhen::new(when),
                operations::AcceptDenyPremiumThen::new(then),
            )
        })
    }
}
/// Seals the trait that gets a method with every new operation.
mod sealed {
    pub trait Sealed {}
    impl Sealed for ::httpmock::MockServer {}
}
