//! The second pass: the valid rows of a file are kept in the journal.

use std::sync::Arc;

use classifications_batch::rows::InputFile;
use classifications_batch::{Batch, Journal, NewBatch};

use super::check::{Checked, Digest};
use super::error::BatchError;
use super::plan::{Pace, Plan};

/// Makes a batch of the valid rows. It can only be sent once all of them are there.
pub async fn all(
    file: &InputFile,
    plan: &Arc<Plan>,
    (journal, new): (&Journal, NewBatch),
    checked: &Checked,
) -> Result<Batch, BatchError> {
    let batch = journal.create_batch(new).await?;
    let mut digest = Digest::default();
    let mut rows = plan.rows(file);
    let mut pace = Pace::new("kept");
    while let Some(chunk) = rows.recv().await {
        let chunk = chunk?;
        pace.add(chunk.len());
        for row in &chunk {
            digest.add(row);
        }
        let valid = chunk
            .into_iter()
            .filter(|row| row.violations.is_empty() && !checked.repeated.contains(&row.new.number));
        let valid: Vec<_> = valid.map(|row| row.new).collect();
        if !valid.is_empty() {
            journal.add_rows(&batch, valid).await?;
        }
    }
    if digest.value() != checked.digest.value() {
        return Err(BatchError::Changed(file.path().to_owned()));
    }
    Ok(journal.seal(&batch).await?)
}
