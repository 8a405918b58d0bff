//! A case of the sandbox model as a call of the generated client.

#![allow(
    clippy::panic,
    reason = "it is test code: a case that no operation stands for ends the test"
)]

use api_transport::{Error, ResponseValue};
use classifications_api::Client;
use classifications_api::types::{
    ActivationRequest, CancellationRequest, ClassificationRequest, CountryCode, GatewayError,
    PremiumDecisionRequest,
};
use classifications_sandbox::cases::{self, Case, QueryValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What became of a call.
#[derive(Debug)]
pub struct Outcome {
    /// The status of the answer.
    pub status: u16,
    /// The answer as the client understood it, written back as JSON.
    pub body: String,
}

/// Makes the call of `case`; `None` where no caller of the client can make it: the case is about a
/// path, a method or an argument that the client's types do not let out.
///
/// # Errors
/// The client's error, where it is not a rejection with a documented body.
///
/// # Panics
/// When the client does not have the case's operation.
pub async fn call(client: &Client, case: &Case) -> Option<Result<Outcome, Error<GatewayError>>> {
    if !case.is_ordinary() {
        return None;
    }
    let contract_no = contract_no(case);
    match case.operation.as_str() {
        "queryClassifications" => query(client, case).await,
        "createClassification" => {
            let request = client.create_classification().contract_no(contract_no);
            Some(outcome(
                request
                    .body(body::<ClassificationRequest>(case)?)
                    .send()
                    .await,
            ))
        }
        "activateDeactivateClassification" => {
            let request = client
                .activate_deactivate_classification()
                .contract_no(contract_no);
            Some(outcome(
                request.body(body::<ActivationRequest>(case)?).send().await,
            ))
        }
        "cancelClassification" => {
            let request = client.cancel_classification().contract_no(contract_no);
            Some(outcome(
                request
                    .body(body::<CancellationRequest>(case)?)
                    .send()
                    .await,
            ))
        }
        "acceptDenyPremium" => {
            let request = client.accept_deny_premium().contract_no(contract_no);
            Some(outcome(
                request
                    .body(body::<PremiumDecisionRequest>(case)?)
                    .send()
                    .await,
            ))
        }
        other => panic!("the client has no operation {other}"),
    }
}

fn contract_no(case: &Case) -> &str {
    let mut values = case.request.path_values.values();
    values.next().map_or("", String::as_str)
}

async fn query(client: &Client, case: &Case) -> Option<Result<Outcome, Error<GatewayError>>> {
    let contract_no = contract_no(case);
    let mut request = client.query_classifications().contract_no(contract_no);
    for (name, value) in &case.request.query {
        request = match name.as_str() {
            "endorsementNo" => request.endorsement_no(integer::<i64>(value)?),
            "customerReference" => request.customer_reference(value.text()),
            "taxId" => request.tax_id(value.text()),
            "country" => request.country(value.text().parse::<CountryCode>().ok()?),
            "statusCode" => request.status_code(integers(value)?),
            other => panic!("the query has no filter {other}"),
        };
    }
    Some(outcome(request.send().await))
}

/// The body as the client's type, `None` where that type cannot say what the case says: the body
/// breaks the document, or has a property that the document does not know.
fn body<T: DeserializeOwned + Serialize>(case: &Case) -> Option<T> {
    let text = case.request.body.as_ref()?.get();
    let body: T = serde_json::from_str(text).ok()?;
    let said = serde_json::to_string(&body).ok()?;
    cases::compare(text, &said).is_empty().then_some(body)
}

fn integer<T: TryFrom<i64>>(value: &QueryValue) -> Option<T> {
    match value {
        QueryValue::Integer(number) => T::try_from(*number).ok(),
        _ => None,
    }
}

fn integers(value: &QueryValue) -> Option<Vec<i32>> {
    match value {
        QueryValue::List(values) => values.iter().map(integer).collect(),
        one => Some(vec![integer(one)?]),
    }
}

fn outcome<T: Serialize>(
    result: Result<ResponseValue<T>, Error<GatewayError>>,
) -> Result<Outcome, Error<GatewayError>> {
    let json =
        |value: serde_json::Result<String>| value.map_err(|e| Error::InvalidRequest(e.to_string()));
    match result {
        Ok(answer) => Ok(Outcome {
            status: answer.status().as_u16(),
            body: json(serde_json::to_string(&*answer))?,
        }),
        Err(Error::Rejected(rejected)) => match rejected.documented() {
            Some(documented) => Ok(Outcome {
                status: rejected.status().as_u16(),
                body: json(serde_json::to_string(documented))?,
            }),
            None => Err(Error::Rejected(rejected)),
        },
        Err(other) => Err(other),
    }
}
