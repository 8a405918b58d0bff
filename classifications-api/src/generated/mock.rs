// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! Typed mocks of every operation, for `httpmock`.
/// Nobody else can implement what gets a method with every new operation.
mod sealed {
    pub trait Sealed {}
    impl Sealed for ::httpmock::MockServer {}
}
/// A mock per operation, on a [`MockServer`](::httpmock::MockServer).
pub trait MockServerExt: sealed::Sealed {
    ///Mocks `queryClassifications`.
    fn query_classifications<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::QueryClassificationsWhen,
            operations::QueryClassificationsThen,
        );
    ///Mocks `createClassification`.
    fn create_classification<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CreateClassificationWhen,
            operations::CreateClassificationThen,
        );
    ///Mocks `activateDeactivateClassification`.
    fn activate_deactivate_classification<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::ActivateDeactivateClassificationWhen,
            operations::ActivateDeactivateClassificationThen,
        );
    ///Mocks `cancelClassification`.
    fn cancel_classification<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CancelClassificationWhen,
            operations::CancelClassificationThen,
        );
    ///Mocks `acceptDenyPremium`.
    fn accept_deny_premium<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::AcceptDenyPremiumWhen, operations::AcceptDenyPremiumThen);
}
impl MockServerExt for ::httpmock::MockServer {
    fn query_classifications<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::QueryClassificationsWhen,
            operations::QueryClassificationsThen,
        ),
    {
        self.mock(|when, then| fill(
            operations::QueryClassificationsWhen::new(when),
            operations::QueryClassificationsThen::new(then),
        ))
    }
    fn create_classification<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CreateClassificationWhen,
            operations::CreateClassificationThen,
        ),
    {
        self.mock(|when, then| fill(
            operations::CreateClassificationWhen::new(when),
            operations::CreateClassificationThen::new(then),
        ))
    }
    fn activate_deactivate_classification<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::ActivateDeactivateClassificationWhen,
            operations::ActivateDeactivateClassificationThen,
        ),
    {
        self.mock(|when, then| fill(
            operations::ActivateDeactivateClassificationWhen::new(when),
            operations::ActivateDeactivateClassificationThen::new(then),
        ))
    }
    fn cancel_classification<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::CancelClassificationWhen,
            operations::CancelClassificationThen,
        ),
    {
        self.mock(|when, then| fill(
            operations::CancelClassificationWhen::new(when),
            operations::CancelClassificationThen::new(then),
        ))
    }
    fn accept_deny_premium<F>(&self, fill: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::AcceptDenyPremiumWhen, operations::AcceptDenyPremiumThen),
    {
        self.mock(|when, then| fill(
            operations::AcceptDenyPremiumWhen::new(when),
            operations::AcceptDenyPremiumThen::new(then),
        ))
    }
}
pub mod operations {
    //! What each mock waits for and answers. `into_inner` gives httpmock's own, for what the
    //! document does not allow.
    #[allow(unused_imports)]
    use super::super::types;
    ///What a mock of `queryClassifications` waits for.
    pub struct QueryClassificationsWhen(::httpmock::When);
    impl QueryClassificationsWhen {
        /// Waits for the operation, with any arguments.
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method("GET").path_matches("/contracts/[^/]*/classifications$"))
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        ///Waits for this `contract_no`.
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            match ::api_transport::wire::path("contractNo", value, ",") {
                Ok(text) => {
                    Self(
                        self
                            .0
                            .path_matches(
                                ::std::format!(
                                    "/contracts/{}/classifications$", text.replace('.', "\\.")
                                ),
                            ),
                    )
                }
                Err(_) => Self(self.0.is_true(|_| false)),
            }
        }
        ///Waits for this `endorsement_no`.
        ///
        /// `None` waits for a request without it.
        pub fn endorsement_no<'v>(
            self,
            value: impl Into<::std::option::Option<&'v i64>>,
        ) -> Self {
            match value.into() {
                ::std::option::Option::Some(value) => {
                    match ::api_transport::wire::fields(
                        "endorsementNo",
                        value,
                        ::std::option::Option::Some(","),
                    ) {
                        Ok(pairs) => {
                            Self(
                                pairs
                                    .into_iter()
                                    .fold(
                                        self.0,
                                        |when, (name, text)| when.query_param(name, text),
                                    ),
                            )
                        }
                        Err(_) => Self(self.0.is_true(|_| false)),
                    }
                }
                ::std::option::Option::None => {
                    Self(self.0.query_param_missing("endorsementNo"))
                }
            }
        }
        ///Waits for this `customer_reference`.
        ///
        /// `None` waits for a request without it.
        pub fn customer_reference<'v>(
            self,
            value: impl Into<::std::option::Option<&'v ::std::string::String>>,
        ) -> Self {
            match value.into() {
                ::std::option::Option::Some(value) => {
                    match ::api_transport::wire::fields(
                        "customerReference",
                        value,
                        ::std::option::Option::Some(","),
                    ) {
                        Ok(pairs) => {
                            Self(
                                pairs
                                    .into_iter()
                                    .fold(
                                        self.0,
                                        |when, (name, text)| when.query_param(name, text),
                                    ),
                            )
                        }
                        Err(_) => Self(self.0.is_true(|_| false)),
                    }
                }
                ::std::option::Option::None => {
                    Self(self.0.query_param_missing("customerReference"))
                }
            }
        }
        ///Waits for this `tax_id`.
        ///
        /// `None` waits for a request without it.
        pub fn tax_id<'v>(
            self,
            value: impl Into<::std::option::Option<&'v ::std::string::String>>,
        ) -> Self {
            match value.into() {
                ::std::option::Option::Some(value) => {
                    match ::api_transport::wire::fields(
                        "taxId",
                        value,
                        ::std::option::Option::Some(","),
                    ) {
                        Ok(pairs) => {
                            Self(
                                pairs
                                    .into_iter()
                                    .fold(
                                        self.0,
                                        |when, (name, text)| when.query_param(name, text),
                                    ),
                            )
                        }
                        Err(_) => Self(self.0.is_true(|_| false)),
                    }
                }
                ::std::option::Option::None => Self(self.0.query_param_missing("taxId")),
            }
        }
        ///Waits for this `country`.
        ///
        /// `None` waits for a request without it.
        pub fn country<'v>(
            self,
            value: impl Into<::std::option::Option<&'v types::CountryCode>>,
        ) -> Self {
            match value.into() {
                ::std::option::Option::Some(value) => {
                    match ::api_transport::wire::fields(
                        "country",
                        value,
                        ::std::option::Option::Some(","),
                    ) {
                        Ok(pairs) => {
                            Self(
                                pairs
                                    .into_iter()
                                    .fold(
                                        self.0,
                                        |when, (name, text)| when.query_param(name, text),
                                    ),
                            )
                        }
                        Err(_) => Self(self.0.is_true(|_| false)),
                    }
                }
                ::std::option::Option::None => {
                    Self(self.0.query_param_missing("country"))
                }
            }
        }
        ///Waits for this `status_code`.
        ///
        /// `None` waits for a request without it.
        pub fn status_code<'v>(
            self,
            value: impl Into<::std::option::Option<&'v ::std::vec::Vec<i32>>>,
        ) -> Self {
            match value.into() {
                ::std::option::Option::Some(value) => {
                    match ::api_transport::wire::fields(
                        "statusCode",
                        value,
                        ::std::option::Option::Some(","),
                    ) {
                        Ok(pairs) => {
                            Self(
                                pairs
                                    .into_iter()
                                    .fold(
                                        self.0,
                                        |when, (name, text)| when.query_param(name, text),
                                    ),
                            )
                        }
                        Err(_) => Self(self.0.is_true(|_| false)),
                    }
                }
                ::std::option::Option::None => {
                    Self(self.0.query_param_missing("statusCode"))
                }
            }
        }
    }
    ///What a mock of `queryClassifications` answers.
    pub struct QueryClassificationsThen(::httpmock::Then);
    impl QueryClassificationsThen {
        /// Answers nothing yet.
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        ///Answers 200: The classifications that match, by `requestNo`; an empty list when none does.
        pub fn ok(self, value: &types::ClassificationList) -> Self {
            Self(
                self
                    .0
                    .status(200u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 400: The request was refused: a parameter or the body is not as described here, the contract number
is wrong or incomplete, the debtor was never classified, or the status of the classification
does not allow it. `moreInformation` gives the reason. Repeating the call does not help.*/
        pub fn bad_request(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(400u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 401: There is no bearer token, or it has expired or is not known. Ask for a new one.
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(401u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 403: The application is not subscribed to a plan with this API, or the token lacks the scope that
the operation needs.*/
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(403u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 404: The gateway knows no such path. A classification that does not exist is a 400, not this.
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(404u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 405: The path exists, but not with this method.
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(405u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 429: The plan's rate limit is exceeded. `Retry-After` is usually absent. Windows follow the
calendar: the limit starts anew with the next second, minute or hour, at midnight UTC, or on
Thursday at 00:00 UTC, whichever the plan counts by.*/
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(429u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 500: The gateway, or what is behind it, failed. A POST may have been carried out all the same:
query before you repeat it.*/
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(500u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
    }
    ///What a mock of `createClassification` waits for.
    pub struct CreateClassificationWhen(::httpmock::When);
    impl CreateClassificationWhen {
        /// Waits for the operation, with any arguments.
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method("POST").path_matches("/contracts/[^/]*/classifications$"))
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        ///Waits for this `contract_no`.
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            match ::api_transport::wire::path("contractNo", value, ",") {
                Ok(text) => {
                    Self(
                        self
                            .0
                            .path_matches(
                                ::std::format!(
                                    "/contracts/{}/classifications$", text.replace('.', "\\.")
                                ),
                            ),
                    )
                }
                Err(_) => Self(self.0.is_true(|_| false)),
            }
        }
        ///Waits for this `body`.
        pub fn body(self, value: &types::ClassificationRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    ///What a mock of `createClassification` answers.
    pub struct CreateClassificationThen(::httpmock::Then);
    impl CreateClassificationThen {
        /// Answers nothing yet.
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        ///Answers 201: The request was recorded; its `statusCode` tells what became of it.
        pub fn created(self, value: &types::Classification) -> Self {
            Self(
                self
                    .0
                    .status(201u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 400: The request was refused: a parameter or the body is not as described here, the contract number
is wrong or incomplete, the debtor was never classified, or the status of the classification
does not allow it. `moreInformation` gives the reason. Repeating the call does not help.*/
        pub fn bad_request(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(400u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 401: There is no bearer token, or it has expired or is not known. Ask for a new one.
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(401u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 403: The application is not subscribed to a plan with this API, or the token lacks the scope that
the operation needs.*/
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(403u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 404: The gateway knows no such path. A classification that does not exist is a 400, not this.
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(404u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 405: The path exists, but not with this method.
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(405u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 429: The plan's rate limit is exceeded. `Retry-After` is usually absent. Windows follow the
calendar: the limit starts anew with the next second, minute or hour, at midnight UTC, or on
Thursday at 00:00 UTC, whichever the plan counts by.*/
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(429u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 500: The gateway, or what is behind it, failed. A POST may have been carried out all the same:
query before you repeat it.*/
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(500u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
    }
    ///What a mock of `activateDeactivateClassification` waits for.
    pub struct ActivateDeactivateClassificationWhen(::httpmock::When);
    impl ActivateDeactivateClassificationWhen {
        /// Waits for the operation, with any arguments.
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method("POST")
                    .path_matches(
                        "/contracts/[^/]*/classifications/activate-deactivate$",
                    ),
            )
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        ///Waits for this `contract_no`.
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            match ::api_transport::wire::path("contractNo", value, ",") {
                Ok(text) => {
                    Self(
                        self
                            .0
                            .path_matches(
                                ::std::format!(
                                    "/contracts/{}/classifications/activate-deactivate$", text
                                    .replace('.', "\\.")
                                ),
                            ),
                    )
                }
                Err(_) => Self(self.0.is_true(|_| false)),
            }
        }
        ///Waits for this `body`.
        pub fn body(self, value: &types::ActivationRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    ///What a mock of `activateDeactivateClassification` answers.
    pub struct ActivateDeactivateClassificationThen(::httpmock::Then);
    impl ActivateDeactivateClassificationThen {
        /// Answers nothing yet.
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        ///Answers 200: The classification after the change.
        pub fn ok(self, value: &types::Classification) -> Self {
            Self(
                self
                    .0
                    .status(200u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 400: The request was refused: a parameter or the body is not as described here, the contract number
is wrong or incomplete, the debtor was never classified, or the status of the classification
does not allow it. `moreInformation` gives the reason. Repeating the call does not help.*/
        pub fn bad_request(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(400u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 401: There is no bearer token, or it has expired or is not known. Ask for a new one.
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(401u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 403: The application is not subscribed to a plan with this API, or the token lacks the scope that
the operation needs.*/
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(403u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 404: The gateway knows no such path. A classification that does not exist is a 400, not this.
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(404u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 405: The path exists, but not with this method.
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(405u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 429: The plan's rate limit is exceeded. `Retry-After` is usually absent. Windows follow the
calendar: the limit starts anew with the next second, minute or hour, at midnight UTC, or on
Thursday at 00:00 UTC, whichever the plan counts by.*/
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(429u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 500: The gateway, or what is behind it, failed. A POST may have been carried out all the same:
query before you repeat it.*/
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(500u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
    }
    ///What a mock of `cancelClassification` waits for.
    pub struct CancelClassificationWhen(::httpmock::When);
    impl CancelClassificationWhen {
        /// Waits for the operation, with any arguments.
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method("POST")
                    .path_matches("/contracts/[^/]*/classifications/cancel$"),
            )
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        ///Waits for this `contract_no`.
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            match ::api_transport::wire::path("contractNo", value, ",") {
                Ok(text) => {
                    Self(
                        self
                            .0
                            .path_matches(
                                ::std::format!(
                                    "/contracts/{}/classifications/cancel$", text.replace('.',
                                    "\\.")
                                ),
                            ),
                    )
                }
                Err(_) => Self(self.0.is_true(|_| false)),
            }
        }
        ///Waits for this `body`.
        pub fn body(self, value: &types::CancellationRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    ///What a mock of `cancelClassification` answers.
    pub struct CancelClassificationThen(::httpmock::Then);
    impl CancelClassificationThen {
        /// Answers nothing yet.
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        ///Answers 200: The classification, annulled or withdrawn.
        pub fn ok(self, value: &types::Classification) -> Self {
            Self(
                self
                    .0
                    .status(200u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 400: The request was refused: a parameter or the body is not as described here, the contract number
is wrong or incomplete, the debtor was never classified, or the status of the classification
does not allow it. `moreInformation` gives the reason. Repeating the call does not help.*/
        pub fn bad_request(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(400u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 401: There is no bearer token, or it has expired or is not known. Ask for a new one.
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(401u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 403: The application is not subscribed to a plan with this API, or the token lacks the scope that
the operation needs.*/
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(403u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 404: The gateway knows no such path. A classification that does not exist is a 400, not this.
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(404u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 405: The path exists, but not with this method.
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(405u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 429: The plan's rate limit is exceeded. `Retry-After` is usually absent. Windows follow the
calendar: the limit starts anew with the next second, minute or hour, at midnight UTC, or on
Thursday at 00:00 UTC, whichever the plan counts by.*/
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(429u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 500: The gateway, or what is behind it, failed. A POST may have been carried out all the same:
query before you repeat it.*/
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(500u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
    }
    ///What a mock of `acceptDenyPremium` waits for.
    pub struct AcceptDenyPremiumWhen(::httpmock::When);
    impl AcceptDenyPremiumWhen {
        /// Waits for the operation, with any arguments.
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method("POST")
                    .path_matches(
                        "/contracts/[^/]*/classifications/accept-deny-premium$",
                    ),
            )
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        ///Waits for this `contract_no`.
        pub fn contract_no(self, value: &types::ContractNo) -> Self {
            match ::api_transport::wire::path("contractNo", value, ",") {
                Ok(text) => {
                    Self(
                        self
                            .0
                            .path_matches(
                                ::std::format!(
                                    "/contracts/{}/classifications/accept-deny-premium$", text
                                    .replace('.', "\\.")
                                ),
                            ),
                    )
                }
                Err(_) => Self(self.0.is_true(|_| false)),
            }
        }
        ///Waits for this `body`.
        pub fn body(self, value: &types::PremiumDecisionRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    ///What a mock of `acceptDenyPremium` answers.
    pub struct AcceptDenyPremiumThen(::httpmock::Then);
    impl AcceptDenyPremiumThen {
        /// Answers nothing yet.
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// httpmock's own.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        ///Answers 200: The classification, granted or withdrawn.
        pub fn ok(self, value: &types::Classification) -> Self {
            Self(
                self
                    .0
                    .status(200u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 400: The request was refused: a parameter or the body is not as described here, the contract number
is wrong or incomplete, the debtor was never classified, or the status of the classification
does not allow it. `moreInformation` gives the reason. Repeating the call does not help.*/
        pub fn bad_request(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(400u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 401: There is no bearer token, or it has expired or is not known. Ask for a new one.
        pub fn unauthorized(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(401u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 403: The application is not subscribed to a plan with this API, or the token lacks the scope that
the operation needs.*/
        pub fn forbidden(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(403u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 404: The gateway knows no such path. A classification that does not exist is a 400, not this.
        pub fn not_found(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(404u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        ///Answers 405: The path exists, but not with this method.
        pub fn method_not_allowed(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(405u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 429: The plan's rate limit is exceeded. `Retry-After` is usually absent. Windows follow the
calendar: the limit starts anew with the next second, minute or hour, at midnight UTC, or on
Thursday at 00:00 UTC, whichever the plan counts by.*/
        pub fn too_many_requests(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(429u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
        /**Answers 500: The gateway, or what is behind it, failed. A POST may have been carried out all the same:
query before you repeat it.*/
        pub fn internal_server_error(self, value: &types::GatewayError) -> Self {
            Self(
                self
                    .0
                    .status(500u16)
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default()),
            )
        }
    }
}
