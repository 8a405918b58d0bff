//! Tokens: fetched once for all who need them, kept until shortly before they expire.

mod answer;
mod bearer;
mod endpoint;
mod error;
mod exchange;
mod expiry;
mod fetch;
mod flight;
mod keep;
mod lockout;
mod policy;
mod source;
mod sync;

pub use bearer::Token;
pub use endpoint::{InvalidTokenUrl, TokenEndpoint};
pub use error::{EndpointError, Refusal, TokenError};
pub use policy::TokenPolicy;
pub use source::TokenSource;
