//! A proxy in front of the sandbox, which can hold, break and record connections.
//!
//! The faults of the sandbox strike only after it has read a request, and a test cannot hold a
//! request. The proxy also records the responses, from which a test reads the issued tokens.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A proxy on loopback. Dropping it closes all connections.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    to: SocketAddr,
    open: watch::Sender<bool>,
    /// The number of connections whose bytes are held.
    held: watch::Sender<usize>,
    breaking: Mutex<Breaking>,
    /// The bytes from the sandbox.
    passed: Mutex<Vec<u8>>,
}

/// The treatment of the next requests, before they are read.
#[derive(Debug, Default)]
struct Breaking {
    reset: u64,
    closed: u64,
}

/// The treatment of the next bytes of a connection.
#[derive(Debug)]
enum Passage {
    Open,
    Reset,
    Closed,
}

impl Proxy {
    /// An open proxy in front of `to`.
    pub async fn before(to: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            to,
            open: watch::Sender::new(true),
            held: watch::Sender::new(0),
            breaking: Mutex::default(),
            passed: Mutex::default(),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self {
            address,
            shared,
            accepting,
        }
    }

    /// `url` with the proxy's host and port.
    #[must_use]
    pub fn url(&self, url: &str) -> String {
        let mut url: reqwest::Url = url.parse().unwrap();
        url.set_ip_host(self.address.ip()).unwrap();
        url.set_port(Some(self.address.port())).unwrap();
        url.as_str().trim_end_matches('/').to_owned()
    }

    /// Holds all bytes until the proxy is opened.
    pub fn shut(&self) {
        self.shared.open.send_replace(false);
    }

    /// Lets all bytes pass.
    pub fn open(&self) {
        self.shared.open.send_replace(true);
    }

    /// Waits until the bytes of this many connections are held; fails after a minute.
    pub async fn holds(&self, connections: usize) {
        let mut held = self.shared.held.subscribe();
        let waiting = held.wait_for(|held| *held == connections);
        let held = tokio::time::timeout(Duration::from_secs(60), waiting).await;
        assert!(
            held.is_ok(),
            "the bytes of {connections} connections are not held"
        );
    }

    /// Resets the connections of the next `requests` when they arrive, without reading them.
    pub fn reset_unread(&self, requests: u64) {
        self.shared.breaking().reset = requests;
    }

    /// Closes the connections of the next `requests` without a response; the sandbox does not
    /// receive them.
    pub fn close(&self, requests: u64) {
        self.shared.breaking().closed = requests;
    }

    /// The bytes from the sandbox so far, as text.
    #[must_use]
    pub fn passed(&self) -> String {
        let passed = self.shared.passed.lock();
        let passed = passed.unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&passed).into_owned()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Shared {
    fn breaking(&self) -> std::sync::MutexGuard<'_, Breaking> {
        self.breaking.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, bytes: &[u8]) {
        let passed = self.passed.lock();
        let mut passed = passed.unwrap_or_else(PoisonError::into_inner);
        passed.extend_from_slice(bytes);
    }

    /// Waits until the proxy is open, and returns what happens to the next bytes.
    async fn passage(&self) -> Passage {
        let mut open = self.open.subscribe();
        if !*open.borrow_and_update() {
            let _held = Held::new(&self.held);
            open.wait_for(|open| *open).await.unwrap();
        }
        let mut breaking = self.breaking();
        if breaking.reset > 0 {
            breaking.reset -= 1;
            return Passage::Reset;
        }
        if breaking.closed > 0 {
            breaking.closed -= 1;
            return Passage::Closed;
        }
        Passage::Open
    }
}

/// Counts a connection whose bytes are held, until it is dropped.
struct Held<'a>(&'a watch::Sender<usize>);

impl<'a> Held<'a> {
    fn new(held: &'a watch::Sender<usize>) -> Self {
        held.send_modify(|held| *held += 1);
        Self(held)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|held| *held -= 1);
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(connection(stream, Arc::clone(&shared)));
        while connections.try_join_next().is_some() {}
    }
}

async fn connection(mut from: TcpStream, shared: Arc<Shared>) {
    let Ok(mut to) = TcpStream::connect(shared.to).await else {
        return;
    };
    let _ = (from.set_nodelay(true), to.set_nodelay(true));
    let end = {
        let (client, client_out) = from.split();
        let (server, server_out) = to.split();
        tokio::select! {
            end = requests(client, server_out, &shared) => end,
            end = responses(server, client_out, &shared) => end,
        }
    };
    match end {
        Passage::Reset => {
            let _ = from.set_zero_linger();
        }
        // The kernel would reset a connection with unread bytes.
        Passage::Closed => while from.try_read(&mut [0; 4096]).is_ok_and(|read| read > 0) {},
        Passage::Open => {}
    }
}

/// Forwards requests until the connection ends.
async fn requests(mut client: ReadHalf<'_>, mut to: WriteHalf<'_>, shared: &Shared) -> Passage {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        if client.readable().await.is_err() {
            return Passage::Reset;
        }
        // The end of a connection is forwarded even if the proxy is shut.
        match client.peek(&mut [0]).await {
            Ok(0) => return Passage::Open,
            Ok(_) => {}
            Err(_) => return Passage::Reset,
        }
        match shared.passage().await {
            Passage::Open => {}
            end => return end,
        }
        let Ok(read) = client.read(&mut bytes).await else {
            return Passage::Reset;
        };
        if to.write_all(&bytes[..read]).await.is_err() {
            return Passage::Closed;
        }
    }
}

/// Forwards responses until the sandbox ends the connection, in any way.
async fn responses(mut server: ReadHalf<'_>, mut to: WriteHalf<'_>, shared: &Shared) -> Passage {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        match server.read(&mut bytes).await {
            Ok(0) => return Passage::Open,
            Ok(read) => {
                shared.record(&bytes[..read]);
                if to.write_all(&bytes[..read]).await.is_err() {
                    return Passage::Open;
                }
            }
            Err(_) => return Passage::Reset,
        }
    }
}
