//! Batches of requests that are never sent twice: a journal, workers, reconciliation.
//!
//! Each request may cost money, and a process can be killed at any moment. So the journal is the single source of truth: the
//! intent of a row is durable before its request is sent, and the outcome afterwards. Only a permit can send a request, and
//! only the committed step from `pending` to `sent` yields one.
//!
//! ```text
//! pending -> sent -> done | rejected | unknown
//!            sent -> pending      only where the request provably was not carried out
//! unknown -> done | rejected | pending      only by a recorded decision
//! ```
//!
//! An expired lease makes a row `unknown`, and never causes a second request. A query determines the outcome of such a row,
//! by the rules of the overlay ([`SettleRules`]). "Not found" does not mean "not sent": a row that is not found waits for a
//! person ([`Journal::resolve`]).
//!
//! The journal is an SQLite file on one machine, or a PostgreSQL database that several machines share.
//!
//! ```no_run
//! use classifications_batch::{Journal, SettleRules, NewBatch, NewRow, Policy, RunOptions, Runner};
//!
//! # async fn example(
//! #     client: classifications_auth::Client, contract: classifications_contract::Contract, rows: Vec<NewRow>,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let journal = Journal::open("batches.db").await?;
//! let new = NewBatch {
//!     operation: "createThing".to_owned(),
//!     target: "https://api.example/v1".to_owned(),
//!     source: "debtors.csv".to_owned(),
//!     who: "ana".to_owned(),
//!     policy: Policy::default(),
//! };
//! let batch = journal.create_batch(new).await?;
//! journal.add_rows(&batch, rows).await?;
//! let batch = journal.seal(&batch).await?;
//!
//! let settle = SettleRules::of(&contract, &batch.operation);
//! let api = (client, "https://api.example/v1");
//! let runner = Runner::new(journal, batch, api, settle, RunOptions::default())?;
//! let summary = runner.run(std::future::pending()).await?;
//! println!("{:?}: {} rows need a person", summary.ended, summary.counts.needs_person);
//! # Ok(())
//! # }
//! ```
//!
//! # Personal data
//!
//! The journal keeps the values of each request, the customer's reference, and the bodies of responses. An SQLite journal can be
//! read by its owner only. [`Journal::forget`] removes them and keeps states, times, transaction ids and decisions.

mod api;
mod clock;
mod error;
mod existing;
mod journal;
mod permit;
mod policy;
mod reconcile;
mod row;
pub mod rows;
mod run;
mod settle_rules;
mod state;
#[cfg(test)]
mod testing;

pub use api::{Advice, Api, CallResult};
pub use error::JournalError;
pub use existing::{ExistingRows, SimilarRow, Similarity};
pub use journal::{
    Batch, Counts, Entry, Filter, Journal, NewBatch, Pause, Status, StoredRow, Worker,
};
pub use policy::Policy;
pub use row::NewRow;
pub use run::{Progress, RunEnd, RunError, RunOptions, Runner, Summary};
pub use settle_rules::SettleRules;
pub use state::{Decision, Outcome, State};
