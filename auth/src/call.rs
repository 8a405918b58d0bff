//! A call: attempts, one after the other, until there is a response to return or no time left.

use std::pin::pin;
use std::time::Duration;

use api_transport::{
    CallInfo, NotSent, NotSentReason, Operation, ReportedError, Response, TransportError,
};
use http::StatusCode;
use tracing::{Instrument, Span};
use url::Url;

use crate::attempt::Attempt;
use crate::error::{InsecureUrl, TimedOut};
use crate::http::may_carry_credentials;
use crate::outcome::{Outcome, refuses_token};
use crate::parts::Inner;
use crate::prepare::{Preparation, Ready};
use crate::retry::{Decision, RetryCause, Stop, Time};
use crate::runtime;
use crate::timer::Timer;
use crate::token::{AfterRefusal, Moment, Token};
use crate::trace::{self, TARGET};

/// The maximum size of a body for which a copy costs less than `try_clone`.
const SMALL: usize = 4096;

/// One call of an operation.
pub(crate) struct Call<'a> {
    inner: &'a Inner,
    operation: &'a Operation,
    span: Span,
    begin: Moment,
    preparation: Preparation<'a>,
    /// The number of attempts, and other facts for the result.
    info: CallInfo,
    /// Whether a refused token has been replaced.
    reauthenticated: bool,
    /// The number of attempts that the policy does not count: the API did not know the token yet, or responded with a
    /// time to wait.
    uncounted: u32,
    /// Whether the body of the last response reports an error.
    reported: bool,
}

/// The next step after an attempt.
enum Step {
    /// The call ends.
    Done(Result<Response, TransportError>),
    /// The call continues. Boxed, so that the future of other calls is small.
    Continue(Box<Continuation>),
}

/// The outcome of an attempt, and the action after it.
struct Continuation {
    outcome: Outcome,
    action: Action,
}

/// The action after an attempt, unless the call ends.
enum Action {
    /// Record that the API refused the credentials of this token, with this status and code, and end the call.
    Refuse(Token, StatusCode, &'static str),
    /// Send this request after this wait.
    Send(Box<reqwest::Request>, Duration),
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
            reported: false,
        }
    }

    /// Sends `request`, and sends it again as the policy allows. The request is boxed, as the future would otherwise hold
    /// several copies of it.
    #[expect(
        clippy::manual_async_fn,
        reason = "an `async fn` would hold a copy of its arguments"
    )]
    pub(crate) fn run(
        mut self,
        request: Box<reqwest::Request>,
    ) -> impl Future<Output = Result<Response, TransportError>> + Send {
        async move {
            let span = self.span.clone();
            let result = {
                // pinned, so that the span takes a pointer instead of the whole future
                let attempts = pin!(self.attempts(request));
                attempts.instrument(span).await
            };
            trace::result(&self.span, &result, self.reported);
            match result {
                Ok(response) => {
                    let evidence = &self.inner.parts.evidence;
                    self.info.proves_rejection =
                        evidence.iter().any(|evidence| evidence.matches(&response));
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
    }

    /// Makes the attempts, and returns the result of the call.
    async fn attempts(
        &mut self,
        mut request: Box<reqwest::Request>,
    ) -> Result<Response, TransportError> {
        let url = request.url();
        let is_direct = url.scheme() == "https" || self.inner.parts.plain_http_is_direct;
        if !(may_carry_credentials(url) && is_direct) {
            let error = NotSent::new(NotSentReason::InvalidRequest, InsecureUrl);
            return Err(TransportError::NotSent(error));
        }
        runtime::check().map_err(|error| {
            // not `Network`: the same call succeeds in a runtime with a timer and an I/O driver
            TransportError::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
        })?;
        let policy = &self.inner.parts.retry;
        policy.add_call();
        let mut previous: Option<Box<Outcome>> = None;
        let mut at = self.begin;
        loop {
            // made before the token is added, as the next attempt can have another token
            let copy = if policy.has_attempts_left(self.counted() + 1) {
                copy_of(&request)
            } else {
                None
            };
            let Ready {
                at: ready_at,
                token,
                permit,
            } = match self.preparation.prepare(&mut request, at).await {
                Ok(ready) => ready,
                Err(failure) => match previous {
                    // the previous outcome explains more than the error that no time is left
                    Some(previous) if is_too_late(&failure) => return previous.into_result(),
                    _ => return Err(failure),
                },
            };
            at = ready_at;
            // in a block, as the future stores what is in scope at an `await`
            let continuation = {
                let (attempt, span) = self.attempt(&request, at);
                let sending = pin!(attempt.send(request));
                let outcome = sending.instrument(span.clone()).await;
                drop(permit);
                outcome.trace(&span);
                match self.next_step(outcome, token.as_ref(), copy, &mut previous) {
                    Step::Done(result) => return result,
                    Step::Continue(continuation) => continuation,
                }
            };
            match continuation.action {
                Action::Refuse(token, status, code) => {
                    Box::pin(self.refuse(&token, status, code)).await;
                    return continuation.outcome.into_result();
                }
                Action::Send(next, wait) => {
                    if !wait.is_zero() {
                        self.inner.parts.clock.sleep(wait).await;
                    }
                    request = next;
                    at = Moment::of(&*self.inner.parts.clock);
                    previous = Some(Box::new(continuation.outcome));
                }
            }
        }
    }

    /// The next step after the outcome of an attempt.
    fn next_step(
        &mut self,
        outcome: Outcome,
        token: Option<&Token>,
        copy: Option<Box<reqwest::Request>>,
        previous: &mut Option<Box<Outcome>>,
    ) -> Step {
        let timed_out = matches!(outcome, Outcome::Failed(_)) && self.preparation.left().is_zero();
        // the previous response explains more than the timeout
        if let Some(previous) = previous.take_if(|_| timed_out && self.operation.is_safe()) {
            return Step::Done(previous.into_result());
        }
        let reported_error = self.reported_error(&outcome);
        self.reported = reported_error.is_some();
        let code = reported_error.as_ref().and_then(ReportedError::known);
        let action = match code.filter(|code| code.credentials) {
            Some(code) => {
                let token_and_status = token.cloned().zip(outcome.status());
                token_and_status.map(|(token, status)| Action::Refuse(token, status, code.value))
            }
            None => self.resend(&outcome, token, copy),
        };
        let outcome = outcome.redacted(token, reported_error.is_some());
        match action {
            Some(action) => Step::Continue(Box::new(Continuation { outcome, action })),
            None => Step::Done(outcome.into_result()),
        }
    }

    /// The next attempt, which begins at `at`. Its timeout is bounded by the time left for the call.
    fn attempt(&mut self, request: &reqwest::Request, at: Moment) -> (Attempt<'a>, Span) {
        let parts = &self.inner.parts;
        let limit = parts.timeouts.attempt;
        let left = self.preparation.left_at(at.now);
        let span = trace::attempt(self.operation, request.url(), self.info.attempts);
        self.info.attempts += 1;
        self.info.first_attempt.get_or_insert(at.wall);
        let attempt = Attempt {
            parts,
            operation: self.operation,
            timeout: limit.min(left),
            timed_out: if limit < left {
                TimedOut::Attempt { after: limit }
            } else {
                let after = parts.timeouts.call;
                TimedOut::Call { after }
            },
            #[cfg(feature = "contract")]
            sample: parts
                .drift
                .as_ref()
                .and_then(|observer| observer.sample(self.operation, request)),
        };
        (attempt, span)
    }

    /// The error that the body of a response reports.
    fn reported_error(&self, outcome: &Outcome) -> Option<ReportedError> {
        match outcome {
            Outcome::Response(response) => {
                let error = self.operation.body_error?;
                error.read(&response.text())
            }
            Outcome::Failed(_) => None,
        }
    }

    /// Records that the API refused the credentials, as sending them again may lock the account.
    async fn refuse(&self, token: &Token, status: StatusCode, code: &'static str) {
        let refused = self.inner.tokens.refuse(token, status, code);
        let mut timer = Timer::new(&*self.inner.parts.clock, self.preparation.left());
        // this process remembers the refusal even if the state file is not written in time
        let _ = timer.bound(pin!(refused)).await;
    }

    /// Decides whether `copy`, the copy of the request, is sent after `outcome`.
    fn resend(
        &mut self,
        outcome: &Outcome,
        token: Option<&Token>,
        copy: Option<Box<reqwest::Request>>,
    ) -> Option<Action> {
        if let (Outcome::Response(response), Some(token)) = (outcome, token) {
            if refuses_token(response) {
                return self.after_refused_token(token, copy);
            }
            // with other statuses, the gateway may not have checked the token
            if response.status().is_success() || response.status() == StatusCode::BAD_REQUEST {
                self.inner.tokens.accept(token);
            }
        }
        let (cause, headers) = match outcome {
            Outcome::Response(response) if response.status().is_success() => return None,
            Outcome::Response(response) => (
                RetryCause::Status(response.status()),
                Some(response.headers()),
            ),
            Outcome::Failed(failure) => (failure.cause?, None),
        };
        let copy = copy?;
        let time = Time {
            wall: self.inner.parts.clock.wall(),
            left: self.preparation.left(),
        };
        let policy = &self.inner.parts.retry;
        match policy.decide(self.operation, cause, headers, self.counted(), &time) {
            Decision::Resend(wait) => {
                self.trace_resend(outcome, wait);
                Some(Action::Send(copy, wait))
            }
            Decision::Pause(wait) => {
                self.trace_resend(outcome, wait);
                self.inner.pause.extend(self.inner.parts.clock.now(), wait);
                self.uncounted += 1;
                Some(Action::Send(copy, Duration::ZERO))
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
                None
            }
        }
    }

    /// The next action after a refused token: sends the token again if the API may not have known it yet, or replaces it
    /// once. This is safe for any operation, as a request with a refused token is not carried out.
    fn after_refused_token(
        &mut self,
        token: &Token,
        copy: Option<Box<reqwest::Request>>,
    ) -> Option<Action> {
        let after = self.inner.tokens.after_refusal(token);
        let wait = match after {
            AfterRefusal::Wait(wait) if wait < self.preparation.left() => wait,
            AfterRefusal::Replace if !self.reauthenticated => Duration::ZERO,
            _ => return None,
        };
        let copy = copy?;
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
        Some(Action::Send(copy, wait))
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

    /// The number of attempts that the policy counts.
    fn counted(&self) -> u32 {
        self.info.attempts - self.uncounted
    }
}

/// A copy of the request; `None` if its body is a stream.
fn copy_of(request: &reqwest::Request) -> Option<Box<reqwest::Request>> {
    let body = request.body().map(reqwest::Body::as_bytes);
    let is_small = body.is_none_or(|body| body.is_some_and(|body| body.len() <= SMALL));
    if !is_small || request.timeout().is_some() {
        return request.try_clone().map(Box::new);
    }
    // `try_clone` also copies the extensions, in which reqwest stores the timeout. This request has no timeout.
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut().clone_from(request.headers());
    *copy.version_mut() = request.version();
    *copy.body_mut() = body.flatten().map(|body| body.to_vec().into());
    Some(Box::new(copy))
}

fn milliseconds(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}

fn is_too_late(failure: &TransportError) -> bool {
    matches!(failure, TransportError::NotSent(e) if e.reason() == NotSentReason::Deadline)
}
