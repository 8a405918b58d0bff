// Made by `cargo xtask generate --spec portfolio-movements.oas2.yaml --out ..`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types;
#[derive(Clone, Debug)]
/**Client for Portfolio Movements

Endorsements of a policy that moved in the last two days.

**Errors.** Each response has an `error`. `errorCode` is `0` when the operation was carried out. Business errors come
with status 200 as well as 400.

**Values.** Every value is a string. Amounts and percentages have a decimal comma and no thousands separator
(`100000,00`). Dates are `yyyyMMdd`, and `0` is no date.

**Pages.** `client.nextEndorsementNo` is the parameter of the next page; `0` ends. `debtor` is null on the last page.

Version: 1.0.3*/
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: progenitor_client::Sender,
}
impl Client {
    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    #[must_use]
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: progenitor_client::Sender,
    ) -> Self {
        Self {
            baseurl: baseurl.trim_end_matches('/').to_string(),
            client,
            inner,
        }
    }
}
impl ClientInfo<progenitor_client::Sender> for Client {
    fn api_version() -> &'static str {
        "1.0.3"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &progenitor_client::Sender {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<progenitor_client::Sender>,
    {}
};
impl Client {
    /**Portfolio Movements Query

The endorsements that moved in the last two days, a page at a time.

Sends a `GET` request to `/contracts/{contract_no}/movements`

Arguments:
- `contract_no`: Contract number: modality (3 characters) and policy (8).
- `language_code`: Language of the descriptions.
- `next_endorsement_no`: The number that the page before named; without it, the first page.
```text
let response = client.query_movements()
    .contract_no(contract_no)
    .language_code(language_code)
    .next_endorsement_no(next_endorsement_no)
    .send()
    .await;
```*/
    pub fn query_movements(&self) -> builder::QueryMovements<'_> {
        builder::QueryMovements::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder;
#[cfg(feature = "httpmock")]
pub mod mock;
pub mod operations;
#[cfg(feature = "dynamic")]
pub mod dynamic;
