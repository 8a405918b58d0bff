//! Gets one token: with the refresh token if there is one, else with the password, which is sent by
//! one request at a time, and only when the guard allows it.

use std::fmt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::StatusCode;
use oauth2::TokenResponse;
use tracing::Instrument;
use zeroize::Zeroizing;

use super::account::{Account, Refusals, Time};
use super::bearer::Bearer;
use super::cache::{Issue, TokenCache};
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
use crate::clock::{Clock, after};
use crate::credentials::{CredentialsError, CredentialsSource};
use crate::trace::{self, TARGET};
use crate::{Credentials, ScopeSet};

/// How long after the end of a task its waiters give it up: its own clock comes first.
pub(super) const GRACE: Duration = Duration::from_millis(250);

/// A request that has waited for its turn waits so long for the end of a back-off, too.
const SHORT: Duration = Duration::from_secs(1);

/// Gets tokens for one set of credentials.
pub(super) struct Fetcher {
    credentials: Arc<dyn CredentialsSource>,
    endpoint: TokenEndpoint,
    policy: TokenPolicy,
    clock: Arc<dyn Clock>,
    guard: Guard,
    cache: Option<Arc<TokenCache>>,
    /// The last credentials of the source, and when it gave them.
    last: Mutex<Option<(Instant, Result<Credentials, CredentialsError>)>>,
}

/// The result of a token request.
pub(super) struct Granted {
    pub(super) bearer: Bearer,
    pub(super) refresh: Option<RefreshGrant>,
}

impl Fetcher {
    pub(super) fn new(
        endpoint: TokenEndpoint,
        credentials: Arc<dyn CredentialsSource>,
        policy: TokenPolicy,
        clock: Arc<dyn Clock>,
        (guard, cache): (Guard, Option<Arc<TokenCache>>),
    ) -> Self {
        Self {
            credentials,
            endpoint,
            policy,
            clock,
            guard,
            cache,
            last: Mutex::default(),
        }
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(super) fn policy(&self) -> &TokenPolicy {
        &self.policy
    }

    /// Whether both tokens were granted to the same credentials.
    pub(super) fn is_of_same(&self, one: &Bearer, other: &Bearer) -> bool {
        let fingerprint =
            |bearer: &Bearer| self.guard.fingerprint(self.identity(&bearer.credentials));
        fingerprint(one) == fingerprint(other)
    }

    /// The API refused the credentials that a token was granted to.
    pub(super) async fn refuse_by_api(&self, bearer: &Bearer, refusal: &Refusal) {
        let (of, first) = (self.identity(&bearer.credentials), self.policy.lockout);
        if let Some(cache) = &self.cache {
            cache.remove_account(of);
        }
        self.guard
            .refuse_by_api(of, &*self.clock, first, refusal)
            .await;
    }

    /// Removes a token that the API refused from what processes share.
    pub(super) fn forget(&self, bearer: &Bearer) {
        if let Some(cache) = &self.cache {
            cache.remove(self.identity(&bearer.credentials), bearer);
        }
    }

    fn identity<'a>(&'a self, credentials: &'a Credentials) -> Identity<'a> {
        Identity {
            url: self.endpoint.url(),
            credentials,
        }
    }

    /// A token for the scopes of `slot`.
    pub(super) async fn fetch(&self, slot: &Slot) -> Result<Granted, TokenError> {
        let credentials = self.credentials().await;
        let granted = match &credentials {
            Ok(credentials) => self.fetch_for(credentials, slot).await,
            Err(error) => Err(TokenError::Credentials(error.clone())),
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let reuse = self.credentials.reuse_after_failure();
        match &granted {
            Ok(_) => {
                slot.served.store(true, Ordering::Relaxed);
                *last = None;
            }
            // counted from the first use, so that the source is used again in the end
            Err(_) if last.as_ref().is_none_or(|(at, _)| now >= after(*at, reuse)) => {
                *last = (!reuse.is_zero()).then_some((now, credentials));
            }
            Err(_) => {}
        }
        granted
    }

    /// The credentials of the source, or those that it gave a moment ago.
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let reuse = self.credentials.reuse_after_failure();
        let last = {
            let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = last.as_ref();
            let kept = kept.filter(|(at, _)| self.clock.now() < after(*at, reuse));
            kept.map(|(_, credentials)| credentials.clone())
        };
        match last {
            Some(last) => last,
            None => self.credentials.fetch().await,
        }
    }

    async fn fetch_for(
        &self,
        credentials: &Credentials,
        slot: &Slot,
    ) -> Result<Granted, TokenError> {
        let of = self.identity(credentials);
        let asking = Asking {
            fetcher: self,
            slot,
            fingerprint: self.guard.fingerprint(of),
            of,
        };
        asking.check_client()?;
        if let Some(granted) = asking.cached() {
            // what is known of the account holds for a token of an earlier process, too
            asking.check()?;
            return Ok(granted);
        }
        match asking.by_refresh_token().await? {
            Some(granted) => Ok(granted),
            None => asking.by_password().await,
        }
    }
}

/// One attempt to get a token.
struct Asking<'a> {
    fetcher: &'a Fetcher,
    slot: &'a Slot,
    of: Identity<'a>,
    fingerprint: Fingerprint,
}

impl Asking<'_> {
    /// A token for the refresh token; `None` where there is none, or it was refused.
    async fn by_refresh_token(&self) -> Result<Option<Granted>, TokenError> {
        let Some(grant) = self.slot.refresh.take(self.fingerprint) else {
            return Ok(None);
        };
        match self.request(Grant::Refresh(&grant.token)).await {
            // without a new one, it stays valid (RFC 6749, section 6)
            Ok(granted) => Ok(Some(Granted {
                refresh: granted.refresh.or(Some(grant)),
                ..granted
            })),
            Err(TokenRequestError::Refused(refusal)) if refusal.concerns_client() => {
                let Fetcher { guard, clock, .. } = self.fetcher;
                let first = self.fetcher.policy.lockout;
                Err(guard.refuse(self.of, &**clock, first, refusal))
            }
            Err(TokenRequestError::Refused(refusal)) => {
                tracing::info!(target: TARGET, %refusal, "refresh token refused, the password is used");
                Ok(None)
            }
            // it may have been used up; the password has not been sent, so no attempt counts twice
            Err(TokenRequestError::Endpoint(error, _)) if error.lost_its_connection() => {
                tracing::info!(target: TARGET, "connection lost with its runtime, the password is used");
                Ok(None)
            }
            Err(TokenRequestError::Endpoint(error, _)) => {
                // it was not sent, so it was not used
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

    /// The token of another process, unless this one had a token for these scopes.
    fn cached(&self) -> Option<Granted> {
        let cache = self.fetcher.cache.as_ref()?;
        if self.slot.served.load(Ordering::Relaxed) {
            return None;
        }
        let at = Moment::of(&*self.fetcher.clock);
        let bearer = cache.load(self.of, &self.slot.scopes, at, &self.fetcher.policy)?;
        tracing::debug!(target: TARGET, scopes = %self.slot.scopes, "token taken from the cache");
        Some(Granted {
            bearer,
            refresh: None,
        })
    }

    /// A token for the password, when the guard allows it.
    async fn by_password(&self) -> Result<Granted, TokenError> {
        let Fetcher { guard, clock, .. } = self.fetcher;
        self.check()?;
        let longest = self.fetcher.policy.deadline.saturating_add(GRACE);
        let _turn = guard.turn(self.of, &**clock, longest).await;
        // another request may have failed while this one waited for its turn
        let sending = loop {
            self.check_slot()?;
            match guard.begin(self.of, &**clock).await {
                Err(TokenError::HeldBack { blocked_for, .. }) if blocked_for <= SHORT => {
                    clock.sleep(blocked_for).await;
                }
                begun => break begun?,
            }
        };
        // another process may have been granted one in the meantime
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

    /// The consequence of a failed password request for later ones.
    fn failed(
        &self,
        error: TokenRequestError,
        account: &mut Account,
        tag: u16,
        now: Time,
    ) -> TokenError {
        let lockout = self.fetcher.policy.lockout;
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
                account.refuse(tag, now, lockout, refusal)
            }
            // the password was accepted the last time, so it is more likely that these scopes are not
            // granted, and others are left alone; but not twice in a row
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

    /// An application that was refused would be refused with a refresh token, too.
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

    fn check(&self) -> Result<(), TokenError> {
        let Fetcher { guard, clock, .. } = self.fetcher;
        guard.check(self.of, &**clock)?;
        self.check_slot()
    }

    fn check_slot(&self) -> Result<(), TokenError> {
        let Fetcher { guard, clock, .. } = self.fetcher;
        let (tag, now) = guard.tag(self.of, &**clock);
        self.slot_refusals().check(tag, now)
    }

    fn slot_refusals(&self) -> MutexGuard<'_, Refusals> {
        let refusals = self.slot.refused.lock();
        refusals.unwrap_or_else(PoisonError::into_inner)
    }

    async fn request(&self, grant: Grant<'_>) -> Result<Granted, TokenRequestError> {
        let span = trace::token_request(self.fetcher.endpoint.url());
        let outcome = self.send(grant).instrument(span.clone()).await;
        match &outcome {
            Ok(_) => trace::status(&span, StatusCode::OK),
            Err(error) => match error.status() {
                Some(status) if !status.is_success() => trace::status(&span, status),
                status => {
                    if let Some(status) = status {
                        trace::status(&span, status);
                    }
                    trace::error(&span, error.kind());
                }
            },
        }
        outcome
    }

    async fn send(&self, grant: Grant<'_>) -> Result<Granted, TokenRequestError> {
        let Fetcher {
            endpoint,
            policy,
            clock,
            ..
        } = self.fetcher;
        let options = ExchangeOptions {
            clock: &**clock,
            timeout: policy.request_timeout,
            charset: policy.form_charset,
        };
        // before the request is sent, so that what the network takes counts
        let issued = Moment::of(&**clock);
        let scopes = &self.slot.scopes;
        let request = endpoint.request(self.of.credentials, grant, scopes, options);
        self.granted(request.await?, issued)
    }

    fn granted(&self, token: TokenBody, issued: Moment) -> Result<Granted, TokenRequestError> {
        let policy = &self.fetcher.policy;
        let lifetime = token.expires_in().unwrap_or_else(|| {
            let assumed = policy.default_lifetime;
            tracing::warn!(target: TARGET, ?assumed, "the token endpoint gives no usable expires_in");
            assumed
        });
        let expiry = Expiry::new(issued, lifetime, policy.refresh_window);
        let granted = token.scopes().and_then(|scopes| {
            let texts = scopes.iter().map(|scope| scope.as_str());
            ScopeSet::new(texts).ok()
        });
        let (access_token, refresh_token) = token.into_secrets();
        let access_token = Zeroizing::new(access_token);
        let fingerprint = self.fingerprint;
        let refresh = refresh_token.map(|token| RefreshGrant {
            token: token.into(),
            fingerprint,
        });
        if let Some(cache) = &self.fetcher.cache {
            let issue = Issue {
                access_token: &access_token,
                granted: granted.as_ref(),
                issued: issued.wall,
                lifetime,
            };
            cache.store(self.of, &self.slot.scopes, &issue);
        }
        let (credentials, scopes) = (self.of.credentials, self.slot.scopes.clone());
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

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher")
            .field("endpoint", &self.endpoint)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
