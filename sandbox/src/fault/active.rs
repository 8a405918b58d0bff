//! The faults in force, with their counts.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::Fault;

/// The faults in force. Of several that could strike a call, only the first strikes.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Active>>);

/// A fault in force, and how often it has struck.
#[derive(Debug, Serialize)]
pub(crate) struct Struck {
    pub(crate) fault: Fault,
    pub(crate) struck: u64,
}

#[derive(Debug)]
struct Active {
    fault: Arc<Fault>,
    /// The number of calls that the fault could have struck.
    chances: u64,
    struck: u64,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.active().push(Active {
            fault: Arc::new(fault),
            chances: 0,
            struck: 0,
        });
    }

    pub(crate) fn clear(&self) {
        self.active().clear();
    }

    /// All faults in force.
    pub(crate) fn all(&self) -> Vec<Struck> {
        let active = self.active();
        let all = active.iter().map(|active| Struck {
            fault: Fault::clone(&active.fault),
            struck: active.struck,
        });
        all.collect()
    }

    /// The fault that strikes the next call of an operation.
    pub(crate) fn strike(&self, operation: Option<&str>) -> Option<Arc<Fault>> {
        self.active().iter_mut().find_map(|active| {
            let fault = &active.fault;
            let only = fault.operation.as_deref();
            if only.is_some() && only != operation {
                return None;
            }
            if fault.times.is_some_and(|times| active.struck >= times) {
                return None;
            }
            let earlier_chances = active.chances;
            active.chances = earlier_chances.saturating_add(1);
            let after_skipped = earlier_chances.checked_sub(fault.skip)?;
            if after_skipped % fault.every != 0 {
                return None;
            }
            active.struck += 1;
            Some(active.fault.clone())
        })
    }

    fn active(&self) -> MutexGuard<'_, Vec<Active>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(fault: Fault, calls: usize) -> Vec<bool> {
        let faults = Faults::default();
        faults.add(fault);
        let strike = |_| faults.strike(Some("token")).is_some();
        (0..calls).map(strike).collect()
    }

    #[test]
    fn operation_skip_every_and_times_decide_which_calls_are_struck() {
        assert_eq!(strikes(Fault::reset(), 2), [true, true]);
        assert_eq!(strikes(Fault::reset().times(1), 3), [true, false, false]);
        assert_eq!(strikes(Fault::reset().skip(2), 3), [false, false, true]);
        assert_eq!(
            strikes(Fault::reset().skip(1).every(2).times(2), 6),
            [false, true, false, true, false, false]
        );
        assert_eq!(strikes(Fault::reset().on("revoke"), 1), [false]);
        assert_eq!(strikes(Fault::reset().on("token").every(0), 1), [true]);
    }

    #[test]
    fn the_first_fault_that_strikes_is_the_only_one() {
        let faults = Faults::default();
        faults.add(Fault::reset().times(1));
        faults.add(Fault::status(503));
        let first = faults.strike(None).unwrap();
        let second = faults.strike(None).unwrap();
        assert_eq!(*first, Fault::reset().times(1));
        assert_eq!(*second, Fault::status(503));
        let struck: Vec<_> = faults.all().iter().map(|fault| fault.struck).collect();
        assert_eq!(struck, [1, 1]);
        faults.clear();
        assert!(faults.strike(None).is_none());
    }
}
