//! Reports changes to their receivers: standard output, a command, a webhook.

use std::net::IpAddr;
use std::process::Stdio;
use std::time::Duration;

use classifications_portfolio::{Change, ChangeKind};
use reqwest::{Client, Url};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::command::Watch;
use super::error::PortfolioError;
use super::record::last;
use super::source::Source;
use crate::api::Meanings;
use crate::arguments::{Display, Format};
use crate::connection::without_secrets;
use crate::error::CommandError;
use crate::tr;
use crate::{connection, output};

/// The timeout of a receiver.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The version of the JSON for commands and webhooks.
const VERSION: u32 = 1;

/// A receiver of changes.
pub enum Receiver {
    Lines,
    Command(String),
    /// The URL may contain a secret, so that messages name only its host.
    Webhook(Client, Url),
}

impl Receiver {
    /// The name of the receiver in the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Command(_) => "exec",
            Self::Webhook(..) => "webhook",
        }
    }
}

/// The receivers of changes.
pub struct Receivers {
    all: Vec<Receiver>,
    as_json: bool,
    meanings: std::sync::Arc<Meanings>,
    secrets: Vec<SecretString>,
}

impl Receivers {
    /// The receivers that the options name.
    pub async fn new(
        options: &Watch,
        source: &Source<'_>,
        display: &Display,
    ) -> Result<Self, CommandError> {
        if display.output == Format::Csv {
            let text = tr!(
                "watch-forms",
                "`watch` prints lines or JSON Lines: --output table, json or jsonl"
            );
            return Err(PortfolioError::Option(text).into());
        }
        let mut all = vec![Receiver::Lines];
        all.extend(options.exec.clone().map(Receiver::Command));
        if let Some(url) = &options.webhook {
            let (http, url) = webhook(url)?;
            all.push(Receiver::Webhook(http, url));
        }
        Ok(Self {
            all,
            as_json: display.output != Format::Table,
            meanings: std::sync::Arc::clone(&source.command.meanings),
            secrets: connection::secrets(&source.connection).await?,
        })
    }

    pub fn all(&self) -> &[Receiver] {
        &self.all
    }

    /// Reports the changes of a contract to a receiver.
    pub async fn deliver(
        &self,
        receiver: &Receiver,
        contract: &str,
        changes: &[Change],
    ) -> Result<(), CommandError> {
        let undelivered = |reason: String| -> CommandError {
            let reason = output::one_line(&reason);
            let changes = changes.len();
            PortfolioError::Undelivered { changes, reason }.into()
        };
        let body = || {
            let changes: Vec<Value> = changes.iter().map(|change| self.json(change)).collect();
            json!({ "version": VERSION, "contract": contract, "changes": changes }).to_string()
        };
        match receiver {
            Receiver::Lines => changes.iter().try_for_each(|change| {
                output::line(&if self.as_json {
                    self.json(change).to_string()
                } else {
                    let line = line(&self.meanings, change);
                    output::one_line(&without_secrets(&line, &self.secrets))
                })
            }),
            Receiver::Command(command) => run(command, &body()).await.map_err(undelivered),
            Receiver::Webhook(http, url) => post(http, url, body()).await.map_err(undelivered),
        }
    }

    fn json(&self, change: &Change) -> Value {
        // serializing a change cannot fail
        let mut value = serde_json::to_value(change).unwrap_or_default();
        self.remove_secrets(&mut value);
        value
    }

    fn remove_secrets(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = without_secrets(text, &self.secrets),
            Value::Array(items) => items.iter_mut().for_each(|item| self.remove_secrets(item)),
            Value::Object(members) => {
                members
                    .values_mut()
                    .for_each(|item| self.remove_secrets(item));
            }
            _ => {}
        }
    }
}

/// A change on one line.
fn line(meanings: &Meanings, change: &Change) -> String {
    let readable = |name: &str, value: &Option<String>| match value {
        None => "-".to_owned(),
        Some(text) => meanings
            .readable(&last(name), text)
            .unwrap_or_else(|| text.clone()),
    };
    let mut parts = vec![change.time(), change.contract.clone()];
    parts.push(match change.change {
        ChangeKind::New => tr!("change-new", "new"),
        ChangeKind::Changed => tr!("change-changed", "changed"),
        ChangeKind::Gone => tr!("change-gone", "gone"),
        ChangeKind::Moved => tr!("change-moved", "moved"),
        ChangeKind::Overdue => tr!("change-overdue", "overdue"),
    });
    parts.extend(change.key.clone());
    parts.extend(change.name.clone());
    let fields = change.fields.iter().map(|field| {
        let (before, after) = (
            readable(&field.name, &field.before),
            readable(&field.name, &field.after),
        );
        format!("{} {before} -> {after}", field.name)
    });
    let fields: Vec<String> = fields.collect();
    let codes = change.row.iter().filter(|(name, _)| {
        matches!(change.change, ChangeKind::New | ChangeKind::Moved)
            && meanings.is_code(&last(name))
    });
    let codes = codes.filter_map(|(name, text)| meanings.readable(&last(name), text));
    let details: Vec<String> = fields.into_iter().chain(codes).collect();
    let details = if details.is_empty() {
        match change.change {
            ChangeKind::Overdue => format!(
                ": {}",
                tr!("change-no-query", "no complete query for 36 hours")
            ),
            _ => String::new(),
        }
    } else {
        format!(": {}", details.join("; "))
    };
    format!("{}{details}", parts.join(" "))
}

/// The client and the URL of a webhook, which must use TLS unless it is on this machine.
fn webhook(text: &str) -> Result<(Client, Url), CommandError> {
    let invalid = |reason: String| -> CommandError {
        PortfolioError::Option(tr!(
            "webhook-address",
            "the address of --webhook {reason}",
            reason
        ))
        .into()
    };
    let url = Url::parse(text).map_err(|_| invalid(tr!("webhook-no-url", "is not a URL")))?;
    let host = url.host_str();
    let host = host.ok_or_else(|| invalid(tr!("webhook-no-host", "has no host")))?;
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_loopback = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if is_loopback => {}
        _ => {
            return Err(invalid(tr!(
                "webhook-no-tls",
                "must begin with https://, since it is not on this machine"
            )));
        }
    }
    let builder = classifications_auth::http::client_builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(TIMEOUT);
    let builder = if is_loopback {
        builder.no_proxy()
    } else {
        builder
    };
    let http = builder
        .build()
        .map_err(|error| CommandError::set_up(error.without_url()))?;
    Ok((http, url))
}

async fn post(http: &Client, url: &Url, body: String) -> Result<(), String> {
    let host = url.host_str().unwrap_or_default();
    let request = http
        .post(url.clone())
        .header(reqwest::header::CONTENT_TYPE, "application/json")
        .body(body)
        .send();
    let response = request.await.map_err(|error| {
        let reason = crate::error::chain(&error.without_url());
        tr!(
            "webhook-unreached",
            "the webhook at {host} cannot be reached: {reason}",
            host,
            reason
        )
    })?;
    if response.status().is_success() {
        return Ok(());
    }
    Err(tr!(
        "webhook-status",
        "the webhook at {host} responds with {status}",
        host,
        status = response.status()
    ))
}

/// Runs a shell command with `body` on its standard input. The command is killed after the timeout, or if this process is
/// interrupted.
async fn run(command: &str, body: &str) -> Result<(), String> {
    let (shell, option) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut child = Command::new(shell)
        .args([option, command])
        .stdin(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| {
            tr!(
                "exec-unstarted",
                "the command cannot be started: {reason}",
                reason = error
            )
        })?;
    let input = child.stdin.take();
    let write = async {
        if let Some(mut input) = input {
            // a command may end before it has read its input: its exit code shows whether it failed
            let _ = input.write_all(body.as_bytes()).await;
            let _ = input.shutdown().await;
        }
    };
    let result = tokio::time::timeout(TIMEOUT, async {
        let ((), status) = tokio::join!(write, child.wait());
        status
    });
    match result.await {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(tr!("exec-failed", "the command failed: {status}", status)),
        Ok(Err(error)) => Err(tr!(
            "exec-unwaited",
            "the command cannot be waited for: {reason}",
            reason = error
        )),
        Err(_) => Err(tr!(
            "exec-late",
            "the command did not end within {seconds} s",
            seconds = TIMEOUT.as_secs()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(value: &str) -> Change {
        let change = json!({
            "id": "1", "change": "changed", "at": "2026-01-15T10:00:00Z", "contract": "7", "key": "600002",
            "name": "A\u{1b}[2J", "fields": [{ "name": "limit", "before": "40000.00", "after": value }],
            "row": { "limit": value },
        });
        serde_json::from_value(change).unwrap()
    }

    fn receivers() -> Receivers {
        let document =
            json!({ "a": { "properties": { "limit": { "x-meaning": "amount-comma" } } } });
        Receivers {
            all: Vec::new(),
            as_json: false,
            meanings: std::sync::Arc::new(Meanings::of(&document)),
            secrets: vec!["hunter22".into(), "abc".into()],
        }
    }

    #[test]
    fn secrets_in_changes_are_replaced() {
        let json = receivers().json(&change("x hunter22 abc")).to_string();
        assert!(
            !json.contains("hunter22") && json.contains("x [secret] abc"),
            "{json}"
        );
    }

    #[test]
    fn a_change_is_one_line() {
        let line = line(&receivers().meanings, &change("1.00"));
        assert_eq!(
            output::one_line(&line),
            "2026-01-15T10:00:00Z 7 changed 600002 A\\u{1b}[2J: limit 40000.00 -> 1.00"
        );
    }

    #[test]
    fn a_webhook_must_be_on_this_machine_or_use_tls() {
        for (url, is_accepted) in [
            ("https://example.com/a", true),
            ("http://127.0.0.1:8080/a", true),
            ("http://[::1]/a", true),
            ("http://localhost/a", true),
            ("http://example.com/a", false),
            ("http://127.0.0.1.example.com/a", false),
            ("ftp://localhost/a", false),
            ("file:///etc/passwd", false),
            ("hook", false),
        ] {
            assert_eq!(webhook(url).is_ok(), is_accepted, "{url}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_command_gets_the_body_and_its_exit_code_is_checked() {
        assert_eq!(run("test \"$(cat)\" = body", "body").await, Ok(()));
        // a command that does not read its input can succeed
        assert_eq!(run("exit 0", &"x".repeat(1_000_000)).await, Ok(()));
        let failed = run("exit 3", "body").await.unwrap_err();
        assert!(failed.contains('3'), "{failed}");
    }
}
