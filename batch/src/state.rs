//! The state machine of a row, without I/O. The journal makes only the transitions that it allows.
//!
//! ```text
//! pending -> sent -> done | rejected        by an outcome under the fence that the claim gave
//!            sent -> unknown                by such an outcome, or because the lease has expired
//!            sent -> pending                by such an outcome which proves that nothing was carried out
//!            unknown -> done | rejected | pending        by a recorded decision only
//! ```
//!
//! A fence is stale once its row is no longer `sent` under it. An outcome under a stale fence is evidence, and does not
//! change the row.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its request has not been sent, and can be.
    Pending,
    /// A worker has the permit to send its request, until its lease expires.
    Sent,
    /// The request was carried out.
    Done,
    /// The request was not carried out, and will not be.
    Rejected,
    /// The request may have been carried out. Only a decision changes that.
    Unknown,
}

/// The outcome of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was carried out.
    Done,
    /// It was rejected for its content.
    Rejected,
    /// It may have been carried out.
    Unknown,
    /// It provably was not carried out, and can be sent again: it was not sent, or was rejected for a reason other than
    /// its content.
    NotSent,
}

/// The result of a decision about an unknown row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The request was carried out.
    Done,
    /// The request was not carried out, and will not be.
    Rejected,
    /// The request was not carried out, and is to be sent.
    Resend,
}

/// An event that concerns a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A worker claims the row, with a lease until `lease_until`.
    Claim { lease_until: i64 },
    /// The outcome of the request that was sent under `fence`.
    Outcome { fence: i64, outcome: Outcome },
    /// A check whether the lease has expired at the time `now`.
    Expire { now: i64 },
    /// A decision about an unknown row.
    Decide(Decision),
}

/// The part of a row that the state machine works on. Times are in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowProgress {
    pub state: State,
    /// The number of claims.
    pub attempt: i64,
    /// The fence of the last claim.
    pub fence: i64,
    /// The time at which the last lease expires.
    pub lease_until: i64,
}

impl RowProgress {
    /// The row after `event`; `None` where its state does not allow the event.
    pub(crate) fn after(self, event: Event) -> Option<Self> {
        let next = match (self.state, event) {
            (State::Pending, Event::Claim { lease_until }) => {
                return Some(Self {
                    state: State::Sent,
                    attempt: self.attempt + 1,
                    fence: self.fence + 1,
                    lease_until,
                });
            }
            (State::Sent, Event::Outcome { fence, outcome }) if fence == self.fence => {
                match outcome {
                    Outcome::Done => State::Done,
                    Outcome::Rejected => State::Rejected,
                    Outcome::Unknown => State::Unknown,
                    Outcome::NotSent => State::Pending,
                }
            }
            (State::Sent, Event::Expire { now }) if now >= self.lease_until => State::Unknown,
            (State::Unknown, Event::Decide(decision)) => match decision {
                Decision::Done => State::Done,
                Decision::Rejected => State::Rejected,
                Decision::Resend => State::Pending,
            },
            _ => return None,
        };
        Some(Self {
            state: next,
            ..self
        })
    }
}

impl State {
    const ALL: [Self; 5] = [
        Self::Pending,
        Self::Sent,
        Self::Done,
        Self::Rejected,
        Self::Unknown,
    ];

    /// Its name in the journal.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sent => "sent",
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
        }
    }

    /// The state with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether the state never changes.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Rejected)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTCOMES: [Outcome; 4] = [
        Outcome::Done,
        Outcome::Rejected,
        Outcome::Unknown,
        Outcome::NotSent,
    ];
    const DECISIONS: [Decision; 3] = [Decision::Done, Decision::Rejected, Decision::Resend];
    const LEASE: i64 = 100;

    fn events() -> Vec<Event> {
        let mut events = vec![
            Event::Claim { lease_until: LEASE },
            Event::Expire { now: LEASE - 1 },
            Event::Expire { now: LEASE },
        ];
        for fence in 0..=4 {
            events.extend(OUTCOMES.map(|outcome| Event::Outcome { fence, outcome }));
        }
        events.extend(DECISIONS.map(Event::Decide));
        events
    }

    fn row(state: State) -> RowProgress {
        RowProgress {
            state,
            attempt: 3,
            fence: 3,
            lease_until: LEASE,
        }
    }

    #[test]
    fn every_state_and_event_has_the_documented_result() {
        for state in State::ALL {
            for event in events() {
                let result = row(state).after(event);
                let expected = match (state, event) {
                    (State::Pending, Event::Claim { .. }) => Some(State::Sent),
                    (State::Sent, Event::Outcome { fence: 3, outcome }) => Some(match outcome {
                        Outcome::Done => State::Done,
                        Outcome::Rejected => State::Rejected,
                        Outcome::Unknown => State::Unknown,
                        Outcome::NotSent => State::Pending,
                    }),
                    (State::Sent, Event::Expire { now: LEASE }) => Some(State::Unknown),
                    (State::Unknown, Event::Decide(Decision::Done)) => Some(State::Done),
                    (State::Unknown, Event::Decide(Decision::Rejected)) => Some(State::Rejected),
                    (State::Unknown, Event::Decide(Decision::Resend)) => Some(State::Pending),
                    _ => None,
                };
                assert_eq!(result.map(|row| row.state), expected, "{state} {event:?}");
                if let Some(next) = result {
                    let claimed = i64::from(matches!(event, Event::Claim { .. }));
                    assert_eq!((next.attempt, next.fence), (3 + claimed, 3 + claimed));
                }
            }
        }
    }

    /// Tries all sequences of ten events. A second claim needs a proof that nothing was carried out, or a decision.
    #[test]
    fn no_sequence_of_events_sends_a_row_again_without_a_proof_or_a_decision() {
        let new = RowProgress {
            state: State::Pending,
            attempt: 0,
            fence: 0,
            lease_until: 0,
        };
        let mut sequences = vec![(new, false)];
        let mut transitions = 0_u32;
        for _ in 0..10 {
            let mut next = vec![];
            for (row, may_resend) in sequences {
                for event in events() {
                    let Some(after) = row.after(event) else {
                        continue;
                    };
                    transitions += 1;
                    assert!(!row.state.is_final(), "{row:?} {event:?}");
                    let may_resend = match event {
                        Event::Claim { .. } => {
                            assert!(row.attempt == 0 || may_resend, "{row:?}");
                            false
                        }
                        Event::Outcome { outcome, .. } => outcome == Outcome::NotSent,
                        Event::Decide(decision) => decision == Decision::Resend,
                        Event::Expire { .. } => false,
                    };
                    assert_eq!(
                        after.state == State::Pending,
                        may_resend,
                        "{row:?} {event:?}"
                    );
                    next.push((after, may_resend));
                }
            }
            sequences = next;
        }
        assert!(transitions > 100, "{transitions}");
    }

    #[test]
    fn names_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::named(state.name()), Some(state));
        }
        assert_eq!(State::named("lost"), None);
    }
}
