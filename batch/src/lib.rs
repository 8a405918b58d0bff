//! Batches of requests that are never sent twice.

mod api;
mod clock;
mod error;
mod journal;
mod matching;
mod permit;
mod policy;
mod reconcile;
mod row;
pub mod rows;
mod run;
mod state;
#[cfg(test)]
mod testing;

pub use api::{Advice, Api, Received};
pub use clock::{Clock, SystemClock};
pub use error::JournalError;
pub use journal::{
    Batch, Counts, Entry, Filter, Journal, NewBatch, Pause, Status, StoredRow, Worker,
};
pub use matching::Matching;
pub use permit::{Finished, Permit};
pub use policy::Policy;
pub use row::NewRow;
pub use run::{Ended, Progress, RunError, RunOptions, Runner, Summary};
pub use state::{Decision, Outcome, State};
