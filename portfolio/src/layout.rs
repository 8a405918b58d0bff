//! The roles of the properties of a row: `x-portfolio` of the overlay.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::row::{Reading, Row};

/// `x-portfolio` of an operation; `spec/README.md` describes the parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// The field of the request that names the portfolio.
    pub contract: Option<String>,
    /// The properties that identify a row of a contract.
    pub key: Vec<String>,
    /// The properties that identify a customer.
    pub customer: Vec<String>,
    /// The property with the name of the customer.
    pub name: Option<String>,
    /// The property with the caller's reference of a row.
    pub reference: Option<String>,
    /// The property with the requested amount.
    pub requested: Option<String>,
    /// The property with the covered amount.
    pub granted: Option<String>,
    /// The property with the currency of both amounts.
    pub currency: Option<String>,
    /// The property with the premium.
    pub premium: Option<String>,
    /// The properties with dates on which cover ends.
    pub until: Vec<String>,
    /// The code of a row, and its meanings.
    pub situation: Option<Situation>,
    /// The codes of errors that mean that the portfolio is empty.
    pub absent: Vec<String>,
}

/// The code of a row, and the meanings of its values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Situation {
    /// The property with the code.
    pub field: String,
    /// The codes of [`Standing::InProcess`].
    pub in_process: Vec<String>,
    /// The codes of [`Standing::AwaitingPremium`].
    pub awaiting_premium: Vec<String>,
    /// The codes of [`Standing::Granted`].
    pub granted: Vec<String>,
    /// The codes of [`Standing::Inactive`].
    pub inactive: Vec<String>,
    /// The codes of [`Standing::Denied`].
    pub denied: Vec<String>,
}

/// The meaning of the situation of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There is cover.
    Granted,
    /// There is cover once the caller activates it.
    Inactive,
    /// The caller has to decide whether to pay the premium.
    AwaitingPremium,
    /// A study is in process.
    InProcess,
    /// There is no cover.
    Denied,
    /// The overlay does not list the code.
    Unknown,
}

impl Standing {
    /// Its name in output for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Inactive => "inactive",
            Self::AwaitingPremium => "awaiting_premium",
            Self::InProcess => "in_process",
            Self::Denied => "denied",
            Self::Unknown => "unknown",
        }
    }
}

/// A part of `x-portfolio` that a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutPart {
    /// [`Layout::key`].
    Key,
    /// [`Layout::customer`].
    Customer,
    /// [`Layout::granted`].
    Granted,
    /// [`Layout::until`].
    Until,
    /// [`Layout::situation`].
    Situation,
}

impl LayoutPart {
    fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Customer => "customer",
            Self::Granted => "granted",
            Self::Until => "until",
            Self::Situation => "situation",
        }
    }
}

/// The parts that a command needs and `x-portfolio` lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Missing(Vec<&'static str>);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "x-portfolio of the overlay lacks {}", self.0.join(", "))
    }
}

impl Layout {
    /// Reads `x-portfolio`.
    ///
    /// # Errors
    /// The reason why it is invalid.
    pub fn read(extension: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(extension)
    }

    /// Checks that these parts are present.
    ///
    /// # Errors
    /// The absent parts.
    pub fn require(&self, parts: &[LayoutPart]) -> Result<(), Missing> {
        let lacks = |part: &&LayoutPart| match part {
            LayoutPart::Key => self.key.is_empty(),
            LayoutPart::Customer => self.customer.is_empty(),
            LayoutPart::Granted => self.granted.is_none(),
            LayoutPart::Until => self.until.is_empty(),
            LayoutPart::Situation => self.situation.is_none(),
        };
        let missing: Vec<&str> = parts.iter().filter(lacks).map(|part| part.name()).collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Missing(missing))
        }
    }

    /// The identity of a row within its contract: its key, or its customer and reference if the key is not complete.
    #[must_use]
    pub fn key_of(&self, row: &Row) -> Option<String> {
        let values_of = |names: &[String]| -> Option<Vec<String>> {
            let values = names.iter().map(|name| row.get(name).map(str::to_owned));
            values
                .collect::<Option<Vec<_>>>()
                .filter(|values| !values.is_empty())
        };
        values_of(&self.key).map(|key| key.join("/")).or_else(|| {
            let mut parts: Vec<&str> = self.customer.iter().filter_map(|n| row.get(n)).collect();
            parts.extend(value(row, self.reference.as_ref()));
            (!parts.is_empty()).then(|| format!("~{}", parts.join("/")))
        })
    }

    /// The values that identify the customer of a row.
    pub(crate) fn customer_of(&self, row: &Row) -> BTreeMap<String, String> {
        let pairs = self.customer.iter().filter_map(|name| {
            let value = row.get(name)?;
            Some((name.clone(), value.to_owned()))
        });
        pairs.collect()
    }

    /// The name of the customer.
    pub(crate) fn name_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        value(row, self.name.as_ref())
    }

    /// The caller's reference of a row.
    pub(crate) fn reference_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        value(row, self.reference.as_ref())
    }

    /// The currency of the amounts of a row.
    pub(crate) fn currency_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        value(row, self.currency.as_ref())
    }

    /// The premium of a row, as text.
    pub(crate) fn premium_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        value(row, self.premium.as_ref())
    }

    /// The code of a row.
    #[must_use]
    pub fn code_of<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let situation = self.situation.as_ref();
        value(row, situation.map(|situation| &situation.field))
    }

    /// The meaning of the code of a row.
    #[must_use]
    pub fn standing_of(&self, row: &Row) -> Standing {
        let (Some(situation), Some(code)) = (&self.situation, self.code_of(row)) else {
            return Standing::Unknown;
        };
        let lists = [
            (&situation.granted, Standing::Granted),
            (&situation.inactive, Standing::Inactive),
            (&situation.awaiting_premium, Standing::AwaitingPremium),
            (&situation.in_process, Standing::InProcess),
            (&situation.denied, Standing::Denied),
        ];
        let found = lists
            .into_iter()
            .find(|(codes, _)| codes.iter().any(|listed| listed == code));
        found.map_or(Standing::Unknown, |(_, standing)| standing)
    }

    /// The amount that is covered.
    pub(crate) fn granted_of<'r>(&self, row: &'r Row) -> Reading<'r, Decimal> {
        let exact = |text: &str| Decimal::from_str_exact(text).ok();
        let name = self.granted.as_ref();
        name.map_or(Reading::Absent, |name| row.read(name, exact))
    }

    /// The first of the days on which cover ends; unreadable if one of them is.
    #[must_use]
    pub fn until_of<'r>(&self, row: &'r Row) -> Reading<'r, NaiveDate> {
        let mut first = Reading::Absent;
        for name in &self.until {
            first = match (first, row.read(name, day)) {
                (unreadable @ Reading::Unreadable(_), _)
                | (_, unreadable @ Reading::Unreadable(_)) => unreadable,
                (Reading::Known(one), Reading::Known(other)) => Reading::Known(one.min(other)),
                (Reading::Absent, other) | (other, Reading::Absent) => other,
            };
        }
        first
    }
}

/// The value of a property, if the overlay names it.
fn value<'r>(row: &'r Row, name: Option<&String>) -> Option<&'r str> {
    row.get(name?)
}

/// The day of a date or of a time.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10).unwrap_or(text).parse().ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::json;

    use super::*;

    pub(crate) fn layout() -> Layout {
        Layout::read(&json!({
            "contract": "shelf", "key": ["no"], "customer": ["country", "tax"], "name": "name",
            "reference": "ref", "requested": "asked", "granted": "limit", "currency": "currency",
            "premium": "premium", "until": ["end", "cancelled"],
            "situation": {"field": "code", "in_process": ["P"], "awaiting_premium": ["W"], "granted": ["C"],
                          "inactive": ["I"], "denied": ["N"]},
            "absent": ["E1"], "x-source": "assumed",
        }))
        .unwrap()
    }

    /// A row of `name=value` pairs. `name!value` is a value without the documented form.
    pub(crate) fn row(text: &str) -> Row {
        let mut row = Row::default();
        for pair in text.split_whitespace() {
            let end = pair.find(['=', '!']).unwrap();
            let (name, value) = (pair[..end].to_owned(), pair[end + 1..].to_owned());
            if pair[end..].starts_with('!') {
                row.unread.insert(name.clone());
            }
            row.fields.insert(name, value);
        }
        row
    }

    #[test]
    fn the_overlay_determines_the_standing_amount_and_key_of_a_row() {
        let layout = layout();
        let granted = row("no=1 code=C limit=40000.00 end=2026-06-02 country=ES tax=B1");
        assert_eq!(layout.standing_of(&granted), Standing::Granted);
        assert_eq!(
            layout.granted_of(&granted),
            Reading::Known(Decimal::from(40000))
        );
        assert_eq!(layout.key_of(&granted).as_deref(), Some("1"));
        assert_eq!(layout.customer_of(&granted).len(), 2);
        for (code, standing) in [
            ("P", Standing::InProcess),
            ("W", Standing::AwaitingPremium),
            ("I", Standing::Inactive),
            ("N", Standing::Denied),
            ("X", Standing::Unknown),
        ] {
            assert_eq!(layout.standing_of(&row(&format!("code={code}"))), standing);
        }
        assert_eq!(layout.standing_of(&row("no=1")), Standing::Unknown);
    }

    #[test]
    fn cover_ends_on_the_first_of_its_dates() {
        let layout = layout();
        let until = |text: &str| layout.until_of(&row(text)).known().map(|d| d.to_string());
        assert_eq!(until("end=2026-06-02").as_deref(), Some("2026-06-02"));
        assert_eq!(
            until("end=2026-06-02 cancelled=2026-02-01").as_deref(),
            Some("2026-02-01")
        );
        assert_eq!(
            until("end=2026-06-02T10:00:00Z").as_deref(),
            Some("2026-06-02")
        );
        assert_eq!(until("no=1"), None);
        let unreadable = row("end=2026-06-02 cancelled!soon");
        assert_eq!(layout.until_of(&unreadable), Reading::Unreadable("soon"));
    }

    #[test]
    fn an_ambiguous_amount_is_not_read() {
        let layout = layout();
        let ambiguous = row("limit!40.000");
        assert_eq!(layout.granted_of(&ambiguous), Reading::Unreadable("40.000"));
        let word = row("limit=much");
        assert_eq!(layout.granted_of(&word), Reading::Unreadable("much"));
    }

    #[test]
    fn a_row_without_a_key_is_identified_by_its_customer() {
        let layout = layout();
        let key = |text: &str| layout.key_of(&row(text));
        assert_eq!(
            key("country=ES tax=B1 ref=C-1").as_deref(),
            Some("~ES/B1/C-1")
        );
        assert_eq!(key("limit=1"), None);
    }

    #[test]
    fn missing_parts_are_named() {
        let all = [LayoutPart::Key, LayoutPart::Until, LayoutPart::Situation];
        assert!(layout().require(&all).is_ok());
        let missing = Layout::default().require(&all).unwrap_err().to_string();
        assert_eq!(
            missing,
            "x-portfolio of the overlay lacks key, until, situation"
        );
    }
}
