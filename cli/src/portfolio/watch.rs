//! `watch`: queries the portfolio at intervals, and reports changes.
//!
//! Each query reads the whole portfolio, so that a gap in the movements loses no change. The movements add changes that the
//! portfolio does not show: denied requests, and changes that were undone between two queries.

use chrono::{DateTime, Utc};
use clap::ArgMatches;
use classifications_auth::{ErrorDetails as _, TokenError};
use classifications_contract::Values;
use classifications_portfolio::{Layout, LayoutPart, ObservedRows, State, Store};

use super::command::Watch;
use super::deliver::{Receiver, Receivers};
use super::error::PortfolioError;
use super::source::{self, PortfolioRows, Source};
use crate::arguments::{Connection, Display};
use crate::error::{CommandError, ErrorReport};
use crate::service::{Caller, Service};
use crate::tr;
use crate::{config, output, sandbox, telemetry};

/// Watches until it is interrupted, or queries once.
pub async fn run(
    (source, others): (&Source<'_>, &[Service]),
    (options, matches): (&Watch, &ArgMatches),
    display: &Display,
) -> Result<(), CommandError> {
    source.require(&[LayoutPart::Key])?;
    let mut watcher = Watcher::new((source, others), (options, matches), display).await?;
    loop {
        let result = tokio::select! {
            result = watcher.query(Utc::now) => result,
            _ = sandbox::interrupted() => return Ok(()),
        };
        if result.is_ok() {
            telemetry::watched();
        }
        if options.once {
            return result;
        }
        match result {
            Err(error) if error.is_closed_pipe() => return Err(error),
            Err(error) => output::error(&ErrorReport(&error).to_string()),
            Ok(()) => {}
        }
        tokio::select! {
            () = tokio::time::sleep(options.every) => {}
            _ = sandbox::interrupted() => return Ok(()),
        }
    }
}

/// The watched contracts, and the receivers of changes.
struct Watcher<'s> {
    source: &'s Source<'s>,
    caller: Caller,
    movements: Option<Movements<'s>>,
    contracts: Vec<Watched>,
    receivers: Receivers,
    language: String,
}

/// A contract, and its state.
struct Watched {
    contract: String,
    values: Values,
    store: Store,
    state: State,
}

/// The query for movements, an operation of another API.
struct Movements<'s> {
    source: Source<'s>,
    caller: Caller,
}

impl<'s> Watcher<'s> {
    async fn new(
        (source, others): (&'s Source<'s>, &'s [Service]),
        (options, matches): (&Watch, &ArgMatches),
        display: &Display,
    ) -> Result<Self, CommandError> {
        let receivers = Receivers::new(options, source, display).await?;
        let caller = source.service.connect(&source.connection)?;
        let folder = options.state.clone().or_else(config::state_folder);
        let folder = folder.ok_or(PortfolioError::NoFolder)?;
        let target = format!("{} {}", caller.base_url(), source.command.operation);
        let mut contracts = Vec::new();
        for (contract, values) in &source.contracts {
            let opened = Store::open(&folder, &target, contract);
            let (store, state) = opened.map_err(PortfolioError::from)?;
            contracts.push(Watched {
                contract: contract.clone(),
                values: values.clone(),
                store,
                state,
            });
        }
        Ok(Self {
            source,
            caller,
            movements: movements(others, (options, matches), &source.connection)?,
            contracts,
            receivers,
            language: display.language(),
        })
    }

    /// Queries all contracts, and reports their changes. Returns the first error; the others are printed.
    async fn query(&mut self, now: impl Fn() -> DateTime<Utc>) -> Result<(), CommandError> {
        let mut first_result = Ok(());
        for watched in &mut self.contracts {
            let result = query(
                (self.source, &self.caller),
                &mut self.movements,
                watched,
                (&self.language, now()),
            )
            .await;
            let reported = report(watched, &self.receivers).await;
            for error in [result, reported].into_iter().filter_map(Result::err) {
                if first_result.is_ok() {
                    first_result = Err(error);
                } else {
                    output::error(&ErrorReport(&error).to_string());
                }
            }
        }
        first_result
    }
}

/// Queries a contract, and stores its state.
async fn query(
    (source, caller): (&Source<'_>, &Caller),
    movements: &mut Option<Movements<'_>>,
    watched: &mut Watched,
    (language, now): (&str, DateTime<Utc>),
) -> Result<(), CommandError> {
    if watched.state.check_overdue(now) {
        let last = watched.state.last_complete().unwrap_or(now);
        output::note(&tr!(
            "watch-gap",
            "warning: contract {contract}: the last complete query was at {time}; movements cover only two days",
            contract = watched.contract,
            time = last.format("%Y-%m-%dT%H:%M:%SZ")
        ));
        store(watched)?;
    }
    let values = watched.values.clone();
    let rows = source
        .rows(caller, (&watched.contract, values), language)
        .await?;
    let moved = match movements {
        Some(movements) => Some(movements.rows(&watched.contract, language).await),
        None => None,
    };
    let (moved, movements_error) = match moved {
        None => (None, None),
        Some(Ok(rows)) => (Some(rows), None),
        Some(Err(error)) if is_not_subscribed(&error) => {
            output::note(&tr!(
                "no-movements",
                "the account has no movements, so that only the portfolio is watched"
            ));
            *movements = None;
            (None, None)
        }
        Some(Err(error)) => (None, Some(error)),
    };
    let is_first = !watched.state.has_begun();
    let odd = rows.unread;
    let layout = movements.as_ref().map(|movements| movements.source.layout);
    let moved = moved
        .zip(layout)
        .map(|(rows, layout)| observed(layout, rows));
    let portfolio = observed(source.layout, rows);
    let unknown = watched.state.observe(portfolio, moved, now);
    if movements_error.is_none() {
        watched.state.record_complete(now);
    }
    store(watched)?;
    if odd > 0 || unknown > 0 {
        output::note(&tr!(
            "watch-odd",
            "contract {contract}: {odd} rows cannot be read and {unknown} cannot be identified; no row is reported as gone",
            contract = watched.contract,
            odd,
            unknown
        ));
    }
    if is_first {
        output::note(&tr!(
            "watching",
            "contract {contract}: watching {count} classifications",
            contract = watched.contract,
            count = watched.state.len()
        ));
    }
    movements_error.map_or(Ok(()), Err)
}

/// The rows of a query, without their contract.
fn observed(layout: &Layout, rows: PortfolioRows) -> ObservedRows<'_> {
    ObservedRows {
        layout,
        complete: rows.unread == 0 && !rows.incomplete,
        rows: rows.rows.into_iter().map(|(_, row)| row).collect(),
    }
}

fn store(watched: &Watched) -> Result<(), CommandError> {
    let result = watched.store.write(&watched.state);
    result.map_err(|error| PortfolioError::from(error).into())
}

/// Reports the changes that each receiver does not have yet. The state is stored after each receiver. Returns the first error; the
/// others are printed.
async fn report(watched: &mut Watched, receivers: &Receivers) -> Result<(), CommandError> {
    let mut result = Ok(());
    for receiver in receivers.all() {
        let due = watched.state.unreported(receiver.name());
        if due.is_empty() {
            continue;
        }
        match receivers.deliver(receiver, &watched.contract, &due).await {
            Ok(()) => {
                watched.state.mark_reported(receiver.name(), &due);
                store(watched)?;
            }
            Err(error) if result.is_ok() => result = Err(error),
            Err(error) => output::error(&ErrorReport(&error).to_string()),
        }
    }
    let names: Vec<&str> = receivers.all().iter().map(Receiver::name).collect();
    if watched.state.remove_reported(&names) {
        store(watched)?;
    }
    result
}

/// The query for movements, if another API has one, and its base URL is known.
fn movements<'s>(
    others: &'s [Service],
    (options, matches): (&Watch, &ArgMatches),
    connection: &Connection,
) -> Result<Option<Movements<'s>>, CommandError> {
    let mut queries = others
        .iter()
        .filter_map(|service| Some((service, source::find(&service.api)?)));
    let Some((service, (command, layout))) = queries.next().filter(|_| !options.no_movements)
    else {
        return Ok(None);
    };
    let base_url = options.movements_base_url.clone();
    let has_other_base_url = connection.base_url.is_some() && connection.sandbox_url.is_none();
    if has_other_base_url && base_url.is_none() {
        output::note(&tr!(
            "movements-unknown",
            "the base URL of movements is unknown, so that only the portfolio is watched; give it with --movements-base-url"
        ));
        return Ok(None);
    }
    let connection = Connection {
        base_url,
        environment: connection.environment.clone(),
        token_url: connection.token_url.clone(),
        sandbox_url: connection.sandbox_url.clone(),
        root_certificate: connection.root_certificate.clone(),
        profile: connection.profile.clone(),
        no_token_cache: connection.no_token_cache,
    };
    let caller = service.connect(&connection)?;
    let source = Source {
        service,
        command,
        layout,
        connection,
        contracts: source::contracts(&service.api, (command, layout), matches)?,
    };
    Ok(Some(Movements { source, caller }))
}

impl Movements<'_> {
    async fn rows(&self, contract: &str, language: &str) -> Result<PortfolioRows, CommandError> {
        let mut contracts = self.source.contracts.iter();
        let query = contracts.find(|(name, _)| name == contract);
        let values = query.map(|(_, values)| values.clone()).unwrap_or_default();
        self.source
            .rows(&self.caller, (contract, values), language)
            .await
    }
}

/// Whether the error shows that the account has no access to an API. Such an error does not make a query fail.
fn is_not_subscribed(error: &CommandError) -> bool {
    match error {
        CommandError::Rejected(rejected) => rejected.status == http::StatusCode::FORBIDDEN,
        CommandError::Call(error) => {
            matches!(error.token_error(), Some(TokenError::ScopesRefused { .. }))
        }
        _ => false,
    }
}
