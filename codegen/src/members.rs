//! The crates of the workspace that are generated as a whole, one for each API besides the
//! workspace's own.

use std::path::{Path, PathBuf};

use crate::case_files;
use crate::error::{Error, Result};
use crate::generate::OPERATION_TESTS;
use crate::load::sha256;
use crate::lock;
use crate::outputs::Outputs;
use crate::report::Report;
use crate::standalone;
use crate::target::Target;
use crate::workspace::{self, GENERATED};

/// An API and its crate. Paths are below the workspace.
struct Member {
    /// The name of the crate.
    name: &'static str,
    /// The folder of the crate.
    folder: &'static str,
    document: &'static str,
    overlay: Option<&'static str>,
    /// The document in OAS3 form.
    converted: &'static str,
    /// The outputs of its specification; `None` for an API that only tests call.
    specification: Option<Specification>,
}

/// The files that a crate embeds for an API.
struct Specification {
    cases: &'static str,
    bundled_cases: &'static str,
    lock: &'static str,
}

const MEMBERS: [Member; 2] = [
    Member {
        name: "portfolio-movements-api",
        folder: "portfolio-movements-api",
        document: "spec/portfolio-movements.oas2.yaml",
        overlay: Some("spec/portfolio-movements.overlay.yaml"),
        converted: "spec/portfolio-movements.oas3.json",
        specification: Some(Specification {
            cases: "spec/portfolio-movements.cases",
            bundled_cases: "spec/portfolio-movements.cases.json",
            lock: "spec/portfolio-movements.lock",
        }),
    },
    // an invented API, which tests call
    Member {
        name: "sales-api",
        folder: "tests/sales-api",
        document: "tests/sales-api/sales.oas2.yaml",
        overlay: None,
        converted: "tests/sales-api/src/generated/sales.oas3.json",
        specification: None,
    },
];

/// The outputs for each crate, with the report on its document.
///
/// # Errors
/// The errors of the pipeline.
pub fn outputs(root: &Path) -> Result<Vec<(Outputs, Report)>> {
    MEMBERS.iter().map(|member| member.outputs(root)).collect()
}

impl Member {
    fn outputs(&self, root: &Path) -> Result<(Outputs, Report)> {
        let document = root.join(self.document);
        let overlay = self.overlay.map(|overlay| root.join(overlay));
        let (source, ignored) = workspace::with_overlay(&document, overlay.as_deref())?;
        let target = Target {
            mocks: self.specification.is_some(),
            ..standalone::target(&document)
        };
        let name = Some(self.name);
        let (files, generated) =
            workspace::crate_files(&target, (&source, ignored), name, &self.transport())?;
        let folder = Path::new(self.folder);
        let mut outputs = Outputs::below(root);
        outputs.own(folder.join(GENERATED));
        // the tests of operations need `tests/harness`, which only the workspace's own client has
        let tests = Path::new(GENERATED).join(OPERATION_TESTS);
        for file in files {
            if Path::new(&file.path) != tests {
                outputs.add(folder.join(file.path), file.text);
            }
        }
        let converted = format!("{:#}\n", generated.document.oas3());
        outputs.add(self.converted, converted);
        if let Some(specification) = &self.specification {
            let mut inputs = vec![(self.document.to_owned(), source.sha256.clone())];
            let document_folder = Path::new(self.document).parent().unwrap_or(Path::new(""));
            for part in &source.parts {
                let path = document_folder.join(&part.path).display().to_string();
                inputs.push((path, part.sha256.clone()));
            }
            if let Some((path, file)) = self.overlay.zip(overlay) {
                let bytes = std::fs::read(&file).map_err(|e| Error::io("read", &file, e))?;
                inputs.push((path.to_owned(), sha256(&bytes)));
            }
            let cases = case_files::bundle(root, specification.cases, &mut inputs)?;
            outputs.add(specification.bundled_cases, cases);
            let lock = lock::text(&inputs, &outputs, &generated.report);
            outputs.add(specification.lock, lock);
        }
        Ok((outputs, generated.report))
    }

    /// The path of `api-transport`, relative to the crate.
    fn transport(&self) -> PathBuf {
        let depth = Path::new(self.folder).components().count();
        let up: PathBuf = std::iter::repeat_n("..", depth).collect();
        up.join("transport")
    }
}
