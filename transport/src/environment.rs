//! An environment of an API, with the addresses that belong together.

/// An environment of an API. A token is valid in one environment only.
///
/// Generated crates list theirs in `operations::ENVIRONMENTS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiEnvironment {
    /// The name, for example `sandbox`.
    pub name: &'static str,
    /// The base URL of the API, without a trailing slash.
    pub base_url: &'static str,
    /// The token endpoint.
    pub token_url: &'static str,
}
