//! A document with its model and stored resources.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::api::Api;
use crate::model::{Model, Store};

/// A document that the sandbox plays.
#[derive(Debug)]
pub(crate) struct ServedApi {
    pub(crate) api: Arc<Api>,
    pub(crate) model: Arc<Model>,
    store: Mutex<Store>,
}

impl ServedApi {
    pub(crate) fn new(api: Arc<Api>, model: Arc<Model>, store: Store) -> Self {
        Self {
            api,
            model,
            store: Mutex::new(store),
        }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stored resources as of now, with all due changes applied. If a script of the model
    /// fails, the remaining changes are not applied and the next request reports the error.
    pub(crate) fn settled_store(&self, now: DateTime<Utc>) -> MutexGuard<'_, Store> {
        let mut store = self.store();
        let _ = self.model.settle(&mut store, now);
        store
    }

    /// The names of the stored collections, sorted.
    pub(crate) fn collections(&self) -> Vec<String> {
        self.store().collections().map(str::to_owned).collect()
    }

    /// Messages about the parts of the model that were set aside, and about operations without a
    /// model.
    pub(crate) fn notices(&self) -> Vec<String> {
        let mut notices = self.model.notices.clone();
        for id in self.api.ids().filter(|id| !self.model.covers(id)) {
            notices.push(format!(
                "{id}: no model applies, so the response is the document's example or a sample with \
                 the request's values, and nothing is stored"
            ));
        }
        notices
    }

    /// Whether a path is the base path, or below it.
    pub(crate) fn contains_path(&self, path: &str) -> bool {
        let below = path.strip_prefix(&self.api.base_path);
        below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
    }
}
