//! `classifications verify`: holds a live server to the document and to the cases.
//!
//! What a server holds is not what a case supposes, so each case is fitted to the server: the user's
//! values replace those of the case, and where a case refers to a row, one in the same state is looked
//! up. What cannot be fitted is left out, with the reason.
//!
//! Real cover is at stake: without leave to write only safe methods are sent, and what is written
//! concerns rows that have the user's values.

mod assumptions;
mod case;
mod checker;
mod error;
mod fit;
mod json;
mod options;
mod record;
mod report;
mod rows;
mod session;

use std::time::{Duration, Instant};

use classifications_api::{Operation, operations};
use http::Method;

use crate::api::Api;
use crate::arguments::Connection;
use crate::error::CommandError;
use crate::{connection, language, output, tr};
use case::{Case, Token};
use checker::Checker;
use fit::{Call, Ground};
use report::{CheckResult, Report, Row};
use session::{Exchange, Session};

pub use error::VerifyError;
pub use options::{NAME, Options, command, named_value};

/// A status that ends a run.
const USED_UP: u16 = 429;

/// Verifies a server and prints the report.
pub async fn run(
    api: &Api,
    options: &Options,
    connection: &Connection,
) -> Result<(), CommandError> {
    // a report for a program is the same in each language
    language::keep_for_programs(options.own.json || options.own.junit.is_some());
    let report = verify(api, options, connection).await;
    let report = report.map_err(|failure| VerifyError::CannotRun(Box::new(failure)))?;
    if let Some(path) = &options.own.junit {
        let written = std::fs::write(path, report.junit());
        written.map_err(|error| CommandError::file("--junit", path, error))?;
    }
    let failed_only = options.own.failed_only;
    if options.own.json {
        output::line(&report.json(failed_only))?;
    } else {
        output::text(&output::lines(report.text(failed_only).trim_end()))?;
    }
    match (report.failed(), report.stopped) {
        (0, None) => Ok(()),
        (0, Some(reason)) => Err(VerifyError::Stopped(reason).into()),
        (failed, _) => Err(VerifyError::Failed(failed).into()),
    }
}

async fn verify(
    api: &Api,
    options: &Options,
    connection: &Connection,
) -> Result<Report, CommandError> {
    let client = connection::builder(connection)?;
    let client = client
        .retry(classifications_auth::RetryPolicy::never())
        .build();
    let client = client.map_err(CommandError::set_up)?;
    let secrets = connection::secrets(connection).await?;
    let session = Session::new(&client, &api.contract, secrets)?;
    let mut cases = case::all();
    let rows = rows::Rows::of(&cases, session.contract.document());
    cases.retain(|case| options.wants(&case.name));
    let mut reads = operations::ALL.iter().filter(|known| known.is_safe());
    if cases.is_empty() && !reads.any(|known| options.wants(&plainest(known))) {
        let reason = tr!("verify-only", "no call has the text of --only in its name");
        return Err(CommandError::set_up(reason));
    }
    cases.sort_by_key(order);
    let run = Run {
        api,
        options,
        session: &session,
        rows: &rows,
    };
    let mut report = Report {
        base_url: session.base_url.clone(),
        assumptions: assumptions::of(session.contract.document()),
        ..Report::default()
    };
    let mut ground = Ground {
        contract: &session.contract,
        base_url: &session.base_url,
        rows: &rows,
        values: &options.values,
        allow_writes: options.own.allow_writes,
        held: Vec::new(),
    };
    run.check_token().await?;
    run.probe(&mut ground, &mut report).await?;
    let mut creates = options.own.most_creates;
    for case in &cases {
        let row = run.play(case, &ground, &mut creates, &report).await?;
        let changed = !case.method().is_safe() && row.done;
        report.add(&case.name, row);
        if changed && let Some(call) = run.list(&ground) {
            ground.held = match session.send(&call).await {
                Ok(exchange) => run.checker(call.operation).held(&exchange.response),
                Err(reason) => {
                    report.stopped = Some(tr!(
                        "verify-unlisted",
                        "the rows cannot be listed again: {reason}",
                        reason
                    ));
                    Vec::new()
                }
            };
        }
    }
    report.each_text(|text| session.without_secrets(text));
    Ok(report)
}

/// Why a run ends early.
fn used_up() -> String {
    tr!("verify-used-up", "the status is 429: the plan is used up")
}

/// The name of the plainest call of an operation.
fn plainest(operation: &Operation) -> String {
    format!("{}/plainest", operation.id)
}

/// An order in which each call leaves the next one something to work on: what creates, what reads, what
/// changes a row, and what deletes it; of those that change something, refusals first. A response that says that the
/// credentials are refused ends the use of tokens, so that it comes last.
fn order(case: &Case) -> (u8, bool) {
    let method = case.method();
    let success = case.is_success();
    match method {
        _ if case.refuses_credentials() => (4, false),
        _ if method.is_safe() => (1, false),
        Method::DELETE => (3, success),
        // a row that was just created is not among those that were there before
        _ if case.status == 201 && success => (0, false),
        _ => (2, success),
    }
}

/// What came of a call.
struct PlayedCase {
    verdict: CheckResult,
    status: Option<u16>,
    /// Whether the server carried it out.
    done: bool,
    took: Duration,
}

impl PlayedCase {
    fn left_out(reason: String) -> Self {
        Self {
            verdict: CheckResult::LeftOut(reason),
            status: None,
            done: false,
            took: Duration::ZERO,
        }
    }

    fn new(faults: Vec<String>, status: Option<u16>, took: Duration) -> Self {
        let verdict = if faults.is_empty() {
            CheckResult::Passed
        } else {
            CheckResult::Failed(faults)
        };
        Self {
            verdict,
            status,
            done: false,
            took,
        }
    }
}

impl Report {
    fn add(&mut self, name: &str, played: PlayedCase) {
        let PlayedCase {
            verdict,
            status,
            took,
            ..
        } = played;
        if status == Some(USED_UP) {
            self.stopped = Some(used_up());
        }
        self.rows.push(Row {
            name: name.to_owned(),
            verdict,
            status,
            took,
        });
    }
}

/// What a run needs all the time.
struct Run<'a> {
    api: &'a Api,
    options: &'a Options,
    session: &'a Session,
    rows: &'a rows::Rows,
}

impl Run<'_> {
    /// Without a token no call can be made.
    async fn check_token(&self) -> Result<(), CommandError> {
        let first = operations::ALL.iter().find(|operation| operation.is_safe());
        let first = first.or(operations::ALL.first());
        if let Some(operation) = first {
            let token = self.session.token(&Token::Valid, operation).await;
            token.map_err(|reason| {
                CommandError::set_up(tr!("verify-no-token", "no token: {reason}", reason))
            })?;
        }
        Ok(())
    }

    /// Makes the plainest call of each operation that reads; one of them lists the rows.
    async fn probe(
        &self,
        ground: &mut Ground<'_>,
        report: &mut Report,
    ) -> Result<(), CommandError> {
        let listing = self.list(ground).map(|call| call.operation.id);
        let mut first = true;
        for operation in operations::ALL
            .iter()
            .filter(|operation| operation.is_safe())
        {
            let name = plainest(operation);
            let is_listing = listing == Some(operation.id);
            if !is_listing && !self.options.wants(&name) {
                continue;
            }
            let call = match fit::plainest(operation, ground) {
                Ok(call) => call,
                Err(reason) => {
                    report.add(&name, PlayedCase::left_out(reason));
                    continue;
                }
            };
            let started = Instant::now();
            let played = match self.session.send(&call).await {
                Err(reason) if first => {
                    return Err(CommandError::set_up(tr!(
                        "verify-no-response",
                        "no response of {url}: {reason}",
                        url = self.session.base_url,
                        reason
                    )));
                }
                Err(reason) => PlayedCase::new(vec![reason], None, started.elapsed()),
                Ok(exchange) => {
                    let checker = self.checker(operation);
                    if is_listing {
                        ground.held = checker.held(&exchange.response);
                    }
                    let status = exchange.response.status().as_u16();
                    let mut faults = checker.by_document(&call, &exchange.response);
                    faults.extend(exchange.fault);
                    // an account without rows may be refused, be it in a body
                    if status >= 300 && !matches!(status, 400 | 404) {
                        faults.push(tr!("check-refused", "the status is {status}", status));
                    }
                    PlayedCase::new(faults, Some(status), started.elapsed())
                }
            };
            first = false;
            report.add(&name, played);
        }
        Ok(())
    }

    /// The call that lists the rows: of an operation that reads and has `x-rows`, or else of the first
    /// one that needs nothing that the user does not give.
    fn list(&self, ground: &Ground<'_>) -> Option<Call> {
        let reads = operations::ALL
            .iter()
            .filter(|operation| operation.is_safe());
        let calls = reads.filter_map(|operation| fit::plainest(operation, ground).ok());
        let mut calls: Vec<Call> = calls.collect();
        let named = calls
            .iter()
            .position(|call| self.pointer(call.operation).is_some());
        (!calls.is_empty()).then(|| calls.swap_remove(named.unwrap_or(0)))
    }

    fn pointer(&self, operation: &Operation) -> Option<&str> {
        let command = self.api.find(operation.id)?;
        command.rows.as_deref()
    }

    fn checker(&self, operation: &Operation) -> Checker<'_> {
        Checker {
            contract: &self.session.contract,
            rows: self.rows,
            pointer: self.pointer(operation),
            body_error: operation.body_error,
        }
    }

    /// Fits a case, makes its call and checks the response.
    async fn play(
        &self,
        case: &Case,
        ground: &Ground<'_>,
        creates: &mut usize,
        report: &Report,
    ) -> Result<PlayedCase, CommandError> {
        if let Some(reason) = &report.stopped {
            return Ok(PlayedCase::left_out(reason.clone()));
        }
        let call = match fit::fit(case, ground) {
            Ok(call) => call,
            Err(reason) => return Ok(PlayedCase::left_out(reason)),
        };
        if call.creates {
            let Some(left) = creates.checked_sub(1) else {
                return Ok(PlayedCase::left_out(tr!(
                    "fit-creates",
                    "it may create something, and --most-creates is {most}",
                    most = self.options.own.most_creates
                )));
            };
            *creates = left;
        }
        if let Err(reason) = self.session.token(&call.token, call.operation).await {
            return Ok(PlayedCase::left_out(tr!(
                "fit-no-token",
                "no token for it: {reason}",
                reason
            )));
        }
        let started = Instant::now();
        let Exchange { response, fault } = match self.session.send(&call).await {
            Ok(exchange) => exchange,
            Err(reason) => return Ok(PlayedCase::new(vec![reason], None, started.elapsed())),
        };
        let took = started.elapsed();
        let status = response.status().as_u16();
        if status == USED_UP {
            return Ok(PlayedCase {
                status: Some(status),
                took,
                ..PlayedCase::left_out(used_up())
            });
        }
        let checker = self.checker(call.operation);
        let done = status < 300 && checker.code(response.body()).is_none();
        let mut faults = checker.check(case, &call, &response);
        faults.extend(fault);
        if let Some(folder) = &self.options.own.record {
            let known = (self.rows, self.session.contract.document());
            record::keep(folder, case, &call, &response, known)?;
        }
        Ok(PlayedCase {
            done,
            ..PlayedCase::new(faults, Some(status), took)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_credentials_come_last() {
        let mut cases = case::all();
        cases.sort_by_key(order);
        let refused: Vec<bool> = cases.iter().map(Case::refuses_credentials).collect();
        assert!(refused.is_sorted(), "{refused:?}");
    }
}
