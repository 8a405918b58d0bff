//! The page around the document.

use serde_json::json;

use super::template::{data, fill, html};
use crate::{Classification, Credentials, Rules, SCOPES};

const PAGE: &str = include_str!("page/index.html");
const TRY_IT: &str = include_str!("page/try-it.html");
const READ_ONLY: &str = include_str!("page/read-only.html");

/// How many classifications are listed; a page is no place for a long contract.
const LISTED: usize = 20;

/// What the page tells beside the document.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) document: &'a str,
    pub(super) rules: &'a Rules,
    pub(super) sandbox: Option<Running>,
}

/// The sandbox that serves the page.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) credentials: Credentials,
    pub(super) contracts: Vec<(String, Vec<Classification>)>,
}

impl Page<'_> {
    /// The page as HTML.
    pub(super) fn html(&self) -> String {
        fill(PAGE, |name| match name {
            "start" => match &self.sandbox {
                Some(running) => running.html(),
                None => READ_ONLY.to_owned(),
            },
            "rules" => self.rules(),
            "rules-description" => html(self.rules.description()),
            "rules-source" => html(self.rules.source()),
            "document" => data(self.document),
            "settings" => data(&self.settings()),
            _ => String::new(),
        })
    }

    fn rules(&self) -> String {
        let rule = |text| format!("<li>{}</li>", html(text));
        self.rules.texts().map(rule).collect()
    }

    /// What `page.js` has to know; `null` where nothing can be called.
    fn settings(&self) -> String {
        let settings = self.sandbox.as_ref().map(|running| {
            let Credentials {
                client_id,
                client_secret,
                username,
                password,
            } = &running.credentials;
            json!({
                "clientId": client_id,
                "clientSecret": client_secret,
                "username": username,
                "password": password,
                "scopes": SCOPES,
                "contractNo": running.contracts.first().map(|(contract_no, _)| contract_no),
            })
        });
        json!(settings).to_string()
    }
}

impl Running {
    fn html(&self) -> String {
        fill(TRY_IT, |name| match name {
            "client-id" => html(&self.credentials.client_id),
            "client-secret" => html(&self.credentials.client_secret),
            "username" => html(&self.credentials.username),
            "password" => html(&self.credentials.password),
            "contracts" => self.contracts.iter().map(contract).collect(),
            _ => String::new(),
        })
    }
}

fn contract((contract_no, held): &(String, Vec<Classification>)) -> String {
    let rows: String = held.iter().take(LISTED).map(row).collect();
    let more = held.len().saturating_sub(LISTED);
    let more = match more {
        0 => String::new(),
        more => format!("<p>and {more} more</p>"),
    };
    let table = if rows.is_empty() {
        "<p>nothing yet</p>".to_owned()
    } else {
        format!(
            "<table><thead><tr><th>number</th><th>debtor</th><th>status</th></tr></thead>\
             <tbody>{rows}</tbody></table>"
        )
    };
    let contract_no = html(contract_no);
    format!(
        "<details><summary>Contract <code>{contract_no}</code> holds</summary>{table}{more}\
         </details>"
    )
}

fn row(held: &Classification) -> String {
    let debtor = &held.debtor;
    format!(
        "<tr><td>{}</td><td>{}</td><td>{} {}{}</td></tr>",
        held.request_no,
        html(debtor.name.as_ref().unwrap_or(&debtor.tax_id)),
        held.status_code,
        html(&held.status_description),
        if held.endorsement_no.is_some() && !held.active && held.cancel_date.is_none() {
            ", inactive"
        } else {
            ""
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    #[test]
    fn what_a_caller_may_choose_stays_text() {
        let hostile = "<script>alert('1')</script>{{document}}";
        let rules = cases::rules().unwrap();
        let page = Page {
            document: "{}",
            rules: &rules,
            sandbox: Some(Running {
                credentials: Credentials {
                    client_id: hostile.to_owned(),
                    client_secret: hostile.to_owned(),
                    username: hostile.to_owned(),
                    password: hostile.to_owned(),
                },
                contracts: vec![(hostile.to_owned(), vec![])],
            }),
        };
        let html = page.html();
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(html.contains("&lt;script&gt;alert"), "{html}");
    }

    #[test]
    fn the_rules_are_on_the_page_with_or_without_a_sandbox() {
        let rules = cases::rules().unwrap();
        let page = Page {
            document: "{}",
            rules: &rules,
            sandbox: None,
        };
        let html = page.html();
        assert_eq!(rules.texts().count(), 5);
        for text in rules.texts() {
            assert!(html.contains(&format!("<li>{text}</li>")), "{text}");
        }
        assert!(!html.contains("{{"), "every place is filled");
    }
}
