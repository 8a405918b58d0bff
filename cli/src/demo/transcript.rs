//! The output of the demo: one line per call with its result, and a summary at the end.

use std::time::Instant;

use classifications_contract::Values;
use classifications_sandbox::Received;
use http::StatusCode;

use crate::api::Command;
use crate::api::extensions::value_text;
use crate::error::CommandError;
use crate::output;
use crate::tr;

/// Prints the calls of the demo.
pub struct Transcript {
    calls: usize,
    started: Instant,
}

impl Transcript {
    /// Prints the title and the base URL.
    pub fn begin(title: &str, base_url: &str) -> Result<Self, CommandError> {
        output::text(title.trim())?;
        output::text(base_url)?;
        Ok(Self {
            calls: 0,
            started: Instant::now(),
        })
    }

    /// Prints a heading.
    pub fn heading(title: &str) -> Result<(), CommandError> {
        output::text(&format!("\n{}", title.trim()))
    }

    /// Prints a deviation from the script.
    pub fn notice(text: &str) -> Result<(), CommandError> {
        output::text(&format!("     ! {}", output::one_line(text)))
    }

    /// Prints a call: its request, the status of the response, and the result.
    pub fn call(
        &mut self,
        command: &Command,
        values: &Values,
        status: Option<StatusCode>,
        result: &str,
    ) -> Result<(), CommandError> {
        self.calls += 1;
        let mut path = command.path.clone();
        for (name, value) in values {
            let name = name.strip_prefix("path.").unwrap_or(name);
            path = path.replace(&format!("{{{name}}}"), &value_text(value));
        }
        let status = status.map_or_else(
            || tr!("demo-no-response", "no response"),
            |status| status.to_string(),
        );
        let line = format!("{:>3}. {:<4} {path}  {status}", self.calls, command.method);
        output::text(&output::one_line(&line))?;
        output::text(&format!("     {}", result.replace('\n', "\n     ")))
    }

    /// Prints the summary, with the requests that the sandbox received.
    pub fn end(&self, received: &[Received]) -> Result<(), CommandError> {
        let (tokens, calls): (Vec<_>, Vec<_>) = received
            .iter()
            .partition(|request| request.operation.as_deref() == Some("token"));
        let posts = calls
            .iter()
            .filter(|request| request.method == http::Method::POST && request.processed)
            .count();
        let text = tr!(
            "demo-end",
            "{calls} calls in {time} ms. The sandbox received {requests} API requests, carried out {posts} POSTs, each once,\n\
             and {tokens} token requests: one for each set of scopes.",
            calls = self.calls,
            time = self.started.elapsed().as_millis(),
            requests = calls.len(),
            posts,
            tokens = tokens.len()
        );
        output::text("")?;
        output::text(&text)
    }
}
