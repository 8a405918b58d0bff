//! Tokens: fetched once for all who need them, kept until shortly before they expire.

mod bearer;
mod endpoint;
mod error;
mod policy;
mod source;

pub use bearer::Token;
pub use endpoint::{InvalidTokenUrl, TokenEndpoint};
pub use error::TokenError;
pub use policy::TokenPolicy;
pub use source::TokenSource;
