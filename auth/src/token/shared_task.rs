//! One task at a time. All callers that join it get its outcome.
//!
//! The holder of the [`TaskHandle`] runs the task. All callers have a [`Waiter`], including the one that started the task,
//! so that the task continues if a caller is dropped. If the handle is dropped without an outcome (its runtime was shut
//! down, or it panicked), the waiters are woken and can start another task. If the task stops without being dropped (no
//! thread drives its runtime), it is replaced when a waiter gives it up or when it is overdue.

use std::sync::{Arc, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use super::sync::{Mutex, MutexGuard};

/// At most one task with an outcome `O`.
pub(crate) struct SharedTask<O> {
    current: Mutex<Option<Arc<Task<O>>>>,
}

/// The result of [`SharedTask::join`].
pub(crate) enum Joined<O, H> {
    /// No task is needed: `settled` returned this value.
    Settled(H),
    /// A task was started, which the caller has to run.
    Handle(TaskHandle<O>, Waiter<O>),
    /// A task was under way.
    Waiter(Waiter<O>),
}

struct Task<O> {
    due: Instant,
    state: Mutex<State<O>>,
    ended: Notify,
}

#[derive(Clone)]
enum State<O> {
    Running,
    Finished(O),
    Lost,
}

impl<O> Default for SharedTask<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O> SharedTask<O> {
    pub(crate) fn new() -> Self {
        Self {
            current: Mutex::new(None),
        }
    }

    /// Joins the task that is under way, or starts one that has to end by `due`.
    ///
    /// Neither is done if `settled` returns a value. `settled` is called while no task can end.
    pub(crate) fn join<H>(
        self: &Arc<Self>,
        now: Instant,
        due: Instant,
        settled: impl FnOnce() -> Option<H>,
    ) -> Joined<O, H> {
        let mut current = lock(&self.current);
        if let Some(value) = settled() {
            return Joined::Settled(value);
        }
        if let Some(task) = &*current
            && task.due > now
        {
            return Joined::Waiter(Waiter::of(task));
        }
        let task = Arc::new(Task {
            due,
            state: Mutex::new(State::Running),
            ended: Notify::new(),
        });
        *current = Some(Arc::clone(&task));
        drop(current);
        let waiter = Waiter::of(&task);
        Joined::Handle(
            TaskHandle {
                owner: Arc::clone(self),
                task,
            },
            waiter,
        )
    }

    /// Gives up the task that `waiter` waits for, so that another one can be started.
    pub(crate) fn abandon(&self, waiter: &Waiter<O>) {
        let mut current = lock(&self.current);
        let is_current = |task: &mut Arc<Task<O>>| Arc::ptr_eq(task, &waiter.task);
        current.take_if(is_current);
    }

    /// Runs `f` while no task can end.
    pub(crate) fn exclusively<R>(&self, f: impl FnOnce() -> R) -> R {
        let _current = lock(&self.current);
        f()
    }
}

/// The right and the duty to end one task.
pub(crate) struct TaskHandle<O> {
    owner: Arc<SharedTask<O>>,
    task: Arc<Task<O>>,
}

impl<O> TaskHandle<O> {
    /// Ends the task. `settle` stores the outcome for later callers. `settle` runs before another task can be started, and
    /// not at all if this task was given up or replaced.
    pub(crate) fn end(self, outcome: O, settle: impl FnOnce(&O)) {
        self.detach(|| settle(&outcome));
        self.task.finish(State::Finished(outcome));
    }

    /// Runs `settle`, and then allows another task, unless this task was given up or replaced.
    fn detach(&self, settle: impl FnOnce()) {
        let mut current = lock(&self.owner.current);
        if current
            .as_ref()
            .is_some_and(|task| Arc::ptr_eq(task, &self.task))
        {
            settle();
            *current = None;
        }
    }
}

impl<O> Drop for TaskHandle<O> {
    fn drop(&mut self) {
        self.detach(|| ());
        self.task.finish(State::Lost);
    }
}

impl<O> Task<O> {
    /// Sets the final state, and wakes the waiters. Only the first call sets it.
    fn finish(&self, final_state: State<O>) {
        let mut state = lock(&self.state);
        if matches!(*state, State::Running) {
            *state = final_state;
        }
        drop(state);
        self.ended.notify_waiters();
    }
}

/// Waits for a task to end.
pub(crate) struct Waiter<O> {
    task: Arc<Task<O>>,
}

impl<O: Clone> Waiter<O> {
    /// The outcome of the task; `None` if it was lost.
    pub(crate) async fn outcome(&self) -> Option<O> {
        // registered before the check, so that an end after the check wakes this waiter
        let ended = self.task.ended.notified();
        if matches!(self.state(), State::Running) {
            ended.await;
        }
        match self.state() {
            State::Finished(outcome) => Some(outcome),
            State::Running | State::Lost => None,
        }
    }

    fn state(&self) -> State<O> {
        lock(&self.task.state).clone()
    }
}

impl<O> Waiter<O> {
    fn of(task: &Arc<Task<O>>) -> Self {
        Self {
            task: Arc::clone(task),
        }
    }

    /// The time by which the task has to have ended.
    pub(crate) fn due(&self) -> Instant {
        self.task.due
    }
}

/// A poisoned lock is usable, as each change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
