//! The results of the checks, as text and as JSON.

use crate::output::{self, Json};
use crate::tr;

/// The result of a check.
pub struct Check {
    name: String,
    state: State,
    detail: String,
    remedy: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ok,
    Failed,
    Skipped,
}

impl State {
    /// The name for people.
    fn text(self) -> String {
        match self {
            Self::Ok => tr!("check-ok", "ok"),
            Self::Failed => tr!("check-failed", "failed"),
            Self::Skipped => tr!("check-skipped", "skipped"),
        }
    }

    /// The name for programs.
    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

impl Check {
    /// A check that passed.
    pub fn ok(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(name, State::Ok, detail, None)
    }

    /// A check that failed, with a remedy.
    pub fn failed(
        name: impl Into<String>,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::new(name, State::Failed, detail, Some(remedy.into()))
    }

    /// A check that was skipped, for this reason.
    pub fn skipped(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(name, State::Skipped, reason, None)
    }

    fn new(
        name: impl Into<String>,
        state: State,
        detail: impl Into<String>,
        remedy: Option<String>,
    ) -> Self {
        Self {
            name: name.into(),
            state,
            detail: detail.into(),
            remedy,
        }
    }

    /// Whether the check passed.
    fn is_ok(&self) -> bool {
        self.state == State::Ok
    }
}

/// The name of a check in the user's language. The JSON output has the English name.
fn translated_name(name: &str) -> String {
    let (step, server) = match name.split_once(" of ").or_else(|| name.split_once(" for ")) {
        Some((step, server)) => (step, Some(server)),
        None => (name, None),
    };
    let step = match step {
        "configuration" => tr!("step-configuration", "configuration"),
        "credentials" => tr!("step-credentials", "credentials"),
        "client" => tr!("step-client", "client"),
        "network" => tr!("step-network", "network"),
        "token" => tr!("step-token", "token"),
        "query" => tr!("step-query", "query"),
        "name" => tr!("step-name", "name"),
        "connection" => tr!("step-connection", "connection"),
        "TLS" => tr!("step-tls", "TLS"),
        "clock" => tr!("step-clock", "clock"),
        "proxy" => tr!("step-proxy", "proxy"),
        other => other.to_owned(),
    };
    let is_proxy = name.starts_with("proxy");
    match server {
        None => step,
        Some("the API") if is_proxy => tr!("proxy-api", "{step} for the API", step),
        Some("the token endpoint") if is_proxy => {
            tr!("proxy-tokens", "{step} for the token endpoint", step)
        }
        Some(_) if is_proxy => tr!("proxy-both", "{step} for API and token endpoint", step),
        Some("the API") => tr!("step-of-api", "{step} of the API", step),
        Some("the token endpoint") => {
            tr!("step-of-tokens", "{step} of the token endpoint", step)
        }
        Some(_) => tr!("step-of-both", "{step} of API and token endpoint", step),
    }
}

/// All checks, in their order.
#[derive(Default)]
pub struct Report(Vec<Check>);

impl Report {
    /// Adds a check, and returns whether it passed.
    pub fn add(&mut self, check: Check) -> bool {
        let is_ok = check.is_ok();
        self.0.push(check);
        is_ok
    }

    /// The number of failed checks.
    pub fn failed(&self) -> usize {
        let failed = self.0.iter().filter(|check| check.state == State::Failed);
        failed.count()
    }

    /// A line for each check, and one for each remedy.
    pub fn text(&self) -> String {
        let names = self
            .0
            .iter()
            .map(|check| translated_name(&check.name).chars().count());
        let width = names.max().unwrap_or(0);
        let lines = self.0.iter().flat_map(|check| {
            let line = format!(
                "{:<7}  {:<width$}  {}",
                check.state.text(),
                translated_name(&check.name),
                output::one_line(&check.detail)
            );
            let remedy = check.remedy.as_ref();
            let remedy = remedy.map(|remedy| {
                let remedy = output::one_line(remedy);
                let remedy = tr!("failure-remedy", "what to do: {remedy}", remedy);
                format!("         {remedy}")
            });
            std::iter::once(line).chain(remedy)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The checks as JSON.
    pub fn json(&self) -> Json {
        let text = |text: &str| Json::String(text.to_owned());
        let checks = self.0.iter().map(|check| {
            let remedy = check.remedy.as_deref().map_or(Json::Null, text);
            let members = [
                ("check", text(&check.name)),
                ("state", text(check.state.name())),
                ("detail", text(&check.detail)),
                ("remedy", remedy),
            ];
            let members = members.map(|(name, value)| (name.to_owned(), value));
            Json::Object(members.into())
        });
        Json::Object(vec![
            ("ok".to_owned(), Json::Bool(self.failed() == 0)),
            ("checks".to_owned(), Json::Array(checks.collect())),
        ])
    }
}
