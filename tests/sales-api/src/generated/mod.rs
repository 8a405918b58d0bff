// Made by `cargo xtask generate --spec sales.oas2.yaml --out ..`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types;
#[derive(Clone, Debug)]
/**Client for Sales (invented)

Invented for the tests of this repository. It is not the insurer's *Sales* API, and nothing that
speaks it exists.

Version: 2.1.0*/
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
        "2.1.0"
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
    /**Sales of a contract

Sends a `GET` request to `/contracts/{contract_no}/sales`

```text
let response = client.query_sales()
    .contract_no(contract_no)
    .client(client)
    .countries(countries)
    .month(month)
    .x_correlation_id(x_correlation_id)
    .send()
    .await;
```*/
    pub fn query_sales(&self) -> builder::QuerySales<'_> {
        builder::QuerySales::new(self)
    }
    /**Notify a sale

Sends a `POST` request to `/contracts/{contract_no}/sales`

```text
let response = client.notify_sale()
    .contract_no(contract_no)
    .body(body)
    .send()
    .await;
```*/
    pub fn notify_sale(&self) -> builder::NotifySale<'_> {
        builder::NotifySale::new(self)
    }
    /**Withdraw a sale

Sends a `DELETE` request to `/contracts/{contract_no}/sales/{sale_no}`

```text
let response = client.withdraw_sale()
    .contract_no(contract_no)
    .sale_no(sale_no)
    .send()
    .await;
```*/
    pub fn withdraw_sale(&self) -> builder::WithdrawSale<'_> {
        builder::WithdrawSale::new(self)
    }
    /**Correct the amount of a sale

Sends a `POST` request to `/contracts/{contract_no}/sales/{sale_no}/corrections`

```text
let response = client.correct_sale()
    .contract_no(contract_no)
    .sale_no(sale_no)
    .body(body)
    .send()
    .await;
```*/
    pub fn correct_sale(&self) -> builder::CorrectSale<'_> {
        builder::CorrectSale::new(self)
    }
    /**Movements of the sales of a contract, in pages

Sends a `GET` request to `/contracts/{contract_no}/movements`

```text
let response = client.query_movements()
    .contract_no(contract_no)
    .from_sale_no(from_sale_no)
    .send()
    .await;
```*/
    pub fn query_movements(&self) -> builder::QueryMovements<'_> {
        builder::QueryMovements::new(self)
    }
    /**Move a sale

Sends a `POST` request to `/contracts/{contract_no}/movements`

```text
let response = client.move_sale()
    .contract_no(contract_no)
    .body(body)
    .send()
    .await;
```*/
    pub fn move_sale(&self) -> builder::MoveSale<'_> {
        builder::MoveSale::new(self)
    }
    /**Countries in which sales can be insured

Sends a `GET` request to `/countries`

```text
let response = client.list_countries()
    .send()
    .await;
```*/
    pub fn list_countries(&self) -> builder::ListCountries<'_> {
        builder::ListCountries::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder;
pub mod operations;
#[cfg(feature = "dynamic")]
pub mod dynamic;
