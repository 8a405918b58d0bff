//! Compares the customers of a group with its rows.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::detail::{Detail, Limit};
use super::{ContractRow, Customer, Finding, FindingKind};
use crate::layout::{Layout, Standing};
use crate::row::Reading;

/// Customers and rows that match.
pub(super) struct Group<'a> {
    pub layout: &'a Layout,
    pub customers: Vec<&'a Customer>,
    pub rows: Vec<&'a ContractRow>,
}

/// Amounts by currency. The key of amounts without a currency is empty.
type Amounts = BTreeMap<String, Decimal>;

impl Group<'_> {
    /// Adds the findings of the group. `days` are today, and the last day: cover that ends after it is no finding.
    pub(super) fn check(&self, days: (NaiveDate, NaiveDate), findings: &mut Vec<Finding>) {
        let Some(exposures) = self.exposures() else {
            findings.push(self.finding(FindingKind::NotCompared, Detail::TooLarge));
            return;
        };
        let owes_nothing = !exposures.is_empty() && exposures.values().all(Decimal::is_zero);
        let granted = self.granted();
        if granted.is_empty() {
            if !owes_nothing {
                self.check_without_cover(&exposures, findings);
            }
            return;
        }
        let Some(limits) = self.limits(&granted) else {
            findings.push(self.not_compared(&granted));
            return;
        };
        self.check_amounts(&exposures, &limits, findings);
        if owes_nothing {
            for (currency, limit) in &limits {
                let unused = self.finding(FindingKind::UnusedLimit, Detail::OwesNothing);
                findings.push(Finding {
                    exposure: Some(Decimal::ZERO),
                    granted: Some(*limit),
                    currency: non_empty(currency),
                    ..unused
                });
            }
        }
        self.check_changes(&granted, &limits, findings);
        self.check_days(&granted, days, findings);
    }

    fn check_without_cover(&self, exposures: &Amounts, findings: &mut Vec<Finding>) {
        let mut standings: Vec<Standing> = self
            .rows
            .iter()
            .map(|row| self.layout.standing_of(&row.1))
            .collect();
        standings.sort_unstable();
        let detail = match standings.first() {
            None => Detail::NoClassification,
            Some(Standing::AwaitingPremium) => {
                let premium = self.rows.iter().find_map(|row| {
                    let awaits = self.layout.standing_of(&row.1) == Standing::AwaitingPremium;
                    self.layout.premium_of(&row.1).filter(|_| awaits)
                });
                Detail::AwaitingPremium(premium.map(str::to_owned))
            }
            Some(Standing::InProcess) => Detail::InProcess,
            Some(Standing::Inactive) => Detail::Inactive,
            Some(Standing::Denied) => Detail::Denied,
            Some(Standing::Granted | Standing::Unknown) => {
                let codes = self.rows.iter().filter_map(|r| self.layout.code_of(&r.1));
                Detail::UnknownSituation(codes.map(str::to_owned).collect())
            }
        };
        let finding = self.finding(FindingKind::NoCover, detail);
        if exposures.is_empty() {
            findings.push(finding);
            return;
        }
        for (currency, exposure) in exposures {
            findings.push(Finding {
                exposure: Some(*exposure),
                currency: non_empty(currency),
                difference: Some(*exposure),
                ..finding.clone()
            });
        }
    }

    fn check_amounts(&self, exposures: &Amounts, limits: &Amounts, findings: &mut Vec<Finding>) {
        for (currency, exposure) in exposures.iter().filter(|(_, owed)| !owed.is_zero()) {
            let (kind, granted, detail) = match limits.get(currency) {
                Some(limit) if exposure > limit => {
                    let excess = exposure.checked_sub(*limit).unwrap_or_default();
                    (
                        FindingKind::OverLimit,
                        Some(*limit),
                        Detail::AboveLimit(excess),
                    )
                }
                Some(_) => continue,
                None => {
                    let covered = Detail::Covered(list(limits));
                    (FindingKind::OtherCurrency, None, covered)
                }
            };
            findings.push(Finding {
                exposure: Some(*exposure),
                granted,
                currency: non_empty(currency),
                difference: granted.and_then(|granted| exposure.checked_sub(granted)),
                ..self.finding(kind, detail)
            });
        }
    }

    fn check_changes(
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
            let detail = match limit {
                Some(now) => Detail::LimitChanged { known, now: *now },
                None => Detail::CurrencyChanged {
                    known,
                    now: list(limits),
                },
            };
            findings.push(Finding {
                granted: limit.copied(),
                difference: limit.and_then(|limit| limit.checked_sub(known)),
                currency: non_empty(&currency),
                ..self.finding(FindingKind::Changed, detail)
            });
            break;
        }
        let [row] = granted else {
            return;
        };
        let until = self.layout.until_of(&row.1).known();
        let mut customers = self.customers.iter();
        let differing = customers.find_map(|c| c.until.filter(|known| until != Some(*known)));
        if let Some(known) = differing {
            let detail = Detail::UntilChanged { known, now: until };
            findings.push(Finding {
                until,
                ..self.finding(FindingKind::Changed, detail)
            });
        }
    }

    fn check_days(
        &self,
        granted: &[&ContractRow],
        (today, last_day): (NaiveDate, NaiveDate),
        findings: &mut Vec<Finding>,
    ) {
        for row in granted {
            let Some(until) = self.layout.until_of(&row.1).known() else {
                continue;
            };
            let kind = if until < today {
                FindingKind::Expired
            } else if until <= last_day {
                FindingKind::Expiring
            } else {
                continue;
            };
            let detail = Detail::DaysLeft((until - today).num_days());
            let group = Group {
                layout: self.layout,
                customers: self.customers.clone(),
                rows: vec![row],
            };
            findings.push(Finding {
                granted: self.layout.granted_of(&row.1).known(),
                currency: self.layout.currency_of(&row.1).map(str::to_owned),
                until: Some(until),
                ..group.finding(kind, detail)
            });
        }
    }

    /// The rows with cover.
    fn granted(&self) -> Vec<&ContractRow> {
        let rows = self.rows.iter().copied();
        rows.filter(|row| self.layout.standing_of(&row.1) == Standing::Granted)
            .collect()
    }

    /// The sums that the customers owe; `None` if a sum overflows.
    fn exposures(&self) -> Option<Amounts> {
        let amounts = self.customers.iter().filter_map(|customer| {
            let currency = customer.currency.clone().unwrap_or_default();
            Some((currency, customer.exposure?))
        });
        sums(amounts)
    }

    /// The sums of the cover; `None` if an amount cannot be read, or a sum overflows.
    fn limits(&self, granted: &[&ContractRow]) -> Option<Amounts> {
        let amounts = granted.iter().map(|row| {
            let currency = self.layout.currency_of(&row.1).unwrap_or_default();
            Some((currency.to_owned(), self.layout.granted_of(&row.1).known()?))
        });
        sums(amounts.collect::<Option<Vec<_>>>()?)
    }

    /// The finding that the cover of rows cannot be added.
    fn not_compared(&self, granted: &[&ContractRow]) -> Finding {
        let detail = granted.iter().find_map(|row| {
            let key = self.layout.key_of(&row.1).unwrap_or_default();
            match self.layout.granted_of(&row.1) {
                Reading::Unreadable(text) => Some(Detail::UnreadableLimit {
                    key,
                    text: text.to_owned(),
                }),
                Reading::Absent => Some(Detail::NoLimit(key)),
                Reading::Known(_) => None,
            }
        });
        self.finding(FindingKind::NotCompared, detail.unwrap_or(Detail::TooLarge))
    }

    /// A finding without amounts. The first customer, or else the first row, identifies it.
    pub(super) fn finding(&self, finding: FindingKind, detail: Detail) -> Finding {
        let first_customer = self.customers.first();
        let row = self.rows.first().map(|row| &row.1);
        let customer = first_customer.map(|customer| customer.customer.clone());
        let of_row = || row.map(|row| self.layout.customer_of(row));
        let name = first_customer.and_then(|customer| customer.name.clone());
        let reference = first_customer.and_then(|customer| customer.reference.clone());
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
            customer: customer
                .filter(|values| !values.is_empty())
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
            detail,
        }
    }
}

/// The sums of amounts by currency; `None` if a sum overflows.
fn sums(amounts: impl IntoIterator<Item = (String, Decimal)>) -> Option<Amounts> {
    let mut sums = Amounts::new();
    for (currency, amount) in amounts {
        let sum = sums.entry(currency).or_default();
        *sum = sum.checked_add(amount)?;
    }
    Some(sums)
}

fn list(limits: &Amounts) -> Vec<Limit> {
    let limit = |(currency, amount): (&String, &Decimal)| Limit {
        amount: *amount,
        currency: non_empty(currency),
    };
    limits.iter().map(limit).collect()
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
