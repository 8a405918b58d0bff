//! Accepts connections, serves them, and closes them all on request.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::Service;

use super::connection::{Connection, Reset};
use super::security::{Secured, Security};

/// The time limit for current exchanges when the sandbox stops.
const STOP_LIMIT: Duration = Duration::from_secs(2);

/// The pause after an error of `accept`, which is usually a lack of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Marks a response that is not sent: the connection is broken instead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Broken;

/// The error that ends a connection by a fault.
#[derive(Debug, thiserror::Error)]
#[error("connection broken by a fault")]
struct BrokenByFault;

/// Serves until `stop` is ready, and then completes current exchanges within [`STOP_LIMIT`].
pub(crate) async fn serve(
    listener: TcpListener,
    security: Security,
    router: Router,
    head_arrival: Duration,
    stop: impl Future<Output = ()>,
) {
    let mut stop = pin!(stop);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let serving = connection(
                        stream,
                        security.clone(),
                        router.clone(),
                        head_arrival,
                        graceful.watcher(),
                    );
                    connections.spawn(serving);
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(listener);
    // Connections that are still open are closed when the set is dropped.
    let _ = tokio::time::timeout(STOP_LIMIT, graceful.shutdown()).await;
}

/// Serves one connection until it ends. Errors are caused by the peer or by a fault, so they are not
/// reported.
async fn connection(
    stream: TcpStream,
    security: Security,
    router: Router,
    head_arrival: Duration,
    watcher: Watcher,
) {
    // Responses are small and written at once.
    let _ = stream.set_nodelay(true);
    let reset = Reset::default();
    let service = Breakable {
        router,
        reset: reset.clone(),
    };
    let connection = Connection::new(stream, reset);
    match security.secure(connection, head_arrival).await {
        Some(Secured::Plain(plain)) => exchanges(plain, service, head_arrival, watcher).await,
        #[cfg(feature = "tls")]
        Some(Secured::Tls(tls)) => exchanges(tls, service, head_arrival, watcher).await,
        None => {}
    }
}

async fn exchanges<IO>(io: IO, service: Breakable, head_arrival: Duration, watcher: Watcher)
where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_arrival)
        .serve_connection(TokioIo::new(io), TowerToHyperService::new(service));
    let _ = watcher.watch(serving).await;
}

/// The router as a service whose response can be a broken connection.
#[derive(Clone)]
struct Breakable {
    router: Router,
    reset: Reset,
}

impl Service<http::Request<Incoming>> for Breakable {
    type Response = Response<Body>;
    type Error = BrokenByFault;
    type Future =
        std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        // A router is always ready.
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: http::Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.reset.clone());
        let response = self.router.call(request);
        let reset = self.reset.clone();
        Box::pin(async move {
            let response: Result<Response<Body>, Infallible> = response.await;
            let Ok(response) = response;
            if response.extensions().get::<Broken>().is_some() {
                reset.request();
                return Err(BrokenByFault);
            }
            Ok(response)
        })
    }
}
