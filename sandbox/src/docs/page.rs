//! The HTML page around the document.

use serde_json::json;

use super::table::Table;
use super::template::{data, fill, html};
use crate::Credentials;
use crate::model::Model;

const PAGE: &str = include_str!("page/index.html");
const TRY_IT: &str = include_str!("page/try-it.html");
const READ_ONLY: &str = include_str!("page/read-only.html");

/// The content of the page.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) document: &'a str,
    pub(super) model: &'a Model,
    /// Messages about operations without a model, and parts of the model that were set aside.
    pub(super) notices: &'a [String],
    pub(super) sandbox: Option<Running>,
    /// The titles of all documents, and the index of this one.
    pub(super) apis: (&'a [&'a str], usize),
}

/// The sandbox that serves the page.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) credentials: Credentials,
    pub(super) scopes: Vec<String>,
    pub(super) tables: Vec<Table>,
}

impl Page<'_> {
    /// The page as HTML.
    pub(super) fn html(&self) -> String {
        fill(PAGE, |name| match name {
            "start" => match &self.sandbox {
                Some(running) => running.html(),
                None => READ_ONLY.to_owned(),
            },
            "api" => html(self.apis.0.get(self.apis.1).unwrap_or(&"API")),
            "apis" => self.links(),
            "query" => query(self.apis.1),
            "title" => html(&self.model.title),
            "notes" => list(&self.model.notes),
            "description" => html(&self.model.description),
            "model-source" => html(&self.model.source),
            "notices" if !self.notices.is_empty() => format!(
                "<section aria-labelledby=\"notices\"><h2 id=\"notices\">Not played by the model\
                 </h2><ul>{}</ul></section>",
                list(self.notices)
            ),
            "document" => data(self.document),
            "settings" => data(&self.settings()),
            _ => String::new(),
        })
    }

    /// Links to the pages of the other documents.
    fn links(&self) -> String {
        let (titles, own_number) = self.apis;
        if titles.len() < 2 {
            return String::new();
        }
        let item = |(number, title): (usize, &&str)| {
            let title = html(title);
            if number == own_number {
                format!("<li><strong>{title}</strong></li>")
            } else {
                format!("<li><a href=\"./{}\">{title}</a></li>", query(number))
            }
        };
        let items: String = titles.iter().enumerate().map(item).collect();
        format!(
            "<section aria-labelledby=\"apis\"><h2 id=\"apis\">APIs</h2><ul>{items}</ul></section>"
        )
    }

    /// The settings for `page.js`; `null` if nothing can be called.
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
                "scopes": running.scopes,
                "collection": running.tables.first().map(|table| &table.name),
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
            "collections" => self.tables.iter().map(Table::html).collect(),
            _ => String::new(),
        })
    }
}

/// The query string that selects the page of a document; empty for the first one.
fn query(number: usize) -> String {
    match number {
        0 => String::new(),
        number => format!("?api={number}"),
    }
}

fn list(texts: &[String]) -> String {
    let item = |text: &String| format!("<li>{}</li>", html(text));
    texts.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn text_from_callers_is_escaped() {
        let hostile = "<script>alert('1')</script>{{document}}";
        let model = embedded::FIRST.model().unwrap();
        let page = Page {
            document: "{}",
            model: &model,
            notices: &["<b>".to_owned()],
            apis: (&[hostile, hostile], 1),
            sandbox: Some(Running {
                credentials: Credentials {
                    client_id: hostile.to_owned(),
                    client_secret: hostile.to_owned(),
                    username: hostile.to_owned(),
                    password: hostile.to_owned(),
                },
                scopes: vec![],
                tables: vec![Table::new(
                    hostile,
                    hostile,
                    &[format!("{{\"{0}\":\"{0}\"}}", "<script>alert")],
                )],
            }),
        };
        let html = page.html();
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(html.contains("&lt;script&gt;alert"), "{html}");
    }

    #[test]
    fn the_notes_are_on_the_page_without_a_sandbox_too() {
        let model = embedded::FIRST.model().unwrap();
        let page = Page {
            document: "{}",
            model: &model,
            notices: &["<b>".to_owned()],
            sandbox: None,
            apis: (&["A"], 0),
        };
        let html = page.html();
        assert!(html.contains("<li>&lt;b&gt;</li>"), "{html}");
        for text in &model.notes {
            let line = list(std::slice::from_ref(text));
            assert!(html.contains(&line), "{line}");
        }
        assert!(!html.contains("{{"), "every placeholder is filled");
    }
}
