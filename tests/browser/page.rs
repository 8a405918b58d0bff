//! The sandbox's documentation, as users see it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use classifications_contract::{SampleKind, split_name};
use serde_json::Value;

use super::Browser;

/// The end of the selector of a list's last field.
pub const ITEM: &str = " .json-schema-form-item:last-of-type input";

/// The path of a screenshot.
pub fn picture(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("docs-page");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// The documentation, open in a browser.
pub struct Page<'a> {
    pub browser: &'a Browser,
}

impl<'a> Page<'a> {
    /// Opens the page, and waits until it shows the document.
    pub async fn open(browser: &'a Browser, url: &str) -> Self {
        browser.resize(1280, 1400).await;
        browser.open(url).await;
        browser.find("#documentation .info .title").await;
        Self { browser }
    }

    /// Gets a token by the dialog, which contains the credentials on the page. Does nothing if the
    /// document has no tokens.
    pub async fn authorize(&self) {
        let browser = self.browser;
        let asks_for_token = "
            const api = JSON.parse(document.getElementById('document').textContent);
            const schemes = Object.values(api.components?.securitySchemes ?? {});
            return schemes.some((scheme) => scheme.type === 'oauth2');";
        if browser.run(asks_for_token).await == false {
            return;
        }
        let shown = browser
            .run(
                "const texts = [...document.querySelectorAll('.credentials dt, .credentials dd')];
                 return texts.map((element) => element.textContent);",
            )
            .await;
        let shown: Vec<String> = serde_json::from_value(shown).unwrap();
        let shown: BTreeMap<_, _> = shown.chunks(2).map(|pair| (&*pair[0], &*pair[1])).collect();
        browser.click("button.authorize").await;
        for (field, name) in [
            ("#oauth_username", "username"),
            ("#oauth_password", "password"),
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
        // The form closes when the page has the token. A key is present from the start.
        let is_open = "return document.querySelector('#oauth_username') !== null";
        for _ in 0..1000 {
            if browser.run(is_open).await == false {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        browser.click(".auth-container .btn-done").await;
    }

    /// Tries an operation with the values that the page proposes, except for these fields; returns
    /// the displayed status and body of the response.
    pub async fn try_out(&self, operation: &str, fields: &[(&str, &str)]) -> (String, Value) {
        let browser = self.browser;
        let block = format!(".opblock[id$='-{operation}']");
        let inside = |selector: &str| format!("{block} {selector}");
        browser.click(&inside(".opblock-summary-control")).await;
        browser.click(&inside(".try-out__btn")).await;
        self.fill_in(operation, &block).await;
        for (selector, text) in fields {
            // A list has a field only once it has an item.
            if let Some(list) = selector.strip_suffix(ITEM) {
                browser
                    .click(&inside(&format!("{list} .json-schema-form-item-add")))
                    .await;
            }
            browser.enter(&inside(selector), text).await;
        }
        browser.click(&inside("button.execute")).await;
        let status = inside(".live-responses-table tbody .response-col_status");
        let status = browser.find(&status).await.text().await.unwrap();
        let status = status.lines().next().unwrap_or_default().to_owned();
        let shown = inside(".live-responses-table .highlight-code");
        let has_body = format!("return document.querySelector(\"{shown}\") !== null");
        let body = if browser.run(&has_body).await == true {
            browser.find(&format!("{shown} code")).await.text().await
        } else {
            Ok(String::new())
        };
        let body = body.unwrap();
        let show = inside(".live-responses-table");
        let show =
            format!("document.querySelector(\"{show}\").scrollIntoView({{block: 'center'}})");
        browser.run(&show).await;
        let name = format!("{operation}-1280.png");
        browser.screenshot(&picture(&name)).await;
        browser.click(&inside(".opblock-summary-control")).await;
        let parsed = serde_json::from_str(&body);
        (status, parsed.unwrap_or(Value::String(body)))
    }

    /// Fills in the required fields for which the document has no example.
    async fn fill_in(&self, operation: &str, block: &str) {
        let script = format!(
            "const rows = [...document.querySelectorAll(\"{block} tr[data-param-name]\")];
             const isEmpty = (row) => row.querySelector('.required') && row.querySelector('input')?.value === '';
             return rows.filter(isEmpty).map((row) => row.dataset.paramName);"
        );
        let empty = self.browser.run(&script).await;
        let empty: Vec<String> = serde_json::from_value(empty).unwrap();
        if empty.is_empty() {
            return;
        }
        let contract = contract_tests::contract::contract();
        let sample = contract.values_sample(operation, SampleKind::Minimal);
        let values = sample.unwrap().values;
        for name in empty {
            let mut own = values.iter();
            let own = own.find(|(field, _)| split_name(field).last() == Some(&name));
            let (_, value) = own.unwrap();
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let field = format!("{block} tr[data-param-name='{name}'] input");
            self.browser.enter(&field, &text).await;
        }
    }
}
