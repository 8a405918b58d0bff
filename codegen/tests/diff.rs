//! Each rule of `cargo xtask diff`: a change that it is about, and what follows from it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use oas2_codegen::diff::fixtures::{self, Unseen};
use oas2_codegen::diff::{Bump, Severity, bump, by_rules, client, diff, rules};
use oas2_codegen::pointer;
use oas2_codegen::surface::Surface;
use serde_json::Value;

#[test]
fn every_rule_finds_its_change_and_it_alone_decides() {
    for fixture in fixtures::all().unwrap() {
        let name = &fixture.name;
        let found = diff(&fixture.old, &fixture.new);
        let matching = found.iter().find(|c| c.rule == fixture.rule);
        let matching = matching.unwrap_or_else(|| panic!("{name}: {found:#?}"));
        assert!(!matching.text.is_empty());
        let worst = found.iter().map(|c| c.severity).max();
        assert_eq!(worst, Some(fixture.severity), "{name}: {found:#?}");
        // a rule that shows in both directions says so by its own severity
        assert_eq!(matching.severity, fixture.severity, "{name}: {found:#?}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let fixtures = fixtures::all().unwrap();
    let tested: BTreeSet<_> = fixtures.iter().map(|f| f.rule.as_str()).collect();
    let all: BTreeSet<_> = rules::all().map(|rule| rule.name).collect();
    assert_eq!(tested, all);
}

/// What follows is true of a caller of both clients, by the rules alone. `cargo xtask semver-agreement` asks the
/// compiler and `cargo semver-checks` the same.
#[test]
fn the_bump_is_true_of_a_caller_of_both_clients() {
    let surface = |document: &Value| Surface::of(&client::made(document).unwrap().1).unwrap();
    let base = fixtures::base().unwrap();
    let of_base = surface(&base);
    for fixture in fixtures::all().unwrap() {
        let name = &fixture.name;
        let of_old = if fixture.old == base {
            of_base.clone()
        } else {
            surface(&fixture.old)
        };
        let of_new = surface(&fixture.new);
        let (gone, added) = (of_old.gone(&of_new), of_new.gone(&of_old));
        let loses =
            fixture.severity == Severity::Breaking && fixture.unseen != Some(Unseen::OnTheWire);
        assert_eq!(!gone.is_empty(), loses, "{name}: {gone:?}");
        if fixture.severity == Severity::Cosmetic {
            assert!(added.is_empty(), "{name}: {added:?}");
        }
        // the other way round
        let back = bump(&by_rules(&fixture.new, &fixture.old));
        assert!(
            added.is_empty() || back == Bump::Major || fixture.rule == "client-changed",
            "{name}: {added:?}"
        );
    }
}

#[test]
fn nothing_changed_is_nothing() {
    let base = fixtures::base().unwrap();
    assert_eq!(diff(&base, &base), []);
    assert_eq!(bump(&[]), Bump::None);
}

#[test]
fn any_single_removal_is_noticed() {
    let old = fixtures::base().unwrap();
    let mut places = vec![];
    pointer::walk("", &old, |at, _| places.push(at.to_owned()));
    for at in places.iter().filter(|at| !at.is_empty()) {
        let mut new = old.clone();
        let (parent, key) = at.rsplit_once('/').unwrap();
        match new.pointer_mut(parent).unwrap() {
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            Value::Object(members) => {
                members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
            }
            other => panic!("{other}"),
        }
        assert!(!by_rules(&old, &new).is_empty(), "{at}");
        assert!(!by_rules(&new, &old).is_empty(), "{at}");
    }
}
