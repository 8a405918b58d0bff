//! Credentials from a command that prints them as JSON, for example that of a vault or a password manager.

use std::ffi::{OsStr, OsString};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use api_transport::text::one_line;
use futures_util::future::join;
use serde_json::{Map, Value};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use zeroize::{Zeroize, Zeroizing};

use super::file::LIMIT;
use super::members::{Member, credentials};
use super::{Credentials, CredentialsError, CredentialsSource, Fetching};
use crate::redaction::Redaction;

/// The default timeout of the command.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The time after a failure during which the command is not run again.
const REUSE: Duration = Duration::from_secs(15);

/// The number of bytes of standard error that are kept for messages.
const STDERR_KEPT: u64 = 4 * 1024;

/// The number of characters of standard error in a message.
const STDERR_SHOWN: usize = 300;

/// Runs a command each time credentials are needed. It has to print a JSON object with the members `client_id`,
/// `client_secret`, `username` and `password`, and to exit with 0. Lines before the object are ignored.
///
/// The command is started without a shell and without input. It is killed after 20 s ([`timeout`](Self::timeout)), or
/// when no call waits for it any more; on Unix, the processes that it started are killed, too. Errors contain the name
/// of the command and the start of its standard error, but not its arguments. After a failure, the command is not run
/// again for 15 s.
///
/// ```
/// use classifications_auth::credentials::Exec;
/// let credentials = Exec::new("vault").args(["kv", "get", "-format=json", "-field=data", "cesce"]);
/// ```
#[derive(Clone)]
pub struct Exec {
    program: OsString,
    args: Vec<OsString>,
    timeout: Duration,
}

impl Exec {
    /// Creates a source that runs `program`, which is looked up in `PATH` if it is not a path.
    #[must_use]
    pub fn new(program: impl Into<OsString>) -> Self {
        Self {
            program: program.into(),
            args: Vec::new(),
            timeout: TIMEOUT,
        }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<S: Into<OsString>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets the timeout of the command. Default: 20 s. It counts towards
    /// [`TokenPolicy::deadline`](crate::TokenPolicy::deadline), the time for getting a token.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    async fn run(&self) -> Result<Credentials, CredentialsError> {
        let command = format!("the credentials command {}", self.program.display());
        let mut process = Process::start(&self.program, &self.args)
            .map_err(|e| CredentialsError::caused_by(format!("{command} cannot be started"), e))?;
        let result = tokio::time::timeout(self.timeout, process.run()).await;
        let stderr_note = process.stderr_note();
        let status = match result {
            Ok(Ok(status)) => status,
            Ok(Err(source)) => {
                let message = format!("{command}: its output cannot be read");
                return Err(CredentialsError::caused_by(message, source));
            }
            Err(_) => {
                return Err(CredentialsError::new(format!(
                    "{command} did not end within {:?}{stderr_note}",
                    self.timeout
                )));
            }
        };
        if process.stdout.len() > LIMIT {
            return Err(CredentialsError::new(format!(
                "{command} prints more than {LIMIT} bytes"
            )));
        }
        if !status.success() {
            return Err(CredentialsError::new(format!(
                "{command} ended with {status}{stderr_note}"
            )));
        }
        parse(&command, &stderr_note, &process.stdout)
    }
}

/// A running command. It is killed when dropped before its end.
struct Process {
    child: Child,
    /// The output, up to one byte more than the limit; overwritten when dropped.
    stdout: Zeroizing<Vec<u8>>,
    /// The start of the standard error.
    stderr: Vec<u8>,
    /// Whether the command has ended.
    ended: bool,
}

impl Process {
    fn start(program: &OsStr, args: &[OsString]) -> std::io::Result<Self> {
        let mut command = Command::new(program);
        command
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        Ok(Self {
            child: command.spawn()?,
            stdout: Zeroizing::new(Vec::with_capacity(LIMIT + 1)),
            stderr: Vec::new(),
            ended: false,
        })
    }

    async fn run(&mut self) -> std::io::Result<ExitStatus> {
        let stdout = self.child.stdout.take();
        let stderr = self.child.stderr.take();
        let limit = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
        let (output, errors) = (&mut *self.stdout, &mut self.stderr);
        let read_stdout = async {
            match stdout {
                Some(stdout) => stdout.take(limit).read_to_end(output).await.map(drop),
                None => Ok(()),
            }
        };
        let read_stderr = async {
            if let Some(mut stderr) = stderr {
                let start = (&mut stderr).take(STDERR_KEPT).read_to_end(errors).await;
                // the command would block if the rest were not read
                let rest = tokio::io::copy(&mut stderr, &mut tokio::io::sink()).await;
                match (start, rest) {
                    (Err(e), _) | (_, Err(e)) => Err(e),
                    _ => Ok(()),
                }
            } else {
                Ok(())
            }
        };
        let (stdout, stderr) = join(read_stdout, read_stderr).await;
        stdout.and(stderr)?;
        let status = self.child.wait().await?;
        self.ended = true;
        Ok(status)
    }

    /// The end of a message: the start of the standard error on one line, without the words that the command also
    /// wrote to its standard output, as these may be secret.
    fn stderr_note(&self) -> String {
        let stdout = String::from_utf8_lossy(&self.stdout);
        let words = stdout.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let redaction = Redaction::new(words.filter(|word| word.len() > 2), []);
        let redacted = redaction.redact(&self.stderr);
        let text = redacted.as_ref().unwrap_or(&self.stderr);
        let shown = one_line(text, STDERR_SHOWN);
        if shown.is_empty() {
            "; it wrote nothing to its standard error".to_owned()
        } else {
            format!("; its standard error: {shown}")
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let (false, Some(id)) = (self.ended, self.child.id()) {
            use rustix::process::{Pid, Signal, kill_process_group};

            let group = i32::try_from(id).ok().and_then(Pid::from_raw);
            // fails if all processes of the group have ended
            let _ = group.map(|group| kill_process_group(group, Signal::KILL));
        }
    }
}

fn parse(command: &str, stderr_note: &str, stdout: &[u8]) -> Result<Credentials, CredentialsError> {
    // the parser's message is not shown, as it can quote the output
    let Some(mut object) = object(stdout) else {
        return Err(CredentialsError::new(format!(
            "{command} does not print a JSON object{stderr_note}"
        )));
    };
    let result = credentials(command, |name| match object.remove(name) {
        Some(Value::String(text)) => Member::Text(text),
        Some(_) => Member::NotText,
        None => Member::Missing,
    });
    object.iter_mut().for_each(|(_, value)| overwrite(value));
    result
}

/// The first JSON object that begins at the start of a line of `stdout` and extends to the end of `stdout`.
fn object(stdout: &[u8]) -> Option<Map<String, Value>> {
    let line_starts = (1..stdout.len()).filter(|at| stdout.get(at - 1) == Some(&b'\n'));
    let starts = std::iter::once(0).chain(line_starts);
    let rests = starts.filter_map(|start| stdout.get(start..));
    let mut objects = rests.filter(|rest| rest.trim_ascii_start().starts_with(b"{"));
    objects.find_map(|rest| serde_json::from_slice(rest).ok())
}

fn overwrite(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(overwrite),
        Value::Object(object) => object.iter_mut().for_each(|(_, value)| overwrite(value)),
        _ => {}
    }
}

impl CredentialsSource for Exec {
    fn fetch(&self) -> Fetching<'_> {
        Box::pin(self.run())
    }

    fn reuse_after_failure(&self) -> Duration {
        REUSE
    }
}

impl std::fmt::Debug for Exec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exec")
            .field("program", &self.program)
            .finish_non_exhaustive()
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::time::Duration;

    use secrecy::ExposeSecret;

    use super::*;

    async fn sh(script: &str) -> Result<Credentials, String> {
        let fetched = Exec::new("sh").args(["-c", script]).fetch().await;
        fetched.map_err(|e| format!("{:#}", anyhow::Error::from(e)))
    }

    #[tokio::test]
    async fn the_output_of_a_command_is_read() {
        let script = r#"echo noise >&2; echo '{"client_id":"app","client_secret":"s3cret",
            "username":"insured","password":"pa55","other":["x"]}'"#;
        let credentials = sh(script).await.unwrap();
        assert_eq!(credentials.client_id().expose_secret(), "app");
        assert_eq!(credentials.client_secret().expose_secret(), "s3cret");
        assert_eq!(credentials.username().expose_secret(), "insured");
        assert_eq!(credentials.password().expose_secret(), "pa55");
    }

    #[tokio::test]
    async fn an_error_names_the_problem_and_does_not_show_the_output() {
        let command = "the credentials command sh";
        let cases = [
            (
                "echo s3cret; echo 'not  logged\tin' >&2; echo 'run login' >&2; exit 3",
                " ended with exit status: 3; its standard error: not logged in run login",
            ),
            (
                "echo s3cret; exit 4",
                " ended with exit status: 4; it wrote nothing to its standard error",
            ),
            (
                "echo s3cret; echo 's3cret expired' >&2",
                " does not print a JSON object; its standard error: ****** expired",
            ),
            (
                "echo '\"s3cret\"'",
                " does not print a JSON object; it wrote nothing to its standard error",
            ),
            (
                r#"echo '{"client_secret":"s3cret"}'"#,
                ": client_id is missing; it needs client_id, client_secret, username and password",
            ),
            (
                r#"echo '{"client_id":["s3cret"]}'"#,
                ": client_id is not a string",
            ),
            (r#"echo '{"client_id":""}'"#, ": client_id is empty"),
            ("yes s3cret", " prints more than 65536 bytes"),
        ];
        for (script, expected) in cases {
            assert_eq!(
                sh(script).await.unwrap_err(),
                format!("{command}{expected}"),
                "{script}"
            );
        }
        let absent = Exec::new("/no/such/command").args(["s3cret"]);
        let error = absent.fetch().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the credentials command /no/such/command cannot be started"
        );
        assert!(!format!("{absent:?}{error:?}").contains("s3cret"));
    }

    #[tokio::test]
    async fn lines_before_the_object_are_ignored_and_a_long_standard_error_is_shortened() {
        let object = r#"{"client_id":"app","client_secret":"s","username":"u","password":"p"}"#;
        for before in ["WARNING: {update available}", "{not json", "a\\nb"] {
            let script = format!("printf '{before}\\n'; echo '{object}'");
            let credentials = sh(&script).await.unwrap();
            assert_eq!(credentials.client_id().expose_secret(), "app");
        }
        assert!(
            sh("yes x | head -c 60000 >&2; exit 1")
                .await
                .unwrap_err()
                .len()
                < 400
        );
    }

    #[tokio::test]
    async fn a_command_that_takes_too_long_is_an_error() {
        let exec = Exec::new("sh").args(["-c", "echo waiting >&2; sleep 600"]);
        let slow = exec.timeout(Duration::from_millis(300));
        let error = slow.fetch().await.unwrap_err().to_string();
        let expected =
            "the credentials command sh did not end within 300ms; its standard error: waiting";
        assert_eq!(error, expected);
    }

    #[tokio::test]
    async fn a_command_whose_result_is_not_awaited_is_killed_with_its_children() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        let status = std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap();
        assert!(status.success());
        // the command writes a byte to show that it runs, and keeps the pipe open until it ends
        let script = "exec 3>\"$0\"; printf x >&3; sleep 600; true";
        let exec = Exec::new("sh").args(["-c".as_ref(), script.as_ref(), pipe.as_os_str()]);
        let mut reader = tokio::net::unix::pipe::OpenOptions::new()
            .open_receiver(&pipe)
            .unwrap();
        let mut fetching = exec.fetch();
        let mut byte = [0];
        tokio::select! {
            _ = &mut fetching => panic!("the command ended"),
            read = reader.read(&mut byte) => assert_eq!(read.unwrap(), 1),
        }
        drop(fetching);
        let ended = tokio::time::timeout(Duration::from_secs(10), reader.read(&mut byte)).await;
        assert_eq!(ended.expect("the command still runs").unwrap(), 0);
    }
}
