//! Support for the tests: an invented document, files of rows, and workbooks.

use std::io::Write as _;
use std::ops::ControlFlow;

use classifications_batch::rows::{FileOptions, Findings, InputFile, Layout, Row, RowsError};
use classifications_contract::{Contract, Values};
use serde_json::{Value, json};

/// A document with a field of each kind.
pub fn contract() -> Contract {
    let text = |example: &str| json!({ "type": "string", "maxLength": 12, "example": example });
    let meaning = |meaning: &str| json!({ "type": "string", "x-meaning": meaning });
    let properties = json!({
        "account": text("007"),
        "buyer": { "type": "object", "required": ["name"], "properties": { "name": text("Ann") } },
        "limit": meaning("amount-comma"),
        "days": meaning("integer"),
        "since": meaning("date-compact"),
        "until": { "type": "string", "format": "date" },
        "open": { "type": "string", "enum": ["S", "N"], "x-meaning": { "kind": "flag", "true": "S", "false": "N" } },
        "weight": { "type": "number", "minimum": 0 },
        "tags": { "type": "array", "items": { "type": "string" } },
        "kind": { "type": "string", "enum": ["LEND", "TAKE"] },
    });
    let document = json!({ "openapi": "3.0.3", "paths": { "/shelves/{shelf}/loans": { "post": {
        "operationId": "lend",
        "x-batch": { "key": ["account", "kind"], "reference": "account" },
        "parameters": [{ "name": "shelf", "in": "path", "required": true, "schema": { "type": "string" } }],
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
            "type": "object", "required": ["buyer", "limit", "kind"], "properties": properties,
        } } } },
        "responses": { "201": { "description": "lent" } },
    } }, "/notes": { "post": {
        "operationId": "note",
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
            "type": "object", "required": ["words"], "properties": { "words": { "type": "string" } },
        } } } },
        "responses": { "201": { "description": "noted" } },
    } } } });
    Contract::from_value(document).unwrap()
}

/// A layout of the operation `lend`, with one shelf for all rows and a preset kind.
pub fn layout(contract: &Contract) -> Layout<'_> {
    let presets = json!({ "kind": "LEND" });
    let presets: Values = presets.as_object().unwrap().clone();
    let mut layout = Layout::new(contract, "lend", presets).unwrap();
    for column in layout.columns_mut() {
        match column.field.name.as_str() {
            "shelf" => column.fixed = Some(Value::from("A")),
            "buyer.name" => column.alias = Some("name".to_owned()),
            _ => {}
        }
    }
    layout
}

/// A file in a temporary folder.
pub struct Saved {
    pub file: InputFile,
    _folder: tempfile::TempDir,
}

pub fn open(content: &[u8], options: FileOptions) -> Result<Saved, RowsError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows");
    std::fs::write(&path, content).unwrap();
    Ok(Saved {
        file: InputFile::open(&path, options)?,
        _folder: folder,
    })
}

/// All rows of a file with this content.
pub fn rows(
    layout: &Layout<'_>,
    content: &[u8],
    options: FileOptions,
) -> Result<Vec<Row>, RowsError> {
    let saved = open(content, options)?;
    let mut rows = Vec::new();
    saved.file.rows(layout, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// The violations in a file with this text: row, column, rule.
pub fn violations(text: &str) -> Vec<(u64, String, String)> {
    let contract = contract();
    let rows = rows(&layout(&contract), text.as_bytes(), FileOptions::default()).unwrap();
    let found = rows.into_iter().flat_map(|row| row.violations);
    found
        .map(|found| (found.row, found.column, found.rule))
        .collect()
}

/// The problems of the header of a file with this text: column, problem.
pub fn header_problems(text: &str) -> Vec<(String, String)> {
    let contract = contract();
    match rows(&layout(&contract), text.as_bytes(), FileOptions::default()) {
        Err(RowsError::Header { problems, .. }) => problems
            .into_iter()
            .map(|problem| (problem.column, problem.kind.to_string()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

pub fn findings(rows: &[Row], limit: usize) -> Findings {
    let mut findings = Findings::new(limit);
    for row in rows {
        findings.add(row);
    }
    findings
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook with these cells (`<c ..>` elements) in each row of its first sheet.
pub fn workbook(rows: &[String]) -> Vec<u8> {
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(index, cells)| format!("<row r=\"{}\">{cells}</row>", index + 1))
        .collect();
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Rows\" sheetId=\"1\" r:id=\"rId1\"/>\
         </sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{RELATIONS}/styles\" \
         Target=\"styles.xml\"/></Relationships>"
    );
    // style 1 is a date
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let types = format!("<Types xmlns=\"{PACKAGE}/content-types\"/>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    archive(&[
        ("_rels/.rels", root.as_bytes()),
        ("[Content_Types].xml", types.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A cell with a text.
pub fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A cell with a number.
pub fn number(cell: &str, number: &str) -> String {
    format!("<c r=\"{cell}\"><v>{number}</v></c>")
}
