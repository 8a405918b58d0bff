//! Resolves clashes: members of one scope with the same Rust name, such as `a-b` and `a_b`, `Pet`
//! and `pet`.
//!
//! A member without a clash has its plain name. In a clash no member has the plain name: each gets a
//! longer one, so that neither the order nor the rest of the document decides which member a name
//! means. A member that joins a clash does not change the names of the others, unless one of its
//! candidate names is theirs.

use std::collections::HashMap;

use heck::ToPascalCase;

use super::identifiers::stable;
use crate::load::sha256;

/// The candidate names of a member, each used if the previous one is not unique.
///
/// The last two end with a hash of the member's identity, the very last with all its digits, so
/// that it is unique.
#[derive(Debug)]
pub(crate) struct Candidates {
    plain: String,
    longer: Vec<String>,
}

impl Candidates {
    /// A member with a name in snake case. `longer` are more specific names, `identity` is unique
    /// in its scope.
    pub fn snake(plain: String, longer: impl IntoIterator<Item = String>, identity: &str) -> Self {
        Self::with_hashes(plain, longer, identity, |base, hash| {
            format!("{base}_{hash}")
        })
    }

    /// A member with a name in Pascal case, as [`Self::snake`].
    pub fn pascal(plain: String, longer: impl IntoIterator<Item = String>, identity: &str) -> Self {
        Self::with_hashes(plain, longer, identity, |base, hash| {
            stable(format!("{base}{}", hash.to_pascal_case()))
        })
    }

    fn with_hashes(
        plain: String,
        longer: impl IntoIterator<Item = String>,
        identity: &str,
        joined: impl Fn(&str, &str) -> String,
    ) -> Self {
        let mut longer: Vec<_> = longer.into_iter().collect();
        let base = longer.last().unwrap_or(&plain).clone();
        let digits = sha256(identity.as_bytes());
        longer.push(joined(&base, &short(&digits)));
        longer.push(joined(&base, &format!("h{digits}")));
        Self { plain, longer }
    }

    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The candidate names up to a level.
    fn up_to(&self, level: usize) -> impl Iterator<Item = &String> {
        std::iter::once(&self.plain)
            .chain(&self.longer)
            .take(level + 1)
    }
}

/// The name of each member. `taken` are reserved names; names with equal keys clash.
///
/// A name that a member skipped stays unused. So additional members only make names longer, and a
/// name never passes from one member to another when members are added.
pub(crate) fn resolve_clashes(
    members: &[Candidates],
    taken: impl Fn(&str) -> bool,
    key: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut levels = vec![0; members.len()];
    loop {
        let mut users: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, (member, level)) in members.iter().zip(&levels).enumerate() {
            for name in member.up_to(*level) {
                let same_key = users.entry(key(name)).or_default();
                if same_key.last() != Some(&i) {
                    same_key.push(i);
                }
            }
        }
        let mut unique = true;
        let mut names = vec![];
        for (member, level) in members.iter().zip(&mut levels) {
            let name = member.up_to(*level).last().unwrap_or(&member.plain);
            let shared = users.get(&key(name)).is_some_and(|users| users.len() > 1);
            if (shared || taken(name)) && *level < member.longer.len() {
                *level += 1;
                unique = false;
            }
            names.push(name.clone());
        }
        if unique {
            return names;
        }
    }
}

/// The start of a hash, as an identifier.
fn short(digits: &str) -> String {
    format!("h{}", digits.get(..8).unwrap_or(digits))
}

/// The names of common patterns of case and separators.
const LABELS: &[(&str, &str)] = &[
    ("lower", "lower"),
    ("upper", "upper"),
    ("title", "pascal"),
    ("lower_lower", "joined"),
    ("lower_title", "camel"),
    ("title_title", "pascal"),
    ("lower_underscore_lower", "snake"),
    ("upper_underscore_upper", "upper_snake"),
    ("title_underscore_title", "title_snake"),
    ("lower_dash_lower", "kebab"),
    ("upper_dash_upper", "upper_kebab"),
    ("title_dash_title", "title_kebab"),
    ("lower_dot_lower", "dotted"),
    ("title_dot_title", "title_dotted"),
    ("lower_space_lower", "spaced"),
    ("title_space_title", "title_spaced"),
];

/// The spelling of the words of `plain`, which is in snake case, in `wire`: `camel`, `kebab`,
/// `at_lower` (`@type`), or a hash if there is no short description. `plain` and the spelling
/// determine `wire`.
pub(crate) fn spelling(plain: &str, wire: &str) -> String {
    describe(plain, wire).unwrap_or_else(|| short(&sha256(wire.as_bytes())))
}

/// The description of a spelling, see [`spelling`]; `None` if there is no short one.
fn describe(plain: &str, wire: &str) -> Option<String> {
    let mut rest = wire;
    let before = marks(&mut rest)?;
    let mut words: Vec<(&str, Vec<&str>)> = vec![];
    for word in plain.split('_') {
        let case = case(word, &mut rest)?;
        words.push((case, marks(&mut rest)?));
    }
    let after = words.last_mut().map(|(_, marks)| std::mem::take(marks))?;
    let mut parts = before;
    let core = core(&words);
    parts.push(&core);
    parts.extend(after);
    let text = parts.join("_");
    (rest.is_empty() && text.len() <= 40).then_some(text)
}

/// The label of words that all follow the pattern of the first two, or each word's case and the
/// characters after it.
fn core(words: &[(&str, Vec<&str>)]) -> String {
    let written = |words: &[(&str, Vec<&str>)]| {
        let parts = words
            .iter()
            .flat_map(|(case, marks)| std::iter::once(*case).chain(marks.iter().copied()));
        parts.collect::<Vec<_>>().join("_")
    };
    let last = words.len().saturating_sub(1);
    let regular = words.iter().enumerate().skip(1).all(|(i, (case, marks))| {
        let second = words.get(1).map(|(case, _)| case);
        let first = words.first().map(|(_, marks)| marks);
        second == Some(case) && (i == last || first == Some(marks))
    });
    let pattern = words.get(..2).map_or_else(
        || written(words),
        |pair| match pair {
            [(first, marks), (second, _)] => written(&[(first, marks.clone()), (second, vec![])]),
            _ => String::new(),
        },
    );
    let label = LABELS
        .iter()
        .find(|(labelled, _)| regular && *labelled == pattern);
    label.map_or_else(|| written(words), |(_, label)| (*label).to_owned())
}

/// Strips `word` from `rest` in one of three cases, and returns which.
fn case(word: &str, rest: &mut &str) -> Option<&'static str> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let title = first
        .to_uppercase()
        .chain(chars.flat_map(char::to_lowercase));
    [
        (word.to_lowercase(), "lower"),
        (title.collect(), "title"),
        (word.to_uppercase(), "upper"),
    ]
    .into_iter()
    .find_map(|(text, case)| {
        *rest = rest.strip_prefix(&text)?;
        Some(case)
    })
}

/// Strips the characters from `rest` that are not part of a word, and returns their names.
fn marks(rest: &mut &str) -> Option<Vec<&'static str>> {
    let end = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
    let (marks, tail) = rest.split_at_checked(end)?;
    *rest = tail;
    marks.chars().map(mark).collect()
}

/// The name of a character; `None` for any other than these.
fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        '_' => "underscore",
        '-' => "dash",
        '.' => "dot",
        ' ' => "space",
        '@' => "at",
        '$' => "dollar",
        '#' => "hash",
        ':' => "colon",
        '/' => "slash",
        '[' => "open",
        ']' => "close",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of members, given by their plain and their longer names.
    fn named(members: &[(&str, &str)]) -> Vec<String> {
        let members: Vec<_> = members
            .iter()
            .map(|(plain, full)| Candidates::snake((*plain).into(), [(*full).into()], full))
            .collect();
        resolve_clashes(&members, |name| name == "taken", str::to_owned)
    }

    #[test]
    fn spellings_are_short_and_differ() {
        let spellings = [
            ("a_b", "a_b", "snake"),
            ("a_b", "aB", "camel"),
            ("a_b", "a-b", "kebab"),
            ("a_b", "AB", "pascal"),
            ("ab_cd_ef", "ab.cd.ef", "dotted"),
            ("ab_cd_ef", "AB_CD_EF", "upper_snake"),
            ("ab_cd", "AB_cd", "upper_underscore_lower"),
            ("pet_id", "petID", "lower_upper"),
            ("type", "type", "lower"),
            ("type", "@type", "at_lower"),
            ("type", "TYPE", "upper"),
            ("tags", "tags[]", "lower_open_close"),
            ("id", "_id", "underscore_lower"),
        ];
        for (plain, wire, expected) in spellings {
            assert_eq!(spelling(plain, wire), expected, "{wire}");
        }
        assert_eq!(spelling("x", "").len(), 9);
        assert_ne!(spelling("x", ""), spelling("x", "…"));
        assert_ne!(spelling("a_b_c", "a-b_c"), spelling("a_b_c", "a-b-c"));
        assert_ne!(spelling("a_b_c", "aBC"), spelling("a_b_c", "aBc"));
    }

    #[test]
    fn no_member_of_a_clash_has_the_plain_name() {
        let names = named(&[("a", "a_x"), ("b", "b_x"), ("a", "a_y"), ("taken", "t_x")]);
        assert_eq!(names, ["a_x", "b", "a_y", "t_x"]);
    }

    #[test]
    fn a_longer_name_that_is_another_members_plain_name_is_skipped() {
        let names = named(&[("a", "a_x"), ("a", "a_y"), ("a_x", "a_x_z")]);
        let mut others = named(&[("a_x", "a_x_z"), ("a", "a_y"), ("a", "a_x")]);
        others.reverse();
        assert_eq!(names, others);
        assert!(names.first().unwrap().starts_with("a_x_h"), "{names:?}");
        assert_eq!(names.get(1..).unwrap(), ["a_y", "a_x_z"]);
    }
}
