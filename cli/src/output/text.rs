//! Text that is safe on a terminal, and how wide it is.

use api_transport::text::is_unsafe;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text on one line, with what a terminal acts on escaped.
pub fn one_line(text: &str) -> String {
    escaped(text, |_| false)
}

/// A text of several lines, with what a terminal acts on escaped.
pub fn lines(text: &str) -> String {
    escaped(&text.replace("\r\n", "\n"), |c| matches!(c, '\n' | '\t'))
}

fn escaped(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe(character) && !keeps(character) {
            safe.extend(character.escape_default());
        } else {
            safe.push(character);
        }
    }
    safe
}

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text of at most this width, with `…` where it was cut.
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(1);
    let mut short = String::new();
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if wide > left {
            break;
        }
        left -= wide;
        short.push(character);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(
            one_line("a\u{1b}[2J\nb\u{9b}\u{202e}"),
            "a\\u{1b}[2J\\nb\\u{9b}\\u{202e}"
        );
        assert_eq!(lines("a\r\nb\u{7}"), "a\nb\\u{7}");
    }

    #[test]
    fn texts_are_cut_by_width() {
        assert_eq!(cut("漢字漢字", 5), "漢字…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
    }
}
