//! `--dry-run` of a batch: the real client builds the requests, which are printed instead of sent.

use std::sync::Arc;

use api_transport::Sender;
use classifications_api::{Client, dynamic};
use classifications_batch::NewRow;
use classifications_batch::rows::InputFile;
use serde_json::json;

use super::check::Checked;
use super::plan::Plan;
use crate::arguments::{Display, Format};
use crate::error::CommandError;
use crate::output;
use crate::recorder::{Recorded, Recorder};
use crate::tr;

/// Prints the requests of the valid rows that repeat no earlier request, at most `max_requests`.
pub async fn show(
    file: &InputFile,
    plan: &Arc<Plan>,
    checked: &Checked,
    (base_url, max_requests, display): (&str, Option<u64>, &Display),
) -> Result<(), CommandError> {
    let recorder = Arc::new(Recorder::default());
    let (http, _) = Sender::direct(reqwest::Client::builder()).map_err(CommandError::set_up)?;
    let client = Client::new_with_client(base_url, http, recorder.sender());
    let mut rows = plan.rows(file);
    let mut remaining = max_requests.unwrap_or(u64::MAX);
    while let Some(chunk) = rows.recv().await {
        for row in chunk? {
            if !row.violations.is_empty() || checked.repeated.contains(&row.new.number) {
                continue;
            }
            if remaining == 0 {
                return Ok(());
            }
            remaining -= 1;
            let result = dynamic::call(&client, &plan.operation, row.new.values.clone()).await;
            match (recorder.take(), result) {
                (Some(request), _) => print(&row.new, &request, display)?,
                (None, Err(error)) => return Err(CommandError::call(error)),
                (None, Ok(_)) => {}
            }
        }
    }
    Ok(())
}

fn print(row: &NewRow, recorded: &Recorded, display: &Display) -> Result<(), CommandError> {
    let Recorded { method, url, body } = recorded;
    if display.output == Format::Table {
        let reference = row
            .reference
            .as_ref()
            .map(|reference| format!(" ({reference})"));
        let reference = reference.unwrap_or_default();
        let row = tr!(
            "row-reference",
            "row {row}{reference}",
            row = row.number,
            reference
        );
        output::line(&output::one_line(&format!("{row}: {method} {url}")))?;
        return output::line(&format!("  {}", output::one_line(body)));
    }
    let body = serde_json::from_str(body).unwrap_or_else(|_| json!(body));
    let request = json!({
        "row": row.number, "reference": row.reference, "method": method, "url": url, "body": body,
    });
    output::line(&request.to_string())
}
