//! Tests of `portfolio diff`.

use super::*;

#[tokio::test]
async fn an_erp_file_is_compared_row_by_row() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let row = &setup.rows[setup.covered_index()];
    let customer: Vec<&str> = setup.layout.customer.iter().map(String::as_str).collect();
    let values = |row: &Value| {
        let values = customer.iter().map(|name| row[*name].as_str().unwrap());
        values.collect::<Vec<_>>().join(";")
    };
    let header = format!("{};Balance;Phone", customer.join(";"));
    let file = [
        header.clone(),
        format!("{};99999999,00;1", values(row)),
        format!("{};40.000;1", values(row)),
        format!("{};5;1", vec!["ZZ"; customer.len()].join(";")),
        format!("{};5;1", vec![""; customer.len()].join(";")),
    ];
    setup.file("erp.csv", &file.join("\n"));
    let arguments = [
        "diff",
        "erp.csv",
        "--column",
        "exposure=Balance",
        "--output",
        "jsonl",
    ];
    let (code, out, err) = setup.run(&arguments).await;
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("row 3, column Balance"), "{err}");
    assert!(
        err.contains("row 5: it does not identify a customer"),
        "{err}"
    );
    let findings: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let finding_of = |kind: &str| findings.iter().find(|finding| finding["finding"] == kind);
    let over_limit = finding_of("over_limit").unwrap();
    assert_eq!(over_limit["keys"], json!([row[setup.key_field()]]));
    assert_eq!(over_limit["exposure"], "99999999.00");
    assert_eq!(finding_of("no_cover").unwrap()["file_rows"], json!([4]));
    assert!(finding_of("unused_limit").is_some());
    // a workbook with the same rows has the same result
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(&file) {
        for (column, cell) in (0..).zip(line.split(';')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.save(setup.path("erp.xlsx")).unwrap();
    let with_workbook = [&["diff", "erp.xlsx"], &arguments[2..]].concat();
    let (code, workbook_out, err) = setup.run(&with_workbook).await;
    assert_eq!((code, workbook_out), (Some(2), out), "{err}");
    assert!(err.contains("row 3, cell C3, column Balance"), "{err}");
    // with `--decimal-comma`, the ambiguous number is valid
    let arguments = [&arguments[..], &["--decimal-comma"]].concat();
    let (_, _, err) = setup.run(&arguments).await;
    assert!(!err.contains("row 3"), "{err}");
}

#[tokio::test]
async fn a_file_without_customers_is_rejected_with_the_missing_columns() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.file("erp.csv", "Customer,Balance\n7,100\n");
    let (code, _, err) = setup.run(&["diff", "erp.csv"]).await;
    assert_eq!(code, Some(2));
    for name in &setup.layout.customer {
        assert!(err.contains(name), "{err}");
    }
    let (code, _, err) = setup
        .run(&["diff", "erp.csv", "--column", "colour=Balance"])
        .await;
    assert_eq!(code, Some(2));
    assert!(err.contains("exposure"), "{err}");
    assert_eq!(setup.sandbox.received_count(), 0, "no request is sent");
}
