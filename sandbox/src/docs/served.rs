//! The sandbox whose documentation and state the pages show.

use std::sync::Arc;

use crate::Credentials;
use crate::server::Shared;

/// The sandbox that serves the page.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) shared: Arc<Shared>,
    pub(crate) credentials: Credentials,
    /// `http` or `https`.
    pub(crate) scheme: &'static str,
}
