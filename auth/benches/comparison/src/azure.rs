//! The pipeline of `azure_core` with its bearer-token policy, over the same HTTP client.

use std::sync::Arc;

use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::http::headers::{HeaderName, HeaderValue, Headers};
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_core::http::request::Body;
use azure_core::http::{
    AsyncRawResponse, ClientOptions, Context, HttpClient, Method, Pipeline, Request, Transport,
};
use azure_core::time::{Duration, OffsetDateTime};
use bytes::Bytes;
use reqwest::Url;

/// An HTTP client that sends all requests to a plain HTTP URL. The requests have an HTTPS URL, as the policy adds tokens only
/// to those. Apart from that, it works as the client of `azure_core`.
#[derive(Debug)]
struct PlainHttp {
    http: reqwest::Client,
    url: Url,
}

#[async_trait::async_trait]
impl HttpClient for PlainHttp {
    async fn execute_request(&self, request: &Request) -> azure_core::Result<AsyncRawResponse> {
        let method = match request.method() {
            Method::Post => reqwest::Method::POST,
            _ => reqwest::Method::GET,
        };
        let mut built = self.http.request(method, self.url.clone());
        for (name, value) in request.headers().iter() {
            built = built.header(name.as_str(), value.as_str());
        }
        if let Body::Bytes(bytes) = request.body().clone() {
            built = built.body(bytes);
        }
        let response = built.send().await.expect("a response");
        let status = response.status().as_u16().into();
        let headers = response.headers().iter().map(|(name, value)| {
            let value = value.to_str().expect("text").to_owned();
            (
                HeaderName::from(name.as_str().to_owned()),
                HeaderValue::from(value),
            )
        });
        let headers = Headers::from(headers.collect::<std::collections::HashMap<_, _>>());
        let body = futures_util::TryStreamExt::map_err(response.bytes_stream(), |error| {
            azure_core::Error::new(azure_core::error::ErrorKind::Io, error)
        });
        Ok(AsyncRawResponse::new(status, headers, Box::pin(body)))
    }
}

#[derive(Debug)]
struct Constant;

#[async_trait::async_trait]
impl TokenCredential for Constant {
    async fn get_token(
        &self,
        _: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let expires = OffsetDateTime::now_utc() + Duration::hours(1);
        Ok(AccessToken::new(
            "0123456789abcdef0123456789abcdef",
            expires,
        ))
    }
}

pub fn pipeline(http: reqwest::Client, url: &str) -> Pipeline {
    let url = url.parse().expect("a URL");
    let options = ClientOptions {
        transport: Some(Transport::new(Arc::new(PlainHttp { http, url }))),
        ..ClientOptions::default()
    };
    let policy = BearerTokenAuthorizationPolicy::new(Arc::new(Constant), ["read"]);
    Pipeline::new(
        Some("comparison"),
        Some("0"),
        options,
        vec![],
        vec![Arc::new(policy)],
        None,
    )
}

/// Makes a call and returns the length of the body.
pub async fn call(pipeline: &Pipeline, url: &Url, method: &reqwest::Method, body: &Bytes) -> usize {
    let mut url = url.clone();
    url.set_scheme("https").expect("an HTTP URL");
    let mut request = if *method == reqwest::Method::POST {
        let mut request = Request::new(url, Method::Post);
        request.insert_header("content-type", "application/json");
        request.set_body(body.clone());
        request
    } else {
        Request::new(url, Method::Get)
    };
    request.insert_header("accept", "application/json");
    let sent = pipeline.send(&Context::new(), &mut request, None).await;
    sent.expect("a response").body().len()
}
