//! The rows of a portfolio beside the customers of an ERP system.
//!
//! A customer is matched by its reference where both have it, and by the columns that tell customers apart otherwise. The
//! customers and the rows that belong together make a group; amounts of a group are added by currency.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::layout::{Layout, Standing};
use crate::row::{Reading, Row};

/// A customer of an ERP system.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Customer {
    /// The row of the file.
    pub row: u64,
    /// The values that tell customers apart, by the names of [`Layout::customer`].
    pub customer: BTreeMap<String, String>,
    /// The caller's own name for it.
    pub reference: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What it owes.
    pub exposure: Option<Decimal>,
    /// The limit that the ERP system works with.
    pub limit: Option<Decimal>,
    /// The currency of both.
    pub currency: Option<String>,
    /// Until when that limit counts.
    pub until: Option<NaiveDate>,
}

/// The kind of a finding, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The customer owes more than is covered.
    OverLimit,
    /// The customer has no cover.
    NoCover,
    /// The customer owes in a currency in which nothing is covered.
    OtherCurrency,
    /// Amounts cannot be compared.
    NotCompared,
    /// The ERP system has another limit or day.
    Changed,
    /// Cover has ended by its dates.
    Expired,
    /// Cover ends soon.
    Expiring,
    /// There is cover, and the customer owes nothing or is not in the file.
    UnusedLimit,
}

/// A difference between a portfolio and an ERP system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is.
    pub finding: FindingKind,
    /// The rows of the file.
    pub file_rows: Vec<u64>,
    /// The values that tell the customer apart.
    pub customer: BTreeMap<String, String>,
    /// The caller's own name for the customer.
    pub reference: Option<String>,
    /// The customer's name.
    pub name: Option<String>,
    /// What the customer owes.
    #[serde(serialize_with = "as_text")]
    pub exposure: Option<Decimal>,
    /// What is covered.
    #[serde(serialize_with = "as_text")]
    pub granted: Option<Decimal>,
    /// The currency of both.
    pub currency: Option<String>,
    /// How much more the customer owes, or how much the limits differ.
    #[serde(serialize_with = "as_text")]
    pub difference: Option<Decimal>,
    /// When cover ends.
    pub until: Option<NaiveDate>,
    /// The contracts of the rows.
    pub contracts: Vec<String>,
    /// The keys of the rows.
    pub keys: Vec<String>,
    /// More about it, for people.
    pub detail: String,
}

/// JSON readers would round a number.
#[allow(clippy::ref_option, reason = "serde calls it so")]
fn as_text<S: serde::Serializer>(
    amount: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    amount
        .map(|amount| amount.to_string())
        .serialize(serializer)
}

/// A row of a contract.
pub type ContractRow = (String, Row);

/// Compares rows with customers; `within` is how many days are soon.
#[must_use]
pub fn compare(
    layout: &Layout,
    rows: &[ContractRow],
    customers: &[Customer],
    (today, within): (NaiveDate, u32),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut matched = BTreeSet::new();
    let soon = today.checked_add_signed(TimeDelta::days(within.into()));
    let soon = soon.unwrap_or(NaiveDate::MAX);
    for (members, found) in groups(layout, rows, customers) {
        matched.extend(found.iter().copied());
        let group = Group {
            layout,
            customers: members,
            rows: found.iter().filter_map(|index| rows.get(*index)).collect(),
        };
        group.judge((today, soon), &mut findings);
    }
    for (index, row) in rows.iter().enumerate() {
        if !matched.contains(&index) && layout.standing_of(&row.1) == Standing::Granted {
            let group = Group {
                layout,
                customers: Vec::new(),
                rows: vec![row],
            };
            let granted = layout.granted_of(&row.1).known();
            let unused = group.finding(FindingKind::UnusedLimit, "the customer is not in the file");
            findings.push(Finding {
                granted,
                currency: layout.currency_of(&row.1).map(str::to_owned),
                ..unused
            });
        }
    }
    findings.sort_by(|a, b| (a.finding, &a.name, &a.keys).cmp(&(b.finding, &b.name, &b.keys)));
    findings
}

/// The customers that share rows, or that are the same where there is no row.
fn groups<'c>(
    layout: &Layout,
    rows: &[ContractRow],
    customers: &'c [Customer],
) -> Vec<(Vec<&'c Customer>, Vec<usize>)> {
    let mut by_reference: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_customer: HashMap<String, Vec<usize>> = HashMap::new();
    let identities: Vec<Option<String>> = rows
        .iter()
        .map(|(_, row)| identity(layout, &layout.customer_of(row)))
        .collect();
    for (index, (_, row)) in rows.iter().enumerate() {
        if let Some(reference) = layout.reference_of(row) {
            by_reference
                .entry(plain(reference))
                .or_default()
                .push(index);
        }
        if let Some(Some(customer)) = identities.get(index) {
            by_customer.entry(customer.clone()).or_default().push(index);
        }
    }
    let mut groups: Vec<(Vec<&Customer>, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(Vec<usize>, String), usize> = HashMap::new();
    for customer in customers {
        let own = identity(layout, &customer.customer);
        let reference = customer.reference.as_deref().map(plain);
        // a reference of another customer is no match
        let fits = |index: &usize| match (&own, identities.get(*index)) {
            (Some(own), Some(Some(other))) => own == other,
            _ => true,
        };
        let referred = reference.as_ref().and_then(|name| by_reference.get(name));
        let referred: Vec<usize> = referred
            .into_iter()
            .flatten()
            .copied()
            .filter(fits)
            .collect();
        let found = if referred.is_empty() {
            let same = own.as_ref().and_then(|own| by_customer.get(own));
            same.cloned().unwrap_or_default()
        } else {
            referred
        };
        let alone = if found.is_empty() {
            own.or(reference)
                .unwrap_or_else(|| format!("row {}", customer.row))
        } else {
            String::new()
        };
        let next = groups.len();
        let at = *known.entry((found.clone(), alone)).or_insert(next);
        match groups.get_mut(at) {
            Some((members, _)) => members.push(customer),
            None => groups.push((vec![customer], found)),
        }
    }
    groups
}

/// A text that is the same for the same customer, however its numbers are written; nothing where a part is missing.
fn identity(layout: &Layout, values: &BTreeMap<String, String>) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for name in &layout.customer {
        let mut part = plain(values.get(name)?);
        // a tax number can begin with its country
        for before in &parts {
            if let Some(rest) = part.strip_prefix(before.as_str()).filter(|r| !r.is_empty()) {
                part = rest.to_owned();
            }
        }
        parts.push(part);
    }
    (!parts.is_empty() && parts.iter().all(|part| !part.is_empty())).then(|| parts.join("/"))
}

/// The letters and digits of a text, in capitals.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}

/// Customers and rows that belong together.
struct Group<'a> {
    layout: &'a Layout,
    customers: Vec<&'a Customer>,
    rows: Vec<&'a ContractRow>,
}

/// Amounts by currency; a row without a currency has the empty one.
type Amounts = BTreeMap<String, Decimal>;

impl Group<'_> {
    fn judge(&self, days: (NaiveDate, NaiveDate), findings: &mut Vec<Finding>) {
        let exposures = self.exposures();
        let Some(exposures) = exposures else {
            let too_much = "the amounts are too large to be added";
            findings.push(self.finding(FindingKind::NotCompared, too_much));
            return;
        };
        let owes_nothing = !exposures.is_empty() && exposures.values().all(Decimal::is_zero);
        let granted = self.granted();
        if granted.is_empty() {
            if !owes_nothing {
                self.judge_without_cover(&exposures, findings);
            }
            return;
        }
        let Some(limits) = self.limits(&granted) else {
            findings.push(self.not_compared(&granted));
            return;
        };
        self.judge_amounts(&exposures, &limits, findings);
        if owes_nothing {
            for (currency, granted) in &limits {
                let unused = self.finding(FindingKind::UnusedLimit, "the customer owes nothing");
                findings.push(Finding {
                    exposure: Some(Decimal::ZERO),
                    granted: Some(*granted),
                    currency: some(currency),
                    ..unused
                });
            }
        }
        self.judge_changes(&granted, &limits, findings);
        self.judge_days(&granted, days, findings);
    }

    fn judge_without_cover(&self, exposures: &Amounts, findings: &mut Vec<Finding>) {
        let mut standings: Vec<Standing> = self
            .rows
            .iter()
            .map(|row| self.layout.standing_of(&row.1))
            .collect();
        standings.sort_unstable();
        let detail = match standings.first() {
            None => "no classification".to_owned(),
            Some(Standing::AwaitingPremium) => {
                let premium = self.rows.iter().find_map(|row| {
                    let awaits = self.layout.standing_of(&row.1) == Standing::AwaitingPremium;
                    self.layout.premium_of(&row.1).filter(|_| awaits)
                });
                let premium =
                    premium.map_or_else(String::new, |premium| format!(" of {premium} %"));
                format!("awaiting a decision on a premium{premium}")
            }
            Some(Standing::InProcess) => "a study is in process".to_owned(),
            Some(Standing::Inactive) => "granted, and not active".to_owned(),
            Some(Standing::Denied) => "denied or annulled".to_owned(),
            Some(Standing::Granted | Standing::Unknown) => {
                let codes = self.rows.iter().filter_map(|r| self.layout.code_of(&r.1));
                let codes: Vec<&str> = codes.collect();
                format!("the situation {} is not known", codes.join(", "))
            }
        };
        let finding = self.finding(FindingKind::NoCover, &detail);
        if exposures.is_empty() {
            findings.push(finding);
            return;
        }
        for (currency, exposure) in exposures {
            findings.push(Finding {
                exposure: Some(*exposure),
                currency: some(currency),
                difference: Some(*exposure),
                ..finding.clone()
            });
        }
    }

    fn judge_amounts(&self, exposures: &Amounts, limits: &Amounts, findings: &mut Vec<Finding>) {
        for (currency, exposure) in exposures.iter().filter(|(_, owed)| !owed.is_zero()) {
            let (kind, granted, detail) = match limits.get(currency) {
                Some(limit) if exposure > limit => {
                    let more = exposure.checked_sub(*limit).unwrap_or_default();
                    let detail = format!("{more} above the limit");
                    (FindingKind::OverLimit, Some(*limit), detail)
                }
                Some(_) => continue,
                None => (FindingKind::OtherCurrency, None, listed(limits)),
            };
            findings.push(Finding {
                exposure: Some(*exposure),
                granted,
                currency: some(currency),
                difference: granted.and_then(|granted| exposure.checked_sub(granted)),
                ..self.finding(kind, &detail)
            });
        }
    }

    fn judge_changes(
        &self,
        granted: &[&ContractRow],
        limits: &Amounts,
        findings: &mut Vec<Finding>,
    ) {
        for customer in &self.customers {
            let currency = customer.currency.clone().unwrap_or_default();
            let limit = limits.get(&currency);
            let Some(known) = customer.limit.filter(|known| limit != Some(known)) else {
                continue;
            };
            let shown = limit.map_or_else(|| listed(limits), |limit| format!("now {limit}"));
            findings.push(Finding {
                granted: limit.copied(),
                difference: limit.and_then(|limit| limit.checked_sub(known)),
                currency: some(&currency),
                ..self.finding(FindingKind::Changed, &format!("limit {known}, {shown}"))
            });
            break;
        }
        let [row] = granted else {
            return;
        };
        let until = self.layout.until_of(&row.1).known();
        let mut customers = self.customers.iter();
        let other = customers.find_map(|c| c.until.filter(|known| until != Some(*known)));
        if let Some(known) = other {
            let now = until.map_or_else(|| "without a date".to_owned(), |day| format!("now {day}"));
            let detail = format!("until {known}, {now}");
            findings.push(Finding {
                until,
                ..self.finding(FindingKind::Changed, &detail)
            });
        }
    }

    fn judge_days(
        &self,
        granted: &[&ContractRow],
        (today, soon): (NaiveDate, NaiveDate),
        findings: &mut Vec<Finding>,
    ) {
        for row in granted {
            let Some(until) = self.layout.until_of(&row.1).known() else {
                continue;
            };
            let kind = if until < today {
                FindingKind::Expired
            } else if until <= soon {
                FindingKind::Expiring
            } else {
                continue;
            };
            let days = (until - today).num_days();
            let detail = if days < 0 {
                format!("{} days ago", -days)
            } else {
                format!("in {days} days")
            };
            let alone = Group {
                layout: self.layout,
                customers: self.customers.clone(),
                rows: vec![row],
            };
            findings.push(Finding {
                granted: self.layout.granted_of(&row.1).known(),
                currency: self.layout.currency_of(&row.1).map(str::to_owned),
                until: Some(until),
                ..alone.finding(kind, &detail)
            });
        }
    }

    fn granted(&self) -> Vec<&ContractRow> {
        let rows = self.rows.iter().copied();
        rows.filter(|row| self.layout.standing_of(&row.1) == Standing::Granted)
            .collect()
    }

    /// What the customers owe; nothing where it is too much to be added.
    fn exposures(&self) -> Option<Amounts> {
        let amounts = self.customers.iter().filter_map(|customer| {
            let currency = customer.currency.clone().unwrap_or_default();
            Some((currency, customer.exposure?))
        });
        added(amounts)
    }

    /// What is covered; nothing where an amount cannot be read or added.
    fn limits(&self, granted: &[&ContractRow]) -> Option<Amounts> {
        let amounts = granted.iter().map(|row| {
            let currency = self.layout.currency_of(&row.1).unwrap_or_default();
            Some((currency.to_owned(), self.layout.granted_of(&row.1).known()?))
        });
        added(amounts.collect::<Option<Vec<_>>>()?)
    }

    fn not_compared(&self, granted: &[&ContractRow]) -> Finding {
        let odd = granted.iter().find_map(|row| {
            let key = self.layout.key_of(&row.1).unwrap_or_default();
            match self.layout.granted_of(&row.1) {
                Reading::Unreadable(text) => {
                    Some(format!("the limit of {key} cannot be read: {text}"))
                }
                Reading::Absent => Some(format!("{key} is granted without a limit")),
                Reading::Known(_) => None,
            }
        });
        let odd = odd.unwrap_or_else(|| "the amounts are too large to be added".to_owned());
        self.finding(FindingKind::NotCompared, &odd)
    }

    fn finding(&self, finding: FindingKind, detail: &str) -> Finding {
        let first = self.customers.first();
        let row = self.rows.first().map(|row| &row.1);
        let own = first.map(|customer| customer.customer.clone());
        let of_row = || row.map(|row| self.layout.customer_of(row));
        let name = first.and_then(|customer| customer.name.clone());
        let reference = first.and_then(|customer| customer.reference.clone());
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let mut contracts: Vec<String> = self.rows.iter().map(|row| row.0.clone()).collect();
        contracts.dedup();
        let keys = self
            .rows
            .iter()
            .filter_map(|row| self.layout.key_of(&row.1));
        Finding {
            finding,
            file_rows: self.customers.iter().map(|customer| customer.row).collect(),
            customer: own
                .filter(|own| !own.is_empty())
                .or_else(of_row)
                .unwrap_or_default(),
            reference: reference
                .or_else(|| owned(row.and_then(|row| self.layout.reference_of(row)))),
            name: name.or_else(|| owned(row.and_then(|row| self.layout.name_of(row)))),
            exposure: None,
            granted: None,
            currency: None,
            difference: None,
            until: None,
            contracts,
            keys: keys.collect(),
            detail: detail.to_owned(),
        }
    }
}

fn added(amounts: impl IntoIterator<Item = (String, Decimal)>) -> Option<Amounts> {
    let mut sums = Amounts::new();
    for (currency, amount) in amounts {
        let sum = sums.entry(currency).or_default();
        *sum = sum.checked_add(amount)?;
    }
    Some(sums)
}

/// Limits as a text.
fn listed(limits: &Amounts) -> String {
    let limits = limits
        .iter()
        .map(|(currency, limit)| match currency.as_str() {
            "" => format!("{limit} without a currency"),
            currency => format!("{limit} {currency}"),
        });
    format!("covered: {}", limits.collect::<Vec<_>>().join(", "))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
