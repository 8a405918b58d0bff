//! Changes that a watcher reports, over several observations and restarts.

use super::*;
use crate::layout::tests::{layout, row};

struct Watcher {
    state: State,
    layout: Layout,
    now: DateTime<Utc>,
}

impl Watcher {
    fn new(rows: &[&str]) -> Self {
        let mut watcher = Self {
            state: State::new("https://api.example", "7"),
            layout: layout(),
            now: "2026-01-15T10:00:00Z".parse().unwrap(),
        };
        assert_eq!(watcher.observe(rows, true, None), Vec::<String>::new());
        watcher
    }

    /// Observes rows and movements, and returns the reported changes.
    fn observe(
        &mut self,
        rows: &[&str],
        complete: bool,
        movements: Option<&[&str]>,
    ) -> Vec<String> {
        let list = |rows: &[&str]| rows.iter().map(|text| row(text)).collect();
        self.now += TimeDelta::minutes(15);
        let portfolio = ObservedRows {
            layout: &self.layout,
            rows: list(rows),
            complete,
        };
        let movements = movements.map(|rows| ObservedRows {
            layout: &self.layout,
            rows: list(rows),
            complete: true,
        });
        self.state.observe(portfolio, movements, self.now);
        self.state.record_complete(self.now);
        self.report()
    }

    fn report(&mut self) -> Vec<String> {
        let due = self.state.unreported("lines");
        self.state.mark_reported("lines", &due);
        self.state.remove_reported(&["lines"]);
        let text = |change: &Change| {
            let fields = change.fields.iter().map(|field| {
                let shown = |value: &Option<String>| value.clone().unwrap_or_default();
                format!(
                    " {} {}>{}",
                    field.name,
                    shown(&field.before),
                    shown(&field.after)
                )
            });
            let fields: String = fields.collect();
            let key = change.key.as_deref().unwrap_or("-");
            format!("{} {key}{fields}", change.change.name())
        };
        due.iter().map(text).collect()
    }
}

const ONE: &str = "no=1 code=C limit=40000.00 name=A";
const TWO: &str = "no=2 code=P name=B";

#[test]
fn each_change_is_reported_once() {
    let mut watcher = Watcher::new(&[ONE, TWO]);
    assert!(watcher.observe(&[TWO, ONE], true, None).is_empty());
    let two = "no=2 code=C limit=500.00 name=B";
    let expected = ["changed 2 code P>C limit >500.00"];
    assert_eq!(watcher.observe(&[ONE, two], true, None), expected);
    let three = "no=3 code=N";
    let expected = ["new 3", "gone 1"];
    assert_eq!(watcher.observe(&[two, three], true, None), expected);
    assert!(watcher.observe(&[two, three], true, None).is_empty());
}

#[test]
fn an_incomplete_list_makes_no_row_gone() {
    let mut watcher = Watcher::new(&[ONE, TWO]);
    assert!(watcher.observe(&[ONE], false, None).is_empty());
    // a row that cannot be identified may be the missing one
    assert!(watcher.observe(&[ONE, "limit=7"], true, None).is_empty());
    assert!(watcher.observe(&[ONE, ONE], true, None).is_empty());
    assert_eq!(watcher.observe(&[ONE], true, None), ["gone 2"]);
}

#[test]
fn a_movement_that_the_portfolio_does_not_show_is_reported() {
    let mut watcher = Watcher::new(&[ONE]);
    let denied = "no=9 code=N name=Z";
    let same = "no=1 code=C limit=40000.00 other=x";
    // the first list of movements is not reported
    assert!(
        watcher
            .observe(&[ONE], true, Some(&["no=8 code=N"]))
            .is_empty()
    );
    let found = watcher.observe(&[ONE], true, Some(&[same, denied, denied]));
    assert_eq!(found, ["moved 9"]);
    assert!(
        watcher
            .observe(&[ONE], true, Some(&[same, denied]))
            .is_empty()
    );
    // a change of the portfolio hides a movement of the same row
    let one = "no=1 code=N name=A";
    let found = watcher.observe(&[one], true, Some(&["no=1 code=C limit=1.00"]));
    assert_eq!(found, ["changed 1 code C>N limit 40000.00>"]);
}

#[test]
fn a_change_stays_until_each_receiver_has_it() {
    let mut watcher = Watcher::new(&[ONE]);
    let list = vec![row(ONE), row(TWO)];
    let portfolio = ObservedRows {
        layout: &watcher.layout,
        rows: list,
        complete: true,
    };
    watcher.state.observe(portfolio, None, watcher.now);
    let due = watcher.state.unreported("command");
    watcher.state.mark_reported("lines", &due);
    assert!(!watcher.state.remove_reported(&["lines", "command"]));
    assert!(watcher.state.unreported("lines").is_empty());
    let text = serde_json::to_string(&watcher.state).unwrap();
    watcher.state = serde_json::from_str(&text).unwrap();
    assert_eq!(watcher.state.unreported("command"), due);
    watcher.state.mark_reported("command", &due);
    assert!(watcher.state.remove_reported(&["lines", "command"]));
    assert!(watcher.state.unreported("command").is_empty());
}

#[test]
fn a_gap_of_36_hours_is_reported_once() {
    let mut watcher = Watcher::new(&[ONE]);
    let start = watcher.now;
    assert!(!watcher.state.check_overdue(start + TimeDelta::hours(35)));
    assert!(watcher.state.check_overdue(start + TimeDelta::hours(36)));
    assert!(!watcher.state.check_overdue(start + TimeDelta::hours(37)));
    assert_eq!(watcher.report(), ["overdue -"]);
    assert!(watcher.observe(&[ONE], true, None).is_empty());
    assert!(
        watcher
            .state
            .check_overdue(watcher.now + TimeDelta::hours(40))
    );
    assert!(!State::new("", "").check_overdue(start));
}
