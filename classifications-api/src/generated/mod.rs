// Made by `cargo xtask generate` from `spec/classifications.oas2.yaml`. Do not edit.

pub mod builder;
#[cfg(feature = "httpmock")]
pub mod mock;
pub mod operations;
pub mod types;
/**Client of Classifications, version 1.0.3.

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
(euros, not cents).*/
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: ::std::string::String,
    pub(crate) client: ::reqwest::Client,
    pub(crate) inner: ::api_transport::Sender,
}
impl Client {
    /// A client of the API at `baseurl`, which sends through `inner`.
    ///
    /// `client` builds the requests, and sends them where `inner` is
    /// [`Sender::direct`](::api_transport::Sender::direct).
    #[must_use]
    pub fn new_with_client(
        baseurl: &str,
        client: ::reqwest::Client,
        inner: ::api_transport::Sender,
    ) -> Self {
        Self {
            baseurl: baseurl.trim_end_matches('/').to_owned(),
            client,
            inner,
        }
    }
}
impl ::api_transport::ClientInfo<::api_transport::Sender> for Client {
    fn api_version() -> &'static str {
        "1.0.3"
    }
    fn baseurl(&self) -> &str {
        &self.baseurl
    }
    fn client(&self) -> &::reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &::api_transport::Sender {
        &self.inner
    }
}
/// A missing implementation is one clear error here, not one per operation.
const _: fn() = || {
    fn sends<C: ::api_transport::ClientHooks<::api_transport::Sender>>() {}
    sends::<Client>();
};
impl Client {
    /**Classifications Query.

This application allows the query a classification.

Without a filter the answer holds every classification of the contract, by `requestNo`.
Filters narrow it down, each one further. A query that names a debtor for whom no
classification was ever requested under the contract is answered 400: request it first,
as an earlier request may not have been recorded.

`GET /contracts/{contractNo}/classifications`

Arguments:

* `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
* `endorsement_no` (optional): The classification with this number, also while it is still a request.
* `customer_reference` (optional): Classifications of the debtor with this code in your own system.
* `tax_id` (optional): Classifications of the debtor with this tax number. Give `country` with it: tax numbers are unique only within a country.
* `country` (optional): Classifications of debtors in this country (ISO 3166-1 alpha-2).
* `status_code` (optional): Classifications in any of these statuses, separated by commas.*/
    pub fn query_classifications(&self) -> builder::QueryClassifications<'_> {
        builder::QueryClassifications::new(self)
    }
    /**Create Classifications.

This application allows create a individual classifications.

The answer tells the outcome: in process (1), granted (2), granted in part (3), denied (4),
or awaiting your answer on the premium (5). Each call is a new request with a number of its
own, and may be charged: nothing stops you from asking twice for the same debtor.

`POST /contracts/{contractNo}/classifications`

Arguments:

* `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
* `body`: The debtor, and the credit you mean to give.*/
    pub fn create_classification(&self) -> builder::CreateClassification<'_> {
        builder::CreateClassification::new(self)
    }
    /**Enable/Disable Classification.

This application allows make a state change (Activate or Deactivate) on Classification.

Only a granted classification (2 or 3) can be switched. Its status stays; cover is off
while `active` is false. Switching it to what it already is, or switching one in another
status, is answered 400.

`POST /contracts/{contractNo}/classifications/activate-deactivate`

Arguments:

* `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
* `body`: The classification, and what to do with it.*/
    pub fn activate_deactivate_classification(
        &self,
    ) -> builder::ActivateDeactivateClassification<'_> {
        builder::ActivateDeactivateClassification::new(self)
    }
    /**Annul Classification.

This application allows for annul classification.

A granted classification (2 or 3) is annulled (6). A request in process (1) is withdrawn
(7), before a study is charged. Both are final. In any other status the call is answered
400.

`POST /contracts/{contractNo}/classifications/cancel`

Arguments:

* `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
* `body`: The classification to end.*/
    pub fn cancel_classification(&self) -> builder::CancelClassification<'_> {
        builder::CancelClassification::new(self)
    }
    /**Accept Deny Premium.

This application allows for accept and deny Premium.

Answers the insurer's offer on a request in status 5. Accepted, the limit is granted (2);
denied, the request is withdrawn (7). In any other status there is no offer to answer, and
the call is answered 400.

`POST /contracts/{contractNo}/classifications/accept-deny-premium`

Arguments:

* `contract_no`: Number of the insurance contract (the policy), complete with its modality. A wrong or incomplete number is answered 400.
* `body`: The request, and your answer.*/
    pub fn accept_deny_premium(&self) -> builder::AcceptDenyPremium<'_> {
        builder::AcceptDenyPremium::new(self)
    }
}
