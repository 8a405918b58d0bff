//! The embedded documents and models, each compiled once for all sandboxes of a process.

use std::sync::{Arc, OnceLock};

use classifications_spec::portfolio_movements;

use crate::api::{Api, DocumentError};
use crate::model::Model;
use crate::start_error::StartError;

/// A document with its model and cases.
pub(crate) struct Embedded {
    document: &'static str,
    model: &'static str,
    pub(crate) cases: &'static str,
    compiled: OnceLock<Arc<Api>>,
    compiled_model: OnceLock<Arc<Model>>,
}

/// The first document, which every sandbox plays by default.
pub(crate) static FIRST: Embedded = Embedded::new(
    classifications_spec::DOCUMENT,
    classifications_spec::MODEL,
    classifications_spec::CASES,
);

/// The documents of the insurer's other APIs.
pub(crate) static OTHERS: [Embedded; 1] = [Embedded::new(
    portfolio_movements::DOCUMENT,
    portfolio_movements::MODEL,
    portfolio_movements::CASES,
)];

impl Embedded {
    const fn new(document: &'static str, model: &'static str, cases: &'static str) -> Self {
        Self {
            document,
            model,
            cases,
            compiled: OnceLock::new(),
            compiled_model: OnceLock::new(),
        }
    }

    pub(crate) fn api(&self) -> Result<Arc<Api>, DocumentError> {
        if let Some(api) = self.compiled.get() {
            return Ok(api.clone());
        }
        let api = Arc::new(Api::new(self.document)?);
        Ok(self.compiled.get_or_init(|| api).clone())
    }

    pub(crate) fn model(&self) -> Result<Arc<Model>, StartError> {
        if let Some(model) = self.compiled_model.get() {
            return Ok(model.clone());
        }
        let model = Arc::new(Model::new(self.model, &*self.api()?)?);
        Ok(self.compiled_model.get_or_init(|| model).clone())
    }
}

/// All embedded documents.
pub(crate) fn all() -> impl Iterator<Item = &'static Embedded> {
    std::iter::once(&FIRST).chain(&OTHERS)
}

/// The path below which the embedded document's operations are, without a slash at the end.
///
/// # Errors
/// [`DocumentError`], when the embedded document cannot be read.
pub fn base_path() -> Result<String, DocumentError> {
    Ok(FIRST.api()?.base_path.clone())
}

/// The path of the embedded document's token endpoint.
///
/// # Errors
/// As [`base_path`].
pub fn token_path() -> Result<String, DocumentError> {
    Ok(FIRST.api()?.token_path.clone())
}
