// Made by `cargo xtask generate --spec portfolio-movements.oas2.yaml --out ..`. Do not edit.

use super::types;
#[allow(unused_imports)]
use super::{
    encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
    RequestBuilderExt, ResponseValue,
};
/**Builder for [`Client::query_movements`]

[`Client::query_movements`]: super::Client::query_movements*/
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called and awaited"]
pub struct QueryMovements<'a> {
    client: &'a super::Client,
    contract_no: Result<types::QueryMovementsContractNo, String>,
    language_code: Result<Option<types::QueryMovementsLanguageCode>, String>,
    next_endorsement_no: Result<Option<types::QueryMovementsNextEndorsementNo>, String>,
}
impl<'a> QueryMovements<'a> {
    pub fn new(client: &'a super::Client) -> Self {
        Self {
            client: client,
            contract_no: Err("contract_no is missing".to_string()),
            language_code: Ok(None),
            next_endorsement_no: Ok(None),
        }
    }
    ///Contract number: modality (3 characters) and policy (8).
    pub fn contract_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryMovementsContractNo>,
        <V as std::convert::TryInto<
            types::QueryMovementsContractNo,
        >>::Error: std::fmt::Display,
    {
        self.contract_no = progenitor_client::argument("contract_no", value);
        self
    }
    ///Language of the descriptions.
    pub fn language_code<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryMovementsLanguageCode>,
        <V as std::convert::TryInto<
            types::QueryMovementsLanguageCode,
        >>::Error: std::fmt::Display,
    {
        self.language_code = progenitor_client::argument("language_code", value)
            .map(Some);
        self
    }
    ///The number that the page before named; without it, the first page.
    pub fn next_endorsement_no<V>(mut self, value: V) -> Self
    where
        V: std::convert::TryInto<types::QueryMovementsNextEndorsementNo>,
        <V as std::convert::TryInto<
            types::QueryMovementsNextEndorsementNo,
        >>::Error: std::fmt::Display,
    {
        self.next_endorsement_no = progenitor_client::argument(
                "next_endorsement_no",
                value,
            )
            .map(Some);
        self
    }
    ///Sends a `GET` request to `/contracts/{contract_no}/movements`
    pub async fn send(
        self,
    ) -> Result<
        ResponseValue<types::MovementsResponse>,
        Error<types::QueryMovementsErrorByStatus>,
    > {
        let Self { client, contract_no, language_code, next_endorsement_no } = self;
        progenitor_client::check_arguments(
            &[
                contract_no.as_ref().err(),
                language_code.as_ref().err(),
                next_endorsement_no.as_ref().err(),
            ],
        )?;
        let contract_no = contract_no.map_err(Error::InvalidRequest)?;
        let language_code = language_code.map_err(Error::InvalidRequest)?;
        let next_endorsement_no = next_endorsement_no.map_err(Error::InvalidRequest)?;
        let contract_no = encode_path("contractNo", &contract_no, ",")?;
        let url = format!("{}/contracts/{}/movements", client.baseurl, contract_no,);
        let request = progenitor_client::RequestBuilder::new(
                &client.client,
                &super::operations::QUERY_MOVEMENTS,
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
                    "nextEndorsementNo",
                    &next_endorsement_no,
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
    ///Sends a request for each page when the stream is polled for it. The stream starts at the cursor, if one is set.
    pub fn send_pages(
        self,
    ) -> progenitor_client::Pages<
        'a,
        types::MovementsResponse,
        types::QueryMovementsErrorByStatus,
    > {
        let first = self
            .next_endorsement_no
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
                    let cursor: types::QueryMovementsNextEndorsementNo = progenitor_client::dynamic::cursor(
                        "nextEndorsementNo",
                        cursor,
                    )?;
                    call.next_endorsement_no(cursor).send().await
                }
            },
        )
    }
    ///The rows of all pages; see [`Self::send_pages`].
    pub fn send_rows(
        self,
    ) -> progenitor_client::Rows<'a, types::Debtor, types::QueryMovementsErrorByStatus> {
        progenitor_client::rows(
            self.send_pages(),
            |page| Some(page).and_then(|value| value.debtor).unwrap_or_default(),
        )
    }
}
