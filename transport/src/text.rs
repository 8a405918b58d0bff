//! Prepares text and bodies of a server for messages and `Debug`: bounded, on one line, without control
//! characters.

use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// Whether a character can change how a terminal shows a text: a control character, a mark for the direction of text, or a
/// separator of lines.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// The first `limit` characters of a text on one line, without unsafe characters.
#[must_use]
pub fn one_line(text: &[u8], limit: usize) -> String {
    let text = String::from_utf8_lossy(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    words
        .chars()
        .filter(|c| !is_unsafe(*c))
        .take(limit)
        .collect()
}

/// Whether a body with these headers is an HTML page.
#[must_use]
pub fn is_page(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return false;
    };
    let text = value.as_bytes().trim_ascii_start();
    ["text/html", "application/xhtml+xml"]
        .iter()
        .any(|media_type| {
            let start = text.get(..media_type.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(media_type.as_bytes()))
        })
}

/// The size of a body: `Debug` shows no content of a server.
pub(crate) struct Size(pub usize);

impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

/// The names of headers, whose values can hold secrets.
pub(crate) struct HeaderNames<'a>(pub &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_and_has_no_lines_and_no_unsafe_characters() {
        assert_eq!(one_line(b" a\r\n\tb\x1b[2Jc", 10), "a b[2Jc");
        assert_eq!(one_line("äöü\u{202e}ß".as_bytes(), 4), "äöüß");
        assert_eq!(one_line("äöü".as_bytes(), 2), "äö");
        assert_eq!(one_line(b"\xff", 2), "\u{fffd}");
    }
}
