//! `demo`: plays the script of the specification against a sandbox in this process, offline.
//!
//! Each step calls the generated client over HTTP on loopback, with a token from the auth crate. A step that the document does
//! not allow is skipped with a notice. At the end, each operation that no step called is called once with a sample.

mod script;
mod transcript;

use std::collections::BTreeSet;

use classifications_contract::{SampleKind, Values};
use classifications_sandbox::Sandbox;

use self::script::{Results, Script, Step};
use self::transcript::Transcript;
use crate::api::extensions::value_text;
use crate::api::{Api, Command};
use crate::arguments;
use crate::call::Success;
use crate::connection;
use crate::error::{CommandError, ErrorReport};
use crate::language;
use crate::output::{self, Json};
use crate::service::Caller;
use crate::tr;

/// Plays the demo.
pub async fn run(api: &Api) -> Result<(), CommandError> {
    play(api, classifications_spec::DEMO).await.map(drop)
}

/// Plays a script, and returns the operations that were called.
async fn play(api: &Api, script: &str) -> Result<BTreeSet<String>, CommandError> {
    let sandbox = Sandbox::start().await.map_err(CommandError::sandbox)?;
    let (script, script_error) = match Script::parse(script) {
        Ok(script) => (script, None),
        Err(error) => (Script::default(), Some(error)),
    };
    let mut play = Play {
        api,
        caller: Caller::Classifications(connection::to_sandbox(&sandbox)?),
        transcript: Transcript::begin(&script.title, sandbox.base_url())?,
        values: script.values.clone(),
        results: Results::new(),
        called: BTreeSet::new(),
    };
    if let Some(error) = script_error {
        Transcript::notice(&tr!(
            "demo-unread",
            "the script cannot be read: {reason}",
            reason = error
        ))?;
    }
    for step in &script.steps {
        play.step(step).await?;
    }
    play.call_samples().await?;
    play.transcript.end(&sandbox.received())?;
    sandbox.stop().await;
    Ok(play.called)
}

/// A script in progress.
struct Play<'a> {
    api: &'a Api,
    caller: Caller,
    transcript: Transcript,
    /// The values of all steps.
    values: Values,
    results: Results,
    /// The operations that were called.
    called: BTreeSet<String>,
}

impl<'a> Play<'a> {
    async fn step(&mut self, step: &Step) -> Result<(), CommandError> {
        if let Some(text) = &step.text {
            Transcript::heading(text)?;
        }
        let Some(name) = &step.command else {
            return Ok(());
        };
        match self.prepare(name, step) {
            Ok((command, values)) => self.call(command, values, Some(step)).await,
            Err(reason) => Transcript::notice(&tr!(
                "demo-left-out",
                "{command} is skipped: {reason}",
                command = name,
                reason
            )),
        }
    }

    /// The command and the values of a step, or the reason why the document does not allow it.
    fn prepare(&self, name: &str, step: &Step) -> Result<(&'a Command, Values), String> {
        let command = self.api.find(name).ok_or_else(|| {
            tr!(
                "demo-no-command",
                "neither the document nor its overlay has a command of this name"
            )
        })?;
        let mut values = self.common(command);
        values.extend(command.presets.clone());
        let step_values = script::resolve(&step.values, &self.results);
        values.extend(
            step_values.map_err(|reference| {
                tr!("demo-no-reference", "there is no {reference}", reference)
            })?,
        );
        let violations = self.api.contract.check_values(&command.operation, &values);
        match violations.first() {
            Some(violation) => {
                let text = language::causes::of_violation(&self.api.contract, violation);
                Err(format!("{}: {text}", violation.field))
            }
            None => Ok((command, values)),
        }
    }

    /// The script's common values for which the operation has fields.
    fn common(&self, command: &Command) -> Values {
        let fields = self.api.contract.fields(&command.operation);
        let is_field = |name: &str| fields.iter().any(|field| field.name == name);
        let values = self.values.iter().filter(|(name, _)| is_field(name));
        values
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Calls each operation that no step has called, once, with a sample.
    async fn call_samples(&mut self) -> Result<(), CommandError> {
        let api = self.api;
        let uncalled: Vec<&Command> = api
            .commands
            .iter()
            .filter(|command| !self.called.contains(&command.operation))
            .collect();
        if uncalled.is_empty() {
            return Ok(());
        }
        Transcript::heading(&tr!(
            "demo-samples",
            "The script has no valid step for these operations: one call each, with sample values"
        ))?;
        for command in uncalled {
            if self.called.contains(&command.operation) {
                continue;
            }
            // a query finds more without filters, while a change is more realistic with all values
            let mut kinds = [SampleKind::Minimal, SampleKind::Full];
            if command.method != "GET" {
                kinds.reverse();
            }
            let samples = kinds.into_iter();
            let mut samples =
                samples.filter_map(|kind| api.contract.values_sample(&command.operation, kind));
            match samples.find(|sample| sample.conforms) {
                Some(sample) => {
                    let mut values = sample.values.clone();
                    values.extend(self.common(command));
                    // the script may be for another document, so that its common values are invalid here
                    let violations = api.contract.check_values(&command.operation, &values);
                    if !violations.is_empty() {
                        values = sample.values;
                    }
                    self.call(command, values, None).await?;
                }
                None => Transcript::notice(&tr!(
                    "demo-no-sample",
                    "{command}: no sample fits",
                    command = command.name
                ))?,
            }
        }
        Ok(())
    }

    async fn call(
        &mut self,
        command: &Command,
        values: Values,
        step: Option<&Step>,
    ) -> Result<(), CommandError> {
        self.called.insert(command.operation.clone());
        let language = arguments::language();
        match self.caller.send(command, values.clone(), &language).await {
            Ok(success) => self.succeeded(command, &values, &success, step),
            Err(error) => {
                let status = match &error {
                    CommandError::Rejected(rejected) => Some(rejected.status),
                    _ => None,
                };
                let text = ErrorReport(&error).to_string();
                self.transcript.call(command, &values, status, &text)?;
                report_unexpected(step, status.map(|status| status.as_u16()), &Json::Null)
            }
        }
    }

    fn succeeded(
        &mut self,
        command: &Command,
        values: &Values,
        success: &Success,
        step: Option<&Step>,
    ) -> Result<(), CommandError> {
        let body = Json::parse(&success.body).unwrap_or(Json::Null);
        let text = match step {
            Some(step) if !step.show.is_empty() => {
                let parts = step.show.iter();
                let parts = parts.filter_map(|part| script::line_part(part, &body));
                output::one_line(&parts.collect::<Vec<_>>().join(", "))
            }
            _ if body == Json::Null => tr!("done", "done"),
            step => output::preview(command, &body, step.map_or(&[], |s| s.columns.as_slice())),
        };
        self.transcript
            .call(command, values, Some(success.status), &text)?;
        report_unexpected(step, Some(success.status.as_u16()), &body)?;
        if let Some(name) = step.and_then(|step| step.name.clone()) {
            self.results.insert(name, body);
        }
        Ok(())
    }
}

/// Prints the differences between a result and the expectation of its step.
fn report_unexpected(
    step: Option<&Step>,
    status: Option<u16>,
    body: &Json,
) -> Result<(), CommandError> {
    for (name, expected) in step.map(|step| &step.expect).into_iter().flatten() {
        let expected = value_text(expected);
        let found = match name.as_str() {
            "status" => status.map(|status| status.to_string()),
            name => body
                .at(&classifications_contract::split_name(name))
                .map(Json::text),
        };
        let found = found.unwrap_or_else(|| tr!("demo-absent", "absent"));
        if found != expected {
            Transcript::notice(&tr!(
                "demo-unexpected",
                "unexpected: {name} is {found}, not {expected}",
                name,
                found,
                expected
            ))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn operations_without_valid_steps_are_called_with_samples() {
        let api = Api::from_document(classifications_spec::DOCUMENT, &[]).unwrap();
        let all_operations: BTreeSet<String> =
            api.contract.operations().map(str::to_owned).collect();
        let first = &api.commands.first().unwrap().name;
        for script in [
            "title: T\nsteps: []".to_owned(),
            "title: T\nsteps: [{command: no-such}]".to_owned(),
            format!("title: T\nsteps: [{{command: {first}, values: {{noSuchField: 1}}}}]"),
            format!("title: T\nsteps: [{{command: {first}, values: {{x: '{{{{no.result}}}}'}}}}]"),
            "not a script".to_owned(),
        ] {
            assert_eq!(
                play(&api, &script).await.unwrap(),
                all_operations,
                "{script}"
            );
        }
    }
}
