//! Tests of the commands of the API of movements, with values of its document.

use super::*;

const CALL: [&str; 3] = ["movements", "--contract-no=11000012345", "--all"];

/// The rows that [`CALL`] prints with further options.
async fn rows(sandbox: &Sandbox, more: &[&str]) -> Vec<Value> {
    let call = [&CALL, more, &["--output=jsonl"]].concat();
    let call: Vec<String> = call.iter().map(|part| (*part).to_owned()).collect();
    let output = run_against(sandbox, &call).await;
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn since_filters_the_rows_of_all_pages() {
    let clock = SandboxClock::standing_at("2026-01-15T12:00:00Z".parse().unwrap());
    let sandbox = Sandbox::builder().clock(clock).start().await.unwrap();
    assert_eq!(rows(&sandbox, &[]).await.len(), 7);
    assert_eq!(rows(&sandbox, &["--since=2026-01-14"]).await.len(), 7);
    let today = rows(&sandbox, &["--since=2026-01-15"]).await;
    assert_eq!(today.len(), 4, "{today:?}");
    assert_eq!(rows(&sandbox, &["--since=20260116"]).await.len(), 0);
    // a single page, as the API wrote it
    let call = [
        "movements",
        "--contract-no=11000012345",
        "--output=json",
        "--since=2026-01-15",
    ];
    let output = run_against(&sandbox, &call.map(str::to_owned)).await;
    let page: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(page["debtor"].as_array().unwrap().len(), 2, "{page}");
    assert_eq!(page["error"]["errorCode"], "0");
}

#[tokio::test]
async fn a_table_shows_meanings_and_an_error_is_explained() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = [&CALL[..], &["--wide"]].concat();
    let call: Vec<String> = call.iter().map(|part| (*part).to_owned()).collect();
    let output = run_against(&sandbox, &call).await;
    let text = stdout(&output);
    assert!(
        text.contains("40000.00") && text.contains("C classified"),
        "{text}"
    );
    let call = ["movements", "--contract-no=90000012345", "--language=es"];
    let output = run_against(&sandbox, &call.map(str::to_owned)).await;
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("CCC002") && text.contains("revise"), "{text}");
}

#[tokio::test]
async fn both_urls_must_be_given_and_belong_to_one_environment() {
    let account =
        ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"].map(|name| format!("CESCE_{name}"));
    let account: Vec<_> = account.iter().map(|name| (name.as_str(), "x")).collect();
    let [first, second] = portfolio_movements_api::operations::ENVIRONMENTS else {
        panic!("two environments are known");
    };
    let token_url = format!("--token-url={}", first.token_url);
    let other_base_url = format!("--base-url={}", second.base_url);
    for (urls, reason) in [
        (vec![other_base_url.as_str()], "without the token URL"),
        (
            vec![token_url.as_str(), other_base_url.as_str()],
            "a token is valid in one environment only",
        ),
        (vec!["--environment=no-such-environment"], "use one of"),
    ] {
        let call = [&CALL[..], &urls].concat();
        let output = run(&call, &account).await;
        assert_eq!(output.status.code(), Some(1));
        let text = stderr(&output);
        assert!(text.contains(reason), "{text}");
    }
}
