//! Compares a recorded request with the expected one.

use serde_json::Value;

use super::cases::Recorded;
use super::oracle::{Body, Expected, essence, is_form, text};
use oas2_codegen::pointer::percent_decode;

/// The first difference between both; `None` if they agree.
pub fn difference(expected: &Expected, recorded: &Recorded) -> Option<String> {
    if let Some(error) = &recorded.error {
        return Some(format!("nothing was sent: {error}"));
    }
    if expected.method != recorded.method {
        return Some(format!(
            "method {} instead of {}",
            recorded.method, expected.method
        ));
    }
    let url = recorded
        .url
        .strip_prefix("http://wire.example/base/")
        .unwrap_or(&recorded.url);
    let url = url.split('#').next().unwrap_or_default();
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let segments: Vec<String> = path.split('/').map(percent_decode).collect();
    if segments != expected.segments {
        return Some(format!(
            "path {segments:?} instead of {:?}",
            expected.segments
        ));
    }
    different_pairs("query", &expected.query, pairs(query))
        .or_else(|| headers(expected, recorded))
        .or_else(|| body(expected, recorded))
}

/// The decoded pairs of a query or form.
fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode(&text.replace('+', " "));
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// The difference between the pairs of a part of the request, in any order.
fn different_pairs(
    part: &str,
    expected: &[(String, String)],
    mut found: Vec<(String, String)>,
) -> Option<String> {
    let mut expected = expected.to_vec();
    expected.sort();
    found.sort();
    (expected != found).then(|| format!("{part} {found:?} instead of {expected:?}"))
}

/// The value of a header; of one that is sent twice, all values, because a server may read either.
fn header(recorded: &Recorded, name: &str) -> Option<String> {
    let found = recorded.headers.iter().filter(|(n, _)| n == name);
    let values: Vec<_> = found.map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join("\n"))
}

fn headers(expected: &Expected, recorded: &Recorded) -> Option<String> {
    for (name, value) in &expected.headers {
        let found = header(recorded, name);
        if found.as_ref() != Some(value) {
            return Some(format!("header {name}: {found:?} instead of {value:?}"));
        }
    }
    let is_expected = |name: &str| expected.headers.iter().any(|(n, _)| n == name);
    for (name, value) in &recorded.headers {
        let single = ["accept", "content-type", "content-length"];
        let count = recorded.headers.iter().filter(|(n, _)| n == name).count();
        if count > 1 && single.contains(&name.as_str()) {
            return Some(format!("header {name} is sent {count} times"));
        }
        match name.as_str() {
            name if is_expected(name) => {}
            "accept" => {
                let offered = |t: &str| {
                    expected
                        .accept
                        .iter()
                        .any(|a| *a == essence(t) || a.contains('*'))
                        || (expected.accept.is_empty() && essence(t) == "application/json")
                };
                if value != "*/*" && !value.split(',').all(offered) {
                    return Some(format!(
                        "accept {value:?}, offered is {:?}",
                        expected.accept
                    ));
                }
            }
            "content-type" => {
                let allowed = |t: &String| *t == essence(value) || t.contains('*');
                if !expected.content_types.iter().any(allowed) {
                    return Some(format!(
                        "content-type {value:?} instead of one of {:?}",
                        expected.content_types
                    ));
                }
            }
            "content-length" => {}
            other => return Some(format!("header {other} is in no document")),
        }
    }
    None
}

fn body(expected: &Expected, recorded: &Recorded) -> Option<String> {
    let content_type = header(recorded, "content-type").unwrap_or_default();
    let sent = recorded.body.as_deref().unwrap_or_default();
    match &expected.body {
        Body::Nothing => (!sent.is_empty()).then(|| format!("an unexpected body: {sent:?}")),
        Body::Fields(fields) => fields_differ(fields, &content_type, sent),
        // A form without fields has no bytes, and therefore no content type.
        Body::Value(Value::Object(fields))
            if fields.is_empty()
                && sent.is_empty()
                && expected.content_types.iter().all(|t| is_form(t)) =>
        {
            None
        }
        Body::Value(value) => match essence(&content_type).as_str() {
            form if is_form(form) => {
                let fields = value.as_object().into_iter().flatten();
                let fields: Vec<_> = fields.map(|(k, v)| (k.clone(), field_text(v))).collect();
                fields_differ(&fields, &content_type, sent)
            }
            t if t.ends_with("json") => match serde_json::from_str::<Value>(sent) {
                Ok(json) if same(&json, value) => None,
                _ => Some(format!("body {sent} instead of {value}")),
            },
            _ => {
                // A header parameter can set any content type for a JSON body.
                let json = serde_json::from_str::<Value>(sent);
                if json.is_ok_and(|json| same(&json, value)) {
                    return None;
                }
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (text != sent).then(|| format!("body {sent:?} instead of {text:?}"))
            }
        },
    }
}

/// A form field of a body that is declared as an object. OAS2 does not define its list format, so
/// the default is used.
fn field_text(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(text).collect();
            items.join(",")
        }
        other => text(other),
    }
}

/// JSON equality, where 1 and 1.0 are the same number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            x == y || x.as_f64() == y.as_f64() && !(x.is_i64() && y.is_i64())
        }
        (Value::Array(x), Value::Array(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y))
        }
        (Value::Object(x), Value::Object(y)) => {
            x.len() == y.len() && x.iter().all(|(k, x)| y.get(k).is_some_and(|y| same(x, y)))
        }
        _ => a == b,
    }
}

fn fields_differ(expected: &[(String, String)], content_type: &str, sent: &str) -> Option<String> {
    let found = if essence(content_type) == "multipart/form-data" {
        multipart(content_type, sent)
    } else {
        pairs(sent)
    };
    different_pairs("form", expected, found)
}

/// The names and contents of the parts of a multipart body.
fn multipart(content_type: &str, body: &str) -> Vec<(String, String)> {
    let Some((_, boundary)) = content_type.split_once("boundary=") else {
        return vec![];
    };
    let boundary = format!("--{}", boundary.trim_matches('"'));
    body.split(&boundary)
        .filter_map(|part| {
            let (head, content) = part.split_once("\r\n\r\n")?;
            let name = head.split("name=\"").nth(1)?.split('"').next()?;
            Some((
                percent_decode(name),
                content.trim_end_matches("\r\n").to_owned(),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(headers: &[(&str, &str)]) -> Recorded {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Recorded {
            error: None,
            method: "POST".to_owned(),
            url: "http://wire.example/base/a".to_owned(),
            headers: headers.iter().map(owned).collect(),
            body: Some("x".to_owned()),
        }
    }

    fn expected(content_types: &[&str], body: Value) -> Expected {
        Expected {
            method: "POST".to_owned(),
            segments: vec!["a".to_owned()],
            query: vec![],
            headers: vec![],
            content_types: content_types.iter().map(ToString::to_string).collect(),
            accept: vec![],
            body: Body::Value(body),
        }
    }

    #[test]
    fn every_value_of_a_header_counts() {
        let expected = Expected {
            headers: vec![("content-type".to_owned(), "text/csv".to_owned())],
            ..expected(&["text/csv", "application/pdf"], "x".into())
        };
        let csv = ("content-type", "text/csv");
        assert_eq!(difference(&expected, &recorded(&[csv])), None);
        for second in ["application/pdf", "text/csv"] {
            let twice = recorded(&[csv, ("content-type", second)]);
            assert!(difference(&expected, &twice).is_some(), "{second}");
        }
        let no_parameter = Expected {
            headers: vec![],
            ..expected
        };
        let twice = recorded(&[csv, ("content-type", "application/pdf")]);
        let found = difference(&no_parameter, &twice).unwrap();
        assert_eq!(found, "header content-type is sent 2 times");
    }

    #[test]
    fn numbers_are_compared_exactly() {
        for text in ["-1.034e-20", "5e-324", "1.7976931348623157e308", "0.1"] {
            let exact: f64 = text.parse().unwrap();
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(value.as_f64(), Some(exact), "{text}");
            let expected = expected(&["application/json"], value);
            let sent = |body: f64| Recorded {
                body: Some(serde_json::to_string(&body).unwrap()),
                ..recorded(&[("content-type", "application/json")])
            };
            assert_eq!(difference(&expected, &sent(exact)), None, "{text}");
            let neighbour = sent(f64::from_bits(exact.to_bits() - 1));
            assert!(difference(&expected, &neighbour).is_some(), "{text}");
        }
    }
}
