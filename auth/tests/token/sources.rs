//! The number of fetches from a source of credentials.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use classifications_auth::credentials::{CredentialsError, CredentialsSource, Fetching};
use classifications_auth::{Credentials, ScopeSet, TokenPolicy, TokenSource};

use crate::endpoint::refuse;
use crate::harness::Setup;

/// A source whose fetches are expensive. The first one fails. Counts the fetches.
#[derive(Debug, Clone, Default)]
struct Costly(Arc<AtomicUsize>);

impl CredentialsSource for Costly {
    fn fetch(&self) -> Fetching<'_> {
        let fetches = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(match fetches {
            0 => Err(CredentialsError::new("not logged in")),
            _ => Credentials::new("app", "secret", "user", "password"),
        }))
    }

    fn reuse_after_failure(&self) -> Duration {
        Duration::from_secs(15)
    }
}

#[tokio::test]
async fn failing_calls_share_a_fetch_from_a_costly_source() {
    let setup = Setup::new(|_, _| refuse(400, "invalid_grant")).await;
    let costly = Costly::default();
    let source = TokenSource::new(
        crate::harness::token_endpoint(&setup.endpoint.url),
        Arc::new(costly.clone()),
        TokenPolicy::default(),
        Arc::new(setup.clock.clone()),
    );
    let read = ScopeSet::of(&["read"]);
    // the first fetch fails; the passwords of the others are refused
    let mut now = 0;
    for (seconds, fetches) in [(0, 1), (14, 1), (15, 2), (29, 2), (30, 3)] {
        setup.advance(seconds - now);
        now = seconds;
        for _ in 0..5 {
            source.token(&read).await.unwrap_err();
        }
        assert_eq!(
            costly.0.load(Ordering::SeqCst),
            fetches,
            "after {seconds} s"
        );
    }
}
