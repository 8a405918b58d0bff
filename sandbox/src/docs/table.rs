//! The stored resources of a collection as a table.

use classifications_contract::Tree;
use serde::Serialize;
use serde_json::value::RawValue;

use super::template::html;

/// The maximum number of listed resources, so that the page stays short.
const LISTED: usize = 20;

/// The maximum number of columns: as many as fit beside the other parts of the page.
const COLUMNS: usize = 6;

/// The resources of one kind in a collection.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    pub(super) name: String,
    kind: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    more: usize,
}

impl Table {
    /// A table of these resources, each as JSON. The columns are the first properties that are
    /// neither objects nor lists.
    pub(super) fn new(name: &str, kind: &str, resources: &[String]) -> Self {
        let listed = resources.iter().take(LISTED);
        let listed: Vec<_> = listed.map(|json| scalars(json)).collect();
        let mut columns: Vec<String> = vec![];
        for (name, _) in listed.iter().flatten() {
            if columns.len() < COLUMNS && !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        let row = |scalars: &Vec<(String, String)>| {
            let member = |column| scalars.iter().find(|(name, _)| name == column);
            let members = columns.iter().map(member);
            members
                .map(|found| found.map_or_else(String::new, |(_, value)| value.clone()))
                .collect()
        };
        Self {
            name: name.to_owned(),
            kind: kind.to_owned(),
            rows: listed.iter().map(row).collect(),
            more: resources.len().saturating_sub(LISTED),
            columns,
        }
    }

    pub(super) fn html(&self) -> String {
        let cells = |tag: &str, texts: &[String]| -> String {
            let cell = |text: &String| format!("<{tag}>{}</{tag}>", html(text));
            texts.iter().map(cell).collect()
        };
        let mut rows = String::new();
        for row in &self.rows {
            rows.push_str("<tr>");
            rows.push_str(&cells("td", row));
            rows.push_str("</tr>");
        }
        let table = if rows.is_empty() {
            "<p>nothing yet</p>".to_owned()
        } else {
            format!(
                "<div class=\"wide\"><table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>\
                 </div>",
                cells("th", &self.columns)
            )
        };
        let more = match self.more {
            0 => String::new(),
            more => format!("<p>and {more} more</p>"),
        };
        let (name, kind) = (html(&self.name), html(&self.kind));
        format!(
            "<details><summary>Stored: <code>{name}</code> {kind}</summary>{table}{more}</details>"
        )
    }
}

/// The members of an object that are neither objects nor lists, in order.
fn scalars(json: &str) -> Vec<(String, String)> {
    let members: indexmap::IndexMap<String, &RawValue> =
        serde_json::from_str(json).unwrap_or_default();
    let members = members.into_iter();
    members
        .filter_map(|(name, value)| match value.get().parse().ok()? {
            Tree::String(text) => Some((name, text)),
            Tree::Object(_) | Tree::Array(_) => None,
            scalar => Some((name, scalar.to_json())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_shows_the_first_scalars_as_text() {
        let resources = [
            r#"{"no":1,"of":{"x":1},"limit":40000.00,"name":"<b>"}"#.to_owned(),
            r#"{"no":2,"active":true}"#.to_owned(),
        ];
        let html = Table::new("c", "thing", &resources).html();
        for part in [
            "<th>no</th><th>limit</th><th>name</th><th>active</th>",
            "<td>1</td><td>40000.00</td><td>&lt;b&gt;</td><td></td>",
            "<td>2</td><td></td><td></td><td>true</td>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(Table::new("c", "thing", &[]).html().contains("nothing yet"));
    }
}
