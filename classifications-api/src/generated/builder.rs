// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

use super::types;
#[allow(unused_imports)]
use super::{
    encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
    RequestBuilderExt, ResponseValue,
};
/**Builder for [`Client::query_classifications`]

[`Client::query_classifications`]: super::Client::query_classifications*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct QueryClassifications<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    country_code: Result<Option<types::QueryClassificationsCountryCode>, String>,
    customer_reference: Result<
        Option<types::QueryClassificationsCustomerReference>,
        String,
    >,
    endorsement_no: Result<Option<types::QueryClassificationsEndorsementNo>, String>,
    language_code: Result<Option<types::LanguageCode>, String>,
    tax_code: Result<Option<types::QueryClassificationsTaxCode>, String>,
}
impl<'a> QueryClassifications<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            country_code: Ok(None),
            customer_reference: Ok(None),
            endorsement_no: Ok(None),
            language_code: Ok(None),
            tax_code: Ok(None),
        }
    }
    ///Contract number: modality (3 characters) and policy (8).
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Country of the debtor.
    pub fn country_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryClassificationsCountryCode>,
        <V as std::convert::TryInto<
            types::QueryClassificationsCountryCode,
        >>::Error: std::fmt::Display,
    {
        self.country_code = progenitor_client::argument("country_code", value).map(Some);
        self
    }
    ///The debtor's code in the customer's own system.
    pub fn customer_reference<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryClassificationsCustomerReference>,
        <V as std::convert::TryInto<
            types::QueryClassificationsCustomerReference,
        >>::Error: std::fmt::Display,
    {
        self.customer_reference = progenitor_client::argument(
                "customer_reference",
                value,
            )
            .map(Some);
        self
    }
    ///Number of the endorsement, or of the request.
    pub fn endorsement_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryClassificationsEndorsementNo>,
        <V as std::convert::TryInto<
            types::QueryClassificationsEndorsementNo,
        >>::Error: std::fmt::Display,
    {
        self.endorsement_no = progenitor_client::argument("endorsement_no", value)
            .map(Some);
        self
    }
    ///Language of the descriptions.
    pub fn language_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::LanguageCode>,
        <V as std::convert::TryInto<types::LanguageCode>>::Error: std::fmt::Display,
    {
        self.language_code = progenitor_client::argument("language_code", value)
            .map(Some);
        self
    }
    ///Tax number of the debtor, with `countryCode`.
    pub fn tax_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryClassificationsTaxCode>,
        <V as std::convert::TryInto<
            types::QueryClassificationsTaxCode,
        >>::Error: std::fmt::Display,
    {
        self.tax_code = progenitor_client::argument("tax_code", value).map(Some);
        self
    }
    ///Sends a `GET` request to `/contracts/{contract_no}/classifications`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::ClassificationsResponse>,
        Error<types::QueryClassificationsErrorByStatus>,
    > {
        let Self {
            client,
            contract_no,
            country_code,
            customer_reference,
            endorsement_no,
            language_code,
            tax_code,
        } = self;
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                country_code.as_ref().err(),
                customer_reference.as_ref().err(),
                endorsement_no.as_ref().err(),
                language_code.as_ref().err(),
                tax_code.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let country_code = country_code.map_err(Error::InvalidRequest)?;
        let customer_reference = customer_reference.map_err(Error::InvalidRequest)?;
        let endorsement_no = endorsement_no.map_err(Error::InvalidRequest)?;
        let language_code = language_code.map_err(Error::InvalidRequest)?;
        let tax_code = tax_code.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!(
            "{}/contracts/{}/classifications", client.baseurl, contract_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::QUERY_CLASSIFICATIONS,
                url,
            )
            .query(
                &progenitor_client::QueryParam::delimited(
                    "languageCode",
                    &language_code,
                    ",",
                ),
            )
            .query(
                &progenitor_client::QueryParam::delimited(
                    "endorsementNo",
                    &endorsement_no,
                    ",",
                ),
            )
            .query(
                &progenitor_client::QueryParam::delimited(
                    "customerReference",
                    &customer_reference,
                    ",",
                ),
            )
            .query(
                &progenitor_client::QueryParam::delimited(
                    "countryCode",
                    &country_code,
                    ",",
                ),
            )
            .query(&progenitor_client::QueryParam::delimited("taxCode", &tax_code, ","))
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::QUERY_CLASSIFICATIONS,
            )
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            403u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            405u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::create_classification`]

[`Client::create_classification`]: super::Client::create_classification*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct CreateClassification<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    language_code: Result<Option<types::LanguageCode>, String>,
    body: Result<Option<types::builder::ClassificationRequest>, String>,
}
impl<'a> CreateClassification<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            language_code: Ok(None),
            body: Ok(None),
        }
    }
    ///Contract number: modality (3 characters) and policy (8).
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Language of the descriptions.
    pub fn language_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::LanguageCode>,
        <V as std::convert::TryInto<types::LanguageCode>>::Error: std::fmt::Display,
    {
        self.language_code = progenitor_client::argument("language_code", value)
            .map(Some);
        self
    }
    ///The debtor, and the credit that is asked for.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ClassificationRequest>,
        <V as std::convert::TryInto<
            types::ClassificationRequest,
        >>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| {
                format!("conversion to `ClassificationRequest` for body failed: {}", s)
            })
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(
            types::builder::ClassificationRequest,
        ) -> types::builder::ClassificationRequest,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/classifications`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::ClassificationsResponse>,
        Error<types::CreateClassificationErrorByStatus>,
    > {
        let Self { client, contract_no, language_code, body } = self;
        let body = progenitor_client::required_body::<
            _,
            types::ClassificationRequest,
        >(body);
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                language_code.as_ref().err(),
                body.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let language_code = language_code.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!(
            "{}/contracts/{}/classifications", client.baseurl, contract_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::CREATE_CLASSIFICATION,
                url,
            )
            .json(&body)
            .query(
                &progenitor_client::QueryParam::delimited(
                    "languageCode",
                    &language_code,
                    ",",
                ),
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::CREATE_CLASSIFICATION,
            )
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            201u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            403u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            405u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::activate_deactivate_classification`]

[`Client::activate_deactivate_classification`]: super::Client::activate_deactivate_classification*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct ActivateDeactivateClassification<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    language_code: Result<Option<types::LanguageCode>, String>,
    body: Result<Option<types::builder::ActivationRequest>, String>,
}
impl<'a> ActivateDeactivateClassification<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            language_code: Ok(None),
            body: Ok(None),
        }
    }
    ///Contract number: modality (3 characters) and policy (8).
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Language of the descriptions.
    pub fn language_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::LanguageCode>,
        <V as std::convert::TryInto<types::LanguageCode>>::Error: std::fmt::Display,
    {
        self.language_code = progenitor_client::argument("language_code", value)
            .map(Some);
        self
    }
    ///The classification, and its new state.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ActivationRequest>,
        <V as std::convert::TryInto<types::ActivationRequest>>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| {
                format!("conversion to `ActivationRequest` for body failed: {}", s)
            })
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(
            types::builder::ActivationRequest,
        ) -> types::builder::ActivationRequest,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/classifications/activate-deactivate`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::ClassificationsResponse>,
        Error<types::ActivateDeactivateClassificationErrorByStatus>,
    > {
        let Self { client, contract_no, language_code, body } = self;
        let body = progenitor_client::required_body::<_, types::ActivationRequest>(body);
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                language_code.as_ref().err(),
                body.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let language_code = language_code.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!(
            "{}/contracts/{}/classifications/activate-deactivate", client.baseurl,
            contract_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::ACTIVATE_DEACTIVATE_CLASSIFICATION,
                url,
            )
            .json(&body)
            .query(
                &progenitor_client::QueryParam::delimited(
                    "languageCode",
                    &language_code,
                    ",",
                ),
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::ACTIVATE_DEACTIVATE_CLASSIFICATION,
            )
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            403u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            405u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::cancel_classification`]

[`Client::cancel_classification`]: super::Client::cancel_classification*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct CancelClassification<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    language_code: Result<Option<types::LanguageCode>, String>,
    body: Result<Option<types::builder::CancellationRequest>, String>,
}
impl<'a> CancelClassification<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            language_code: Ok(None),
            body: Ok(None),
        }
    }
    ///Contract number: modality (3 characters) and policy (8).
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Language of the descriptions.
    pub fn language_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::LanguageCode>,
        <V as std::convert::TryInto<types::LanguageCode>>::Error: std::fmt::Display,
    {
        self.language_code = progenitor_client::argument("language_code", value)
            .map(Some);
        self
    }
    ///The classification to annul.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::CancellationRequest>,
        <V as std::convert::TryInto<
            types::CancellationRequest,
        >>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| {
                format!("conversion to `CancellationRequest` for body failed: {}", s)
            })
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(
            types::builder::CancellationRequest,
        ) -> types::builder::CancellationRequest,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/classifications/cancel`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::ClassificationsResponse>,
        Error<types::CancelClassificationErrorByStatus>,
    > {
        let Self { client, contract_no, language_code, body } = self;
        let body = progenitor_client::required_body::<
            _,
            types::CancellationRequest,
        >(body);
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                language_code.as_ref().err(),
                body.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let language_code = language_code.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!(
            "{}/contracts/{}/classifications/cancel", client.baseurl, contract_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::CANCEL_CLASSIFICATION,
                url,
            )
            .json(&body)
            .query(
                &progenitor_client::QueryParam::delimited(
                    "languageCode",
                    &language_code,
                    ",",
                ),
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::CANCEL_CLASSIFICATION,
            )
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            403u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            405u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::accept_deny_premium`]

[`Client::accept_deny_premium`]: super::Client::accept_deny_premium*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct AcceptDenyPremium<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    language_code: Result<Option<types::LanguageCode>, String>,
    body: Result<Option<types::builder::PremiumRequest>, String>,
}
impl<'a> AcceptDenyPremium<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            language_code: Ok(None),
            body: Ok(None),
        }
    }
    ///Contract number: modality (3 characters) and policy (8).
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Language of the descriptions.
    pub fn language_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::LanguageCode>,
        <V as std::convert::TryInto<types::LanguageCode>>::Error: std::fmt::Display,
    {
        self.language_code = progenitor_client::argument("language_code", value)
            .map(Some);
        self
    }
    ///The classification, and the customer's decision.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::PremiumRequest>,
        <V as std::convert::TryInto<types::PremiumRequest>>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| {
                format!("conversion to `PremiumRequest` for body failed: {}", s)
            })
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(
            types::builder::PremiumRequest,
        ) -> types::builder::PremiumRequest,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/classifications/accept-deny-premium`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::ClassificationsResponse>,
        Error<types::AcceptDenyPremiumErrorByStatus>,
    > {
        let Self { client, contract_no, language_code, body } = self;
        let body = progenitor_client::required_body::<_, types::PremiumRequest>(body);
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                language_code.as_ref().err(),
                body.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let language_code = language_code.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!(
            "{}/contracts/{}/classifications/accept-deny-premium", client.baseurl,
            contract_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::ACCEPT_DENY_PREMIUM,
                url,
            )
            .json(&body)
            .query(
                &progenitor_client::QueryParam::delimited(
                    "languageCode",
                    &language_code,
                    ",",
                ),
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::ACCEPT_DENY_PREMIUM,
            )
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            403u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            405u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            429u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
