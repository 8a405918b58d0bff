//! The synchronisation primitives of the token tasks. They are in one file, so that a model checker can replace them and
//! run the shipped code.

pub(crate) use std::sync::atomic::AtomicU64;
pub(crate) use std::sync::{Mutex, MutexGuard};

use std::sync::Arc;

use arc_swap::ArcSwapOption;

/// A value that any thread can read at any time without waiting.
#[derive(Debug)]
pub(crate) struct Published<T>(ArcSwapOption<T>);

impl<T> Published<T> {
    pub(crate) fn empty() -> Self {
        Self(ArcSwapOption::empty())
    }

    pub(crate) fn load(&self) -> Option<Arc<T>> {
        self.0.load_full()
    }

    pub(crate) fn store(&self, value: Option<Arc<T>>) {
        self.0.store(value);
    }
}
