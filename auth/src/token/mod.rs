//! Tokens: requested once for all callers that need them, kept until they expire, and renewed before that.
//!
//! # Tasks
//!
//! Each attempt to get a token is a task with a deadline, on the runtime of the caller that starts it. If the caller ran
//! the attempt itself, it would end when the caller is dropped, and a single-use refresh token would be lost. A permanent
//! task would need a runtime that exists before the first call and after the last. When the runtime of a task stops,
//! callers on other runtimes start another attempt after two seconds.
//!
//! # Overwritten secrets
//!
//! Tokens, refresh tokens and credentials are overwritten when the last of their clones is dropped. So are the body of a
//! request once it has been sent, and the copies of username, password and refresh token that `oauth2` borrows for it.
//! Other libraries own the following copies, which stay in freed memory until it is reused: the client secret in `oauth2`,
//! the values from which it builds the body of a request, the body of a response, and the buffers of `hyper` and
//! `rustls`.

mod account;
mod acquisition;
mod bearer;
mod cache;
mod charset;
mod endpoint;
mod error;
mod exchange;
mod expiry;
mod fetch;
mod guard;
mod policy;
mod refresh;
mod refusal;
mod refused;
mod renewed_value;
mod request_error;
mod response;
mod shared_task;
mod slots;
mod source;
mod state_file;
mod sync;
mod union;

pub(crate) use acquisition::TokenParts;
pub use bearer::Token;
pub(crate) use bearer::client_id_header;
pub(crate) use cache::TokenCache;
pub use charset::FormCharset;
pub use endpoint::TokenEndpoint;
pub use error::{EndpointError, TokenError};
pub(crate) use expiry::Moment;
pub(crate) use guard::Guard;
pub use policy::TokenPolicy;
pub use refusal::Refusal;
pub(crate) use refused::AfterRefusal;
pub use source::TokenSource;
