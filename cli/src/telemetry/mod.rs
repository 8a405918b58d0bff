//! Telemetry of a command: metrics in a file for a Prometheus collector, and traces for OpenTelemetry.
//!
//! Both are off by default, and neither makes a running command fail.

mod exposition;
mod file;
mod metrics;
mod token_requests;
#[cfg(feature = "telemetry")]
mod traces;

use std::future::Future;
use std::path::PathBuf;
use std::sync::OnceLock;

use api_transport::{Error, Pages, ResponseValue};
use clap::{ArgMatches, Args};
use classifications_auth::{Client, ErrorDetails as _, TokenError, TokenPolicy, trace};
use classifications_batch::{Api, CallResult, Journal};
use classifications_contract::Values;
use futures_util::StreamExt as _;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};

use self::metrics::{CallOutcome, Metrics};
use self::token_requests::TokenRequests;
use crate::arguments::GENERAL;
use crate::command_names::{WITHOUT_CALLS, WITHOUT_PROFILE};
use crate::error::CommandError;
use crate::options_of;

/// The metrics of this process, if a file for them was named.
static METRICS: OnceLock<Metrics> = OnceLock::new();

/// The options of telemetry.
#[derive(Debug, Args)]
pub struct Options {
    /// Add metrics of the command to this file, for the textfile collector of Prometheus's node exporter.
    #[arg(long, global = true, env = "CLASSIFICATIONS_METRICS_FILE", value_name = "FILE", help_heading = GENERAL)]
    metrics_file: Option<PathBuf>,
}

/// Starts the telemetry that the options and the environment enable. It fails if the file for metrics cannot be used.
pub fn start(matches: &ArgMatches) -> Result<(), CommandError> {
    // a command that repairs the configuration must not depend on the profile
    let is_call = |name| !WITHOUT_CALLS.contains(&name) && !WITHOUT_PROFILE.contains(&name);
    if !matches.subcommand_name().is_some_and(is_call) {
        return Ok(());
    }
    let options: Options = options_of(matches)?;
    if let Some(path) = options.metrics_file {
        let metrics = Metrics::open(&path)?;
        // `start` is called once, so that the cell is empty
        let _ = METRICS.set(metrics);
    }
    let metrics = METRICS.get();
    if let Some(metrics) = metrics {
        tokio::spawn(metrics.keep_writing());
    }
    #[cfg(feature = "telemetry")]
    let traces = traces::layer(&options_of(matches)?);
    #[cfg(not(feature = "telemetry"))]
    let traces: Option<tracing_subscriber::layer::Identity> = None;
    if metrics.is_none() && traces.is_none() {
        return Ok(());
    }
    // events are not recorded, since they contain texts of servers and values of users
    let spans = filter_fn(|metadata| metadata.is_span() && metadata.target() == trace::TARGET);
    let spans = spans.with_max_level_hint(LevelFilter::INFO);
    let layers = Layer::and_then(metrics.map(TokenRequests), traces);
    let subscriber = tracing_subscriber::registry().with(layers.with_filter(spans));
    // no other part of this program sets a subscriber
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}

/// Writes the metrics and sends the traces.
pub async fn finish() {
    if let Some(metrics) = METRICS.get() {
        metrics.finish().await;
    }
    #[cfg(feature = "telemetry")]
    traces::finish();
}

/// Writes the metrics of a process that exits at once. The remaining traces are not sent.
pub fn finish_at_once() {
    if let Some(metrics) = METRICS.get() {
        metrics.write();
    }
}

/// Counts a call.
pub async fn call<T, E>(
    operation: &str,
    call: impl Future<Output = Result<ResponseValue<T>, Error<E>>>,
) -> Result<ResponseValue<T>, Error<E>> {
    let Some(metrics) = METRICS.get() else {
        return call.await;
    };
    let mut guard = CancelledCall(Some((metrics, operation)));
    let result = call.await;
    guard.0 = None;
    count(metrics, operation, result.as_ref());
    result
}

/// Counts the calls of pages.
pub fn pages<'a, T: 'a, E: 'a>(operation: &'a str, pages: Pages<'a, T, E>) -> Pages<'a, T, E> {
    let Some(metrics) = METRICS.get() else {
        return pages;
    };
    Box::pin(pages.inspect(move |page| {
        let result = page.as_ref().map(|page| &**page);
        count(metrics, operation, result);
    }))
}

/// Records that the credentials are held back, if a failed token request shows it.
pub fn token_error(error: &TokenError) {
    if let Some(metrics) = METRICS.get() {
        record_lock(metrics, error);
    }
}

/// Sets the journal whose batches have metrics.
pub fn journal(journal: &Journal) {
    if let Some(metrics) = METRICS.get() {
        metrics.journal(journal);
    }
}

/// Records that all contracts of a portfolio were queried.
pub fn watched() {
    if let Some(metrics) = METRICS.get() {
        metrics.watched();
    }
}

/// The client of a batch, with metrics of its calls.
pub struct Measured(pub Client);

impl Api for Measured {
    async fn call(&self, operation: &str, values: Values) -> CallResult {
        CallResult::of(call(operation, self.0.call(operation, values)).await)
    }
}

/// Counts a call that is cancelled as one with an unknown outcome, since it may have been carried out.
struct CancelledCall<'o>(Option<(&'static Metrics, &'o str)>);

impl Drop for CancelledCall<'_> {
    fn drop(&mut self) {
        if let Some((metrics, operation)) = self.0 {
            metrics.call(operation, CallOutcome::OutcomeUnknown);
        }
    }
}

fn count<T, E>(metrics: &Metrics, operation: &str, result: Result<&ResponseValue<T>, &Error<E>>) {
    let outcome = match result {
        Ok(response) if response.unread_rows().is_empty() => CallOutcome::Ok,
        Ok(_) | Err(Error::NotUnderstood(_)) => CallOutcome::NotUnderstood,
        Err(Error::NotSent(_)) => CallOutcome::NotSent,
        Err(Error::Rejected(_)) => CallOutcome::Rejected,
        Err(Error::OutcomeUnknown(_)) => CallOutcome::OutcomeUnknown,
    };
    metrics.call(operation, outcome);
    match result {
        Err(Error::Rejected(rejected))
            if rejected.known_code().is_some_and(|code| code.credentials) =>
        {
            // the minimum: the time doubles with each refusal
            metrics.locked(TokenPolicy::default().lockout);
        }
        Err(error @ Error::NotSent(_)) => {
            if let Some(error) = error.token_error() {
                record_lock(metrics, error);
            }
        }
        _ => metrics.not_locked(),
    }
}

fn record_lock(metrics: &Metrics, error: &TokenError) {
    if let TokenError::CredentialsRefused { blocked_for, .. }
    | TokenError::RequestRefused { blocked_for, .. }
    | TokenError::HeldBack { blocked_for, .. } = error
    {
        metrics.locked(*blocked_for);
    }
}
