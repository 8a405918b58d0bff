//! Reads exported files back.

use calamine::{Data, Reader as _, Xlsx};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

use super::*;

fn table() -> Table {
    let columns = [
        ("no", ColumnKind::Number),
        ("Name", ColumnKind::Text),
        ("name", ColumnKind::Text),
        ("limit", ColumnKind::Number),
        ("end", ColumnKind::Date),
    ];
    let row = |cells: [&str; 5]| {
        let cells = cells.map(|cell| (!cell.is_empty()).then(|| cell.to_owned()));
        cells.to_vec()
    };
    Table {
        columns: columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec(),
        rows: vec![
            row(["600002", "A, \"B\" SL", "=1+1", "40000.50", "2026-06-02"]),
            row(["007", "", "", "12345678901234567890.12", "soon"]),
            row(["", "ñ\u{1}", "", "-3.00", ""]),
            row(["1", "", "", "40.000", ""]),
        ],
        texts: [(3, 3)].into(),
        at: "2026-01-15T10:00:00Z".parse().unwrap(),
    }
}

fn text(format: Format) -> String {
    let mut bytes = Vec::new();
    table().write_text(&mut bytes, format).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn text_files_contain_the_exact_values() {
    assert_eq!(
        text(Format::Csv),
        "no,Name,name,limit,end\n600002,\"A, \"\"B\"\" SL\",'=1+1,40000.50,2026-06-02\n\
         007,,,12345678901234567890.12,soon\n,ñ\u{1},,-3.00,\n1,,,40.000,\n"
    );
    let lines = text(Format::Jsonl);
    let second: serde_json::Value = serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
    let expected =
        serde_json::json!({"no": "007", "limit": "12345678901234567890.12", "end": "soon"});
    assert_eq!(second, expected);
}

#[tokio::test]
async fn a_workbook_has_numbers_and_dates_where_they_are_exact() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.xlsx");
    table()
        .write_file(&path, Format::Xlsx, false)
        .await
        .unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("portfolio").unwrap();
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(1, 0), Data::Float(600_002.0));
    assert_eq!(cell(2, 0), Data::String("007".to_owned()));
    assert_eq!(cell(1, 2), Data::String("=1+1".to_owned()));
    assert_eq!(cell(1, 3), Data::Float(40000.5));
    assert_eq!(
        cell(2, 3),
        Data::String("12345678901234567890.12".to_owned())
    );
    assert!(matches!(cell(1, 4), Data::DateTime(day) if day.as_f64().to_string() == "46175"));
    assert_eq!(cell(2, 4), Data::String("soon".to_owned()));
    assert_eq!(cell(3, 4), Data::Empty);
    assert_eq!(cell(4, 3), Data::String("40.000".to_owned()));
}

#[tokio::test]
async fn a_database_contains_the_exact_values() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.db");
    table()
        .write_file(&path, Format::Sqlite, false)
        .await
        .unwrap();
    let options = SqliteConnectOptions::new().filename(&path);
    let mut connection = options.connect().await.unwrap();
    let sql = "SELECT sum(\"limit\") AS s, count(\"name_2\") AS n, max(typeof(\"limit\")) AS t, \
               (SELECT \"limit\" FROM portfolio WHERE no = '007') AS l FROM portfolio";
    let row = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
    assert_eq!(row.get::<i64, _>("n"), 1);
    assert_eq!(row.get::<String, _>("t"), "text");
    assert_eq!(row.get::<String, _>("l"), "12345678901234567890.12");
    let export = sqlx::query("SELECT at, rows FROM export");
    let export = export.fetch_one(&mut connection).await.unwrap();
    assert_eq!(export.get::<i64, _>("rows"), 4);
    assert!(export.get::<String, _>("at").starts_with("2026-01-15T10"));
}

#[tokio::test]
async fn an_existing_file_is_replaced_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [("p.csv", Format::Csv), ("p.db", Format::Sqlite)] {
        let path = folder.path().join(name);
        fs::write(&path, "precious").unwrap();
        let refused = table().write_file(&path, format, false).await;
        assert!(matches!(refused, Err(ExportError::Exists(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
        table().write_file(&path, format, true).await.unwrap();
        assert_ne!(fs::read(&path).unwrap(), b"precious");
    }
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "no partial file is left");
}

#[test]
fn the_extension_of_a_file_determines_its_format() {
    for (name, format) in [
        ("a.CSV", Some(Format::Csv)),
        ("a.jsonl", Some(Format::Jsonl)),
        ("a.xlsx", Some(Format::Xlsx)),
        ("a.db", Some(Format::Sqlite)),
        ("a.xls", None),
        ("csv", None),
    ] {
        assert_eq!(Format::of(Path::new(name)), format, "{name}");
    }
}
