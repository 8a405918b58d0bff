//! Random changes of document texts, in YAML and JSON: lines and words are moved.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::bases;

/// The fixtures as they are written, and again as JSON with a line per member.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts: Vec<String> = bases::named()
        .iter()
        .map(|(_, document)| format!("{document:#}"))
        .collect();
    // Our own document takes long to generate.
    texts.pop();
    for path in bases::paths().iter().rev().skip(1) {
        texts.push(std::fs::read_to_string(path).unwrap());
    }
    texts
});

/// A change of a text; numbers select the position.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// Removes the text after a position.
    Cut(usize),
    RemoveLine(usize),
    /// Inserts a copy of one line at another.
    RepeatLine(usize, usize),
    SwapLines(usize, usize),
    SwapWords(usize, usize),
    /// Gives a line this indentation.
    Indent(usize, usize),
    Insert(usize, &'static str),
}

/// A text and its mutated form.
pub fn mutated() -> impl Strategy<Value = (String, String)> {
    let at = any::<usize>;
    let pieces = vec![
        "&a ",
        "*a",
        "&a",
        "<<: *a\n",
        "- ",
        ": ",
        "? ",
        "!!binary ",
        "!!str ",
        "|\n",
        ">\n",
        "---\n",
        "...\n",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        ",",
        "#",
        "\t",
        "\u{feff}",
        "\u{0}",
        "\\u0000",
        "~",
        "1e999",
        "-0",
        "0x1F",
        ".nan",
        "99999999999999999999",
        "null",
        "$ref: '#/definitions/Pet'\n",
    ];
    let change = prop_oneof![
        1 => at().prop_map(Change::Cut),
        3 => at().prop_map(Change::RemoveLine),
        3 => (at(), at()).prop_map(|(from, to)| Change::RepeatLine(from, to)),
        2 => (at(), at()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        4 => (at(), at()).prop_map(|(a, b)| Change::SwapWords(a, b)),
        2 => (at(), 0_usize..6).prop_map(|(line, indent)| Change::Indent(line, indent)),
        4 => (at(), prop::sample::select(pieces)).prop_map(|(at, piece)| Change::Insert(at, piece)),
    ];
    let changes = prop::collection::vec(change, 1..4);
    ((0..TEXTS.len()).prop_map(|i| TEXTS[i].clone()), changes).prop_map(|(before, changes)| {
        let after = changes.into_iter().fold(before.clone(), apply);
        (before, after)
    })
}

fn apply(text: String, change: Change) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return text;
    }
    let count = lines.len();
    match change {
        Change::Cut(at) => return text[..boundary(&text, at)].to_owned(),
        Change::Insert(at, piece) => {
            let at = boundary(&text, at);
            return format!("{}{piece}{}", &text[..at], &text[at..]);
        }
        Change::SwapWords(a, b) => return swap_words(&text, a, b),
        Change::RemoveLine(at) => {
            lines.remove(at % count);
        }
        Change::RepeatLine(from, to) => lines.insert(to % count, lines[from % count]),
        Change::SwapLines(a, b) => lines.swap(a % count, b % count),
        Change::Indent(at, indent) => {
            let line = format!("{}{}", " ".repeat(indent), lines[at % count].trim_start());
            lines[at % count] = &line;
            return lines.concat();
        }
    }
    lines.concat()
}

/// A character boundary in `text`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at % (text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Swaps words; words are at odd indices, separators at even ones.
fn swap_words(text: &str, a: usize, b: usize) -> String {
    let mut parts = vec![String::new()];
    for c in text.chars() {
        let is_in_word = c.is_alphanumeric() || "$-_/.".contains(c);
        if is_in_word != (parts.len() % 2 == 0) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let words = parts.len() / 2;
    if words > 0 {
        parts.swap(a % words * 2 + 1, b % words * 2 + 1);
    }
    parts.concat()
}
