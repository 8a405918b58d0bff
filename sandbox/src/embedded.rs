//! The embedded document and model, compiled once for all sandboxes of a process.

use std::sync::{Arc, OnceLock};

use crate::api::{Api, DocumentError};
use crate::builder::StartError;
use crate::model::Model;

pub(crate) fn api() -> Result<Arc<Api>, DocumentError> {
    static API: OnceLock<Arc<Api>> = OnceLock::new();
    if let Some(api) = API.get() {
        return Ok(api.clone());
    }
    let api = Arc::new(Api::new(classifications_spec::DOCUMENT)?);
    Ok(API.get_or_init(|| api).clone())
}

pub(crate) fn model() -> Result<Arc<Model>, StartError> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    if let Some(model) = MODEL.get() {
        return Ok(model.clone());
    }
    let model = Arc::new(Model::new(classifications_spec::MODEL, &*api()?)?);
    Ok(MODEL.get_or_init(|| model).clone())
}

/// The path below which the embedded document's operations are, without a slash at the end.
///
/// # Errors
/// [`DocumentError`], when the embedded document cannot be read.
pub fn base_path() -> Result<String, DocumentError> {
    Ok(api()?.base_path.clone())
}

/// The path of the embedded document's token endpoint.
///
/// # Errors
/// As [`base_path`].
pub fn token_path() -> Result<String, DocumentError> {
    Ok(api()?.token_path.clone())
}
