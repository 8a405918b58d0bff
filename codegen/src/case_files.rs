//! The cases of a sandbox model: a folder of files, and one file with all of them, because a crate
//! can embed a file and not a folder.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::load::sha256;

/// The files below `folder` of the workspace at `root`, in order.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn all(root: &Path, folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = vec![];
    find(&root.join(folder), &mut files)?;
    files.sort();
    Ok(files)
}

/// All files as one object, by their paths below `folder`, without `.json`. Each is copied as text,
/// because a number that is parsed and written again may change. Adds path and hash of each to
/// `inputs`.
pub(crate) fn bundle(
    root: &Path,
    folder: &str,
    inputs: &mut Vec<(String, String)>,
) -> Result<String> {
    let mut bundle = vec![];
    for file in all(root, folder)? {
        let bytes = std::fs::read(&file).map_err(|e| Error::io("read", &file, e))?;
        let refuse = |what: String| Error::File {
            path: file.clone(),
            what: format!("{what}; correct the case file"),
        };
        serde_json::from_slice::<serde::de::IgnoredAny>(&bytes)
            .map_err(|e| refuse(format!("not JSON: {e}")))?;
        let text = std::str::from_utf8(&bytes).map_err(|e| refuse(e.to_string()))?;
        let below = file.strip_prefix(root).unwrap_or(&file);
        let path = below.to_string_lossy().replace('\\', "/");
        inputs.push((path.clone(), sha256(&bytes)));
        let key = path.trim_start_matches(folder).trim_start_matches('/');
        let key = Value::from(key.trim_end_matches(".json"));
        // a JSON string contains no line break, so lines can be indented
        bundle.push(format!("  {key}: {}", text.trim().replace('\n', "\n  ")));
    }
    Ok(format!("{{\n{}\n}}\n", bundle.join(",\n")))
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(Error::io("read", folder, e)),
    };
    for entry in entries {
        let path = entry.map_err(|e| Error::io("read", folder, e))?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "json") {
            files.push(path);
        }
    }
    Ok(())
}
