// Made by `cargo xtask generate --spec portfolio-movements.oas2.yaml --out ..`. Do not edit.

pub mod operations {
    //! [`When`](::httpmock::When) and [`Then`](::httpmock::Then)
    //! wrappers for each operation. Each can be converted to
    //! its inner type with a call to `into_inner()`. This can
    //! be used to explicitly deviate from permitted values.
    use crate::generated::*;
    pub struct QueryMovementsWhen(::httpmock::When);
    impl QueryMovementsWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::GET)
                    .path_matches("/contracts/[^/]*/movements$"),
            )
        }
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        pub fn contract_no(self, value: &types::QueryMovementsContractNo) -> Self {
            Self(
                ::progenitor_client::mock::path(
                    self.0,
                    "/contracts/{}/movements$",
                    "contractNo",
                    &value,
                    ",",
                ),
            )
        }
        pub fn language_code<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::QueryMovementsLanguageCode>>,
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
        pub fn next_endorsement_no<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::QueryMovementsNextEndorsementNo>>,
        {
            match value.into() {
                Some(value) => {
                    Self(
                        ::progenitor_client::mock::query(
                            self.0,
                            &progenitor_client::QueryParam::delimited(
                                "nextEndorsementNo",
                                &value,
                                ",",
                            ),
                        ),
                    )
                }
                None => Self(self.0.query_param_missing("nextEndorsementNo")),
            }
        }
    }
    pub struct QueryMovementsThen(::httpmock::Then);
    impl QueryMovementsThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        pub fn ok(self, value: &types::MovementsResponse) -> Self {
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
            let operation = &crate::generated::operations::QUERY_MOVEMENTS;
            Self(::progenitor_client::mock::body_error(then, operation, code, text))
        }
    }
}
/// An extension trait for [`MockServer`](::httpmock::MockServer) that
/// adds a method for each operation. These are the equivalent of
/// type-checked [`mock()`](::httpmock::MockServer::mock) calls.
pub trait MockServerExt: sealed::Sealed {
    fn query_movements<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::QueryMovementsWhen, operations::QueryMovementsThen);
}
impl MockServerExt for ::httpmock::MockServer {
    fn query_movements<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::QueryMovementsWhen, operations::QueryMovementsThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::QueryMovementsWhen::new(when),
                operations::QueryMovementsThen::new(then),
            )
        })
    }
}
/// Seals the trait that gets a method with every new operation.
mod sealed {
    pub trait Sealed {}
    impl Sealed for ::httpmock::MockServer {}
}
