//! Authorised calls for the CESCE Classifications API: automatic tokens, and retries that never pay twice.
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
//! [`Client`] dereferences to the generated client and has all of its operations. It is cheap to clone; clones
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
//! The source is read whenever a token has to be requested, so a rotated secret takes effect without a restart. A command
//! that failed is not run again for 15 s. A value with a byte order mark, NUL, a line end or quotes around it is an error
//! that names the value, and nothing is sent. If files are replaced while they are read, they are read again, so that the
//! values belong together. Several accounts in one process share connections:
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
//! # Tokens
//!
//! A token is kept for each set of [`Scopes`], by default the scopes of the operation in the API's document, so that
//! an application that was not granted `delete` can still query. The durations can be set in
//! [`TokenPolicy`].
//!
//! * **Look-up:** a call that uses a kept token takes no lock and allocates nothing. There are two exceptions: a call that
//!   starts a renewal starts a task, and a list of more than four scopes that the document does not sort is copied and
//!   sorted for each call.
//! * **One request:** if several callers need a token at the same time, one request is sent, and all get its outcome. A
//!   caller that is dropped does not cancel it.
//! * **Renewal:** a token is renewed by the first call in the last 5 minutes of its lifetime, or in the second half of a
//!   lifetime under 10 minutes. All calls use the old token meanwhile. A renewal that fails is tried again after 10 s. Calls
//!   only wait once the old token has expired.
//! * **Refresh token:** if the server returns one, it is used before the password. It is kept if the server returns no
//!   successor.
//! * **Tasks:** there is no task before the first call, and none after a token request has ended. Each task ends within
//!   30 s.
//! * **Refused token:** a token that the API refuses (401, or `invalid_token` with any 4xx) is dropped, and the call is sent
//!   once more with another token. The exception is a token that was requested less than 3 s ago and never accepted: it is
//!   sent again, as the API may not know it yet. If the API still refuses it, no token for these scopes is requested for
//!   1 minute, doubling to 1 hour: calls fail with [`TokenError::TokensRefused`]. After `insufficient_scope`, the token is
//!   kept.
//! * **One live token for each account:** if a token for some scopes invalidates those for others, one token for all
//!   scopes is used, and a warning is traced once.
//!
//! # The guard against lockout
//!
//! Accounts are locked after a few wrong passwords, and no response proves that the server did not count a
//! request as a wrong password. For each account (token endpoint and username), the outcome of the last request with a
//! password determines when the next one may be sent:
//!
//! | outcome | next password request |
//! |---|---|
//! | a token was granted | when the token has to be renewed |
//! | no connection to the token endpoint | with the next call |
//! | the credentials were refused (`invalid_grant`, `invalid_client`, 401) | when they have changed, or after 15 minutes, doubling to 24 hours |
//! | a token was granted, and the API then reported that it refused the credentials | as above; several such responses count once; the tokens are dropped |
//! | the scopes were refused, or the request was refused although its password was accepted the last time | for these scopes as above, for other scopes at once |
//! | anything else: 403, 423, 429, 5xx, HTML, redirect, no response | after 1 s, doubling to 15 minutes |
//!
//! `Retry-After` can lengthen each wait. In any case, at most 3 requests fail in a row; after that, one
//! more may fail every 4 hours, until one succeeds. So a wrong password is sent at most 4 times in an hour and 10
//! times in a day. A request that was cancelled, or whose process was killed, counts as failed.
//!
//! Calls in the meantime fail at once, with [`TokenError::CredentialsRefused`] or
//! [`TokenError::HeldBack`]; [`TokenError::retry_in`] is the time that is left. Only one request at a time sends a
//! password of an account. A client, its clones and those that [`with_credentials`](Client::with_credentials) makes share
//! this state. A newly built client begins without it, and so does a process, unless a
//! [`state_file`](ClientBuilder::state_file) is set: every job that cron starts needs one. With a
//! [`token_cache`](ClientBuilder::token_cache), such jobs share tokens, too.
//!
//! # Retries
//!
//! A classification costs money, so a request that may have been carried out is not repeated. GET is sent
//! again after connection errors, timeouts, 408, 429, 500, 502, 503 and 504. POST is only sent again if it provably
//! was not carried out: without a connection, after 429, and after a refused token. See [`retry`] for the parts of the
//! policy.
//!
//! A 429 with a time to wait, by `Retry-After` or by a [configured](RetryPolicy::window) window, pauses all calls of the
//! client and its clones for that time. The pause costs neither attempts nor budget; the [timeout](Timeouts::call) of
//! the call limits it. [`rate_limit`] reads the headers of the gateway.
//!
//! # The HTTP client
//!
//! The client is built by this crate, also from a [builder](ClientBuilder::http_client) that the caller has configured. It
//! follows no redirects, as a failed connection to the next server would look like one to the first server, which may have
//! carried out the request. It uses HTTP/1, and closes connections that are idle for 500 ms, as a POST on a connection that
//! the server is closing ends with its outcome unknown. Plain HTTP is only allowed for loopback hosts, and not through a
//! proxy on another machine. At most 64 requests are under way at the same time ([`ClientBuilder::max_connections`]).
//!
//! # Runtimes, tests and processes
//!
//! Calls need a tokio runtime with `enable_all`; without a timer or an I/O driver, they fail. Connections belong
//! to the runtime that opened them, and are closed when it ends.
//!
//! A process that forks has to make its client afterwards, as the threads that serve connections and tasks remain in the
//! parent. In the child, calls of a blocking client fail, and an async program has no runtime for calls.
//!
//! A test with `start_paused` needs a mocked server: while a real one works, the runtime is idle, and the paused
//! clock jumps to the next timeout. With a real server, do not pause tokio's clock, and advance the client's time
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
//! let accepted = sandbox.credentials().clone();
//! let account =
//!     Credentials::new(accepted.client_id, accepted.client_secret, accepted.username, accepted.password)?;
//! let clock = ManualClock::default();
//! let client = Client::builder()
//!     .credentials(account)
//!     .base_url(sandbox.base_url())
//!     .token_url(sandbox.token_url())
//!     .clock(clock.clone())
//!     .build()?;
//! let query = client.query_classifications().contract_no("11000012345");
//! query.clone().send().await?;
//! // after this, the token has expired, and the next call requests another one
//! clock.advance(Duration::from_secs(2 * 60 * 60));
//! query.send().await?;
//! let received = sandbox.received();
//! let token_requests = received.iter().filter(|request| request.path.ends_with("/token")).count();
//! assert_eq!(token_requests, 2);
//! # Ok(())
//! # }
//! ```
//!
//! # Programs without an async runtime
//!
//! With the feature `blocking`, `blocking::Client` makes the same calls on any thread, with its own runtime on another
//! thread.
//!
//! # Environments
//!
//! [`ClientBuilder::environment`] takes the name of one of [`ENVIRONMENTS`], which have a base URL and a
//! token endpoint that belong together. To use other URLs, set both, so that a token of one environment does
//! not reach the API of another.
//!
//! # Another API of the same insurer
//!
//! The insurer's other APIs have the same token endpoint. Their clients use the
//! [transport](Client::transport) of this client, and [`Authorised::base_url`] returns their base URL in the same
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
//! `portfolio-movements-api` is such a crate. `cargo xtask generate --spec FILE --overlay OVERLAY --out DIR` generates one
//! from any OAS2 document.
//!
//! Both APIs use one account. Each operation gets a token for the scopes that its document gives it, and operations with
//! the same scopes share a token across APIs. The guard against lockout, the retry policy and its budget, the timeouts and
//! the connections are shared. A program without a [`Client`] can use [`ClientBuilder::build_transport`]. An API with
//! another token endpoint needs a separate transport with that [`token_url`](ClientBuilder::token_url). Check another base
//! URL with [`Authorised::check_base_url`].
//!
//! # Errors
//!
//! [`Error`] has four variants, which are the same for all operations; there will be no others. The variant shows
//! whether the operation was carried out:
//!
//! | variant | when | was it carried out? | what to do |
//! |---|---|---|---|
//! | [`NotSent`](Error::NotSent) | invalid arguments, no token, no connection, a timeout before the request | no | remove the reason, call again |
//! | [`Rejected`](Error::Rejected) | a 4xx other than 408 and 499; any error status of a GET; a body that [reports an error](BodyError) | no | read status, [`code`](Error::code) and body; call again if [`is_retryable`](Error::is_retryable) |
//! | [`OutcomeUnknown`](Error::OutcomeUnknown) | the connection broke, no response in time; 408, 499, 5xx, a redirect or an undocumented success of a POST | perhaps | query before another call |
//! | [`NotUnderstood`](Error::NotUnderstood) | a success whose body did not arrive in full; an undocumented success of a GET | yes | read the body, do not call again |
//!
//! An error status does not prove that nothing happened: a gateway sends 504 when it stops waiting for a server
//! that continues. A success status alone does not prove that something happened: a firewall sends a page with status
//! 200, so only a documented body is proof. After `OutcomeUnknown`, query for the object that the request creates. If it is
//! missing, the server may still be working, so query again when no request from that time can be under way.
//! If it is still missing, a person has to decide: a request that was carried out and denied is not listed
//! either. A process that can be killed records the outcome as unknown before it makes the call.
//! `auth/examples/nightly_job.rs` is such a job, and a test runs it with every fault.
//!
//! Every error has the [`operation`](Error::operation), the number of [`attempts`](Error::attempts), the time of
//! the [first](Error::first_attempt), and, if there was a response, its [`status`](Error::status) and
//! [`transaction_id`](Error::transaction_id). A program that does not need the variants can use
//! [`may_have_happened`](Error::may_have_happened) and [`is_retryable`](Error::is_retryable). If the gateway
//! has other responses that prove that nothing happened, declare them as [`RejectionEvidence`].
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
//! [`ResponseValue::tolerated`]. If [`ResponseValue::unread_rows`] is not empty, a row that is missing in a list can be one
//! of the rows that could not be read.
//!
//! # Timeouts and limits
//!
//! The timeout of a connection is 10 s, of an attempt 30 s, and of a whole call 2 minutes ([`Timeouts`]). The timeout of a
//! token request is 10 s, and of getting a token 30 s ([`TokenPolicy`]). The limit of a body is 16 MiB, and of a token
//! response 64 KiB. A response that is returned as a `ByteStream` is the exception: neither the timeouts nor the
//! limit apply to reading the stream, so the reader has to apply both.
//!
//! # Tracing
//!
//! Each call, attempt and token request has a span with the names of OpenTelemetry's conventions for HTTP and without
//! secrets: see [`trace`].
//!
//! # Drift
//!
//! With the feature `contract`, the module `drift` checks a sample of the responses against the API's document, outside of
//! the calls.
//!
//! # Before production
//!
//! * Read secrets from a mounted file, a profile or a command instead of the environment, which child processes inherit.
//! * Use one client for the process, and [`with_credentials`](Client::with_credentials) for further accounts.
//! * Have only the necessary scopes granted to the application.
//! * After [`Error::OutcomeUnknown`] of a POST, query instead of repeating the call.
//! * Set [`Timeouts`] below the timeouts of your callers.
//! * Set an alert on [`TokenError::CredentialsRefused`], as no call succeeds until a person acts.
//! * Set a [`state_file`](ClientBuilder::state_file) for processes that cron or a supervisor starts repeatedly.
//! * Export spans of target `classifications_auth`, and log `X-Global-Transaction-ID` of a rejection, which support needs.

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
pub use evidence::RejectionEvidence;
pub use http::{InvalidHttpSetting, InvalidUrl};
pub use retry::RetryPolicy;
pub use runtime::UnusableRuntime;
pub use scopes::{InvalidScope, ScopeSet, Scopes};
pub use settings::{InvalidTimeouts, Timeouts};
pub use token::{Token, TokenEndpoint, TokenError, TokenPolicy, TokenSource};
