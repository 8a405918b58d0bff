//! Prepares a request: waits for the end of a pause that the server requested, for the token, and for a free connection.
//!
//! Usually no wait is necessary. Then a request is prepared without a future that waits, whose state would cost more than
//! all other steps.

use std::pin::pin;
use std::time::{Duration, Instant};

use api_transport::{NotSent, NotSentReason, Operation, TransportError};
use http::HeaderName;
use http::header::AUTHORIZATION;
use tokio::sync::SemaphorePermit;

use crate::api_key::NoApiKey;
use crate::clock::after;
use crate::error::TimedOut;
use crate::parts::Inner;
use crate::timer::{Elapsed, Timer};
use crate::token::{Moment, Token, TokenError};

/// Prepares the requests of one call.
pub(crate) struct Preparation<'a> {
    inner: &'a Inner,
    operation: &'a Operation,
    deadline: Instant,
}

/// The values for sending a request.
pub(crate) struct Ready<'a> {
    /// The time at which the request became ready.
    pub at: Moment,
    pub token: Option<Token>,
    pub permit: SemaphorePermit<'a>,
}

impl<'a> Preparation<'a> {
    pub(crate) fn new(inner: &'a Inner, operation: &'a Operation, begin: &Moment) -> Self {
        Self {
            inner,
            operation,
            deadline: after(begin.now, inner.parts.timeouts.call),
        }
    }

    /// Waits until the request may be sent, and authorises it. `at` is the current time.
    pub(crate) async fn prepare(
        &self,
        request: &mut reqwest::Request,
        at: Moment,
    ) -> Result<Ready<'a>, TransportError> {
        match self.try_prepare(request, at) {
            Some(ready) => Ok(ready),
            // boxed, so that the future of a call that need not wait is small
            None => Box::pin(self.wait(request)).await,
        }
    }

    /// Prepares the request if that needs no wait.
    fn try_prepare(&self, request: &mut reqwest::Request, at: Moment) -> Option<Ready<'a>> {
        let inner = self.inner;
        let required_scopes = self.operation.oauth2_scopes;
        let needs_source = required_scopes.is_none() && !self.operation.api_key_headers.is_empty();
        if needs_source || at.now >= self.deadline || !inner.pause.left(at.now).is_zero() {
            return None;
        }
        let token = match required_scopes {
            Some(scopes) => {
                let scopes = inner.parts.scopes.for_operation(scopes);
                Some(inner.tokens.kept_at(&scopes, &at)?)
            }
            None => None,
        };
        let permit = inner.parts.connections.try_acquire().ok()?;
        if let Some(token) = &token {
            let headers = request.headers_mut();
            headers.insert(AUTHORIZATION, token.authorization());
            for name in self.operation.api_key_headers {
                let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
                headers.insert(name, token.client_id()?);
            }
        }
        Some(Ready { at, token, permit })
    }

    /// Prepares the request, and waits where that is necessary.
    async fn wait(&self, request: &mut reqwest::Request) -> Result<Ready<'a>, TransportError> {
        self.wait_for_pause().await?;
        let token = self.authorise(request).await?;
        let permit = self.permit().await?;
        let at = Moment::of(&*self.inner.parts.clock);
        Ok(Ready { at, token, permit })
    }

    /// Waits until the pause for the server's rate limit has ended.
    async fn wait_for_pause(&self) -> Result<(), TransportError> {
        let clock = &*self.inner.parts.clock;
        loop {
            let pause = self.inner.pause.left(clock.now());
            if pause.is_zero() {
                return Ok(());
            }
            if pause >= self.left() {
                return Err(self.too_late_to_send());
            }
            clock.sleep(pause).await;
        }
    }

    /// Sets the headers that the operation's security requires, within the time left for the call, and returns the token.
    async fn authorise(
        &self,
        request: &mut reqwest::Request,
    ) -> Result<Option<Token>, TransportError> {
        let mut timer = Timer::new(&*self.inner.parts.clock, self.left());
        let authorised = timer.bound(pin!(self.set_headers(request))).await;
        authorised.unwrap_or_else(|Elapsed| {
            let after = self.inner.parts.timeouts.call;
            Err(too_late(TimedOut::Token { after }))
        })
    }

    async fn set_headers(
        &self,
        request: &mut reqwest::Request,
    ) -> Result<Option<Token>, TransportError> {
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
            let key = inner.api_key.header(token.as_ref()).await;
            let key = key.map_err(no_api_key)?;
            for name in self.operation.api_key_headers {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(invalid_header_name)?;
                request.headers_mut().insert(name, key.clone());
            }
        }
        Ok(token)
    }

    /// Waits for a free connection.
    async fn permit(&self) -> Result<SemaphorePermit<'a>, TransportError> {
        let parts = &self.inner.parts;
        let mut timer = Timer::new(&*parts.clock, self.left());
        match timer.bound(pin!(parts.connections.acquire())).await {
            Ok(Ok(permit)) if !self.left().is_zero() => Ok(permit),
            // the semaphore is never closed
            _ => Err(self.too_late_to_send()),
        }
    }

    fn too_late_to_send(&self) -> TransportError {
        let after = self.inner.parts.timeouts.call;
        too_late(TimedOut::BeforeSending { after })
    }

    /// The time left for the call.
    pub(crate) fn left(&self) -> Duration {
        self.left_at(self.inner.parts.clock.now())
    }

    /// The time left for the call at `now`.
    pub(crate) fn left_at(&self, now: Instant) -> Duration {
        self.deadline.saturating_duration_since(now)
    }
}

fn too_late(source: TimedOut) -> TransportError {
    TransportError::NotSent(NotSent::new(NotSentReason::Deadline, source))
}

fn no_token(error: TokenError) -> TransportError {
    TransportError::NotSent(error.into())
}

fn no_api_key(error: NoApiKey) -> TransportError {
    match error {
        NoApiKey::Credentials(error) => no_token(error),
        NoApiKey::Invalid(error) => {
            TransportError::NotSent(NotSent::new(NotSentReason::Credentials, error))
        }
    }
}

fn invalid_header_name(error: http::header::InvalidHeaderName) -> TransportError {
    TransportError::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
}
