//! A value that is read without waiting, and renewed by one task for all callers.

use std::sync::Arc;
use std::time::Instant;

use super::shared_task::{Joined, SharedTask, TaskHandle, Waiter};
use super::sync::Published;

/// The outcome of a task: the next value, or the reason why there is none.
pub(crate) type Outcome<T, E> = Result<Arc<T>, E>;

/// A value that tasks renew.
pub(crate) struct RenewedValue<T, E> {
    published: Arc<Published<T>>,
    task: Arc<SharedTask<Outcome<T, E>>>,
}

impl<T, E> RenewedValue<T, E> {
    pub(crate) fn empty() -> Self {
        Self {
            published: Arc::new(Published::empty()),
            task: Arc::new(SharedTask::new()),
        }
    }

    /// The current value, whether or not it is still usable.
    pub(crate) fn get(&self) -> Option<Arc<T>> {
        self.published.load()
    }

    /// The current value, if it is `usable`; otherwise joins the task for its successor.
    pub(crate) fn get_or_join(
        &self,
        now: Instant,
        due: Instant,
        usable: impl FnOnce(&T) -> bool,
    ) -> Joined<Outcome<T, E>, Arc<T>> {
        self.task
            .join(now, due, || self.get().filter(|value| usable(value)))
    }

    /// Joins the task for the successor of `current`, unless there is a successor.
    pub(crate) fn renew(
        &self,
        now: Instant,
        due: Instant,
        current: &Arc<T>,
    ) -> Joined<Outcome<T, E>, ()> {
        self.task.join(now, due, || {
            let value = self.get();
            value
                .is_none_or(|value| !Arc::ptr_eq(&value, current))
                .then_some(())
        })
    }

    /// Gives up the task that `waiter` waits for.
    pub(crate) fn abandon(&self, waiter: &Waiter<Outcome<T, E>>) {
        self.task.abandon(waiter);
    }

    /// Ends a task. After a success, `before` runs, then the new value becomes the current one, then callers get it. A
    /// failure does not change the current value.
    pub(crate) fn end(
        &self,
        handle: TaskHandle<Outcome<T, E>>,
        outcome: Outcome<T, E>,
        before: impl FnOnce(),
    ) {
        handle.end(outcome, |outcome| {
            if let Ok(successor) = outcome {
                before();
                self.published.store(Some(Arc::clone(successor)));
            }
        });
    }

    /// Removes `rejected` if it is the current value, and returns whether it was.
    pub(crate) fn reject(&self, rejected: &Arc<T>) -> bool {
        self.task.exclusively(|| {
            let is_current = self
                .get()
                .is_some_and(|value| Arc::ptr_eq(&value, rejected));
            if is_current {
                self.published.store(None);
            }
            is_current
        })
    }
}
