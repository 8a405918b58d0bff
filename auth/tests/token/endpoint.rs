//! A scripted token endpoint on loopback that controls each byte of its responses.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// The reaction of the endpoint to one request.
#[derive(Debug, Clone)]
pub enum Act {
    /// Responds with a status and a JSON body.
    Json(u16, String),
    /// Responds with exactly these bytes, and closes.
    Raw(Vec<u8>),
    /// Responds with these bytes, and then stalls until the client closes.
    Stall(Vec<u8>),
    /// Sends nothing until the client closes.
    Hang,
    /// Closes without a response.
    Close,
    /// Starts a response and sends one byte at this interval.
    Drip(Duration),
    /// Performs the inner act after a delay.
    After(Duration, Box<Act>),
    /// Performs the inner act once the gate has a permit.
    Gated(Arc<tokio::sync::Semaphore>, Box<Act>),
}

/// A token response with this token and lifetime.
pub fn grant(token: &str, expires_in: u64) -> Act {
    Act::Json(
        200,
        format!(r#"{{"token_type":"bearer","access_token":"{token}","expires_in":{expires_in}}}"#),
    )
}

/// A token response with a refresh token.
pub fn grant_with_refresh(token: &str, expires_in: u64, refresh: &str) -> Act {
    Act::Json(
        200,
        format!(
            r#"{{"token_type":"Bearer","access_token":"{token}","expires_in":{expires_in},"refresh_token":"{refresh}"}}"#
        ),
    )
}

/// An error response.
pub fn refuse(status: u16, code: &str) -> Act {
    Act::Json(
        status,
        format!(r#"{{"error":"{code}","error_description":"because"}}"#),
    )
}

/// A received request.
#[derive(Debug, Clone)]
pub struct Received {
    pub head: String,
    pub form: Vec<(String, String)>,
}

impl Received {
    /// The value of a form field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.form
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

type Script = dyn Fn(usize, &Received) -> Act + Send + Sync;

/// The endpoint; it stops when dropped.
pub struct Endpoint {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    task: AbortHandle,
}

impl Endpoint {
    /// Starts an endpoint. `script` gets the number of a request, from 0, and the request.
    pub async fn start(script: impl Fn(usize, &Received) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/token", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let script: Arc<Script> = Arc::new(script);
        let task = tokio::spawn(accept(listener, Arc::clone(&received), script)).abort_handle();
        Self {
            url,
            received,
            task,
        }
    }

    /// The requests so far.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The number of requests so far.
    pub fn count(&self) -> usize {
        self.received.lock().unwrap().len()
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, received: Arc<Mutex<Vec<Received>>>, script: Arc<Script>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        tokio::spawn(serve(stream, Arc::clone(&received), Arc::clone(&script)));
    }
}

async fn serve(mut stream: TcpStream, received: Arc<Mutex<Vec<Received>>>, script: Arc<Script>) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        let number = {
            let mut received = received.lock().unwrap();
            received.push(request.clone());
            received.len() - 1
        };
        if !perform(&mut stream, script(number, &request)).await {
            return;
        }
    }
}

/// Performs one act; returns whether the connection is still open.
async fn perform(stream: &mut TcpStream, act: Act) -> bool {
    match act {
        Act::Json(status, body) => {
            let response = format!(
                "HTTP/1.1 {status} Scripted\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(response.as_bytes()).await.is_ok()
        }
        Act::Raw(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Act::Stall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.read(&mut [0; 1]).await;
            false
        }
        Act::Hang => {
            let _ = stream.read(&mut [0; 1]).await;
            false
        }
        Act::Close => false,
        Act::Drip(pause) => {
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n";
            let _ = stream.write_all(head.as_bytes()).await;
            while stream.write_all(b" ").await.is_ok() {
                tokio::time::sleep(pause).await;
            }
            false
        }
        Act::After(latency, act) => {
            tokio::time::sleep(latency).await;
            Box::pin(perform(stream, *act)).await
        }
        Act::Gated(gate, act) => {
            gate.acquire().await.unwrap().forget();
            Box::pin(perform(stream, *act)).await
        }
    }
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Received> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(buffer[..end].to_vec()).unwrap();
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length:")
                .map(str::to_owned)
        })
        .map_or(0, |length| length.trim().parse::<usize>().unwrap());
    while buffer.len() < end + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body: Vec<u8> = buffer.drain(..end + length).skip(end).collect();
    let form = url::form_urlencoded::parse(&body).into_owned().collect();
    Some(Received { head, form })
}
