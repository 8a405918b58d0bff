//! The names of columns, and references.

use classifications_batch::rows::{FileOptions, Layout};
use classifications_contract::Values;

use crate::support::{contract, header_problems, layout, rows, violations};

#[test]
fn all_problems_of_a_header_are_reported() {
    let problems = header_problems("acount,limit,Limit,limit,shelf,kind,colour\n1,2,3,4,5,6,7\n");
    let problem = |column: &str, text: &str| (column.to_owned(), text.to_owned());
    assert_eq!(
        problems,
        [
            problem(
                "acount",
                "is not a column of this command; did you mean \"account\"?"
            ),
            problem(
                "Limit",
                "is not a column of this command; did you mean \"limit\"?"
            ),
            problem(
                "limit",
                "is the same column as \"limit\"; delete one of them"
            ),
            problem(
                "shelf",
                "is given as \"A\" for all rows; delete the column, or do not give one value for all"
            ),
            problem(
                "kind",
                "is always \"LEND\" in this command; delete the column"
            ),
            problem(
                "colour",
                "is not a column of this command; delete it, or name it as one to be ignored"
            ),
            problem(
                "buyer.name",
                "is required and there is no such column; add it or \"name\", or give one value for all rows"
            ),
        ]
    );
}

#[test]
fn the_names_of_each_json_object_are_checked() {
    let text = r#"{"buyer":{"name":"Ann","age":3},"limit":"1"}
{"buyer.name":"Ann","name":"Bob","limit":"1","kind":"LEND"}
{"limit":"1"}
[]
{"account":7,"name":"Ann","limit":2,"days":true}
"#;
    let expected = [
        (1, "buyer.age", "unknown_column"),
        (2, "kind", "unknown_column"),
        (2, "name", "duplicate_column"),
        (3, "buyer.name", "required"),
        (4, "", "row"),
        (5, "account", "number_for_text"),
        (5, "days", "boolean_for_text"),
    ];
    let expected = expected.map(|(row, column, rule)| (row, column.to_owned(), rule.to_owned()));
    assert_eq!(violations(text), expected);
}

#[test]
fn a_reference_is_the_field_of_the_overlay_the_column_reference_or_a_named_column() {
    let contract = contract();
    let references = |operation: &str, named: Option<&str>, text: &str| {
        let layout = match operation {
            "lend" => layout(&contract),
            _ => Layout::new(&contract, operation, Values::new()).unwrap(),
        };
        let layout = layout.reference(named.map(str::to_owned));
        let found = rows(&layout, text.as_bytes(), FileOptions::default());
        found.map(|rows| {
            rows.into_iter()
                .map(|row| (row.new.reference, row.violations.len()))
                .collect::<Vec<_>>()
        })
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        references("lend", None, "account,name,limit\n7,Ann,1\n,Ann,2\n").unwrap(),
        [(some("7"), 0), (None, 0)]
    );
    assert_eq!(
        references("note", None, "reference,words\na,x\na,y\n").unwrap(),
        [(some("a"), 0), (some("a"), 1)]
    );
    assert_eq!(
        references("note", Some("my no"), "my no,words\n1,x\n").unwrap(),
        [(some("1"), 0)]
    );
    assert_eq!(
        references("note", Some("words"), "words\nx\n").unwrap(),
        [(some("x"), 0)]
    );
    assert_eq!(
        references("note", Some("my no"), "my no,words\n,x\n").unwrap(),
        [(None, 1)]
    );
    let lines = "{\"words\":\"x\"}\n";
    assert_eq!(
        references("note", Some("my no"), lines).unwrap(),
        [(None, 1)]
    );
    let error = references("note", Some("gone"), "words\nx\n").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("\"gone\" is named as the reference"),
        "{error}"
    );
    let error = references("note", Some("my no"), "my no,words,reference\n1,x,2\n").unwrap_err();
    assert!(
        error.to_string().contains("\"reference\" is not a column"),
        "{error}"
    );
}
