//! Authorised calls for the CESCE Classifications API: hidden tokens, retries that never pay twice.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use classifications_auth::Client;
//! use classifications_auth::credentials::Environment;
//!
//! let client = Client::builder().credentials(Environment::default()).build()?;
//! let list = client.query_classifications().contract_no("11000012345").send().await?;
//! println!("{}", String::from_utf8_lossy(list.body()));
//! # Ok(())
//! # }
//! ```
//!
//! [`Client`] derefs to the generated client and has all of its operations. It is cheap to clone; clones
//! share tokens and connections.
//!
//! # Credentials
//!
//! The password grant needs four values: client id and secret of the application, username and
//! password of the account. They come from a [`CredentialsSource`](credentials::CredentialsSource):
//!
//! | source | for |
//! |---|---|
//! | [`Credentials`] | values that the program has |
//! | [`Environment`](credentials::Environment) | `CESCE_CLIENT_ID`, `CESCE_CLIENT_SECRET`, `CESCE_USERNAME`, `CESCE_PASSWORD`, or each with `_FILE` for a mounted secret |
//! | [`Files`](credentials::Files) | four files, each with one value |
//! | [`Profile`](credentials::Profile) | a TOML file that only its owner may read |
//! | [`Exec`](credentials::Exec) | a command that prints them as JSON: a vault, a password manager |
//!
//! The source is read whenever a token has to be requested, so a rotated secret is found without a
//! restart. A command that failed is not run again for 15 s. A value with a byte order mark, NUL, a line end or
//! quotes around it is refused by name before it is sent. Files that are swapped while they are read are read
//! again, so that all values are of one generation. Several accounts in one process share connections:
//!
//! ```no_run
//! # fn example(client: classifications_auth::Client) {
//! use classifications_auth::credentials::Profile;
//!
//! let north = client.with_credentials(Profile::new("/etc/app/cesce.toml").named("north"));
//! let south = client.with_credentials(Profile::new("/etc/app/cesce.toml").named("south"));
//! # }
//! ```
//!
//! # What is kept, and when it is renewed
//!
//! A token is kept for each set of [`Scopes`], by default those that the API's document gives the
//! operation: an application that was not granted `delete` can still query. All numbers are in
//! [`TokenPolicy`].
//!
//! * **Kept:** a kept token costs a look-up, which takes no lock and allocates nothing. The
//!   exceptions: the one call that starts a renewal starts a task, and more than four scopes that the
//!   document lists out of order are sorted in memory of their own for each call.
//! * **One request for all:** however many callers need a token at the same time, one request is
//!   sent, and all get its outcome. A caller that is dropped does not cancel it.
//! * **Renewed ahead:** 5 minutes before its end, but not before half of its lifetime, the first
//!   call starts a renewal and uses the old token, like all others. A renewal that fails is
//!   tried again after 10 s; calls wait only once the old token has expired.
//! * **Refresh token first**, if the server gives one; it is kept if the server gives no successor. Then the
//!   password.
//! * **Nothing runs by itself:** no task before the first call, none after a token request has ended,
//!   and each ends within 30 s.
//! * **A refused token** (401, or `invalid_token` under any 4xx) is dropped, and no other, and the call is sent
//!   once more with another one. Within 3 s of its request, a token that was never accepted is sent again
//!   instead, as the API may not know it yet. If the API still refuses it, no token for these scopes is
//!   requested for 1 minute, doubling to 1 hour: calls fail with [`TokenError::TokensRefused`].
//!   `insufficient_scope` drops nothing.
//! * **One live token for each account:** where a token for some scopes invalidates those for others, one token
//!   for all of them is used, and a warning is traced once.
//!
//! # The guard against lockout
//!
//! Accounts are locked after a few wrong passwords, and no response proves that the server did not count a
//! request as one. For each account (token endpoint and username), by the outcome of the last request that
//! sent the password:
//!
//! | the token endpoint | the next password is sent |
//! |---|---|
//! | granted a token | when the token has to be renewed |
//! | could not be connected to | with the next call |
//! | refused the credentials (`invalid_grant`, `invalid_client`, 401) | when they have changed, or after 15 minutes, doubling to 24 hours |
//! | granted a token, for which the API then reports an error that the document calls one of credentials | as if they were refused, however many responses say so; tokens are dropped and nothing is sent |
//! | refused the scopes, or has accepted this password the last time | for these scopes as above, for others at once |
//! | anything else: 403, 423, 429, 5xx, HTML, redirect, no response | after 1 s, doubling to 15 minutes |
//!
//! `Retry-After` lengthens each wait. In any case, at most 3 requests fail in a row; a further one
//! is due every 4 hours, until one succeeds. So a wrong password is sent at most 4 times in an hour and 10
//! times in a day. A request that was given up, or whose process was killed, counts as failed.
//!
//! Calls in the meantime fail at once, with [`TokenError::CredentialsRefused`] or
//! [`TokenError::HeldBack`]; [`TokenError::retry_in`] is the time that is left. One request at a time sends a
//! password of an account. The guard is shared by a client, its clones and all that
//! [`with_credentials`](Client::with_credentials) makes of it. A newly built client begins without that state, and so does
//! a process, unless a [`state_file`](ClientBuilder::state_file) is given: every job that cron starts needs one. With a
//! [`token_cache`](ClientBuilder::token_cache), such jobs share tokens, too.
//!
//! # What is sent again, and why POST is special
//!
//! A classification costs money, so a request that may have been carried out is not repeated. GET is sent
//! again after connection errors, timeouts, 408, 429, 500, 502, 503 and 504; POST only when it provably
//! was not carried out: no connection, 429, and after a refused token. See [`retry`] for the parts of the
//! policy.
//!
//! A 429 with a time to wait, by `Retry-After` or by a window that
//! [is configured](RetryPolicy::window), pauses all calls of the account until then, and costs neither attempts
//! nor budget: the [deadline](TimeOuts::call) bounds it. [`rate_limit`] reads the headers of the gateway.
//!
//! # The HTTP client
//!
//! It is built here, also from a [builder](ClientBuilder::http_client) that the caller has configured. It
//! follows no redirects: the error of a connection to the next server looks like that of the first, whose
//! request may have been carried out. It speaks HTTP/1 and closes connections that are idle for 500 ms, as a POST
//! that meets a connection which the server is closing ends with its outcome unknown. Plain HTTP is for loopback
//! hosts, and goes through no proxy elsewhere. At most 64 requests are under way at the same time
//! ([`ClientBuilder::max_connections`]).
//!
//! # Runtimes, tests and processes
//!
//! Calls need a tokio runtime with `enable_all`; one without a timer or an I/O driver gives an error. Connections belong
//! to the runtime that opened them, and are closed when it ends.
//!
//! A process that forks makes its client afterwards: the threads that serve connections and tasks are in the parent. The
//! blocking client refuses calls in the child; a child of an async program has no runtime to make calls on.
//!
//! A test with `start_paused` needs a mocked server: while a real one works, the runtime is idle, and the paused
//! clock jumps to the next timeout. With a real server, leave tokio's clock running, and move the client's time
//! with a [`ManualClock`](clock::ManualClock):
//!
//! ```no_run
//! use std::time::Duration;
//! use classifications_auth::clock::ManualClock;
//! use classifications_auth::{Client, Credentials};
//! use classifications_sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start().await?;
//! let known = sandbox.credentials().clone();
//! let account = Credentials::new(known.client_id, known.client_secret, known.username, known.password)?;
//! let clock = ManualClock::default();
//! let client = Client::builder()
//!     .credentials(account)
//!     .base_url(sandbox.base_url())
//!     .token_url(sandbox.token_url())
//!     .clock(clock.clone())
//!     .build()?;
//! let query = client.query_classifications().contract_no("11000012345");
//! query.clone().send().await?;
//! // the token has expired, and the next call requests another one
//! clock.advance(Duration::from_secs(2 * 60 * 60));
//! query.send().await?;
//! let tokens = sandbox.received().iter().filter(|r| r.path.ends_with("/token")).count();
//! assert_eq!(tokens, 2);
//! # Ok(())
//! # }
//! ```
//!
//! # Programs without an async runtime
//!
//! With the feature `blocking`, `blocking::Client` makes the same calls on any thread; its runtime has a thread of
//! its own.
//!
//! # Environments
//!
//! [`ClientBuilder::environment`] takes the name of one of [`ENVIRONMENTS`], which gives the base URL and the
//! token endpoint that belong together. Other URLs are given both: a token of one environment
//! never reaches the API of another.
//!
//! # Another API of the same insurer
//!
//! The insurer's other APIs have the same token endpoint. A client of one takes the
//! [transport](Client::transport) of this one, and [`Authorised::base_url`] gives it the base URL of the same
//! environment:
//!
//! ```no_run
//! # fn example(client: classifications_auth::Client) -> Result<(), classifications_auth::InvalidAddresses> {
//! use portfolio_movements_api::operations::ENVIRONMENTS;
//!
//! let transport = client.transport();
//! let (http, sender) = (transport.http().clone(), transport.sender());
//! let base_url = transport.base_url(ENVIRONMENTS)?;
//! let movements = portfolio_movements_api::Client::new_with_client(base_url, http, sender);
//! # Ok(())
//! # }
//! ```
//!
//! `portfolio-movements-api` is such a crate. `cargo xtask generate --spec FILE --overlay OVERLAY --out DIR` makes one of
//! any OAS2 document.
//!
//! One account serves both: each operation gets a token for the scopes that its own document gives it
//! (two operations with the same set share one, whichever API they are of), and the guard against lockout, the
//! retry policy and its budget, the timeouts and the connections are shared. A program without our
//! client begins with [`ClientBuilder::build_transport`]. An API with another token endpoint needs a transport of its
//! own, made with that [`token_url`](ClientBuilder::token_url). Another base URL is checked with
//! [`Authorised::check_base_url`].
//!
//! # Errors
//!
//! [`Error`] has four variants, the same for all operations, and there will be no others. The variant says
//! whether the operation was carried out:
//!
//! | variant | when | was it carried out? | what to do |
//! |---|---|---|---|
//! | [`NotSent`](Error::NotSent) | invalid arguments, no token, no connection, no time | no | remove the reason, call again |
//! | [`Rejected`](Error::Rejected) | a 4xx other than 408 and 499; any error status of a GET; a body that [reports an error](BodyError) | no | read status, [`code`](Error::code) and body; call again if [`is_retryable`](Error::is_retryable) |
//! | [`OutcomeUnknown`](Error::OutcomeUnknown) | the connection broke, no response in time; 408, 499, 5xx, a redirect or an undocumented success of a POST | perhaps | query before another call |
//! | [`NotUnderstood`](Error::NotUnderstood) | a success whose body did not arrive in full; an undocumented success of a GET | yes | read the body, do not call again |
//!
//! An error status does not prove that nothing happened: a gateway sends 504 when it stops waiting for a server
//! that continues. Neither is a success status alone proof that something happened: a firewall sends a page with status
//! 200, so only a documented body is. After `OutcomeUnknown`, look for what the request creates in a query. Where it is
//! missing, the server may still be working: query again when no request of that time can be under way.
//! What is missing then is for a person to decide, as a request that was carried out and denied is not listed
//! either. A process that can be killed notes the call as unknown before it makes it.
//! `auth/examples/nightly_job.rs` is such a job, and a test runs it under every fault.
//!
//! Every error has the [`operation`](Error::operation), the number of [`attempts`](Error::attempts), the time of
//! the [first](Error::first_attempt), and, where there was a response, its [`status`](Error::status) and
//! [`transaction_id`](Error::transaction_id). A program that does not need the variants asks
//! [`may_have_happened`](Error::may_have_happened) and [`is_retryable`](Error::is_retryable). Where the gateway
//! has responses of its own that prove that nothing happened, [`RefusalEvidence`] names them.
//!
//! ```no_run
//! # async fn example(client: classifications_auth::Client) {
//! use classifications_auth::{Error, ErrorDetails, NotSentReason};
//!
//! match client.query_classifications().contract_no("11000012345").send().await {
//!     Ok(list) => println!("{}", String::from_utf8_lossy(list.body())),
//!     Err(Error::NotSent(e)) => match e.reason() {
//!         NotSentReason::Credentials => eprintln!("replace them: {:?}", e.token_error()),
//!         reason => eprintln!("it did not happen: {reason}"),
//!     },
//!     Err(Error::Rejected(e)) => eprintln!("it did not happen: {e}, {:?}", e.transaction_id()),
//!     Err(Error::OutcomeUnknown(e)) => eprintln!("query before repeating: {e}"),
//!     Err(Error::NotUnderstood(e)) => eprintln!("it happened, but: {e}"),
//! }
//! # }
//! ```
//!
//! A success that differs from the document is not an error if its meaning is certain: see
//! [`ResponseValue::tolerated`]. If [`ResponseValue::unread_rows`] is not empty, a row that is missing in a list may exist
//! nevertheless.
//!
//! # Timeouts
//!
//! Connecting 10 s, an attempt 30 s, a call in all 2 minutes ([`TimeOuts`]); a token request 10 s, and
//! getting a token 30 s in all ([`TokenPolicy`]). A body is read up to 16 MiB, a token response up to 64
//! KiB. A response that is returned as a `ByteStream` is the exception: neither the timeouts nor the
//! bound cover what its reader does with it, so the reader bounds both.
//!
//! # Tracing
//!
//! One span for each call, attempt and token request, with the names of OpenTelemetry's conventions for
//! HTTP, and nothing secret: see [`trace`].
//!
//! # Drift
//!
//! With the feature `contract`, a sample of the responses is checked against the API's document, outside of
//! the calls: module `drift`.
//!
//! # Before production
//!
//! * Secrets come from a mounted file, a profile or a command rather than from the environment, which
//!   children inherit.
//! * One client for the process, or one and its [`with_credentials`](Client::with_credentials).
//! * Only the scopes that are needed have been granted to the application.
//! * [`Error::OutcomeUnknown`] of a POST leads to a query, not to a repetition.
//! * [`TimeOuts`] fit what the caller's own callers wait for.
//! * An alert on [`TokenError::CredentialsRefused`]: nothing works until a person acts.
//! * A [`state_file`](ClientBuilder::state_file) for processes that cron or a supervisor starts again and again.
//! * Spans of target `classifications_auth` are exported, and `X-Global-Transaction-ID` of a rejection
//!   is logged: support needs it.

mod addresses;
mod api_key;
mod attempt;
mod authorised;
#[cfg(feature = "blocking")]
pub mod blocking;
mod build_error;
mod builder;
mod call;
mod challenge;
mod client;
pub mod clock;
pub mod credentials;
#[cfg(feature = "contract")]
pub mod drift;
mod error;
mod evidence;
pub mod http;
mod outcome;
mod parts;
mod prepare;
pub mod rate_limit;
mod redaction;
pub mod retry;
mod runtime;
mod scopes;
mod settings;
mod timer;
pub mod token;
pub mod trace;

pub use ::http::{HeaderMap, HeaderValue, StatusCode};
pub use addresses::InvalidAddresses;
pub use api_key::InvalidClientId;
pub use api_transport::ApiEnvironment;
pub use authorised::Authorised;
pub use build_error::BuildError;
pub use builder::ClientBuilder;
pub use challenge::Challenge;
pub use classifications_api::{
    Amount, BodyError, ByteStream, ClientInfo, Error, ErrorResponse, KnownCode, NotDocumented,
    NotSent, NotSentReason, NotUnderstood, NotUnderstoodReason, Operation, OutcomeUnknown, Page,
    Pages, Percentage, Response, ResponseValue, Rows, Sender, Tolerance, Tolerated, Transport,
    TransportError, UnreadRow, chrono, dynamic, meaning, operations, types,
};
pub use client::{BASE_URL, Client, ENVIRONMENTS, TOKEN_URL};
pub use credentials::Credentials;
pub use error::{ErrorDetails, InsecureUrl, ResponseDetails, TimedOut};
pub use evidence::RefusalEvidence;
pub use http::{InvalidHttpSetting, InvalidUrl};
pub use retry::RetryPolicy;
pub use runtime::UnusableRuntime;
pub use scopes::{InvalidScope, ScopeSet, Scopes};
pub use settings::{InvalidTimeOuts, TimeOuts};
pub use token::{Token, TokenEndpoint, TokenError, TokenPolicy, TokenSource};
