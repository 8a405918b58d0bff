//! Plays the documents and models of `spec`: every case of the second document, each error of its
//! catalogue, and the stories and pages of the data file with the document's name.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops when its setup fails"
)]

#[path = "../caller/mod.rs"]
mod caller;
mod data;
mod play;
mod stories;

use std::collections::BTreeSet;

use play::Api;
use serde_json::Value;
use serde_json::value::RawValue;

const CLASSIFICATIONS: &str = include_str!("classifications.json");
const MOVEMENTS: &str = include_str!("portfolio-movements.json");

/// The workspace's document, unless it is not the one of the data.
async fn classifications() -> Option<Api> {
    if !classifications_spec::SET_ASIDE.is_empty() {
        println!("set aside: the stories are for another document");
        return None;
    }
    Some(Api::start("classifications", CLASSIFICATIONS).await)
}

async fn movements() -> Api {
    Api::start("portfolio-movements", MOVEMENTS).await
}

#[tokio::test]
async fn every_case_is_played_exactly() {
    let api = movements().await;
    let notices = api.sandbox.notices();
    assert!(notices.is_empty(), "{notices:#?}");
    let wrong = api.play_all().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_story_has_the_expected_responses() {
    for api in classifications()
        .await
        .into_iter()
        .chain([movements().await])
    {
        assert!(!api.data.stories.is_empty());
        for (name, story) in &api.data.stories {
            api.play_story(name, story).await;
        }
    }
}

#[tokio::test]
async fn every_error_that_the_document_lists_has_a_case() {
    let Some(api) = classifications().await else {
        return;
    };
    let errors = api.data.errors.as_ref().unwrap();
    let listed = api.document.pointer(&errors.listed).unwrap();
    let listed = listed.as_array().unwrap().iter();
    let listed: BTreeSet<_> = listed
        .map(|error| error["value"].as_str().unwrap())
        .collect();
    let cases = api.cases();
    let bodies = cases.iter().map(|played| played.case.response.body.get());
    let codes = bodies.filter_map(|body| {
        let body: Value = serde_json::from_str(body).unwrap();
        let code = body.pointer(&errors.at)?.as_str()?.to_owned();
        (code != errors.none).then_some(code)
    });
    let codes: BTreeSet<String> = codes.collect();
    let codes: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
    assert_eq!(codes, listed);
}

#[tokio::test]
async fn every_situation_has_a_case_that_enters_it_and_one_that_leaves_it() {
    let Some(api) = classifications().await else {
        return;
    };
    let expected = api.data.situations.as_ref().unwrap();
    let situations = |rows: &[Box<RawValue>]| -> BTreeSet<(String, String)> {
        let rows = rows.iter().map(|row| {
            let row: Value = serde_json::from_str(row.get()).unwrap();
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            (text(&expected.key), text(&expected.at))
        });
        rows.collect()
    };
    let (mut entered, mut left) = (BTreeSet::new(), BTreeSet::new());
    for played in api.cases() {
        let case = &played.case;
        let before = situations(&case.given);
        let then = case.then.as_deref();
        let after = then.map_or(before.clone(), situations);
        let name = |row: &(String, String)| row.1.clone();
        entered.extend(after.difference(&before).map(name));
        left.extend(before.difference(&after).map(name));
    }
    let texts =
        |situations: &BTreeSet<String>| situations.iter().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(texts(&entered), expected.entered);
    assert_eq!(texts(&left), expected.left);
}

#[tokio::test]
async fn pages_hold_each_row_once_and_end() {
    movements().await.read_all_pages().await;
}
