//! Telemetry of a command: metrics in a file for a Prometheus collector, and traces for OpenTelemetry.
//!
//! Neither is there unless it is asked for, and neither fails a command that has begun.

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
use classifications_batch::{Api, Journal, Received};
use classifications_contract::Values;
use futures_util::StreamExt as _;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};

use self::metrics::{CallOutcome, Metrics};
use self::token_requests::TokenRequests;
use crate::arguments::GENERAL;
use crate::command_line::{WITHOUT_CALLS, WITHOUT_PROFILE};
use crate::error::CommandError;
use crate::typed;

/// The metrics of this process, if a file was named.
static METRICS: OnceLock<Metrics> = OnceLock::new();

/// The telemetry that the command line asks for.
#[derive(Debug, Args)]
pub struct Options {
    /// Add metrics of the command to this file, for the textfile collector of Prometheus's node exporter.
    #[arg(long, global = true, env = "CLASSIFICATIONS_METRICS_FILE", value_name = "FILE", help_heading = GENERAL)]
    metrics_file: Option<PathBuf>,
}

/// Begins to measure what is asked for.
///
/// # Errors
/// When the file of metrics cannot be used.
pub fn start(matches: &ArgMatches) -> Result<(), CommandError> {
    // a command that repairs the configuration does not depend on what a profile says
    let is_call = |name| !WITHOUT_CALLS.contains(&name) && !WITHOUT_PROFILE.contains(&name);
    if !matches.subcommand_name().is_some_and(is_call) {
        return Ok(());
    }
    let options: Options = typed(matches)?;
    if let Some(path) = options.metrics_file {
        let metrics = Metrics::open(&path)?;
        // this is called once
        let _ = METRICS.set(metrics);
    }
    let metrics = METRICS.get();
    if let Some(metrics) = metrics {
        tokio::spawn(metrics.keep_writing());
    }
    #[cfg(feature = "telemetry")]
    let traces = traces::layer(&typed(matches)?);
    #[cfg(not(feature = "telemetry"))]
    let traces: Option<tracing_subscriber::layer::Identity> = None;
    if metrics.is_none() && traces.is_none() {
        return Ok(());
    }
    // events have texts of servers and values of users
    let spans = filter_fn(|metadata| metadata.is_span() && metadata.target() == trace::TARGET);
    let spans = spans.with_max_level_hint(LevelFilter::INFO);
    let layers = Layer::and_then(metrics.map(TokenRequests), traces);
    let subscriber = tracing_subscriber::registry().with(layers.with_filter(spans));
    // nothing else in this program sets one
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}

/// Writes and sends what was measured.
pub async fn finish() {
    if let Some(metrics) = METRICS.get() {
        metrics.finish().await;
    }
    #[cfg(feature = "telemetry")]
    traces::finish();
}

/// Writes what was measured, where the process ends at once.
pub fn leave() {
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
    let mut under_way = UnderWay(Some((metrics, operation)));
    let called = call.await;
    under_way.0 = None;
    count(metrics, operation, called.as_ref());
    called
}

/// Counts the calls of pages.
pub fn pages<'a, T: 'a, E: 'a>(operation: &'a str, pages: Pages<'a, T, E>) -> Pages<'a, T, E> {
    let Some(metrics) = METRICS.get() else {
        return pages;
    };
    Box::pin(pages.inspect(move |page| {
        let called = page.as_ref().map(|page| &**page);
        count(metrics, operation, called);
    }))
}

/// Notes what a failed token request says of the credentials.
pub fn token_error(error: &TokenError) {
    if let Some(metrics) = METRICS.get() {
        note_lock(metrics, error);
    }
}

/// Notes the journal of a command.
pub fn journal(journal: &Journal) {
    if let Some(metrics) = METRICS.get() {
        metrics.journal(journal);
    }
}

/// Notes that all contracts of a portfolio were looked at.
pub fn watched() {
    if let Some(metrics) = METRICS.get() {
        metrics.watched();
    }
}

/// The client of a batch, whose calls are counted.
pub struct Counted(pub Client);

impl Api for Counted {
    async fn call(&self, operation: &str, values: Values) -> Received {
        Received::of(call(operation, self.0.call(operation, values)).await)
    }
}

/// A call that has no outcome yet. One that is given up may have been carried out.
struct UnderWay<'o>(Option<(&'static Metrics, &'o str)>);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if let Some((metrics, operation)) = self.0 {
            metrics.call(operation, CallOutcome::OutcomeUnknown);
        }
    }
}

fn count<T, E>(metrics: &Metrics, operation: &str, called: Result<&ResponseValue<T>, &Error<E>>) {
    let outcome = match called {
        Ok(response) if response.unread_rows().is_empty() => CallOutcome::Ok,
        Ok(_) | Err(Error::NotUnderstood(_)) => CallOutcome::NotUnderstood,
        Err(Error::NotSent(_)) => CallOutcome::NotSent,
        Err(Error::Rejected(_)) => CallOutcome::Rejected,
        Err(Error::OutcomeUnknown(_)) => CallOutcome::OutcomeUnknown,
    };
    metrics.call(operation, outcome);
    match called {
        Err(Error::Rejected(rejected))
            if rejected.known_code().is_some_and(|code| code.credentials) =>
        {
            // at least: it doubles with each refusal
            metrics.locked(TokenPolicy::default().lockout);
        }
        Err(error @ Error::NotSent(_)) => {
            if let Some(error) = error.token_error() {
                note_lock(metrics, error);
            }
        }
        _ => metrics.not_locked(),
    }
}

fn note_lock(metrics: &Metrics, error: &TokenError) {
    if let TokenError::CredentialsRefused { blocked_for, .. }
    | TokenError::RequestRefused { blocked_for, .. }
    | TokenError::HeldBack { blocked_for, .. } = error
    {
        metrics.locked(*blocked_for);
    }
}
