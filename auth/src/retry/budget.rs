//! How much may be sent again in all: so that a server in trouble gets a fifth more requests, not three
//! times as many.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One resend, in the unit that is counted: a call adds as many hundredths as the percentage.
const RESEND: u64 = 100;

/// A share of the calls that may be sent again. Clones are the same budget: clients of one server
/// should share one.
///
/// It counts and reads no clock: each call adds `percent` hundredths of a resend, each
/// resend takes one. Over any stretch of time there are no more resends than that share of the calls
/// plus what had been saved, which is never more than [`saved`](Self::saved).
///
/// The resend after a 401 is not charged: when a token is revoked, every call under way needs
/// exactly one, and there is only ever one.
///
/// ```
/// use classifications_auth::retry::RetryBudget;
/// let budget = RetryBudget::percent(20);
/// assert_eq!(budget.saved(), 10);
/// ```
#[derive(Clone)]
pub struct RetryBudget(Arc<Counter>);

struct Counter {
    percent: u64,
    most: u64,
    left: AtomicU64,
}

impl RetryBudget {
    /// As many resends as `percent` of the calls, and 10 to begin with, so that a program that calls
    /// once a day can have a call repeated; up to 100 can be saved.
    #[must_use]
    pub fn percent(percent: u32) -> Self {
        Self::new(percent, 10, 100)
    }

    /// As many resends as `percent` of the calls, `first` to begin with; up to `most` can be saved.
    #[must_use]
    pub fn new(percent: u32, first: u32, most: u32) -> Self {
        let most = u64::from(most) * RESEND;
        Self(Arc::new(Counter {
            percent: u64::from(percent),
            most,
            left: AtomicU64::new((u64::from(first) * RESEND).min(most)),
        }))
    }

    /// No limit but the number of attempts of each call.
    #[must_use]
    pub fn unlimited() -> Self {
        Self(Arc::new(Counter {
            percent: 0,
            most: u64::MAX,
            left: AtomicU64::new(u64::MAX),
        }))
    }

    /// How many resends are left now.
    #[must_use]
    pub fn saved(&self) -> u64 {
        self.0.left.load(Ordering::Relaxed) / RESEND
    }

    /// A call begins, and adds its share.
    pub(crate) fn call(&self) {
        let Counter {
            percent,
            most,
            left,
        } = &*self.0;
        // full is what it nearly always is: then nothing is written that other calls read
        if left.load(Ordering::Relaxed) < *most {
            self.change(|left| Some(left.saturating_add(*percent).min(*most)));
        }
    }

    /// Takes one resend; returns whether there was one.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| match left {
            u64::MAX => Some(u64::MAX),
            left => left.checked_sub(RESEND),
        })
    }

    fn change(&self, f: impl FnMut(u64) -> Option<u64>) -> bool {
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.0.left.fetch_update(set, fetch, f).is_ok()
    }
}

/// 20 % of the calls.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::percent(20)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget")
            .field("percent", &self.0.percent)
            .field("saved", &self.saved())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resends_are_a_fifth_of_the_calls_besides_the_first_ten() {
        let budget = RetryBudget::default();
        let resends = (0..1000)
            .filter(|_| {
                budget.call();
                budget.take()
            })
            .count();
        assert_eq!(resends, 10 + 1000 / 5);
    }

    #[test]
    fn no_more_is_saved_than_was_said() {
        let budget = RetryBudget::new(50, 0, 3);
        assert!(!budget.take());
        budget.call();
        assert!(!budget.take(), "half a resend is not allowed");
        (0..1000).for_each(|_| budget.call());
        assert_eq!(budget.saved(), 3);
        assert_eq!((0..10).filter(|_| budget.take()).count(), 3);
    }

    #[test]
    fn an_unlimited_budget_is_never_used_up() {
        let budget = RetryBudget::unlimited();
        budget.call();
        assert!((0..1000).all(|_| budget.take()));
        assert!(!RetryBudget::new(0, 0, 0).take());
    }

    #[test]
    fn callers_at_once_take_no_more_than_there_is() {
        let budget = RetryBudget::new(0, 100, 100);
        let taken: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| (0..100).filter(|_| budget.take()).count()))
                .collect();
            threads.into_iter().map(|t| t.join().unwrap()).sum()
        });
        assert_eq!(taken, 100);
    }
}
