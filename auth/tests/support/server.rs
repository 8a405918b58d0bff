//! A scripted server that controls each byte, including failures that no HTTP library produces.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The reaction of the server to one request.
#[derive(Debug, Clone)]
pub enum Step {
    /// Responds and keeps the connection.
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: String,
    },
    /// Responds as a token endpoint: `token-1`, `token-2`, ..
    Token,
    /// Responds as [`Token`](Self::Token), and stores the number of the token.
    TokenTo(Arc<AtomicUsize>),
    /// Responds with 200 to the token with this number, and refuses all others.
    OnlyToken(Arc<AtomicUsize>),
    /// Responds with 200 as often as a plan named `default` allows in a calendar second, then with 429.
    Limited { per_second: u64, retry_after: bool },
    /// Responds with exactly these bytes, and closes.
    Raw(Vec<u8>),
    /// Resets the connection as soon as the first byte of a request arrives, without reading any.
    ResetUnread,
    /// Reads the request and resets the connection.
    Reset,
    /// Reads the request, sends these bytes, and then stalls.
    HangAfter(Vec<u8>),
}

impl Step {
    pub fn response(status: u16, body: &str) -> Self {
        Self::Response {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_owned(),
        }
    }

    pub fn ok() -> Self {
        Self::response(200, "{}")
    }

    pub fn status(status: u16) -> Self {
        Self::response(status, "{}")
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Response { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Announces 1000 bytes of body and closes after a few.
    pub fn truncated(status: u16) -> Self {
        Self::Raw(truncated(status))
    }

    /// Announces 1000 bytes of body and hangs after a few.
    pub fn stalled(status: u16) -> Self {
        Self::HangAfter(truncated(status))
    }

    pub fn hang() -> Self {
        Self::HangAfter(Vec::new())
    }
}

fn truncated(status: u16) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{{\"a\":")
        .into_bytes()
}

/// A received request.
#[derive(Debug, Clone)]
pub struct Received {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        let has_name = |(key, _): &&(String, String)| key == name;
        self.headers
            .iter()
            .find(has_name)
            .map(|(_, value)| value.as_str())
    }
}

/// A server on loopback. It stops when dropped.
pub struct Server {
    pub address: SocketAddr,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

struct Shared {
    steps: Mutex<VecDeque<Step>>,
    fallback: Step,
    keep_alive: Option<Duration>,
    received: Mutex<Vec<Received>>,
    connections: Mutex<usize>,
    /// The current calendar second, and the number of requests in it.
    used: Mutex<(u64, u64)>,
    /// The number of requests that have arrived.
    arrived: watch::Sender<usize>,
}

impl Server {
    /// Starts a server that performs `steps` one after the other, and then always `fallback`.
    pub async fn start(steps: Vec<Step>, fallback: Step) -> Self {
        Self::run(steps, fallback, None).await
    }

    async fn run(steps: Vec<Step>, fallback: Step, keep_alive: Option<Duration>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            steps: Mutex::new(steps.into()),
            fallback,
            keep_alive,
            received: Mutex::default(),
            connections: Mutex::default(),
            used: Mutex::default(),
            arrived: watch::Sender::new(0),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self {
            address,
            shared,
            accepting,
        }
    }

    /// Starts a server that always responds with 200, and closes connections that are idle for `keep_alive`.
    pub async fn closing_after(keep_alive: Duration) -> Self {
        Self::run(Vec::new(), Step::ok(), Some(keep_alive)).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.shared.received.lock().unwrap().len()
    }

    pub fn connections(&self) -> usize {
        *self.shared.connections.lock().unwrap()
    }

    /// Waits until `count` requests have arrived.
    pub async fn arrived(&self, count: usize) {
        let mut arrived = self.shared.arrived.subscribe();
        arrived.wait_for(|so_far| *so_far >= count).await.unwrap();
    }
}

impl Shared {
    /// Counts a request, and returns the number of requests in this calendar second.
    fn count_in_second(&self) -> u64 {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let second = now.unwrap().as_secs();
        let mut used = self.used.lock().unwrap();
        if used.0 != second {
            *used = (second, 0);
        }
        used.1 += 1;
        used.1
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut tasks = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        *shared.connections.lock().unwrap() += 1;
        tasks.spawn(serve(stream, Arc::clone(&shared)));
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    loop {
        let readable = stream.readable();
        let readable = match shared.keep_alive {
            Some(idle) => tokio::time::timeout(idle, readable).await,
            None => Ok(readable.await),
        };
        if !matches!(readable, Ok(Ok(()))) {
            return;
        }
        let unread = {
            let mut steps = shared.steps.lock().unwrap();
            let unread = matches!(steps.front(), Some(Step::ResetUnread));
            unread.then(|| steps.pop_front())
        };
        if unread.is_some() {
            if stream.peek(&mut [0]).await.unwrap_or(0) > 0 {
                shared.arrived.send_modify(|arrived| *arrived += 1);
            }
            reset(stream);
            return;
        }
        let Some(request) = read(&mut stream).await else {
            return;
        };
        let step = shared.steps.lock().unwrap().pop_front();
        let step = step.unwrap_or_else(|| shared.fallback.clone());
        let authorization = request.header("authorization").map(str::to_owned);
        let number = {
            let mut received = shared.received.lock().unwrap();
            received.push(request);
            received.len()
        };
        shared.arrived.send_modify(|arrived| *arrived += 1);
        match step {
            Step::Response {
                status,
                headers,
                body,
            } => write(&mut stream, status, &headers, &body).await,
            Step::OnlyToken(live) => {
                let expected = format!("Bearer token-{}", live.load(Ordering::SeqCst));
                let status = if authorization.as_deref() == Some(&expected) {
                    200
                } else {
                    401
                };
                let invalid = (
                    "www-authenticate".to_owned(),
                    "Bearer error='invalid_token'".to_owned(),
                );
                write(&mut stream, status, &[invalid], "{}").await;
            }
            Step::Limited {
                per_second,
                retry_after,
            } => {
                let used = shared.count_in_second();
                let left = per_second.saturating_sub(used);
                let header = |name: &str, value: String| (name.to_owned(), value);
                let mut headers = vec![header(
                    "x-ratelimit-remaining",
                    format!("name=default,{left};"),
                )];
                if retry_after {
                    headers.push(header("retry-after", "1".to_owned()));
                }
                let status = if used > per_second { 429 } else { 200 };
                write(&mut stream, status, &headers, "{}").await;
            }
            Step::Token | Step::TokenTo(_) => {
                if let Step::TokenTo(live) = &step {
                    live.store(number, Ordering::SeqCst);
                }
                let body = format!(
                    r#"{{"token_type":"bearer","access_token":"token-{number}","expires_in":3600}}"#
                );
                let json = [("content-type".to_owned(), "application/json".to_owned())];
                write(&mut stream, 200, &json, &body).await;
            }
            Step::Raw(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Step::ResetUnread | Step::Reset => return reset(stream),
            Step::HangAfter(bytes) => {
                let _ = stream.write_all(&bytes).await;
                std::future::pending::<()>().await;
            }
        }
    }
}

/// Closes the connection with a reset.
fn reset(stream: TcpStream) {
    let _ = stream.set_zero_linger();
    drop(stream);
}

async fn write(stream: &mut TcpStream, status: u16, headers: &[(String, String)], body: &str) {
    let mut text = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    text.push_str("\r\n");
    text.push_str(body);
    let _ = stream.write_all(text.as_bytes()).await;
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.split(' ');
    let mut request = Received {
        method: start.next()?.to_owned(),
        target: start.next()?.to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: String::new(),
    };
    let mut body = bytes.split_off(head_end + 4);
    let length = request
        .header("content-length")
        .map(|length| length.parse::<usize>().unwrap());
    let chunked = request.header("transfer-encoding") == Some("chunked");
    while length.is_some_and(|length| body.len() < length)
        || (chunked && !body.ends_with(b"0\r\n\r\n"))
    {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    request.body = String::from_utf8_lossy(&body).into_owned();
    Some(request)
}
