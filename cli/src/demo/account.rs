//! The demo's account of itself: one line per call, with what it shows, and a summary at the end.

use std::time::Instant;

use api_transport::Operation;
use classifications_sandbox::Received;
use http::{Method, StatusCode};

use crate::failure::Failure;
use crate::output;

/// Writes down what happens.
pub struct Account {
    calls: usize,
    /// The POSTs that were answered with success: each of them may have cost money.
    carried_out: usize,
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
            carried_out: 0,
            started: Instant::now(),
        })
    }

    /// A chapter of the story.
    pub fn chapter(title: &str) -> Result<(), Failure> {
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
        if operation.method == Method::POST && status.is_success() {
            self.carried_out += 1;
        }
        let path = operation.path.replace("{contractNo}", contract_no);
        output::line(&format!(
            "{:>3}. {:<4} {path}  {status}",
            self.calls, operation.method
        ))?;
        output::line(&format!("     {}", result.replace('\n', "\n     ")))
    }

    /// Ends, with what the sandbox saw of it.
    ///
    /// # Errors
    /// [`Failure::Sandbox`] when it carried out another number of POSTs than were made.
    pub fn end(self, received: &[Received]) -> Result<(), Failure> {
        let (tokens, calls): (Vec<_>, Vec<_>) = received
            .iter()
            .partition(|r| r.operation.as_deref() == Some("token"));
        let posts = calls
            .iter()
            .filter(|r| r.method == Method::POST && r.processed)
            .count();
        if posts != self.carried_out {
            let made = self.carried_out;
            return Err(Failure::sandbox(format!(
                "it carried out {posts} POSTs, not {made}"
            )));
        }
        output::line(&format!(
            "\n{} calls in {} ms. The sandbox received {} API requests, carried out {posts} POSTs, each once, \
             and answered\n{} token requests: one for each set of scopes, made by the auth crate and never seen here.",
            self.calls,
            self.started.elapsed().as_millis(),
            calls.len(),
            tokens.len(),
        ))
    }
}
