//! The second pass over a file: adds the valid rows to the journal.

use std::sync::Arc;

use classifications_batch::rows::InputFile;
use classifications_batch::{Batch, Journal, NewBatch};

use super::check::{Checked, Digest};
use super::error::BatchError;
use super::plan::{Plan, ReadProgress};

/// Creates a batch of the valid rows. It cannot be sent before all rows are in the journal.
pub async fn all(
    file: &InputFile,
    plan: &Arc<Plan>,
    (journal, new): (&Journal, NewBatch),
    checked: &Checked,
) -> Result<Batch, BatchError> {
    let batch = journal.create_batch(new).await?;
    let mut digest = Digest::default();
    let mut rows = plan.rows(file);
    let mut progress = ReadProgress::new("kept");
    while let Some(chunk) = rows.recv().await {
        let chunk = chunk?;
        progress.add(chunk.len());
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
