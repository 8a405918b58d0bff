//! The sandbox's documentation page, in a real browser.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "../browser/mod.rs"]
mod browser;

use std::collections::BTreeMap;

use browser::page::{ITEM, Page, picture};
use browser::{Browser, badges};
use classifications_api::operations;
use classifications_auth::http::client_builder;
use classifications_sandbox::{Fault, Sandbox, docs};
use contract_tests::set_aside;
use serde_json::{Value, json};

/// The ids of the operations.
fn operations() -> impl Iterator<Item = &'static str> {
    let all = operations::ALL.iter();
    all.map(|operation| operation.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_can_be_tried() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    page.authorize().await;
    for operation in operations() {
        // The resources of the examples may not exist.
        let (status, body) = page.try_out(operation, &[]).await;
        let status: u16 = status.parse().unwrap();
        assert!(
            matches!(status, 200..300 | 400 | 404),
            "{operation}: {body}"
        );
    }
    let received = sandbox.received();
    let calls = received.iter().filter(|call| call.grant_type.is_none());
    let statuses = calls.map(|call| call.status.unwrap().as_u16());
    let statuses: Vec<u16> = statuses.collect();
    assert_eq!(statuses.len(), operations().count(), "{statuses:?}");
    check_connections(browser, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn amounts_are_shown_with_all_digits() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let document = r#"{
        "openapi": "3.0.3",
        "info": {"title": "Amounts", "version": "1"},
        "servers": [{"url": "https://amounts.example/v1"}],
        "paths": {"/amounts": {"get": {"operationId": "listAmounts", "responses": {"200": {
            "description": "All amounts.",
            "content": {"application/json": {
                "schema": {"type": "object", "properties": {"amount": {"type": "number"}}}
            }}
        }}}}}
    }"#;
    let body = r#"{"amount": 90071992547409.93}"#;
    let response = Fault::status(200).body("application/json", body);
    let sandbox = Sandbox::builder().document(document).faults([response]);
    let sandbox = sandbox.start().await.unwrap();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    page.try_out("listAmounts", &[]).await;
    let operation = ".opblock[id$='-listAmounts']";
    browser
        .click(&format!("{operation} .opblock-summary-control"))
        .await;
    let shown = format!("{operation} .live-responses-table .highlight-code code");
    let shown = browser.find(&shown).await.text().await.unwrap();
    assert!(shown.contains("90071992547409.93"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inspector_shows_requests_and_changes_the_sandbox() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let before = sandbox.clock().now();
    browser.resize(1280, 1400).await;
    browser.open(sandbox.origin()).await;
    let http = client_builder().build().unwrap();
    let operation = operations::ALL[0];
    let url = format!("{}{}?extra=1", sandbox.base_url(), operation.path);
    let request = http.request(operation.method.clone(), url.replace(['{', '}'], ""));
    request.send().await.unwrap();
    browser.find("#received tbody tr").await;
    let row = "return document.querySelector('#received tbody tr').innerText";
    let row = browser.run(row).await.to_string();
    for part in [operation.id, "401", "not carried out", "/query/extra"] {
        assert!(row.contains(part), "{part} in {row}");
    }
    browser.click("[data-advance='86400']").await;
    browser.click("#fault-form button").await;
    browser.find("#faults li").await;
    assert_eq!(sandbox.faults().len(), 1);
    assert!((sandbox.clock().now() - before).num_hours() >= 24);
    for width in [1280, 420] {
        browser.resize(width, 1600).await;
        browser
            .screenshot(&picture(&format!("inspector-{width}.png")))
            .await;
        let overflow = "const { scrollWidth, clientWidth } = document.documentElement;
                    return scrollWidth - clientWidth;";
        assert_eq!(
            browser.run(overflow).await,
            0,
            "nothing is wider than the window"
        );
    }
    browser.click("#reset").await;
    browser.find("#none:not([hidden])").await;
    assert!(sandbox.faults().is_empty() && sandbox.received().is_empty());
    assert_eq!(browser.warnings().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_the_form_of_the_document() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let document = r#"{
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example/v1"}],
        "paths": {"/things": {"get": {"operationId": "listThings",
            "parameters": [{"name": "code", "in": "query", "style": "form", "explode": false,
                "schema": {"type": "array", "items": {"type": "integer"}}}],
            "responses": {"200": {"description": "All things."}}
        }}}
    }"#;
    let sandbox = Sandbox::builder().document(document);
    let sandbox = sandbox.start().await.unwrap();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    let item = format!("[data-param-name='code']{ITEM}");
    let filter = [(item.as_str(), "2"), (item.as_str(), "3")];
    let (status, body) = page.try_out("listThings", &filter).await;
    assert_eq!(status, "200", "{body}");
    let query = sandbox.received().pop().unwrap().query.unwrap();
    assert_eq!(query.replace("%2C", ","), "code=2,3");
}

/// Checks that the browser warned only of refusals by the sandbox, and connected only to the
/// sandbox.
async fn check_connections(browser: Browser, sandbox: &Sandbox) {
    let mut warnings = browser.warnings().await;
    warnings.retain(|text| !text.contains("the server responded with a status of 40"));
    assert_eq!(warnings, Vec::<String>::new());
    let origin = format!("http://{}/", sandbox.address());
    let requests = browser.requests().await;
    let token = sandbox.token_url().to_owned();
    let mut all = operations::ALL.iter();
    if all.any(|operation| operation.oauth2_scopes.is_some()) {
        assert!(requests.contains(&token), "{requests:?}");
    }
    for url in requests {
        let is_allowed = url.starts_with(&origin) || url.starts_with("data:");
        assert!(is_allowed, "{url}");
    }
    let connections = browser.connections().await;
    let address = sandbox.address().to_string();
    assert!(connections.contains(&address), "{connections:?}");
    for connection in connections {
        assert!(connection.starts_with("127.0.0.1:"), "{connection}");
    }
}

/// A document with the source of each part.
const MARKED: &str = r##"{
    "openapi": "3.0.3",
    "info": {"title": "Marked", "version": "1"},
    "servers": [{"url": "https://marked.example/v1"}],
    "paths": {"/things/{id}": {
        "parameters": [{"$ref": "#/components/parameters/id"}],
        "put": {
            "operationId": "putThing", "x-source": "published",
            "parameters": [
                {"name": "kind", "in": "query", "schema": {"type": "string"}, "x-source": "assumed"}
            ],
            "requestBody": {"x-source": "sibling", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Thing"}
            }}},
            "responses": {
                "200": {
                    "description": "The thing.", "x-source": "assumed",
                    "headers": {"X-Count": {"schema": {"type": "integer"}, "x-source": "sibling"}},
                    "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Thing"}
                    }}
                },
                "400": {"$ref": "#/components/responses/Refused"}
            }
        }
    }},
    "components": {
        "parameters": {"id": {
            "name": "id", "in": "path", "required": true, "schema": {"type": "string"},
            "x-source": "sibling"
        }},
        "responses": {"Refused": {"description": "It is wrong.", "x-source": "published"}},
        "schemas": {"Thing": {
            "type": "object", "x-source": "published",
            "properties": {
                "name": {"type": "string", "x-source": "sibling"},
                "size": {"type": "integer", "x-source": "assumed"}
            }
        }}
    }
}"##;

#[tokio::test(flavor = "multi_thread")]
async fn every_part_shows_its_source() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::builder().document(MARKED).start().await.unwrap();
    assert!(shows_sources(&browser, &sandbox).await);
    let sandbox = Sandbox::start().await.unwrap();
    if !shows_sources(&browser, &sandbox).await {
        set_aside("the document does not have the source of all parts");
    }
}

/// Checks that the page shows the source of each part. `false` if the document does not have all
/// sources.
async fn shows_sources(browser: &Browser, sandbox: &Sandbox) -> bool {
    let http = client_builder().build().unwrap();
    let url = format!("{}/openapi.json", sandbox.docs_url());
    let document: Value = http.get(url).send().await.unwrap().json().await.unwrap();
    let documented = badges::documented(&document);
    if documented.values().any(Value::is_null) {
        return false;
    }
    Page::open(browser, &sandbox.docs_url()).await;
    let count_while_folded = browser
        .run("return document.querySelectorAll('.models .source').length")
        .await;
    for script in [
        "document.querySelectorAll('.opblock-summary-control').forEach((b) => b.click())",
        "document.querySelectorAll('.models .model-box-control').forEach((b) => b.click())",
    ] {
        browser.run(script).await;
    }
    // The last elements that the page adds.
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let mut ids = operations.filter_map(|operation| operation["operationId"].as_str());
    let last = ids.next_back().unwrap();
    let response = format!(".opblock[id$='-{last}'] .response .source");
    browser.find(&response).await;
    browser.find(".models .model-container:last-child .inner-object, .models .model-container:last-child .prop-type, .models .model-container:last-child .property-row").await;

    let shown: BTreeMap<String, Value> =
        serde_json::from_value(browser.run(badges::SHOWN).await).unwrap();
    assert_eq!(shown, documented);
    let schemas = document["components"]["schemas"].as_object().unwrap().len();
    assert_eq!(count_while_folded, schemas);

    // The notes of the model, and the meaning of the sources.
    let text = browser
        .run("return document.querySelector('header').innerText")
        .await;
    let text = text.as_str().unwrap();
    for note in sandbox.apis().next().unwrap().model_notes().1 {
        assert!(text.contains(note), "{note}");
    }
    for source in ["published", "sibling", "assumed"] {
        assert!(text.contains(source), "{source}");
    }
    assert_eq!(browser.warnings().await, Vec::<String>::new());
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_fits_wide_and_narrow_windows() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    for width in [1280, 420] {
        page.browser.resize(width, 1600).await;
        for part in ["header", ".scheme-container", ".opblock", ".models"] {
            // A document may have no named schemas.
            let optional = if part == ".models" { "?" } else { "" };
            let script = format!("document.querySelector('{part}'){optional}.scrollIntoView()");
            page.browser.run(&script).await;
            let name = format!("{}-{width}.png", part.trim_start_matches('.'));
            page.browser.screenshot(&picture(&name)).await;
        }
        let overflow = "const { scrollWidth, clientWidth } = document.documentElement;
                    return [innerWidth, scrollWidth - clientWidth];";
        let overflow = page.browser.run(overflow).await;
        assert_eq!(
            overflow,
            json!([width, 0]),
            "nothing is wider than the window"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_keeps_the_page_from_other_servers() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let other = other.local_addr().unwrap().to_string();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    let call = format!("return fetch('http://{other}/').then(() => 'loaded', () => 'refused')");
    assert_eq!(page.browser.run(&call).await, "refused");
    let warnings = browser.warnings().await.join("\n");
    assert!(warnings.contains("Content Security Policy"), "{warnings}");
    let connections = browser.connections().await;
    assert!(!connections.contains(&other), "{connections:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_as_files_needs_no_server() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let written = docs::write(folder.path()).unwrap();
    let url = format!("file://{}", written[0].display());
    Page::open(&browser, &url).await;
    let first = operations().next().unwrap();
    let block = format!(".opblock[id$='-{first}']");
    browser
        .click(&format!("{block} .opblock-summary-control"))
        .await;
    browser.find(&format!("{block} .response")).await;
    browser.screenshot(&picture("files-1280.png")).await;
    let buttons = "return document.querySelectorAll('.try-out, .authorize').length";
    assert_eq!(browser.run(buttons).await, 0, "nothing could be called");
    let warnings = browser.warnings().await;
    if !warnings.is_empty() {
        // Swagger UI requests recursive schemas from addresses that do not exist.
        set_aside(&warnings.join("\n"));
    }
    for url in browser.requests().await {
        assert!(
            url.starts_with("file:") || url.starts_with("data:"),
            "{url}"
        );
    }
    let elsewhere = browser.connections().await;
    assert_eq!(elsewhere, Vec::<String>::new());
}
