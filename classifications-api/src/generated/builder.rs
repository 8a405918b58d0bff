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
    country: Result<Option<types::CountryCode>, String>,
    customer_reference: Result<Option<::std::string::String>, String>,
    endorsement_no: Result<Option<i64>, String>,
    status_code: Result<Option<::std::vec::Vec<i32>>, String>,
    tax_id: Result<Option<::std::string::String>, String>,
}
impl<'a> QueryClassifications<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            country: Ok(None),
            customer_reference: Ok(None),
            endorsement_no: Ok(None),
            status_code: Ok(None),
            tax_id: Ok(None),
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Classifications of debtors in this country (ISO 3166-1 alpha-2).
    pub fn country<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::CountryCode>,
        <V as std::convert::TryInto<types::CountryCode>>::Error: std::fmt::Display,
    {
        self.country = progenitor_client::argument("country", value).map(Some);
        self
    }
    ///Classifications of the debtor with this code in your own system.
    pub fn customer_reference<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<::std::string::String>,
        <V as std::convert::TryInto<::std::string::String>>::Error: std::fmt::Display,
    {
        self.customer_reference = progenitor_client::argument(
                "customer_reference",
                value,
            )
            .map(Some);
        self
    }
    ///The classification with this number, also while it is still a request.
    pub fn endorsement_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<i64>,
        <V as std::convert::TryInto<i64>>::Error: std::fmt::Display,
    {
        self.endorsement_no = progenitor_client::argument("endorsement_no", value)
            .map(Some);
        self
    }
    ///Classifications in any of these statuses, separated by commas.
    pub fn status_code<V, Kind>(mut self, value: V) -> Self
    where
        V: IntoIterator,
        V::Item: progenitor_client::ListItem<i32, Kind>,
    {
        self.status_code = progenitor_client::list("status_code", value).map(Some);
        self
    }
    /**Classifications of the debtor with this tax number. Give `country` with it: tax numbers
are unique only within a country.*/
    pub fn tax_id<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<::std::string::String>,
        <V as std::convert::TryInto<::std::string::String>>::Error: std::fmt::Display,
    {
        self.tax_id = progenitor_client::argument("tax_id", value).map(Some);
        self
    }
    ///Sends a `GET` request to `/contracts/{contract_no}/classifications`
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::ClassificationList>, Error<types::GatewayError>> {
        let Self {
            client,
            contract_no,
            country,
            customer_reference,
            endorsement_no,
            status_code,
            tax_id,
        } = self;
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                country.as_ref().err(),
                customer_reference.as_ref().err(),
                endorsement_no.as_ref().err(),
                status_code.as_ref().err(),
                tax_id.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let country = country.map_err(Error::InvalidRequest)?;
        let customer_reference = customer_reference.map_err(Error::InvalidRequest)?;
        let endorsement_no = endorsement_no.map_err(Error::InvalidRequest)?;
        let status_code = status_code.map_err(Error::InvalidRequest)?;
        let tax_id = tax_id.map_err(Error::InvalidRequest)?;
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
            .query(&progenitor_client::QueryParam::delimited("taxId", &tax_id, ","))
            .query(&progenitor_client::QueryParam::delimited("country", &country, ","))
            .query(
                &progenitor_client::QueryParam::delimited(
                    "statusCode",
                    &status_code,
                    ",",
                ),
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::QUERY_CLASSIFICATIONS,
            )
            .await;
        let response = result?;
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
            _ => Err(Error::UnexpectedResponse(response)),
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
    body: Result<Option<types::builder::ClassificationRequest>, String>,
}
impl<'a> CreateClassification<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            body: Ok(None),
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///The debtor, and the credit you mean to give.
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
    ) -> Result<ResponseValue<types::Classification>, Error<types::GatewayError>> {
        let Self { client, contract_no, body } = self;
        let body = progenitor_client::required_body::<
            _,
            types::ClassificationRequest,
        >(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
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
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::CREATE_CLASSIFICATION,
            )
            .await;
        let response = result?;
        match response.status().as_u16() {
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
            _ => Err(Error::UnexpectedResponse(response)),
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
    body: Result<Option<types::builder::ActivationRequest>, String>,
}
impl<'a> ActivateDeactivateClassification<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            body: Ok(None),
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///The classification, and what to do with it.
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
    ) -> Result<ResponseValue<types::Classification>, Error<types::GatewayError>> {
        let Self { client, contract_no, body } = self;
        let body = progenitor_client::required_body::<_, types::ActivationRequest>(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
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
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::ACTIVATE_DEACTIVATE_CLASSIFICATION,
            )
            .await;
        let response = result?;
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
            _ => Err(Error::UnexpectedResponse(response)),
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
    body: Result<Option<types::builder::CancellationRequest>, String>,
}
impl<'a> CancelClassification<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            body: Ok(None),
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///The classification to end.
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
    ) -> Result<ResponseValue<types::Classification>, Error<types::GatewayError>> {
        let Self { client, contract_no, body } = self;
        let body = progenitor_client::required_body::<
            _,
            types::CancellationRequest,
        >(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
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
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::CANCEL_CLASSIFICATION,
            )
            .await;
        let response = result?;
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
            _ => Err(Error::UnexpectedResponse(response)),
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
    body: Result<Option<types::builder::PremiumDecisionRequest>, String>,
}
impl<'a> AcceptDenyPremium<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            body: Ok(None),
        }
    }
    /**Number of the insurance contract (the policy), complete with its modality. A wrong or
incomplete number is answered 400.*/
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///The request, and your answer.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::PremiumDecisionRequest>,
        <V as std::convert::TryInto<
            types::PremiumDecisionRequest,
        >>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| {
                format!("conversion to `PremiumDecisionRequest` for body failed: {}", s)
            })
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(
            types::builder::PremiumDecisionRequest,
        ) -> types::builder::PremiumDecisionRequest,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/classifications/accept-deny-premium`
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::Classification>, Error<types::GatewayError>> {
        let Self { client, contract_no, body } = self;
        let body = progenitor_client::required_body::<
            _,
            types::PremiumDecisionRequest,
        >(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
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
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::ACCEPT_DENY_PREMIUM,
            )
            .await;
        let response = result?;
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
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
