//! Checks that generated clients send what their documents prescribe, without tests per document.
//!
//! For each operation, sets of argument values are generated from the document's schemas ([`samples`]). The expected request
//! follows from the OAS2 document alone, independent of the pipeline ([`oracle`]). A module added to the generated crate calls
//! each operation by data, and records the request instead of sending it (`recorder.rs`). Then both requests are compared
//! ([`compare`]).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails when its setup fails"
)]

mod cases;
mod compare;
#[path = "../generated_crates/mod.rs"]
mod generated_crates;
mod maker;
mod oracle;
mod samples;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use cases::{Case, Recorded};
use generated_crates::{CRATES, Workspace, documents};
use oas2_codegen::error::Result;
use oas2_codegen::outputs::Outputs;
use oas2_codegen::pipeline::{self, Generated};
use oas2_codegen::{load, standalone, workspace};

/// Operations of the fixtures that no request can express: one has an object in the path, the other an optional form with a
/// required field.
const IMPOSSIBLE: [&str; 2] = ["#/paths/~1odd~1{o}/get ", "#/paths/~1as-form/post "];

/// The minimum share of correct operations, in percent, because other documents have such operations, too.
const SHARE: usize = 99;

/// The dependencies of the recorder.
const DEPENDENCIES: &str =
    "http-body-util = \"0.1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n";

/// The client's dependency, and its replacement, with which the recorder reads the numbers of the cases exactly.
const EXACT: [&str; 2] = [
    "\nserde_json = \"1\"\n",
    "\nserde_json = { version = \"1\", features = [\"float_roundtrip\"] }\n",
];

/// The variable `SLOW_TESTS` enables the test, and `CORPUS` names a folder of documents; without it, those of
/// `codegen/fixtures/documents` are checked.
#[test]
fn clients_send_what_their_documents_prescribe() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        println!("skipped: it takes minutes; set SLOW_TESTS=1");
        return;
    }
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    let folder = std::env::var_os("CORPUS").map_or(fixtures, PathBuf::from);
    let workspace = Workspace::new("wire");
    let mut checked: BTreeMap<String, (PathBuf, Vec<Case>)> = BTreeMap::new();
    let mut outputs = Outputs::below(&workspace.path);
    outputs.own(CRATES);
    for (i, document) in documents(&folder).into_iter().enumerate() {
        let name = format!("wire_{i}");
        match generate(&document, &name, &mut outputs) {
            Ok(cases) => drop(checked.insert(name, (document, cases))),
            Err(error) => println!("refused: {}", error.with_sources()),
        }
    }
    outputs.write().unwrap();
    workspace.prepare(checked.keys().cloned());
    let mut cargo = workspace.cargo("build");
    cargo.args(["--workspace", "--all-features"]);
    let built = workspace.build(&mut cargo, "wire_");

    let programs = workspace.path.join("target/debug");
    let (mut operations, mut requests, mut failures) = (0, 0, vec![]);
    for (name, (document, cases)) in &checked {
        assert!(
            built[name].compiles,
            "{}: {:?}",
            document.display(),
            built[name]
        );
        let recorded = record(&programs.join(name), cases);
        let mut differences: BTreeMap<usize, Option<String>> = BTreeMap::new();
        for (case, recorded) in cases.iter().zip(&recorded) {
            let first = differences.entry(case.operation).or_default();
            let difference = compare::difference(&case.expected, recorded);
            *first = first.take().or(difference.map(|difference| {
                let file = document.display();
                format!("{file}#{} ({}): {difference}", case.pointer, case.kind)
            }));
        }
        assert_eq!(recorded.len(), cases.len(), "{}", document.display());
        requests += cases.len();
        operations += differences.len();
        failures.extend(differences.into_values().flatten());
    }
    failures.retain(|text| !IMPOSSIBLE.iter().any(|pointer| text.contains(pointer)));
    let correct = operations - failures.len();
    println!("{correct} of {operations} operations are correct, in {requests} requests");
    println!("{}", failures.join("\n"));
    assert!(
        correct * 100 >= operations * SHARE,
        "{}",
        failures.join("\n")
    );
}

/// Adds the files of a crate with a recorder to `outputs`, and returns its cases.
fn generate(document: &Path, name: &str, outputs: &mut Outputs) -> Result<Vec<Case>> {
    let source = load::load(document)?;
    let Generated {
        document, files, ..
    } = pipeline::run(&source, &standalone::target(document))?;
    let transport = workspace::root()?.join("transport");
    for mut file in standalone::files(name, document.api(), &files, &transport) {
        match file.path.as_str() {
            "Cargo.toml" => {
                assert!(file.text.contains(EXACT[0]), "{}", file.text);
                file.text = file.text.replace(EXACT[0], EXACT[1]) + DEPENDENCIES;
            }
            "src/lib.rs" => file.text.push_str("\npub mod wire_check;\n"),
            _ => {}
        }
        outputs.add(format!("{CRATES}/{name}/{}", file.path), file.text);
    }
    let main = format!("fn main() {{\n    {name}::wire_check::main();\n}}\n");
    outputs.add(format!("{CRATES}/{name}/src/main.rs"), main);
    let recorder = format!("{CRATES}/{name}/src/wire_check.rs");
    outputs.add(recorder, include_str!("recorder.rs"));
    Ok(cases::all(document.oas2(), document.api()))
}

/// The requests that a recorder prints for these cases.
fn record(program: &Path, cases: &[Case]) -> Vec<Recorded> {
    let input = cases
        .iter()
        .map(|case| json!({ "operation": case.operation, "values": case.values }));
    let input = input.collect::<serde_json::Value>().to_string();
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let recorded = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    recorded.collect()
}
