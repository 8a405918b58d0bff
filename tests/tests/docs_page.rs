//! The sandbox's page for people, in a real browser.

#[path = "../browser/mod.rs"]
mod browser;

use std::collections::BTreeMap;
use std::path::PathBuf;

use browser::Browser;
use classifications_auth::http::client_builder;
use classifications_sandbox::{Sandbox, docs};
use serde_json::{Value, json};

const CONTRACT: &str = "1234567-01";

/// Where pictures go, to be looked at.
fn picture(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("docs-page");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn json_at(value: &Value, pointer: &str) -> Value {
    let found = value.pointer(pointer);
    found
        .unwrap_or_else(|| panic!("no {pointer} in {value}"))
        .clone()
}

/// The page of a sandbox.
struct Page<'a> {
    browser: &'a Browser,
}

impl<'a> Page<'a> {
    async fn open(browser: &'a Browser, url: &str) -> Self {
        browser.resize(1280, 1400).await;
        browser.open(url).await;
        browser.find("#documentation .info .title").await;
        Self { browser }
    }

    /// Goes through the dialog as a person would, reading the credentials off the page.
    async fn authorize(&self) {
        let browser = self.browser;
        let shown = browser
            .run(
                "const texts = [...document.querySelectorAll('.credentials dt, .credentials dd')];
                 return texts.map((element) => element.textContent);",
            )
            .await;
        let shown: Vec<String> = serde_json::from_value(shown).unwrap();
        let shown: BTreeMap<_, _> = shown.chunks(2).map(|pair| (&*pair[0], &*pair[1])).collect();
        browser.click("button.authorize").await;
        browser.enter("#oauth_username", shown["username"]).await;
        browser.enter("#oauth_password", shown["password"]).await;
        for (field, name) in [
            ("#client_id_password", "client_id"),
            ("#client_secret_password", "client_secret"),
        ] {
            let field = browser.find(field).await;
            let prefilled = field.value().await.unwrap();
            assert_eq!(prefilled.as_deref(), Some(shown[name]));
        }
        browser.screenshot(&picture("authorize-1280.png")).await;
        browser.click(".auth-container button.authorize").await;
        browser
            .find(".auth-container button[aria-label='Remove authorization']")
            .await;
        browser.click(".auth-container .btn-done").await;
    }

    /// Tries an operation out with what the page proposes, apart from these fields; status and body
    /// of the answer that the page shows.
    async fn try_out(&self, operation: &str, fields: &[(&str, &str)]) -> (String, Value) {
        let browser = self.browser;
        let block = format!(".opblock[id$='-{operation}']");
        let inside = |selector: &str| format!("{block} {selector}");
        browser.click(&inside(".opblock-summary-control")).await;
        browser.click(&inside(".try-out__btn")).await;
        for (selector, text) in fields {
            browser.enter(&inside(selector), text).await;
        }
        browser.click(&inside("button.execute")).await;
        let status = inside(".live-responses-table tbody .response-col_status");
        let status = browser.find(&status).await.text().await.unwrap();
        let status = status.lines().next().unwrap_or_default().to_owned();
        let body = inside(".live-responses-table .highlight-code code");
        let body = browser.find(&body).await.text().await.unwrap();
        let name = format!("{operation}-1280.png");
        browser.screenshot(&picture(&name)).await;
        browser.click(&inside(".opblock-summary-control")).await;
        let parsed = serde_json::from_str(&body);
        (status, parsed.unwrap_or_else(|_| panic!("no JSON: {body}")))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_can_be_tried() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    page.authorize().await;

    // A query with nothing filled in but the contract lists all of it.
    let (status, all) = page.try_out("queryClassifications", &[]).await;
    let seed = sandbox.classifications(CONTRACT).len();
    assert_eq!(status, "200", "{all}");
    assert_eq!(all["classifications"].as_array().unwrap().len(), seed);

    let (status, created) = page.try_out("createClassification", &[]).await;
    assert_eq!(
        (status.as_str(), &created["statusCode"]),
        ("201", &json!(2))
    );
    let number = created["requestNo"].clone();
    assert_eq!(number, 700_001);

    page.browser.open(&sandbox.docs_url()).await;
    page.browser.find("#documentation .info .title").await;
    page.authorize().await;
    let filter = [("[data-param-name='endorsementNo'] input", "700001")];
    let (status, found) = page.try_out("queryClassifications", &filter).await;
    assert_eq!(status, "200", "{found}");
    assert_eq!(found, json!({ "classifications": [created] }));

    let (status, inactive) = page.try_out("activateDeactivateClassification", &[]).await;
    assert_eq!(
        (status.as_str(), &inactive["active"]),
        ("200", &json!(false))
    );
    assert_eq!(inactive["requestNo"], number);

    let (status, cancelled) = page.try_out("cancelClassification", &[]).await;
    assert_eq!(
        (status.as_str(), &cancelled["statusCode"]),
        ("200", &json!(6))
    );
    assert_eq!(cancelled["requestNo"], number);

    // The one that the page lists as awaiting the answer.
    let awaiting = browser
        .run(
            "const rows = [...document.querySelectorAll('header tbody tr')];
             return rows.find((row) => row.cells[2].textContent.startsWith('5 ')).cells[0].textContent;",
        )
        .await;
    let body = format!(
        r#"{{"endorsementNo": {}, "decision": "ACCEPT"}}"#,
        awaiting.as_str().unwrap()
    );
    let body = [("textarea", body.as_str())];
    let (status, accepted) = page.try_out("acceptDenyPremium", &body).await;
    assert_eq!(
        (status.as_str(), &accepted["statusCode"]),
        ("200", &json!(2))
    );

    let received = sandbox.received();
    let calls: Vec<_> = received
        .iter()
        .filter_map(|entry| entry.operation)
        .collect();
    assert_eq!(
        calls,
        [
            "token",
            "queryClassifications",
            "createClassification",
            "token",
            "queryClassifications",
            "activateDeactivateClassification",
            "cancelClassification",
            "acceptDenyPremium",
        ]
    );
    assert!(
        received
            .iter()
            .all(|entry| entry.status.is_some_and(|s| s.is_success()))
    );

    assert_eq!(browser.complaints().await, Vec::<String>::new());
    let origin = format!("http://{}/", sandbox.address());
    let requests = browser.requests().await;
    assert!(
        requests.iter().any(|url| url.ends_with("/token")),
        "{requests:?}"
    );
    for url in requests {
        assert!(
            url.starts_with(&origin) || url.starts_with("data:"),
            "{url}"
        );
    }
    let connections = browser.connections().await;
    let address = sandbox.address().to_string();
    assert!(connections.contains(&address), "{connections:?}");
    for connection in connections {
        assert!(connection.starts_with("127.0.0.1:"), "{connection}");
    }
}

/// What the page shows of how each part is known, with everything folded out: operations by id;
/// parameters, responses and the headers of these by operation; schemas and their properties.
const BADGES: &str = r"
const source = (element) => element?.querySelector('.source')?.textContent ?? null;
const shown = {};
for (const block of document.querySelectorAll('.opblock')) {
  const id = block.id.split('-').pop();
  shown[id] = source(block.querySelector('.opblock-summary'));
  for (const row of block.querySelectorAll('tr[data-param-name]')) {
    shown[`${id} ${row.dataset.paramName}`] = source(row);
  }
  const body = block.querySelector('.opblock-section-request-body');
  if (body) shown[`${id} body`] = source(body);
  for (const row of block.querySelectorAll('.responses-table .response')) {
    const response = `${id} ${row.dataset.code}`;
    shown[response] = source(row.querySelector('.response-col_description > .source-line'));
    for (const header of row.querySelectorAll('table.headers tr')) {
      shown[`${response} ${header.cells[0].firstChild.textContent.trim()}`] = source(header);
    }
  }
}
for (const model of document.querySelectorAll('.models .model-container')) {
  const name = model.dataset.name;
  shown[name] = source(model);
  const table = model.querySelector('table.model');
  for (const row of table?.tBodies[0].rows ?? []) {
    if (!row.classList.contains('property-row')) continue;
    const property = row.cells[0].textContent.replace('*', '').trim();
    shown[`${name}.${property}`] = source(row.cells[1]);
  }
}
return shown;
";

/// What the document says, in the same words.
fn sources(document: &Value) -> BTreeMap<String, Value> {
    let source = |part: &Value| part["x-source"].clone();
    let resolve = |part: &Value| match part["$ref"].as_str() {
        Some(reference) => json_at(document, reference.trim_start_matches('#')),
        None => part.clone(),
    };
    let mut said = BTreeMap::new();
    for path in document["paths"].as_object().unwrap().values() {
        for (method, operation) in path.as_object().unwrap() {
            if method == "parameters" {
                continue;
            }
            let id = operation["operationId"].as_str().unwrap();
            said.insert(id.to_owned(), source(operation));
            let parameters = [&path["parameters"], &operation["parameters"]];
            for parameter in parameters.into_iter().filter_map(Value::as_array).flatten() {
                let parameter = resolve(parameter);
                let name = parameter["name"].as_str().unwrap();
                said.insert(format!("{id} {name}"), source(&parameter));
            }
            if let Some(body) = operation.get("requestBody") {
                said.insert(format!("{id} body"), source(body));
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = resolve(response);
                said.insert(format!("{id} {status}"), source(&response));
                for (name, header) in response["headers"].as_object().unwrap() {
                    said.insert(format!("{id} {status} {name}"), source(header));
                }
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        said.insert(name.clone(), source(schema));
        for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
            said.insert(format!("{name}.{property}"), source(schema));
        }
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn every_part_shows_how_it_is_known() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let page = Page::open(&browser, &sandbox.docs_url()).await;
    let browser = page.browser;
    let folded_in = browser
        .run("return document.querySelectorAll('.models .source').length")
        .await;
    for script in [
        "document.querySelectorAll('.opblock-summary-control').forEach((b) => b.click())",
        "document.querySelectorAll('.models .model-box-control').forEach((b) => b.click())",
    ] {
        browser.run(script).await;
    }
    // The last of each kind to appear.
    browser
        .find(".opblock[id$='-acceptDenyPremium'] .response[data-code='500'] .source")
        .await;
    browser.find(".models .model-container:last-child .inner-object, .models .model-container:last-child .prop-type, .models .model-container:last-child .property-row").await;

    let http = client_builder().build().unwrap();
    let url = format!("{}/openapi.json", sandbox.docs_url());
    let document: Value = http.get(url).send().await.unwrap().json().await.unwrap();
    let said = sources(&document);
    assert!(said.len() > 150, "{}", said.len());
    assert!(said.values().all(Value::is_string), "{said:?}");
    let shown: BTreeMap<String, Value> = serde_json::from_value(browser.run(BADGES).await).unwrap();
    assert_eq!(shown, said);
    let schemas = document["components"]["schemas"].as_object().unwrap().len();
    assert_eq!(folded_in, schemas);

    // How a request reaches each outcome, and what the words mean.
    let text = browser
        .run("return document.querySelector('header').innerText")
        .await;
    let text = text.as_str().unwrap();
    for rule in sandbox.rules().texts() {
        assert!(text.contains(rule), "{rule}");
    }
    for word in ["published", "sibling", "assumed"] {
        assert!(text.contains(word), "{word}");
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
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
            let script = format!("document.querySelector('{part}').scrollIntoView()");
            page.browser.run(&script).await;
            let name = format!("{}-{width}.png", part.trim_start_matches('.'));
            page.browser.screenshot(&picture(&name)).await;
        }
        let room = "const { scrollWidth, clientWidth } = document.documentElement;
                    return [innerWidth, scrollWidth - clientWidth];";
        let room = page.browser.run(room).await;
        assert_eq!(room, json!([width, 0]), "nothing is wider than the window");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_as_files_reads_without_a_server() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let written = docs::write(folder.path()).unwrap();
    let url = format!("file://{}", written[0].display());
    Page::open(&browser, &url).await;
    browser
        .click(".opblock[id$='-createClassification'] .opblock-summary-control")
        .await;
    browser
        .find(".opblock[id$='-createClassification'] .response .source")
        .await;
    browser.screenshot(&picture("files-1280.png")).await;
    let buttons = "return document.querySelectorAll('.try-out, .authorize').length";
    assert_eq!(browser.run(buttons).await, 0, "nothing could be called");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    for url in browser.requests().await {
        assert!(
            url.starts_with("file:") || url.starts_with("data:"),
            "{url}"
        );
    }
    let elsewhere = browser.connections().await;
    assert_eq!(elsewhere, Vec::<String>::new());
}

#[tokio::test]
async fn the_page_is_for_this_machine_alone() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = client_builder().build().unwrap();
    let page = format!("{}/", sandbox.docs_url());

    let redirect = http.get(sandbox.docs_url()).send().await.unwrap();
    assert_eq!(redirect.status(), 308);
    assert_eq!(redirect.headers()["location"], "/docs/");
    let answer = http.get(&page).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for source in ["http", "*", "unsafe", "//"] {
        assert!(!policy.contains(source), "{source} in {policy}");
    }

    let foreign = http.get(&page).header("host", "example.org").send().await;
    let foreign = foreign.unwrap();
    assert_eq!(foreign.status(), 403);
    assert!(!foreign.text().await.unwrap().contains("sandbox-password"));

    let missing = http.get(format!("{page}nothing")).send().await.unwrap();
    assert_eq!(missing.status(), 404);
    let wrong = http.post(&page).send().await.unwrap();
    assert_eq!(
        (
            wrong.status().as_u16(),
            wrong.headers()["allow"].to_str().unwrap()
        ),
        (405, "GET,HEAD")
    );
}

#[tokio::test]
async fn the_document_names_the_sandbox_as_the_caller_knows_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = client_builder().build().unwrap();
    let url = format!("{}/openapi.json", sandbox.docs_url());
    let port = sandbox.address().port();
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}")] {
        let asked = http.get(&url).header("host", &host).send().await.unwrap();
        let document: Value = asked.json().await.unwrap();
        for (pointer, known) in [
            ("/servers/0/url", sandbox.base_url()),
            (
                "/components/securitySchemes/oauth2/flows/password/tokenUrl",
                sandbox.token_url(),
            ),
        ] {
            let known = known.replace(&sandbox.address().to_string(), &host);
            assert_eq!(json_at(&document, pointer), known);
        }
    }
}
