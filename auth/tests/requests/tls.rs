//! TLS: whom the client trusts, and how it shows who it is.

use std::sync::Arc;

use classifications_auth::{Client, Credentials, Error, NotSentReason};
use classifications_sandbox::Sandbox;
use rcgen::{CertificateParams, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{chain, credentials};

#[tokio::test]
async fn an_extra_root_certificate_is_trusted_and_nothing_else_is() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let known = sandbox.credentials();
    let account = Credentials::new(
        known.client_id.clone(),
        known.client_secret.clone(),
        known.username.clone(),
        known.password.clone(),
    );
    let account = account.unwrap();
    let builder = || {
        Client::builder()
            .credentials(account.clone())
            .base_url(sandbox.base_url())
            .token_url(sandbox.token_url())
    };
    assert!(sandbox.base_url().starts_with("https://"));
    let contract = sandbox.collections().remove(0);

    let stranger = builder().build().unwrap();
    let error = stranger
        .query_classifications()
        .contract_no(contract.as_str())
        .send()
        .await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::NotSent(_)), "{:?}", chain(&error));

    let trusting = builder()
        .root_certificate(sandbox.certificate_pem().unwrap())
        .build()
        .unwrap();
    let list = trusting
        .query_classifications()
        .contract_no(contract.as_str())
        .send()
        .await
        .unwrap();
    assert!(!list.classifications.is_empty());
}

/// A certificate authority, and a server that answers only whoever shows a certificate of it.
struct Mutual {
    url: String,
    root: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Mutual {
    async fn start() -> Self {
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);

        let (certificate, key) = leaf(&issuer);
        let mut trusted = rustls::RootCertStore::empty();
        trusted.add(root.der().clone()).unwrap();
        classifications_auth::http::install_tls_provider();
        let verifier = WebPkiClientVerifier::builder(Arc::new(trusted))
            .build()
            .unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder()
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(listener, Arc::new(config)));
        Self {
            url,
            root: root.pem(),
            issuer,
        }
    }

    /// Private key and certificate of somebody whom the server trusts.
    fn identity(&self) -> String {
        let params = CertificateParams::new(vec!["client".to_owned()]).unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        format!("{}{}", key.serialize_pem(), certificate.pem())
    }
}

fn leaf(issuer: &Issuer<'_, KeyPair>) -> (CertificateDer<'static>, KeyPair) {
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, issuer).unwrap();
    (certificate.der().clone(), key)
}

/// Answers every request, once per connection, with what serves as token and as list alike.
async fn serve(listener: TcpListener, config: Arc<rustls::ServerConfig>) {
    let acceptor = tokio_rustls::TlsAcceptor::from(config);
    let body =
        r#"{"access_token":"t","token_type":"bearer","expires_in":3600,"classifications":[]}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    while let Ok((stream, _)) = listener.accept().await {
        let Ok(mut stream) = acceptor.accept(stream).await else {
            continue;
        };
        let mut request = vec![0; 65536];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}

#[tokio::test]
async fn a_client_identity_is_shown_to_a_server_that_asks() {
    let server = Mutual::start().await;
    let builder = || {
        Client::builder()
            .credentials(credentials())
            .base_url(&server.url)
            .token_url(format!("{}/token", server.url))
            .root_certificate(server.root.clone())
    };
    let nobody = builder().build().unwrap();
    let error = nobody
        .query_classifications()
        .contract_no("1")
        .send()
        .await
        .unwrap_err();
    let Error::NotSent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.reason(), NotSentReason::TokenEndpoint);

    let known = builder()
        .client_identity(server.identity())
        .build()
        .unwrap();
    let list = known
        .query_classifications()
        .contract_no("1")
        .send()
        .await
        .unwrap();
    assert!(list.classifications.is_empty());
}
