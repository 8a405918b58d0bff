//! Credentials from a command that prints them as JSON: for vaults and password managers, which all
//! have one.

use std::ffi::OsString;
use std::process::Stdio;

use serde_json::{Map, Value};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use zeroize::{Zeroize, Zeroizing};

use super::file::LIMIT;
use super::members::{Member, credentials};
use super::{Credentials, CredentialsError, CredentialsSource, Fetching};

/// Runs a command, each time credentials are asked for, that has to print a JSON object with the
/// members `client_id`, `client_secret`, `username` and `password`, and to exit with 0.
///
/// The command is started without a shell and without input; what it writes to its standard error is
/// dropped, since it may be secret. It is killed when it has not ended by the time a token request may
/// take in all ([`TokenPolicy::deadline`](crate::TokenPolicy::deadline)). Its name is shown by
/// `Debug` and in errors, its arguments are not.
///
/// ```
/// use classifications_auth::credentials::Exec;
/// let credentials = Exec::new("vault").args(["kv", "get", "-format=json", "-field=data", "cesce"]);
/// ```
#[derive(Clone)]
pub struct Exec {
    program: OsString,
    args: Vec<OsString>,
}

impl Exec {
    /// The command, looked up in `PATH` if it is no path.
    #[must_use]
    pub fn new(program: impl Into<OsString>) -> Self {
        Self {
            program: program.into(),
            args: Vec::new(),
        }
    }

    /// Further arguments.
    #[must_use]
    pub fn args<S: Into<OsString>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    async fn run(&self) -> Result<Credentials, CredentialsError> {
        let command = format!("the credentials command {}", self.program.display());
        let broke = |source| {
            CredentialsError::caused_by(format!("{command}: its output cannot be read"), source)
        };
        let mut child = Command::new(&self.program)
            .args(&self.args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| CredentialsError::caused_by(format!("{command} cannot be started"), e))?;
        let printed = printed(&mut child).await.map_err(broke)?;
        if printed.len() > LIMIT {
            return Err(CredentialsError::new(format!(
                "{command} prints more than {LIMIT} bytes"
            )));
        }
        let status = child.wait().await.map_err(broke)?;
        if !status.success() {
            return Err(CredentialsError::new(format!(
                "{command} ended with {status}; run it by hand to see what it says"
            )));
        }
        parse(&command, &printed)
    }
}

/// What the command prints, up to a little more than the limit; overwritten when dropped.
async fn printed(child: &mut Child) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut printed = Zeroizing::new(Vec::with_capacity(LIMIT + 1));
    if let Some(stdout) = child.stdout.take() {
        let most = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
        stdout.take(most).read_to_end(&mut printed).await?;
    }
    Ok(printed)
}

fn parse(command: &str, printed: &[u8]) -> Result<Credentials, CredentialsError> {
    // the parser's message may quote what was printed, so only the place is told
    let mut object: Map<String, Value> = serde_json::from_slice(printed).map_err(|e| {
        CredentialsError::new(format!(
            "{command} does not print a JSON object, see line {}, column {}",
            e.line(),
            e.column()
        ))
    })?;
    let read = credentials(command, |name| match object.remove(name) {
        Some(Value::String(text)) => Member::Text(text),
        Some(_) => Member::NotText,
        None => Member::Missing,
    });
    object.iter_mut().for_each(|(_, value)| overwrite(value));
    read
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
    async fn what_a_command_prints_is_read() {
        let script = r#"echo noise >&2; echo '{"client_id":"app","client_secret":"s3cret",
            "username":"insured","password":"pa55","other":["x"]}'"#;
        let credentials = sh(script).await.unwrap();
        assert_eq!(credentials.client_id().expose_secret(), "app");
        assert_eq!(credentials.client_secret().expose_secret(), "s3cret");
        assert_eq!(credentials.username().expose_secret(), "insured");
        assert_eq!(credentials.password().expose_secret(), "pa55");
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_command_is_named_and_its_output_is_not() {
        let command = "the credentials command sh";
        let cases = [
            (
                "echo s3cret; exit 3",
                " ended with exit status: 3; run it by hand to see what it says",
            ),
            (
                "echo s3cret",
                " does not print a JSON object, see line 1, column 1",
            ),
            (
                "echo '\"s3cret\"'",
                " does not print a JSON object, see line 1, column 8",
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
    async fn a_command_that_nobody_waits_for_is_killed() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap();
        assert!(made.success());
        // the command says that it runs, and then holds the pipe open for as long as it lives
        let script = "exec 3>\"$0\"; printf x >&3; exec sleep 600";
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
        assert_eq!(ended.expect("the command lives on").unwrap(), 0);
    }
}
