//! The budget of resends. By default, a failing server gets at most a fifth more requests, instead of three times as many.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The cost of a resend, in hundredths of a resend. A call adds as many hundredths as the budget has percent.
const RESEND: u64 = 100;

/// A budget of resends, as a share of the calls. Clones share the budget, and so should clients of one server.
///
/// The budget does not depend on time: each call adds `percent` hundredths of a resend, and each resend takes a whole one.
/// In any period, there are at most as many resends as that share of the calls and the resends
/// [saved](Self::saved) before.
///
/// The resend after a 401 costs nothing: when a token is revoked, each call under way needs one, and a call has at most
/// one.
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
    /// The maximum of `left`.
    most: u64,
    /// What is left, in hundredths of a resend.
    left: AtomicU64,
}

impl RetryBudget {
    /// Creates a budget of `percent` of the calls, which saves up to 100 resends. It begins with 10, so that a program
    /// with one call a day can repeat it.
    #[must_use]
    pub fn percent(percent: u32) -> Self {
        Self::new(percent, 10, 100)
    }

    /// Creates a budget of `percent` of the calls, which begins with `first` resends and saves up to `most`.
    #[must_use]
    pub fn new(percent: u32, first: u32, most: u32) -> Self {
        let most = u64::from(most) * RESEND;
        Self(Arc::new(Counter {
            percent: u64::from(percent),
            most,
            left: AtomicU64::new((u64::from(first) * RESEND).min(most)),
        }))
    }

    /// Creates a budget without a limit.
    #[must_use]
    pub fn unlimited() -> Self {
        Self(Arc::new(Counter {
            percent: 0,
            most: u64::MAX,
            left: AtomicU64::new(u64::MAX),
        }))
    }

    /// The number of resends left.
    #[must_use]
    pub fn saved(&self) -> u64 {
        self.0.left.load(Ordering::Relaxed) / RESEND
    }

    /// Adds the share of a call.
    pub(crate) fn add_call(&self) {
        let Counter {
            percent,
            most,
            left,
        } = &*self.0;
        // a full budget, the usual case, is not written to, as other threads read it
        if left.load(Ordering::Relaxed) < *most {
            self.change(|left| Some(left.saturating_add(*percent).min(*most)));
        }
    }

    /// Takes a resend; returns whether one was left.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| match left {
            u64::MAX => Some(u64::MAX),
            left => left.checked_sub(RESEND),
        })
    }

    /// Replaces what is left by the result of `change`; returns `false` if that is `None`.
    fn change(&self, change: impl FnMut(u64) -> Option<u64>) -> bool {
        let (store, load) = (Ordering::Relaxed, Ordering::Relaxed);
        self.0.left.fetch_update(store, load, change).is_ok()
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
                budget.add_call();
                budget.take()
            })
            .count();
        assert_eq!(resends, 10 + 1000 / 5);
    }

    #[test]
    fn no_more_than_the_maximum_is_saved() {
        let budget = RetryBudget::new(50, 0, 3);
        assert!(!budget.take());
        budget.add_call();
        assert!(!budget.take(), "half a resend is not allowed");
        (0..1000).for_each(|_| budget.add_call());
        assert_eq!(budget.saved(), 3);
        assert_eq!((0..10).filter(|_| budget.take()).count(), 3);
    }

    #[test]
    fn an_unlimited_budget_is_never_used_up() {
        let budget = RetryBudget::unlimited();
        budget.add_call();
        assert!((0..1000).all(|_| budget.take()));
        assert!(!RetryBudget::new(0, 0, 0).take());
    }

    #[test]
    fn concurrent_callers_take_no_more_than_is_left() {
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
