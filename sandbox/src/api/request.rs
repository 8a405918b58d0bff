//! The bodies of the four POSTs, properties in the document's order.

use rust_decimal::Decimal;

use super::Operation;
use super::body::Object;
use crate::Amount;
use crate::classification::Debtor;
use crate::life_cycle::Change;

/// A request for a classification.
#[derive(Debug)]
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

/// Reads an `ActivationRequest`, a `CancellationRequest` or a `PremiumDecisionRequest`: the number
/// of the classification, and what to do with it.
pub(super) fn change(operation: Operation, body: &[u8]) -> Result<(i64, Change), String> {
    let body = Object::read(body)?;
    let number = body.integer("endorsementNo")?;
    let change = match operation {
        Operation::ActivateDeactivate => {
            if body.either("action", "ACTIVATE", "DEACTIVATE")? {
                Change::Activate
            } else {
                Change::Deactivate
            }
        }
        Operation::AcceptDenyPremium => {
            if body.either("decision", "ACCEPT", "DENY")? {
                Change::AcceptPremium
            } else {
                Change::DenyPremium
            }
        }
        Operation::Cancel | Operation::Query | Operation::Create => {
            body.optional_string("reason")?;
            Change::Cancel
        }
    };
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
