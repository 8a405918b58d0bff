//! Features of models: refusals with a code, changes with time, properties that only the model has.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops when its setup fails"
)]

mod caller;

use caller::{DEPOT, Response};
use classifications_sandbox::Sandbox;

const MODEL: &str = r#"
title: Parcels on their way
collections: {key: path.depot, unknown: "no depot ${path.depot}", code: D1, status: 400}
rejection:
  status: 200
  body: {error: {code: code, text: reason}, depot: path.depot}
resources:
  parcel:
    key: no
    first: 701
    due:
      at: _arrives
      change: |
        parcel.state += 1;
        parcel.city = `${collection} on ${today}`;
        parcel._arrives = if parcel.state < 3 { next_time(now, ["08:00", "20:00"]) };
operations:
  listParcels:
    lists:
      found: {of: parcel, where: {city: query.city, _hidden: no_value()}}
    response: {body: {parcels: found}}
  addParcel:
    require:
      - that: body.value > 0
        code: "V${if body.value == 0 { 0 } else { 1 }}"
        otherwise: value ${body.value} is too little
    create: parcel
    change: |
      parcel.mixin(body);
      parcel.state = 1;
      if body.city == "nowhere" { parcel._hidden = true; }
      parcel._arrives = if body.city == "stuck" { now } else { next_time(now, ["08:00", "20:00"]) };
    response: {status: 201, body: parcel}
seed:
  "D-1": {}
"#;

async fn sandbox(model: &str) -> (Sandbox, String) {
    let sandbox = caller::builder().model(model).start().await.unwrap();
    let at = "2026-01-15T12:00:00Z".parse().unwrap();
    sandbox.clock().stand_at(at);
    let token = caller::minted(&sandbox);
    (sandbox, token)
}

async fn add(sandbox: &Sandbox, token: &str, value: &str, city: &str) -> Response {
    let request = caller::http()
        .post(caller::url(sandbox, ""))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(format!(r#"{{"value":{value},"city":"{city}"}}"#));
    Response::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_refusal_with_a_code_has_the_models_status_and_body_and_changes_nothing() {
    let (sandbox, token) = sandbox(MODEL).await;
    assert!(
        sandbox
            .notices()
            .iter()
            .all(|notice| !notice.contains("set aside, as"))
    );
    let refused = add(&sandbox, &token, "0", "Vigo").await;
    assert_eq!(refused.status, 200);
    assert_eq!(
        refused.text,
        r#"{"depot":"D-1","error":{"code":"V0","text":"value 0 is too little"}}"#
    );
    let received = sandbox.received().pop().unwrap();
    assert!(!received.processed);
    assert_eq!(
        received.reason.as_deref(),
        Some("V0: value 0 is too little")
    );
    assert!(sandbox.resources(DEPOT).is_empty());

    let url = format!("{}/depots/D-2/parcels", sandbox.base_url());
    let unknown = caller::http().get(url).bearer_auth(&token);
    let unknown = Response::of(unknown.send().await.unwrap()).await;
    assert_eq!(unknown.status, 400);
    assert_eq!(unknown.json()["error"]["code"], "D1");
}

#[tokio::test]
async fn due_changes_happen_as_of_their_own_time_even_if_they_are_read_later() {
    let (sandbox, token) = sandbox(MODEL).await;
    let added = add(&sandbox, &token, "1", "Vigo").await;
    assert_eq!(
        added.text,
        r#"{"no":701,"value":1,"city":"Vigo","state":1}"#
    );
    let stored = sandbox.resources(DEPOT).pop().unwrap();
    assert!(
        stored.contains(r#""_arrives":"2026-01-15T20:00:00+00:00""#),
        "{stored}"
    );
    sandbox
        .clock()
        .stand_at("2026-01-15T19:59:59Z".parse().unwrap());
    let token = caller::minted(&sandbox);
    let early = caller::query(&sandbox, &token, "").await.json();
    assert_eq!(early["parcels"][0]["state"], 1);
    sandbox
        .clock()
        .stand_at("2026-01-20T00:00:00Z".parse().unwrap());
    let token = caller::minted(&sandbox);
    let late = caller::query(&sandbox, &token, "").await;
    assert_eq!(
        late.text,
        r#"{"parcels":[{"no":701,"value":1,"city":"D-1 on 2026-01-16","state":3}]}"#
    );
}

#[tokio::test]
async fn a_change_that_is_due_again_at_the_same_time_is_reported_and_not_repeated() {
    let model = MODEL.replace(
        "if parcel.state < 3 { next_time",
        "if true { add_days(today, 0) + \"T00:00:00Z\" } else { next_time",
    );
    let (sandbox, token) = sandbox(&model).await;
    add(&sandbox, &token, "1", "stuck").await;
    let failed = caller::query(&sandbox, &token, "").await;
    assert_eq!(failed.status, 500);
    let reason = failed.reason();
    assert!(
        reason.contains("resources.parcel.due: the resource is due again at once"),
        "{reason}"
    );
}

#[tokio::test]
async fn a_filter_can_require_the_absence_of_a_property() {
    let (sandbox, token) = sandbox(MODEL).await;
    add(&sandbox, &token, "1", "nowhere").await;
    add(&sandbox, &token, "1", "Lugo").await;
    let listed = caller::query(&sandbox, &token, "").await.json();
    assert_eq!(listed["parcels"].as_array().unwrap().len(), 1);
    assert_eq!(listed["parcels"][0]["city"], "Lugo");
    assert_eq!(sandbox.resources(DEPOT).len(), 2);
}
