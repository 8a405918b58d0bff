//! The observer, which takes a sample of the exchanges and checks it.

use std::collections::HashSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use api_transport::{Operation, ToleranceListener};
use bytes::Bytes;
use classifications_contract::{Contract, ContractError};
use http::{HeaderMap, StatusCode};
use tokio::runtime::Handle;

use super::exchange::{Exchange, SentRequest};
use super::queue::Queue;
use super::report::{Counters, Counts, Drift, TolerantReading, count};
use crate::retry::{Chance, ThreadChance};
use crate::trace::TARGET;

type Callback<T> = Box<dyn Fn(&T) + Send + Sync>;

/// An item of the queue: an exchange to check, or a tolerant reading to report.
enum Item {
    Exchange(Exchange),
    Tolerated(TolerantReading),
}

/// Checks a sample of the exchanges of all its clients; see the [module](super). Clones share the queue and the counts.
#[derive(Clone)]
pub struct Observer(Arc<Inner>);

struct Inner {
    contract: Contract,
    /// The ids of the operations that the contract has.
    operations: HashSet<Box<str>>,
    sample_rate: f64,
    chance: Arc<dyn Chance>,
    body_limit: usize,
    queue: Queue<Item>,
    counters: Counters,
    on_drift: Option<Callback<Drift>>,
    on_tolerated: Option<Callback<TolerantReading>>,
}

/// Makes an [`Observer`].
pub struct ObserverBuilder {
    contract: Contract,
    sample_rate: f64,
    chance: Arc<dyn Chance>,
    queue: usize,
    body_limit: usize,
    on_drift: Option<Callback<Drift>>,
    on_tolerated: Option<Callback<TolerantReading>>,
}

/// The reason why an observer cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidObserver {
    /// The sample rate is not between 0 and 1.
    #[error("the sample rate is {rate}; give a share above 0 and up to 1")]
    SampleRate {
        /// The invalid value.
        rate: f64,
    },
    /// The queue has no room.
    #[error("the queue has no room; set it to at least 1 exchange")]
    NoQueue,
    /// The base URL of the contract cannot be removed.
    #[error("the base URL of the contract cannot be removed")]
    Contract(#[source] ContractError),
}

impl ObserverBuilder {
    /// Sets the share of the attempts that is checked, above 0 and up to 1. Default: 0.1.
    #[must_use]
    pub fn sample_rate(mut self, rate: f64) -> Self {
        self.sample_rate = rate;
        self
    }

    /// Sets the source of random numbers, for tests. An attempt is checked if the number is below the sample rate, and
    /// always at a rate of 1.
    #[must_use]
    pub fn chance(mut self, chance: impl Chance) -> Self {
        self.chance = Arc::new(chance);
        self
    }

    /// Sets the maximum number of queued exchanges. Default: 64.
    #[must_use]
    pub fn queue(mut self, exchanges: usize) -> Self {
        self.queue = exchanges;
        self
    }

    /// Sets the maximum size in bytes of a checked body, of a request or a response. Default: 256 KiB, with which the queue
    /// has at most 32 MiB of bodies.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the callback for each exchange that departs from the document, besides the event of level WARN. It runs on a
    /// thread that may block, for one exchange at a time.
    #[must_use]
    pub fn on_drift(mut self, callback: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        self.on_drift = Some(Box::new(callback));
        self
    }

    /// Sets the callback for each response that was read although it departs from the document, besides the event of level
    /// WARN. It runs on the same thread as the callback of [`on_drift`](Self::on_drift), one at a time.
    #[must_use]
    pub fn on_tolerated(
        mut self,
        callback: impl Fn(&TolerantReading) + Send + Sync + 'static,
    ) -> Self {
        self.on_tolerated = Some(Box::new(callback));
        self
    }

    /// Makes the observer. No thread is used before the first check.
    ///
    /// # Errors
    /// [`InvalidObserver`] names the invalid setting.
    pub fn build(self) -> Result<Observer, InvalidObserver> {
        let rate = self.sample_rate;
        if !(rate > 0.0 && rate <= 1.0) {
            return Err(InvalidObserver::SampleRate { rate });
        }
        if self.queue == 0 {
            return Err(InvalidObserver::NoQueue);
        }
        let operations = self.contract.operations().map(Box::from).collect();
        Ok(Observer(Arc::new(Inner {
            operations,
            contract: self.contract.at("/").map_err(InvalidObserver::Contract)?,
            sample_rate: rate,
            chance: self.chance,
            body_limit: self.body_limit,
            queue: Queue::new(self.queue),
            counters: Counters::default(),
            on_drift: self.on_drift,
            on_tolerated: self.on_tolerated,
        })))
    }
}

impl Observer {
    /// Creates the builder of an observer that checks against `contract`.
    #[must_use]
    pub fn builder(contract: &Contract) -> ObserverBuilder {
        ObserverBuilder {
            contract: contract.clone(),
            sample_rate: 0.1,
            chance: Arc::new(ThreadChance),
            queue: 64,
            body_limit: 256 * 1024,
            on_drift: None,
            on_tolerated: None,
        }
    }

    /// The counts of the sampled exchanges so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.0.counters.read()
    }

    /// A copy of `request`; `None` if it is not in the sample or cannot be checked.
    pub(crate) fn sample(
        &self,
        operation: &Operation,
        request: &reqwest::Request,
    ) -> Option<Sample> {
        let inner = &self.0;
        let checks_all = inner.sample_rate >= 1.0;
        if !(checks_all || inner.chance.fraction() < inner.sample_rate)
            || !inner.operations.contains(operation.id)
        {
            return None;
        }
        let body = request.body().map_or(Some(&[][..]), |body| body.as_bytes());
        let Some(body) = body.filter(|body| operation.streamed.is_empty() && inner.fits(body))
        else {
            count(&inner.counters.skipped);
            return None;
        };
        Some(Sample {
            observer: self.clone(),
            operation: operation.id,
            template: operation.path,
            request: Arc::new(SentRequest {
                method: request.method().clone(),
                url: request.url().clone(),
                headers: request.headers().clone(),
                body: Bytes::copy_from_slice(body),
            }),
        })
    }

    /// The listener for the differences that reading a response of `operation` tolerates.
    pub(crate) fn listener(&self, operation: &Operation) -> ToleranceListener {
        let (observer, operation) = (self.clone(), operation.id);
        Arc::new(move |status, tolerated, unread| {
            observer.push(Item::Tolerated(TolerantReading {
                operation,
                status,
                tolerated: tolerated.to_vec(),
                unread_rows: unread.iter().map(|row| row.pointer.clone()).collect(),
            }));
        })
    }

    fn push(&self, item: Item) {
        let pushed = self.0.queue.push(item);
        if !pushed.queued {
            count(&self.0.counters.dropped);
        }
        if pushed.needs_worker {
            let worker = Worker {
                inner: Arc::clone(&self.0),
                done: false,
            };
            // tokio panics if it cannot start a thread; then the next exchange starts the worker
            let start = || {
                Handle::try_current().map(|runtime| runtime.spawn_blocking(move || worker.run()))
            };
            drop(catch_unwind(AssertUnwindSafe(start)));
        }
    }
}

impl Inner {
    /// Whether a body is within the limit.
    fn fits(&self, body: &[u8]) -> bool {
        body.len() <= self.body_limit
    }

    fn check(&self, exchange: Exchange) {
        let (operation, status) = (exchange.operation, exchange.status);
        let checked = exchange.check(&self.contract);
        count(&self.counters.checked);
        let Some(first) = checked.violations().first() else {
            return;
        };
        count(&self.counters.drifted);
        tracing::warn!(
            target: TARGET,
            operation,
            http.response.status_code = status.as_u16(),
            violations = checked.violations().len().saturating_add(checked.omitted()),
            direction = %first.direction,
            rule = first.rule.name(),
            message_pointer = first.message_pointer,
            document_pointer = first.document_pointer,
            text = first.text,
            "an exchange departs from the document"
        );
        if let Some(callback) = &self.on_drift {
            callback(&Drift {
                operation,
                status,
                checked,
            });
        }
    }

    fn report(&self, reading: &TolerantReading) {
        count(&self.counters.tolerated);
        tracing::warn!(
            target: TARGET,
            operation = reading.operation,
            http.response.status_code = reading.status.as_u16(),
            tolerated = reading.tolerated.len(),
            unread_rows = reading.unread_rows.len(),
            first = reading.to_string().lines().next(),
            "a response that departs from the document was read"
        );
        if let Some(callback) = &self.on_tolerated {
            callback(reading);
        }
    }
}

/// A sampled request without its response.
pub(crate) struct Sample {
    observer: Observer,
    operation: &'static str,
    template: &'static str,
    request: Arc<SentRequest>,
}

impl Sample {
    /// Queues the request with its response for the check.
    pub(crate) fn responded(&self, status: StatusCode, headers: &HeaderMap, body: &Bytes) {
        let inner = &self.observer.0;
        if !inner.fits(body) {
            count(&inner.counters.skipped);
            return;
        }
        self.observer.push(Item::Exchange(Exchange {
            operation: self.operation,
            template: self.template,
            request: Arc::clone(&self.request),
            status,
            headers: headers.clone(),
            body: body.clone(),
        }));
    }
}

/// The worker of the queue.
struct Worker {
    inner: Arc<Inner>,
    /// Whether the queue was empty at the end.
    done: bool,
}

impl Worker {
    fn run(mut self) {
        while let Some(item) = self.inner.queue.pop() {
            let check = || match item {
                Item::Exchange(exchange) => self.inner.check(exchange),
                Item::Tolerated(reading) => self.inner.report(&reading),
            };
            if catch_unwind(AssertUnwindSafe(check)).is_err() {
                count(&self.inner.counters.panicked);
            }
        }
        self.done = true;
    }
}

/// A worker that is dropped before the queue is empty makes room for another one: a runtime that shuts down drops a worker
/// that it has not started.
impl Drop for Worker {
    fn drop(&mut self) {
        if !self.done {
            self.inner.queue.worker_ended();
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("sample_rate", &self.0.sample_rate)
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ObserverBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObserverBuilder")
            .field("sample_rate", &self.sample_rate)
            .field("queue", &self.queue)
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}
