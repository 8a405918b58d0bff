//! Finds secrets in a text, in any encoding.

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The number of leading characters of a secret that are a leak, since a truncated secret is a leak.
const PREFIX: usize = 8;

/// The maximum number of characters of a line that are shown.
const LINE_SHOWN: usize = 400;

/// The maximum number of leaks that are shown.
const FOUND_SHOWN: usize = 50;

/// The secrets to search for.
#[derive(Debug, Default)]
pub struct Secrets(Vec<(String, String)>);

impl Secrets {
    /// Adds a secret under a name.
    pub fn add(&mut self, name: impl Into<String>, secret: impl Into<String>) {
        let secret = secret.into();
        assert!(
            secret.chars().count() >= PREFIX,
            "too short to be searched for"
        );
        self.0.push((name.into(), secret));
    }

    /// The number of secrets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no secrets.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The leaks in `text`, with their encodings.
    #[must_use]
    pub fn found_in(&self, text: &str) -> Vec<String> {
        let mut patterns = Vec::new();
        for (name, secret) in &self.0 {
            let start: String = secret.chars().take(PREFIX).collect();
            for (form, written) in forms(&start) {
                patterns.push((name, form, written));
            }
        }
        let written = patterns.iter().map(|(_, _, written)| written);
        let search = AhoCorasick::new(written).unwrap();
        let found = search.find_overlapping_iter(text).map(|found| {
            let (name, form, _) = &patterns[found.pattern().as_usize()];
            let before = text[..found.start()].rfind('\n').map_or(0, |line| line + 1);
            let line: String = text[before..].chars().take(LINE_SHOWN).collect();
            format!("{name}, {form}: {line}")
        });
        found.take(FOUND_SHOWN).collect()
    }
}

/// The encodings of a text.
fn forms(start: &str) -> Vec<(String, String)> {
    let mut forms = vec![
        ("raw".to_owned(), start.to_owned()),
        ("escaped".to_owned(), start.escape_debug().to_string()),
        (
            "escaped to ASCII".to_owned(),
            start.escape_default().to_string(),
        ),
        (
            "URL-encoded".to_owned(),
            utf8_percent_encode(start, NON_ALPHANUMERIC).to_string(),
        ),
        ("as a form field".to_owned(), form_encoded(start)),
        (
            "in JSON".to_owned(),
            serde_json::to_string(start)
                .unwrap()
                .trim_matches('"')
                .to_owned(),
        ),
        (
            "as bytes".to_owned(),
            listed(start, |byte| byte.to_string(), ", "),
        ),
        (
            "in hexadecimal".to_owned(),
            listed(start, |byte| format!("{byte:02x}"), ""),
        ),
    ];
    for before in 0..3 {
        let standard = base64_after(before, start, |bytes| STANDARD_NO_PAD.encode(bytes));
        let url_safe = base64_after(before, start, |bytes| URL_SAFE_NO_PAD.encode(bytes));
        forms.push((format!("base64 at {before} mod 3"), standard));
        forms.push((format!("base64url at {before} mod 3"), url_safe));
    }
    forms
}

fn form_encoded(text: &str) -> String {
    let encoded: Vec<String> = text
        .split(' ')
        .map(|word| {
            const LITERAL: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC
                .remove(b'*')
                .remove(b'-')
                .remove(b'.')
                .remove(b'_');
            utf8_percent_encode(word, LITERAL).to_string()
        })
        .collect();
    encoded.join("+")
}

fn listed(text: &str, byte: impl Fn(u8) -> String, separator: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(byte).collect();
    bytes.join(separator)
}

/// The base64 form of `text` after this many bytes, without the characters at both ends, which
/// depend on the bytes around the text.
fn base64_after(before: usize, text: &str, encode: impl Fn(&[u8]) -> String) -> String {
    let mut bytes = vec![0; before];
    bytes.extend_from_slice(text.as_bytes());
    let encoded = encode(&bytes);
    let own_from = (before * 8).div_ceil(6);
    let own_to = bytes.len() * 8 / 6;
    encoded[own_from..own_to].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "pä55 W0rd&+/=%qJx";

    #[test]
    fn a_secret_is_found_in_every_encoding() {
        let mut secrets = Secrets::default();
        secrets.add("password", SECRET);
        let form: String = [("password", SECRET)]
            .iter()
            .map(|(name, value)| {
                let url = reqwest::Url::parse_with_params("http://h/", [(name, value)]).unwrap();
                url.query().unwrap().to_owned()
            })
            .collect();
        for text in [
            format!("before {SECRET} after"),
            "cut off: pä55 W0r".to_owned(),
            format!("{:?}", SECRET.as_bytes()),
            format!("{:?}", format!("x\n{SECRET}")),
            form,
            utf8_percent_encode(SECRET, NON_ALPHANUMERIC).to_string(),
            STANDARD_NO_PAD.encode(SECRET),
            STANDARD_NO_PAD.encode(format!("u:{SECRET}")),
            URL_SAFE_NO_PAD.encode(format!("u:{SECRET}")),
            STANDARD_NO_PAD.encode(format!("user:{SECRET} more")),
            listed(SECRET, |byte| format!("{byte:02x}"), ""),
            serde_json::to_string(SECRET).unwrap(),
        ] {
            assert!(!secrets.found_in(&text).is_empty(), "{text}");
        }
        for text in ["", "p", "pä55 W0", "password", "WzIzXQ"] {
            assert_eq!(secrets.found_in(text), [""; 0], "{text}");
        }
    }
}
