//! Traces of calls, exported by OTLP over HTTP to the collector that the standard variables name.
//!
//! A separate thread with its own runtime sends them, so that a slow or unreachable collector does not delay calls. The queue of
//! spans and the wait at the end of a command are bounded. The HTTP client shares nothing with the one that sends credentials.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use api_transport::BodyBuffer;
use bytes::Bytes;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{
    Protocol, RetryPolicy, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData};
use tokio::runtime::Runtime;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;

use crate::arguments::Connection;
use crate::error::chain;
use crate::output;
use crate::tr;

/// How long the end of a command waits for the collector.
const FLUSH: Duration = Duration::from_secs(2);

/// The timeout of a request to the collector.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The maximum size of a response, which only contains the number of rejected spans.
const RESPONSE_LIMIT: usize = 64 * 1024;

/// The name of the service, unless the environment sets another one.
const SERVICE: &str = "classifications";

static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// The layer that exports spans; `None` if no collector is named.
pub fn layer<S>(connection: &Connection) -> Option<impl Layer<S>>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let endpoint = endpoint()?;
    let Some(collector) = Collector::new(&endpoint, connection.root_certificate.clone()) else {
        warn(&tr!(
            "traces-endpoint",
            "the endpoint of the collector is not a URL with http or https"
        ));
        return None;
    };
    let collector = Arc::new(collector);
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Exchange(Arc::clone(&collector)))
        .with_protocol(Protocol::HttpBinary)
        .with_retry_policy(RetryPolicy::recommended().with_max_retries(1))
        .build();
    let Ok(exporter) = exporter else {
        // the text of the error can contain values of the variables, which may be secrets
        warn(&tr!(
            "traces-variables",
            "the variables OTEL_EXPORTER_OTLP_.. cannot be used together"
        ));
        return None;
    };
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(Exporter {
            exporter,
            collector,
        })
        .with_resource(resource())
        .build();
    let tracer = provider.tracer(SERVICE);
    // `layer` is called once, so that the cell is empty
    let _ = PROVIDER.set(provider);
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    // attributes about this program's code and threads do not describe a call
    let layer = layer
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false);
    Some(layer)
}

/// Sends the remaining spans, within [`FLUSH`].
pub fn finish() {
    let Some(provider) = PROVIDER.get() else {
        return;
    };
    if provider.shutdown_with_timeout(FLUSH).is_err() {
        warn(&tr!(
            "traces-not-flushed",
            "the collector did not accept the last ones within {seconds} s",
            seconds = FLUSH.as_secs()
        ));
    }
}

/// The URL of the collector; `None` if no variable names one, or a variable turns traces off.
fn endpoint() -> Option<String> {
    let value_of = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let has_value = |name: &str, expected: &str| {
        value_of(name).is_some_and(|value| value.eq_ignore_ascii_case(expected))
    };
    if has_value("OTEL_SDK_DISABLED", "true") || has_value("OTEL_TRACES_EXPORTER", "none") {
        return None;
    }
    value_of(opentelemetry_otlp::OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
        .or_else(|| value_of(opentelemetry_otlp::OTEL_EXPORTER_OTLP_ENDPOINT))
}

/// The attributes of all spans: those of the environment, and those of this program.
fn resource() -> Resource {
    let version = opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let resource = Resource::builder().with_attribute(version);
    let from_environment = Resource::builder().build();
    let name = from_environment.get(&opentelemetry::Key::new("service.name"));
    let is_unknown = name.is_none_or(|name| name.as_str().starts_with("unknown_service"));
    if is_unknown {
        resource.with_service_name(SERVICE).build()
    } else {
        resource.build()
    }
}

/// Prints the first warning, and ignores further ones.
fn warn(text: &str) {
    static HAS_WARNED: AtomicBool = AtomicBool::new(false);
    if !HAS_WARNED.swap(true, Ordering::Relaxed) {
        output::note(&tr!(
            "traces-warning",
            "warning: traces are not exported: {text}",
            text
        ));
    }
}

/// An exporter that prints a warning if spans cannot be exported.
#[derive(Debug)]
struct Exporter {
    exporter: SpanExporter,
    collector: Arc<Collector>,
}

impl opentelemetry_sdk::trace::SpanExporter for Exporter {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let result = self.exporter.export(batch).await;
        if let Err(error) = &result {
            let cause = self.collector.error.lock();
            let cause = cause.unwrap_or_else(PoisonError::into_inner).take();
            let error = cause.unwrap_or_else(|| chain(error));
            warn(&tr!(
                "traces-collector",
                "collector {host}: {error}",
                host = self.collector.host,
                error
            ));
        }
        result
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

/// The collector, and the client that sends requests to it.
#[derive(Debug)]
struct Collector {
    /// Host and port. The URL is not kept, since it may contain a password.
    host: String,
    is_tls: bool,
    root_certificate: Option<PathBuf>,
    /// Created in the exporting thread, so that a command does not wait for the certificates of the system.
    client: OnceLock<(Runtime, reqwest::Client)>,
    /// The error of the last request.
    error: Mutex<Option<String>>,
}

impl Collector {
    fn new(endpoint: &str, root_certificate: Option<PathBuf>) -> Option<Self> {
        let url = reqwest::Url::parse(endpoint).ok()?;
        let host = url.host_str()?;
        let host = url
            .port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let is_tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self {
            host,
            is_tls,
            root_certificate,
            client: OnceLock::new(),
            error: Mutex::default(),
        })
    }

    /// Sends a request, and blocks the exporting thread.
    fn post(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, HttpError> {
        let (runtime, client) = self.client()?;
        let request = reqwest::Request::try_from(request.map(reqwest::Body::from))?;
        runtime.block_on(async {
            let result = client.execute(request).await;
            let mut response = result.map_err(reqwest::Error::without_url)?;
            let mut body = BodyBuffer::new(RESPONSE_LIMIT);
            while let Some(chunk) = response
                .chunk()
                .await
                .map_err(reqwest::Error::without_url)?
            {
                body.push(chunk)?;
            }
            let mut collected = http::Response::new(body.into_bytes());
            *collected.status_mut() = response.status();
            std::mem::swap(collected.headers_mut(), response.headers_mut());
            Ok(collected)
        })
    }

    fn client(&self) -> Result<&(Runtime, reqwest::Client), HttpError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let mut builder = classifications_auth::http::client_builder()
            .user_agent(concat!("classifications/", env!("CARGO_PKG_VERSION")))
            .timeout(TIMEOUT);
        if !self.is_tls {
            builder = builder.no_proxy().tls_certs_only([]);
        } else if let Some(file) = &self.root_certificate {
            let certificates = reqwest::Certificate::from_pem_bundle(&std::fs::read(file)?)?;
            builder = builder.tls_certs_merge(certificates);
        }
        let client = api_transport::http_client(builder)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(self.client.get_or_init(|| (runtime, client)))
    }
}

/// The adapter of the collector's client for the exporter.
#[derive(Debug)]
struct Exchange(Arc<Collector>);

impl HttpClient for Exchange {
    fn send_bytes<'life0, 'async_trait>(
        &'life0 self,
        request: http::Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, HttpError>> + Send + 'async_trait>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let result = self.0.post(request);
            if let Err(error) = &result {
                let last_error = self.0.error.lock();
                *last_error.unwrap_or_else(PoisonError::into_inner) = Some(chain(&**error));
            }
            result
        })
    }
}
