//! The five operations: what each takes, and how it is answered.

mod body;
mod filter;
mod request;

use bytes::Bytes;
use chrono::NaiveDate;
use http::{Method, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

pub(crate) use filter::Filter;
pub(crate) use request::NewRequest;

use crate::Classification;
use crate::gateway::{self, GatewayError};
use crate::life_cycle::Change;
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

/// A call that is as the document says, ready to be carried out.
pub(crate) struct Call<'a> {
    contract_no: &'a str,
    asks: Asks,
}

enum Asks {
    Query(Filter),
    Create(NewRequest),
    Change(i64, Change),
}

/// Reads a call of an operation.
///
/// # Errors
/// A 400 that names the first thing in query or body that is not as the document says.
pub(crate) fn read<'a>(
    operation: Operation,
    contract_no: &'a str,
    query: &str,
    body: &[u8],
) -> Result<Call<'a>, GatewayError> {
    let asks = match operation {
        Operation::Query => Filter::read(query).map(Asks::Query),
        Operation::Create => request::create(body).map(Asks::Create),
        Operation::ActivateDeactivate => request::activation(body).map(Asks::change),
        Operation::Cancel => request::cancellation(body).map(Asks::change),
        Operation::AcceptDenyPremium => request::premium_decision(body).map(Asks::change),
    };
    let asks = asks.map_err(GatewayError::invalid)?;
    Ok(Call { contract_no, asks })
}

impl Asks {
    fn change((number, change): (i64, Change)) -> Self {
        Self::Change(number, change)
    }
}

impl Call<'_> {
    /// Carries the call out.
    ///
    /// # Errors
    /// A 400 with the reason for which the business refuses.
    pub(crate) fn carry_out(
        self,
        portfolio: &mut Portfolio,
        rules: &Rules,
        today: NaiveDate,
    ) -> Result<Response<Full<Bytes>>, GatewayError> {
        let contract_no = self.contract_no;
        let (status, changed) = match self.asks {
            Asks::Query(filter) => {
                let classifications = portfolio
                    .query(contract_no, &filter)
                    .map_err(GatewayError::invalid)?;
                let list = ClassificationList { classifications };
                return Ok(gateway::json(StatusCode::OK, &list));
            }
            Asks::Create(request) => {
                let created = portfolio.create(contract_no, request, rules, today);
                (StatusCode::CREATED, created)
            }
            Asks::Change(number, change) => {
                let changed = portfolio.change(contract_no, number, change, today);
                (StatusCode::OK, changed)
            }
        };
        let classification = changed.map_err(GatewayError::invalid)?;
        Ok(gateway::json(status, &classification))
    }
}
