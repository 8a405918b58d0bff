//! The source of tokens: returns a kept token at once, and requests a new one for all callers that wait.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use futures_util::future::{Either, select};
use http::StatusCode;
use tokio::runtime::Handle;
use tracing::instrument::WithSubscriber;
use tracing::{Instrument, Span};

use super::acquisition::{GRACE, TokenParts};
use super::bearer::{Bearer, Token};
use super::error::whole_seconds;
use super::expiry::{Freshness, Moment};
use super::fetch::Fetcher;
use super::guard::Guard;
use super::refusal::Refusal;
use super::refused::{AfterRefusal, RefusedToken, TokenAction};
use super::renewed_value::Outcome;
use super::shared_task::{Joined, TaskHandle, Waiter};
use super::slots::{Slot, Slots};
use super::union::Union;
use super::{TokenEndpoint, TokenError, TokenPolicy};
use crate::ScopeSet;
use crate::clock::{Clock, after};
use crate::credentials::CredentialsSource;
use crate::runtime;
use crate::timer::within;
use crate::trace::TARGET;

/// The number of lost tasks after which a caller fails.
const STARTS: usize = 3;

/// A source of tokens for the credentials of one [`CredentialsSource`]. Clones are cheap and share everything.
#[derive(Clone)]
pub struct TokenSource(Arc<Inner>);

struct Inner {
    fetcher: Fetcher,
    slots: Slots,
    union: Union,
}

impl TokenSource {
    /// Creates a source of tokens from `endpoint` for the current `credentials`. Nothing is sent, and no task is started,
    /// before a caller needs a token.
    #[must_use]
    pub fn new(
        endpoint: TokenEndpoint,
        credentials: Arc<dyn CredentialsSource>,
        policy: TokenPolicy,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let parts = TokenParts {
            endpoint,
            policy,
            clock,
            guard: Guard::default(),
            cache: None,
        };
        Self::of(credentials, parts)
    }

    pub(crate) fn of(credentials: Arc<dyn CredentialsSource>, parts: TokenParts) -> Self {
        Self(Arc::new(Inner {
            fetcher: Fetcher::new(credentials, parts),
            slots: Slots::default(),
            union: Union::default(),
        }))
    }

    /// Returns the kept token for `scopes`, or requests one.
    ///
    /// While the kept token is valid, no caller waits. Shortly before its end, the first caller starts a task that
    /// requests its successor, and all callers use the old token meanwhile.
    ///
    /// # Errors
    /// [`TokenError`], the same for all callers that waited for the same token.
    pub async fn token(&self, scopes: &ScopeSet) -> Result<Token, TokenError> {
        let Some(union) = self.0.union.superset(scopes) else {
            return self.token_for(scopes).await;
        };
        match self.token_for(&union).await {
            Err(TokenError::ScopesRefused { .. }) => {
                self.0.union.give_up();
                self.token_for(scopes).await
            }
            result => result,
        }
    }

    /// Returns a token for exactly these scopes.
    async fn token_for(&self, scopes: &ScopeSet) -> Result<Token, TokenError> {
        if let Some(kept) = self.kept(scopes, &Moment::of(self.clock())) {
            return Ok(kept);
        }
        // boxed, so that the future of a call that does not wait is small
        Box::pin(self.wait(scopes)).await.map(Token)
    }

    /// The token that [`token`](Self::token) would return without waiting.
    pub(crate) fn kept_at(&self, scopes: &ScopeSet, at: &Moment) -> Option<Token> {
        match self.0.union.superset(scopes) {
            Some(union) => self.kept(&union, at),
            None => self.kept(scopes, at),
        }
    }

    /// The kept token for `scopes`, if it is still valid. Takes no lock and allocates nothing, unless it starts the
    /// renewal of a token that expires soon.
    fn kept(&self, scopes: &ScopeSet, at: &Moment) -> Option<Token> {
        let slot = self.0.slots.find(scopes)?;
        let kept = slot.token.get()?;
        match kept.expiry.freshness(at) {
            Freshness::Fresh => {}
            Freshness::Ageing => self.renew(slot, &kept, at.now),
            Freshness::Expired => return None,
        }
        Some(Token(kept))
    }

    /// Drops a token that the API refused. A token that has replaced it is kept.
    pub fn reject(&self, token: &Token) {
        if let Some(slot) = self.slot_of(token) {
            self.drop_from(slot, token);
        }
    }

    /// Requests a token for `scopes` even if one is kept, to check whether the credentials are accepted. A kept token is
    /// dropped.
    ///
    /// # Errors
    /// As [`token`](Self::token).
    pub async fn request(&self, scopes: &ScopeSet) -> Result<Token, TokenError> {
        let slot = self.0.slots.find_or_make(scopes);
        slot.served.store(true, Ordering::Relaxed);
        if let Some(kept) = slot.token.get() {
            slot.token.reject(&kept);
        }
        self.token_for(scopes).await
    }

    /// Drops `token` if it is the kept token, also from the cache.
    fn drop_from(&self, slot: &Slot, token: &Token) {
        if slot.drop_token(token) {
            self.0.fetcher.forget(&token.0);
        }
    }

    /// Records that the API refused the credentials of `token` with a code of the document. This counts as a wrong
    /// password. Until the credentials may be tried again, neither they nor their tokens are sent.
    pub(crate) async fn refuse(&self, token: &Token, status: StatusCode, code: &'static str) {
        for slot in self.0.slots.iter() {
            let kept = slot.token.get();
            if let Some(kept) =
                kept.filter(|kept| self.0.fetcher.have_same_credentials(kept, &token.0))
            {
                slot.token.reject(&kept);
            }
            slot.refresh.keep(None);
        }
        tracing::warn!(target: TARGET, code, "the API refused the credentials, they are not sent again for a while");
        let refusal = Refusal::by_api(status, Some(code.to_owned()));
        self.0.fetcher.refuse_by_api(&token.0, &refusal).await;
    }

    /// Records that the API accepted `token`.
    pub(crate) fn accept(&self, token: &Token) {
        let accepted = &token.0.accepted;
        if accepted.load(Ordering::Relaxed) || accepted.swap(true, Ordering::Relaxed) {
            return;
        }
        if let Some(slot) = self.slot_of(token) {
            slot.history().accept();
        }
    }

    /// Records that the API refused `token`, and decides the reaction.
    pub(crate) fn after_refusal(&self, token: &Token) -> AfterRefusal {
        let action = self
            .slot_of(token)
            .and_then(|slot| self.decide(slot, token));
        match action {
            Some(TokenAction::Keep(wait)) => return AfterRefusal::Wait(wait),
            Some(TokenAction::Unite) => self.unite(),
            Some(TokenAction::CoolDown) => {
                tracing::warn!(
                    target: TARGET,
                    scopes = %token.0.scopes,
                    "the API refuses fresh tokens, none is requested for a while"
                );
            }
            // for `None`, another call has dropped the token, and its decision applies to this call, too
            Some(TokenAction::Drop) | None => {}
        }
        let now = self.clock().now();
        let slot = self.0.slots.find(&token.0.scopes);
        match slot.and_then(|slot| slot.history().cool_down(now)) {
            Some(_) => AfterRefusal::CoolDown,
            None => AfterRefusal::Replace,
        }
    }

    /// Decides about a refused token, and drops it unless it is sent again. `None` if another call has dropped it.
    fn decide(&self, slot: &Arc<Slot>, token: &Token) -> Option<TokenAction> {
        let now = self.clock().now();
        let issued = token.0.expiry.issued();
        let others = self
            .0
            .slots
            .iter()
            .filter(|other| !Arc::ptr_eq(other, slot));
        let mut others = others.filter_map(|other| other.token.get());
        let refused = RefusedToken {
            age: now.saturating_duration_since(issued),
            accepted: token.0.accepted.load(Ordering::Relaxed),
            superseded: others.any(|other| other.expiry.issued() > issued),
        };
        let mut history = slot.history();
        if !slot.holds(token) {
            return None;
        }
        let action = history.decide(refused, now);
        if !matches!(action, TokenAction::Keep(_)) {
            self.drop_from(slot, token);
        }
        Some(action)
    }

    /// Requests the scopes of all tokens together from now on.
    fn unite(&self) {
        let sets = self.0.slots.iter().map(|slot| &slot.scopes);
        if self.0.union.unite(sets) {
            tracing::warn!(
                target: TARGET,
                "a token for some scopes invalidates those for others: one token for all scopes is used"
            );
        }
    }

    /// The slot of `token`, if it is still kept.
    fn slot_of(&self, token: &Token) -> Option<&Arc<Slot>> {
        self.0.slots.iter().find(|slot| slot.holds(token))
    }

    /// Waits for a new token, and starts to fetch it if no other caller does.
    async fn wait(&self, scopes: &ScopeSet) -> Outcome<Bearer, TokenError> {
        runtime::check().map_err(TokenError::Runtime)?;
        let runtime = Handle::current();
        let slot = self.0.slots.find_or_make(scopes);
        if let Some(left) = slot.history().cool_down(self.clock().now()) {
            return Err(TokenError::TokensRefused {
                scopes: scopes.clone(),
                blocked_for: whole_seconds(left),
            });
        }
        for _ in 0..STARTS {
            let at = Moment::of(self.clock());
            let usable = |kept: &Bearer| kept.expiry.freshness(&at) != Freshness::Expired;
            let waiter = match slot.token.get_or_join(at.now, self.due(at.now), usable) {
                Joined::Settled(kept) => return Ok(kept),
                Joined::Waiter(waiter) => waiter,
                Joined::Handle(handle, waiter) => {
                    self.start(&runtime, slot, handle, Span::current());
                    waiter
                }
            };
            if let Some(outcome) = self.outcome(slot, waiter).await {
                return outcome;
            }
        }
        Err(TokenError::Lost)
    }

    /// The outcome of a task; `None` if the task is lost.
    async fn outcome(
        &self,
        slot: &Slot,
        waiter: Waiter<Outcome<Bearer, TokenError>>,
    ) -> Option<Outcome<Bearer, TokenError>> {
        let until = after(waiter.due(), GRACE);
        let timeout = until.saturating_duration_since(self.clock().now());
        let outcome = pin!(waiter.outcome());
        let stopped = pin!(slot.runtime.stopped());
        match within(self.clock(), timeout, select(outcome, stopped)).await? {
            Either::Left((outcome, _)) => outcome,
            Either::Right(((), _)) => {
                slot.token.abandon(&waiter);
                None
            }
        }
    }

    /// Starts the renewal of a token that is still valid, unless one is under way or has just failed.
    fn renew(&self, slot: &Arc<Slot>, kept: &Arc<Bearer>, now: Instant) {
        if !kept.expiry.claim_renewal(now, self.due(now)) {
            return;
        }
        match Handle::try_current() {
            Ok(runtime) => {
                if let Joined::Handle(handle, _) = slot.token.renew(now, self.due(now), kept) {
                    // without a span, as the task can outlive the call, which does not wait for it
                    self.start(&runtime, slot, handle, Span::none());
                }
            }
            Err(_) => kept
                .expiry
                .defer_renewal(after(now, self.policy().refresh_back_off)),
        }
    }

    /// Fetches a token in a task, which ends by its deadline. A caller that is dropped does not end it.
    fn start(
        &self,
        runtime: &Handle,
        slot: &Arc<Slot>,
        handle: TaskHandle<Outcome<Bearer, TokenError>>,
        span: Span,
    ) {
        slot.runtime.set(runtime);
        let (source, slot) = (self.clone(), Arc::clone(slot));
        let task = async move {
            let timeout = source.policy().deadline;
            let fetched = within(source.clock(), timeout, source.0.fetcher.fetch(&slot)).await;
            let timed_out = || TokenError::TimedOut {
                scopes: slot.scopes.clone(),
                after: timeout,
            };
            match fetched.unwrap_or_else(|| Err(timed_out())) {
                Ok(granted) => {
                    let bearer = Ok(Arc::new(granted.bearer));
                    slot.token
                        .end(handle, bearer, || slot.refresh.keep(granted.refresh));
                }
                Err(error) => {
                    source.record_failure(&slot, &error);
                    slot.token.end(handle, Err(error), || ());
                }
            }
        };
        // the subscriber may be that of the caller's thread or task only
        runtime.spawn(task.instrument(span).with_current_subscriber());
    }

    /// Traces a failure. While the old token is valid, the failure only defers the next renewal.
    fn record_failure(&self, slot: &Slot, error: &TokenError) {
        let at = Moment::of(self.clock());
        let kept = slot.token.get();
        let kept = kept.filter(|kept| kept.expiry.freshness(&at) != Freshness::Expired);
        let blocked_for = error.retry_in().unwrap_or_default();
        let error: &dyn std::error::Error = error;
        if let Some(kept) = kept {
            let back_off = self.policy().refresh_back_off.max(blocked_for);
            kept.expiry.defer_renewal(after(at.now, back_off));
            tracing::warn!(target: TARGET,
                error,
                ?back_off,
                "token not renewed, the old one is used until its end"
            );
        } else {
            tracing::warn!(target: TARGET, error, "no token");
        }
    }

    fn clock(&self) -> &dyn Clock {
        &*self.0.fetcher.parts.clock
    }

    fn policy(&self) -> &TokenPolicy {
        &self.0.fetcher.parts.policy
    }

    /// The time by which a task that starts `now` has to have ended.
    fn due(&self, now: Instant) -> Instant {
        after(now, self.policy().deadline)
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSource")
            .field("fetcher", &self.0.fetcher)
            .finish()
    }
}
