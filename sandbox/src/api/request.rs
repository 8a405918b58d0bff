//! The bodies of the four POSTs, properties in the document's order.

use rust_decimal::Decimal;

use super::body::Object;
use crate::Amount;
use crate::classification::Debtor;
use crate::life_cycle::Change;

/// A request for a classification.
#[derive(Debug, Clone)]
pub(crate) struct NewRequest {
    pub(crate) customer_reference: Option<String>,
    pub(crate) debtor: Debtor,
    pub(crate) requested_limit: Amount,
    pub(crate) currency: String,
    pub(crate) payment_term_days: i32,
}

/// Reads a `ClassificationRequest`.
pub(super) fn create(body: &[u8]) -> Result<NewRequest, String> {
    let body = Object::read(body)?;
    let customer_reference = body.optional_string("customerReference")?;
    let debtor = debtor(&body.object("debtor")?)?;
    let requested_limit = limit(&body, "requestedLimit")?;
    let currency = body.capitals("currency", 3)?;
    let payment_term_days: i32 = body.integer("paymentTermDays")?;
    if payment_term_days < 1 {
        return Err(body.wrong("paymentTermDays", "must be at least 1"));
    }
    Ok(NewRequest {
        customer_reference,
        debtor,
        requested_limit,
        currency,
        payment_term_days,
    })
}

/// Reads an `ActivationRequest`: the number of the classification, and what to do with it.
pub(super) fn activation(body: &[u8]) -> Result<(i64, Change), String> {
    let body = Object::read(body)?;
    let number = body.integer("endorsementNo")?;
    let change = body.either(
        "action",
        ("ACTIVATE", Change::Activate),
        ("DEACTIVATE", Change::Deactivate),
    )?;
    Ok((number, change))
}

/// Reads a `CancellationRequest`. Its reason is read, and not kept.
pub(super) fn cancellation(body: &[u8]) -> Result<(i64, Change), String> {
    let body = Object::read(body)?;
    let number = body.integer("endorsementNo")?;
    body.optional_string("reason")?;
    Ok((number, Change::Cancel))
}

/// Reads a `PremiumDecisionRequest`.
pub(super) fn premium_decision(body: &[u8]) -> Result<(i64, Change), String> {
    let body = Object::read(body)?;
    let number = body.integer("endorsementNo")?;
    let change = body.either(
        "decision",
        ("ACCEPT", Change::AcceptPremium),
        ("DENY", Change::DenyPremium),
    )?;
    Ok((number, change))
}

fn debtor(object: &Object<'_>) -> Result<Debtor, String> {
    let tax_id = object.string("taxId")?;
    if tax_id.is_empty() {
        return Err(object.wrong("taxId", "must not be empty"));
    }
    let country = object.capitals("country", 2)?;
    let name = object.optional_string("name")?;
    Ok(Debtor {
        tax_id,
        country,
        name,
    })
}

fn limit(body: &Object<'_>, name: &str) -> Result<Amount, String> {
    let limit = body.number(name)?;
    if limit.decimal() <= Decimal::ZERO {
        return Err(body.wrong(name, "must be greater than 0"));
    }
    if limit.decimal().normalize().scale() > 2 {
        return Err(body.wrong(name, "must have at most two decimals"));
    }
    Ok(limit)
}
