//! Tests of the summary before a request, and of `--dry-run`.

use classifications_contract::SampleKind;
use serde_json::Value;

use crate::api::Api;
use crate::harness::{Sample, User, stderr};

#[tokio::test]
async fn a_summary_is_printed_before_an_unsafe_request() {
    let user = User::new().await;
    let Some(sample) = Sample::of("POST") else {
        return;
    };
    let (option, _, value) = &sample.account;
    let more = format!("[profiles.here.values]\n{option} = \"{value}\"");
    user.configure(&user.profile("here", &more));
    let output = user.run(&sample.with(&["--profile=here"])).await;
    let text = stderr(&output);
    assert!(
        text.starts_with(&format!("{} sends POST\n", sample.name)),
        "{text}"
    );
    for line in [
        "  profile          here\n".to_owned(),
        format!("  environment      {}\n", user.sandbox.base_url()),
        format!("  {option:<16} {value}\n"),
    ] {
        assert!(text.contains(&line), "{line} in {text}");
    }
    for option in ["--quiet", "--output=json", "--output=jsonl"] {
        let output = user.run(&sample.with(&["--profile=here", option])).await;
        assert!(
            !stderr(&output).contains("sends POST"),
            "{option}: {}",
            stderr(&output)
        );
    }
}

#[tokio::test]
async fn a_dry_run_shows_the_request_and_sends_nothing() {
    let mut user = User::new().await;
    // a dry run needs no credentials
    user.variables.clear();
    let Some(sample) = Sample::of("POST") else {
        return;
    };
    let (option, _, value) = &sample.account;
    user.configure(&user.profile("here", ""));
    let given = format!("--{option}={value}");
    let text = user
        .run_ok(&sample.with(&["--profile=here", "--dry-run", &given]))
        .await;
    let (first, body) = text.split_once('\n').unwrap();
    assert!(
        first.starts_with(&format!("POST {}", user.sandbox.base_url())),
        "{first}"
    );
    assert!(first.contains(value), "{first}");
    assert!(
        serde_json::from_str::<Value>(body).unwrap().is_object(),
        "{body}"
    );
    let text = user
        .run_ok(&sample.with(&["--profile=here", "--dry-run", &given, "--output=jsonl"]))
        .await;
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["method"], text.lines().count()),
        (&Value::from("POST"), 1)
    );
    assert!(json["body"].is_object());
    assert!(user.sandbox.received().is_empty());
    // values that the document does not allow are errors, too
    let output = user
        .run(&[&sample.name, "--profile=here", "--dry-run"])
        .await;
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[tokio::test]
async fn amounts_are_shown_as_they_are_parsed() {
    let api =
        Api::from_document(classifications_spec::DOCUMENT, &["demo", "sandbox", "help"]).unwrap();
    let user = User::new().await;
    let found = api.commands.iter().find_map(|command| {
        let mut options = command.options.iter();
        let amount = options.find(|option| {
            let meaning = option
                .field
                .extensions
                .get("x-meaning")
                .and_then(Value::as_str);
            meaning == Some("amount-comma")
        })?;
        Some((command, amount, command.currency.clone()?))
    });
    let Some((command, amount, currency)) = found else {
        println!("set aside: no command has an amount with a currency");
        return assert!(!classifications_spec::SET_ASIDE.is_empty());
    };
    let sample = api
        .contract
        .values_sample(&command.operation, SampleKind::Full)
        .unwrap();
    let mut arguments = vec![command.name.clone(), "--dry-run".to_owned()];
    arguments.push(format!("--base-url={}", user.sandbox.base_url()));
    arguments.push(format!("--token-url={}", user.sandbox.token_url()));
    for option in &command.options {
        let name = &option.field.name;
        let Some(value) = sample.values.get(name) else {
            continue;
        };
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let text = if option.name == amount.name {
            "1234567,5".to_owned()
        } else {
            text
        };
        let text = if name.ends_with(&currency) {
            "USD".to_owned()
        } else {
            text
        };
        arguments.push(format!("--{}={text}", option.name));
    }
    let output = user.run(&arguments).await;
    let text = stderr(&output);
    let line = format!("  {:<16} 1 234 567.50 USD\n", amount.name);
    assert!(text.contains(&line), "{line} in {text}");
    for argument in &mut arguments {
        if argument.starts_with(&format!("--{}=", amount.name)) {
            *argument = format!("--{}=40.000", amount.name);
        }
    }
    let output = user.run(&arguments).await;
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("40000"), "{}", stderr(&output));
}
