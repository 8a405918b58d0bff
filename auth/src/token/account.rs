//! Records the failed token requests of an account, and decides when its password may be sent again.
//!
//! The insurer locks accounts after a few wrong passwords, and no response proves that a request was not counted as one.
//! So every failed request that the server may have read counts, whatever its response is.

use std::time::Duration;

use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::TokenError;
use super::error::whole_seconds;
use super::refusal::Refusal;
use super::response::known_code;

/// The longest wait.
pub(super) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The first and the longest wait after a failure that does not concern the credentials. In between, the wait doubles
/// with each failure.
const BACK_OFF: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(15 * 60)];

/// The number of requests that may fail in a row.
const BURST: u32 = 3;

/// The time after which one more request may fail. With [`BURST`], at most 3 requests fail in an hour and 9 in a day.
const REFILL: Duration = Duration::from_secs(4 * 60 * 60);

/// Time since the Unix epoch.
pub(super) type Time = Duration;

/// `first`, doubled `times` times, but at most `longest`.
fn doubled(first: Duration, times: u32, longest: Duration) -> Duration {
    let factor = 1_u32.checked_shl(times).unwrap_or(u32::MAX);
    first.saturating_mul(factor).min(longest)
}

/// Refusals of credentials, or of scopes for credentials. Several are kept, as a source can alternate between
/// credentials.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Refusals(Vec<Refused>);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Refused {
    /// The tag of the credentials: 16 bits of their salted hash.
    tag: u16,
    /// The number of refusals so far.
    times: u32,
    /// The end of the wait.
    until: Time,
    status: u16,
    code: Option<String>,
    #[serde(default)]
    by_api: bool,
    #[serde(skip)]
    error: Option<TokenError>,
}

impl Refusals {
    /// Records a refusal, and returns the error that `error` makes from the wait. The wait is `first`, doubled with each
    /// further refusal, or the one that the server requests if that is longer, but at most [`LONGEST`].
    pub(super) fn add(
        &mut self,
        tag: u16,
        now: Time,
        first: Duration,
        refusal: &Refusal,
        error: impl FnOnce(Duration) -> TokenError,
    ) -> TokenError {
        let previous = self.0.iter().find(|refused| refused.tag == tag);
        let times = previous.map_or(0, |refused| refused.times);
        let requested = refusal.retry_after().unwrap_or_default();
        let wait = doubled(first, times, LONGEST).max(requested.min(LONGEST));
        let error = error(wait);
        // an entry is kept after its wait has ended, so that the next wait is longer
        self.0
            .retain(|refused| refused.tag != tag && refused.until.saturating_add(LONGEST) > now);
        self.0.push(Refused {
            tag,
            times: times.saturating_add(1),
            until: now.saturating_add(wait),
            status: refusal.status().as_u16(),
            code: if refusal.is_by_api() {
                // a constant of the document
                refusal.code().map(str::to_owned)
            } else {
                // no other text of a server is stored
                refusal.code().and_then(known_code).map(str::to_owned)
            },
            by_api: refusal.is_by_api(),
            error: Some(error.clone()),
        });
        error
    }

    /// Fails with the error of the refusal until its wait has ended.
    pub(super) fn check(&self, tag: u16, now: Time) -> Result<(), TokenError> {
        let mut all = self.0.iter();
        let Some(refused) = all.find(|refused| refused.tag == tag && refused.until > now) else {
            return Ok(());
        };
        let left = whole_seconds(refused.until.saturating_sub(now));
        Err(match &refused.error {
            Some(error) => error.with_blocked_for(left),
            None => TokenError::CredentialsRefused {
                refusal: refused.refusal(),
                blocked_for: left,
            },
        })
    }

    /// Forgets the refusal of the credentials with this tag.
    pub(super) fn forget(&mut self, tag: u16) {
        self.0.retain(|refused| refused.tag != tag);
    }
}

impl Refused {
    /// The refusal, as far as it is stored.
    fn refusal(&self) -> Refusal {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::UNAUTHORIZED);
        let code = self.code.clone();
        if self.by_api {
            Refusal::by_api(status, code)
        } else {
            Refusal::new(status, code, None)
        }
    }
}

/// One account: a token endpoint and a username.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Account {
    /// The number of failures in a row that do not concern the credentials.
    failures: u32,
    /// The end of the wait after the last of these failures.
    back_off_until: Time,
    /// The time from which the failed requests no longer count.
    #[serde(rename = "made_up_at")]
    refilled_at: Time,
    refused: Refusals,
    /// Credentials that the API refused, although the token endpoint accepts them.
    #[serde(default)]
    refused_by_api: Refusals,
    /// The tag of the credentials, if they were accepted when they were last sent.
    #[serde(skip)]
    accepted: Option<u16>,
    /// The error of the last failure in this process.
    #[serde(skip)]
    last: Option<TokenError>,
    /// The state if the request under way never ends.
    #[serde(skip)]
    lost: Option<Box<Account>>,
}

impl Account {
    /// Fails while the credentials with this tag must not be sent.
    pub(super) fn check(&self, tag: u16, now: Time) -> Result<(), TokenError> {
        self.refused.check(tag, now)?;
        self.refused_by_api.check(tag, now)?;
        let left = self.wait(now);
        if left.is_zero() {
            return Ok(());
        }
        Err(TokenError::HeldBack {
            blocked_for: whole_seconds(left),
            last: self.last.clone().map(Box::new),
        })
    }

    /// The time for which no password of the account is sent.
    fn wait(&self, now: Time) -> Duration {
        let next_refill = self.refilled_at.saturating_sub(REFILL * (BURST - 1));
        self.back_off_until.max(next_refill).saturating_sub(now)
    }

    /// Records that a request is about to be sent. The request counts as failed until it ends.
    pub(super) fn begin(&mut self, now: Time) {
        let mut lost = self.clone();
        lost.fail(now, None, |blocked_for| TokenError::HeldBack {
            blocked_for,
            last: None,
        });
        lost.last.clone_from(&self.last);
        self.lost = Some(Box::new(lost));
    }

    /// Counts a request that began and never ended as failed.
    pub(super) fn settle(&mut self) {
        if let Some(lost) = self.lost.take() {
            *self = *lost;
        }
    }

    /// The state for other processes, in which a request under way counts as failed.
    pub(super) fn to_store(&self) -> Self {
        self.lost.as_deref().unwrap_or(self).clone()
    }

    /// Replaces the state by the stored one, except for the parts that are not stored. Times are limited to the longest
    /// waits, as the clock may have been set.
    pub(super) fn take_stored(&mut self, stored: Self, now: Time) {
        let (accepted, last) = (self.accepted, self.last.take());
        *self = Self {
            accepted,
            last,
            ..stored
        };
        let latest = now.saturating_add(LONGEST);
        self.back_off_until = self.back_off_until.min(latest);
        self.refilled_at = self.refilled_at.min(now.saturating_add(REFILL * BURST));
        for refused in self.refused.0.iter_mut().chain(&mut self.refused_by_api.0) {
            refused.until = refused.until.min(latest);
        }
    }

    /// Records that the request was not sent.
    pub(super) fn not_sent(&mut self) {
        self.lost = None;
    }

    /// Records that the password was accepted.
    pub(super) fn accept(&mut self, tag: u16) {
        self.refused.forget(tag);
        *self = Self {
            refused: std::mem::take(&mut self.refused),
            refused_by_api: std::mem::take(&mut self.refused_by_api),
            accepted: Some(tag),
            ..Self::default()
        };
    }

    /// Whether the password was accepted when it was last sent.
    pub(super) fn is_accepted(&self, tag: u16) -> bool {
        self.accepted == Some(tag)
    }

    /// Returns whether the password was accepted when it was last sent, and clears that, as a request has failed.
    pub(super) fn take_accepted(&mut self, tag: u16) -> bool {
        self.accepted.take_if(|accepted| *accepted == tag).is_some()
    }

    /// Records that the credentials were refused, and returns the error.
    pub(super) fn refuse(
        &mut self,
        tag: u16,
        now: Time,
        first: Duration,
        refusal: &Refusal,
    ) -> TokenError {
        self.count(now);
        let account_wait = self.wait(now);
        let error = self.refused.add(tag, now, first, refusal, |wait| {
            TokenError::CredentialsRefused {
                refusal: refusal.clone(),
                blocked_for: whole_seconds(wait.max(account_wait)),
            }
        });
        self.last = Some(error.clone());
        error
    }

    /// Records that the API refused the credentials. This counts as a wrong password, once until the credentials may be
    /// sent again.
    pub(super) fn refuse_by_api(
        &mut self,
        tag: u16,
        now: Time,
        first: Duration,
        refusal: &Refusal,
    ) {
        if let Some(lost) = &mut self.lost {
            lost.refuse_by_api(tag, now, first, refusal);
        }
        if self.refused_by_api.check(tag, now).is_err() {
            return;
        }
        self.refilled_at = self.refilled_at.max(now).saturating_add(REFILL);
        let account_wait = self.wait(now);
        let error = self.refused_by_api.add(tag, now, first, refusal, |wait| {
            TokenError::CredentialsRefused {
                refusal: refusal.clone(),
                blocked_for: whole_seconds(wait.max(account_wait)),
            }
        });
        self.last = Some(error);
    }

    /// Records a failed request that the server may have read, and returns the error that `error` makes from the wait.
    pub(super) fn fail(
        &mut self,
        now: Time,
        retry_after: Option<Duration>,
        error: impl FnOnce(Duration) -> TokenError,
    ) -> TokenError {
        let [first, longest] = BACK_OFF;
        let wait = doubled(first, self.failures, longest);
        let requested = retry_after.unwrap_or_default().min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        self.back_off_until = now.saturating_add(wait.max(requested));
        self.count(now);
        let error = error(whole_seconds(self.wait(now)));
        self.last = Some(error.clone());
        error
    }

    /// Counts a failed request, without a back-off.
    pub(super) fn count(&mut self, now: Time) {
        self.lost = None;
        self.refilled_at = self.refilled_at.max(now).saturating_add(REFILL);
    }
}
