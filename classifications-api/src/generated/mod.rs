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

A *classification* is the insurer's answer to the question how much credit you may give a
debtor under your policy. You request one with a limit and a payment term. Once granted, in
full or in part, it becomes an *endorsement* of the policy and keeps the number of the request
for the life of the policy.

| `statusCode` | meaning | what you can do |
|---|---|---|
| 1 | in process: under manual study | wait, or cancel it (it ends in 7) |
| 2 | granted | deactivate and activate it, cancel it (6) |
| 3 | granted in part: for less than you asked | the same as 2 |
| 4 | denied | nothing: final |
| 5 | awaiting your answer on the premium | accept it (2) or deny it (7) |
| 6 | annulled | nothing: final |
| 7 | withdrawn | nothing: final |

Only code 1 is known from the outside. Be ready for codes that are not in this table.

**A request can cost money.** The insurer may charge for the study of a debtor, so a POST that
is sent twice by accident is not harmless. When an answer was lost, query before you repeat.

**Security.** Ask the token endpoint for a token, with form data `grant_type=password`,
`client_id`, `client_secret`, `scope` (one or more of `create`, `read`, `update`, `delete`,
separated by spaces), `username` and `password`. Send it with every call as
`Authorization: Bearer ...`. Your application has to be subscribed to this API and to the
OAuth product.

There is no pagination. Amounts are in the currency that stands beside them, in its main unit
(euros, not cents).

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

Without a filter the answer holds every classification of the contract, by `requestNo`.
Filters narrow it down, each one further. A query that names a debtor for whom no
classification was ever requested under the contract is answered 400: request it first,
as an earlier request may not have been recorded.

Sends a `GET` request to `/contracts/{contract_no}/classifications`

Arguments:
- `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
- `country`: Classifications of debtors in this country (ISO 3166-1 alpha-2).
- `customer_reference`: Classifications of the debtor with this code in your own system.
- `endorsement_no`: The classification with this number, also while it is still a request.
- `status_code`: Classifications in any of these statuses, separated by commas.
- `tax_id`: Classifications of the debtor with this tax number. Give `country` with it: tax numbers are unique only within a country.
```text
let response = client.query_classifications()
    .contract_no(contract_no)
    .country(country)
    .customer_reference(customer_reference)
    .endorsement_no(endorsement_no)
    .status_code(status_code)
    .tax_id(tax_id)
    .send()
    .await;
```*/
    pub fn query_classifications(&self) -> builder::QueryClassifications<'_> {
        builder::QueryClassifications::new(self)
    }
    /**Create Classifications

This application allows create a individual classifications.

The answer tells the outcome: in process (1), granted (2), granted in part (3), denied (4),
or awaiting your answer on the premium (5). Each call is a new request with a number of its
own, and may be charged: nothing stops you from asking twice for the same debtor.

Sends a `POST` request to `/contracts/{contract_no}/classifications`

Arguments:
- `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
- `body`: The debtor, and the credit you mean to give.
```text
let response = client.create_classification()
    .contract_no(contract_no)
    .body(body)
    .send()
    .await;
```*/
    pub fn create_classification(&self) -> builder::CreateClassification<'_> {
        builder::CreateClassification::new(self)
    }
    /**Enable/Disable Classification

This application allows make a state change (Activate or Deactivate) on Classification.

Only a granted classification (2 or 3) can be switched. Its status stays; cover is off
while `active` is false. Switching it to what it already is, or switching one in another
status, is answered 400.

Sends a `POST` request to `/contracts/{contract_no}/classifications/activate-deactivate`

Arguments:
- `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
- `body`: The classification, and what to do with it.
```text
let response = client.activate_deactivate_classification()
    .contract_no(contract_no)
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

A granted classification (2 or 3) is annulled (6). A request in process (1) is withdrawn
(7), before a study is charged. Both are final. In any other status the call is answered
400.

Sends a `POST` request to `/contracts/{contract_no}/classifications/cancel`

Arguments:
- `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
- `body`: The classification to end.
```text
let response = client.cancel_classification()
    .contract_no(contract_no)
    .body(body)
    .send()
    .await;
```*/
    pub fn cancel_classification(&self) -> builder::CancelClassification<'_> {
        builder::CancelClassification::new(self)
    }
    /**Accept Deny Premium

This application allows for accept and deny Premium.

Answers the insurer's offer on a request in status 5. Accepted, the limit is granted (2);
denied, the request is withdrawn (7). In any other status there is no offer to answer, and
the call is answered 400.

Sends a `POST` request to `/contracts/{contract_no}/classifications/accept-deny-premium`

Arguments:
- `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
- `body`: The request, and your answer.
```text
let response = client.accept_deny_premium()
    .contract_no(contract_no)
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
