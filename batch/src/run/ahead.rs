//! The number of rows that are claimed before a slot is free for them.
//!
//! Slots that become free while a claim is being committed need permits that wait for them. But each waiting permit of a process
//! that is killed leaves an unknown row. So no more permits wait than those slots need.

use std::time::Duration;

/// Moving averages of the durations of claims and requests.
#[derive(Debug)]
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

    pub(super) fn add_claim(&mut self, duration: Duration) {
        self.claim = average(self.claim, duration);
    }

    pub(super) fn add_request(&mut self, duration: Duration) {
        self.request = average(self.request, duration);
    }

    /// The number of permits that wait for one of `slots` slots: as many as become free during two claims, the one in progress
    /// and the next.
    pub(super) fn rows(&self, slots: usize) -> usize {
        let request = self.request.as_micros().max(1);
        let free = (2 * self.claim.as_micros()).saturating_mul(slots as u128);
        let rows = usize::try_from(free.div_ceil(request)).unwrap_or(slots);
        rows.clamp(1, slots.max(1))
    }
}

fn average(average: Duration, new: Duration) -> Duration {
    (average * 7 + new) / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahead(claim: u64, request: u64) -> Ahead {
        let mut ahead = Ahead::new();
        for _ in 0..100 {
            ahead.add_claim(Duration::from_millis(claim));
            ahead.add_request(Duration::from_millis(request));
        }
        ahead
    }

    #[test]
    fn a_fast_api_needs_more_waiting_permits_than_a_slow_one() {
        assert_eq!(ahead(10, 50).rows(32), 13);
        assert_eq!(ahead(10, 2000).rows(32), 1);
        assert_eq!(ahead(20, 1).rows(32), 32);
        assert_eq!(ahead(10, 50).rows(0), 1);
    }
}
