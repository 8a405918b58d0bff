//! `portfolio`: exports, compares and watches all classifications of contracts. It sends only requests that read.
//!
//! `x-portfolio` of the overlay defines the roles of the properties of a row. Values are printed in a form that does not depend on
//! the server: amounts with a decimal point, dates as ISO 8601.

mod command;
mod deliver;
mod diff;
mod erp;
pub mod error;
mod export;
mod list;
mod record;
mod source;
mod watch;

pub use self::command::command;

use clap::ArgMatches;

use self::source::Source;
use crate::api::{Api, Command};
use crate::error::CommandError;
use crate::options_of;
use crate::service::Service;

/// The command of the document that lists the portfolio. The commands of `portfolio` have its options.
pub fn query(api: &Api) -> Option<&Command> {
    source::find(api).map(|(command, _)| command)
}

/// Runs a command of `portfolio`.
pub async fn run(
    (service, others): (&Service, &[Service]),
    matches: &ArgMatches,
) -> Result<(), CommandError> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    let source = Source::new(service, matches)?;
    let display = options_of(matches)?;
    match name {
        "export" => export::run(&source, &options_of(matches)?, &display).await,
        "pending" => list::pending(&source, &display).await,
        "expiring" => list::expiring(&source, &options_of(matches)?, &display).await,
        "diff" => diff::run(&source, &options_of(matches)?, &display).await,
        "watch" => {
            watch::run(
                (&source, others),
                (&options_of(matches)?, matches),
                &display,
            )
            .await
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::command_line;
    use crate::error::ErrorReport;

    /// The error of a command for a document whose `x-portfolio` is changed.
    async fn error_report(arguments: &[&str], change: fn(&mut Value, &str)) -> String {
        let mut document = serde_json::from_str(classifications_spec::DOCUMENT).unwrap();
        change(&mut document, "x-portfolio");
        let service = Service::of_document(document).unwrap();
        let command_line = command_line::build(&service.api, &[], false);
        let contract = source::find(&service.api).map(|(command, layout)| {
            let mut options = command.options.iter();
            let contract = options.find(|option| source::is_contract(option, layout));
            format!("--{}=11000012345", contract.unwrap().name)
        });
        let arguments = arguments.iter().map(|word| (*word).to_owned());
        let arguments = ["classifications", "portfolio"]
            .map(str::to_owned)
            .into_iter()
            .chain(arguments);
        let matches = command_line
            .try_get_matches_from(arguments.chain(contract))
            .unwrap();
        let (_, matches) = matches.subcommand().unwrap();
        let error = run((&service, &[]), matches).await.unwrap_err();
        assert_eq!(error.exit_code(), 1);
        ErrorReport(&error).to_string()
    }

    /// Removes the members with a name from a value.
    fn remove(part: &mut Value, name: &str) {
        match part {
            Value::Object(members) => {
                members.remove(name);
                members.values_mut().for_each(|member| remove(member, name));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| remove(item, name)),
            _ => {}
        }
    }

    /// Keeps the key and the contract of `x-portfolio`, and removes the other parts.
    fn keep_keys(part: &mut Value, name: &str) {
        match part {
            Value::Object(members) => {
                if let Some(Value::Object(parts)) = members.get_mut(name) {
                    parts.retain(|part, _| matches!(part.as_str(), "key" | "contract"));
                }
                members
                    .values_mut()
                    .for_each(|member| keep_keys(member, name));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| keep_keys(item, name)),
            _ => {}
        }
    }

    #[tokio::test]
    async fn a_missing_part_of_the_overlay_is_reported_with_the_remedy() {
        if !classifications_spec::SET_ASIDE.is_empty() {
            println!("set aside: the options that a portfolio of another document needs");
            return;
        }
        let remedy = "what to do: add it to the overlay in spec/";
        for arguments in [
            &["export"][..],
            &["pending"],
            &["expiring"],
            &["watch", "--once"],
        ] {
            let text = error_report(arguments, remove).await;
            assert!(
                text.contains("the overlay has no x-portfolio") && text.contains(remedy),
                "{text}"
            );
        }
        for (arguments, part) in [(&["pending"][..], "situation"), (&["expiring"], "until")] {
            let text = error_report(arguments, keep_keys).await;
            assert!(text.contains(part) && text.contains(remedy), "{text}");
        }
    }
}
