//! Finds the request values that a script uses, by its text.

use std::collections::HashSet;

/// The objects that contain the values of a request.
pub(super) const GROUPS: [&str; 4] = ["path", "query", "header", "body"];

/// A value of a request: its object and the path below it, such as `body` and `owner`, `name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) group: &'static str,
    pub(super) path: Vec<String>,
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.group, self.path.join("."))
    }
}

/// The request values that a script uses.
pub(super) fn names(script: &str) -> Vec<Name> {
    let mut names = vec![];
    let mut rest = script;
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let word = word(rest);
        if word.is_empty() {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            before = Some(first);
            continue;
        }
        rest = rest.get(word.len()..).unwrap_or_default();
        let group = GROUPS.into_iter().find(|group| *group == word);
        if let Some(group) = group.filter(|_| before != Some('.')) {
            let path;
            (path, rest) = path_of(rest);
            if !path.is_empty() {
                names.push(Name { group, path });
            }
        }
        before = word.chars().next_back();
    }
    names
}

/// The request variables that occur as words in a model's text.
pub(super) fn variables(text: &str) -> Vec<&'static str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words: HashSet<&str> = text.split(|c| !is_part(c)).collect();
    let known = GROUPS.into_iter().chain(["today", "now"]);
    known.filter(|name| words.contains(name)).collect()
}

/// The names of a script that is only a path, such as `body.owner.name`.
pub(super) fn path(script: &str) -> Option<Vec<String>> {
    let names = script.trim().split('.');
    let names = names.map(|name| (!name.is_empty() && word(name) == name).then(|| name.to_owned()));
    names.collect()
}

/// The leading letters, digits and underscores.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The leading path of properties, and the rest. A method call ends it.
fn path_of(mut rest: &str) -> (Vec<String>, &str) {
    let mut path = vec![];
    loop {
        let step = rest.strip_prefix('?').unwrap_or(rest);
        if let Some(after) = step.strip_prefix('.') {
            let name = word(after);
            let end = after.get(name.len()..).unwrap_or_default();
            if name.is_empty() || end.trim_start().starts_with('(') {
                return (path, rest);
            }
            path.push(name.to_owned());
            rest = end;
        } else if let Some((name, end)) = step
            .strip_prefix("[\"")
            .and_then(|after| after.split_once("\"]"))
        {
            path.push(name.to_owned());
            rest = end;
        } else {
            return (path, rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_of_a_request_are_found() {
        let script = r#"let x = body.owner?.name; if query["x-y"].len() > 0 && thing.body.z == somebody.a { `${path.no}: ${body}` }"#;
        let found: Vec<_> = names(script).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["body.owner.name", "query.x-y", "path.no"]);
        assert!(names("").is_empty());
        assert!(names("body.").is_empty());
    }

    #[test]
    fn a_variable_is_a_whole_word() {
        assert_eq!(variables("x = `${now}` + body.now"), ["body", "now"]);
        assert!(variables("no_now = known.now_; snow").is_empty());
    }

    #[test]
    fn a_script_that_is_only_a_path_has_names() {
        let found = path(" body.owner.name\n").unwrap();
        assert_eq!(found, ["body", "owner", "name"]);
        for script in [
            "",
            "body.",
            "body.len()",
            "body?.name",
            "a + b",
            "-a",
            "'a'",
            "body. a",
        ] {
            assert_eq!(path(script), None, "{script}");
        }
    }
}
