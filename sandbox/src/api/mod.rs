//! The five operations: what each takes, and how it is answered.

mod body;
mod filter;
mod request;

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

pub(crate) use filter::Filter;
pub(crate) use request::NewRequest;

use crate::Classification;
use crate::SandboxClock;
use crate::gateway::{self, GatewayError};
use crate::portfolio::Portfolio;
use crate::rules::Rules;

/// The path below which the operations are, as on the portal.
pub const BASE_PATH: &str = "/cesceapiconnect/sandbox/classifications/v1";

/// An operation of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Query,
    Create,
    ActivateDeactivate,
    Cancel,
    AcceptDenyPremium,
}

impl Operation {
    pub(crate) const ALL: [Self; 5] = [
        Self::Query,
        Self::Create,
        Self::ActivateDeactivate,
        Self::Cancel,
        Self::AcceptDenyPremium,
    ];

    /// The document's `operationId`.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Query => "queryClassifications",
            Self::Create => "createClassification",
            Self::ActivateDeactivate => "activateDeactivateClassification",
            Self::Cancel => "cancelClassification",
            Self::AcceptDenyPremium => "acceptDenyPremium",
        }
    }

    pub(crate) fn method(self) -> Method {
        match self {
            Self::Query => Method::GET,
            _ => Method::POST,
        }
    }

    /// What follows `/contracts/{contractNo}/classifications` in the path.
    pub(crate) fn tail(self) -> &'static str {
        match self {
            Self::Query | Self::Create => "",
            Self::ActivateDeactivate => "/activate-deactivate",
            Self::Cancel => "/cancel",
            Self::AcceptDenyPremium => "/accept-deny-premium",
        }
    }

    /// The scope that a token needs.
    pub(crate) fn scope(self) -> &'static str {
        match self {
            Self::Query => "read",
            Self::Create => "create",
            Self::ActivateDeactivate | Self::AcceptDenyPremium => "update",
            Self::Cancel => "delete",
        }
    }
}

/// The answer to a query.
#[derive(Serialize)]
struct ClassificationList<'a> {
    classifications: Vec<&'a Classification>,
}

/// Carries out an operation.
///
/// # Errors
/// A 400 that names what is wrong, in the order that `spec/README.md` gives.
pub(crate) fn perform(
    operation: Operation,
    contract_no: &str,
    query: &str,
    body: &[u8],
    portfolio: &mut Portfolio,
    rules: &Rules,
    clock: &SandboxClock,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    if operation == Operation::Query {
        let filter = Filter::read(query).map_err(GatewayError::invalid)?;
        let classifications = portfolio
            .query(contract_no, &filter)
            .map_err(GatewayError::invalid)?;
        let list = ClassificationList { classifications };
        return Ok(gateway::json(StatusCode::OK, &list));
    }
    let today = clock.today();
    let (status, result) = match operation {
        Operation::Query | Operation::Create => {
            let request = request::create(body).map_err(GatewayError::invalid)?;
            let result = portfolio.create(contract_no, request, rules, today);
            (StatusCode::CREATED, result)
        }
        Operation::ActivateDeactivate | Operation::Cancel | Operation::AcceptDenyPremium => {
            let (number, change) =
                request::change(operation, body).map_err(GatewayError::invalid)?;
            let result = portfolio.change(contract_no, number, change, today);
            (StatusCode::OK, result)
        }
    };
    let classification = result.map_err(GatewayError::invalid)?;
    Ok(gateway::json(status, &classification))
}
