//! Rows of workbooks.

use classifications_batch::rows::FileOptions;

use crate::support::{contract, layout, number, rows, text, workbook};

fn header() -> String {
    let names = ["account", "name", "limit", "since", "days", "tags"];
    let cells = names
        .iter()
        .zip('A'..)
        .map(|(name, letter)| text(&format!("{letter}1"), name));
    cells.collect()
}

#[test]
fn cells_become_values_by_their_type() {
    let contract = contract();
    let layout = layout(&contract);
    let row = [
        text("A2", "007"),
        text("B2", "Ann"),
        number("C2", "0.30000000000000004"),
        "<c r=\"D2\" s=\"1\"><v>46387</v></c>".to_owned(),
        number("E2", "60"),
    ];
    let book = workbook(&[header(), row.concat()]);
    let found = rows(&layout, &book, FileOptions::default()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].violations, []);
    assert_eq!(found[0].new.number, 2);
    let values = &found[0].new.values;
    assert_eq!(values["account"], "007");
    assert_eq!(values["limit"], "0,30");
    assert_eq!(values["since"], "20261231");
    assert_eq!(values["days"], "60");
}

#[test]
fn values_that_a_spreadsheet_may_have_changed_are_refused_with_their_cells() {
    let contract = contract();
    let layout = layout(&contract);
    let date = "<c r=\"A4\" s=\"1\"><v>46387</v></c>".to_owned();
    let time = "<c r=\"D5\" s=\"1\"><v>46387.5</v></c>".to_owned();
    let error = "<c r=\"C6\" t=\"e\"><v>#N/A</v></c>".to_owned();
    let rest = |row: u32| text(&format!("B{row}"), "Ann") + &number(&format!("C{row}"), "1");
    let book = workbook(&[
        header(),
        String::new(),
        number("A3", "7") + &rest(3),
        date + &rest(4),
        text("A5", "8") + &rest(5) + &time,
        text("A6", "9") + &text("B6", "Ann") + &error,
        text("A7", "10") + &rest(7) + &number("Z7", "1"),
    ]);
    let found = rows(&layout, &book, FileOptions::default()).unwrap();
    let violations = found.iter().flat_map(|row| &row.violations);
    let violations: Vec<_> = violations
        .map(|v| {
            (
                v.row,
                v.cell.as_deref().unwrap_or_default(),
                v.rule.as_str(),
            )
        })
        .collect();
    assert_eq!(
        violations,
        [
            (3, "A3", "number_for_text"),
            (4, "A4", "date_for_text"),
            (5, "D5", "time"),
            (6, "C6", "cell_error"),
            (7, "", "row"),
        ]
    );
    let zeros = &found[0].violations[0];
    assert!(
        zeros.text.contains("zeros at its beginning are lost"),
        "{}",
        zeros.text
    );
}

#[test]
fn the_error_of_an_unknown_sheet_lists_the_sheets() {
    let contract = contract();
    let options = FileOptions {
        sheet: Some("Gone".to_owned()),
        ..FileOptions::default()
    };
    let error = rows(&layout(&contract), &workbook(&[header()]), options).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("there is no such sheet; choose one of Rows"),
        "{error}"
    );
}
