//! `--dry-run`: every request is made by the client that would send it, and shown where it would leave.

use std::sync::{Arc, Mutex};

use api_transport::{NotSent, NotSentReason, Operation, Sender, Sending, Transport};
use classifications_api::{Client, dynamic};
use classifications_batch::NewRow;
use classifications_batch::rows::InputFile;
use serde_json::json;

use super::check::Checked;
use super::error::BatchFailure;
use super::plan::Plan;
use crate::arguments::{Display, Format};
use crate::failure::Failure;
use crate::output;

/// What a request is.
struct Recorded {
    method: String,
    url: String,
    body: String,
}

/// Keeps each request instead of sending it.
#[derive(Default)]
struct Recorder(Mutex<Option<Recorded>>);

impl Recorder {
    fn take(&self) -> Option<Recorded> {
        self.0.lock().ok()?.take()
    }
}

impl Transport for Recorder {
    fn send<'a>(&'a self, _: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let recorded = Recorded {
            method: request.method().to_string(),
            url: request.url().to_string(),
            body: String::from_utf8_lossy(body.unwrap_or_default()).into_owned(),
        };
        if let Ok(mut kept) = self.0.lock() {
            *kept = Some(recorded);
        }
        let not_sent = NotSent::new(NotSentReason::InvalidRequest, "this is a dry run");
        Box::pin(async move { Err(api_transport::Failure::NotSent(not_sent)) })
    }
}

/// Shows the requests of the valid rows, `most` at most.
pub async fn show(
    file: &InputFile,
    plan: &Arc<Plan>,
    checked: &Checked,
    (base_url, most, display): (&str, Option<u64>, &Display),
) -> Result<(), Failure> {
    let recorder = Arc::new(Recorder::default());
    let (http, _) = Sender::direct(reqwest::Client::builder()).map_err(Failure::set_up)?;
    let sender = Sender::through(Arc::clone(&recorder) as Arc<dyn Transport>);
    let client = Client::new_with_client(base_url, http, sender);
    let mut rows = plan.rows(file);
    let mut left = most.unwrap_or(u64::MAX);
    while let Some(chunk) = rows.recv().await {
        for row in chunk.map_err(BatchFailure::from)? {
            if !row.violations.is_empty() || checked.repeated.contains(&row.new.number) {
                continue;
            }
            if left == 0 {
                return Ok(());
            }
            left -= 1;
            let called = dynamic::call(&client, &plan.operation, row.new.values.clone()).await;
            match (recorder.take(), called) {
                (Some(request), _) => print(&row.new, &request, display)?,
                (None, Err(error)) => return Err(Failure::call(error)),
                (None, Ok(_)) => {}
            }
        }
    }
    Ok(())
}

fn print(row: &NewRow, recorded: &Recorded, display: &Display) -> Result<(), Failure> {
    let Recorded { method, url, body } = recorded;
    if display.output == Format::Table {
        let reference = row
            .reference
            .as_ref()
            .map(|reference| format!(" ({reference})"));
        let row = format!("row {}{}", row.number, reference.unwrap_or_default());
        output::line(&output::one_line(&format!("{row}: {method} {url}")))?;
        return output::line(&format!("  {}", output::one_line(body)));
    }
    let body = serde_json::from_str(body).unwrap_or_else(|_| json!(body));
    let request = json!({
        "row": row.number, "reference": row.reference, "method": method, "url": url, "body": body,
    });
    output::line(&request.to_string())
}
