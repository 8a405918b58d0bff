//! Secrets are removed in every encoding in which servers echo them.

use super::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

const PASSWORD: &str = "pä55 W0rd&+/=%qJx";

fn redacted(secret: &str, text: &str) -> String {
    let redaction = Redaction::new([secret], ["the-app"]);
    match redaction.redact(text.as_bytes()) {
        Some(text) => String::from_utf8(text).unwrap(),
        None => text.to_owned(),
    }
}

#[test]
fn a_secret_is_removed_and_the_text_around_it_is_kept() {
    assert_eq!(
        redacted(
            "abc123def456",
            r#"{"message":"Invalid access token: abc123def456"}"#
        ),
        r#"{"message":"Invalid access token: ************"}"#
    );
}

#[test]
fn a_secret_in_a_body_in_utf_16_is_removed() {
    let body: Vec<u8> = "token: abc123def456"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let headers = http::HeaderMap::new();
    let response = Response::new(
        http::StatusCode::BAD_REQUEST,
        headers,
        Body::Bytes(body.into()),
    );
    let redacted = Redaction::new(["abc123def456"], []).response(response);
    assert_eq!(redacted.text(), "token: ************");
}

#[test]
fn pieces_of_six_characters_are_removed_and_shorter_ones_are_kept() {
    assert_eq!(
        redacted("abc123def456", "token 23def4..."),
        "token ******..."
    );
    assert_eq!(redacted("abc123def456", "token 23def..."), "token 23def...");
}

#[test]
fn a_short_secret_is_removed_as_a_word_and_kept_within_one() {
    assert_eq!(redacted("pass", "pass: passed"), "****: passed");
}

#[test]
fn a_name_is_removed_as_a_whole_and_pieces_of_it_are_kept() {
    assert_eq!(redacted(PASSWORD, "the-app the-ap"), "******* the-ap");
}

#[test]
fn text_without_a_secret_is_unchanged() {
    let redaction = Redaction::new([PASSWORD], [""]);
    for text in [
        "",
        "%",
        "%4",
        "&amp",
        "&#;",
        "&#x110000;",
        "\\",
        "\\u12",
        "100 %; a&b",
    ] {
        assert_eq!(redaction.redact(text.as_bytes()), None, "{text}");
    }
    assert_eq!(redaction.redact(&[0xff, b'%', b'f', b'f', 0xc3]), None);
}

#[test]
fn bytes_that_are_not_utf_8_are_kept() {
    let redaction = Redaction::new(["secret"], []);
    let text = [b"\xffsecret\xc3".as_slice(), &[0x28]].concat();
    assert_eq!(redaction.redact(&text).unwrap(), b"\xff******\xc3(");
}

/// The name of an encoding, and its function.
type Encoding = (&'static str, fn(&str) -> String);

/// The encodings in which servers echo requests.
fn encodings() -> Vec<Encoding> {
    vec![
        ("none", str::to_owned),
        ("URL", |text| {
            utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
        }),
        ("URL in lower case", |text| {
            utf8_percent_encode(text, NON_ALPHANUMERIC)
                .to_string()
                .to_lowercase()
        }),
        ("form", |text| {
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
        }),
        ("JSON", |text| serde_json::to_string(text).unwrap()),
        ("JSON, all characters as escapes", |text| {
            let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
            units.collect()
        }),
        ("HTML", |text| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            text.replace('"', "&quot;").replace('\'', "&#39;")
        }),
        ("HTML, numeric character references", |text| {
            let entities = text
                .chars()
                .map(|char| format!("&#x{:X};", u32::from(char)));
            entities.collect()
        }),
        ("URL in HTML in JSON", |text| {
            let url = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            serde_json::to_string(&url.replace('%', "&#37;")).unwrap()
        }),
    ]
}

proptest! {
    #[test]
    fn no_piece_survives_in_any_encoding(secret in "[ -~äñ€]{6,20}", cut in 0_usize..14) {
        // in lower case, a secret with capital letters is another secret
        for (name, encode) in encodings() {
            if name == "URL in lower case" && secret.chars().any(|c| c.is_ascii_uppercase()) {
                continue;
            }
            let start = secret.char_indices().nth(cut).map_or(0, |(at, _)| at);
            let piece = &secret[start..];
            if piece.chars().count() < PIECE {
                continue;
            }
            let echoed = format!("<{}>", encode(piece));
            let shown = redacted(&secret, &echoed);
            let stars = shown.bytes().filter(|byte| *byte == b'*').count();
            prop_assert!(stars >= PIECE, "{name}: {echoed} is shown as {shown}");
            prop_assert!(!shown.contains(piece));
        }
    }

    #[test]
    fn no_piece_survives_in_base64(secret in "[ -~]{8,20}", before in "[ -~]{0,5}", after in "[ -~]{0,5}") {
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let echoed = engine.encode(format!("{before}{secret}{after}"));
            let shown = redacted(&secret, &echoed);
            let stars = shown.len() - shown.replace('*', "").len();
            // the characters at both ends encode bits of the secret and of the adjacent text
            prop_assert!(stars + 4 >= secret.len() * 4 / 3, "{echoed} is shown as {shown}");
        }
    }

    #[test]
    fn nothing_panics_and_the_length_is_kept(text in prop::collection::vec(any::<u8>(), 0..60)) {
        let redaction = Redaction::new(["secret", "ab"], ["x"]);
        if let Some(redacted) = redaction.redact(&text) {
            prop_assert_eq!(redacted.len(), text.len());
        }
    }
}
