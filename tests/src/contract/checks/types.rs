//! The generated types, against the schemas that they stand for.

use classifications_api::{Amount, Percentage, types};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Subject;
use crate::contract::samples::{Sampler, Size};

/// How many values of any size each type reads, besides the smallest and the full.
const ANY: u64 = 40;

/// Whether a type can be read from a JSON text.
type Reads = fn(&str) -> bool;

fn of<T: DeserializeOwned>() -> Reads {
    |json| serde_json::from_str::<T>(json).is_ok()
}

/// Where a schema is in the document, and the type that is generated from it.
fn types() -> Vec<(String, Reads)> {
    let named = [
        ("ActivationAction", of::<types::ActivationAction>()),
        ("ActivationRequest", of::<types::ActivationRequest>()),
        ("Amount", of::<Amount>()),
        ("CancellationRequest", of::<types::CancellationRequest>()),
        ("Classification", of::<types::Classification>()),
        ("ClassificationList", of::<types::ClassificationList>()),
        (
            "ClassificationRequest",
            of::<types::ClassificationRequest>(),
        ),
        ("CountryCode", of::<types::CountryCode>()),
        ("CurrencyCode", of::<types::CurrencyCode>()),
        ("Debtor", of::<types::Debtor>()),
        ("GatewayError", of::<types::GatewayError>()),
        ("Percentage", of::<Percentage>()),
        ("Premium", of::<types::Premium>()),
        ("PremiumDecision", of::<types::PremiumDecision>()),
        (
            "PremiumDecisionRequest",
            of::<types::PremiumDecisionRequest>(),
        ),
        ("StatusCode", of::<types::StatusCode>()),
    ];
    let named = named.map(|(name, reads)| (format!("/components/schemas/{name}"), reads));
    let query = "/paths/~1contracts~1{contractNo}~1classifications/get/parameters";
    let arguments = [
        (
            "/components/parameters/contractNo/schema".to_owned(),
            of::<types::ContractNo>(),
        ),
        (format!("{query}/0/schema"), of::<i64>()),
        (format!("{query}/1/schema"), of::<String>()),
        (format!("{query}/2/schema"), of::<String>()),
        (
            "/components/parameters/countryCode/schema".to_owned(),
            of::<types::CountryCode>(),
        ),
        (format!("{query}/4/schema"), of::<Vec<i32>>()),
    ];
    named.into_iter().chain(arguments).collect()
}

/// Each named schema has a type, and each type reads every value that its schema allows.
pub(super) fn read_what_is_allowed(subject: &Subject<'_>) -> Vec<String> {
    let document = subject.document;
    let types = types();
    let mut wrong = untyped(document, &types);
    for (at, reads) in &types {
        let Some(schema) = document.pointer(at) else {
            wrong.push(format!("the document has no {at}"));
            continue;
        };
        let original = subject.original.and_then(|original| original.pointer(at));
        if original == Some(schema) {
            continue;
        }
        let sizes = [Size::Minimal, Size::Full, Size::Null].into_iter();
        let sizes = sizes.chain((0..ANY).map(|_| Size::Any));
        let mut sampler = Sampler::new(document, 1);
        let values = sizes.map(|size| sampler.value(schema, size).to_string());
        let unread = values.filter(|json| !reads(json));
        wrong.extend(unread.map(|json| format!("{at}: {json} is allowed, the type refuses it")));
    }
    wrong
}

/// Named schemas without a type.
fn untyped(document: &Value, types: &[(String, Reads)]) -> Vec<String> {
    let schemas = document["components"]["schemas"].as_object();
    let pointers = schemas.into_iter().flatten();
    let pointers = pointers.map(|(name, _)| format!("/components/schemas/{name}"));
    let untyped = pointers.filter(|pointer| !types.iter().any(|(at, _)| at == pointer));
    untyped.map(|at| format!("{at} has no type")).collect()
}
