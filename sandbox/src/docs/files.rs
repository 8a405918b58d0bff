//! The page as files.
//!
//! No operation can be called from the files, since no sandbox serves them. They keep the published
//! addresses and explain how to get a page with a sandbox.

use std::path::{Path, PathBuf};
use std::{fs, io};

use classifications_spec::DOCUMENT;

use super::assets;
use super::page::Page;
use crate::embedded;
use crate::start_error::StartError;

/// An error while the page was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A file or folder cannot be written.
    #[error("cannot write {}; choose a folder that can be written to", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The embedded document or model cannot be used.
    #[error("cannot use the embedded document and model")]
    Embedded(#[from] StartError),
}

/// Writes the page and all files that it loads into a folder, which is created if necessary. Files
/// of the same names are overwritten. Returns the paths written, the page first.
///
/// # Errors
/// [`WriteError`], if a file or folder cannot be written, or if the embedded document or model
/// cannot be used.
pub fn write(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let model = embedded::FIRST.model()?;
    let api = embedded::FIRST.api().map_err(StartError::from)?;
    let page = Page {
        document: DOCUMENT,
        model: &model,
        notices: &[],
        sandbox: None,
        apis: (&[api.title()], 0),
    };
    let page = page.html();
    let page_files = [
        ("index.html", page.as_bytes()),
        ("openapi.json", DOCUMENT.as_bytes()),
    ];
    // The inspector needs a sandbox.
    let assets = assets::ALL.iter();
    let assets = assets.filter(|asset| !asset.name.starts_with("inspector"));
    let assets = assets.map(|asset| (asset.name, asset.content));

    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| WriteError::Write { path, source }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let files = page_files.into_iter().chain(assets);
    files
        .map(|(name, content)| {
            let path = folder.join(name);
            fs::write(&path, content).map_err(failed(&path))?;
            Ok(path)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("a/b");
        let written = write(&below).unwrap();
        assert_eq!(written.first().unwrap(), &below.join("index.html"));
        let page = fs::read_to_string(below.join("index.html")).unwrap();
        let named = page.split(['"', '\'']).filter(|text| {
            [".js", ".css", ".png", ".json", ".txt"]
                .iter()
                .any(|end| text.ends_with(end) && !text.contains(' '))
        });
        let mut count = 0;
        for name in named {
            count += 1;
            let length = fs::metadata(below.join(name)).unwrap().len();
            assert!(length > 0, "{name}");
        }
        assert!(count >= 6, "{count}");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = write(&file.path().join("docs")).unwrap_err().to_string();
        assert!(error.contains("docs; choose a folder"), "{error}");
    }
}
