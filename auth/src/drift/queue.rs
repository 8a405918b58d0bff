//! A bounded queue that records whether a worker runs.
//!
//! One lock protects the items and this record, so that a worker cannot end between an item being queued and the
//! decision that no other worker is needed. The lock is only held during a push, a pop or a change of the record.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    waiting: VecDeque<T>,
    has_worker: bool,
}

/// The outcome of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pushed {
    /// Whether the queue had room for the item.
    pub queued: bool,
    /// Whether the caller has to start a worker.
    pub needs_worker: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        let state = State {
            waiting: VecDeque::new(),
            has_worker: false,
        };
        Self {
            capacity,
            state: Mutex::new(state),
        }
    }

    pub(crate) fn push(&self, item: T) -> Pushed {
        let mut state = self.lock();
        let queued = state.waiting.len() < self.capacity;
        if queued {
            state.waiting.push_back(item);
        }
        let needs_worker = !std::mem::replace(&mut state.has_worker, true);
        Pushed {
            queued,
            needs_worker,
        }
    }

    /// Removes the next item for the worker, which has to end on `None`.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        let item = state.waiting.pop_front();
        if item.is_none() {
            state.has_worker = false;
        }
        item
    }

    /// Records that the worker has ended before the queue was empty.
    pub(crate) fn worker_ended(&self) {
        self.lock().has_worker = false;
    }

    /// A poisoned lock is usable, as no panic leaves the state inconsistent.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(queued: bool, needs_worker: bool) -> Pushed {
        Pushed {
            queued,
            needs_worker,
        }
    }

    #[test]
    fn one_worker_runs_until_the_queue_is_empty() {
        let queue = Queue::new(2);
        assert_eq!(queue.push('a'), pushed(true, true));
        assert_eq!(queue.push('b'), pushed(true, false));
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), Some('b')));
        assert_eq!(queue.push('c'), pushed(true, false));
        assert_eq!((queue.pop(), queue.pop()), (Some('c'), None));
        assert_eq!(queue.push('d'), pushed(true, true));
    }

    #[test]
    fn an_item_beyond_the_capacity_is_dropped() {
        let queue = Queue::new(1);
        assert_eq!(queue.push('a'), pushed(true, true));
        assert_eq!(queue.push('b'), pushed(false, false));
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), None));
    }

    #[test]
    fn a_full_queue_without_a_worker_gets_one() {
        let queue = Queue::new(1);
        assert_eq!(queue.push('a'), pushed(true, true));
        queue.worker_ended();
        assert_eq!(queue.push('b'), pushed(false, true));
        assert_eq!((queue.pop(), queue.pop()), (Some('a'), None));
    }
}
