//! The output of an import: the changes, most severe first, the parts that were set aside, and the
//! next steps.

use std::fmt::Write as _;

use super::Plan;
use crate::diff::{Change, bump, render};
use crate::outputs::Step;
use crate::pointer;

/// The maximum number of lines with changes.
const LINES: usize = 10;

/// The maximum width of such a line, without the count of unlisted locations.
const WIDTH: usize = 100;

/// The maximum number of locations or parts in a line or list.
const NAMED: usize = 3;

/// Parts of the workspace's specification that do not fit the document, and are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aside {
    /// A description with their number.
    pub(super) title: String,
    /// Each part, and why it does not fit.
    pub(super) parts: Vec<String>,
    /// The remedy for the user.
    pub(super) remedy: &'static str,
}

/// The output, complete or shortened.
pub(super) fn text(plan: &Plan, full: bool) -> String {
    let mut text = if full {
        render::text(&plan.changes)
    } else {
        changes(&plan.changes)
    };
    for note in &plan.notes {
        let _ = writeln!(text, "{note}");
    }
    if full {
        text.extend(plan.left_out().map(|entry| format!("{entry}\n")));
    }
    let left_out = plan.left_out().count();
    if left_out > 0 && !full {
        let _ = writeln!(
            text,
            "{left_out} details of the document are not in the client: spec/spec.lock lists them"
        );
    }
    for aside in &plan.aside {
        let _ = writeln!(text, "set aside: {}", aside.title);
        let shown = if full { aside.parts.len() } else { NAMED };
        for part in aside.parts.iter().take(shown) {
            let _ = writeln!(text, "  {part}");
        }
        if let Some(more @ 1..) = aside.parts.len().checked_sub(shown) {
            let _ = writeln!(text, "  and {more} more");
        }
    }
    text
}

/// The files that change: the list, or their number.
pub(super) fn files(steps: &[Step], full: bool, [write, remove]: [&str; 2]) -> String {
    if !full {
        return format!("{write} {} files; `git status` lists them\n", steps.len());
    }
    let lines = steps.iter().map(|step| {
        let verb = if step.after.is_some() { write } else { remove };
        format!("{verb} {}\n", step.path.display())
    });
    lines.collect()
}

/// The next steps.
pub(super) fn next(plan: &Plan, full: bool) -> String {
    let mut steps = vec![];
    if !full && !plan.changes.is_empty() {
        steps.push("CHANGELOG.md lists every change; the same command with --full lists all that is set aside");
    }
    steps.extend(plan.aside.iter().map(|aside| aside.remedy));
    if !plan.changes.is_empty() {
        steps.push("empty spec/set-aside.txt when all of that is done: then tests require that everything fits");
    }
    steps.push("`cargo run -- demo` and `cargo test --workspace` show that everything follows the document");
    steps.push("commit what was written, the document included");
    let steps = steps.iter().map(|step| format!("  - {step}\n"));
    format!("next:\n{}", steps.collect::<String>())
}

/// One line for each kind of change, breaking ones first.
fn changes(changes: &[Change]) -> String {
    let mut sorted: Vec<_> = changes.iter().collect();
    sorted.sort_by_key(|change| (std::cmp::Reverse(change.severity), change.rule));
    let groups = sorted.chunk_by(|a, b| (a.severity, a.rule) == (b.severity, b.rule));
    let groups: Vec<_> = groups.collect();
    let shown_count = if groups.len() > LINES {
        LINES - 1
    } else {
        LINES
    };
    let (shown, rest) = groups.split_at(shown_count.min(groups.len()));
    let mut text = String::new();
    for (group, first) in shown
        .iter()
        .filter_map(|group| Some((group, group.first()?)))
    {
        let head = format!("{:<10} {} {}: ", first.severity, group.len(), first.rule);
        let locations = locations(group, WIDTH.saturating_sub(head.len()));
        let _ = writeln!(text, "{head}{locations}");
    }
    if !rest.is_empty() {
        let (count, kinds) = (rest.concat().len(), rest.len());
        let _ = writeln!(text, "and {count} changes of {kinds} less severe kinds");
    }
    let _ = writeln!(text, "bump: {}", bump(changes));
    text
}

/// The locations of changes that fit in `width` characters, of which the first is shortened if necessary,
/// and the number of the others.
fn locations(changes: &[&Change], width: usize) -> String {
    let mut text = String::new();
    for (index, change) in changes.iter().enumerate() {
        // a change without a pointer is identified by its text
        let location = if change.pointer.is_empty() && !change.text.is_empty() {
            change.text.clone()
        } else {
            short(&change.pointer)
        };
        let remaining = changes.len() - index;
        if index == 0 {
            text = location.chars().take(width).collect();
            if text != location {
                text.push_str("...");
            }
        } else if index < NAMED && text.chars().count() + location.chars().count() < width {
            text.extend([", ", &location]);
        } else {
            let _ = write!(text, " and {remaining} more");
            break;
        }
    }
    text
}

/// A readable form of a pointer: `Debtor.name`, `GET /a responses 200`.
fn short(pointer: &str) -> String {
    let tokens = pointer.split('/').skip(1);
    let tokens: Vec<_> = tokens.map(pointer::unescape).collect();
    match tokens.as_slice() {
        [] => "the whole document".to_owned(),
        [paths, path, method, rest @ ..] if paths == "paths" => {
            let mut words = vec![method.to_uppercase(), path.clone()];
            words.extend(rest.iter().cloned());
            words.join(" ")
        }
        [definitions, name, rest @ ..] if definitions == "definitions" => {
            let mut text = name.clone();
            for token in rest {
                if token != "properties" {
                    text.extend([".", token]);
                }
            }
            text
        }
        _ => tokens.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Direction, Rule, Severity};

    fn change(severity: Severity, rule: Rule, pointer: &str) -> Change {
        Change {
            rule,
            pointer: pointer.to_owned(),
            direction: Direction::None,
            severity,
            text: String::new(),
        }
    }

    #[test]
    fn changes_of_a_kind_are_one_line_and_breaking_ones_come_first() {
        let mut all = vec![change(Severity::Cosmetic, Rule::Words, "")];
        for name in ["a", "b", "c", "d", "e"] {
            let at = format!("/definitions/D/properties/{name}");
            all.push(change(Severity::Breaking, Rule::PropertyRemoved, &at));
        }
        all.push(change(
            Severity::Breaking,
            Rule::OperationRemoved,
            "/paths/~1a/get",
        ));
        assert_eq!(
            changes(&all),
            "breaking   1 operation-removed: GET /a\nbreaking   5 property-removed: D.a, D.b, D.c and 2 more\n\
             cosmetic   1 words: the whole document\nbump: major\n"
        );
    }

    #[test]
    fn a_line_lists_only_locations_that_fit() {
        let long = "x".repeat(60);
        let removed: Vec<_> = (0..3)
            .map(|i| {
                change(
                    Severity::Breaking,
                    Rule::PropertyRemoved,
                    &format!("/definitions/{long}{i}"),
                )
            })
            .collect();
        assert_eq!(
            changes(&removed).lines().next().unwrap(),
            format!("breaking   3 property-removed: {long}0 and 2 more")
        );
        let mut removed = change(Severity::Breaking, Rule::RustNameRemoved, "");
        removed.text = "the client loses ".to_owned() + &long.repeat(2);
        let line = changes(&[removed]);
        let line = line.lines().next().unwrap();
        assert!(
            line.contains(": the client loses x") && line.ends_with("..."),
            "{line}"
        );
        assert!(line.len() <= WIDTH + 3, "{line}");
    }

    #[test]
    fn more_than_ten_kinds_are_shortened_to_ten_lines() {
        let changes_of = |rules: &[Rule]| -> Vec<_> {
            rules
                .iter()
                .map(|rule| change(Severity::Compatible, *rule, "/x"))
                .collect()
        };
        let lines = |rules| changes(&changes_of(rules)).lines().count() - 1;
        assert_eq!(lines(&Rule::ALL[..10]), 10);
        assert_eq!(lines(Rule::ALL), 10);
        let rest = Rule::ALL.len() - 9;
        let last = format!("and {rest} changes of {rest} less severe kinds\n");
        assert!(changes(&changes_of(Rule::ALL)).contains(&last));
    }
}
