//! Where one token is kept: read without waiting, renewed by one flight, thrown away by comparison.

use std::sync::Arc;
use std::time::Instant;

use super::flight::{Joined, Lead, SingleFlight, Waiter};
use super::sync::Published;

/// The outcome of a flight: what is kept from then on, or why there is nothing to keep.
pub(crate) type Outcome<T, E> = Result<Arc<T>, E>;

/// Keeps the newest `T`.
pub(crate) struct Keep<T, E> {
    published: Arc<Published<T>>,
    flight: Arc<SingleFlight<Outcome<T, E>>>,
}

impl<T, E> Keep<T, E> {
    pub(crate) fn empty() -> Self {
        Self {
            published: Arc::new(Published::nothing()),
            flight: Arc::new(SingleFlight::new()),
        }
    }

    /// What is kept, whether or not it is still of use.
    pub(crate) fn get(&self) -> Option<Arc<T>> {
        self.published.load()
    }

    /// What is kept, if it is `usable`; otherwise joins the flight for its successor.
    pub(crate) fn get_or_join(
        &self,
        now: Instant,
        lands_by: Instant,
        usable: impl FnOnce(&T) -> bool,
    ) -> Joined<Outcome<T, E>, Arc<T>> {
        self.flight
            .join(now, lands_by, || self.get().filter(|kept| usable(kept)))
    }

    /// Joins the flight for the successor of `current`, unless there already is one.
    pub(crate) fn renew(
        &self,
        now: Instant,
        lands_by: Instant,
        current: &Arc<T>,
    ) -> Joined<Outcome<T, E>, ()> {
        self.flight.join(now, lands_by, || {
            let kept = self.get();
            kept.is_none_or(|kept| !Arc::ptr_eq(&kept, current))
                .then_some(())
        })
    }

    /// Gives up the flight that `waiter` waits for.
    pub(crate) fn abandon(&self, waiter: &Waiter<Outcome<T, E>>) {
        self.flight.abandon(waiter);
    }

    /// Ends a flight. A success is kept before anybody hears of it, and `before` runs even earlier;
    /// a failure leaves what is kept where it is.
    pub(crate) fn land(
        &self,
        lead: Lead<Outcome<T, E>>,
        outcome: Outcome<T, E>,
        before: impl FnOnce(),
    ) {
        lead.land(outcome, |outcome| {
            if let Ok(successor) = outcome {
                before();
                self.published.store(Some(Arc::clone(successor)));
            }
        });
    }

    /// Throws `rejected` away if it is what is kept, and says whether it was.
    pub(crate) fn reject(&self, rejected: &Arc<T>) -> bool {
        self.flight.exclusively(|| {
            let is_kept = self.get().is_some_and(|kept| Arc::ptr_eq(&kept, rejected));
            if is_kept {
                self.published.store(None);
            }
            is_kept
        })
    }
}
