// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

//! One builder per operation: it collects the arguments, and sends the request.
#[allow(unused_imports)]
use super::types;
///Builder of [`Client::query_classifications`](super::Client::query_classifications).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct QueryClassifications<'a> {
    client: &'a super::Client,
    contract_no: ::std::option::Option<
        ::std::result::Result<types::ContractNo, ::std::string::String>,
    >,
    endorsement_no: ::std::option::Option<
        ::std::result::Result<i64, ::std::string::String>,
    >,
    customer_reference: ::std::option::Option<
        ::std::result::Result<::std::string::String, ::std::string::String>,
    >,
    tax_id: ::std::option::Option<
        ::std::result::Result<::std::string::String, ::std::string::String>,
    >,
    country: ::std::option::Option<
        ::std::result::Result<types::CountryCode, ::std::string::String>,
    >,
    status_code: ::std::option::Option<
        ::std::result::Result<::std::vec::Vec<i32>, ::std::string::String>,
    >,
}
impl<'a> QueryClassifications<'a> {
    pub(super) fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: ::std::option::Option::None,
            endorsement_no: ::std::option::Option::None,
            customer_reference: ::std::option::Option::None,
            tax_id: ::std::option::Option::None,
            country: ::std::option::Option::None,
            status_code: ::std::option::Option::None,
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ContractNo>,
    {
        self.contract_no = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "contract_no: the value cannot be converted to `types::ContractNo`"
                        .to_owned()
                }),
        );
        self
    }
    ///The classification with this number, also while it is still a request.
    pub fn endorsement_no<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<i64>,
    {
        self.endorsement_no = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "endorsement_no: the value cannot be converted to `i64`".to_owned()
                }),
        );
        self
    }
    ///Classifications of the debtor with this code in your own system.
    pub fn customer_reference<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<::std::string::String>,
    {
        self.customer_reference = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "customer_reference: the value cannot be converted to `String`"
                        .to_owned()
                }),
        );
        self
    }
    /**Classifications of the debtor with this tax number. Give `country` with it: tax numbers
are unique only within a country.*/
    pub fn tax_id<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<::std::string::String>,
    {
        self.tax_id = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "tax_id: the value cannot be converted to `String`".to_owned()
                }),
        );
        self
    }
    ///Classifications of debtors in this country (ISO 3166-1 alpha-2).
    pub fn country<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::CountryCode>,
    {
        self.country = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "country: the value cannot be converted to `types::CountryCode`"
                        .to_owned()
                }),
        );
        self
    }
    ///Classifications in any of these statuses, separated by commas.
    pub fn status_code<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<::std::vec::Vec<i32>>,
    {
        self.status_code = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "status_code: the value cannot be converted to `Vec<i32>`".to_owned()
                }),
        );
        self
    }
    ///Sends `GET /contracts/{contractNo}/classifications`.
    ///
    /// # Errors
    /// See [`Error`](::api_transport::Error).
    pub async fn send(
        self,
    ) -> ::std::result::Result<
        ::api_transport::ResponseValue<types::ClassificationList>,
        ::api_transport::Error<types::GatewayError>,
    > {
        let Self {
            client,
            contract_no,
            endorsement_no,
            customer_reference,
            tax_id,
            country,
            status_code,
        } = self;
        let contract_no = contract_no
            .unwrap_or_else(|| ::std::result::Result::Err(
                "contract_no is missing".to_owned(),
            ))
            .map_err(::api_transport::Error::invalid_request)?;
        let endorsement_no = endorsement_no
            .transpose()
            .map_err(::api_transport::Error::invalid_request)?;
        let customer_reference = customer_reference
            .transpose()
            .map_err(::api_transport::Error::invalid_request)?;
        let tax_id = tax_id
            .transpose()
            .map_err(::api_transport::Error::invalid_request)?;
        let country = country
            .transpose()
            .map_err(::api_transport::Error::invalid_request)?;
        let status_code = status_code
            .transpose()
            .map_err(::api_transport::Error::invalid_request)?;
        let url = ::std::format!(
            "{}/contracts/{}/classifications", client.baseurl,
            ::api_transport::wire::path("contractNo", & contract_no, ",") ?
        );
        let mut headers = ::reqwest::header::HeaderMap::new();
        headers
            .insert(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            );
        let request = client
            .client
            .get(url)
            .query(
                &::api_transport::wire::QueryParam::delimited(
                    "endorsementNo",
                    &endorsement_no,
                    ",",
                ),
            )
            .query(
                &::api_transport::wire::QueryParam::delimited(
                    "customerReference",
                    &customer_reference,
                    ",",
                ),
            )
            .query(&::api_transport::wire::QueryParam::delimited("taxId", &tax_id, ","))
            .query(
                &::api_transport::wire::QueryParam::delimited("country", &country, ","),
            )
            .query(
                &::api_transport::wire::QueryParam::delimited(
                    "statusCode",
                    &status_code,
                    ",",
                ),
            )
            .headers(headers);
        let request = request.build()?;
        let response = ::api_transport::ClientHooks::exec(
                client,
                request,
                &super::operations::QUERY_CLASSIFICATIONS,
            )
            .await?;
        match response.status().as_u16() {
            200 => {
                ::api_transport::ResponseValue::<
                    types::ClassificationList,
                >::from_response(response)
                    .await
            }
            400 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            401 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            403 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            404 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            405 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            429 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            500 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            _ => {
                ::std::result::Result::Err(
                    ::api_transport::Error::undocumented(response).await,
                )
            }
        }
    }
}
///Builder of [`Client::create_classification`](super::Client::create_classification).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct CreateClassification<'a> {
    client: &'a super::Client,
    contract_no: ::std::option::Option<
        ::std::result::Result<types::ContractNo, ::std::string::String>,
    >,
    body: ::std::option::Option<
        ::std::result::Result<
            types::builder::ClassificationRequest,
            ::std::string::String,
        >,
    >,
}
impl<'a> CreateClassification<'a> {
    pub(super) fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: ::std::option::Option::None,
            body: ::std::option::Option::None,
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ContractNo>,
    {
        self.contract_no = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "contract_no: the value cannot be converted to `types::ContractNo`"
                        .to_owned()
                }),
        );
        self
    }
    ///The debtor, and the credit you mean to give.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ClassificationRequest>,
        <V as ::std::convert::TryInto<
            types::ClassificationRequest,
        >>::Error: ::std::fmt::Display,
    {
        self.body = ::std::option::Option::Some(
            value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|e| {
                    ::std::format!(
                        "body: the value is not a `types::ClassificationRequest`: {}", e
                    )
                }),
        );
        self
    }
    ///Sets `body` by filling its builder.
    pub fn body_map<F>(mut self, fill: F) -> Self
    where
        F: ::std::ops::FnOnce(
            types::builder::ClassificationRequest,
        ) -> types::builder::ClassificationRequest,
    {
        self.body = ::std::option::Option::Some(
            self
                .body
                .unwrap_or_else(|| ::std::result::Result::Ok(
                    ::std::default::Default::default(),
                ))
                .map(fill),
        );
        self
    }
    ///Sends `POST /contracts/{contractNo}/classifications`.
    ///
    /// # Errors
    /// See [`Error`](::api_transport::Error).
    pub async fn send(
        self,
    ) -> ::std::result::Result<
        ::api_transport::ResponseValue<types::Classification>,
        ::api_transport::Error<types::GatewayError>,
    > {
        let Self { client, contract_no, body } = self;
        let contract_no = contract_no
            .unwrap_or_else(|| ::std::result::Result::Err(
                "contract_no is missing".to_owned(),
            ))
            .map_err(::api_transport::Error::invalid_request)?;
        let body = body
            .unwrap_or_else(|| ::std::result::Result::Err("body is missing".to_owned()))
            .and_then(|filled| {
                <types::ClassificationRequest as ::std::convert::TryFrom<
                    _,
                >>::try_from(filled)
                    .map_err(|e| ::std::format!("body: {}", e))
            })
            .map_err(::api_transport::Error::invalid_request)?;
        let url = ::std::format!(
            "{}/contracts/{}/classifications", client.baseurl,
            ::api_transport::wire::path("contractNo", & contract_no, ",") ?
        );
        let mut headers = ::reqwest::header::HeaderMap::new();
        headers
            .insert(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            );
        let request = client.client.post(url).headers(headers).json(&body);
        let request = request.build()?;
        let response = ::api_transport::ClientHooks::exec(
                client,
                request,
                &super::operations::CREATE_CLASSIFICATION,
            )
            .await?;
        match response.status().as_u16() {
            201 => {
                ::api_transport::ResponseValue::<
                    types::Classification,
                >::from_response(response)
                    .await
            }
            400 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            401 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            403 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            404 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            405 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            429 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            500 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            _ => {
                ::std::result::Result::Err(
                    ::api_transport::Error::undocumented(response).await,
                )
            }
        }
    }
}
///Builder of [`Client::activate_deactivate_classification`](super::Client::activate_deactivate_classification).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct ActivateDeactivateClassification<'a> {
    client: &'a super::Client,
    contract_no: ::std::option::Option<
        ::std::result::Result<types::ContractNo, ::std::string::String>,
    >,
    body: ::std::option::Option<
        ::std::result::Result<types::builder::ActivationRequest, ::std::string::String>,
    >,
}
impl<'a> ActivateDeactivateClassification<'a> {
    pub(super) fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: ::std::option::Option::None,
            body: ::std::option::Option::None,
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ContractNo>,
    {
        self.contract_no = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "contract_no: the value cannot be converted to `types::ContractNo`"
                        .to_owned()
                }),
        );
        self
    }
    ///The classification, and what to do with it.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ActivationRequest>,
        <V as ::std::convert::TryInto<
            types::ActivationRequest,
        >>::Error: ::std::fmt::Display,
    {
        self.body = ::std::option::Option::Some(
            value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|e| {
                    ::std::format!(
                        "body: the value is not a `types::ActivationRequest`: {}", e
                    )
                }),
        );
        self
    }
    ///Sets `body` by filling its builder.
    pub fn body_map<F>(mut self, fill: F) -> Self
    where
        F: ::std::ops::FnOnce(
            types::builder::ActivationRequest,
        ) -> types::builder::ActivationRequest,
    {
        self.body = ::std::option::Option::Some(
            self
                .body
                .unwrap_or_else(|| ::std::result::Result::Ok(
                    ::std::default::Default::default(),
                ))
                .map(fill),
        );
        self
    }
    ///Sends `POST /contracts/{contractNo}/classifications/activate-deactivate`.
    ///
    /// # Errors
    /// See [`Error`](::api_transport::Error).
    pub async fn send(
        self,
    ) -> ::std::result::Result<
        ::api_transport::ResponseValue<types::Classification>,
        ::api_transport::Error<types::GatewayError>,
    > {
        let Self { client, contract_no, body } = self;
        let contract_no = contract_no
            .unwrap_or_else(|| ::std::result::Result::Err(
                "contract_no is missing".to_owned(),
            ))
            .map_err(::api_transport::Error::invalid_request)?;
        let body = body
            .unwrap_or_else(|| ::std::result::Result::Err("body is missing".to_owned()))
            .and_then(|filled| {
                <types::ActivationRequest as ::std::convert::TryFrom<
                    _,
                >>::try_from(filled)
                    .map_err(|e| ::std::format!("body: {}", e))
            })
            .map_err(::api_transport::Error::invalid_request)?;
        let url = ::std::format!(
            "{}/contracts/{}/classifications/activate-deactivate", client.baseurl,
            ::api_transport::wire::path("contractNo", & contract_no, ",") ?
        );
        let mut headers = ::reqwest::header::HeaderMap::new();
        headers
            .insert(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            );
        let request = client.client.post(url).headers(headers).json(&body);
        let request = request.build()?;
        let response = ::api_transport::ClientHooks::exec(
                client,
                request,
                &super::operations::ACTIVATE_DEACTIVATE_CLASSIFICATION,
            )
            .await?;
        match response.status().as_u16() {
            200 => {
                ::api_transport::ResponseValue::<
                    types::Classification,
                >::from_response(response)
                    .await
            }
            400 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            401 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            403 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            404 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            405 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            429 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            500 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            _ => {
                ::std::result::Result::Err(
                    ::api_transport::Error::undocumented(response).await,
                )
            }
        }
    }
}
///Builder of [`Client::cancel_classification`](super::Client::cancel_classification).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct CancelClassification<'a> {
    client: &'a super::Client,
    contract_no: ::std::option::Option<
        ::std::result::Result<types::ContractNo, ::std::string::String>,
    >,
    body: ::std::option::Option<
        ::std::result::Result<types::builder::CancellationRequest, ::std::string::String>,
    >,
}
impl<'a> CancelClassification<'a> {
    pub(super) fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: ::std::option::Option::None,
            body: ::std::option::Option::None,
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ContractNo>,
    {
        self.contract_no = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "contract_no: the value cannot be converted to `types::ContractNo`"
                        .to_owned()
                }),
        );
        self
    }
    ///The classification to end.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::CancellationRequest>,
        <V as ::std::convert::TryInto<
            types::CancellationRequest,
        >>::Error: ::std::fmt::Display,
    {
        self.body = ::std::option::Option::Some(
            value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|e| {
                    ::std::format!(
                        "body: the value is not a `types::CancellationRequest`: {}", e
                    )
                }),
        );
        self
    }
    ///Sets `body` by filling its builder.
    pub fn body_map<F>(mut self, fill: F) -> Self
    where
        F: ::std::ops::FnOnce(
            types::builder::CancellationRequest,
        ) -> types::builder::CancellationRequest,
    {
        self.body = ::std::option::Option::Some(
            self
                .body
                .unwrap_or_else(|| ::std::result::Result::Ok(
                    ::std::default::Default::default(),
                ))
                .map(fill),
        );
        self
    }
    ///Sends `POST /contracts/{contractNo}/classifications/cancel`.
    ///
    /// # Errors
    /// See [`Error`](::api_transport::Error).
    pub async fn send(
        self,
    ) -> ::std::result::Result<
        ::api_transport::ResponseValue<types::Classification>,
        ::api_transport::Error<types::GatewayError>,
    > {
        let Self { client, contract_no, body } = self;
        let contract_no = contract_no
            .unwrap_or_else(|| ::std::result::Result::Err(
                "contract_no is missing".to_owned(),
            ))
            .map_err(::api_transport::Error::invalid_request)?;
        let body = body
            .unwrap_or_else(|| ::std::result::Result::Err("body is missing".to_owned()))
            .and_then(|filled| {
                <types::CancellationRequest as ::std::convert::TryFrom<
                    _,
                >>::try_from(filled)
                    .map_err(|e| ::std::format!("body: {}", e))
            })
            .map_err(::api_transport::Error::invalid_request)?;
        let url = ::std::format!(
            "{}/contracts/{}/classifications/cancel", client.baseurl,
            ::api_transport::wire::path("contractNo", & contract_no, ",") ?
        );
        let mut headers = ::reqwest::header::HeaderMap::new();
        headers
            .insert(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            );
        let request = client.client.post(url).headers(headers).json(&body);
        let request = request.build()?;
        let response = ::api_transport::ClientHooks::exec(
                client,
                request,
                &super::operations::CANCEL_CLASSIFICATION,
            )
            .await?;
        match response.status().as_u16() {
            200 => {
                ::api_transport::ResponseValue::<
                    types::Classification,
                >::from_response(response)
                    .await
            }
            400 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            401 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            403 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            404 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            405 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            429 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            500 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            _ => {
                ::std::result::Result::Err(
                    ::api_transport::Error::undocumented(response).await,
                )
            }
        }
    }
}
///Builder of [`Client::accept_deny_premium`](super::Client::accept_deny_premium).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct AcceptDenyPremium<'a> {
    client: &'a super::Client,
    contract_no: ::std::option::Option<
        ::std::result::Result<types::ContractNo, ::std::string::String>,
    >,
    body: ::std::option::Option<
        ::std::result::Result<
            types::builder::PremiumDecisionRequest,
            ::std::string::String,
        >,
    >,
}
impl<'a> AcceptDenyPremium<'a> {
    pub(super) fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: ::std::option::Option::None,
            body: ::std::option::Option::None,
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::ContractNo>,
    {
        self.contract_no = ::std::option::Option::Some(
            value
                .try_into()
                .map_err(|_| {
                    "contract_no: the value cannot be converted to `types::ContractNo`"
                        .to_owned()
                }),
        );
        self
    }
    ///The request, and your answer.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: ::std::convert::TryInto<types::PremiumDecisionRequest>,
        <V as ::std::convert::TryInto<
            types::PremiumDecisionRequest,
        >>::Error: ::std::fmt::Display,
    {
        self.body = ::std::option::Option::Some(
            value
                .try_into()
                .map(::std::convert::From::from)
                .map_err(|e| {
                    ::std::format!(
                        "body: the value is not a `types::PremiumDecisionRequest`: {}", e
                    )
                }),
        );
        self
    }
    ///Sets `body` by filling its builder.
    pub fn body_map<F>(mut self, fill: F) -> Self
    where
        F: ::std::ops::FnOnce(
            types::builder::PremiumDecisionRequest,
        ) -> types::builder::PremiumDecisionRequest,
    {
        self.body = ::std::option::Option::Some(
            self
                .body
                .unwrap_or_else(|| ::std::result::Result::Ok(
                    ::std::default::Default::default(),
                ))
                .map(fill),
        );
        self
    }
    ///Sends `POST /contracts/{contractNo}/classifications/accept-deny-premium`.
    ///
    /// # Errors
    /// See [`Error`](::api_transport::Error).
    pub async fn send(
        self,
    ) -> ::std::result::Result<
        ::api_transport::ResponseValue<types::Classification>,
        ::api_transport::Error<types::GatewayError>,
    > {
        let Self { client, contract_no, body } = self;
        let contract_no = contract_no
            .unwrap_or_else(|| ::std::result::Result::Err(
                "contract_no is missing".to_owned(),
            ))
            .map_err(::api_transport::Error::invalid_request)?;
        let body = body
            .unwrap_or_else(|| ::std::result::Result::Err("body is missing".to_owned()))
            .and_then(|filled| {
                <types::PremiumDecisionRequest as ::std::convert::TryFrom<
                    _,
                >>::try_from(filled)
                    .map_err(|e| ::std::format!("body: {}", e))
            })
            .map_err(::api_transport::Error::invalid_request)?;
        let url = ::std::format!(
            "{}/contracts/{}/classifications/accept-deny-premium", client.baseurl,
            ::api_transport::wire::path("contractNo", & contract_no, ",") ?
        );
        let mut headers = ::reqwest::header::HeaderMap::new();
        headers
            .insert(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            );
        let request = client.client.post(url).headers(headers).json(&body);
        let request = request.build()?;
        let response = ::api_transport::ClientHooks::exec(
                client,
                request,
                &super::operations::ACCEPT_DENY_PREMIUM,
            )
            .await?;
        match response.status().as_u16() {
            200 => {
                ::api_transport::ResponseValue::<
                    types::Classification,
                >::from_response(response)
                    .await
            }
            400 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            401 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            403 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            404 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            405 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            429 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            500 => {
                ::std::result::Result::Err(
                    ::api_transport::Error::<types::GatewayError>::documented(response)
                        .await,
                )
            }
            _ => {
                ::std::result::Result::Err(
                    ::api_transport::Error::undocumented(response).await,
                )
            }
        }
    }
}
