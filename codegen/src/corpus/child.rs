//! One document, generated in a process of its own with a bound on time and memory.

use std::ffi::OsString;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::funnel::{AT, Outcome, Stage, crate_name};
use super::{Limits, file_name};
use crate::error::{Error, Position, Result};
use crate::generate::File;
use crate::outputs::Outputs;
use crate::pipeline::Document;
use crate::report::Report;
use crate::{format, generate, load, standalone, wire, workspace};

/// What the recorder of requests needs beside the client.
const RECORDER_DEPENDENCIES: &str =
    "http-body-util = \"0.1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n";

/// The client's own dependency, and the one with which the recorder reads the numbers of the cases exactly.
const EXACT: [&str; 2] = [
    "\nserde_json = \"1\"\n",
    "\nserde_json = { version = \"1\", features = [\"float_roundtrip\"] }\n",
];

/// The wall-clock limit, as a multiple of the limit of processor time.
const DEADLINE_FACTOR: u32 = 10;

/// Runs a child process with `arguments`, and returns the outcome of the document in `file`.
pub(super) fn run(file: &str, arguments: &[OsString], limits: Limits) -> Result<Outcome> {
    let started = Instant::now();
    // The shell's `ulimit` limits the child without unsafe code here. It limits processor time,
    // because a busy machine must not change the result; the deadline is for a child that waits.
    let mut child = Command::new("sh")
        .arg("-c")
        .arg("ulimit -v \"$0\" && ulimit -t \"$1\" && shift && exec \"$@\"")
        .arg((limits.mebibytes * 1024).to_string())
        .arg(limits.seconds.to_string())
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Error::io("run", "sh", e))?;
    let mut output = child.stdout.take();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        // Output that cannot be read becomes a failure below.
        if let Some(output) = &mut output {
            let _ = output.read_to_string(&mut text);
        }
        text
    });
    let deadline = started + Duration::from_secs(limits.seconds) * DEADLINE_FACTOR;
    let waiting = |e| Error::io("wait for", "the child", e);
    let mut timed_out = false;
    while child.try_wait().map_err(waiting)?.is_none() {
        if Instant::now() > deadline {
            timed_out = true;
            // The child may have just exited.
            let _ = child.kill();
            let _ = child.wait();
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let text = reader.join().unwrap_or_default();
    Ok(serde_json::from_str(&text).unwrap_or_else(|_| Outcome {
        reason: Some(if timed_out {
            format!(
                "took more than {} s",
                limits.seconds * u64::from(DEADLINE_FACTOR)
            )
        } else {
            format!(
                "crashed, perhaps beyond {} s of processor time or {} MiB",
                limits.seconds, limits.mebibytes
            )
        }),
        milliseconds: milliseconds(started),
        ..Outcome::of(file)
    }))
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Runs in the child: generates the crate of `document` in `out`, and returns the outcome as JSON.
///
/// # Errors
/// When the crate cannot be written.
pub fn generate_one(document: &Path, out: &Path, wire: bool) -> Result<String> {
    let started = Instant::now();
    let mut outcome = Outcome::of(&file_name(document));
    let mut report = Report::default();
    match steps((document, out), wire, &mut outcome, &mut report) {
        Ok(()) => {}
        Err(Error::Document { error, .. }) => {
            // An internal error is reported as a refusal too, but it is not the document's.
            outcome.refused = !error.remedy.contains("report it");
            outcome.reason = Some(format!("{error}{}", position(&error.position)));
        }
        Err(other) => return Err(other),
    }
    outcome.left_out = report.entries().to_vec();
    outcome.milliseconds = milliseconds(started);
    outcome.peak_kibibytes = peak_kibibytes();
    Ok(serde_json::to_string(&outcome).unwrap_or_default())
}

/// The position in the form that `funnel` parses.
fn position(position: &Position) -> String {
    match position {
        Position::Document => String::new(),
        position => format!(
            "{AT}{}]",
            position.to_string().trim_start_matches([':', ' '])
        ),
    }
}

fn steps(
    (document, out): (&Path, &Path),
    wire: bool,
    outcome: &mut Outcome,
    report: &mut Report,
) -> Result<()> {
    let source = load::load(document)?;
    outcome.stage = Stage::Parsed;
    let made = Document::of(&source, report)?;
    outcome.stage = Stage::Converted;
    let api = made.api();
    outcome.operations = api.operations.len();
    let refuse = |error| source.refuse(error);
    let files = generate::generate(api, &standalone::target(document)).map_err(refuse)?;
    let name = crate_name(&outcome.file);
    let transport = workspace::root()?.join("transport");
    let mut files = standalone::files(&name, api, &files, &transport);
    if wire {
        add_recorder(&mut files, &name, &made).map_err(refuse)?;
    }
    let mut outputs = Outputs::below(out);
    // Unchanged files of an earlier run are not written, so that they are not compiled again.
    outputs.own("src");
    for file in files {
        outputs.add(file.path, file.text);
    }
    outputs.write()?;
    outcome.stage = Stage::Generated;
    Ok(())
}

/// Adds a request recorder and its cases.
fn add_recorder(
    files: &mut Vec<File>,
    name: &str,
    document: &Document,
) -> std::result::Result<(), crate::error::DocumentError> {
    for file in files.iter_mut() {
        match file.path.as_str() {
            "Cargo.toml" => {
                file.text = file.text.replace(EXACT[0], EXACT[1]) + RECORDER_DEPENDENCIES;
            }
            "src/lib.rs" => file.text.push_str("\npub mod wire_check;\n"),
            _ => {}
        }
    }
    let cases = wire::cases(document.oas2(), document.api());
    let recorder = format::format(wire::recorder::tokens())?;
    let main = format!("fn main() {{\n    {name}::wire_check::main();\n}}\n");
    let cases = serde_json::to_string(&cases).unwrap_or_default();
    let added = [
        ("src/wire_check.rs", recorder),
        ("src/main.rs", main),
        (wire::CASES, cases),
    ];
    files.extend(added.map(|(path, text)| File {
        path: path.to_owned(),
        text,
    }));
    Ok(())
}

/// The peak memory of this process on Linux; 0 elsewhere.
fn peak_kibibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| value.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recorder_reads_numbers_exactly() {
        let document = serde_json::json!({
            "swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {},
        });
        let document = Document::read(document, &mut Report::default()).unwrap();
        let mut files = standalone::files("a", document.api(), &[], Path::new("transport"));
        add_recorder(&mut files, "a", &document).unwrap();
        let manifest = files.iter().find(|file| file.path == "Cargo.toml").unwrap();
        assert!(manifest.text.contains(EXACT[1]), "{}", manifest.text);
    }
}
