//! Gets one token: with the refresh token if there is one, else with the password, which is sent by
//! one request at a time and never again after it was refused.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use oauth2::TokenResponse;
use secrecy::SecretString;
use tracing::Instrument;
use zeroize::Zeroizing;

use super::answer::Answer;
use super::bearer::Bearer;
use super::endpoint::{Fault, Grant};
use super::error::{EndpointError, Refusal};
use super::exchange::Patience;
use super::expiry::{Expiry, Moment};
use super::flight::{Joined, Lead};
use super::lockout::{Fingerprint, Guard, Lockout};
use super::places::Place;
use super::source::{GRACE, within};
use super::{TokenEndpoint, TokenError, TokenPolicy};
use crate::Credentials;
use crate::clock::{Clock, after};
use crate::credentials::CredentialsSource;
use crate::trace::{self, TARGET};

/// Gets tokens for one set of credentials.
pub(super) struct Fetcher {
    credentials: Arc<dyn CredentialsSource>,
    endpoint: TokenEndpoint,
    policy: TokenPolicy,
    clock: Arc<dyn Clock>,
    guard: Guard,
}

/// What a token request brought.
pub(super) struct Granted {
    pub(super) bearer: Bearer,
    pub(super) refresh: Option<RefreshGrant>,
}

/// A refresh token, and whose it is.
pub(super) struct RefreshGrant {
    token: SecretString,
    fingerprint: Fingerprint,
}

/// Keeps the refresh token of one scope set. It is single-use: whoever takes it has the only one.
#[derive(Default)]
pub(super) struct RefreshStore(Mutex<Option<RefreshGrant>>);

impl RefreshStore {
    pub(super) fn keep(&self, grant: Option<RefreshGrant>) {
        *self.lock() = grant;
    }

    /// What is kept, unless it belongs to other credentials, in which case it is dropped.
    fn take(&self, fingerprint: Fingerprint) -> Option<RefreshGrant> {
        self.lock()
            .take()
            .filter(|grant| grant.fingerprint == fingerprint)
    }

    fn lock(&self) -> MutexGuard<'_, Option<RefreshGrant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fetcher {
    pub(super) fn new(
        endpoint: TokenEndpoint,
        credentials: Arc<dyn CredentialsSource>,
        policy: TokenPolicy,
        clock: Arc<dyn Clock>,
        guard: Guard,
    ) -> Self {
        Self {
            credentials,
            endpoint,
            policy,
            clock,
            guard,
        }
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(super) fn policy(&self) -> &TokenPolicy {
        &self.policy
    }

    /// A token for the scopes of `place`.
    pub(super) async fn fetch(&self, place: &Place) -> Result<Granted, TokenError> {
        let credentials = self
            .credentials
            .fetch()
            .await
            .map_err(TokenError::Credentials)?;
        let asking = Asking {
            fetcher: self,
            place,
            fingerprint: self.guard.fingerprint(&credentials),
            credentials,
        };
        asking.check_client()?;
        match asking.by_refresh_token().await? {
            Some(granted) => Ok(granted),
            None => asking.by_password().await,
        }
    }

    /// Waits until nobody else sends the password of these credentials.
    async fn password_turn(&self, of: Fingerprint) -> Lead<()> {
        let turns = self.guard.turns(of);
        loop {
            let now = self.clock.now();
            let ends_by = after(now, self.policy.request_timeout.saturating_add(GRACE));
            match turns.join(now, ends_by, || None::<()>) {
                Joined::Lead(lead, _) => return lead,
                Joined::Waiter(waiter) => {
                    let patience = waiter.lands_by().saturating_duration_since(now);
                    within(&*self.clock, patience, waiter).await;
                }
                Joined::Settled(()) => {}
            }
        }
    }
}

/// One attempt to get a token.
struct Asking<'a> {
    fetcher: &'a Fetcher,
    place: &'a Place,
    credentials: Credentials,
    fingerprint: Fingerprint,
}

impl Asking<'_> {
    /// A token for the refresh token; nothing where there is none, or it was refused.
    async fn by_refresh_token(&self) -> Result<Option<Granted>, TokenError> {
        let Some(grant) = self.place.refresh.take(self.fingerprint) else {
            return Ok(None);
        };
        match self.request(Grant::Refresh(&grant.token)).await {
            Ok(granted) => Ok(Some(granted)),
            Err(Fault::Refused(refusal)) if refusal.concerns_client() => {
                Err(self.credentials_refused(refusal))
            }
            Err(Fault::Refused(refusal)) => {
                tracing::info!(target: TARGET, %refusal, "refresh token refused, the password is used");
                Ok(None)
            }
            // it may have been used up; the password has not been sent, so no attempt counts twice
            Err(Fault::Endpoint(error)) if error.lost_its_connection() => {
                tracing::info!(target: TARGET, "connection lost with its runtime, the password is used");
                Ok(None)
            }
            Err(Fault::Endpoint(error)) => {
                // it was not sent, so it was not used
                if matches!(error, EndpointError::Unreachable(_)) {
                    self.place.refresh.keep(Some(grant));
                }
                Err(TokenError::Endpoint(error))
            }
        }
    }

    /// A token for the password, unless that was refused before.
    async fn by_password(&self) -> Result<Granted, TokenError> {
        self.check()?;
        let _turn = self.fetcher.password_turn(self.fingerprint).await;
        // while waiting for the turn, it may have been refused to whoever had it
        self.check()?;
        let guard = &self.fetcher.guard;
        match self.request(Grant::Password).await {
            Ok(granted) => {
                guard.note(self.fingerprint, true);
                Ok(granted)
            }
            Err(Fault::Endpoint(error)) => Err(TokenError::Endpoint(error)),
            Err(Fault::Refused(refusal)) if refusal.concerns_scopes() => {
                Err(self.scopes_refused(refusal))
            }
            Err(Fault::Refused(refusal)) => {
                let was_accepted = guard.note(self.fingerprint, false);
                Err(if refusal.concerns_credentials() {
                    self.credentials_refused(refusal)
                } else {
                    self.request_refused(refusal, was_accepted)
                })
            }
        }
    }

    /// An application that was refused is not let in with a refresh token either.
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
        let now = self.fetcher.clock.now();
        self.fetcher.guard.refused().check(self.fingerprint, now)?;
        self.place.refused.check(self.fingerprint, now)
    }

    fn credentials_refused(&self, refusal: Refusal) -> TokenError {
        let blocked_for = self.fetcher.policy.lockout;
        let error = TokenError::CredentialsRefused {
            refusal,
            blocked_for,
        };
        self.refuse(self.fetcher.guard.refused(), blocked_for, error)
    }

    fn scopes_refused(&self, refusal: Refusal) -> TokenError {
        let scopes = self.place.scopes.clone();
        let blocked_for = self.fetcher.policy.lockout;
        let error = TokenError::ScopesRefused {
            scopes,
            refusal,
            blocked_for,
        };
        self.refuse(&self.place.refused, blocked_for, error)
    }

    /// Nobody says that the password is wrong, nor that it was not counted as such. Where it `was_accepted`
    /// the last time, it is more likely that these scopes are not granted, and others are left alone;
    /// but not twice in a row.
    fn request_refused(&self, refusal: Refusal, was_accepted: bool) -> TokenError {
        let blocked_for = self.fetcher.policy.refusal_pause;
        let error = TokenError::RequestRefused {
            refusal,
            blocked_for,
        };
        let refused = if was_accepted {
            &self.place.refused
        } else {
            self.fetcher.guard.refused()
        };
        self.refuse(refused, blocked_for, error)
    }

    /// Remembers a refusal for `blocked_for`.
    fn refuse(&self, lockout: &Lockout, blocked_for: Duration, error: TokenError) -> TokenError {
        let now = self.fetcher.clock.now();
        let until = after(now, blocked_for);
        lockout.refuse(self.fingerprint, now, until, error.clone());
        error
    }

    async fn request(&self, grant: Grant<'_>) -> Result<Granted, Fault> {
        let span = trace::token_request(self.fetcher.endpoint.url());
        let outcome = self.send(grant).instrument(span.clone()).await;
        match &outcome {
            Ok(_) => trace::status(&span, StatusCode::OK),
            Err(fault) => match fault.status() {
                Some(status) if !status.is_success() => trace::status(&span, status),
                status => {
                    if let Some(status) = status {
                        trace::status(&span, status);
                    }
                    trace::error(&span, fault.kind());
                }
            },
        }
        outcome
    }

    async fn send(&self, grant: Grant<'_>) -> Result<Granted, Fault> {
        let Fetcher {
            endpoint,
            policy,
            clock,
            ..
        } = self.fetcher;
        let patience = Patience {
            clock: &**clock,
            length: policy.request_timeout,
        };
        // before the request is sent, so that what the network takes counts
        let issued = Moment::of(&**clock);
        let scopes = &self.place.scopes;
        let request = endpoint.request(&self.credentials, grant, scopes, patience);
        self.granted(request.await?, issued)
    }

    fn granted(&self, answer: Answer, issued: Moment) -> Result<Granted, Fault> {
        let policy = &self.fetcher.policy;
        let lifetime = answer.expires_in().unwrap_or_else(|| {
            let assumed = policy.default_lifetime;
            tracing::warn!(target: TARGET, ?assumed, "the token endpoint tells no usable expires_in");
            assumed
        });
        let expiry = Expiry::new(issued, lifetime, policy.refresh_window);
        let (access_token, refresh_token) = answer.into_secrets();
        let access_token = Zeroizing::new(access_token);
        let fingerprint = self.fingerprint;
        let refresh = refresh_token.map(|token| RefreshGrant {
            token: token.into(),
            fingerprint,
        });
        let client_id = self.credentials.client_id();
        let bearer = Bearer::new(&access_token, client_id, expiry).map_err(|_| {
            Fault::Endpoint(EndpointError::NotUnderstood {
                status: StatusCode::OK,
                content_type: "JSON".to_owned(),
                fault: "the access_token cannot be sent in a header".to_owned(),
            })
        })?;
        Ok(Granted { bearer, refresh })
    }
}

impl Refusal {
    /// The application's own authentication failed, and nothing else was looked at.
    fn concerns_client(&self) -> bool {
        self.code() == Some("invalid_client")
    }

    /// The password was refused, or may have been. A 401 says so whatever its body is (RFC 6749,
    /// section 5.2).
    fn concerns_credentials(&self) -> bool {
        self.concerns_client()
            || self.code() == Some("invalid_grant")
            || self.status() == StatusCode::UNAUTHORIZED
    }

    fn concerns_scopes(&self) -> bool {
        self.code() == Some("invalid_scope")
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
