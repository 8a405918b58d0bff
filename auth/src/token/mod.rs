//! Tokens: fetched once for all callers that need them, kept until they expire, renewed before that.
//!
//! | module | what it does |
//! |---|---|
//! | `source` | [`TokenSource`]: gives what is kept at once, and waits for what is not |
//! | `slots` | one slot for each set of scopes |
//! | `keep` | where one token is kept: read without a lock, thrown away by comparison |
//! | `shared_task` | one attempt for all callers of the same token, in a task that ends by itself |
//! | `sync` | the primitives under these two, which a model checker replaces |
//! | `expiry` | when a token is renewed and when it ends, by two clocks |
//! | `fetch`, `refresh` | refresh token first, then the password, by one request at a time |
//! | `guard`, `account`, `state_file` | when a password may be sent, by what is known of earlier requests |
//! | `cache` | tokens that processes share |
//! | `refused`, `union` | what follows when the API refuses a token |
//! | `endpoint`, `exchange`, `charset` | a token request as it is sent |
//! | `response`, `lenient`, `request_error` | a response as it is read: a token, a refusal or another error |
//! | `bearer`, `policy`, `error`, `refusal` | what callers see |
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

pub use bearer::Token;
pub(crate) use bearer::client_id_header;
pub(crate) use cache::TokenCache;
pub use charset::FormCharset;
pub use endpoint::{InvalidTokenEndpoint, TokenEndpoint};
pub use error::{EndpointError, TokenError};
pub(crate) use expiry::Moment;
pub(crate) use guard::Guard;
pub use policy::TokenPolicy;
pub use refusal::Refusal;
pub(crate) use refused::AfterRefusal;
pub use source::TokenSource;
