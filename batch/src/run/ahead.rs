//! How many rows are claimed ahead of their slots.
//!
//! While a claim is being committed, slots become free; without waiting permits they stay empty. A permit that waits when
//! the process is killed makes its row unknown, so there are no more of them than that takes.

use std::time::Duration;

/// How long claims and requests take, as moving means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead {
    claim: Duration,
    request: Duration,
}

impl Ahead {
    pub(super) fn new() -> Self {
        Self {
            claim: Duration::from_millis(10),
            request: Duration::from_secs(1),
        }
    }

    pub(super) fn claimed(&mut self, took: Duration) {
        self.claim = mean(self.claim, took);
    }

    pub(super) fn sent(&mut self, took: Duration) {
        self.request = mean(self.request, took);
    }

    /// How many permits wait for a slot, for this many slots: as many slots become free within two claims, that which is
    /// in progress and the next one.
    pub(super) fn rows(&self, slots: usize) -> usize {
        let request = self.request.as_micros().max(1);
        let free = (2 * self.claim.as_micros()).saturating_mul(slots as u128);
        let rows = usize::try_from(free.div_ceil(request)).unwrap_or(slots);
        rows.clamp(1, slots.max(1))
    }
}

fn mean(known: Duration, new: Duration) -> Duration {
    (known * 7 + new) / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(claim: u64, request: u64) -> Ahead {
        let mut ahead = Ahead::new();
        for _ in 0..100 {
            ahead.claimed(Duration::from_millis(claim));
            ahead.sent(Duration::from_millis(request));
        }
        ahead
    }

    #[test]
    fn a_fast_api_needs_permits_at_hand_and_a_slow_one_hardly_any() {
        assert_eq!(ahead(10, 50).rows(32), 13);
        assert_eq!(ahead(10, 2000).rows(32), 1);
        assert_eq!(ahead(20, 1).rows(32), 32);
        assert_eq!(ahead(10, 50).rows(0), 1);
    }
}
