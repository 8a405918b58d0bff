//! The model checker's replacement for `src/token/sync.rs`.

pub(crate) use loom::sync::atomic::AtomicU64;
pub(crate) use loom::sync::{Mutex, MutexGuard};

use std::sync::Arc;

/// A published value. Unlike in the shipped code, reading may wait; in both, reading is atomic.
pub(crate) struct Published<T>(Mutex<Option<Arc<T>>>);

impl<T> Published<T> {
    pub(crate) fn empty() -> Self {
        Self(Mutex::new(None))
    }

    pub(crate) fn load(&self) -> Option<Arc<T>> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn store(&self, value: Option<Arc<T>>) {
        *self.0.lock().unwrap() = value;
    }
}
