//! Each rule of `cargo xtask diff`: a change that it is about, and the bump that follows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use oas2_codegen::diff::{Bump, Rule, bump, diff, fixtures};
use oas2_codegen::pointer;
use serde_json::Value;

#[test]
fn every_rule_finds_its_change_and_the_bump_is_right() {
    let mut wrong = vec![];
    for fixture in fixtures::all().unwrap() {
        let found = diff(&fixture.old, &fixture.new);
        let matching = found
            .iter()
            .any(|c| c.rule == fixture.rule && !c.text.is_empty());
        if !matching || bump(&found) != fixture.bump {
            wrong.push(format!("{}, {:?}: {found:#?}", fixture.name, fixture.bump));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_fixture() {
    let fixtures = fixtures::all().unwrap();
    let tested: BTreeSet<_> = fixtures.iter().map(|f| f.rule).collect();
    let all: BTreeSet<_> = Rule::ALL.iter().copied().collect();
    let missing: Vec<_> = all.difference(&tested).collect();
    // no valid document is known that becomes no client
    assert_eq!(missing, [&Rule::NotGenerated]);
    let found = diff(&Value::Null, &fixtures::base().unwrap());
    assert!(found.iter().any(|change| change.rule == Rule::NotGenerated));
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
        let (parent, key) = pointer::split(at).unwrap();
        match new.pointer_mut(parent).unwrap() {
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            Value::Object(members) => {
                members.shift_remove(&key);
            }
            other => panic!("{other}"),
        }
        assert!(!diff(&old, &new).is_empty(), "{at}");
        assert!(!diff(&new, &old).is_empty(), "{at}");
    }
}
