//! Escapes, measures, shortens and wraps text for a terminal.

use api_transport::text::is_unsafe;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text on one line, with line ends and characters that a terminal interprets escaped.
pub fn one_line(text: &str) -> String {
    escaped(text, |_| false)
}

/// A text of several lines, with characters that a terminal interprets escaped.
pub fn lines(text: &str) -> String {
    escaped(&text.replace("\r\n", "\n"), |c| matches!(c, '\n' | '\t'))
}

/// A text in which characters that a terminal interprets are escaped, except those that `keeps` accepts.
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

/// The number of terminal columns of a text.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text of at most this width. A shortened text ends with `…`.
pub fn cut(text: &str, max_width: usize) -> String {
    if width(text) <= max_width {
        return text.to_owned();
    }
    let mut remaining = max_width.saturating_sub(1);
    let mut short = String::new();
    for character in text.chars() {
        let character_width = character.width().unwrap_or(0);
        if character_width > remaining {
            break;
        }
        remaining -= character_width;
        short.push(character);
    }
    short.push('…');
    short
}

/// Wraps the lines of a text at this width. A continuation line is indented to the last column of the line that it continues. A
/// command in backticks is not broken, so that it can be copied.
pub fn wrapped(text: &str, max_width: usize) -> String {
    let lines = text.split('\n').map(|line| wrapped_line(line, max_width));
    lines.collect::<Vec<_>>().join("\n")
}

fn wrapped_line(line: &str, max_width: usize) -> String {
    if width(line) <= max_width {
        return line.to_owned();
    }
    let rest = line.trim_start_matches(' ');
    let indent = line.len() - rest.len();
    // two spaces separate columns
    let ends = rest
        .rmatch_indices("  ")
        .map(|(at, gap)| indent + at + gap.len());
    let columns = ends.filter_map(|end| line.split_at_checked(end));
    let mut columns = columns.filter(|(start, _)| width(start) <= max_width / 2);
    let (start, rest, hanging_indent) = match columns.next() {
        Some((start, rest)) => (start, rest, width(start)),
        None => (line.get(..indent).unwrap_or_default(), rest, indent + 2),
    };
    let (mut wrapped, mut column) = (start.to_owned(), width(start));
    let mut is_first = true;
    for word in words(rest) {
        let needed = width(&word) + usize::from(!is_first);
        if !is_first && column + needed > max_width {
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', hanging_indent));
            column = hanging_indent + width(&word);
        } else {
            if !is_first {
                wrapped.push(' ');
            }
            column += needed;
        }
        wrapped += &word;
        is_first = false;
    }
    wrapped
}

/// The words of a line. Text in backticks is one word.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in line.split(' ') {
        match words.last_mut().filter(|_| is_open) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => words.push(word.to_owned()),
        }
        is_open ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// A decimal number with a separator between groups of three digits. Another text is unchanged. The separator is a kind of space,
/// which cannot be mistaken for a decimal separator.
pub fn grouped(number: &str, separator: char) -> String {
    let (sign, unsigned) = number
        .strip_prefix('-')
        .map_or(("", number), |unsigned| ("-", unsigned));
    let whole = unsigned.split('.').next().unwrap_or_default();
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut grouped = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped + unsigned.strip_prefix(whole).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_between_words_and_commands_are_not_broken() {
        for (text, expected) in [
            ("short", "short"),
            ("error: one two three four", "error: one two three\n  four"),
            (
                "ok  name  one two three four",
                "ok  name  one two\n          three four",
            ),
            (
                "  do: run `a long command` now",
                "  do: run\n    `a long command`\n    now",
            ),
            (
                "http://127.0.0.1:8080/a/path",
                "http://127.0.0.1:8080/a/path",
            ),
        ] {
            assert_eq!(wrapped(text, 20), expected);
        }
    }

    #[test]
    fn digits_are_grouped() {
        for (number, expected) in [
            ("40000.00", "40 000.00"),
            ("400", "400"),
            ("1234567.5", "1 234 567.5"),
            ("-1000.00", "-1 000.00"),
            ("40.000,00", "40.000,00"),
            ("", ""),
        ] {
            assert_eq!(grouped(number, ' '), expected);
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(
            one_line("a\u{1b}[2J\nb\u{9b}\u{202e}"),
            "a\\u{1b}[2J\\nb\\u{9b}\\u{202e}"
        );
        assert_eq!(lines("a\r\nb\u{7}"), "a\nb\\u{7}");
    }

    #[test]
    fn texts_are_shortened_by_width() {
        assert_eq!(cut("漢字漢字", 5), "漢字…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
    }
}
