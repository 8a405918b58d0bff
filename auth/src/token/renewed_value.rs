//! A value that is read without waiting, renewed by one task for all callers, and dropped by comparison.

use std::sync::Arc;
use std::time::Instant;

use super::shared_task::{Joined, SharedTask, TaskHandle, Waiter};
use super::sync::Published;

/// The outcome of a task: what is kept from then on, or why there is nothing to keep.
pub(crate) type Outcome<T, E> = Result<Arc<T>, E>;

/// The newest `T`.
pub(crate) struct RenewedValue<T, E> {
    published: Arc<Published<T>>,
    task: Arc<SharedTask<Outcome<T, E>>>,
}

impl<T, E> RenewedValue<T, E> {
    pub(crate) fn empty() -> Self {
        Self {
            published: Arc::new(Published::nothing()),
            task: Arc::new(SharedTask::new()),
        }
    }

    /// The kept value, whether or not it is still valid.
    pub(crate) fn get(&self) -> Option<Arc<T>> {
        self.published.load()
    }

    /// The kept value, if it is `usable`; otherwise joins the task for its successor.
    pub(crate) fn get_or_join(
        &self,
        now: Instant,
        due: Instant,
        usable: impl FnOnce(&T) -> bool,
    ) -> Joined<Outcome<T, E>, Arc<T>> {
        self.task
            .join(now, due, || self.get().filter(|kept| usable(kept)))
    }

    /// Joins the task for the successor of `current`, unless there already is one.
    pub(crate) fn renew(
        &self,
        now: Instant,
        due: Instant,
        current: &Arc<T>,
    ) -> Joined<Outcome<T, E>, ()> {
        self.task.join(now, due, || {
            let kept = self.get();
            kept.is_none_or(|kept| !Arc::ptr_eq(&kept, current))
                .then_some(())
        })
    }

    /// Gives up the task that `waiter` waits for.
    pub(crate) fn abandon(&self, waiter: &Waiter<Outcome<T, E>>) {
        self.task.abandon(waiter);
    }

    /// Ends a task. A success is kept before a caller gets it, and `before` runs even earlier;
    /// a failure leaves what is kept where it is.
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

    /// Removes `rejected` if it is what is kept, and returns whether it was.
    pub(crate) fn reject(&self, rejected: &Arc<T>) -> bool {
        self.task.exclusively(|| {
            let is_kept = self.get().is_some_and(|kept| Arc::ptr_eq(&kept, rejected));
            if is_kept {
                self.published.store(None);
            }
            is_kept
        })
    }
}
