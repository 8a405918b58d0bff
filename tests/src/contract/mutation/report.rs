//! The table of a mutation run.

use tabled::builder::Builder;
use tabled::settings::Style;
use tabled::settings::object::Columns;
use tabled::settings::width::Width;

use super::Outcome;

/// The outcomes as a table, and the sum of them in a line.
#[must_use]
pub fn table(outcomes: &[Outcome]) -> String {
    let mut rows = Builder::default();
    rows.push_record(["kind of change", "made", "noticed", "by, or why not"]);
    for outcome in outcomes {
        let noticed = outcome.made - outcome.unnoticed.len();
        rows.push_record([
            outcome.kind.name.to_owned(),
            outcome.made.to_string(),
            noticed.to_string(),
            remark(outcome),
        ]);
    }
    let mut table = rows.build();
    table
        .with(Style::psql())
        .modify(Columns::last(), Width::wrap(70).keep_words(true));
    format!("{table}\n\n{}\n", sum(outcomes))
}

fn remark(outcome: &Outcome) -> String {
    if outcome.made == 0 {
        return "COULD NOT BE MADE: there is no such place in the document".to_owned();
    }
    let by: Vec<&str> = outcome.by.keys().copied().collect();
    match (outcome.unnoticed.is_empty(), outcome.kind.explained) {
        (true, None) => by.join(", "),
        (false, Some(why)) if by.is_empty() => format!("explained: {why}"),
        (false, None) => format!(
            "NOT NOTICED at {}; by {}",
            outcome.unnoticed.join(", "),
            by.join(", ")
        ),
        (_, Some(_)) => format!("EXPLAINED, BUT NOTICED by {}", by.join(", ")),
    }
}

fn sum(outcomes: &[Outcome]) -> String {
    let made: usize = outcomes.iter().map(|o| o.made).sum();
    let unnoticed: usize = outcomes.iter().map(|o| o.unnoticed.len()).sum();
    let explained = outcomes.iter().filter(|o| o.kind.explained.is_some());
    let explained: usize = explained.map(|o| o.unnoticed.len()).sum();
    let bad = outcomes.iter().filter(|o| !o.is_good()).count();
    format!(
        "{} kinds, {made} changes: {} noticed, {explained} explained, {} not noticed; {bad} kinds to look at",
        outcomes.len(),
        made - unnoticed,
        unnoticed - explained,
    )
}
