//! Counts token requests from their spans, since one request can serve several calls, or none.

use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use super::metrics::{Metrics, TokenResult};

/// The name of the spans of token requests.
const SPAN: &str = "token";

/// The layer that counts token requests.
pub struct TokenRequests(pub &'static Metrics);

/// The fields of a token request's span that describe its response.
#[derive(Default)]
struct Response {
    status: Option<u64>,
    is_error: bool,
}

impl Response {
    fn result(&self) -> TokenResult {
        match self.status {
            Some(_) if !self.is_error => TokenResult::Granted,
            // the server is overloaded or too slow
            Some(408 | 429) => TokenResult::Failed,
            Some(400..500) => TokenResult::Refused,
            _ => TokenResult::Failed,
        }
    }
}

impl Visit for Response {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "http.response.status_code" {
            self.status = Some(value);
        }
    }

    fn record_debug(&mut self, field: &Field, _: &dyn std::fmt::Debug) {
        self.is_error |= field.name() == "error.type";
    }
}

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for TokenRequests {
    fn on_new_span(&self, _: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id).filter(|span| span.name() == SPAN) {
            span.extensions_mut().insert(Response::default());
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(response) = span.extensions_mut().get_mut::<Response>()
        {
            values.record(response);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        if let Some(span) = context.span(&id)
            && let Some(response) = span.extensions().get::<Response>()
        {
            self.0.token_request(response.result());
        }
    }
}
