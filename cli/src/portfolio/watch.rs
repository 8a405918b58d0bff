//! `watch`: looks at the portfolio again and again, and reports what changed.
//!
//! Each look reads the whole portfolio, so that nothing depends on the movements. These add what a portfolio does not show: a
//! request that was denied, a change that was undone between two looks.

use chrono::{DateTime, Utc};
use clap::ArgMatches;
use classifications_auth::{ErrorDetails as _, TokenError};
use classifications_contract::Values;
use classifications_portfolio::{Layout, Observed, Part, State, Store};

use super::command::Watch;
use super::deliver::{Receiver, Receivers};
use super::error::PortfolioError;
use super::source::{self, Found, Source};
use crate::arguments::{Connection, Display};
use crate::error::{CommandError, ErrorReport};
use crate::service::{Caller, Service};
use crate::tr;
use crate::{connection, output, sandbox, telemetry};

/// Watches until it is interrupted, or looks once.
pub async fn run(
    (source, others): (&Source<'_>, &[Service]),
    (options, matches): (&Watch, &ArgMatches),
    display: &Display,
) -> Result<(), CommandError> {
    source.require(&[Part::Key])?;
    let mut watcher = Watcher::new((source, others), (options, matches), display).await?;
    loop {
        let looked = tokio::select! {
            looked = watcher.look(Utc::now) => looked,
            _ = sandbox::interrupted() => return Ok(()),
        };
        if looked.is_ok() {
            telemetry::watched();
        }
        if options.once {
            return looked;
        }
        match looked {
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => output::error(&ErrorReport(&failure).to_string()),
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

/// A contract, and what is remembered of it.
struct Watched {
    contract: String,
    values: Values,
    store: Store,
    state: State,
}

/// The list of movements of another API.
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
        let folder = options.state.clone().or_else(connection::state_folder);
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

    /// Looks at each contract, and reports what is due. The first failure is that of the look; the others are printed.
    async fn look(&mut self, now: impl Fn() -> DateTime<Utc>) -> Result<(), CommandError> {
        let mut first = Ok(());
        for watched in &mut self.contracts {
            let found = look(
                (self.source, &self.caller),
                &mut self.movements,
                watched,
                (&self.language, now()),
            )
            .await;
            let reported = report(watched, &self.receivers).await;
            for failure in [found, reported].into_iter().filter_map(Result::err) {
                if first.is_ok() {
                    first = Err(failure);
                } else {
                    output::error(&ErrorReport(&failure).to_string());
                }
            }
        }
        first
    }
}

/// Looks at a contract, and keeps what was seen.
async fn look(
    (source, caller): (&Source<'_>, &Caller),
    movements: &mut Option<Movements<'_>>,
    watched: &mut Watched,
    (language, now): (&str, DateTime<Utc>),
) -> Result<(), CommandError> {
    if watched.state.check_gap(now) {
        let last = watched.state.last_good().unwrap_or(now);
        output::note(&tr!(
            "watch-gap",
            "warning: contract {contract}: the last good look was at {time}; movements cover two days only",
            contract = watched.contract,
            time = last.format("%Y-%m-%dT%H:%M:%SZ")
        ));
        keep(watched)?;
    }
    let values = watched.values.clone();
    let found = source.rows(caller, (&watched.contract, values), language);
    let found = found.await?;
    let moved = match movements {
        Some(movements) => Some(movements.rows(&watched.contract, language).await),
        None => None,
    };
    let (moved, failed) = match moved {
        None => (None, None),
        Some(Ok(found)) => (Some(found), None),
        Some(Err(failure)) if is_not_subscribed(&failure) => {
            output::note(&tr!(
                "no-movements",
                "the account has no movements: only the portfolio is watched"
            ));
            *movements = None;
            (None, None)
        }
        Some(Err(failure)) => (None, Some(failure)),
    };
    let is_first = !watched.state.has_begun();
    let odd = found.unread;
    let layout = movements.as_ref().map(|movements| movements.source.layout);
    let moved = moved
        .zip(layout)
        .map(|(found, layout)| observed(layout, found));
    let portfolio = observed(source.layout, found);
    let unknown = watched.state.observe(portfolio, moved, now);
    if failed.is_none() {
        watched.state.good(now);
    }
    keep(watched)?;
    if odd > 0 || unknown > 0 {
        output::note(&tr!(
            "watch-odd",
            "contract {contract}: {odd} rows cannot be read and {unknown} cannot be told apart; no row is reported as gone",
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
    failed.map_or(Ok(()), Err)
}

fn observed(layout: &Layout, found: Found) -> Observed<'_> {
    Observed {
        layout,
        complete: found.unread == 0 && !found.incomplete,
        rows: found.rows.into_iter().map(|(_, row)| row).collect(),
    }
}

fn keep(watched: &Watched) -> Result<(), CommandError> {
    let kept = watched.store.keep(&watched.state);
    kept.map_err(|error| PortfolioError::from(error).into())
}

/// Reports what each receiver does not have yet. What one of them took is kept before the next one is asked.
async fn report(watched: &mut Watched, receivers: &Receivers) -> Result<(), CommandError> {
    let mut failed = Ok(());
    for receiver in receivers.all() {
        let due = watched.state.due(receiver.name());
        if due.is_empty() {
            continue;
        }
        match receivers.deliver(receiver, &watched.contract, &due).await {
            Ok(()) => {
                watched.state.reported(receiver.name(), &due);
                keep(watched)?;
            }
            Err(failure) => failed = Err(failure),
        }
    }
    let names: Vec<&str> = receivers.all().iter().map(Receiver::name).collect();
    if watched.state.settle(&names) {
        keep(watched)?;
    }
    failed
}

/// The list of movements, where another API has one that can be called.
fn movements<'s>(
    others: &'s [Service],
    (options, matches): (&Watch, &ArgMatches),
    connection: &Connection,
) -> Result<Option<Movements<'s>>, CommandError> {
    let mut found = others
        .iter()
        .filter_map(|service| Some((service, source::find(&service.api)?)));
    let Some((service, (command, layout))) = found.next().filter(|_| !options.no_movements) else {
        return Ok(None);
    };
    let base_url = options.movements_base_url.clone();
    let is_elsewhere = connection.base_url.is_some() && connection.sandbox_url.is_none();
    if is_elsewhere && base_url.is_none() {
        output::note(&tr!(
            "movements-unknown",
            "the address of movements is not known: only the portfolio is watched (--movements-base-url gives it)"
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
    async fn rows(&self, contract: &str, language: &str) -> Result<Found, CommandError> {
        let mut contracts = self.source.contracts.iter();
        let own = contracts.find(|(known, _)| known == contract);
        let values = own.map(|(_, values)| values.clone()).unwrap_or_default();
        self.source
            .rows(&self.caller, (contract, values), language)
            .await
    }
}

/// Whether the account may not call the API: which does not make a look fail.
fn is_not_subscribed(failure: &CommandError) -> bool {
    match failure {
        CommandError::Rejected(rejected) => rejected.status == http::StatusCode::FORBIDDEN,
        CommandError::Call(error) => {
            matches!(error.token_error(), Some(TokenError::ScopesRefused { .. }))
        }
        _ => false,
    }
}
