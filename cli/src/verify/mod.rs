//! `verify`: compares a live server with the document and the cases.
//!
//! A server has other rows than a case. Therefore each case is fitted to the server: the user's values replace those of the case,
//! and a row in the same state replaces the row that the case refers to. A case that cannot be fitted is left out, with the
//! reason.
//!
//! Writes can cost money. Without `--allow-writes` only safe methods are used; with it, a write concerns only rows that have the
//! user's values.

mod assumption;
mod assumptions;
mod call;
mod case;
mod checker;
pub mod error;
mod fit;
mod json;
mod options;
mod record;
mod report;
mod rows;
mod session;

use std::time::Instant;

use classifications_api::{Operation, operations};
use http::Method;

use crate::api::Api;
use crate::arguments::Connection;
use crate::error::CommandError;
use crate::{connection, language, output, tr};
use call::Call;
use case::{Case, Token};
use checker::Checker;
use fit::Server;
use report::{Entry, Report};
use session::{Exchange, Session};

pub use error::VerifyError;
pub use options::{Options, command};

/// Verifies a server and prints the report.
pub async fn run(
    api: &Api,
    options: &Options,
    connection: &Connection,
) -> Result<(), CommandError> {
    // a report for programs is in English
    language::keep_for_programs(options.built_in.json || options.built_in.junit.is_some());
    let report = verify(api, options, connection).await;
    let report = report.map_err(|error| VerifyError::CannotRun(Box::new(error)))?;
    if let Some(path) = &options.built_in.junit {
        let result = std::fs::write(path, report.junit());
        result.map_err(|error| CommandError::file("--junit", path, error))?;
    }
    let failed_only = options.built_in.failed_only;
    if options.built_in.json {
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
    cases.retain(|case| options.selects(&case.name));
    if cases.is_empty()
        && !safe_operations().any(|operation| options.selects(&minimal_name(operation)))
    {
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
        assumptions: assumption::of(session.contract.document()),
        ..Report::default()
    };
    let mut server = Server {
        contract: &session.contract,
        base_url: &session.base_url,
        rows: &rows,
        values: &options.values,
        allow_writes: options.built_in.allow_writes,
        stored: Vec::new(),
    };
    run.check_token().await?;
    run.call_minimally(&mut server, &mut report).await?;
    let mut remaining_creates = options.built_in.most_creates;
    for case in &cases {
        let entry = run
            .call_case(case, &server, &mut remaining_creates, &report)
            .await?;
        let changed = !case.method().is_safe() && entry.carried_out;
        report.add(entry);
        if changed && let Some(call) = run.list_call(&server) {
            server.stored = match session.send(&call).await {
                Ok(exchange) => run.checker(call.operation).stored_rows(&exchange.response),
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
    report.change_texts(|text| session.without_secrets(text));
    Ok(report)
}

/// The operations that only read.
fn safe_operations() -> impl Iterator<Item = &'static Operation> {
    let operations = operations::ALL.iter().copied();
    operations.filter(|operation| operation.is_safe())
}

/// The name of the minimal call of an operation in reports and in the document.
fn minimal_name(operation: &Operation) -> String {
    format!("{}/plainest", operation.id)
}

/// The sort key of calls, so that each finds the rows that it needs: first the calls that create rows, then those that read, those
/// that change and those that delete rows. Among the calls that change or delete rows, rejected ones come first. A call whose
/// response refuses the credentials comes last, since the client then sends no credentials for some time.
fn order(case: &Case) -> (u8, bool) {
    let method = case.method();
    let is_success = case.is_success();
    match method {
        _ if case.refuses_credentials() => (4, false),
        _ if method.is_safe() => (1, false),
        Method::DELETE => (3, is_success),
        // creating a row does not change the existing ones, on which the next calls depend
        _ if case.status == 201 && is_success => (0, false),
        _ => (2, is_success),
    }
}

/// The constant parts of a run.
struct Run<'a> {
    api: &'a Api,
    options: &'a Options,
    session: &'a Session,
    rows: &'a rows::Rows,
}

impl Run<'_> {
    /// Checks that a token can be requested, since every call needs one.
    async fn check_token(&self) -> Result<(), CommandError> {
        let operation = safe_operations().next();
        let operation = operation.or(operations::ALL.first().copied());
        if let Some(operation) = operation {
            let token = self.session.token(&Token::Valid, operation).await;
            token.map_err(|reason| {
                CommandError::set_up(tr!("verify-no-token", "no token: {reason}", reason))
            })?;
        }
        Ok(())
    }

    /// Makes the minimal call of each safe operation, and keeps the rows that one of them lists.
    async fn call_minimally(
        &self,
        server: &mut Server<'_>,
        report: &mut Report,
    ) -> Result<(), CommandError> {
        let listing = self.list_call(server).map(|call| call.operation.id);
        let mut is_first = true;
        for operation in safe_operations() {
            let name = minimal_name(operation);
            let is_listing = listing == Some(operation.id);
            if !is_listing && !self.options.selects(&name) {
                continue;
            }
            let call = match fit::minimal_call(operation, server) {
                Ok(call) => call,
                Err(reason) => {
                    report.add(Entry::left_out(&name, reason));
                    continue;
                }
            };
            let started = Instant::now();
            let entry = match self.session.send(&call).await {
                Err(reason) if is_first => {
                    return Err(CommandError::set_up(tr!(
                        "verify-no-response",
                        "no response of {url}: {reason}",
                        url = self.session.base_url,
                        reason
                    )));
                }
                Err(reason) => Entry::checked(&name, vec![reason], None, started.elapsed()),
                Ok(exchange) => {
                    let checker = self.checker(operation);
                    if is_listing {
                        server.stored = checker.stored_rows(&exchange.response);
                    }
                    let status = exchange.response.status().as_u16();
                    let mut differences =
                        checker.differences_from_document(&call, &exchange.response);
                    differences.extend(exchange.problem);
                    // for an account without rows, the server may reject the call
                    if status >= 300 && !matches!(status, 400 | 404) {
                        differences.push(tr!("check-refused", "the status is {status}", status));
                    }
                    Entry::checked(&name, differences, Some(status), started.elapsed())
                }
            };
            is_first = false;
            report.add(entry);
        }
        Ok(())
    }

    /// The call that lists the rows: the minimal call of a safe operation, preferably of one with `x-rows`.
    fn list_call(&self, server: &Server<'_>) -> Option<Call> {
        let operations = safe_operations();
        let calls = operations.filter_map(|operation| fit::minimal_call(operation, server).ok());
        let mut calls: Vec<Call> = calls.collect();
        let with_rows = calls
            .iter()
            .position(|call| self.pointer(call.operation).is_some());
        (!calls.is_empty()).then(|| calls.swap_remove(with_rows.unwrap_or(0)))
    }

    /// The JSON pointer of the rows of a response.
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
    async fn call_case(
        &self,
        case: &Case,
        server: &Server<'_>,
        remaining_creates: &mut usize,
        report: &Report,
    ) -> Result<Entry, CommandError> {
        let left_out = |reason| Ok(Entry::left_out(&case.name, reason));
        if let Some(reason) = &report.stopped {
            return left_out(reason.clone());
        }
        let call = match fit::fit(case, server) {
            Ok(call) => call,
            Err(reason) => return left_out(reason),
        };
        if call.creates {
            let Some(remaining) = remaining_creates.checked_sub(1) else {
                return left_out(tr!(
                    "fit-creates",
                    "it may create something, and --most-creates allows only {count}",
                    count = self.options.built_in.most_creates
                ));
            };
            *remaining_creates = remaining;
        }
        if let Err(reason) = self.session.token(&call.token, call.operation).await {
            return left_out(tr!("fit-no-token", "no token for it: {reason}", reason));
        }
        let started = Instant::now();
        let Exchange { response, problem } = match self.session.send(&call).await {
            Ok(exchange) => exchange,
            Err(reason) => {
                let duration = started.elapsed();
                return Ok(Entry::checked(&case.name, vec![reason], None, duration));
            }
        };
        let duration = started.elapsed();
        let status = response.status().as_u16();
        if status == report::USED_UP {
            return Ok(Entry {
                status: Some(status),
                duration,
                ..Entry::left_out(&case.name, report::used_up())
            });
        }
        let checker = self.checker(call.operation);
        let carried_out = status < 300 && checker.code(response.body()).is_none();
        let mut differences = checker.check(case, &call, &response);
        differences.extend(problem);
        if let Some(folder) = &self.options.built_in.record {
            let roles = (self.rows, self.session.contract.document());
            record::record(folder, case, &call, &response, roles)?;
        }
        Ok(Entry {
            carried_out,
            ..Entry::checked(&case.name, differences, Some(status), duration)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_refuse_the_credentials_come_last() {
        let mut cases = case::all();
        cases.sort_by_key(order);
        let refusals: Vec<bool> = cases.iter().map(Case::refuses_credentials).collect();
        assert!(refusals.is_sorted(), "{refusals:?}");
    }
}
