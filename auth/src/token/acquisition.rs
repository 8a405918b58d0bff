//! One attempt to get a token: from the cache, with a refresh token, or with the password. Only one request at a time sends
//! the password, and only if the guard allows it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use oauth2::TokenResponse;
use tracing::Instrument;
use zeroize::Zeroizing;

use super::account::{Account, Refusals, Time};
use super::bearer::Bearer;
use super::cache::{IssuedToken, TokenCache};
use super::endpoint::Grant;
use super::error::{EndpointError, whole_seconds};
use super::exchange::ExchangeOptions;
use super::expiry::{Expiry, Moment};
use super::guard::{Fingerprint, Guard, Identity};
use super::refresh::RefreshGrant;
use super::refusal::Refusal;
use super::request_error::TokenRequestError;
use super::response::TokenBody;
use super::slots::Slot;
use super::{TokenEndpoint, TokenError, TokenPolicy};
use crate::clock::Clock;
use crate::trace::{self, TARGET};
use crate::{Credentials, ScopeSet};

/// The time after the deadline of a task at which its waiters give it up, so that the task's own timeout applies first.
pub(super) const GRACE: Duration = Duration::from_millis(250);

/// The longest back-off that a request waits for, after it has waited for its turn. With a longer one, it fails.
const SHORT: Duration = Duration::from_secs(1);

/// The state and the settings that all attempts of a source share.
#[derive(Clone)]
pub(crate) struct TokenParts {
    pub(crate) endpoint: TokenEndpoint,
    pub(crate) policy: TokenPolicy,
    pub(crate) clock: Arc<dyn Clock>,
    /// Shared by a client, its clones and those that `with_credentials` makes, as their accounts can be the same.
    pub(crate) guard: Guard,
    /// The cache through which processes share tokens.
    pub(crate) cache: Option<Arc<TokenCache>>,
}

impl TokenParts {
    pub(super) fn identity<'a>(&'a self, credentials: &'a Credentials) -> Identity<'a> {
        Identity {
            url: self.endpoint.url(),
            credentials,
        }
    }
}

/// The result of a token request.
pub(super) struct Granted {
    pub(super) bearer: Bearer,
    pub(super) refresh: Option<RefreshGrant>,
}

/// One attempt to get a token.
pub(super) struct Acquisition<'a> {
    pub(super) parts: &'a TokenParts,
    pub(super) slot: &'a Slot,
    pub(super) identity: Identity<'a>,
    pub(super) fingerprint: Fingerprint,
}

impl Acquisition<'_> {
    /// Takes the token of another process, or requests one with the refresh token or with the password.
    pub(super) async fn run(&self) -> Result<Granted, TokenError> {
        self.check_client()?;
        if let Some(granted) = self.cached() {
            // a refusal of the account applies to the token of another process, too
            self.check()?;
            return Ok(granted);
        }
        match self.by_refresh_token().await? {
            Some(granted) => Ok(granted),
            None => self.by_password().await,
        }
    }

    /// Requests a token with the refresh token. `None` if the password has to be used: there is no refresh token, it was
    /// refused, or the connection was lost with its runtime.
    async fn by_refresh_token(&self) -> Result<Option<Granted>, TokenError> {
        let Some(grant) = self.slot.refresh.take(self.fingerprint) else {
            return Ok(None);
        };
        match self.request(Grant::Refresh(&grant.token)).await {
            // without a successor, a refresh token stays valid (RFC 6749, section 6)
            Ok(granted) => Ok(Some(Granted {
                refresh: granted.refresh.or(Some(grant)),
                ..granted
            })),
            Err(TokenRequestError::Refused(refusal)) if refusal.concerns_client() => {
                let TokenParts { guard, clock, .. } = self.parts;
                let first = self.parts.policy.lockout;
                Err(guard.refuse(self.identity, &**clock, first, &refusal))
            }
            Err(TokenRequestError::Refused(refusal)) => {
                tracing::info!(target: TARGET, %refusal, "refresh token refused, the password is used");
                Ok(None)
            }
            // the refresh token may have been used; the password was not sent, so nothing is counted twice
            Err(TokenRequestError::Endpoint(error, _)) if error.lost_its_connection() => {
                tracing::info!(target: TARGET, "connection lost with its runtime, the password is used");
                Ok(None)
            }
            Err(TokenRequestError::Endpoint(error, _)) => {
                // a refresh token that was not sent is unused
                if error.was_not_sent() {
                    self.slot.refresh.keep(Some(grant));
                }
                Err(TokenError::Endpoint {
                    error,
                    blocked_for: Duration::ZERO,
                })
            }
        }
    }

    /// The token of another process, unless this process has had a token for these scopes.
    fn cached(&self) -> Option<Granted> {
        let cache = self.parts.cache.as_ref()?;
        if self.slot.served.load(Ordering::Relaxed) {
            return None;
        }
        let at = Moment::of(&*self.parts.clock);
        let bearer = cache.load(self.identity, &self.slot.scopes, at, &self.parts.policy)?;
        tracing::debug!(target: TARGET, scopes = %self.slot.scopes, "token taken from the cache");
        Some(Granted {
            bearer,
            refresh: None,
        })
    }

    /// Requests a token with the password, if the guard allows it.
    async fn by_password(&self) -> Result<Granted, TokenError> {
        let TokenParts { guard, clock, .. } = self.parts;
        self.check()?;
        let longest = self.parts.policy.deadline.saturating_add(GRACE);
        let _turn = guard.turn(self.identity, &**clock, longest).await;
        // another request may have failed while this one waited for its turn
        let sending = loop {
            self.check_slot()?;
            match guard.begin(self.identity, &**clock).await {
                Err(TokenError::HeldBack { blocked_for, .. }) if blocked_for <= SHORT => {
                    clock.sleep(blocked_for).await;
                }
                begun => break begun?,
            }
        };
        // another process may have been granted a token in the meantime
        if let Some(granted) = self.cached() {
            return sending.end(|account, _, _| {
                account.not_sent();
                Ok(granted)
            });
        }
        let outcome = self.request(Grant::Password).await;
        sending.end(|account, tag, now| match outcome {
            Ok(granted) => {
                account.accept(tag);
                self.slot_refusals().forget(tag);
                Ok(granted)
            }
            Err(error) => Err(self.failed(error, account, tag, now)),
        })
    }

    /// Records a failed password request, and returns the error.
    fn failed(
        &self,
        error: TokenRequestError,
        account: &mut Account,
        tag: u16,
        now: Time,
    ) -> TokenError {
        let lockout = self.parts.policy.lockout;
        match error {
            TokenRequestError::Endpoint(error, _) if error.was_not_sent() => {
                account.not_sent();
                TokenError::Endpoint {
                    error,
                    blocked_for: Duration::ZERO,
                }
            }
            TokenRequestError::Endpoint(error, retry_after) => {
                account.take_accepted(tag);
                account.fail(now, retry_after, |blocked_for| TokenError::Endpoint {
                    error,
                    blocked_for,
                })
            }
            TokenRequestError::Refused(refusal) if refusal.concerns_credentials() => {
                account.take_accepted(tag);
                account.refuse(tag, now, lockout, &refusal)
            }
            // if the password was accepted the last time, probably only these scopes are refused, and a single refusal
            // does not affect others
            TokenRequestError::Refused(refusal)
                if refusal.concerns_scopes() || account.is_accepted(tag) =>
            {
                if account.take_accepted(tag) {
                    account.not_sent();
                } else {
                    account.count(now);
                }
                let mut refusals = self.slot_refusals();
                refusals.add(tag, now, lockout, &refusal, |wait| {
                    self.refused(refusal.clone(), whole_seconds(wait))
                })
            }
            TokenRequestError::Refused(refusal) => {
                account.fail(now, refusal.retry_after(), |blocked_for| {
                    self.refused(refusal.clone(), blocked_for)
                })
            }
        }
    }

    /// The error of a refusal that does not concern the credentials.
    fn refused(&self, refusal: Refusal, blocked_for: Duration) -> TokenError {
        if refusal.concerns_scopes() {
            TokenError::ScopesRefused {
                scopes: self.slot.scopes.clone(),
                refusal,
                blocked_for,
            }
        } else {
            TokenError::RequestRefused {
                refusal,
                blocked_for,
            }
        }
    }

    /// Fails if the application was refused, as it would be refused with a refresh token, too.
    fn check_client(&self) -> Result<(), TokenError> {
        match self.check() {
            Err(TokenError::CredentialsRefused {
                refusal,
                blocked_for,
            }) if refusal.concerns_client() => Err(TokenError::CredentialsRefused {
                refusal,
                blocked_for,
            }),
            _ => Ok(()),
        }
    }

    /// Fails while the guard holds the password back, or while these scopes are refused.
    fn check(&self) -> Result<(), TokenError> {
        let TokenParts { guard, clock, .. } = self.parts;
        guard.check(self.identity, &**clock)?;
        self.check_slot()
    }

    /// Fails while these scopes are refused.
    fn check_slot(&self) -> Result<(), TokenError> {
        let TokenParts { guard, clock, .. } = self.parts;
        let (tag, now) = guard.tag(self.identity, &**clock);
        self.slot_refusals().check(tag, now)
    }

    fn slot_refusals(&self) -> MutexGuard<'_, Refusals> {
        let refusals = self.slot.refused.lock();
        refusals.unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a token request, and records its outcome in a span.
    async fn request(&self, grant: Grant<'_>) -> Result<Granted, TokenRequestError> {
        let span = trace::token_request(self.parts.endpoint.url());
        let outcome = self.send(grant).instrument(span.clone()).await;
        match &outcome {
            Ok(_) => trace::status(&span, StatusCode::OK),
            Err(error) => {
                let status = error.status();
                if let Some(status) = status {
                    trace::status(&span, status);
                }
                if status.is_none_or(|status| status.is_success()) {
                    trace::error(&span, error.kind());
                }
            }
        }
        outcome
    }

    async fn send(&self, grant: Grant<'_>) -> Result<Granted, TokenRequestError> {
        let TokenParts {
            endpoint,
            policy,
            clock,
            ..
        } = self.parts;
        let options = ExchangeOptions {
            clock: &**clock,
            timeout: policy.request_timeout,
            charset: policy.form_charset,
        };
        // taken before the request is sent, so that the time in the network counts
        let issued = Moment::of(&**clock);
        let scopes = &self.slot.scopes;
        let request = endpoint.request(self.identity.credentials, grant, scopes, options);
        self.granted(request.await?, issued)
    }

    /// Makes the token of a response, and stores it in the cache.
    fn granted(&self, token: TokenBody, issued: Moment) -> Result<Granted, TokenRequestError> {
        let policy = &self.parts.policy;
        let lifetime = token.expires_in().unwrap_or_else(|| {
            let assumed = policy.default_lifetime;
            tracing::warn!(target: TARGET, ?assumed, "the token endpoint gives no usable expires_in");
            assumed
        });
        let expiry = Expiry::new(issued, lifetime, policy.refresh_window);
        let granted = token.scopes().and_then(|scopes| {
            let names = scopes.iter().map(|scope| scope.as_str());
            ScopeSet::new(names).ok()
        });
        let (access_token, refresh_token) = token.into_secrets();
        let access_token = Zeroizing::new(access_token);
        let fingerprint = self.fingerprint;
        let refresh = refresh_token.map(|token| RefreshGrant {
            token: token.into(),
            fingerprint,
        });
        if let Some(cache) = &self.parts.cache {
            let issued_token = IssuedToken {
                access_token: &access_token,
                granted: granted.as_ref(),
                issued: issued.wall,
                lifetime,
            };
            cache.store(self.identity, &self.slot.scopes, &issued_token);
        }
        let (credentials, scopes) = (self.identity.credentials, self.slot.scopes.clone());
        let bearer = Bearer::new(&access_token, credentials, expiry, scopes).map_err(|_| {
            EndpointError::NotUnderstood {
                status: StatusCode::OK,
                content_type: "JSON".to_owned(),
                problem: "the access_token cannot be sent in a header".to_owned(),
            }
        })?;
        let bearer = bearer.with_granted(granted);
        Ok(Granted { bearer, refresh })
    }
}
