//! Calls of the generated client as data: made by a test, carried out by the generated builders.

use api_transport::{Error, ResponseValue};
use classifications_api::Client;
use classifications_api::types::{ActivationAction, Debtor, GatewayError, PremiumDecision};
use serde::Serialize;

use super::json::Json;

/// A call.
#[derive(Debug, Clone)]
pub struct Call {
    /// The contract number.
    pub contract_no: String,
    /// What is asked of it.
    pub arguments: Arguments,
}

/// The arguments of each operation, as a caller of the client gives them.
#[derive(Debug, Clone)]
pub enum Arguments {
    /// `queryClassifications`.
    Query(Filters),
    /// `createClassification`.
    Create(Creation),
    /// `activateDeactivateClassification`.
    Activate(i64, ActivationAction),
    /// `cancelClassification`.
    Cancel(i64, Option<String>),
    /// `acceptDenyPremium`.
    Decide(i64, PremiumDecision),
}

/// The filters of a query.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// `endorsementNo`.
    pub endorsement_no: Option<i64>,
    /// `customerReference`.
    pub customer_reference: Option<String>,
    /// `taxId`.
    pub tax_id: Option<String>,
    /// `country`.
    pub country: Option<String>,
    /// `statusCode`.
    pub status_code: Option<Vec<i32>>,
}

impl Filters {
    /// How many ways there are to leave some out.
    pub const SUBSETS: u32 = 1 << 5;

    /// The filters of one of the subsets.
    #[must_use]
    pub fn subset(&self, bits: u32) -> Self {
        let has = |bit: u32| bits & (1 << bit) != 0;
        Self {
            endorsement_no: self.endorsement_no.filter(|_| has(0)),
            customer_reference: self.customer_reference.clone().filter(|_| has(1)),
            tax_id: self.tax_id.clone().filter(|_| has(2)),
            country: self.country.clone().filter(|_| has(3)),
            status_code: self.status_code.clone().filter(|_| has(4)),
        }
    }

    /// The query as pairs of names and texts, as the document wants them.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let codes = self.status_code.as_ref().filter(|codes| !codes.is_empty());
        let codes = codes.map(|codes| {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            codes.join(",")
        });
        let pairs = [
            (
                "endorsementNo",
                self.endorsement_no.map(|no| no.to_string()),
            ),
            ("customerReference", self.customer_reference.clone()),
            ("taxId", self.tax_id.clone()),
            ("country", self.country.clone()),
            ("statusCode", codes),
        ];
        let given = pairs.into_iter();
        given
            .filter_map(|(name, text)| Some((name.to_owned(), text?)))
            .collect()
    }
}

/// The body of a create.
#[derive(Debug, Clone)]
pub struct Creation {
    /// `customerReference`.
    pub customer_reference: Option<String>,
    /// `debtor.taxId`.
    pub tax_id: String,
    /// `debtor.country`.
    pub country: String,
    /// `debtor.name`.
    pub name: Option<String>,
    /// `requestedLimit`, as the text of a number.
    pub requested_limit: String,
    /// `currency`.
    pub currency: String,
    /// `paymentTermDays`.
    pub payment_term_days: i32,
}

/// An answer as the client understood it, written back as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Call {
    /// The smallest call of an operation.
    #[must_use]
    pub fn smallest(operation: &str) -> Option<Self> {
        let arguments = match operation {
            "queryClassifications" => Arguments::Query(Filters::default()),
            "createClassification" => Arguments::Create(Creation {
                customer_reference: None,
                tax_id: "B85905495".to_owned(),
                country: "ES".to_owned(),
                name: None,
                requested_limit: "40000.00".to_owned(),
                currency: "EUR".to_owned(),
                payment_term_days: 60,
            }),
            "activateDeactivateClassification" => {
                Arguments::Activate(700_001, ActivationAction::Activate)
            }
            "cancelClassification" => Arguments::Cancel(700_001, None),
            "acceptDenyPremium" => Arguments::Decide(700_001, PremiumDecision::Accept),
            _ => return None,
        };
        Some(Self {
            contract_no: "1234567-01".to_owned(),
            arguments,
        })
    }

    /// The body that the document wants for this call, made without the client; `None` for none.
    #[must_use]
    pub fn body(&self) -> Option<Json> {
        let number = |no: &i64| ("endorsementNo", Json::number(no));
        let optional = |name, text: &Option<String>| Some((name, Json::text(text.clone()?)));
        Some(match &self.arguments {
            Arguments::Query(_) => return None,
            Arguments::Create(creation) => creation.body(),
            Arguments::Activate(no, action) => {
                Json::object([number(no), ("action", Json::text(action.to_string()))])
            }
            Arguments::Cancel(no, reason) => {
                Json::object([number(no)].into_iter().chain(optional("reason", reason)))
            }
            Arguments::Decide(no, decision) => {
                Json::object([number(no), ("decision", Json::text(decision.to_string()))])
            }
        })
    }

    /// Makes the call.
    ///
    /// # Errors
    /// The client's, where it is not a rejection with a documented body.
    pub async fn make(&self, client: &Client) -> Result<Said, Error<GatewayError>> {
        let contract_no = self.contract_no.as_str();
        match &self.arguments {
            Arguments::Query(filters) => query(client, contract_no, filters).await,
            Arguments::Create(creation) => create(client, contract_no, creation).await,
            Arguments::Activate(no, action) => {
                let call = client.activate_deactivate_classification();
                let call = call.contract_no(contract_no);
                said(
                    call.body_map(|b| b.endorsement_no(*no).action(*action))
                        .send()
                        .await,
                )
            }
            Arguments::Cancel(no, reason) => {
                let call = client.cancel_classification().contract_no(contract_no);
                let reason = reason.clone();
                said(
                    call.body_map(|b| b.endorsement_no(*no).reason(reason))
                        .send()
                        .await,
                )
            }
            Arguments::Decide(no, decision) => {
                let call = client.accept_deny_premium().contract_no(contract_no);
                said(
                    call.body_map(|b| b.endorsement_no(*no).decision(*decision))
                        .send()
                        .await,
                )
            }
        }
    }
}

impl Creation {
    fn body(&self) -> Json {
        let mut debtor = Json::object([
            ("taxId", Json::text(&self.tax_id)),
            ("country", Json::text(&self.country)),
        ]);
        if let Some(name) = &self.name {
            debtor = debtor.with("name", Json::text(name));
        }
        let body = Json::object([
            ("debtor", debtor),
            ("requestedLimit", Json::number(&self.requested_limit)),
            ("currency", Json::text(&self.currency)),
            ("paymentTermDays", Json::number(self.payment_term_days)),
        ]);
        match &self.customer_reference {
            Some(reference) => body.with("customerReference", Json::text(reference)),
            None => body,
        }
    }
}

async fn query(
    client: &Client,
    contract_no: &str,
    filters: &Filters,
) -> Result<Said, Error<GatewayError>> {
    let mut call = client.query_classifications().contract_no(contract_no);
    if let Some(no) = filters.endorsement_no {
        call = call.endorsement_no(no);
    }
    if let Some(reference) = &filters.customer_reference {
        call = call.customer_reference(reference);
    }
    if let Some(tax_id) = &filters.tax_id {
        call = call.tax_id(tax_id);
    }
    if let Some(country) = &filters.country {
        call = call.country(country.as_str());
    }
    if let Some(codes) = &filters.status_code {
        call = call.status_code(codes.clone());
    }
    said(call.send().await)
}

async fn create(
    client: &Client,
    contract_no: &str,
    creation: &Creation,
) -> Result<Said, Error<GatewayError>> {
    let Creation {
        customer_reference,
        tax_id,
        country,
        name,
        requested_limit,
        currency,
        payment_term_days,
    } = creation;
    let debtor = Debtor::builder()
        .tax_id(tax_id.as_str())
        .country(country.as_str());
    let call = client.create_classification().contract_no(contract_no);
    let call = call.body_map(|body| {
        body.customer_reference(customer_reference.clone())
            .debtor(debtor.name(name.clone()))
            .requested_limit(requested_limit.as_str())
            .currency(currency.as_str())
            .payment_term_days(*payment_term_days)
    });
    said(call.send().await)
}

fn said<T: Serialize>(
    result: Result<ResponseValue<T>, Error<GatewayError>>,
) -> Result<Said, Error<GatewayError>> {
    let json = |value: serde_json::Result<String>| value.expect("what was read can be written");
    match result {
        Ok(answer) => Ok(Said {
            status: answer.status().as_u16(),
            body: json(serde_json::to_string(&*answer)),
        }),
        Err(Error::Rejected(rejected)) => match rejected.documented() {
            Some(documented) => Ok(Said {
                status: rejected.status().as_u16(),
                body: json(serde_json::to_string(documented)),
            }),
            None => Err(Error::Rejected(rejected)),
        },
        Err(other) => Err(other),
    }
}
