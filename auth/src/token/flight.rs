//! One flight at a time: any number of callers who want the same thing cause one attempt to get it,
//! and all of them get its outcome.
//!
//! The attempt is run by whoever holds the [`Lead`]; the others hold a [`Waiter`], and so does the
//! caller who started it, for the lead travels with a task of its own: a caller that goes away takes
//! only a waiter along. A lead that is dropped without landing (its runtime was shut down, its task
//! panicked) tells the waiters, who may then start anew. One that stops without being dropped (its
//! runtime is no longer driven) is replaced once the time by which it had to land has passed.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use super::sync::{Mutex, MutexGuard};

/// At most one flight with an outcome `O`.
pub(crate) struct SingleFlight<O> {
    current: Mutex<Option<Arc<Flight<O>>>>,
}

/// What [`SingleFlight::join`] comes to.
pub(crate) enum Joined<O, H> {
    /// Nothing to wait for: `settled` had an answer.
    Settled(H),
    /// A flight was started; whoever gets this has to run it.
    Lead(Lead<O>, Waiter<O>),
    /// A flight was under way.
    Waiter(Waiter<O>),
}

struct Flight<O> {
    lands_by: Instant,
    state: Mutex<State<O>>,
}

enum State<O> {
    Aloft {
        next_waiter: u64,
        waiting: BTreeMap<u64, Waker>,
    },
    Landed(O),
    Lost,
}

impl<O> Default for SingleFlight<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<O> SingleFlight<O> {
    pub(crate) fn new() -> Self {
        Self {
            current: Mutex::new(None),
        }
    }

    /// Joins the flight that is under way, or starts one that has to land by `lands_by`.
    ///
    /// `settled` is asked first, while no flight can land: what it finds missing is missing.
    pub(crate) fn join<H>(
        self: &Arc<Self>,
        now: Instant,
        lands_by: Instant,
        settled: impl FnOnce() -> Option<H>,
    ) -> Joined<O, H> {
        let mut current = lock(&self.current);
        if let Some(hit) = settled() {
            return Joined::Settled(hit);
        }
        if let Some(flight) = &*current
            && flight.lands_by > now
        {
            return Joined::Waiter(Waiter::of(flight));
        }
        let flight = Arc::new(Flight {
            lands_by,
            state: Mutex::new(State::Aloft {
                next_waiter: 0,
                waiting: BTreeMap::new(),
            }),
        });
        *current = Some(Arc::clone(&flight));
        drop(current);
        let waiter = Waiter::of(&flight);
        Joined::Lead(
            Lead {
                home: Arc::clone(self),
                flight,
            },
            waiter,
        )
    }

    /// Gives up the flight that `waiter` waits for: another one may be started.
    pub(crate) fn abandon(&self, waiter: &Waiter<O>) {
        let mut current = lock(&self.current);
        let is_current = |flight: &mut Arc<Flight<O>>| Arc::ptr_eq(flight, &waiter.flight);
        current.take_if(is_current);
    }

    /// Runs `f` while no flight can land.
    pub(crate) fn exclusively<R>(&self, f: impl FnOnce() -> R) -> R {
        let _current = lock(&self.current);
        f()
    }
}

/// The right and the duty to bring one flight to its end.
pub(crate) struct Lead<O> {
    home: Arc<SingleFlight<O>>,
    flight: Arc<Flight<O>>,
}

impl<O> Lead<O> {
    /// Ends the flight. `settle` makes the outcome known to those who come later; it runs before
    /// anybody can start another flight, and not at all when this one was replaced.
    pub(crate) fn land(self, outcome: O, settle: impl FnOnce(&O)) {
        self.leave(|| settle(&outcome));
        self.flight.finish(State::Landed(outcome));
    }

    fn leave(&self, settle: impl FnOnce()) {
        let mut current = lock(&self.home.current);
        if current
            .as_ref()
            .is_some_and(|flight| Arc::ptr_eq(flight, &self.flight))
        {
            settle();
            *current = None;
        }
    }
}

impl<O> Drop for Lead<O> {
    fn drop(&mut self) {
        self.leave(|| ());
        self.flight.finish(State::Lost);
    }
}

impl<O> Flight<O> {
    /// The first end counts.
    fn finish(&self, end: State<O>) {
        let mut state = lock(&self.state);
        if !matches!(*state, State::Aloft { .. }) {
            return;
        }
        let before = std::mem::replace(&mut *state, end);
        drop(state);
        if let State::Aloft { waiting, .. } = before {
            waiting.into_values().for_each(Waker::wake);
        }
    }
}

/// Waits for a flight to end: with its outcome, or with `None` if it was lost.
pub(crate) struct Waiter<O> {
    flight: Arc<Flight<O>>,
    id: Option<u64>,
}

impl<O> Waiter<O> {
    fn of(flight: &Arc<Flight<O>>) -> Self {
        Self {
            flight: Arc::clone(flight),
            id: None,
        }
    }

    /// The time by which the flight has to have landed.
    pub(crate) fn lands_by(&self) -> Instant {
        self.flight.lands_by
    }
}

impl<O: Clone> Future for Waiter<O> {
    type Output = Option<O>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<O>> {
        let this = &mut *self;
        let mut state = lock(&this.flight.state);
        match &mut *state {
            State::Landed(outcome) => Poll::Ready(Some(outcome.clone())),
            State::Lost => Poll::Ready(None),
            State::Aloft {
                next_waiter,
                waiting,
            } => {
                let id = *this.id.get_or_insert_with(|| {
                    *next_waiter += 1;
                    *next_waiter
                });
                waiting.insert(id, cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl<O> Drop for Waiter<O> {
    fn drop(&mut self) {
        if let Some(id) = self.id
            && let State::Aloft { waiting, .. } = &mut *lock(&self.flight.state)
        {
            waiting.remove(&id);
        }
    }
}

/// A panic elsewhere leaves nothing half done here: each change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
