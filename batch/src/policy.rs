//! The waiting times of a batch, and when it pauses.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The minimum difference between a lease and its permit.
const MARGIN: Duration = Duration::from_secs(1);

/// The settings of a batch, which all its workers share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Policy {
    /// The longest time from the claim of a row to the beginning of its call.
    pub start: Duration,
    /// The longest time of a call: the client's deadline.
    pub deadline: Duration,
    /// The time for which the server may still process a request after the client has given up. Only afterwards does a
    /// query show the outcome.
    pub settle: Duration,
    /// The number of consecutive failures that pause the batch.
    pub outage_after: u32,
    /// The time from the beginning of a pause to the first probe.
    pub first_probe: Duration,
    /// The longest time between two probes.
    pub longest_probe: Duration,
    /// After this many queries for a row that fail or find nothing, a person has to decide.
    pub queries: u32,
    /// Whether a row that no query finds is sent again without a person's decision.
    pub resend_not_found: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            start: Duration::from_secs(30),
            deadline: Duration::from_secs(120),
            settle: Duration::from_secs(60),
            outage_after: 3,
            first_probe: Duration::from_secs(15),
            longest_probe: Duration::from_secs(600),
            queries: 3,
            resend_not_found: false,
        }
    }
}

impl Policy {
    /// The longest time from the claim of a row to the end of its call.
    pub(crate) fn end(&self) -> Duration {
        self.start + self.deadline
    }

    /// The length of a lease, which is longer than that of a permit.
    #[must_use]
    pub fn lease(&self) -> Duration {
        self.end() + self.end() / 10 + MARGIN
    }

    /// The time from the end of a lease until a query shows the outcome of the request.
    pub(crate) fn reconcile_after(&self) -> Duration {
        self.deadline + self.settle
    }

    /// The time until the next probe of a pause, after `probes` of them.
    pub(crate) fn next_probe(&self, probes: u32) -> Duration {
        let doubled = self.first_probe.saturating_mul(1 << probes.min(16));
        doubled.min(self.longest_probe)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_longer_than_its_permit_and_probes_back_off() {
        let policy = Policy::default();
        assert!(policy.lease() > policy.end());
        assert_eq!(policy.next_probe(0), Duration::from_secs(15));
        assert_eq!(policy.next_probe(1), Duration::from_secs(30));
        assert_eq!(policy.next_probe(40), Duration::from_secs(600));
    }

    #[test]
    fn a_policy_of_another_version_is_read() {
        let text = r#"{"outage_after": 5, "gone": true}"#;
        let policy: Policy = serde_json::from_str(text).unwrap();
        assert_eq!(policy.outage_after, 5);
        assert_eq!(policy.deadline, Policy::default().deadline);
    }
}
