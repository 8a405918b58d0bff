//! Commands against a sandbox in a process of its own, whose responses are lost or prove nothing.

use super::*;

/// A sandbox as a program, ended when it is dropped.
struct Serving(std::process::Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `classifications sandbox` on a port of the system's choice; gives its origin, which it
/// prints in its first line.
fn serve(options: &[&str]) -> (Serving, String) {
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
    (Serving(child), origin)
}

#[tokio::test]
async fn a_response_that_is_lost_over_tls_leaves_the_outcome_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (certificate, faults) = (path("sandbox.pem"), path("faults.toml"));
    let (post, operation) = sample_call("POST");
    let fault =
        format!("[[fault]]\nkind = \"reset\"\noperation = {operation:?}\nafterProcessing = true\n");
    std::fs::write(&faults, fault).unwrap();
    let (_serving, origin) = serve(&["--tls", &certificate, "--faults", &faults]);
    assert!(origin.starts_with("https://127.0.0.1:"), "{origin}");
    let target = format!("--sandbox-url={origin}");

    let (get, _) = sample_call("GET");
    let untrusted = run(&[get.clone(), vec![target.clone()]].concat(), &[]).await;
    assert_eq!(untrusted.status.code(), Some(1), "{}", stderr(&untrusted));
    let trusting = vec![target, format!("--root-certificate={certificate}")];
    let found = run(&[get, trusting.clone()].concat(), &[]).await;
    assert!(found.status.success(), "{}", stderr(&found));

    let lost = run(&[post, trusting].concat(), &[]).await;
    assert_eq!(lost.status.code(), Some(3), "{}", stderr(&lost));
    let text = stderr(&lost);
    assert!(text.contains("before you repeat"), "{text}");
}

#[tokio::test]
async fn an_error_status_that_proves_nothing_leaves_the_outcome_unknown() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, operation) = sample_call("POST");
    call.push(at(&sandbox));
    for status in [307, 408, 500, 504] {
        sandbox.clear_faults();
        let lost = Fault::status(status).after_processing();
        sandbox.inject(lost.on(operation.as_str()));
        let output = run(&call, &[]).await;
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(3), "{text}");
        assert!(text.contains("before you repeat"), "{text}");
        assert!(text.contains("transaction: "), "{text}");
    }
}

#[tokio::test]
async fn a_faults_file_with_an_error_is_refused_with_its_line() {
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
async fn a_request_that_was_carried_out_but_not_printed_is_not_to_be_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut call, operation) = sample_call("POST");
    call.push(at(&sandbox));
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = program(&call);
    command.stdout(full).stderr(Stdio::piped());
    let output = output(command).await;
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    let received = sandbox.received();
    assert!(
        received
            .iter()
            .any(|r| r.operation.as_deref() == Some(operation.as_str()) && r.processed)
    );
}
