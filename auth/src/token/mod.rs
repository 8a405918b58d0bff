//! Tokens: fetched once for all callers that need them, kept until they expire, renewed before that.
//!
//! # Why a task for each attempt
//!
//! If the first caller ran a token request, it would end when that caller is dropped, and a single-use refresh
//! token would be lost with it. A task from a constructor would outlive or precede the runtime. So each
//! attempt is a task on the runtime of the caller that starts it, and ends by its own deadline. When that
//! runtime stops, callers on others start another attempt after two seconds.
//!
//! # What is overwritten
//!
//! Tokens, refresh tokens and credentials are overwritten when the last of their clones is dropped, and
//! so are the body of a request once it has been sent, and the copies of username, password and refresh
//! token that `oauth2` borrows for it. These are not ours to overwrite, and stay in freed memory until it
//! is used again: the client secret that `oauth2` holds and what it builds the request's body from, the
//! body of a response, which it takes and reads, and what passes through the buffers of `hyper` and `rustls`.

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
mod lenient;
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
