//! The journal of an import: the old contents of its files, on disk until the import is complete.
//!
//! Each file is replaced atomically, but the process can be killed between two of them. An
//! interrupted import cannot be repeated, because it depends on the old files (the version is
//! raised, the changelog gets an entry). So the old contents of all files are written to the journal
//! before the first file is replaced. If a journal exists, an import was interrupted;
//! `cargo xtask import` restores the old files first.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::load::sha256;
use crate::outputs::{self, Step, TEMPORARY_PREFIX};

/// The path of the workspace's journal.
pub const JOURNAL: &str = "spec/import-interrupted.json";

/// The old contents of the files that an import changes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Journal {
    about: String,
    files: Vec<Entry>,
}

/// A file that an import changes.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    /// The old content; `None` if the file did not exist.
    before: Option<String>,
    /// The hash of the new content, to detect a later edit by hand; `None` if the import removes the file.
    after_sha256: Option<String>,
}

impl Journal {
    /// Performs `steps` below `root` with `put`. A journal exists until all are done.
    ///
    /// # Errors
    /// Those of [`outputs::apply`]; also when an old file is not UTF-8, or the journal cannot be written or
    /// removed. The journal stays only when it cannot be removed, or when a file could not be restored.
    pub fn apply(root: &Path, steps: &[Step], put: outputs::Put<'_>) -> Result<()> {
        let file = root.join(JOURNAL);
        let text = Self::of(root, steps)?.text();
        outputs::put(&file, Some(text.as_bytes())).map_err(|e| Error::io("write", &file, e))?;
        // the journal must reach the disk before any rename
        let sync = std::fs::File::open(&file).and_then(|file| file.sync_all());
        let done = sync
            .map_err(|e| Error::io("write", &file, e))
            .and_then(|()| outputs::apply(root, steps, put));
        if let Err(not_restored @ Error::File { .. }) = done {
            return Err(not_restored);
        }
        outputs::put(&file, None).map_err(|e| Error::io("remove", &file, e))?;
        done
    }

    fn of(root: &Path, steps: &[Step]) -> Result<Self> {
        let entry = |step: &Step| {
            let before = step.before.clone().map(String::from_utf8).transpose();
            let before = before.map_err(|_| {
                let problem =
                    "it is not UTF-8, and would be overwritten; restore it, or move it away";
                Error::file(root.join(&step.path), problem)
            })?;
            Ok(Entry {
                path: step.path.clone(),
                before,
                after_sha256: step.after.as_deref().map(sha256),
            })
        };
        Ok(Self {
            about: "An import was interrupted. `cargo xtask import FILE` restores the old files, and starts again."
                .to_owned(),
            files: steps.iter().map(entry).collect::<Result<_>>()?,
        })
    }

    fn text(&self) -> String {
        // Strings and UTF-8 paths always serialise.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// The journal of an interrupted import.
    ///
    /// # Errors
    /// When a journal exists and cannot be read.
    pub fn read(root: &Path) -> Result<Option<Self>> {
        let file = root.join(JOURNAL);
        let Some(bytes) = outputs::read_if_exists(&file)? else {
            return Ok(None);
        };
        let journal: Self = serde_json::from_slice(&bytes)
            .map_err(|e| invalid(&file, &format!("it is not a journal of an import ({e})")))?;
        let is_below_root =
            |path: &Path| path.components().all(|c| matches!(c, Component::Normal(_)));
        match journal
            .files
            .iter()
            .find(|entry| !is_below_root(&entry.path))
        {
            Some(entry) => {
                let problem = format!("{} is not a file of the workspace", entry.path.display());
                Err(invalid(&file, &problem))
            }
            None => Ok(Some(journal)),
        }
    }

    /// Fails if an import was interrupted.
    ///
    /// # Errors
    /// [`Error::File`] if a journal exists.
    pub fn refuse_interrupted(root: &Path) -> Result<()> {
        match Self::read(root)? {
            None => Ok(()),
            Some(_) => Err(Error::file(
                root.join(JOURNAL),
                "an import was interrupted halfway; `cargo xtask import FILE` restores the old files, and starts again",
            )),
        }
    }

    /// Restores the old files.
    ///
    /// # Errors
    /// When a file was changed since, or cannot be written; the journal then stays.
    pub(crate) fn undo(self, root: &Path) -> Result<()> {
        remove_temporary_files(root, &self.files);
        let mut steps = vec![];
        for entry in self.files {
            let full = root.join(&entry.path);
            let current = outputs::read_if_exists(&full)?;
            let before = entry.before.map(String::into_bytes);
            if current == before {
                continue;
            }
            if current.as_deref().map(sha256) != entry.after_sha256 {
                let problem = format!(
                    "it was changed after an import was interrupted; restore all files that {JOURNAL} lists by hand, and remove that file"
                );
                return Err(Error::file(full, problem));
            }
            steps.push(Step {
                path: entry.path,
                before: current,
                after: before,
            });
        }
        outputs::apply(root, &steps, &mut outputs::put)?;
        let file = root.join(JOURNAL);
        outputs::put(&file, None).map_err(|e| Error::io("remove", file, e))
    }
}

fn invalid(file: &Path, problem: &str) -> Error {
    Error::file(
        file,
        format!("{problem}; restore the files by hand, and remove it"),
    )
}

/// Removes temporary files of the interrupted import.
fn remove_temporary_files(root: &Path, files: &[Entry]) {
    let folders = files.iter().filter_map(|entry| entry.path.parent());
    for folder in folders.chain([Path::new("spec")]) {
        let entries = std::fs::read_dir(root.join(folder));
        for entry in entries.into_iter().flatten().flatten() {
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with(TEMPORARY_PREFIX)
            {
                // a file that stays does no harm
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps() -> Vec<Step> {
        let step = |path: &str, before: Option<&str>, after: Option<&str>| Step {
            path: path.into(),
            before: before.map(|text| text.as_bytes().to_vec()),
            after: after.map(|text| text.as_bytes().to_vec()),
        };
        vec![
            step("replaced", Some("1"), Some("2")),
            step("new/made", None, Some("3")),
            step("gone", Some("4"), None),
        ]
    }

    fn root() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("spec")).unwrap();
        std::fs::write(root.path().join("replaced"), "1").unwrap();
        std::fs::write(root.path().join("gone"), "4").unwrap();
        root
    }

    /// Interrupts an import before its step `at`.
    fn interrupt(root: &Path, at: usize) {
        let mut done = 0;
        let put = &mut |path: &Path, content: Option<&[u8]>| {
            assert!(done < at, "killed");
            done += 1;
            outputs::put(path, content)
        };
        let import = std::panic::AssertUnwindSafe(|| Journal::apply(root, &steps(), put));
        assert!(std::panic::catch_unwind(import).is_err());
    }

    #[test]
    fn old_files_are_restored_after_an_interruption_at_any_step() {
        for at in 0..3 {
            let root = root();
            interrupt(root.path(), at);
            let unfinished = root.path().join(".made-x");
            std::fs::write(&unfinished, "half").unwrap();
            assert!(Journal::refuse_interrupted(root.path()).is_err());
            let journal = Journal::read(root.path()).unwrap().unwrap();
            journal.undo(root.path()).unwrap();
            let text = |path: &str| std::fs::read_to_string(root.path().join(path)).ok();
            assert_eq!(text("replaced").as_deref(), Some("1"), "at {at}");
            assert_eq!(text("gone").as_deref(), Some("4"), "at {at}");
            assert_eq!(text("new/made"), None, "at {at}");
            assert!(!unfinished.exists(), "at {at}");
            assert!(Journal::refuse_interrupted(root.path()).is_ok());
        }
    }

    #[test]
    fn the_journal_is_removed_when_all_is_done() {
        let root = root();
        Journal::apply(root.path(), &steps(), &mut outputs::put).unwrap();
        assert!(Journal::read(root.path()).unwrap().is_none());
        assert!(!root.path().join("gone").exists());
    }

    #[test]
    fn an_edit_after_the_interruption_is_not_overwritten() {
        let root = root();
        interrupt(root.path(), 2);
        std::fs::write(root.path().join("replaced"), "by hand").unwrap();
        let journal = Journal::read(root.path()).unwrap().unwrap();
        let error = journal.undo(root.path()).unwrap_err().to_string();
        assert!(error.contains("replaced: it was changed after"), "{error}");
        assert_eq!(
            std::fs::read_to_string(root.path().join("replaced")).unwrap(),
            "by hand"
        );
        assert!(root.path().join(JOURNAL).exists());
    }

    #[test]
    fn a_journal_with_an_outside_path_is_refused() {
        let root = root();
        let text =
            r#"{"about": "", "files": [{"path": "../x", "before": null, "after_sha256": null}]}"#;
        std::fs::write(root.path().join(JOURNAL), text).unwrap();
        let error = Journal::read(root.path()).unwrap_err().to_string();
        assert!(
            error.contains("../x is not a file of the workspace"),
            "{error}"
        );
        std::fs::write(root.path().join(JOURNAL), "{").unwrap();
        assert!(Journal::read(root.path()).is_err());
    }
}
