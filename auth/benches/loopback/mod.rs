//! An API and a token endpoint on loopback with minimal overhead. They only parse where a request ends and
//! whether it requests a token.

#![allow(dead_code, reason = "each benchmark uses a part")]

use std::net::SocketAddr;
use std::time::Duration;

use api_transport::ClientInfo as _;
use classifications_auth::{Client, ClientBuilder, Credentials, http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The response to a query: two sales.
pub const LIST: &str = r#"{"sales":[{"saleNo":600002,"client":"Muebles del Norte SL","saleDate":"2025-06-02","amount":40000.00,"currency":"EUR","remarks":["delivered in part","the rest follows in a week"]},{"saleNo":600003,"client":"Officina Ricci SRL","saleDate":"2025-09-15","amount":80000.00,"currency":"EUR","remarks":["delivered in full"]}]}"#;

const TOKEN: &str = r#"{"token_type":"bearer","access_token":"0123456789abcdef0123456789abcdef","expires_in":3600}"#;

/// The API and the token endpoint, on another thread until the process ends.
#[derive(Debug, Clone, Copy)]
pub struct Loopback {
    address: SocketAddr,
}

impl Loopback {
    /// Starts the server. The token endpoint responds after `latency`.
    pub fn start(latency: Duration) -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut builder = tokio::runtime::Builder::new_current_thread();
            let runtime = builder.enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                sender.send(listener.local_addr().unwrap()).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, latency));
                }
            });
        });
        Self {
            address: receiver.recv().unwrap(),
        }
    }

    pub fn url(self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A builder of a client that calls this server with an HTTP client built from `http`.
    pub fn client(self, http: reqwest::ClientBuilder) -> ClientBuilder {
        Client::builder()
            .credentials(Credentials::new("app", "app-secret", "user", "password").unwrap())
            .base_url(self.url("/v1"))
            .token_url(self.url("/token"))
            .http_client(http)
    }
}

/// A generated client over the transport of `client`.
pub fn sales(client: &Client) -> sales_api::Client {
    let transport = client.transport();
    let (http, sender) = (transport.http().clone(), transport.sender());
    sales_api::Client::new_with_client(client.baseurl(), http, sender)
}

/// The HTTP client of all benchmarks.
pub fn http_client() -> reqwest::ClientBuilder {
    http::client_builder().no_proxy().tls_certs_only([])
}

async fn serve(mut stream: TcpStream, latency: Duration) {
    let _ = stream.set_nodelay(true);
    let response = |body: &str| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ";
        format!("{head}{}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let (list, token) = (response(LIST), response(TOKEN));
    let mut request = Vec::with_capacity(4096);
    loop {
        request.clear();
        let is_token = loop {
            match stream.read_buf(&mut request).await {
                Ok(read) if read > 0 => {}
                _ => return,
            }
            let Some(head) = request.windows(4).position(|four| four == b"\r\n\r\n") else {
                continue;
            };
            if request.starts_with(b"GET ")
                || request.len() >= head + 4 + content_length(&request[..head])
            {
                break request.starts_with(b"POST /token");
            }
        };
        let response = if is_token { &token } else { &list };
        if is_token {
            tokio::time::sleep(latency).await;
        }
        if stream.write_all(response).await.is_err() {
            return;
        }
    }
}

fn content_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    line.and_then(|length| length.trim().parse().ok())
        .unwrap_or(0)
}
