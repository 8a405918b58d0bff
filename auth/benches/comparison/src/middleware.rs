//! `reqwest-middleware` with `reqwest-retry` and a header with a token.

use http::Extensions;
use http::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Request, Response};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, Result};
use reqwest_retry::RetryTransientMiddleware;
use reqwest_retry::policies::ExponentialBackoff;

struct TokenHeader(HeaderValue);

#[async_trait::async_trait]
impl Middleware for TokenHeader {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        request.headers_mut().insert(AUTHORIZATION, self.0.clone());
        next.run(request, extensions).await
    }
}

pub fn client(http: reqwest::Client, authorization: HeaderValue) -> ClientWithMiddleware {
    let backoff = ExponentialBackoff::builder().build_with_max_retries(3);
    ClientBuilder::new(http)
        .with(RetryTransientMiddleware::new_with_policy(backoff))
        .with(TokenHeader(authorization))
        .build()
}
