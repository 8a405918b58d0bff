//! The state of a watcher: the known rows of a contract, and the changes that are not yet reported.
//!
//! An observation changes the state and adds each change to the outbox, in one write. A change stays in the outbox until all
//! receivers have it, so that a watcher that was killed repeats a report instead of losing it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::change::{Change, ChangeKind, differences, hash};
use crate::layout::Layout;
use crate::row::Row;

/// The age at which the last complete observation is overdue. Movements cover two days, so that half a day is left to act.
const OVERDUE: TimeDelta = TimeDelta::hours(36);

/// The remembered state of a contract.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The address of the API.
    pub target: String,
    /// The contract.
    pub contract: String,
    /// The time of the last complete observation.
    last_complete: Option<DateTime<Utc>>,
    /// Whether rows were observed before, so that other rows are new.
    begun: bool,
    /// The time of the last complete observation, once it has been reported as overdue.
    overdue_since: Option<DateTime<Utc>>,
    /// The rows by their key.
    rows: BTreeMap<String, Row>,
    /// The hashes of the observed movements; `None` before the first list of movements.
    movements: Option<BTreeSet<String>>,
    /// The changes that some receivers do not have.
    outbox: Vec<Pending>,
}

/// A change that some receivers do not have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pending {
    change: Change,
    /// The receivers that have it.
    #[serde(default)]
    done: BTreeSet<String>,
}

/// An observed list of rows.
#[derive(Debug)]
pub struct ObservedRows<'l> {
    /// The roles of the properties.
    pub layout: &'l Layout,
    /// The rows that could be read.
    pub rows: Vec<Row>,
    /// Whether these are all rows, so that a missing row has disappeared.
    pub complete: bool,
}

impl State {
    /// The state before the first observation.
    #[must_use]
    pub fn new(target: &str, contract: &str) -> Self {
        Self {
            target: target.to_owned(),
            contract: contract.to_owned(),
            ..Self::default()
        }
    }

    /// Updates the state, and adds the changes to the outbox. The first list of rows and the first list of movements yield no
    /// changes. Returns the number of rows that are not watched, as they have neither a key nor a customer, or the key of
    /// another row.
    ///
    /// If the lists are complete, a call of [`State::record_complete`] has to follow.
    pub fn observe(
        &mut self,
        portfolio: ObservedRows<'_>,
        movements: Option<ObservedRows<'_>>,
        now: DateTime<Utc>,
    ) -> usize {
        let (rows, unwatched) = by_key(portfolio.layout, portfolio.rows);
        let complete = portfolio.complete && unwatched == 0;
        let mut changes = self.update_rows(portfolio.layout, rows, complete, now);
        if !std::mem::replace(&mut self.begun, true) {
            changes.clear();
        }
        if let Some(movements) = movements {
            changes.extend(self.update_movements(portfolio.layout, &movements, &changes, now));
        }
        self.add_to_outbox(changes);
        unwatched
    }

    /// Records that the last observation was complete.
    pub fn record_complete(&mut self, now: DateTime<Utc>) {
        self.last_complete = Some(now);
        self.overdue_since = None;
    }

    /// The time of the last complete observation.
    #[must_use]
    pub fn last_complete(&self) -> Option<DateTime<Utc>> {
        self.last_complete
    }

    /// Whether rows were observed before, so that other rows are new.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.begun
    }

    /// Adds an [`Overdue`](ChangeKind::Overdue) change, once, if the last complete observation is 36 hours old. Returns whether it was
    /// added.
    pub fn check_overdue(&mut self, now: DateTime<Utc>) -> bool {
        let Some(last) = self.last_complete.filter(|last| now - *last >= OVERDUE) else {
            return false;
        };
        if self.overdue_since == Some(last) {
            return false;
        }
        self.overdue_since = Some(last);
        let change = Change::of_contract(ChangeKind::Overdue, &self.contract, now);
        self.add_to_outbox([change]);
        true
    }

    /// The number of known rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The changes that a receiver does not have.
    #[must_use]
    pub fn unreported(&self, receiver: &str) -> Vec<Change> {
        let due = self
            .outbox
            .iter()
            .filter(|pending| !pending.done.contains(receiver));
        due.map(|pending| pending.change.clone()).collect()
    }

    /// Records that a receiver has these changes.
    pub fn mark_reported(&mut self, receiver: &str, changes: &[Change]) {
        for pending in &mut self.outbox {
            if changes.iter().any(|change| change.id == pending.change.id) {
                pending.done.insert(receiver.to_owned());
            }
        }
    }

    /// Removes the changes that all of these receivers have. Returns whether any were removed.
    pub fn remove_reported(&mut self, receivers: &[&str]) -> bool {
        let before = self.outbox.len();
        self.outbox
            .retain(|pending| receivers.iter().any(|name| !pending.done.contains(*name)));
        self.outbox.len() < before
    }

    fn add_to_outbox(&mut self, changes: impl IntoIterator<Item = Change>) {
        let pending = changes.into_iter().map(|change| Pending {
            change,
            done: BTreeSet::new(),
        });
        self.outbox.extend(pending);
    }

    /// Updates the known rows, and returns the changes.
    fn update_rows(
        &mut self,
        layout: &Layout,
        rows: BTreeMap<String, Row>,
        complete: bool,
        now: DateTime<Utc>,
    ) -> Vec<Change> {
        let at = (self.contract.as_str(), now);
        let mut changes = Vec::new();
        for (key, row) in &rows {
            let (kind, fields) = match self.rows.get(key) {
                None => (ChangeKind::New, Vec::new()),
                Some(before) => (ChangeKind::Changed, differences(before, row)),
            };
            if kind == ChangeKind::New || !fields.is_empty() {
                changes.push(Change::of_row(kind, at, layout, (key, row, fields)));
            }
        }
        if complete {
            for (key, row) in &self.rows {
                if !rows.contains_key(key) {
                    changes.push(Change::of_row(
                        ChangeKind::Gone,
                        at,
                        layout,
                        (key, row, vec![]),
                    ));
                }
            }
            self.rows = rows;
        } else {
            self.rows.extend(rows);
        }
        changes
    }

    /// Updates the known movements, and returns those that neither the changes nor the rows of the portfolio show.
    fn update_movements(
        &mut self,
        portfolio: &Layout,
        movements: &ObservedRows<'_>,
        reported: &[Change],
        now: DateTime<Utc>,
    ) -> Vec<Change> {
        let mut seen = BTreeSet::new();
        let mut changes = Vec::new();
        for row in &movements.rows {
            // a map of texts can always be serialized
            let movement = hash(&serde_json::to_string(&row.fields).unwrap_or_default());
            let earlier = self.movements.as_ref();
            let is_new = earlier.is_some_and(|earlier| !earlier.contains(&movement))
                && !seen.contains(&movement);
            seen.insert(movement);
            let Some(key) = movements.layout.key_of(row).filter(|_| is_new) else {
                continue;
            };
            let is_reported = reported
                .iter()
                .any(|change| change.key.as_deref() == Some(&key));
            let cover = |layout: &Layout, row: &Row| {
                let until = layout.until_of(row).known();
                (
                    layout.standing_of(row),
                    layout.granted_of(row).known(),
                    until,
                )
            };
            let is_shown = self
                .rows
                .get(&key)
                .is_some_and(|current| cover(portfolio, current) == cover(movements.layout, row));
            if !is_reported && !is_shown {
                let at = (self.contract.as_str(), now);
                let moved = (key.as_str(), row, vec![]);
                changes.push(Change::of_row(
                    ChangeKind::Moved,
                    at,
                    movements.layout,
                    moved,
                ));
            }
        }
        if let Some(earlier) = self.movements.as_mut().filter(|_| !movements.complete) {
            earlier.extend(seen);
        } else {
            self.movements = Some(seen);
        }
        changes
    }
}

/// Rows by their key, and the number of rows that have no key, or the key of another row.
fn by_key(layout: &Layout, rows: Vec<Row>) -> (BTreeMap<String, Row>, usize) {
    let mut watched = BTreeMap::new();
    let mut unwatched = 0;
    for row in rows {
        match layout.key_of(&row) {
            Some(key) if !watched.contains_key(&key) => drop(watched.insert(key, row)),
            _ => unwatched += 1,
        }
    }
    (watched, unwatched)
}

#[cfg(test)]
mod tests;
