//! A call: attempts, one after the other, until there is an answer to give or no time left.

use std::time::{Duration, Instant};

use api_transport::{
    CallInfo, Failure, NotSent, NotSentReason, Operation, ReportedError, Response,
};
use http::header::AUTHORIZATION;
use http::{HeaderName, StatusCode};
use tokio::sync::SemaphorePermit;
use tracing::{Instrument, Span};
use url::Url;

use crate::api_key::NoApiKey;
use crate::attempt::{Attempt, Broken, Outcome};
use crate::challenge::Challenge;
use crate::clock::after;
use crate::error::{InsecureUrl, TimedOut};
use crate::http::may_carry_credentials;
use crate::parts::Inner;
use crate::redaction::shows_text;
use crate::retry::{Decision, RetryCause, Stop, Time};
use crate::runtime;
use crate::timer::{Elapsed, Timer};
use crate::token::{AfterRefusal, Token, TokenError};
use crate::trace::{self, TARGET};

/// One call of an operation.
pub(crate) struct Call<'a> {
    inner: &'a Inner,
    operation: &'a Operation,
    span: Span,
    deadline: Instant,
    /// The attempts that were made.
    info: CallInfo,
    /// Whether a token that was refused has been replaced.
    reauthenticated: bool,
    /// The attempts that the policy does not count: those for which the API did not know the token yet, or
    /// asked to come back later.
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
        let parts = &inner.parts;
        let now = parts.clock.now();
        Self {
            inner,
            operation,
            span: trace::call(operation, url),
            deadline: after(now, parts.time_outs.call),
            info: CallInfo::new(operation),
            reauthenticated: false,
            uncounted: 0,
        }
    }

    /// Sends `request`, as often as it takes and is allowed.
    pub(crate) async fn run(mut self, request: reqwest::Request) -> Result<Response, Failure> {
        let span = self.span.clone();
        let result = self.attempts(request).instrument(span).await;
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

    async fn attempts(&mut self, mut request: reqwest::Request) -> Result<Response, Failure> {
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
        loop {
            // kept without headers of its own: the next attempt has another token perhaps
            let spare = if policy.has_attempts_left(self.counted() + 1) {
                request.try_clone()
            } else {
                None
            };
            // what went wrong before says more than that there is no time left
            let (token, permit) = match self.prepare(&mut request).await {
                Ok(ready) => ready,
                Err(failure) => match previous {
                    Some(previous) if is_too_late(&failure) => return into_result(*previous),
                    _ => return Err(failure),
                },
            };
            let outcome = self.attempt(request).await;
            drop(permit);
            let lost = matches!(outcome, Outcome::Broken(_)) && self.left().is_zero();
            if let Some(previous) = previous.filter(|_| lost && self.operation.is_safe()) {
                return into_result(*previous);
            }
            let reported = self.reported(&outcome);
            let known = reported.as_ref().and_then(ReportedError::known);
            let next = match known.filter(|known| known.credentials) {
                Some(known) => {
                    self.refuse(token.as_ref(), outcome.status(), known.value)
                        .await;
                    Next::Done(outcome)
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
                    request = *again;
                    previous = Some(Box::new(redacted(*outcome, token, is_error)));
                }
            }
        }
    }

    /// Waits until the request may be sent, and authorises it.
    async fn prepare(
        &self,
        request: &mut reqwest::Request,
    ) -> Result<(Option<Token>, SemaphorePermit<'a>), Failure> {
        self.pause().await?;
        let token = self.authorise(request).await?;
        Ok((token, self.connection().await?))
    }

    /// Waits while the server's rate limit accepts nothing.
    async fn pause(&self) -> Result<(), Failure> {
        let clock = &*self.inner.parts.clock;
        loop {
            let pause = self.inner.pause.left(clock);
            if pause.is_zero() {
                return Ok(());
            }
            if pause >= self.left() {
                return Err(self.before_sending());
            }
            clock.sleep(pause).await;
        }
    }

    /// Makes one attempt, within its time-out and what is left of the call's.
    async fn attempt(&mut self, request: reqwest::Request) -> Outcome {
        let parts = &self.inner.parts;
        let (attempt, left) = (parts.time_outs.attempt, self.left());
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
        *first = first.or_else(|| Some(parts.clock.wall()));
        let outcome = attempt.send(request).instrument(span.clone()).await;
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
        let mut timer = Timer::new(&*self.inner.parts.clock, self.left());
        // what is not stored in time is remembered in this process
        let _ = timer.bound(refused).await;
    }

    /// Whether `outcome` is what the caller gets, or `spare` is sent, if there is one.
    fn next(
        &mut self,
        outcome: Outcome,
        token: Option<&Token>,
        spare: Option<reqwest::Request>,
    ) -> Next {
        if let (Outcome::Response(response), Some(token)) = (&outcome, token) {
            if refuses_token(response) {
                return self.after_refused_token(outcome, token, spare);
            }
            // a gateway can refuse or fail before it looks at the token, so only these show that it did
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
            left: self.left(),
        };
        let policy = &self.inner.parts.retry;
        match policy.decide(self.operation, cause, headers, self.counted(), &time) {
            Decision::Resend(wait) => {
                self.trace_resend(&outcome, wait);
                Next::Again(Box::new(spare), wait, Box::new(outcome))
            }
            Decision::Pause(wait) => {
                self.trace_resend(&outcome, wait);
                self.inner.pause.extend(self.inner.parts.clock.now(), wait);
                self.uncounted += 1;
                Next::Again(Box::new(spare), Duration::ZERO, Box::new(outcome))
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
        spare: Option<reqwest::Request>,
    ) -> Next {
        let after = self.inner.tokens.after_refusal(token);
        let wait = match after {
            AfterRefusal::Wait(wait) if wait < self.left() => wait,
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
        Next::Again(Box::new(spare), wait, Box::new(outcome))
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

    /// Sets the headers that the operation's security asks for; gives the token, if there is one.
    async fn authorise(&self, request: &mut reqwest::Request) -> Result<Option<Token>, Failure> {
        let mut timer = Timer::new(&*self.inner.parts.clock, self.left());
        let authorised = timer.bound(self.fetch(request)).await;
        authorised.unwrap_or_else(|Elapsed| {
            let after = self.inner.parts.time_outs.call;
            Err(too_late(TimedOut::Token { after }))
        })
    }

    /// Waits until a request may be sent. What is not even begun is known not to be processed.
    async fn connection(&self) -> Result<SemaphorePermit<'a>, Failure> {
        let parts = &self.inner.parts;
        let mut timer = Timer::new(&*parts.clock, self.left());
        match timer.bound(parts.connections.acquire()).await {
            Ok(Ok(permit)) if !self.left().is_zero() => Ok(permit),
            // the semaphore is never closed
            _ => Err(self.before_sending()),
        }
    }

    fn before_sending(&self) -> Failure {
        let after = self.inner.parts.time_outs.call;
        too_late(TimedOut::BeforeSending { after })
    }

    async fn fetch(&self, request: &mut reqwest::Request) -> Result<Option<Token>, Failure> {
        let inner = self.inner;
        let token = match self.operation.oauth2_scopes {
            Some(scopes) => {
                let scopes = inner.parts.scopes.for_operation(scopes);
                let token = inner.tokens.token(&scopes).await.map_err(no_token)?;
                request
                    .headers_mut()
                    .insert(AUTHORIZATION, token.authorization());
                Some(token)
            }
            None => None,
        };
        if !self.operation.api_key_headers.is_empty() {
            let key = inner.api_key.beside(token.as_ref()).await;
            let key = key.map_err(no_api_key)?;
            for name in self.operation.api_key_headers {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(invalid)?;
                request.headers_mut().insert(name, key.clone());
            }
        }
        Ok(token)
    }

    /// What is left of the time for the call.
    fn left(&self) -> Duration {
        self.deadline
            .saturating_duration_since(self.inner.parts.clock.now())
    }
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

/// Whether a response says that the token is not valid. A 401 does unless it says that the scopes do not
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

fn too_late(source: TimedOut) -> Failure {
    Failure::NotSent(NotSent::new(NotSentReason::Deadline, source))
}

fn no_token(error: TokenError) -> Failure {
    Failure::NotSent(error.into())
}

fn no_api_key(error: NoApiKey) -> Failure {
    match error {
        NoApiKey::Credentials(error) => no_token(error),
        NoApiKey::Invalid(error) => {
            Failure::NotSent(NotSent::new(NotSentReason::Credentials, error))
        }
    }
}

fn invalid(error: http::header::InvalidHeaderName) -> Failure {
    Failure::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
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
