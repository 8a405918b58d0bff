//! Tests of the command line of a small document.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::{build, refuse_ignored, values};
use crate::api::{Api, Command};
use crate::api_tests::{api, document};
use crate::call;
use crate::error::{CommandError, ErrorReport};

fn parse(api: &Api, arguments: &[&str]) -> Result<ArgMatches, clap::Error> {
    let program = [&["classifications"], arguments].concat();
    build(api, &[], false).try_get_matches_from(program)
}

/// The values of a command line, which are checked.
fn read(arguments: &[&str]) -> Result<Value, CommandError> {
    let api = api();
    let matches = parse(&api, arguments).unwrap();
    let (name, matches) = matches.subcommand().unwrap();
    let command: &Command = api.find(name).unwrap();
    let values = values(command, matches)?;
    call::check(&api, command, &values)?;
    Ok(Value::Object(values))
}

fn error_report(arguments: &[&str]) -> String {
    ErrorReport(&read(arguments).unwrap_err()).to_string()
}

#[test]
fn the_command_lines_of_documents_are_consistent() {
    build(&api(), &[], true).debug_assert();
    let (first, others) = crate::service::all(crate::command_names::BUILT_IN).unwrap();
    let others: Vec<_> = others.iter().map(|other| &other.api).collect();
    build(&first.api, &others, true).debug_assert();
    // names that collide with each other and with those of built-in options
    let names = [
        "body", "output", "Output", "wide", "a b", "a-b", "a_b", "é", "-", "help2",
    ];
    let headers = ["body", "output", "wide", "a-b", "help"];
    let parameter =
        |location: &str, name: &str| json!({ "name": name, "in": location, "schema": {} });
    let parameters = names.map(|name| parameter("query", name)).to_vec();
    let parameters = [
        parameters,
        headers.map(|name| parameter("header", name)).to_vec(),
    ];
    let mut colliding: Value = serde_json::from_str(&document()).unwrap();
    let parameters_of_get = &mut colliding["paths"]["/shelves/{shelf}/books"]["get"]["parameters"];
    parameters_of_get
        .as_array_mut()
        .unwrap()
        .extend(parameters.concat());
    let colliding = Api::from_document(&colliding.to_string(), crate::command_names::BUILT_IN);
    build(&colliding.unwrap(), &[], true).debug_assert();
}

#[test]
fn options_become_named_values() {
    let arguments = [
        "lend", "--shelf", "A1", "--reader", "Ana", "--fee", "-0.50", "--tags", "a,b", "--tags=c",
    ];
    let more = [
        "--notes",
        r#"{"n":1}"#,
        "--notes",
        r#"{"n":2}"#,
        "--extra",
        r#"{"k":[true]}"#,
    ];
    let expected = json!({
        "shelf": "A1", "kind": "LEND", "days": "14", "reader.name": "Ana", "fee": "-0.50",
        "tags": ["a", "b", "c"], "notes": [{ "n": 1 }, { "n": 2 }], "extra": { "k": [true] }
    });
    assert_eq!(read(&[&arguments[..], &more].concat()).unwrap(), expected);
    let find = ["find", "--shelf", "A1", "--query-help", "--codes", "[1,2]"];
    let expected = json!({ "shelf": "A1", "help": "true", "codes": [1, 2] });
    assert_eq!(read(&find).unwrap(), expected);
}

#[test]
fn options_override_a_body_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body.json");
    let text = r#"{"kind":"RETURN","reader":{"name":"Ana"},"fee":12345678901234567890.10}"#;
    std::fs::write(&file, format!("\u{feff}{text}")).unwrap();
    let file = file.to_str().unwrap();
    let arguments = [
        "lend",
        "--shelf",
        "A1",
        "--body",
        file,
        "--born",
        "2001-02-03",
    ];
    let expected =
        json!({ "shelf": "A1", "kind": "LEND", "body": text, "reader.born": "2001-02-03" });
    assert_eq!(
        read(&arguments).unwrap(),
        expected,
        "a default does not override the body"
    );
    let missing = error_report(&["lend", "--shelf", "A1", "--body", "/no/such/file"]);
    assert!(
        missing.contains("/no/such/file") && missing.contains("--body"),
        "{missing}"
    );
}

#[test]
fn all_invalid_values_are_reported_at_once() {
    let text = error_report(&["lend", "--days", "31", "--born", "today", "--fee", "1,5"]);
    let expected = "error: 5 values do not fit the document
  --shelf (or SHELF_FOR_TESTS): is required and absent [parameter_missing]
  --days 31: greater than the maximum 30 [maximum]
  --fee \"1,5\": expected number, found a string [type]
  --born \"today\": not of the format date [format]
  --reader: property \"name\" is required and absent [required]
  what to do: see `classifications lend --help`";
    assert_eq!(text, expected);
    let text = error_report(&["lend", "--shelf", "A", "--extra", "{", "--notes", "x"]);
    assert!(
        text.contains("--extra {: is not JSON") && text.contains("--notes x: is not JSON"),
        "{text}"
    );
}

#[test]
fn the_help_shows_descriptions_and_facts_of_the_document() {
    let help = |arguments: &[&str]| parse(&api(), arguments).unwrap_err().to_string();
    let long = help(&["lend", "--help"]);
    for part in [
        "Who reads. At length. [string]",
        "at least 1, at most 30",
        "--fee <NUMBER>",
        "--body <FILE>",
    ] {
        assert!(long.contains(part), "{part} is missing in\n{long}");
    }
    assert!(!long.contains("--kind"), "{long}");
    let short = help(&["lend", "-h"]) + help(&["find", "-h"]).as_str();
    for part in ["Who reads [string]", "[possible values: UP, DOWN]"] {
        assert!(short.contains(part), "{part} is missing in\n{short}");
    }
}

#[test]
fn options_that_would_be_ignored_are_rejected() {
    let check = |arguments: &[&str]| {
        let api = api();
        let matches = parse(&api, arguments).unwrap();
        refuse_ignored(&mut build(&api, &[], false), &matches)
    };
    for arguments in [
        &["demo", "--wide"][..],
        &["--output", "json", "sandbox"],
        &["sandbox", "--columns", "a"],
        &["find", "--output", "json", "--wide"],
        &["--columns", "a", "find", "--output", "jsonl"],
        &["find", "--output", "csv", "--wide"],
    ] {
        let error = check(arguments).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(
            error.to_string().contains("does not take the option"),
            "{error}"
        );
    }
    for arguments in [
        &["--output", "json", "find"][..],
        &["find", "--output", "csv", "--columns", "a"],
        &["find", "--wide", "--columns", "a"],
        &["demo"],
    ] {
        assert!(check(arguments).is_ok(), "{arguments:?}");
    }
}
