//! The details of findings, with an English text of each.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// The details of a finding. Serialized as its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// The customer owes this much more than the limit.
    AboveLimit(Decimal),
    /// There is cover in these currencies only.
    Covered(Vec<Limit>),
    /// The customer owes nothing.
    OwesNothing,
    /// The customer is not in the file.
    NotInFile,
    /// The portfolio has no row of the customer.
    NoClassification,
    /// A premium awaits a decision. It is a percentage, if it is known.
    AwaitingPremium(Option<String>),
    /// A study is in process.
    InProcess,
    /// There is cover once it is activated.
    Inactive,
    /// Cover was denied or annulled.
    Denied,
    /// The layout does not list these codes of a situation.
    UnknownSituation(Vec<String>),
    /// The ERP system has the limit `known`; the portfolio has `now`.
    LimitChanged {
        /// The limit in the ERP system.
        known: Decimal,
        /// The limit of the portfolio in the same currency.
        now: Decimal,
    },
    /// The ERP system has the limit `known`; the portfolio has limits in other currencies.
    CurrencyChanged {
        /// The limit in the ERP system.
        known: Decimal,
        /// The limits of the portfolio.
        now: Vec<Limit>,
    },
    /// Cover ends on another day than in the ERP system.
    UntilChanged {
        /// The day in the ERP system.
        known: NaiveDate,
        /// The day in the portfolio, if it has one.
        now: Option<NaiveDate>,
    },
    /// Cover ends in this many days; the number is negative if cover has ended.
    DaysLeft(i64),
    /// The limit of the row with this key is not a number.
    UnreadableLimit {
        /// The key of the row.
        key: String,
        /// The received text.
        text: String,
    },
    /// The row with this key has cover without a limit.
    NoLimit(String),
    /// A sum of amounts overflows.
    TooLarge,
}

/// A limit in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The amount.
    pub amount: Decimal,
    /// The currency, if it is known.
    pub currency: Option<String>,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.currency {
            Some(currency) => write!(f, "{} {currency}", self.amount),
            None => write!(f, "{} without a currency", self.amount),
        }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AboveLimit(amount) => write!(f, "{amount} above the limit"),
            Self::Covered(limits) => write!(f, "covered: {}", list(limits)),
            Self::OwesNothing => f.write_str("the customer owes nothing"),
            Self::NotInFile => f.write_str("the customer is not in the file"),
            Self::NoClassification => f.write_str("no classification"),
            Self::AwaitingPremium(Some(premium)) => {
                write!(f, "awaiting a decision on a premium of {premium} %")
            }
            Self::AwaitingPremium(None) => f.write_str("awaiting a decision on a premium"),
            Self::InProcess => f.write_str("a study is in process"),
            Self::Inactive => f.write_str("granted, and not active"),
            Self::Denied => f.write_str("denied or annulled"),
            Self::UnknownSituation(codes) => {
                write!(f, "the situation {} is not known", codes.join(", "))
            }
            Self::LimitChanged { known, now } => write!(f, "limit {known}, now {now}"),
            Self::CurrencyChanged { known, now } => {
                write!(f, "limit {known}, covered: {}", list(now))
            }
            Self::UntilChanged {
                known,
                now: Some(now),
            } => write!(f, "until {known}, now {now}"),
            Self::UntilChanged { known, now: None } => {
                write!(f, "until {known}, now without a date")
            }
            Self::DaysLeft(-1) => f.write_str("1 day ago"),
            Self::DaysLeft(1) => f.write_str("in 1 day"),
            Self::DaysLeft(days) if *days < 0 => write!(f, "{} days ago", days.unsigned_abs()),
            Self::DaysLeft(days) => write!(f, "in {days} days"),
            Self::UnreadableLimit { key, text } => {
                write!(f, "the limit of {key} cannot be read: {text}")
            }
            Self::NoLimit(key) => write!(f, "{key} is granted without a limit"),
            Self::TooLarge => f.write_str("the amounts are too large to be added"),
        }
    }
}

fn list(limits: &[Limit]) -> String {
    let limits: Vec<String> = limits.iter().map(Limit::to_string).collect();
    limits.join(", ")
}

impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
