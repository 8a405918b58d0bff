//! Texts with a meaning: `"100000,00"` is an amount, `"20260115"` a date, `"S"` true.
//!
//! A document that types a value as a string does not define its meaning. `x-meaning` of the overlay does, and the
//! generated client has a [`Text`] for the value. It is absent, known or another text:
//!
//! ```
//! use api_transport::Decimal;
//! use api_transport::meaning::{AmountComma, CompactDate, NaiveDate, State, Text};
//!
//! let limit: Text<AmountComma<Decimal>> = serde_json::from_str(r#""100000,00""#)?;
//! assert_eq!(limit.value(), Some(Decimal::from(100_000)));
//!
//! // "0" is no date
//! let end: Text<CompactDate> = serde_json::from_str(r#""0""#)?;
//! assert!(end.is_absent() && end.value().is_none());
//!
//! // any text of a server is read, and is written unchanged
//! let odd: Text<CompactDate> = serde_json::from_str(r#""mañana""#)?;
//! assert_eq!(odd.state(), State::Other("mañana"));
//! assert_eq!(serde_json::to_string(&odd)?, r#""mañana""#);
//!
//! // values and user input are converted to the document's form
//! let limit = Text::<AmountComma<Decimal>>::from(Decimal::from(100_000));
//! assert_eq!(limit.as_str(), "100000,00");
//! let day: Text<CompactDate> = "2026-01-15".parse()?;
//! assert_eq!(day, NaiveDate::from_ymd_opt(2026, 1, 15).unwrap().into());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod amount;
mod check;
mod code;
mod date;
mod flag;
mod integer;
mod invalid;
mod kind;
mod language;
mod received;
mod text;

pub use amount::{AmountComma, Comma, Exact, PercentageComma};
pub use check::Check;
pub use chrono::NaiveDate;
pub use code::Code;
pub use date::CompactDate;
pub use flag::{Flag, FlagTexts};
pub use integer::Whole;
pub use invalid::Invalid;
pub use kind::{Given, Meaning};
#[doc(hidden)]
pub use language::in_language;
pub use text::{Bare, Form, Plain, State, Takes, Text};
