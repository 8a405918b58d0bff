//! `cargo xtask generate`: from `spec/` to everything that is made of it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Refusal, Result};
use crate::journal::Journal;
use crate::load::{self, Source, sha256};
use crate::lock;
use crate::outputs::Outputs;
use crate::overlay::Overlay;
use crate::pipeline;
use crate::report::Report;
use crate::standalone;
use crate::stdout;
use crate::target::Target;

/// The workspace's document.
pub const DOCUMENT: &str = "spec/classifications.oas2.yaml";

/// What is known of it and does not stand in it.
pub const OVERLAY: &str = "spec/classifications.overlay.json";

const CASES: &str = "spec/cases";
/// The folders of crates that carry the cases: a package holds nothing from outside its folder.
const WITH_CASES: [&str; 2] = ["sandbox/src/generated", CLIENT];
const CONVERTED: &str = "spec/classifications.oas3.json";
const CLIENT: &str = "classifications-api/src/generated";
/// The folders of crates that carry the OAS3 document, for the same reason.
const WITH_DOCUMENT: [&str; 2] = ["sandbox/src/generated", CLIENT];
const OAS3_NAME: &str = "classifications.oas3.json";
const LOCK: &str = "spec/spec.lock";

/// Makes the client, the OAS3 document, the sandbox's cases and the lock from `spec/`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write nothing; print what is out of date, and exit with 1 if anything is.
    #[arg(long)]
    pub check: bool,
    /// Make a crate of its own from this OAS2 document instead.
    #[arg(long, requires = "out", value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Where the crate goes; the folder is made.
    #[arg(long, requires = "spec", value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The crate's name; without one it is made from the document's title.
    #[arg(long, requires = "spec", value_name = "CRATE", value_parser = crate_name)]
    pub name: Option<String>,
}

/// A name that cargo takes for a package, and Rust for a crate.
fn crate_name(name: &str) -> std::result::Result<String, String> {
    let follows = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(follows) {
        return Err("a crate's name is a letter, then letters, digits, `-` and `_`".to_owned());
    }
    if standalone::is_taken(name) {
        return Err(
            "it is a keyword, or the name of a crate that this one is built with".to_owned(),
        );
    }
    Ok(name.to_owned())
}

/// Runs the task; `false` when a check found something.
///
/// # Errors
/// As the pipeline says.
pub fn run(options: &Options) -> Result<bool> {
    let root = workspace()?;
    let (outputs, report) = if let (Some(spec), Some(out)) = (&options.spec, &options.out) {
        standalone_crate(&root, spec, out, options.name.as_deref())?
    } else {
        Journal::none_at(&root)?;
        outputs(&root)?
    };
    if options.check {
        let diff = outputs.diff()?;
        if diff.is_empty() {
            return Ok(true);
        }
        stdout::print(&diff.concat())?;
        eprintln!("out of date: run `cargo xtask generate` and commit what it makes");
        return Ok(false);
    }
    if let Some(out) = &options.out {
        nothing_of_others(out, &outputs)?;
    }
    for path in outputs.write()? {
        eprintln!("wrote {}", path.display());
    }
    print_report(&report);
    Ok(true)
}

/// Refuses to replace or remove what this command did not make: `out` may be a folder with a project in it.
fn nothing_of_others(out: &Path, outputs: &Outputs) -> Result<()> {
    let is_ours = |before: &[u8]| String::from_utf8_lossy(before).contains(standalone::MARK);
    let others = outputs.steps()?.into_iter().find(|step| {
        let before = step.before.as_deref();
        before.is_some_and(|before| !is_ours(before))
    });
    others.map_or(Ok(()), |step| {
        Err(Error::File {
            path: out.join(step.path),
            what: "it was not made by this command, and would be lost; give another folder, or move it away"
                .to_owned(),
        })
    })
}

/// The files of a crate of its own.
///
/// # Errors
/// As the pipeline says.
pub fn standalone_crate(
    root: &Path,
    spec: &Path,
    out: &Path,
    name: Option<&str>,
) -> Result<(Outputs, Report)> {
    let source = load::load(spec)?;
    let made = pipeline::run(&source, &standalone::target(spec))?;
    let name = standalone::crate_name(name, &made.api);
    let transport = root.join("transport");
    let mut outputs = Outputs::below(out);
    outputs.own("src/generated");
    for mut file in standalone::files(&name, &made.api, &made.files, &transport) {
        if file.path == "Cargo.toml" && standalone::within(root, out) {
            file.text
                .push_str("\n# not a member of the workspace around it\n[workspace]\n");
        }
        outputs.add(file.path, file.text);
    }
    Ok((outputs, made.report))
}

/// Tells what was given up.
pub fn print_report(report: &Report) {
    for entry in report.entries() {
        eprintln!(
            "given up ({}): #{}: {}",
            entry.pass, entry.pointer, entry.text
        );
    }
}

/// The folder of the workspace.
///
/// # Errors
/// [`Error::File`] when this package does not stand in a workspace.
pub fn workspace() -> Result<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .map(Path::to_owned)
        .ok_or_else(|| Error::File {
            path: package.to_owned(),
            what: "it does not stand in a workspace".to_owned(),
        })
}

/// Everything that is made from `spec/` of the workspace at `root`.
///
/// # Errors
/// As the pipeline says.
pub fn outputs(root: &Path) -> Result<(Outputs, Report)> {
    let mut source = load::load(&root.join(DOCUMENT))?;
    source.file = DOCUMENT.into();
    let (overlay, hash) = Overlay::load(&root.join(OVERLAY))?;
    outputs_of(root, &source, (&overlay, hash))
}

/// The same for another document in the place of the workspace's. The overlay's hash is that of its file; without one
/// it is that of its text.
///
/// # Errors
/// As the pipeline says.
pub fn outputs_of(
    root: &Path,
    source: &Source,
    (overlay, hash): (&Overlay, Option<String>),
) -> Result<(Outputs, Report)> {
    let mut laid = source.clone();
    overlay.apply(&mut laid.value);
    let made = pipeline::run(&laid, &Target::classifications())?;
    if made.api.operations.is_empty() {
        return Err(source.refuse(Refusal::at(
            "/paths",
            "the document has no operation",
            "give the document of the whole API",
        )));
    }
    let mut inputs = vec![(DOCUMENT.to_owned(), source.sha256.clone())];
    if !overlay.is_empty() {
        let hash = hash.unwrap_or_else(|| sha256(overlay.text().as_bytes()));
        inputs.push((OVERLAY.to_owned(), hash));
    }
    let cases = cases(root, &mut inputs)?;

    let mut outputs = Outputs::below(root);
    outputs.own(CLIENT);
    let converted = format!("{:#}\n", made.oas3);
    outputs.add(CONVERTED, converted.clone());
    for folder in WITH_DOCUMENT {
        outputs.add(format!("{folder}/{OAS3_NAME}"), converted.clone());
    }
    for file in &made.files {
        outputs.add(format!("{CLIENT}/{}", file.path), file.text.clone());
    }
    for folder in WITH_CASES {
        outputs.add(format!("{folder}/cases.json"), cases.clone());
    }
    let lock = lock::text(&inputs, &outputs, &made.report);
    outputs.add(LOCK, lock);
    Ok((outputs, made.report))
}

/// All case files as one object, by their paths below `spec/cases`, without `.json`. Each stands there
/// as its file has it: a number that is parsed and written again may be another number.
fn cases(root: &Path, inputs: &mut Vec<(String, String)>) -> Result<String> {
    let mut bundle = vec![];
    for file in case_files(root)? {
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
        let key = path.trim_start_matches(CASES).trim_start_matches('/');
        let key = Value::from(key.trim_end_matches(".json"));
        // no JSON string holds a line end, so that lines can be indented
        bundle.push(format!("  {key}: {}", text.trim().replace('\n', "\n  ")));
    }
    Ok(format!("{{\n{}\n}}\n", bundle.join(",\n")))
}

/// The files of the sandbox model below `root`, in order.
///
/// # Errors
/// When a folder cannot be read.
pub(super) fn case_files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = vec![];
    find(&root.join(CASES), &mut files)?;
    files.sort();
    Ok(files)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crates_name_is_one_that_can_be_imported() {
        for name in ["sales-api", "a", "B2_b"] {
            assert_eq!(crate_name(name).as_deref(), Ok(name));
        }
        for name in ["", "1x", "a b", "-x", "\u{e9}t\u{e9}"] {
            assert!(crate_name(name).unwrap_err().contains("a letter"), "{name}");
        }
        for name in ["self", "crate", "type", "std", "api-transport"] {
            assert!(crate_name(name).unwrap_err().contains("keyword"), "{name}");
        }
    }

    #[test]
    fn files_of_others_are_not_replaced() {
        let out = tempfile::tempdir().unwrap();
        let mut outputs = Outputs::below(out.path());
        outputs.own("src/generated");
        outputs.add("README.md", "# a\n\nmade by `cargo xtask generate`");
        nothing_of_others(out.path(), &outputs).unwrap();
        outputs.write().unwrap();
        outputs.add("README.md", "# b\n\nmade by `cargo xtask generate`");
        nothing_of_others(out.path(), &outputs).unwrap();
        std::fs::create_dir_all(out.path().join("src/generated")).unwrap();
        let others = out.path().join("src/generated/mine.rs");
        std::fs::write(&others, "mine").unwrap();
        let refused = nothing_of_others(out.path(), &outputs).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with(&others.display().to_string()),
            "{refused}"
        );
    }
}
