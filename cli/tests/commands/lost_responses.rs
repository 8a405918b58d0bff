//! Tests of calls whose response is lost or does not prove the outcome.

use super::*;

/// A process of `classifications sandbox`, which is killed when it is dropped.
struct SandboxProcess(std::process::Child);

impl Drop for SandboxProcess {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `classifications sandbox` on a free port, and returns its origin from its first line.
fn start_sandbox(options: &[&str]) -> (SandboxProcess, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_classifications"))
        .env("LC_ALL", "C")
        .args(["sandbox", "--port", "0"])
        .args(options)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(child.stdout.as_mut().unwrap()),
        &mut line,
    )
    .unwrap();
    let url = line.split_whitespace().last().unwrap();
    let (scheme, rest) = url.split_once("://").unwrap();
    let origin = format!("{scheme}://{}", rest.split('/').next().unwrap());
    (SandboxProcess(child), origin)
}

#[tokio::test]
async fn the_outcome_is_unknown_if_the_response_is_lost_over_tls() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (certificate, faults) = (path("sandbox.pem"), path("faults.toml"));
    let (post, operation) = sample_call("POST");
    let fault =
        format!("[[fault]]\nkind = \"reset\"\noperation = {operation:?}\nafterProcessing = true\n");
    std::fs::write(&faults, fault).unwrap();
    let (_process, origin) = start_sandbox(&["--tls", &certificate, "--faults", &faults]);
    assert!(origin.starts_with("https://127.0.0.1:"), "{origin}");
    let target = format!("--sandbox-url={origin}");

    let (get, _) = sample_call("GET");
    let untrusted = run(&[get.clone(), vec![target.clone()]].concat(), &[]).await;
    assert_eq!(untrusted.status.code(), Some(1), "{}", stderr(&untrusted));
    let with_certificate = vec![target, format!("--root-certificate={certificate}")];
    let found = run(&[get, with_certificate.clone()].concat(), &[]).await;
    assert!(found.status.success(), "{}", stderr(&found));

    let lost = run(&[post, with_certificate].concat(), &[]).await;
    assert_eq!(lost.status.code(), Some(3), "{}", stderr(&lost));
    let text = stderr(&lost);
    assert!(text.contains("before you repeat"), "{text}");
}

#[tokio::test]
async fn the_outcome_is_unknown_after_a_status_that_does_not_prove_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, operation) = sample_call("POST");
    call.push(sandbox_option(&sandbox));
    for status in [307, 408, 500, 504] {
        sandbox.clear_faults();
        let fault = Fault::status(status).after_processing();
        sandbox.inject(fault.on(operation.as_str()));
        let output = run(&call, &[]).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(3), "{text}");
        assert!(text.contains("before you repeat"), "{text}");
        assert!(text.contains("transaction: "), "{text}");
    }
}

#[tokio::test]
async fn an_error_in_a_file_of_faults_is_reported_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faults.toml");
    std::fs::write(&file, "[[fault]]\nkind = \"explode\"\n").unwrap();
    let output = run(
        &["sandbox", "--port", "0", "--faults", file.to_str().unwrap()],
        &[],
    )
    .await;
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("line 2"), "{}", stderr(&output));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_request_whose_result_is_not_printed_must_not_be_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, operation) = sample_call("POST");
    call.push(sandbox_option(&sandbox));
    let full_device = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = program(&call);
    command.stdout(full_device).stderr(Stdio::piped());
    let output = output(command).await;
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    let received = sandbox.received();
    assert!(
        received
            .iter()
            .any(|r| r.operation.as_deref() == Some(operation.as_str()) && r.processed)
    );
}
