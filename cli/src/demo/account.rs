//! The demo's account of itself: one line per call, with what it shows, and a summary at the end.

use std::time::Instant;

use api_transport::Operation;
use classifications_sandbox::Received;
use http::StatusCode;

use crate::failure::Failure;
use crate::output;

/// Writes down what happens.
pub struct Account {
    calls: usize,
    started: Instant,
}

impl Account {
    /// Begins, with where everything happens.
    pub fn begin(base_url: &str) -> Result<Self, Failure> {
        output::line(&format!(
            "The life cycle of classifications, played on a sandbox in this process.\n{base_url}"
        ))?;
        Ok(Self {
            calls: 0,
            started: Instant::now(),
        })
    }

    /// A chapter of the story.
    pub fn chapter(&self, title: &str) -> Result<(), Failure> {
        output::line(&format!("\n{title}"))
    }

    /// One call: what was asked, and the status it was answered with.
    pub fn call(
        &mut self,
        operation: &Operation,
        contract_no: &str,
        status: StatusCode,
        result: &str,
    ) -> Result<(), Failure> {
        self.calls += 1;
        let path = operation.path.replace("{contractNo}", contract_no);
        output::line(&format!(
            "{:>3}. {:<4} {path}  {status}",
            self.calls, operation.method
        ))?;
        output::line(&format!("     {}", result.replace('\n', "\n     ")))
    }

    /// Ends, with what the sandbox saw of it.
    pub fn end(self, received: &[Received]) -> Result<(), Failure> {
        let tokens = received
            .iter()
            .filter(|r| r.operation == Some("token"))
            .count();
        let api = received.len() - tokens;
        let processed = received
            .iter()
            .filter(|r| {
                r.method == http::Method::POST && r.processed && r.operation != Some("token")
            })
            .count();
        output::line(&format!(
            "\n{} calls in {} ms. The sandbox received {api} API requests ({processed} POSTs processed, none twice) and \
             {tokens} token requests:\none token for each set of scopes, fetched by the auth crate, never seen here.",
            self.calls,
            self.started.elapsed().as_millis(),
        ))
    }
}
