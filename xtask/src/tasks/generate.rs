//! `cargo xtask generate`: generates the files that follow from `spec/`.

use std::path::PathBuf;

use oas2_codegen::error::Result;
use oas2_codegen::journal::Journal;
use oas2_codegen::report::Report;
use oas2_codegen::{members, standalone, workspace};

use crate::stdout;

/// Generates the client, the OAS3 document, the sandbox's cases and the lock from `spec/`, and the
/// crates of the other APIs.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write nothing; print what is out of date, and exit with 1 if anything is.
    #[arg(long)]
    pub check: bool,
    /// Generate a stand-alone crate from this OAS2 document instead.
    #[arg(long, requires = "out", value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Apply this OpenAPI Overlay to the document first.
    #[arg(long, requires = "spec", value_name = "FILE")]
    pub overlay: Option<PathBuf>,
    /// The folder of the crate, which is created.
    #[arg(long, requires = "spec", value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The crate's name; the default is made from the document's title.
    #[arg(long, requires = "spec", value_name = "CRATE", value_parser = crate_name)]
    pub name: Option<String>,
}

/// Returns `name` if it is valid for a package of cargo and for a crate.
fn crate_name(name: &str) -> std::result::Result<String, String> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(is_allowed) {
        return Err(
            "the name of a crate is a letter, followed by letters, digits, `-` and `_`".to_owned(),
        );
    }
    if standalone::is_taken(name) {
        return Err(
            "it is a keyword, or the name of a crate that the generated one uses".to_owned(),
        );
    }
    Ok(name.to_owned())
}

/// Runs the task; `false` when `--check` found a difference.
///
/// # Errors
/// The errors of the pipeline; also when an import was interrupted, or a file cannot be read or written.
pub fn run(options: &Options) -> Result<bool> {
    let root = workspace::root()?;
    let generated = if let (Some(spec), Some(out)) = (&options.spec, &options.out) {
        vec![workspace::standalone_crate(
            &root,
            (spec, options.overlay.as_deref()),
            out,
            options.name.as_deref(),
        )?]
    } else {
        Journal::refuse_interrupted(&root)?;
        let mut all = vec![workspace::outputs(&root)?];
        all.extend(members::outputs(&root)?);
        all
    };
    if options.check {
        let mut diff = vec![];
        for (outputs, _) in &generated {
            diff.extend(outputs.diff()?);
        }
        if diff.is_empty() {
            return Ok(true);
        }
        stdout::print(&diff.concat())?;
        eprintln!("out of date: run `cargo xtask generate` and commit the result");
        return Ok(false);
    }
    for (outputs, report) in &generated {
        if let Some(out) = &options.out {
            workspace::refuse_foreign_files(out, outputs)?;
        }
        for path in outputs.write()? {
            eprintln!("wrote {}", path.display());
        }
        print_report(report);
    }
    Ok(true)
}

/// Prints the report.
pub fn print_report(report: &Report) {
    for entry in report.entries() {
        eprintln!("{entry}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_identifiers_or_are_taken_are_refused() {
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
}
