// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types;
#[derive(Clone, Debug)]
/**Client for Classifications

API to carry out operations on Classifications of clients and Companies.

A classification is the insurer's decision on how much credit a policy covers for a debtor. A request gets a number.
Granted, it becomes an endorsement of the policy with that number, for the life of the policy. A denied request never
becomes one, and queries do not return it.

**Errors.** Each response has an `error`. `errorCode` is `0` when the operation was carried out. Business errors come
with status 200 as well as 400.

**Values.** Every value is a string. Amounts and percentages have a decimal comma and no thousands separator
(`100000,00`). Dates are `yyyyMMdd`, and `0` is no date.

**Situations** (`classificationDecisionCode`): `T` pre-study, `P` pending study, `PC` classified and awaiting the
customer's acceptance, `C` classified and covered, `N` classified and not covered; on PPC contracts also `PA` awaiting
activation and `PN` classified and not insured. Studies are decided in four runs a day: 08:15, 14:15, 17:15, 21:00.

**A request can cost money.** The insurer may charge for the study of a debtor, so a POST that is sent twice is not
harmless. After a lost response, query before you repeat it.

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
    /**Classifications Query

This application allows the query a classification.

A debtor is given by `endorsementNo`, by `customerReference`, or by `countryCode` with `taxCode`; several that are
given must all match. Without any, the response has all classifications of the contract.

Sends a `GET` request to `/contracts/{contract_no}/classifications`

Arguments:
- `contract_no`: Contract number: modality (3 characters) and policy (8).
- `country_code`: Country of the debtor.
- `customer_reference`: The debtor's code in the customer's own system.
- `endorsement_no`: Number of the endorsement, or of the request.
- `language_code`: Language of the descriptions.
- `tax_code`: Tax number of the debtor, with `countryCode`.
```text
let response = client.query_classifications()
    .contract_no(contract_no)
    .country_code(country_code)
    .customer_reference(customer_reference)
    .endorsement_no(endorsement_no)
    .language_code(language_code)
    .tax_code(tax_code)
    .send()
    .await;
```*/
    pub fn query_classifications(&self) -> builder::QueryClassifications<'_> {
        builder::QueryClassifications::new(self)
    }
    /**Create Classifications

This application allows create a individual classifications.

Each call is a new request with a number of its own, which may be charged.

Sends a `POST` request to `/contracts/{contract_no}/classifications`

Arguments:
- `contract_no`: Contract number: modality (3 characters) and policy (8).
- `language_code`: Language of the descriptions.
- `body`: The debtor, and the credit that is asked for.
```text
let response = client.create_classification()
    .contract_no(contract_no)
    .language_code(language_code)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_classification(&self) -> builder::CreateClassification<'_> {
        builder::CreateClassification::new(self)
    }
    /**Enable/Disable Classification

This application allows make a state change (Activate or Deactivate) on Classification.

On PPC contracts only: activation covers a classification that awaits it (`PA`) or is not insured (`PN`);
deactivation ends the cover of one (`C`, `PA`).

Sends a `POST` request to `/contracts/{contract_no}/classifications/activate-deactivate`

Arguments:
- `contract_no`: Contract number: modality (3 characters) and policy (8).
- `language_code`: Language of the descriptions.
- `body`: The classification, and its new state.
```text
let response = client.activate_deactivate_classification()
    .contract_no(contract_no)
    .language_code(language_code)
    .body(body)
    .send()
    .await;
```*/
    pub fn activate_deactivate_classification(
        &self,
    ) -> builder::ActivateDeactivateClassification<'_> {
        builder::ActivateDeactivateClassification::new(self)
    }
    /**Annul Classification

This application allows for annul classification.

A request that is pending (`T`, `P`) is withdrawn before its study is charged.

Sends a `POST` request to `/contracts/{contract_no}/classifications/cancel`

Arguments:
- `contract_no`: Contract number: modality (3 characters) and policy (8).
- `language_code`: Language of the descriptions.
- `body`: The classification to annul.
```text
let response = client.cancel_classification()
    .contract_no(contract_no)
    .language_code(language_code)
    .body(body)
    .send()
    .await;
```*/
    pub fn cancel_classification(&self) -> builder::CancelClassification<'_> {
        builder::CancelClassification::new(self)
    }
    /**Accept Deny Premium

This application allows for accept and deny Premium.

Responds to a classification that awaits the customer's acceptance (`PC`).

Sends a `POST` request to `/contracts/{contract_no}/classifications/accept-deny-premium`

Arguments:
- `contract_no`: Contract number: modality (3 characters) and policy (8).
- `language_code`: Language of the descriptions.
- `body`: The classification, and the customer's decision.
```text
let response = client.accept_deny_premium()
    .contract_no(contract_no)
    .language_code(language_code)
    .body(body)
    .send()
    .await;
```*/
    pub fn accept_deny_premium(&self) -> builder::AcceptDenyPremium<'_> {
        builder::AcceptDenyPremium::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder;
#[cfg(feature = "httpmock")]
pub mod mock;
pub mod operations;
pub mod dynamic;
