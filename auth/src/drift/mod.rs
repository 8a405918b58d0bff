//! Checks real requests and responses against the API's document, outside of the calls.
//!
//! An API changes, or its document was never exact, and a lenient client hides that until a call fails. An
//! [`Observer`] takes a sample of the exchanges. It reports those that depart from the document, by `tracing` and by a
//! callback. The caller gives the document: the one that the client was generated from (`classifications_api::DOCUMENT`,
//! with that crate's feature `document`) or a newer one.
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
//! # Cost
//!
//! Without the feature `contract`, none. Without an observer, each attempt checks an `Option`. A sampled attempt copies
//! URL, headers and the request's body; the response's body is shared. Everything else happens on at most one thread of
//! the runtime's blocking pool, which is released when the queue is empty.
//!
//! The queue is bounded by the number of exchanges ([`ObserverBuilder::queue`]) and the size of their bodies
//! ([`ObserverBuilder::body_limit`]). Further exchanges are dropped and counted ([`Counts`]).
//!
//! # Effect on calls
//!
//! A call does not wait for checks, and does not fail because of one. A panic of a callback is caught. A callback that
//! blocks delays other reports and the shutdown of the runtime, like any task of the blocking pool.
//!
//! # Checked exchanges
//!
//! A response of any status is checked if it arrived in full, also after an attempt that is repeated: a proxy's HTML page
//! with 503 is drift, unless the document has it. The following are not checked: operations that are missing in the
//! document, as the transport can serve other APIs, too; the base URL, which the caller chooses; bodies that are streams or
//! too large.
//!
//! # Tolerated differences
//!
//! A response that differs from the document is still read if its meaning is certain (see
//! [`ResponseValue::tolerated`](api_transport::ResponseValue::tolerated)). The observer reports each such response, whether it
//! is in the sample or not: see [`ObserverBuilder::on_tolerated`].
//!
//! # Content of a report
//!
//! A report contains names and pointers, but no value of a message and no credentials: see
//! [`classifications_contract`]. A queued exchange contains the token until it is checked, so that an echo of the token in
//! the response is recognised.

mod exchange;
mod observer;
mod queue;
mod report;

pub use classifications_contract::{Checked, Contract, ContractError, Direction, Rule, Violation};
pub(crate) use observer::Sample;
pub use observer::{InvalidObserver, Observer, ObserverBuilder};
pub use report::{Counts, Drift, TolerantReading};
