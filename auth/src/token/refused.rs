//! What follows when the API refuses a token: wait for it to become known, replace it, or request no other
//! one for a while.
//!
//! An API that refuses every token would otherwise make each call send the password.

use std::time::{Duration, Instant};

/// For how long after its request the API may not know a token yet.
const UNKNOWN: Duration = Duration::from_secs(3);

/// The shortest and the longest wait for a token to become known; it doubles the age of the token.
const WAIT: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(1)];

/// A token that is refused sooner is fresh: another one will hardly do better.
const FRESH: Duration = Duration::from_secs(60);

/// How many tokens may be refused one after the other soon after they were accepted.
const REPLACED: u32 = 3;

/// The cool-down doubles from the first to the last.
const COOL_DOWN: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(60 * 60)];

/// Two refusals of accepted tokens within this time, each after a token for other scopes was issued, show
/// that those invalidate each other.
const SUPERSEDED: Duration = Duration::from_secs(60 * 60);

/// The reaction to a refused token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterRefusal {
    /// Send it again after this wait: the API may not know it yet.
    Wait(Duration),
    /// Request another one.
    Replace,
    /// Do nothing: no token is requested for a while.
    CoolDown,
}

/// A token that was refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct RefusedToken {
    pub(super) age: Duration,
    /// Whether a request with it has succeeded.
    pub(super) accepted: bool,
    /// Whether a token for other scopes was issued after it.
    pub(super) superseded: bool,
}

/// The state of the tokens for one set of scopes.
#[derive(Debug, Default)]
pub(super) struct History {
    cool_down: Option<Instant>,
    /// The cool-downs in a row.
    times: u32,
    /// The tokens in a row that were refused soon after they were accepted.
    replaced: u32,
    superseded: Option<Instant>,
}

/// The consequence for the account.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TokenAction {
    /// The token stays: send it again after this wait.
    Keep(Duration),
    /// The token is dropped, and another one may be requested.
    Drop,
    /// The same, and one token has to serve all scopes.
    Unite,
    /// The token is dropped, and a cool-down begins.
    CoolDown,
}

impl History {
    /// How long no token is requested.
    pub(super) fn cool_down(&self, now: Instant) -> Option<Duration> {
        let left = self.cool_down?.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }

    /// A request with a token has succeeded.
    pub(super) fn accept(&mut self) {
        self.cool_down = None;
        self.times = 0;
    }

    pub(super) fn decide(&mut self, token: RefusedToken, now: Instant) -> TokenAction {
        if !token.accepted && token.age < UNKNOWN {
            let [shortest, longest] = WAIT;
            return TokenAction::Keep(token.age.clamp(shortest, longest));
        }
        if token.accepted && token.superseded {
            let before = self.superseded.replace(now);
            if before.is_some_and(|before| now.saturating_duration_since(before) < SUPERSEDED) {
                self.superseded = None;
                return TokenAction::Unite;
            }
            return TokenAction::Drop;
        }
        if token.age >= FRESH {
            self.replaced = 0;
            return TokenAction::Drop;
        }
        self.replaced += 1;
        if token.accepted && self.replaced <= REPLACED {
            return TokenAction::Drop;
        }
        let [first, longest] = COOL_DOWN;
        let factor = 1_u32.checked_shl(self.times).unwrap_or(u32::MAX);
        self.times = self.times.saturating_add(1);
        self.replaced = 0;
        self.cool_down = now.checked_add(first.saturating_mul(factor).min(longest));
        TokenAction::CoolDown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH_TOKEN: RefusedToken = RefusedToken {
        age: Duration::from_secs(3),
        accepted: false,
        superseded: false,
    };

    #[test]
    fn a_young_token_is_kept_and_tried_again_until_it_is_known() {
        let mut history = History::default();
        let mut age = Duration::ZERO;
        let mut waits = Vec::new();
        let now = Instant::now();
        while let TokenAction::Keep(wait) = history.decide(RefusedToken { age, ..FRESH_TOKEN }, now)
        {
            waits.push(wait.as_millis());
            age += wait;
        }
        assert_eq!(waits, [250, 250, 500, 1000, 1000]);
        assert_eq!(history.cool_down(now), Some(Duration::from_secs(60)));
    }

    #[test]
    fn cool_downs_double_up_to_an_hour_until_a_token_is_accepted() {
        let mut history = History::default();
        let mut now = Instant::now();
        let mut cool_downs = Vec::new();
        for _ in 0..8 {
            assert_eq!(history.decide(FRESH_TOKEN, now), TokenAction::CoolDown);
            let left = history.cool_down(now).unwrap();
            cool_downs.push(left.as_secs() / 60);
            now += left;
            assert_eq!(history.cool_down(now), None);
        }
        assert_eq!(cool_downs, [1, 2, 4, 8, 16, 32, 60, 60]);
        history.accept();
        history.decide(FRESH_TOKEN, now);
        assert_eq!(history.cool_down(now), Some(Duration::from_secs(60)));
    }

    #[test]
    fn an_old_token_is_replaced_and_one_that_was_accepted_a_few_times_only() {
        let (mut history, now) = (History::default(), Instant::now());
        let old = RefusedToken {
            age: FRESH,
            ..FRESH_TOKEN
        };
        assert!((0..10).all(|_| history.decide(old, now) == TokenAction::Drop));
        let accepted = RefusedToken {
            accepted: true,
            ..FRESH_TOKEN
        };
        let actions: Vec<_> = (0..4).map(|_| history.decide(accepted, now)).collect();
        assert_eq!(
            actions[..3],
            [TokenAction::Drop, TokenAction::Drop, TokenAction::Drop]
        );
        assert_eq!(actions[3], TokenAction::CoolDown);
    }

    #[test]
    fn tokens_that_supersede_each_other_are_united_at_the_second_time_within_an_hour() {
        let (mut history, now) = (History::default(), Instant::now());
        let superseded = RefusedToken {
            accepted: true,
            superseded: true,
            ..FRESH_TOKEN
        };
        assert_eq!(history.decide(superseded, now), TokenAction::Drop);
        let much_later = now + SUPERSEDED;
        assert_eq!(history.decide(superseded, much_later), TokenAction::Drop);
        assert_eq!(history.decide(superseded, much_later), TokenAction::Unite);
    }
}
