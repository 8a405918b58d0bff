//! The cases of the sandbox model against a live server, judged by the document.
//!
//! What a server holds is not what a case supposes. So each case is fitted to the server: the contract and
//! the debtor are the user's, and where a case speaks of a classification, one in the same state is
//! looked up. What cannot be fitted is left out, with the reason. What is expected is what the document
//! says, and the status of the case.
//!
//! Real cover is at stake: without leave to write nothing but `GET` is sent, and what is written concerns
//! the user's test debtor alone.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "people run it: it says what is wrong"
)]

mod error;
mod fit;
mod judge;
mod options;
mod record;
mod report;
mod session;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use classifications_auth::credentials::Environment;
use classifications_sandbox::cases::{self, Case};
use http::Method;

use super::checks::request_faults;
use fit::{Fitted, Portfolio};
use session::Session;

pub use error::{CannotRun, chain};
pub use options::{Debtor, Options};
pub use report::{Report, Row, Verdict};

/// Runs the suite. Credentials come from `environment`.
///
/// # Errors
/// [`CannotRun`], when not even the contract can be queried.
pub async fn run(options: &Options, environment: Environment) -> Result<Report, CannotRun> {
    options.check()?;
    let session = Session::start(options, environment)?;
    let mut portfolio = Portfolio::of(&session, options).await?;
    let mut report = Report::new(options);
    let mut creates = options.most_creates;
    for case in ordered(options)? {
        let started = Instant::now();
        let (verdict, status) = if let Some(reason) = report.stopped() {
            (Verdict::LeftOut(reason.to_owned()), None)
        } else {
            match fit::fit(&case, options, &portfolio) {
                Err(reason) => (Verdict::LeftOut(reason), None),
                Ok(fitted) if fitted.may_be_charged && creates == 0 => {
                    let limit = options.most_creates;
                    let reason = format!("it may be charged, and --most-creates is {limit}");
                    (Verdict::LeftOut(reason), None)
                }
                Ok(fitted) => {
                    creates -= usize::from(fitted.may_be_charged);
                    play(&case, &fitted, &session, options).await?
                }
            }
        };
        if status == Some(429) {
            report.stop("the server answers 429: the plan is used up");
        } else if case.method() != Method::GET && status.is_some_and(|status| status < 300) {
            match Portfolio::of(&session, options).await {
                Ok(now) => portfolio = now,
                Err(e) => report.stop(&chain(&e)),
            }
        }
        let took = status.map_or(Duration::ZERO, |_| started.elapsed());
        report.add(Row {
            case: case.name.clone(),
            verdict,
            status,
            took,
        });
    }
    Ok(session.without_secrets(report))
}

/// Plays a fitted case.
async fn play(
    case: &Case,
    fitted: &Fitted,
    session: &Session,
    options: &Options,
) -> Result<(Verdict, Option<u16>), CannotRun> {
    let token = match session.token(&case.request.token, &case.operation).await {
        Ok(token) => token,
        Err(refused) => {
            let reason = format!("no token for it: {}", chain(&refused));
            return Ok((Verdict::LeftOut(reason), None));
        }
    };
    let request = session.request(fitted, token)?;
    let checked = session.contract().check_request(&session::kept(&request));
    let unlike = request_faults(case, &checked);
    if !unlike.is_empty() {
        // what is meant to be refused must not be carried out by mistake
        let unlike = unlike.into_iter().map(|what| format!("not sent: {what}"));
        return Ok((Verdict::Failed(unlike.collect()), None));
    }
    let answer = match session.send(request).await {
        Ok(answer) => answer,
        Err(failure) => {
            let what = format!("no answer: {}", chain(&failure));
            return Ok((Verdict::Failed(vec![what]), None));
        }
    };
    let status = answer.status().as_u16();
    if status == 429 {
        let reason = "the server answers 429: the plan is used up";
        return Ok((Verdict::LeftOut(reason.to_owned()), Some(status)));
    }
    let faults = judge::judge(case, fitted, session.contract(), &answer);
    if let Some(folder) = &options.record {
        record::keep(folder, case, fitted, &answer, options)?;
    }
    let verdict = if faults.is_empty() {
        Verdict::Passed
    } else {
        Verdict::Failed(faults)
    };
    Ok((verdict, Some(status)))
}

/// The cases that the options name, in an order in which each leaves the next something to work on:
/// what creates first, what ends last, and what is refused before what succeeds.
fn ordered(options: &Options) -> Result<Vec<Case>, CannotRun> {
    let order: BTreeMap<&str, usize> = [
        ("createClassification", 0),
        ("queryClassifications", 1),
        ("activateDeactivateClassification", 2),
        ("acceptDenyPremium", 3),
        ("cancelClassification", 4),
    ]
    .into();
    let mut cases = cases::all()?;
    cases.retain(|case| {
        options.only.is_empty()
            || options
                .only
                .iter()
                .any(|part| case.name.contains(part.as_str()))
    });
    if cases.is_empty() {
        return Err(CannotRun::NoCase);
    }
    cases.sort_by_key(|case| {
        let first = case.response.status < 300 && case.operation != "createClassification";
        (order.get(case.operation.as_str()).copied(), first)
    });
    Ok(cases)
}
