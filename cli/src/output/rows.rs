//! Finds the rows of a response and their columns in the raw body, so that an undocumented row does not affect the others.

use classifications_contract::{pointer_steps, split_name};

use super::json::{Json, member_name};
use super::table::TableColumn;
use crate::api::{Column, Meanings};
use crate::tr;

/// The rows of a body: the list at the pointer, or the first list with objects. A body without a list is a single row.
pub fn rows<'j>(body: &'j Json, pointer: Option<&str>) -> Rows<'j> {
    let found = pointer.and_then(|pointer| {
        let steps: Vec<String> = pointer_steps(pointer).collect();
        body.at(&steps)
    });
    let list = found.or_else(|| first_list(body));
    match list {
        Some(Json::Array(items)) => Rows {
            rows: items.iter().collect(),
            single: false,
        },
        _ => Rows {
            rows: vec![body],
            single: true,
        },
    }
}

/// Rows, and whether the body is a single row rather than a list.
pub struct Rows<'j> {
    pub rows: Vec<&'j Json>,
    pub single: bool,
}

/// The list of rows: a body that is a list, the first member that is a list with objects, or a list that is the only member.
fn first_list(body: &Json) -> Option<&Json> {
    let is_rows = |value: &Json| {
        matches!(value, Json::Array(items)
            if !items.is_empty() && items.iter().any(|item| matches!(item, Json::Object(_))))
    };
    match body {
        Json::Array(_) => Some(body),
        Json::Object(members) => {
            let found = members.iter().map(|(_, value)| value).find(|v| is_rows(v));
            found.or(match members.as_slice() {
                [(_, list @ Json::Array(_))] => Some(list),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Columns for the scalar values of rows, by flattened name, in the order of their occurrence.
pub fn scalars(rows: &[&Json]) -> Vec<Column> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        add_scalars(row, "", &mut names);
    }
    names
        .into_iter()
        .map(|name| Column {
            title: name.clone(),
            value: name,
        })
        .collect()
}

fn add_scalars(value: &Json, name: &str, names: &mut Vec<String>) {
    match value {
        Json::Object(members) => {
            for (member, value) in members {
                add_scalars(value, &member_name(name, member), names);
            }
        }
        _ if name.is_empty() || names.iter().any(|other| other == name) => {}
        Json::Array(items) if items.iter().any(|i| matches!(i, Json::Object(_))) => {}
        _ => names.push(name.to_owned()),
    }
}

/// The value of a column in a row. For a row that is a scalar, it is the row itself.
pub fn cell<'j>(row: &'j Json, column: &Column) -> Option<&'j Json> {
    match row {
        Json::Object(_) | Json::Array(_) => row.at(&split_name(&column.value)),
        scalar => Some(scalar),
    }
}

/// A column of a table for people: booleans are `yes` or `no`, and strings are shown according to their meaning.
pub fn shown(meanings: &Meanings, column: &Column, rows: &[&Json]) -> TableColumn {
    let name = split_name(&column.value).pop().unwrap_or_default();
    let readable = |text: &str| meanings.readable(&name, text);
    let cells: Vec<Option<&Json>> = rows.iter().map(|row| cell(row, column)).collect();
    let present = || cells.iter().flatten().filter(|cell| ***cell != Json::Null);
    let numeric = present().next().is_some()
        && present().all(|cell| match cell {
            Json::Number(_) => true,
            Json::String(text) => meanings.is_numeric(&name) && readable(text).is_some(),
            _ => false,
        });
    let cells = cells.iter().map(|cell| match cell {
        Some(Json::Bool(true)) => tr!("yes", "yes"),
        Some(Json::Bool(false)) => tr!("no", "no"),
        Some(value) => {
            let text = value.text();
            readable(&text).unwrap_or(text)
        }
        None => String::new(),
    });
    TableColumn::new(&column.title, cells, numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::parse(text.as_bytes()).unwrap()
    }

    fn column(name: &str) -> Column {
        Column {
            title: name.to_owned(),
            value: name.to_owned(),
        }
    }

    #[test]
    fn rows_are_found_by_pointer_or_as_the_first_list() {
        let list = json(r#"{"total":2,"tags":["a"],"items":[{"n":1},{"n":2}],"more":[{"n":3}]}"#);
        assert_eq!(rows(&list, None).rows.len(), 2);
        assert_eq!(rows(&list, Some("/more")).rows.len(), 1);
        assert_eq!(rows(&list, Some("/gone")).rows.len(), 2);
        assert_eq!(rows(&json(r#"{"items":[]}"#), None).rows.len(), 0);
        assert_eq!(rows(&json("[1,2]"), None).rows.len(), 2);
        let single = json(r#"{"n":1,"tags":[]}"#);
        let found = rows(&single, Some("/items"));
        assert!(found.single && found.rows == [&single]);
    }

    #[test]
    fn an_odd_row_does_not_affect_the_others() {
        let body =
            json(r#"[{"n":1,"on":true},null,"odd",{"n":{"deep":[1]},"on":"maybe"},{"n":2.50}]"#);
        let rows = rows(&body, None).rows;
        let none = Meanings::default();
        let n = shown(&none, &column("n"), &rows);
        assert_eq!(n.cells, ["1", "", "odd", "{\"deep\":[1]}", "2.50"]);
        assert_eq!(
            shown(&none, &column("on"), &rows).cells,
            ["yes", "", "odd", "maybe", ""]
        );
    }

    #[test]
    fn columns_are_the_scalars_of_all_rows() {
        let body = json(r#"[{"b":1,"a":{"x.y":2}},{"c":["s"],"d":[{}],"b":3}]"#);
        let names: Vec<String> = scalars(&rows(&body, None).rows)
            .into_iter()
            .map(|column| column.value)
            .collect();
        assert_eq!(names, ["b", r"a.x\.y", "c"]);
        let cell = cell(rows(&body, None).rows[0], &column(r"a.x\.y"));
        assert_eq!(cell, Some(&Json::Number("2".to_owned())));
    }
}
