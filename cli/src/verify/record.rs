//! `--record`: writes requests and responses as drafts of case files, without private values.
//!
//! Values of the case and of the document's `enum`s are kept. Keys of rows are replaced by numbers; other texts keep their shape,
//! and other numbers their length. Tokens and headers that the case does not have are not written. Only their owner can read the
//! files.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::Value;

use super::call::Call;
use super::case::{Case, Token};
use super::json::{of_body, scalars};
use super::rows::Rows;
use super::session::Recorded;
use crate::error::CommandError;
use crate::output::Json;

/// Writes `<folder>/<operation>/<status>-recorded-<name>.json`.
pub fn record(
    folder: &Path,
    case: &Case,
    call: &Call,
    response: &Recorded,
    (rows, document): (&Rows, &Value),
) -> Result<(), CommandError> {
    let status = response.status().as_u16();
    let name = case.name.rsplit('/').next().unwrap_or_default();
    let name = name.split_once('-').map_or(name, |(_, name)| name);
    let folder = folder.join(case.operation.replace(['/', ' ', '{', '}'], "_"));
    let path = folder.join(format!("{status}-recorded-{name}.json"));
    let redaction = Redaction::new(case, rows, document);
    let text = case_file(case, call, response, redaction).pretty();
    write(&folder, &path, &text).map_err(|error| CommandError::file("--record", &path, error))
}

fn write(folder: &Path, path: &Path, text: &str) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    writeln!(file, "{text}")
}

/// The content of the case file.
fn case_file(case: &Case, call: &Call, response: &Recorded, mut redaction: Redaction<'_>) -> Json {
    let given = call.target_row.iter();
    let given = given.map(|row| redaction.json(row)).collect();
    let text = |text: &str| Json::String(text.to_owned());
    let mut request = case.path_values.clone();
    if !case.is_ordinary() {
        request.push(("method".to_owned(), text(call.method.as_str())));
        let path = case.path.as_deref().unwrap_or(call.operation.path);
        request.push(("path".to_owned(), text(path)));
    }
    if !call.query.is_empty() {
        request.push((
            "query".to_owned(),
            redaction.json(&Json::Object(call.query.clone())),
        ));
    }
    if let Some(body) = &call.body {
        request.push(("body".to_owned(), redaction.json(body)));
    }
    request.push(("token".to_owned(), token(&case.token)));
    let body = of_body(response.body());
    let is_json = Json::parse(response.body()).is_ok();
    let body = if is_json {
        redaction.json(&body)
    } else {
        text("[not JSON]")
    };
    let headers = case.headers.iter().filter_map(|name| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some((name.clone(), text(&redaction.text(value))))
    });
    let response = Json::Object(vec![
        (
            "status".to_owned(),
            Json::Number(response.status().as_u16().to_string()),
        ),
        ("headers".to_owned(), Json::Object(headers.collect())),
        ("body".to_owned(), body),
    ]);
    let parts = [
        ("title", text(&format!("{}, as recorded", case.title))),
        (
            "description",
            text("A draft, recorded from a server. Private values are replaced."),
        ),
        ("x-source", text("recorded")),
        ("operation", text(&case.operation)),
        ("given", Json::Array(given)),
        ("request", Json::Object(request)),
        ("response", response),
    ];
    let parts = parts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Json::Object(parts.collect())
}

fn token(token: &Token) -> Json {
    let text = |text: &str| Json::String(text.to_owned());
    match token {
        Token::Valid => text("valid"),
        Token::Absent => text("absent"),
        Token::Expired => text("expired"),
        Token::Unknown => text("unknown"),
        Token::Scopes(scopes) => {
            let scopes = scopes.iter().map(|scope| text(scope)).collect();
            Json::Object(vec![("scopes".to_owned(), Json::Array(scopes))])
        }
    }
}

/// Replaces private values.
struct Redaction<'a> {
    rows: &'a Rows,
    /// The texts that are kept.
    public: BTreeSet<String>,
    /// The substitutes for keys of rows.
    keys: BTreeMap<String, String>,
}

impl<'a> Redaction<'a> {
    fn new(case: &Case, rows: &'a Rows, document: &Value) -> Self {
        let then = case.then.iter().flatten();
        let parts = case.given.iter().chain(then).chain([&case.response]);
        let mut public = BTreeSet::new();
        add_listed(document, &mut public);
        parts
            .chain(&case.body)
            .for_each(|part| add_texts(part, &mut public));
        let others = case.query.iter().chain(&case.path_values);
        others.for_each(|(_, value)| add_texts(value, &mut public));
        Self {
            rows,
            public,
            keys: BTreeMap::new(),
        }
    }

    /// A copy without private values.
    fn json(&mut self, json: &Json) -> Json {
        if let Some(key) = self.rows.key(json) {
            let substitute = format!("{}", 600_001 + self.keys.len());
            self.keys.entry(key.text()).or_insert(substitute);
        }
        match json {
            Json::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| (name.clone(), self.json(value)));
                Json::Object(members.collect())
            }
            Json::Array(items) => Json::Array(items.iter().map(|item| self.json(item)).collect()),
            Json::String(text) => Json::String(self.text(text)),
            Json::Number(number) if self.keys.contains_key(number) => {
                Json::Number(self.keys.get(number).unwrap_or(number).clone())
            }
            Json::Number(number) if !self.public.contains(number) => Json::Number(coarse(number)),
            other => other.clone(),
        }
    }

    /// Redacts a text, unless it is public or a date.
    fn text(&self, text: &str) -> String {
        if self.public.contains(text) || is_date(text) {
            return text.to_owned();
        }
        match self.keys.get(text) {
            Some(key) => key.clone(),
            None => text.chars().map(shape).collect(),
        }
    }
}

/// Collects the texts of `enum`s.
fn add_listed(document: &Value, texts: &mut BTreeSet<String>) {
    match document {
        Value::Array(items) => items.iter().for_each(|item| add_listed(item, texts)),
        Value::Object(members) => {
            let listed = members.get("enum").and_then(Value::as_array);
            let listed = listed.into_iter().flatten().filter_map(Value::as_str);
            texts.extend(listed.map(str::to_owned));
            members
                .values()
                .for_each(|member| add_listed(member, texts));
        }
        _ => {}
    }
}

fn add_texts(json: &Json, texts: &mut BTreeSet<String>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| add_texts(item, texts)),
        Json::Object(members) => members
            .iter()
            .for_each(|(_, value)| add_texts(value, texts)),
        scalar => {
            texts.insert(scalar.text());
        }
    }
    let inner = scalars(json).into_iter();
    texts.extend(inner.map(|(_, value)| value.text()));
}

/// A letter or a digit that replaces a character of the same class. Other characters are kept.
fn shape(character: char) -> char {
    match character {
        c if c.is_ascii_digit() => '1',
        c if c.is_uppercase() => 'A',
        c if c.is_alphabetic() => 'a',
        c => c,
    }
}

/// Whether a text begins with a date, such as `2026-01-15`.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().take(10).map(shape).collect();
    shape == "1111-11-11"
}

/// A number with the same first digit and length, and zeros otherwise.
fn coarse(number: &str) -> String {
    let mut is_first = true;
    let digits = number.chars().map(|c| match c {
        '1'..='9' if is_first => {
            is_first = false;
            c
        }
        '1'..='9' => '0',
        c => c,
    });
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_first_digit_and_their_length() {
        assert_eq!(coarse("43210.55"), "40000.00");
        assert_eq!(coarse("0.37"), "0.30");
        assert_eq!(coarse("-905"), "-900");
    }

    #[test]
    fn texts_keep_their_shape() {
        let redaction = Redaction {
            rows: &Rows::default(),
            public: BTreeSet::from(["known".to_owned()]),
            keys: BTreeMap::new(),
        };
        let texts = ["known", "Ñandú 7/b", "2026-01-15"];
        assert_eq!(
            texts.map(|text| redaction.text(text)),
            ["known", "Aaaaa 1/a", "2026-01-15"]
        );
    }
}
