//! Authorised calls for clients generated from an OpenAPI document: tokens nobody sees.

pub mod clock;
pub mod credentials;
mod scopes;
pub mod token;

pub use credentials::Credentials;
pub use scopes::{InvalidScope, ScopeSet, Scopes};
pub use token::{Token, TokenEndpoint, TokenError, TokenPolicy, TokenSource};
