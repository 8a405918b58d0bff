//! Items that wait to be checked: a bounded number of exchanges, and whether a worker runs.
//!
//! Both are under one lock, so that no exchange is missed between a worker that has found
//! nothing more and a call that takes it for running. The lock is held for a push or a pop only.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    waiting: VecDeque<T>,
    at_work: bool,
}

/// The outcome of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pushed {
    /// Whether the queue took it.
    pub kept: bool,
    /// Whether no worker runs, so that the caller has to start one.
    pub begin: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        let state = State {
            waiting: VecDeque::new(),
            at_work: false,
        };
        Self {
            capacity,
            state: Mutex::new(state),
        }
    }

    pub(crate) fn push(&self, item: T) -> Pushed {
        let mut state = self.lock();
        let kept = state.waiting.len() < self.capacity;
        if kept {
            state.waiting.push_back(item);
        }
        let begin = !std::mem::replace(&mut state.at_work, true);
        Pushed { kept, begin }
    }

    /// The next item for the worker, which ends on `None`.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        let item = state.waiting.pop_front();
        if item.is_none() {
            state.at_work = false;
        }
        item
    }

    /// The worker has ended, whether or not items wait.
    pub(crate) fn abandon(&self) {
        self.lock().at_work = false;
    }

    /// No panic leaves the state in between.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: Pushed = Pushed {
        kept: true,
        begin: true,
    };
    const WAITS: Pushed = Pushed {
        kept: true,
        begin: false,
    };

    #[test]
    fn one_is_at_work_until_nothing_waits() {
        let queue = Queue::new(2);
        assert_eq!(queue.push('a'), BEGIN);
        assert_eq!(queue.push('b'), WAITS);
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), Some('b')));
        assert_eq!(queue.push('c'), WAITS);
        assert_eq!((queue.pop(), queue.pop()), (Some('c'), None));
        assert_eq!(queue.push('d'), BEGIN);
    }

    #[test]
    fn what_the_queue_cannot_hold_is_dropped() {
        let queue = Queue::new(1);
        assert_eq!(queue.push('a'), BEGIN);
        let full = Pushed {
            kept: false,
            begin: false,
        };
        assert_eq!(queue.push('b'), full);
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), None));
    }

    #[test]
    fn abandoned_items_are_taken_up_even_by_a_full_queue() {
        let queue = Queue::new(1);
        assert_eq!(queue.push('a'), BEGIN);
        queue.abandon();
        let taken_up = Pushed {
            kept: false,
            begin: true,
        };
        assert_eq!(queue.push('b'), taken_up);
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), None));
    }
}
