//! Files of rows in all formats, and with all kinds of problems.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod columns;
mod sheets;
mod support;

use std::ops::ControlFlow;

use classifications_batch::rows::{FileFormat, FileOptions, RowsError, TemplateFormat, template};
use serde_json::{Value, json};
use support::{contract, findings, layout, open, rows, violations};

fn comma() -> FileOptions {
    FileOptions {
        decimal_comma: true,
        ..FileOptions::default()
    }
}

#[test]
fn a_row_is_the_same_in_every_format() {
    let contract = contract();
    let layout = layout(&contract);
    let expected = json!({
        "account": "007", "buyer.name": "Muñoz, S.A.", "limit": "40000,00", "days": "60", "since": "20261231",
        "tags": ["a", "b"], "kind": "LEND", "shelf": "A",
    });
    let commas = "account,buyer.name,limit,days,since,tags\n007,\"Muñoz, S.A.\",40000.00,60,2026-12-31,\"a,b\"\n";
    let semicolons = commas
        .replace("\"Muñoz, S.A.\"", "Muñoz§ S.A.")
        .replace("\"a,b\"", "a§b");
    let semicolons = semicolons
        .replace(',', ";")
        .replace('§', ",")
        .replace("buyer.name", "name");
    let latin: Vec<u8> = semicolons
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let lines = r#"{"account":"007","buyer":{"name":"Muñoz, S.A."},"limit":40000.000,"days":60,"since":"2026-12-31","tags":["a","b"]}"#;
    let formats: [(&str, Vec<u8>); 8] = [
        ("commas", commas.into()),
        ("semicolons", semicolons.clone().into()),
        ("Latin-1", latin),
        ("a byte order mark", format!("\u{feff}{semicolons}").into()),
        ("tabs", semicolons.replace(';', "\t").into()),
        (
            "a named separator",
            format!("sep=;\r\n{}", semicolons.replace('\n', "\r\n")).into(),
        ),
        (
            "UTF-16",
            std::iter::once(0xfeff)
                .chain(semicolons.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
        ),
        ("JSON Lines", format!("\n{lines}\n").into()),
    ];
    let mut keys = Vec::new();
    for (name, content) in formats {
        let found = rows(&layout, &content, FileOptions::default()).unwrap();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].violations, [], "{name}");
        assert_eq!(
            Value::Object(found[0].new.values.clone()),
            expected,
            "{name}"
        );
        assert_eq!(found[0].new.reference.as_deref(), Some("007"), "{name}");
        keys.push(found[0].new.duplicate_key.clone());
    }
    keys.dedup();
    assert_eq!(keys.len(), 1, "{keys:?}");
}

#[test]
fn an_ambiguous_decimal_comma_is_refused_unless_an_option_allows_it() {
    let contract = contract();
    let layout = layout(&contract);
    let limit = |text: &str, options: FileOptions| {
        let content = format!("account;name;limit\n1;Ann;{text}\n");
        let mut found = rows(&layout, content.as_bytes(), options)
            .unwrap()
            .remove(0);
        match found.violations.pop() {
            Some(violation) => Err((violation.rule, violation.text, violation.remedy)),
            None => Ok(found.new.values["limit"].as_str().unwrap().to_owned()),
        }
    };
    for (text, plain, with_comma) in [
        ("40000,00", Ok("40000,00"), Ok("40000,00")),
        ("40000.00", Ok("40000,00"), Err("decimal_comma")),
        ("40.000", Err("ambiguous_number"), Ok("40000,00")),
        ("40.000,50", Err("ambiguous_number"), Ok("40000,50")),
        ("40,125", Err("ambiguous_number"), Ok("40,1250")),
        ("4o", Err("format"), Err("decimal_comma")),
    ] {
        let rule =
            |found: Result<String, (String, String, String)>| found.map_err(|(rule, ..)| rule);
        let owned =
            |expected: Result<&str, &str>| expected.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(
            rule(limit(text, FileOptions::default())),
            owned(plain),
            "{text}"
        );
        assert_eq!(rule(limit(text, comma())), owned(with_comma), "{text}");
    }
    let (_, text, remedy) = limit("40.000", FileOptions::default()).unwrap_err();
    assert_eq!(text, "is 40000 or 40 with decimals");
    assert_eq!(
        remedy,
        "write 40000,00 or 40,00, or read the file with a decimal comma"
    );
}

#[test]
fn all_violations_of_a_row_are_reported() {
    let text = "account,name,limit,days,since,open,weight\n\
                1,Ann,10,60,31/12/2026,yes,-1\n\
                1234567890123,,,x,20260230,S,heavy\n\
                2,Ann,10,60,,,,,\n\
                3,Ann,10,60,,,1,extra\n";
    let expected = [
        (2, "since", "format"),
        (2, "open", "format"),
        (2, "weight", "minimum"),
        (3, "account", "max_length"),
        (3, "name", "required"),
        (3, "days", "format"),
        (3, "limit", "required"),
        (3, "since", "format"),
        (3, "weight", "type"),
        (5, "", "row"),
    ];
    let mut found = violations(text);
    let mut expected =
        expected.map(|(row, column, rule)| (row, column.to_owned(), rule.to_owned()));
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_violation_has_a_location_a_problem_and_a_remedy() {
    let contract = contract();
    let text = "account,name,limit,since\n1234567890123,Ann,10,31/12/2026\n";
    let found = rows(&layout(&contract), text.as_bytes(), FileOptions::default()).unwrap();
    let lines = found[0].violations.iter().map(|v| {
        let value = v.value.as_deref().unwrap_or_default();
        format!("{} {} {value} {} / {}", v.row, v.column, v.text, v.remedy)
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "2 account 1234567890123 longer than 12 characters / write a value such as 007",
            "2 since 31/12/2026 is not a date / write a day such as 2026-01-15 or 20260115",
        ]
    );
}

#[test]
fn rows_with_the_same_request_are_duplicates() {
    let check = |text: &str| violations(&format!("account,name,limit\n{text}"));
    let duplicate = |row: u64, rule: &str| vec![(row, String::new(), rule.to_owned())];
    // the key is the account; other fields do not count
    assert_eq!(
        check("1,Ann,10\n2,Ann,10\n1,Bob,20\n"),
        duplicate(4, "duplicate")
    );
    // without an account all fields count, by their values
    assert_eq!(
        check(",Ann,10\n,Ann,20\n,Ann,10.00\n"),
        duplicate(4, "duplicate")
    );
    // an invalid row is no duplicate
    assert_eq!(
        check("1,Ann,x\n1,Ann,10\n"),
        [(2, "limit".to_owned(), "format".to_owned())]
    );
}

#[test]
fn findings_are_bounded() {
    let contract = contract();
    let lines = (0..500).map(|number| {
        let limit = if number % 2 == 0 { "x" } else { "1" };
        format!("{number},Ann,{limit}\n")
    });
    let text = format!("account,name,limit\n{}", lines.collect::<String>());
    let found = rows(&layout(&contract), text.as_bytes(), FileOptions::default()).unwrap();
    let findings = findings(&found, 100);
    assert_eq!(
        (findings.valid, findings.invalid, findings.first.len()),
        (250, 250, 100)
    );
    let kind = ("limit".to_owned(), "format".to_owned());
    assert_eq!(
        findings.counts.into_iter().collect::<Vec<_>>(),
        [(kind, 250)]
    );
}

#[test]
fn files_of_other_formats_are_refused_with_a_remedy() {
    let reason = |content: &[u8]| match open(content, FileOptions::default()) {
        Err(RowsError::Format { reason, .. }) => reason,
        other => panic!("{:?}", other.map(|saved| saved.file)),
    };
    for (content, text) in [
        (&b""[..], "it is empty"),
        (b" \n", "it is empty"),
        (b"[{}]", "it is a JSON list; write one object on each line"),
        (b"<html>", "it is XML or HTML"),
        (b"%PDF-1.7", "it is a PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "it is an old or protected workbook; save it as .xlsx or CSV",
        ),
        (b"PK\x03\x04 and no more", "it is not a workbook of Excel"),
        (b"a\0b", "it is not a text"),
    ] {
        assert!(reason(content).starts_with(text), "{}", reason(content));
    }
}

#[test]
fn the_size_of_a_row_is_limited() {
    let contract = contract();
    let mut text = "account,name,limit\n1,\"Ann,1\n".to_owned();
    text += &"2,Bob,2\n".repeat(400_000);
    let error = rows(&layout(&contract), text.as_bytes(), FileOptions::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("beyond row 2: the row is longer than 1 MiB"),
        "{error}"
    );
}

#[test]
fn a_pass_can_be_ended_early_and_repeated() {
    let contract = contract();
    let layout = layout(&contract);
    let saved = open(
        b"account,name,limit\n1,Ann,1\n2,Bob,2\n",
        FileOptions::default(),
    )
    .unwrap();
    assert_eq!(saved.file.format(), FileFormat::Csv);
    assert_eq!(saved.file.description(), "CSV, separator ',', UTF-8");
    for _ in 0..2 {
        let mut numbers = Vec::new();
        let mut first = |row: classifications_batch::rows::Row| {
            numbers.push((row.new.number, row.violations.len()));
            ControlFlow::Break(())
        };
        saved.file.rows(&layout, &mut first).unwrap();
        assert_eq!(numbers, [(2, 0)]);
    }
}

#[test]
fn a_template_has_no_violations() {
    let contract = contract();
    let layout = layout(&contract);
    for format in [
        TemplateFormat::Csv(b','),
        TemplateFormat::Csv(b';'),
        TemplateFormat::JsonLines,
    ] {
        let text = template(&contract, &layout, format).unwrap();
        let found = rows(&layout, text.as_bytes(), FileOptions::default()).unwrap();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].violations, [], "{text}");
    }
    let text = template(&contract, &layout, TemplateFormat::Csv(b',')).unwrap();
    assert!(text.starts_with("buyer.name,limit,account,"), "{text}");
}
