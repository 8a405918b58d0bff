//! Keeps requests and answers as case files, without what is nobody else's business.
//!
//! Contract, debtor, references and numbers are replaced, the same by the same, so that a file still tells
//! which belong together; amounts keep their first digit and their length. Tokens, transaction numbers and
//! rates of use are not kept at all.

use std::collections::BTreeMap;
use std::path::Path;

use classifications_sandbox::cases::{Case, Token};

use super::fit::{Fitted, encode};
use super::session::Answer;
use super::{CannotRun, Options};
use crate::contract::json::Json;

/// The contract number of all cases.
const CONTRACT_NO: &str = "1234567-01";

/// The headers of answers that are kept.
const KEPT_HEADERS: &[&str] = &["www-authenticate", "allow"];

/// Writes `<folder>/<operation>/<status>-recorded-<name>.json`.
///
/// # Errors
/// [`CannotRun::File`].
pub fn keep(
    folder: &Path,
    case: &Case,
    fitted: &Fitted,
    answer: &Answer,
    options: &Options,
) -> Result<(), CannotRun> {
    let status = answer.status().as_u16();
    let name = case.name.rsplit('/').next().unwrap_or_default();
    let name = name.split_once('-').map_or(name, |(_, name)| name);
    let folder = folder.join(&case.operation);
    let path = folder.join(format!("{status}-recorded-{name}.json"));
    let failed = |source| CannotRun::File {
        what: "write",
        path: path.clone(),
        source,
    };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let text = pretty(&file(case, fitted, answer, options), 0);
    std::fs::write(&path, format!("{text}\n")).map_err(failed)
}

fn file(case: &Case, fitted: &Fitted, answer: &Answer, options: &Options) -> Json {
    let mut redaction = Redaction::new(options);
    let text = String::from_utf8_lossy(answer.body());
    let body = text.parse().unwrap_or_else(|_| Json::text("[not JSON]"));
    // numbers are replaced in the order in which they are met: the smallest first, as a list has them
    let about = fitted.about.as_ref().map(|held| redaction.json("", held));
    let body = redaction.json("", &body);
    let given = match (&about, body.get("classifications")) {
        (Some(held), None) => vec![held.clone()],
        (_, Some(list)) => list.items().to_vec(),
        (None, None) => vec![],
    };
    let mut request = vec![("contractNo", Json::text(CONTRACT_NO))];
    if !case.is_ordinary() {
        request.push(("method", Json::text(fitted.method.as_str())));
        let path = fitted.path_and_query.split('?').next().unwrap_or_default();
        let path = path.replace(&encode(&options.contract_no), CONTRACT_NO);
        request.push(("path", Json::Text(redaction.text(&path))));
    }
    if !fitted.query.is_empty() {
        let query = fitted.query.iter();
        let query = query.map(|(name, value)| (name.as_str(), redaction.json(name, value)));
        request.push(("query", Json::object(query)));
    }
    if let Some(body) = &fitted.body {
        request.push(("body", redaction.json("", body)));
    }
    request.push(("token", token(&case.request.token)));
    let headers = answer.headers().iter();
    let headers = headers.filter(|(name, _)| KEPT_HEADERS.contains(&name.as_str()));
    let headers =
        headers.filter_map(|(name, value)| Some((name.as_str(), Json::text(value.to_str().ok()?))));
    let status = answer.status().as_u16();
    Json::object([
        ("title", Json::text(format!("{}, as recorded", case.title))),
        (
            "description",
            Json::text("Recorded from a server; names, numbers and amounts are replaced."),
        ),
        ("x-source", Json::text("recorded")),
        ("operation", Json::text(&case.operation)),
        ("given", Json::List(given)),
        ("request", Json::object(request)),
        (
            "response",
            Json::object([
                ("status", Json::number(status)),
                ("headers", Json::object(headers)),
                ("body", body),
            ]),
        ),
    ])
}

fn token(token: &Token) -> Json {
    match token {
        Token::Valid => Json::text("valid"),
        Token::Absent => Json::text("absent"),
        Token::Expired => Json::text("expired"),
        Token::Unknown => Json::text("unknown"),
        Token::Scopes(scopes) => Json::object([(
            "scopes",
            Json::List(scopes.iter().map(Json::text).collect()),
        )]),
    }
}

/// What is replaced, and by what.
struct Redaction {
    texts: BTreeMap<String, String>,
    numbers: BTreeMap<String, String>,
}

impl Redaction {
    fn new(options: &Options) -> Self {
        let mut this = Self {
            texts: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        this.texts
            .insert(options.contract_no.clone(), CONTRACT_NO.to_owned());
        let debtor = &options.debtor;
        let known = [
            ("taxId", &debtor.debtor_tax_id),
            ("name", &debtor.debtor_name),
        ];
        for (name, value) in known {
            if let Some(value) = value {
                this.replace(name, value);
            }
        }
        this
    }

    /// A value, of a member with this name.
    fn json(&mut self, name: &str, json: &Json) -> Json {
        match (name, json) {
            ("requestNo" | "endorsementNo", Json::Number(number)) => {
                let next = 600_001 + self.numbers.len();
                let number = self.numbers.entry(number.clone());
                Json::Number(number.or_insert_with(|| next.to_string()).clone())
            }
            ("requestedLimit" | "grantedLimit", Json::Number(number)) => {
                Json::Number(coarse(number))
            }
            ("taxId" | "name" | "customerReference", Json::Text(text)) => {
                Json::Text(self.replace(name, text))
            }
            (_, Json::Text(text)) => Json::Text(self.text(text)),
            (_, Json::List(items)) => {
                Json::List(items.iter().map(|item| self.json(name, item)).collect())
            }
            (_, Json::Object(members)) => {
                let members = members.iter();
                Json::object(members.map(|(name, value)| (name.as_str(), self.json(name, value))))
            }
            (_, other) => other.clone(),
        }
    }

    fn replace(&mut self, name: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let index = self.texts.len();
        let made = match name {
            "taxId" => format!("X{index:08}"),
            "name" => format!("Debtor {index}"),
            _ => format!("C-{}", 1000 + index),
        };
        self.texts.entry(text.to_owned()).or_insert(made).clone()
    }

    /// A text in which known names and numbers stand.
    fn text(&self, text: &str) -> String {
        let known = self.texts.iter().chain(&self.numbers);
        let mut known: Vec<_> = known
            .filter(|(known, _)| known.chars().count() > 2)
            .collect();
        known.sort_by_key(|(known, _)| std::cmp::Reverse(known.len()));
        let mut redacted = text.to_owned();
        for (known, replacement) in known {
            redacted = redacted.replace(known.as_str(), replacement);
        }
        redacted
    }
}

/// An amount of the same length with the same first digit.
fn coarse(number: &str) -> String {
    let mut first = true;
    let digits = number.chars().map(|c| match c {
        '1'..='9' if first => {
            first = false;
            c
        }
        '1'..='9' => '0',
        c => c,
    });
    digits.collect()
}

/// JSON as the case files have it, two spaces deeper at each level.
fn pretty(json: &Json, depth: usize) -> String {
    let (inner, outer) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    match json {
        Json::List(items) if !items.is_empty() => {
            let items = items
                .iter()
                .map(|item| format!("{inner}{}", pretty(item, depth + 1)));
            format!("[\n{}\n{outer}]", items.collect::<Vec<_>>().join(",\n"))
        }
        Json::Object(members) if !members.is_empty() => {
            let members = members.iter().map(|(name, value)| {
                format!("{inner}{}: {}", Json::text(name), pretty(value, depth + 1))
            });
            format!("{{\n{}\n{outer}}}", members.collect::<Vec<_>>().join(",\n"))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_first_digit_and_their_length() {
        assert_eq!(coarse("43210.55"), "40000.00");
        assert_eq!(coarse("0.37"), "0.30");
        assert_eq!(coarse("-905"), "-900");
    }
}
