//! Authorised calls for clients generated from an OpenAPI document: tokens nobody sees.

mod api_key;
mod attempt;
mod authorised;
mod builder;
mod call;
mod challenge;
mod client;
pub mod clock;
pub mod credentials;
mod error;
pub mod http;
pub mod rate_limit;
pub mod retry;
mod scopes;
mod settings;
mod timer;
pub mod token;
pub mod trace;

pub use api_key::InvalidClientId;
pub use classifications_api::{
    Amount, Error, Failure, Fault, NotSent, NotSentReason, NotUnderstood, OutcomeUnknown, Percentage,
    Rejected, ResponseValue, types,
};
pub use authorised::Authorised;
pub use builder::{BuildError, ClientBuilder};
pub use challenge::Challenge;
pub use client::{BASE_URL, Client, TOKEN_URL};
pub use credentials::Credentials;
pub use error::{ErrorDetails, InsecureUrl, RedirectFollowed, RejectedDetails, TimedOut};
pub use http::{InvalidBaseUrl, InvalidHttpSetting};
pub use retry::RetryPolicy;
pub use scopes::{InvalidScope, ScopeSet, Scopes};
pub use settings::{InvalidTimeOuts, TimeOuts};
pub use token::{Token, TokenEndpoint, TokenError, TokenPolicy, TokenSource};
