//! The cases of a sandbox model: a folder of files, and one file with all of them, because a crate
//! can embed a file and not a folder.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::load::sha256;
use crate::outputs::{files_below, slashed};

/// The paths of the cases below `folder` of the workspace at `root`, in order and relative to `root`.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn all(root: &Path, folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = files_below(root, &[folder.into()], |_| true)?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    Ok(files)
}

/// The text of one JSON object with all case files, whose keys are their paths below `folder` without
/// `.json`. Each file is copied as text, because a number that is parsed and written again may
/// change. Adds the path and the hash of each file to `inputs`.
///
/// # Errors
/// When a folder or file cannot be read, or a file is not JSON.
pub(crate) fn bundle(
    root: &Path,
    folder: &str,
    inputs: &mut Vec<(String, String)>,
) -> Result<String> {
    let mut bundle = vec![];
    for file in all(root, folder)? {
        let bytes = std::fs::read(root.join(&file)).map_err(|e| Error::io("read", &file, e))?;
        let invalid = |problem: String| {
            Error::file(
                root.join(&file),
                format!("{problem}; correct the case file"),
            )
        };
        serde_json::from_slice::<serde::de::IgnoredAny>(&bytes)
            .map_err(|e| invalid(format!("not JSON: {e}")))?;
        let text = std::str::from_utf8(&bytes).map_err(|e| invalid(e.to_string()))?;
        let path = slashed(&file);
        inputs.push((path.clone(), sha256(&bytes)));
        let key = path.trim_start_matches(folder).trim_start_matches('/');
        let key = Value::from(key.trim_end_matches(".json"));
        // a JSON string contains no line break, so lines can be indented
        bundle.push(format!("  {key}: {}", text.trim().replace('\n', "\n  ")));
    }
    Ok(format!("{{\n{}\n}}\n", bundle.join(",\n")))
}
