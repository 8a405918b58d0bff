//! TLS, with a certificate that a caller must be given.

#![cfg(feature = "tls")]

mod caller;

use caller::provide_tls;
use classifications_sandbox::{Fault, Sandbox};

#[allow(clippy::unwrap_used, reason = "a test stops when its setup fails")]
fn trusting(pem: Option<&str>) -> reqwest::Client {
    provide_tls();
    let certificates = pem.map(|pem| reqwest::Certificate::from_pem(pem.as_bytes()).unwrap());
    let builder = reqwest::Client::builder().no_proxy().https_only(true);
    builder.tls_certs_only(certificates).build().unwrap()
}

#[tokio::test]
async fn a_caller_that_trusts_the_certificate_gets_responses() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    assert!(sandbox.base_url().starts_with("https://127.0.0.1:"));
    let http = trusting(sandbox.certificate_pem());
    for host in ["127.0.0.1", "localhost"] {
        let url = sandbox.token_url().replace("127.0.0.1", host);
        let response = http.post(url).send().await.unwrap();
        assert_eq!(response.status(), 400);
    }
    sandbox.inject(Fault::reset());
    assert!(http.post(sandbox.token_url()).send().await.is_err());
    sandbox.stop().await;
}

#[tokio::test]
async fn neither_an_untrusting_nor_a_plain_caller_gets_a_response() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let other = Sandbox::builder().tls().start().await.unwrap();
    let http = trusting(other.certificate_pem());
    assert!(http.get(sandbox.base_url()).send().await.is_err());
    let plain = caller::http();
    let url = sandbox.base_url().replace("https", "http");
    assert!(plain.get(url).send().await.is_err());
    assert!(sandbox.received().is_empty());
}

#[tokio::test]
async fn without_tls_there_is_no_certificate() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(sandbox.certificate_pem(), None);
}
