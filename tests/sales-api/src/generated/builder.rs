// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

use super::types;
#[allow(unused_imports)]
use super::{
    encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
    RequestBuilderExt, ResponseValue,
};
/**Builder for [`Client::query_sales`]

[`Client::query_sales`]: super::Client::query_sales*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct QuerySales<'a> {
    _client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    client: Result<Option<::std::string::String>, String>,
    countries: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
    month: Result<Option<::std::vec::Vec<i32>>, String>,
    x_correlation_id: Result<Option<::std::string::String>, String>,
}
impl<'a> QuerySales<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            _client: client,
            contract_no: Err("contract_no is missing".to_string()),
            client: Ok(None),
            countries: Ok(None),
            month: Ok(None),
            x_correlation_id: Ok(None),
        }
    }
    ///Sets `contract_no`.
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Sets `client`.
    pub fn client<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<::std::string::String>,
        <V as std::convert::TryInto<::std::string::String>>::Error: std::fmt::Display,
    {
        self.client = progenitor_client::argument("client", value).map(Some);
        self
    }
    ///Sets `countries`.
    pub fn countries<V, Kind>(mut self, value: V) -> Self
    where
        V: IntoIterator,
        V::Item: progenitor_client::ListItem<::std::string::String, Kind>,
    {
        self.countries = progenitor_client::list("countries", value).map(Some);
        self
    }
    ///Sets `month`.
    pub fn month<V, Kind>(mut self, value: V) -> Self
    where
        V: IntoIterator,
        V::Item: progenitor_client::ListItem<i32, Kind>,
    {
        self.month = progenitor_client::list("month", value).map(Some);
        self
    }
    ///Sets `x_correlation_id`.
    pub fn x_correlation_id<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<::std::string::String>,
        <V as std::convert::TryInto<::std::string::String>>::Error: std::fmt::Display,
    {
        self.x_correlation_id = progenitor_client::argument("x_correlation_id", value)
            .map(Some);
        self
    }
    ///Sends a `GET` request to `/contracts/{contract_no}/sales`
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::SaleList>, Error<types::GatewayError>> {
        let Self { _client, contract_no, client, countries, month, x_correlation_id } = self;
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                client.as_ref().err(),
                countries.as_ref().err(),
                month.as_ref().err(),
                x_correlation_id.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let client = client.map_err(Error::InvalidRequest)?;
        let countries = countries.map_err(Error::InvalidRequest)?;
        let month = month.map_err(Error::InvalidRequest)?;
        let x_correlation_id = x_correlation_id.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!("{}/contracts/{}/sales", _client.baseurl, contract_no,);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        progenitor_client::append_header(
            &mut header_map,
            "X-Correlation-ID",
            &x_correlation_id,
            ",",
        )?;
        let request = progenitor_client::RequestBuilder::new(
                &_client.client,
                &super::operations::QUERY_SALES,
                url,
            )
            .query(&progenitor_client::QueryParam::delimited("client", &client, ","))
            .query(
                &progenitor_client::QueryParam::delimited("countries", &countries, "|"),
            )
            .query(&progenitor_client::QueryParam::new("month", &month))
            .headers(header_map)
            .build()?;
        let result = ClientHooks::exec(_client, request, &super::operations::QUERY_SALES)
            .await;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::notify_sale`]

[`Client::notify_sale`]: super::Client::notify_sale*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct NotifySale<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    body: Result<Option<types::builder::Sale>, String>,
}
impl<'a> NotifySale<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            body: Ok(None),
        }
    }
    ///Sets `contract_no`.
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Sets `body`.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::Sale>,
        <V as std::convert::TryInto<types::Sale>>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| format!("conversion to `Sale` for body failed: {}", s))
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(types::builder::Sale) -> types::builder::Sale,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/sales`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::NotifySaleSuccessByStatus>,
        Error<types::NotifySaleErrorByStatus>,
    > {
        let Self { client, contract_no, body } = self;
        let body = progenitor_client::required_body::<_, types::Sale>(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!("{}/contracts/{}/sales", client.baseurl, contract_no,);
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::NOTIFY_SALE,
                url,
            )
            .json(&body)
            .build()?;
        let result = ClientHooks::exec(client, request, &super::operations::NOTIFY_SALE)
            .await;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            202u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            409u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::withdraw_sale`]

[`Client::withdraw_sale`]: super::Client::withdraw_sale*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct WithdrawSale<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    sale_no: Result<i64, String>,
}
impl<'a> WithdrawSale<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            sale_no: Err("sale_no is missing".to_string()),
        }
    }
    ///Sets `contract_no`.
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Sets `sale_no`.
    pub fn sale_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<i64>,
        <V as std::convert::TryInto<i64>>::Error: std::fmt::Display,
    {
        self.sale_no = progenitor_client::argument("sale_no", value);
        self
    }
    ///Sends a `DELETE` request to `/contracts/{contract_no}/sales/{sale_no}`
    pub async fn send(self) -> Result<ResponseValue<()>, Error<types::GatewayError>> {
        let Self { client, contract_no, sale_no } = self;
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), sale_no.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let sale_no = sale_no.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let sale_no = encode_path("saleNo", &sale_no, ",")?;
        let url = format!(
            "{}/contracts/{}/sales/{}", client.baseurl, contract_no, sale_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::WITHDRAW_SALE,
                url,
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::WITHDRAW_SALE,
            )
            .await;
        let response = result?;
        match response.status().as_u16() {
            204u16 => Ok(ResponseValue::empty(response)),
            404u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted_empty(response),
        }
    }
}
/**Builder for [`Client::correct_sale`]

[`Client::correct_sale`]: super::Client::correct_sale*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct CorrectSale<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    sale_no: Result<i64, String>,
    body: Result<Option<types::builder::Correction>, String>,
}
impl<'a> CorrectSale<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            sale_no: Err("sale_no is missing".to_string()),
            body: Ok(None),
        }
    }
    ///Sets `contract_no`.
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Sets `sale_no`.
    pub fn sale_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<i64>,
        <V as std::convert::TryInto<i64>>::Error: std::fmt::Display,
    {
        self.sale_no = progenitor_client::argument("sale_no", value);
        self
    }
    ///Sets `body`.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::Correction>,
        <V as std::convert::TryInto<types::Correction>>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| format!("conversion to `Correction` for body failed: {}", s))
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(types::builder::Correction) -> types::builder::Correction,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/sales/{sale_no}/corrections`
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::RecordedSale>, Error<types::GatewayError>> {
        let Self { client, contract_no, sale_no, body } = self;
        let body = progenitor_client::required_body::<_, types::Correction>(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), sale_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let sale_no = sale_no.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let sale_no = encode_path("saleNo", &sale_no, ",")?;
        let url = format!(
            "{}/contracts/{}/sales/{}/corrections", client.baseurl, contract_no, sale_no,
        );
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::CORRECT_SALE,
                url,
            )
            .json(&body)
            .build()?;
        let result = ClientHooks::exec(client, request, &super::operations::CORRECT_SALE)
            .await;
        let response = result?;
        match response.status().as_u16() {
            201u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::query_movements`]

[`Client::query_movements`]: super::Client::query_movements*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct QueryMovements<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    from_sale_no: Result<Option<i64>, String>,
}
impl<'a> QueryMovements<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            from_sale_no: Ok(None),
        }
    }
    ///Sets `contract_no`.
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Sets `from_sale_no`.
    pub fn from_sale_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<i64>,
        <V as std::convert::TryInto<i64>>::Error: std::fmt::Display,
    {
        self.from_sale_no = progenitor_client::argument("from_sale_no", value).map(Some);
        self
    }
    ///Sends a `GET` request to `/contracts/{contract_no}/movements`
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::MovementList>, Error<types::Envelope>> {
        let Self { client, contract_no, from_sale_no } = self;
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), from_sale_no.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let from_sale_no = from_sale_no.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!("{}/contracts/{}/movements", client.baseurl, contract_no,);
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::QUERY_MOVEMENTS,
                url,
            )
            .query(
                &progenitor_client::QueryParam::delimited(
                    "fromSaleNo",
                    &from_sale_no,
                    ",",
                ),
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::QUERY_MOVEMENTS,
            )
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
    ///Sends a request for each page when the stream is polled for it. The stream starts at the cursor, if one is set.
    pub fn send_pages(
        self,
    ) -> progenitor_client::Pages<'a, types::MovementList, types::Envelope> {
        let first = self
            .from_sale_no
            .as_ref()
            .ok()
            .and_then(Option::as_ref)
            .and_then(progenitor_client::dynamic::cursor_text);
        progenitor_client::pages(
            super::operations::QUERY_MOVEMENTS.paging,
            first,
            move |cursor| {
                let call = self.clone();
                async move {
                    let Some(cursor) = cursor else {
                        return call.send().await;
                    };
                    let cursor: i64 = progenitor_client::dynamic::cursor(
                        "fromSaleNo",
                        cursor,
                    )?;
                    call.from_sale_no(cursor).send().await
                }
            },
        )
    }
    ///The rows of all pages; see [`Self::send_pages`].
    pub fn send_rows(
        self,
    ) -> progenitor_client::Rows<'a, types::Movement, types::Envelope> {
        progenitor_client::rows(
            self.send_pages(),
            |page| Some(page).and_then(|value| value.sales).unwrap_or_default(),
        )
    }
}
/**Builder for [`Client::move_sale`]

[`Client::move_sale`]: super::Client::move_sale*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct MoveSale<'a> {
    client: &'a super::Client,
    contract_no: Result<types::ContractNo, String>,
    body: Result<Option<types::builder::Movement>, String>,
}
impl<'a> MoveSale<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            body: Ok(None),
        }
    }
    ///Sets `contract_no`.
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::ContractNo>,
        <V as std::convert::TryInto<types::ContractNo>>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Sets `body`.
    pub fn body<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::Movement>,
        <V as std::convert::TryInto<types::Movement>>::Error: std::fmt::Display,
    {
        self.body = value
            .try_into()
            .map(From::from)
            .map_err(|s| format!("conversion to `Movement` for body failed: {}", s))
            .map(Some);
        self
    }
    ///Sets the body by filling its builder.
    pub fn body_map<F>(mut self, f: F) -> Self
    where
        F: std::ops::FnOnce(types::builder::Movement) -> types::builder::Movement,
    {
        self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
        self
    }
    ///Sends a `POST` request to `/contracts/{contract_no}/movements`
    pub async fn send(
        self,
    ) -> Result<ResponseValue<types::MoveSaleSuccessByStatus>, Error<types::Envelope>> {
        let Self { client, contract_no, body } = self;
        let body = progenitor_client::required_body::<_, types::Movement>(body);
        progenitor_client::check_arguments(
            &[contract_no.as_ref().err(), body.as_ref().err()],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let body = body.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!("{}/contracts/{}/movements", client.baseurl, contract_no,);
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::MOVE_SALE,
                url,
            )
            .json(&body)
            .build()?;
        let result = ClientHooks::exec(client, request, &super::operations::MOVE_SALE)
            .await;
        let response = result?.accepted()?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            201u16 => ResponseValue::from_response(response).await,
            400u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
/**Builder for [`Client::list_countries`]

[`Client::list_countries`]: super::Client::list_countries*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct ListCountries<'a> {
    client: &'a super::Client,
}
impl<'a> ListCountries<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self { client: client }
    }
    ///Sends a `GET` request to `/countries`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<::std::vec::Vec<::std::string::String>>,
        Error<types::GatewayError>,
    > {
        let Self { client } = self;
        let url = format!("{}/countries", client.baseurl,);
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::LIST_COUNTRIES,
                url,
            )
            .build()?;
        let result = ClientHooks::exec(
                client,
                request,
                &super::operations::LIST_COUNTRIES,
            )
            .await;
        let response = result?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => ResponseValue::unlisted(response).await,
        }
    }
}
