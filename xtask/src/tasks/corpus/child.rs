//! One document, generated in a process of its own with a bound on time and memory.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::Options;
use super::funnel::{AT, Outcome, Stage, crate_name};
use oas2_codegen::error::{Error, Place, Result};
use oas2_codegen::outputs::Outputs;
use oas2_codegen::report::Report;
use oas2_codegen::workspace;
use oas2_codegen::{generate, load, pipeline, standalone, wire};

/// What the recorder of requests needs beside the client.
const RECORDER_DEPENDENCIES: &str =
    "http-body-util = \"0.1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n";

/// How many times its processor time a child may take.
const PATIENCE: u32 = 10;

/// What the child is told.
#[derive(Debug, clap::Args)]
pub struct ChildOptions {
    /// The document.
    pub document: PathBuf,
    /// Where its crate goes.
    pub out: PathBuf,
    /// Add a recorder of requests, and the cases for it.
    #[arg(long)]
    pub wire: bool,
}

/// Runs the child for one document, and says what became of it.
pub(super) fn generate(document: &Path, crates: &Path, options: &Options) -> Result<Outcome> {
    let file = document
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let exe = std::env::current_exe().map_err(|e| Error::io("find", "this program", e))?;
    let started = Instant::now();
    // `ulimit` is the shell's: it bounds the child without unsafe code here. Processor time is bounded, as a busy
    // machine is no fault of the document; the deadline is for a child that waits.
    let mut child = Command::new("sh")
        .arg("-c")
        .arg("ulimit -v \"$0\" && ulimit -t \"$1\" && shift && exec \"$@\"")
        .arg((options.mebibytes * 1024).to_string())
        .arg(options.seconds.to_string())
        .arg(exe)
        .arg("corpus-one")
        .arg(document)
        .arg(crates.join(crate_name(&file)))
        .args(options.wire.then_some("--wire"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Error::io("run", "sh", e))?;
    let mut output = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        // What cannot be read is no outcome, and becomes a failure below.
        if let Some(output) = &mut output {
            let _ = output.read_to_string(&mut text);
        }
        text
    });
    let deadline = started + Duration::from_secs(options.seconds) * PATIENCE;
    let timed_out = loop {
        match child
            .try_wait()
            .map_err(|e| Error::io("wait for", "the child", e))?
        {
            Some(_) => break false,
            None if Instant::now() > deadline => {
                // It may have ended this very moment.
                let _ = child.kill();
                let _ = child.wait();
                break true;
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let text = reader.join().unwrap_or_default();
    Ok(serde_json::from_str(&text).unwrap_or_else(|_| Outcome {
        file,
        stage: Stage::Read,
        refused: false,
        reason: Some(if timed_out {
            format!("took more than {} s", options.seconds * u64::from(PATIENCE))
        } else {
            format!(
                "crashed, perhaps beyond {} s of processor time or {} MiB",
                options.seconds, options.mebibytes
            )
        }),
        given_up: vec![],
        operations: 0,
        milliseconds: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        peak_kibibytes: 0,
        chosen: false,
    }))
}

/// The child's part: generates one document and prints the outcome as JSON.
///
/// # Errors
/// When the crate cannot be written.
pub fn run_child(options: &ChildOptions) -> Result<bool> {
    let started = Instant::now();
    let mut outcome = Outcome {
        file: options
            .document
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        stage: Stage::Read,
        refused: false,
        reason: None,
        given_up: vec![],
        operations: 0,
        milliseconds: 0,
        peak_kibibytes: 0,
        chosen: false,
    };
    let mut report = Report::default();
    match steps(options, &mut outcome, &mut report) {
        Ok(()) => {}
        Err(Error::Refused { refusal, .. }) => {
            // A fault of the pipeline is refused too, but it is no fault of the document.
            outcome.refused = !refusal.remedy.contains("report it");
            outcome.reason = Some(format!("{}{}", refusal, place(&refusal.place)));
        }
        Err(other) => return Err(other),
    }
    outcome.given_up = report.entries().to_vec();
    outcome.milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    outcome.peak_kibibytes = peak_kibibytes();
    println!("{}", serde_json::to_string(&outcome).unwrap_or_default());
    Ok(true)
}

/// The place behind a reason, where `funnel` finds it.
fn place(place: &Place) -> String {
    match place {
        Place::Document => String::new(),
        place => format!("{AT}{}]", place.to_string().trim_start_matches([':', ' '])),
    }
}

fn steps(options: &ChildOptions, outcome: &mut Outcome, report: &mut Report) -> Result<()> {
    let mut source = load::load(&options.document)?;
    outcome.stage = Stage::Parsed;
    source.tell(report);
    let mut oas2 = std::mem::take(&mut source.value);
    let refuse = |refusal| source.refuse(refusal);
    let oas3 = pipeline::converted(&mut oas2, report).map_err(refuse)?;
    outcome.stage = Stage::Converted;
    let api = pipeline::normalised(&oas2, &oas3, report);
    outcome.operations = api.operations.len();
    let target = standalone::target(&options.document);
    let files = generate::generate(&api, &target).map_err(refuse)?;
    let name = crate_name(&outcome.file);
    let transport = workspace::root()?.join("transport");
    let mut outputs = Outputs::below(&options.out);
    // What is there from an earlier run and stays the same is not written, so that it is not compiled again.
    outputs.own("src");
    for mut file in standalone::files(&name, &api, &files, &transport) {
        match file.path.as_str() {
            "Cargo.toml" if options.wire => file.text.push_str(RECORDER_DEPENDENCIES),
            "src/lib.rs" if options.wire => file.text.push_str("\npub mod wire_check;\n"),
            _ => {}
        }
        outputs.add(file.path, file.text);
    }
    if options.wire {
        outputs.add(
            "src/wire_check.rs",
            oas2_codegen::format::format(wire::recorder::tokens()).map_err(refuse)?,
        );
        outputs.add(
            "src/main.rs",
            format!("fn main() {{\n    {name}::wire_check::main();\n}}\n"),
        );
        let cases = serde_json::to_string(&wire::cases(&oas2, &api));
        outputs.add("wire.json", cases.unwrap_or_default());
    }
    outputs.write()?;
    outcome.stage = Stage::Generated;
    Ok(())
}

/// The most memory that this process had, as Linux tells; 0 elsewhere.
fn peak_kibibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| value.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
