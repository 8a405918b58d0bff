//! Locks accounts after too many wrong passwords in a row.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

/// Wrong passwords by account. Unknown names are not recorded, so that callers cannot fill the
/// memory with them.
#[derive(Debug, Default)]
pub(super) struct Lockouts {
    wrong: HashMap<String, WrongPasswords>,
}

#[derive(Debug)]
struct WrongPasswords {
    in_a_row: u32,
    last: DateTime<Utc>,
}

impl Lockouts {
    /// Whether an account is locked: `after` wrong passwords in a row, the last one within
    /// `lasting` before `now`.
    pub(super) fn is_locked(
        &mut self,
        username: &str,
        after: u32,
        lasting: TimeDelta,
        now: DateTime<Utc>,
    ) -> bool {
        let Some(wrong) = self.wrong.get(username) else {
            return false;
        };
        if after == 0 || wrong.in_a_row < after {
            return false;
        }
        let is_over = wrong
            .last
            .checked_add_signed(lasting)
            .is_some_and(|end| end <= now);
        if is_over {
            self.wrong.remove(username);
        }
        !is_over
    }

    pub(super) fn note_wrong(&mut self, username: &str, now: DateTime<Utc>) {
        let wrong = self
            .wrong
            .entry(username.to_owned())
            .or_insert(WrongPasswords {
                in_a_row: 0,
                last: now,
            });
        wrong.in_a_row = wrong.in_a_row.saturating_add(1);
        wrong.last = now;
    }

    pub(super) fn clear(&mut self, username: &str) {
        self.wrong.remove(username);
    }
}
