//! A call: attempts, one after the other, until there is a response to return or no time left.

use std::pin::pin;
use std::time::Duration;

use api_transport::{
    CallInfo, Failure, NotSent, NotSentReason, Operation, ReportedError, Response,
};
use http::StatusCode;
use tracing::{Instrument, Span};
use url::Url;

use crate::attempt::{Attempt, Broken, Outcome};
use crate::challenge::Challenge;
use crate::error::{InsecureUrl, TimedOut};
use crate::http::may_carry_credentials;
use crate::parts::Inner;
use crate::prepare::{Preparation, Ready};
use crate::redaction::shows_text;
use crate::retry::{Decision, RetryCause, Stop, Time};
use crate::runtime;
use crate::timer::Timer;
use crate::token::{AfterRefusal, Moment, Token};
use crate::trace::{self, TARGET};

/// One call of an operation.
pub(crate) struct Call<'a> {
    inner: &'a Inner,
    operation: &'a Operation,
    span: Span,
    begin: Moment,
    preparation: Preparation<'a>,
    /// The attempts that were made.
    info: CallInfo,
    /// Whether a token that was refused has been replaced.
    reauthenticated: bool,
    /// The attempts that the policy does not count: those for which the API did not know the token yet, or
    /// gave a time to wait.
    uncounted: u32,
}

/// What to do after an attempt.
enum Next {
    /// Give this to the caller.
    Done(Outcome),
    /// Send this after this wait; and what the reason is.
    Again(Box<reqwest::Request>, Duration, Box<Outcome>),
}

impl<'a> Call<'a> {
    pub(crate) fn new(inner: &'a Inner, operation: &'a Operation, url: &Url) -> Self {
        let begin = Moment::of(&*inner.parts.clock);
        Self {
            inner,
            operation,
            span: trace::call(operation, url),
            begin,
            preparation: Preparation::new(inner, operation, &begin),
            info: CallInfo::new(operation),
            reauthenticated: false,
            uncounted: 0,
        }
    }

    /// Sends `request`, as often as necessary and allowed. It is boxed, as the future would hold it several times.
    pub(crate) async fn run(mut self, request: Box<reqwest::Request>) -> Result<Response, Failure> {
        let span = self.span.clone();
        let result = {
            // pinned, so that the span takes a pointer instead of the whole future
            let attempts = pin!(self.attempts(request));
            attempts.instrument(span).await
        };
        match &result {
            Ok(response) => trace::status(&self.span, response.status()),
            Err(Failure::NotSent(error)) => trace::error(&self.span, not_sent(error.reason())),
            Err(Failure::OutcomeUnknown(_)) => trace::error(&self.span, "outcome_unknown"),
            Err(Failure::NotUnderstood(error)) => {
                trace::status(&self.span, error.status());
                trace::error(&self.span, "not_understood");
            }
        }
        match result {
            Ok(response) => {
                let evidence = &self.inner.parts.evidence;
                self.info.refused = evidence.iter().any(|evidence| evidence.matches(&response));
                #[cfg(feature = "contract")]
                let response = match &self.inner.parts.drift {
                    Some(observer) => response.with_listener(observer.listener(self.operation)),
                    None => response,
                };
                Ok(response.with_call(self.info))
            }
            Err(failure) => Err(failure.with_call(self.info)),
        }
    }

    async fn attempts(&mut self, mut request: Box<reqwest::Request>) -> Result<Response, Failure> {
        let url = request.url();
        let is_direct = url.scheme() == "https" || self.inner.parts.clear_is_direct;
        if !(may_carry_credentials(url) && is_direct) {
            let error = NotSent::new(NotSentReason::InvalidRequest, InsecureUrl);
            return Err(Failure::NotSent(error));
        }
        runtime::check().map_err(|error| {
            // the call would succeed from within another runtime
            Failure::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
        })?;
        let policy = &self.inner.parts.retry;
        policy.call();
        let mut previous: Option<Box<Outcome>> = None;
        let mut at = self.begin;
        loop {
            // cloned before it has a token, as the next attempt can have another one
            let spare = if policy.has_attempts_left(self.counted() + 1) {
                copy_of(&request)
            } else {
                None
            };
            // the cause of the resend says more than that there is no time left
            let prepared = self.preparation.prepare(&mut request, at).await;
            let Ready {
                at: ready,
                token,
                permit,
            } = match prepared {
                Ok(ready) => ready,
                Err(failure) => match previous {
                    Some(previous) if is_too_late(&failure) => return into_result(*previous),
                    _ => return Err(failure),
                },
            };
            let outcome = self.attempt(request, &ready).await;
            drop(permit);
            let lost = matches!(outcome, Outcome::Broken(_)) && self.preparation.left().is_zero();
            if let Some(previous) = previous.filter(|_| lost && self.operation.is_safe()) {
                return into_result(*previous);
            }
            let reported = self.reported(&outcome);
            let known = reported.as_ref().and_then(ReportedError::known);
            let next = match known.filter(|known| known.credentials) {
                Some(known) => {
                    let refused = self.refuse(token.as_ref(), outcome.status(), known.value);
                    // boxed, so that the future of other calls is small
                    let (refused, outcome) = (Box::pin(refused), Box::new(outcome));
                    refused.await;
                    Next::Done(*outcome)
                }
                None => self.next(outcome, token.as_ref(), spare),
            };
            let is_error = reported.is_some();
            match next {
                Next::Done(outcome) => return into_result(redacted(outcome, token, is_error)),
                Next::Again(again, wait, outcome) => {
                    if !wait.is_zero() {
                        self.inner.parts.clock.sleep(wait).await;
                    }
                    request = again;
                    at = Moment::of(&*self.inner.parts.clock);
                    previous = Some(Box::new(redacted(*outcome, token, is_error)));
                }
            }
        }
    }

    /// Makes one attempt, within its timeout and what is left of the call's.
    async fn attempt(&mut self, request: Box<reqwest::Request>, at: &Moment) -> Outcome {
        let parts = &self.inner.parts;
        let (attempt, left) = (parts.time_outs.attempt, self.preparation.left_at(at.now));
        let attempt = Attempt {
            http: &parts.http,
            clock: &*parts.clock,
            operation: self.operation,
            limit: parts.body_limit,
            time_out: attempt.min(left),
            timed_out: if attempt < left {
                TimedOut::Attempt { after: attempt }
            } else {
                let after = parts.time_outs.call;
                TimedOut::Call { after }
            },
            #[cfg(feature = "contract")]
            sample: parts
                .drift
                .as_ref()
                .and_then(|observer| observer.sample(self.operation, &request)),
        };
        let span = trace::attempt(self.operation, request.url(), self.info.attempts);
        self.info.attempts += 1;
        let first = &mut self.info.first_attempt;
        *first = first.or(Some(at.wall));
        let outcome = {
            let sending = pin!(attempt.send(request));
            sending.instrument(span.clone()).await
        };
        if let Some(status) = outcome.status() {
            trace::status(&span, status);
        }
        if let Outcome::Broken(broken) = &outcome {
            trace::error(&span, broken.error_type);
        }
        outcome
    }

    /// The error that the body of a response reports.
    fn reported(&self, outcome: &Outcome) -> Option<ReportedError> {
        match outcome {
            Outcome::Response(response) => {
                let error = self.operation.body_error?;
                error.read(&response.text())
            }
            Outcome::Broken(_) => None,
        }
    }

    /// Notes that the API refused the credentials: sending them again may lock the account.
    async fn refuse(&self, token: Option<&Token>, status: Option<StatusCode>, code: &'static str) {
        let (Some(token), Some(status)) = (token, status) else {
            return;
        };
        let refused = self.inner.tokens.refuse(token, status, code);
        let mut timer = Timer::new(&*self.inner.parts.clock, self.preparation.left());
        // what is not stored in time is remembered in this process
        let _ = timer.bound(refused).await;
    }

    /// Whether `outcome` is what the caller gets, or `spare` is sent, if there is one.
    fn next(
        &mut self,
        outcome: Outcome,
        token: Option<&Token>,
        spare: Option<Box<reqwest::Request>>,
    ) -> Next {
        if let (Outcome::Response(response), Some(token)) = (&outcome, token) {
            if refuses_token(response) {
                return self.after_refused_token(outcome, token, spare);
            }
            // a gateway can refuse or fail before it checks the token, so only these show that it did
            if response.status().is_success() || response.status() == StatusCode::BAD_REQUEST {
                self.inner.tokens.accept(token);
            }
        }
        let (cause, headers) = match &outcome {
            Outcome::Response(response) if response.status().is_success() => {
                return Next::Done(outcome);
            }
            Outcome::Response(response) => (
                Some(RetryCause::Status(response.status())),
                Some(response.headers()),
            ),
            Outcome::Broken(broken) => (broken.cause, None),
        };
        let (Some(cause), Some(spare)) = (cause, spare) else {
            return Next::Done(outcome);
        };
        let time = Time {
            wall: self.inner.parts.clock.wall(),
            left: self.preparation.left(),
        };
        let policy = &self.inner.parts.retry;
        match policy.decide(self.operation, cause, headers, self.counted(), &time) {
            Decision::Resend(wait) => {
                self.trace_resend(&outcome, wait);
                Next::Again(spare, wait, Box::new(outcome))
            }
            Decision::Pause(wait) => {
                self.trace_resend(&outcome, wait);
                self.inner.pause.extend(self.inner.parts.clock.now(), wait);
                self.uncounted += 1;
                Next::Again(spare, Duration::ZERO, Box::new(outcome))
            }
            Decision::Stop(stop) => {
                if stop != Stop::NotRepeatable {
                    tracing::info!(
                        target: TARGET,
                        operation = self.operation.id,
                        attempts = self.info.attempts,
                        reason = outcome.reason(),
                        because = stop.as_str(),
                        "not sending again"
                    );
                }
                Next::Done(outcome)
            }
        }
    }

    /// The token was refused: it is sent again when the API may not have known it yet, or replaced once,
    /// whatever the operation is, since a request with a refused token is not carried out.
    fn after_refused_token(
        &mut self,
        outcome: Outcome,
        token: &Token,
        spare: Option<Box<reqwest::Request>>,
    ) -> Next {
        let after = self.inner.tokens.after_refusal(token);
        let wait = match after {
            AfterRefusal::Wait(wait) if wait < self.preparation.left() => wait,
            AfterRefusal::Replace if !self.reauthenticated => Duration::ZERO,
            _ => return Next::Done(outcome),
        };
        let Some(spare) = spare else {
            return Next::Done(outcome);
        };
        if wait.is_zero() {
            self.reauthenticated = true;
        } else {
            self.uncounted += 1;
        }
        tracing::info!(
            target: TARGET,
            operation = self.operation.id,
            attempts = self.info.attempts,
            wait_ms = milliseconds(wait),
            "token refused, sending again"
        );
        Next::Again(spare, wait, Box::new(outcome))
    }

    fn trace_resend(&self, outcome: &Outcome, wait: Duration) {
        tracing::info!(
            target: TARGET,
            operation = self.operation.id,
            attempts = self.info.attempts,
            wait_ms = milliseconds(wait),
            reason = outcome.reason(),
            "sending again"
        );
    }

    /// The attempts that the policy counts.
    fn counted(&self) -> u32 {
        self.info.attempts - self.uncounted
    }
}

/// The same request, unless its body is a stream.
fn copy_of(request: &reqwest::Request) -> Option<Box<reqwest::Request>> {
    if request.body().is_some() || request.timeout().is_some() {
        return request.try_clone().map(Box::new);
    }
    // without the table of settings that `try_clone` makes to keep a timeout in
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut().clone_from(request.headers());
    *copy.version_mut() = request.version();
    Some(Box::new(copy))
}

/// The outcome without the secrets of the request, which servers echo in errors.
fn redacted(outcome: Outcome, token: Option<Token>, is_error: bool) -> Outcome {
    match (outcome, token) {
        (Outcome::Response(response), Some(token)) if is_error || shows_text(&response) => {
            Outcome::Response(token.redaction().response(response))
        }
        (outcome, _) => outcome,
    }
}

/// Whether a response shows that the token is not valid. A 401 does unless it shows that the scopes do not
/// suffice, which another token would not change; of the others only the challenge does.
fn refuses_token(response: &Response) -> bool {
    let status = response.status();
    if !status.is_client_error() {
        return false;
    }
    match Challenge::bearer_error(response.headers()).as_deref() {
        Some("invalid_token") => true,
        Some("insufficient_scope") => false,
        _ => status == StatusCode::UNAUTHORIZED,
    }
}

fn milliseconds(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}

fn into_result(outcome: Outcome) -> Result<Response, Failure> {
    match outcome {
        Outcome::Response(response) => Ok(response),
        Outcome::Broken(Broken { failure, .. }) => Err(failure),
    }
}

fn is_too_late(failure: &Failure) -> bool {
    matches!(failure, Failure::NotSent(e) if e.reason() == NotSentReason::Deadline)
}

/// The reason in one word, for the trace.
fn not_sent(reason: NotSentReason) -> &'static str {
    match reason {
        NotSentReason::InvalidRequest => "request",
        NotSentReason::Credentials => "credentials",
        NotSentReason::TokenEndpoint => "token_endpoint",
        NotSentReason::Network => "connect",
        NotSentReason::Deadline => "deadline",
        _ => "_OTHER",
    }
}
