//! Checks whether production still conforms to the document: responses and their requests are checked outside of the call.
//!
//! An API changes, or its document was never exact, and a lenient client hides that until a call fails. An
//! [`Observer`] takes a sample of the exchanges, and reports by `tracing` and a
//! callback where one departs from the document. The document is given by the caller, so that it can be
//! the one the client was generated from (`classifications_api::DOCUMENT`, with that crate's feature
//! `document`) or a newer one:
//!
//! ```no_run
//! # fn example(document: &str) -> Result<(), Box<dyn std::error::Error>> {
//! use classifications_auth::Client;
//! use classifications_auth::credentials::Environment;
//! use classifications_auth::drift::{Contract, Observer};
//!
//! // for example: let document = classifications_api::DOCUMENT;
//! let observer = Observer::builder(&Contract::from_json(document)?)
//!     .sample_rate(0.05)
//!     .on_drift(|drift| eprintln!("{drift}"))
//!     .build()?;
//! let client = Client::builder()
//!     .credentials(Environment::default())
//!     .drift_observer(observer.clone())
//!     .build()?;
//! // calls, and then, for the metrics:
//! println!("{:?}", observer.counts());
//! # Ok(())
//! # }
//! ```
//!
//! # What it costs
//!
//! Nothing where the feature `contract` is off, as it is not compiled then; a check of an `Option` for each
//! attempt where no observer is given. A sampled attempt copies URL, headers and the request's body; the
//! response's body is shared. Everything else happens on a thread of the runtime's blocking pool, which is
//! used while there is something to check. There is at most one at a time.
//!
//! What waits is bounded in number ([`ObserverBuilder::queue`]) and size ([`ObserverBuilder::body_limit`]).
//! Exchanges beyond that are dropped, and counted ([`Counts`]).
//!
//! # What it does not affect
//!
//! The call does not wait for checks, and does not fail because of one. A panic of a callback is caught. A callback that
//! blocks delays other reports and the shutdown of its runtime, like any task of the blocking pool.
//!
//! # What is checked
//!
//! Each response that arrived in full, of any status, also of an attempt after which the request is sent
//! again: a proxy's HTML page with 503 is drift, unless the document has it. Not checked are operations
//! that the document does not have, because the transport may serve other APIs too; the base URL, which is the
//! caller's choice; and bodies that are streams or too large.
//!
//! # What was tolerated
//!
//! A response that differs from the document is still read if its meaning is certain (see
//! [`ResponseValue::tolerated`](api_transport::ResponseValue::tolerated)). The observer reports each one, whether it is in the
//! sample or not: see [`ObserverBuilder::on_tolerated`].
//!
//! # What a report contains
//!
//! Names and pointers, never a value of a message, and no credentials: see
//! [`classifications_contract`]. Waiting exchanges hold the token until they are checked, so that it is
//! recognised where a server echoes it.

mod exchange;
mod observer;
mod queue;
mod report;

pub use classifications_contract::{Checked, Contract, ContractError, Direction, Rule, Violation};
pub(crate) use observer::Sample;
pub use observer::{InvalidObserver, Observer, ObserverBuilder};
pub use report::{Counts, Drift, TolerantReading};
