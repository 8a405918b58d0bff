//! Batches of requests that are never sent twice.

mod api;
mod clock;
mod error;
mod journal;
mod permit;
mod policy;
mod row;
mod state;

pub use api::{Advice, Api, Received};
pub use clock::{Clock, SystemClock};
pub use error::JournalError;
pub use journal::{Batch, Counts, Entry, Filter, Journal, NewBatch, Pause, Status, StoredRow, Worker};
pub use permit::{Finished, Permit};
pub use policy::Policy;
pub use row::NewRow;
pub use state::{Decision, Outcome, State};
