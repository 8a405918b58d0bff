//! The reaction to a token that the API refuses: send it again, replace it, or request no other token for a while.
//!
//! Without the last reaction, each call would send the password while the API refuses all tokens.

use std::time::{Duration, Instant};

/// The age up to which the API may not know a token yet.
const POSSIBLY_UNKNOWN: Duration = Duration::from_secs(3);

/// The shortest and the longest wait before such a token is sent again. In between, the wait is the age of the token.
const WAIT: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(1)];

/// The age up to which a token counts as fresh. Another one would probably be refused, too.
const FRESH: Duration = Duration::from_secs(60);

/// The number of fresh tokens in a row that are replaced, if each is refused after it was accepted.
const FRESH_REPLACEMENTS: u32 = 3;

/// The first and the longest cool-down. In between, each cool-down is twice as long as the previous one.
const COOL_DOWN: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(60 * 60)];

/// The time within which two refusals of accepted tokens, each after a token for other scopes was issued, show that tokens
/// for different scopes invalidate each other.
const SUPERSEDED_WITHIN: Duration = Duration::from_secs(60 * 60);

/// The reaction to a refused token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterRefusal {
    /// Send the token again after this wait, as the API may not know it yet.
    Wait(Duration),
    /// Request another token.
    Replace,
    /// Request no token for a while.
    CoolDown,
}

/// A token that was refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct RefusedToken {
    pub(super) age: Duration,
    /// Whether the API has accepted the token before.
    pub(super) accepted: bool,
    /// Whether a token for other scopes was issued after it.
    pub(super) superseded: bool,
}

/// The refusals of the tokens for one scope set.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The end of the last cool-down.
    cool_down_end: Option<Instant>,
    /// The number of cool-downs in a row.
    cool_downs: u32,
    /// The number of fresh tokens in a row that were refused.
    refused_fresh: u32,
    /// The time at which a superseded token was refused last.
    superseded_refused_at: Option<Instant>,
}

/// The decision about a refused token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TokenAction {
    /// The token is kept, and sent again after this wait.
    Keep(Duration),
    /// The token is dropped, and another one may be requested.
    Drop,
    /// The token is dropped, and one token for all scopes is used from now on.
    Unite,
    /// The token is dropped, and a cool-down begins.
    CoolDown,
}

impl History {
    /// The time for which no token is requested.
    pub(super) fn cool_down(&self, now: Instant) -> Option<Duration> {
        let left = self.cool_down_end?.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }

    /// Records that the API accepted a token.
    pub(super) fn accept(&mut self) {
        self.cool_down_end = None;
        self.cool_downs = 0;
    }

    /// Records a refused token, and decides about it.
    pub(super) fn decide(&mut self, token: RefusedToken, now: Instant) -> TokenAction {
        if !token.accepted && token.age < POSSIBLY_UNKNOWN {
            let [shortest, longest] = WAIT;
            return TokenAction::Keep(token.age.clamp(shortest, longest));
        }
        if token.accepted && token.superseded {
            let previous = self.superseded_refused_at.replace(now);
            if previous
                .is_some_and(|previous| now.saturating_duration_since(previous) < SUPERSEDED_WITHIN)
            {
                self.superseded_refused_at = None;
                return TokenAction::Unite;
            }
            return TokenAction::Drop;
        }
        if token.age >= FRESH {
            self.refused_fresh = 0;
            return TokenAction::Drop;
        }
        self.refused_fresh += 1;
        if token.accepted && self.refused_fresh <= FRESH_REPLACEMENTS {
            return TokenAction::Drop;
        }
        let [first, longest] = COOL_DOWN;
        let factor = 1_u32.checked_shl(self.cool_downs).unwrap_or(u32::MAX);
        self.cool_downs = self.cool_downs.saturating_add(1);
        self.refused_fresh = 0;
        self.cool_down_end = now.checked_add(first.saturating_mul(factor).min(longest));
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
    fn a_young_token_is_sent_again_as_long_as_the_api_may_not_know_it() {
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
    fn an_old_token_is_replaced_and_a_fresh_accepted_one_only_three_times() {
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
    fn scopes_are_united_after_two_refusals_of_superseded_tokens_within_an_hour() {
        let (mut history, now) = (History::default(), Instant::now());
        let superseded = RefusedToken {
            accepted: true,
            superseded: true,
            ..FRESH_TOKEN
        };
        assert_eq!(history.decide(superseded, now), TokenAction::Drop);
        let much_later = now + SUPERSEDED_WITHIN;
        assert_eq!(history.decide(superseded, much_later), TokenAction::Drop);
        assert_eq!(history.decide(superseded, much_later), TokenAction::Unite);
    }
}
