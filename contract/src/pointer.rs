//! JSON pointers (RFC 6901), and one-line texts.

use api_transport::text::is_unsafe;

/// A name as one step of a JSON pointer (RFC 6901, section 3).
#[must_use]
pub fn escape_step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A pointer with one more step.
pub(crate) fn join(pointer: &str, name: impl AsRef<str>) -> String {
    format!("{pointer}/{}", escape_step(name.as_ref()))
}

/// The steps of a JSON pointer, unescaped (RFC 6901, section 4).
pub fn pointer_steps(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// A text for one line of a log, with control characters escaped, and cut if it is too long.
pub(crate) fn one_line(text: &str) -> String {
    cut(text, 256).chars().flat_map(printable).collect()
}

/// A name of the message, quoted and on one line. It stays complete until the report is finished,
/// so that a secret in it can be recognised.
pub(crate) fn quote(name: &str) -> String {
    format!("{name:?}")
}

fn printable(c: char) -> Box<dyn Iterator<Item = char>> {
    if is_unsafe(c) {
        Box::new(c.escape_default())
    } else {
        Box::new(std::iter::once(c))
    }
}

/// The first `limit` characters of a text, followed by `...` if there are more.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_undo_join() {
        let pointer = join(&join("", "a/b~c"), "");
        assert_eq!(pointer, "/a~1b~0c/");
        assert_eq!(pointer_steps(&pointer).collect::<Vec<_>>(), ["a/b~c", ""]);
        assert_eq!(pointer_steps("").count(), 0);
    }

    #[test]
    fn texts_are_reduced_to_one_line() {
        assert_eq!(one_line("/body/a\nb\u{2028}"), "/body/a\\nb\\u{2028}");
        assert_eq!(quote("a\n"), "\"a\\n\"");
        assert_eq!(cut(&"\u{f1}".repeat(100), 64).chars().count(), 64 + 3);
        assert_eq!(cut("abc", 3), "abc");
    }
}
