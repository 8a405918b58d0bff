//! Converts received rows to a form for comparison, and such rows to objects for printing.

use api_transport::meaning::Given;
use classifications_contract::split_name;
use classifications_portfolio::{ContractRow, Layout, Row};

use crate::api::{Column, Command, Meanings};
use crate::arguments::{Display, Format};
use crate::output::{Json, member_name};
use crate::tr;

/// Converts a received row; `None` if it is not an object.
pub fn row(meanings: &Meanings, json: &Json) -> Option<Row> {
    let Json::Object(_) = json else {
        return None;
    };
    let mut row = Row::default();
    add_fields(meanings, json, "", &mut row);
    Some(row)
}

/// Adds the values below `value`, whose flattened name is `name`, to the fields of a row.
fn add_fields(meanings: &Meanings, value: &Json, name: &str, row: &mut Row) {
    let given = match value {
        Json::Null => return,
        Json::Object(members) => {
            for (member, value) in members {
                add_fields(meanings, value, &member_name(name, member), row);
            }
            return;
        }
        Json::String(text) => Given::Text(text),
        Json::Number(digits) => Given::Number(digits),
        // booleans and lists are kept as JSON
        other => {
            row.fields.insert(name.to_owned(), other.to_string());
            return;
        }
    };
    let (Given::Text(text) | Given::Number(text)) = given;
    match meanings.plain(&last(name), given) {
        Some(plain) if plain.is_empty() => {}
        Some(plain) => drop(row.fields.insert(name.to_owned(), plain)),
        None => {
            row.unread.insert(name.to_owned());
            row.fields.insert(name.to_owned(), text.to_owned());
        }
    }
}

/// The last step of a flattened name.
pub fn last(name: &str) -> String {
    split_name(name).pop().unwrap_or_default()
}

/// The name of the member with the contract in printed objects.
pub fn contract_name(layout: &Layout) -> &str {
    layout.contract.as_deref().unwrap_or("contract")
}

/// An object for printing: the contract, computed members, and the values of the row.
pub fn object(layout: &Layout, (contract, row): &ContractRow, computed: Vec<(&str, Json)>) -> Json {
    let text = |text: &str| Json::String(text.to_owned());
    let mut members = Vec::new();
    if !contract.is_empty() {
        members.push((contract_name(layout).to_owned(), text(contract)));
    }
    members.extend(
        computed
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value)),
    );
    for (name, value) in &row.fields {
        let path = split_name(name);
        if !members
            .iter()
            .any(|(member, _)| path.first() == Some(member) && path.len() == 1)
        {
            insert(&mut members, &path, value);
        }
    }
    Json::Object(members)
}

/// Inserts a value at the path of its flattened name.
fn insert(members: &mut Vec<(String, Json)>, path: &[String], value: &str) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        members.push((first.clone(), Json::String(value.to_owned())));
        return;
    }
    let found = members.iter_mut().find(|(name, _)| name == first);
    match found {
        Some((_, Json::Object(inner))) => insert(inner, rest, value),
        Some(_) => {}
        None => {
            let mut inner = Vec::new();
            insert(&mut inner, rest, value);
            members.push((first.clone(), Json::Object(inner)));
        }
    }
}

/// Whether only the most important columns are printed.
pub fn is_narrow(display: &Display) -> bool {
    display.output == Format::Table && !display.wide && display.columns.is_empty()
}

/// Columns with these names. Titles come from the document, if it has them.
pub fn columns<'n>(
    command: &Command,
    layout: &Layout,
    names: impl IntoIterator<Item = &'n str>,
) -> Vec<Column> {
    let contract = contract_name(layout);
    let titled = |name: &str| {
        let documented = command.columns.iter().find(|column| column.value == name);
        let title = match documented {
            Some(column) => column.title.clone(),
            None if name == contract => tr!("title-contract", "CONTRACT"),
            None if name == "standing" => tr!("title-standing", "STANDING"),
            None if name == "until" => tr!("title-until", "UNTIL"),
            None if name == "days_left" => tr!("title-days-left", "DAYS LEFT"),
            None => name.replace('_', " ").to_uppercase(),
        };
        Column {
            title,
            value: name.to_owned(),
        }
    };
    let mut columns: Vec<Column> = Vec::new();
    for name in names {
        if !columns.iter().any(|column| column.value == name) {
            columns.push(titled(name));
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_do_not_depend_on_the_form_of_the_server() {
        let document = serde_json::json!({"a": {"properties": {
            "limit": {"x-meaning": "amount-comma"}, "end": {"x-meaning": "date-compact"},
        }}});
        let meanings = Meanings::of(&document);
        let read = |text: &str| row(&meanings, &Json::parse(text.as_bytes()).unwrap());
        let texts = read(
            r#"{"limit":"40000,00","owner":{"n.x":" A "},"tags":["b"],"end":"0","on":true,"no":null}"#,
        );
        let texts = texts.unwrap();
        let fields: Vec<(&str, &str)> = texts
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let expected = [
            ("limit", "40000.00"),
            ("on", "true"),
            (r"owner.n\.x", "A"),
            ("tags", r#"["b"]"#),
        ];
        assert_eq!(fields, expected);
        let numbers = read(r#"{"limit":40000.0,"owner":{"n.x":"A"},"tags":["b"],"on":true}"#);
        assert_eq!(numbers.unwrap(), texts);
        let odd = read(r#"{"limit":"40.000","end":"soon"}"#).unwrap();
        assert_eq!(odd.unread.len(), 2);
        assert_eq!(read("[1]"), None);
        let object = object(&Layout::default(), &("7".to_owned(), texts), vec![]);
        assert_eq!(
            object.to_string(),
            r#"{"contract":"7","limit":"40000.00","on":"true","owner":{"n.x":"A"},"tags":"[\"b\"]"}"#
        );
    }
}
