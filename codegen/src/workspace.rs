//! The generated files of this workspace: the client, the OAS3 document, the cases and the lock.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::api::Api;
use crate::case_files;
use crate::error::{DocumentError, Error, Result};
use crate::generate::{File, OPERATION_TESTS};
use crate::load::{self, Source, sha256};
use crate::lock;
use crate::outputs::Outputs;
use crate::overlay::Overlay;
use crate::pipeline::{self, Generated};
use crate::report::Report;
use crate::standalone;
use crate::target::Target;

/// The workspace's document.
pub const DOCUMENT: &str = "spec/classifications.oas2.yaml";

/// The folder of the document, with the files that it refers to.
const FOLDER: &str = "spec";

/// The overlay of the workspace's document.
pub const OVERLAY: &str = "spec/classifications.overlay.yaml";

/// The folder of the cases of the sandbox's model.
pub(crate) const CASES: &str = "spec/cases";
const BUNDLED_CASES: &str = "spec/cases.json";
const CONVERTED: &str = "spec/classifications.oas3.json";
const CLIENT: &str = "classifications-api/src/generated";
const CLIENT_TESTS: &str = "classifications-api/tests/generated.rs";
const LOCK: &str = "spec/spec.lock";

/// The folder of a crate that contains only generated files.
pub(crate) const GENERATED: &str = "src/generated";

/// Refuses to replace or remove files that this command did not create: `out` may contain a
/// project.
///
/// # Errors
/// [`Error::File`] for the first file in `out` that this command did not create.
pub fn refuse_foreign_files(out: &Path, outputs: &Outputs) -> Result<()> {
    let is_ours = |before: &[u8]| String::from_utf8_lossy(before).contains(standalone::MARK);
    let foreign = outputs.steps()?.into_iter().find(|step| {
        let before = step.before.as_deref();
        before.is_some_and(|before| !is_ours(before))
    });
    foreign.map_or(Ok(()), |step| {
        let problem = "it was not created by this command, and would be lost; choose another folder, or move it away";
        Err(Error::file(out.join(step.path), problem))
    })
}

/// The files of a stand-alone crate.
///
/// # Errors
/// The errors of the pipeline.
pub fn standalone_crate(
    root: &Path,
    (spec, overlay): (&Path, Option<&Path>),
    out: &Path,
    name: Option<&str>,
) -> Result<(Outputs, Report)> {
    let (source, ignored) = with_overlay(spec, overlay)?;
    let target = standalone::target(spec);
    let (mut files, generated) =
        crate_files(&target, (&source, ignored), name, &root.join("transport"))?;
    if standalone::within(root, out)
        && let Some(manifest) = files.iter_mut().find(|file| file.path == "Cargo.toml")
    {
        let text = "\n# not a member of the surrounding workspace\n[workspace]\n";
        manifest.text.push_str(text);
    }
    let mut outputs = Outputs::below(out);
    outputs.own(GENERATED);
    for file in files {
        outputs.add(file.path, file.text);
    }
    Ok((outputs, generated.report))
}

/// Reads a document and applies an overlay to it. The report has the actions that do not fit.
///
/// # Errors
/// When a file cannot be read, or is not a document or an overlay.
pub fn with_overlay(spec: &Path, overlay: Option<&Path>) -> Result<(Source, Report)> {
    let mut source = load::load(spec)?;
    let mut report = Report::default();
    if let Some(file) = overlay {
        let (overlay, hash) = Overlay::load(file)?;
        if hash.is_none() {
            return Err(Error::file(
                file,
                "the overlay does not exist; correct the path",
            ));
        }
        overlay.apply(&mut source.value, &mut report);
    }
    Ok((source, report))
}

/// The files of a crate, and the output of the pipeline from which they were made. `ignored` is the
/// report on the overlay of `source`.
pub(crate) fn crate_files(
    target: &Target,
    (source, ignored): (&Source, Report),
    name: Option<&str>,
    transport: &Path,
) -> Result<(Vec<File>, Generated)> {
    let mut generated = pipeline::run(source, target)?;
    generated.report.extend(ignored);
    let name = standalone::crate_name(name, generated.document.api());
    let files = standalone::files(&name, generated.document.api(), &generated.files, transport);
    Ok((files, generated))
}

/// The command `cargo`: the one that runs this process, or that in `PATH`.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The folder of the workspace.
///
/// # Errors
/// [`Error::File`] when this package is not in a workspace.
pub fn root() -> Result<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().map(Path::to_owned);
    root.ok_or_else(|| Error::file(package, "it is not in a workspace"))
}

/// All outputs for the document of the workspace at `root`.
///
/// # Errors
/// The errors of the pipeline.
pub fn outputs(root: &Path) -> Result<(Outputs, Report)> {
    let mut source = load::load(&root.join(DOCUMENT))?;
    source.file = DOCUMENT.into();
    let (overlay, hash) = Overlay::load(&root.join(OVERLAY))?;
    let (outputs, generated) = outputs_of(root, &source, (&overlay, hash))?;
    Ok((outputs, generated.report))
}

/// The outputs for any document. The overlay's `hash` is that of its file; without one, the hash of
/// its text is used.
///
/// # Errors
/// The errors of the pipeline.
pub(crate) fn outputs_of(
    root: &Path,
    source: &Source,
    (overlay, hash): (&Overlay, Option<String>),
) -> Result<(Outputs, Generated)> {
    let mut source = source.clone();
    let mut ignored = Report::default();
    overlay.apply(&mut source.value, &mut ignored);
    let mut generated = pipeline::run(&source, &Target::classifications())?;
    generated.report.extend(ignored);
    if generated.document.api().operations.is_empty() {
        return Err(source.refuse(DocumentError::at(
            "/paths",
            "the document has no operation",
            "give the document of the whole API",
        )));
    }
    check_addresses(generated.document.api()).map_err(|error| source.refuse(error))?;
    let mut inputs = vec![(DOCUMENT.to_owned(), source.sha256.clone())];
    let parts = source.parts.iter();
    inputs.extend(parts.map(|part| (format!("{FOLDER}/{}", part.path), part.sha256.clone())));
    if !overlay.is_empty() {
        let hash = hash.unwrap_or_else(|| sha256(overlay.text().as_bytes()));
        inputs.push((OVERLAY.to_owned(), hash));
    }
    let cases = case_files::bundle(root, CASES, &mut inputs)?;

    let mut outputs = Outputs::below(root);
    outputs.own(CLIENT);
    outputs.add(CONVERTED, format!("{:#}\n", generated.document.oas3()));
    outputs.add(BUNDLED_CASES, cases);
    for file in &generated.files {
        let path = match file.path.as_str() {
            OPERATION_TESTS => CLIENT_TESTS.to_owned(),
            path => format!("{CLIENT}/{path}"),
        };
        outputs.add(path, file.text.clone());
    }
    let lock = lock::text(&inputs, &outputs, &generated.report);
    outputs.add(LOCK, lock);
    Ok((outputs, generated))
}

/// Refuses a document without the addresses that `auth` and the command line need.
fn check_addresses(api: &Api) -> std::result::Result<(), DocumentError> {
    let lacking = match (&api.base_url, &api.token_url) {
        (None, _) => "host: the clients need the API's base URL",
        (_, None) => "token endpoint: the clients need one to be authorised",
        _ => return Ok(()),
    };
    Err(DocumentError::document(
        format!("the document has no {lacking}"),
        format!(
            "restore the previous document (`git checkout -- {FOLDER}`) and run `cargo xtask import FILE`, \
             which keeps what the new one lacks, or add it to {OVERLAY}"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_files_are_not_replaced() {
        let out = tempfile::tempdir().unwrap();
        let mut outputs = Outputs::below(out.path());
        outputs.own("src/generated");
        outputs.add("README.md", "# a\n\nmade by `cargo xtask generate`");
        refuse_foreign_files(out.path(), &outputs).unwrap();
        outputs.write().unwrap();
        outputs.add("README.md", "# b\n\nmade by `cargo xtask generate`");
        refuse_foreign_files(out.path(), &outputs).unwrap();
        std::fs::create_dir_all(out.path().join("src/generated")).unwrap();
        let foreign = out.path().join("src/generated/mine.rs");
        std::fs::write(&foreign, "mine").unwrap();
        let refused = refuse_foreign_files(out.path(), &outputs).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with(&foreign.display().to_string()),
            "{refused}"
        );
    }
}
