//! A custom HTTP client, here with a proxy: `cargo run -p classifications-auth --example own_http_client`.
//!
//! A custom client can use all settings of reqwest. For a proxy alone, `ClientBuilder::proxy` is enough.

use std::net::SocketAddr;

use classifications_auth::http::client_builder;
use classifications_auth::{Client, Credentials};
use classifications_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::builder().tls().start().await?;
    let accepted = sandbox.credentials().clone();
    let proxy = start_proxy().await?;

    let pem = sandbox.certificate_pem().unwrap_or_default();
    let http = client_builder()
        .proxy(reqwest::Proxy::all(format!("http://{proxy}"))?)
        .tls_certs_merge([reqwest::Certificate::from_pem(pem.as_bytes())?]);

    let client = Client::builder()
        .credentials(Credentials::new(
            accepted.client_id,
            accepted.client_secret,
            accepted.username,
            accepted.password,
        )?)
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .http_client(http)
        .build()?;
    let query = client.query_classifications().contract_no("11000012345");
    let list = query.send().await?;
    println!("{} bytes through {proxy}", list.body().len());
    Ok(())
}

/// Starts a proxy that forwards HTTPS requests, like the one in your company.
async fn start_proxy() -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(tunnel(client));
        }
    });
    Ok(address)
}

/// Handles `CONNECT host:port HTTP/1.1`, and then copies bytes in both directions.
async fn tunnel(mut client: TcpStream) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    println!("proxy: {}", head.lines().next().unwrap_or_default());
    let target = head.split(' ').nth(1).unwrap_or_default();
    let mut server = TcpStream::connect(target).await?;
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}
