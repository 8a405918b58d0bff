//! Settles unknown rows by a query or a late outcome. A row that neither settles waits for a person.

use classifications_contract::Values;
use futures_util::future::try_join_all;
use serde_json::{Value, json};

use crate::api::{Advice, Api, CallResult};
use crate::error::JournalError;
use crate::journal::{Batch, Filter, Journal, Next, Unsettled};
use crate::settle_rules::{Found, SettleRules};
use crate::state::{Decision, Outcome};

/// The number of unknown rows that a worker queries at the same time.
const ROWS: u32 = 8;
/// The number of times that a worker takes such rows before it continues with other tasks.
const ROUNDS: u32 = 8;

/// Settles unknown rows of a batch.
#[derive(Debug, Clone)]
pub(crate) struct Reconciler<'r, A> {
    pub journal: &'r Journal,
    pub batch: &'r Batch,
    pub api: &'r A,
    pub settle: Option<&'r SettleRules>,
}

impl<A: Api> Reconciler<'_, A> {
    /// Settles the unknown rows that are due.
    pub(crate) async fn settle(&self) -> Result<(), JournalError> {
        for _ in 0..ROUNDS {
            let rows = self.journal.take_unsettled(self.batch, ROWS).await?;
            try_join_all(rows.iter().map(|row| self.settle_row(row))).await?;
            if rows.is_empty() {
                break;
            }
        }
        Ok(())
    }

    async fn settle_row(&self, row: &Unsettled) -> Result<(), JournalError> {
        if let Some((entry, late)) = self.journal.late_outcome(self.batch, row).await? {
            let decision = match late.outcome {
                Outcome::Done => Decision::Done,
                Outcome::Rejected => Decision::Rejected,
                Outcome::NotSent => Decision::Resend,
                Outcome::Unknown => return Ok(()),
            };
            let data = json!({ "decision": decision, "by": "late outcome", "entry": entry });
            return self.journal.settle(self.batch, row, decision, data).await;
        }
        let Some(settle) = self.settle else {
            let data = json!({ "found": "no rules", "note": "the overlay does not say how a query settles the operation" });
            return self
                .journal
                .record_query(self.batch, row, data, Next::Person)
                .await;
        };
        let received = self.call(settle, &row.values).await;
        let found = settle.compare(&row.values, row.claimed_at, &received);
        self.conclude(row, (settle, found), &received).await
    }

    /// Settles a row by the result of its query, or records that the result does not settle it.
    async fn conclude(
        &self,
        row: &Unsettled,
        (settle, found): (&SettleRules, Found),
        received: &CallResult,
    ) -> Result<(), JournalError> {
        let policy = &self.batch.policy;
        let next_query = Next::After(policy.settle);
        let is_last = row.queries + 1 >= i64::from(policy.queries);
        let entry = |found: &str, rows: Value| {
            json!({
                "query": settle.query(), "found": found, "rows": rows,
                "status": received.status, "code": received.code, "message": received.message,
                "transaction_id": received.transaction_id,
            })
        };
        let (data, next) = match found {
            Found::One(row_found) => {
                let mut data = entry("one", json!([row_found]));
                if let Some(data) = data.as_object_mut() {
                    data.insert("decision".to_owned(), json!(Decision::Done));
                    data.insert("by".to_owned(), json!("query"));
                }
                return self
                    .journal
                    .settle(self.batch, row, Decision::Done, data)
                    .await;
            }
            Found::Several(rows) => (entry("several", rows.into()), Next::Person),
            Found::Nothing if !is_last => (entry("nothing", json!([])), next_query),
            Found::Nothing => {
                let data = entry("nothing", json!([]));
                if policy.resend_not_found && settle.is_complete() {
                    self.journal
                        .record_query(self.batch, row, data, next_query)
                        .await?;
                    let data = json!({ "decision": Decision::Resend, "by": "resend_not_found" });
                    return self
                        .journal
                        .settle(self.batch, row, Decision::Resend, data)
                        .await;
                }
                (data, Next::Person)
            }
            // however long an outage lasts, it is no reason to ask a person about the row
            Found::Failed if received.advice == Advice::SuspectOutage || !is_last => {
                let queries = u32::try_from(row.queries).unwrap_or(u32::MAX);
                (
                    entry("failed", json!([])),
                    Next::After(policy.next_probe(queries)),
                )
            }
            Found::Failed => (entry("failed", json!([])), Next::Person),
        };
        self.journal.record_query(self.batch, row, data, next).await
    }

    /// Sends a query as a probe of a pause, if one is due. Without rules there is no query: the pause then ends, and one
    /// request is tried.
    pub(crate) async fn probe(&self) -> Result<(), JournalError> {
        if !self.journal.take_probe(self.batch).await? {
            return Ok(());
        }
        let first = self
            .journal
            .rows(&self.batch.id, Filter::default(), 1)
            .await?;
        let (works, received) = if let (Some(settle), Some(row)) = (self.settle, first.first()) {
            let received = self.call(settle, &row.values).await;
            (api_works(&received), received)
        } else {
            let received = CallResult::new(Outcome::NotSent, Advice::Continue);
            (
                true,
                received.with_message("the overlay has no query for a probe"),
            )
        };
        self.journal
            .record_probe(self.batch, works, &received)
            .await
    }

    async fn call(&self, settle: &SettleRules, request: &Values) -> CallResult {
        let call = self.api.call(settle.query(), settle.values(request));
        match tokio::time::timeout(self.batch.policy.deadline, call).await {
            Ok(received) => received,
            Err(_) => CallResult::new(Outcome::Unknown, Advice::SuspectOutage)
                .with_message("no response arrived in time"),
        }
    }
}

/// Whether the response to a query shows that the API works.
fn api_works(received: &CallResult) -> bool {
    matches!(received.advice, Advice::Continue | Advice::SlowDown)
        && matches!(received.outcome, Outcome::Done | Outcome::Rejected)
}
