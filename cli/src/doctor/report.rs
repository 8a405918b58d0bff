//! What the checks found, for a person and as JSON.

use crate::output::{self, Json};

/// A check.
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
    fn word(self) -> &'static str {
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

    /// A check that failed, and what to do.
    pub fn failed(
        name: impl Into<String>,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::new(name, State::Failed, detail, Some(remedy.into()))
    }

    /// A check that was not made, for this reason.
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

    /// Whether what depends on it can be checked.
    pub fn is_ok(&self) -> bool {
        self.state == State::Ok
    }
}

/// All checks, in their order.
#[derive(Default)]
pub struct Report(Vec<Check>);

impl Report {
    /// Adds a check; gives whether it passed.
    pub fn add(&mut self, check: Check) -> bool {
        let is_ok = check.is_ok();
        self.0.push(check);
        is_ok
    }

    /// How many checks failed.
    pub fn failed(&self) -> usize {
        let failed = self.0.iter().filter(|check| check.state == State::Failed);
        failed.count()
    }

    /// A line for each check, and one for each remedy.
    pub fn text(&self) -> String {
        let names = self.0.iter().map(|check| check.name.chars().count());
        let width = names.max().unwrap_or(0);
        let lines = self.0.iter().flat_map(|check| {
            let line = format!(
                "{:<7}  {:<width$}  {}",
                check.state.word(),
                check.name,
                output::one_line(&check.detail)
            );
            let remedy = check.remedy.as_ref();
            let remedy =
                remedy.map(|remedy| format!("         what to do: {}", output::one_line(remedy)));
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
                ("state", text(check.state.word())),
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
