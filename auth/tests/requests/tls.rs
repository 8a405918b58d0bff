//! TLS: the certificates that the client trusts, and its own identity.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use classifications_auth::{Client, ClientBuilder, Error, NotSentReason};
use rcgen::{CertificateParams, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::server::{Server, Step};
use crate::support::{credentials, query};

/// A certificate authority, and a server with a certificate that it issued.
struct TlsServer {
    url: String,
    root: String,
    /// The number of accepted connections.
    accepted: Arc<AtomicUsize>,
    issuer: Issuer<'static, KeyPair>,
}

impl TlsServer {
    /// Starts a server. If `mutual`, it requires a client certificate of the same authority.
    async fn start(mutual: bool) -> Self {
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);

        let (certificate, key) = leaf(&issuer);
        let mut trusted = rustls::RootCertStore::empty();
        trusted.add(root.der().clone()).unwrap();
        classifications_auth::http::install_tls_provider();
        let verifier = if mutual {
            let verifier = WebPkiClientVerifier::builder(Arc::new(trusted));
            verifier.build().unwrap()
        } else {
            WebPkiClientVerifier::no_client_auth()
        };
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder()
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let accepted = Arc::new(AtomicUsize::new(0));
        tokio::spawn(serve(listener, Arc::new(config), Arc::clone(&accepted)));
        Self {
            accepted,
            url,
            root: root.pem(),
            issuer,
        }
    }

    /// The builder of a client that does not trust the server.
    fn client(&self) -> ClientBuilder {
        Client::builder()
            .credentials(credentials())
            .base_url(&self.url)
            .token_url(format!("{}/token", self.url))
    }

    /// The private key and the certificate of a client that the server trusts.
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

/// Responds to every request, one per connection, with a body that is both a token and a list.
async fn serve(
    listener: TcpListener,
    config: Arc<rustls::ServerConfig>,
    accepted: Arc<AtomicUsize>,
) {
    let acceptor = tokio_rustls::TlsAcceptor::from(config);
    let body = r#"{"access_token":"t","token_type":"bearer","expires_in":3600,"sales":[]}"#;
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    while let Ok((stream, _)) = listener.accept().await {
        accepted.fetch_add(1, Ordering::SeqCst);
        let Ok(mut stream) = acceptor.accept(stream).await else {
            continue;
        };
        let mut request = vec![0; 65536];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(response.as_bytes()).await;
        let _ = stream.shutdown().await;
    }
}

/// Asserts that a call did not get past the TLS handshake with the token endpoint.
async fn assert_refused(client: ClientBuilder) {
    let error = query(&client.build().unwrap()).await.unwrap_err();
    let Error::NotSent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.reason(), NotSentReason::TokenEndpoint);
}

#[tokio::test]
async fn a_server_is_trusted_by_an_additional_root_certificate() {
    let server = TlsServer::start(false).await;
    assert_refused(server.client()).await;
    let trusting = server.client().root_certificate(server.root.clone());
    let list = query(&trusting.build().unwrap()).await.unwrap();
    assert!(list.sales.is_empty());
}

#[tokio::test]
async fn a_request_to_a_server_that_is_not_trusted_is_not_repeated() {
    let server = TlsServer::start(false).await;
    let tokens = Server::start(vec![], Step::Token).await;
    let client = server.client().token_url(tokens.url("/token"));
    let error = query(&client.build().unwrap()).await.unwrap_err();
    let Error::NotSent(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.reason(), NotSentReason::Network);
    assert_eq!(server.accepted.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_client_identity_is_sent_to_a_server_that_requires_it() {
    let server = TlsServer::start(true).await;
    let client = || server.client().root_certificate(server.root.clone());
    assert_refused(client()).await;
    let identified = client().client_identity(server.identity());
    let list = query(&identified.build().unwrap()).await.unwrap();
    assert!(list.sales.is_empty());
}
