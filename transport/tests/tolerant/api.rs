//! The types of a small API, like those of the generator.

use std::str::FromStr;

use api_transport::{Decimal, FromResponse, Received, Undecoded, limited};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// The response to a query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct List {
    pub rows: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Reported>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub no: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub id: i64,
    pub lots: Vec<i64>,
}

/// A created object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Created {
    pub no: i64,
    pub amount: Decimal,
    pub on: NaiveDate,
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    pub receipt: String,
}

/// A success without a required property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vague {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Reported>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<Row>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// An error body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    #[serde(rename = "httpCode", skip_serializing_if = "Option::is_none")]
    pub http_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
}

/// A text with a limit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Country(String);

impl FromStr for Country {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Ok(Self(text.to_owned()));
        }
        Err("doesn't match pattern \"^[A-Z]{2}$\"")
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        limited(deserializer, Self)
    }
}

/// A success with a type for each status.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ByStatus {
    Created(Created),
    Accepted(Receipt),
    NoContent,
}

impl FromResponse for ByStatus {
    const STATUSES: &'static [u16] = &[201, 202, 204];

    fn from_response(status: u16, received: Received<'_>) -> Result<Self, Undecoded> {
        Ok(match status {
            201 => Self::Created(FromResponse::from_response(status, received)?),
            202 => Self::Accepted(FromResponse::from_response(status, received)?),
            204 => {
                received.nothing()?;
                Self::NoContent
            }
            _ => return FromResponse::undocumented(),
        })
    }
}
