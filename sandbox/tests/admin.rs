//! The admin endpoints, called over plain HTTP.

mod caller;

use caller::{Response, bearer, http, query};
use classifications_sandbox::{Sandbox, cases};
use serde_json::json;

fn admin(sandbox: &Sandbox, endpoint: &str) -> String {
    format!("http://{}/sandbox/admin/{endpoint}", sandbox.address())
}

#[tokio::test]
async fn faults_are_added_listed_and_ended() {
    let sandbox = caller::sandbox().await;
    let token = bearer(&sandbox).await;
    let faults = admin(&sandbox, "faults");
    let fault = json!({"kind": "status", "status": 503, "operation": "listParcels"});
    let added = http().post(&faults).json(&fault).send().await.unwrap();
    assert_eq!(added.status(), 201);
    assert_eq!(query(&sandbox, &token, "").await.status, 503);
    let listed = Response::of(http().get(&faults).send().await.unwrap()).await;
    assert_eq!(listed.json(), json!([{"fault": fault, "struck": 1}]));
    let ended = http().delete(&faults).send().await.unwrap();
    assert_eq!(ended.status(), 204);
    assert_eq!(query(&sandbox, &token, "").await.status, 200);
}

#[tokio::test]
async fn an_invalid_fault_is_refused_with_the_reason() {
    let sandbox = caller::sandbox().await;
    let post = http().post(admin(&sandbox, "faults"));
    let response = post.json(&json!({"kind": "html"})).send().await.unwrap();
    let response = Response::of(response).await;
    assert_eq!(response.status, 400);
    assert!(
        response.reason().starts_with("kind html needs status"),
        "{}",
        response.text
    );
    let unknown = json!({"kind": "reset", "operation": "nothing"});
    let post = http().post(admin(&sandbox, "faults")).json(&unknown);
    let response = Response::of(post.send().await.unwrap()).await;
    assert_eq!(response.status, 400);
    assert!(
        response
            .reason()
            .starts_with("operation nothing is not known"),
        "{}",
        response.text
    );
    assert!(sandbox.faults().is_empty());
}

#[tokio::test]
async fn simple_requests_of_browsers_are_refused() {
    let sandbox = caller::sandbox().await;
    let faults = admin(&sandbox, "faults");
    let simple = http().post(&faults).body(r#"{"kind":"reset"}"#);
    assert_eq!(simple.send().await.unwrap().status(), 415);
    let rebound = http().get(&faults).header("host", "example.org");
    assert_eq!(rebound.send().await.unwrap().status(), 403);
    let preflight = http().request(reqwest::Method::OPTIONS, &faults);
    assert!(!preflight.send().await.unwrap().status().is_success());
    assert!(sandbox.faults().is_empty());
}

#[tokio::test]
async fn the_ledger_is_listed_without_secrets_and_the_clock_moved() {
    let sandbox = caller::sandbox().await;
    let token = bearer(&sandbox).await;
    let advance = json!({"advanceSeconds": 3600});
    let post = http().post(admin(&sandbox, "clock")).json(&advance);
    assert_eq!(post.send().await.unwrap().status(), 200);
    assert_eq!(query(&sandbox, &token, "?city=Vigo").await.status, 401);

    let received = admin(&sandbox, "received");
    let listed = Response::of(http().get(&received).send().await.unwrap()).await;
    let json = listed.json();
    assert_eq!(json[0]["operation"], "token");
    assert_eq!(json[1]["query"], "city=Vigo");
    assert_eq!(json[1]["authorization"], "bearer");
    assert_eq!(json[1]["status"], 401);
    assert!(!listed.text.contains(&token));
    assert!(!listed.text.contains(&sandbox.credentials().password));
    assert_eq!(http().delete(&received).send().await.unwrap().status(), 204);
    assert!(sandbox.received().is_empty());

    let model = http().get(admin(&sandbox, "model")).send().await.unwrap();
    let model = Response::of(model).await.json();
    let (_, notes) = sandbox.apis().next().unwrap().model_notes();
    assert_eq!(model["notes"], json!(notes));
    assert_eq!(model["notices"], json!([]));
}

#[tokio::test]
async fn the_notes_of_all_models_are_listed_and_a_fault_strikes_any_document() {
    let sandbox = Sandbox::start().await.unwrap();
    let model = http().get(admin(&sandbox, "model")).send().await.unwrap();
    let model = Response::of(model).await.json();
    let notes: Vec<_> = sandbox.apis().map(|api| api.model_notes().1).collect();
    assert_eq!(model["notes"], json!(notes[0]));
    assert_eq!(model["others"][0]["notes"], json!(notes[1]));

    let cases = cases::of_other_apis().unwrap();
    let case = cases.iter().find(|case| case.response.status == 200);
    let case = case.unwrap();
    let fault = json!({"kind": "status", "status": 503, "operation": case.operation});
    let faults = http().post(admin(&sandbox, "faults")).json(&fault);
    assert_eq!(faults.send().await.unwrap().status(), 201);
    let call = || async {
        let url = format!("{}{}", sandbox.origin(), case.path_and_query());
        let token = sandbox.token(&case.request.token).unwrap();
        let request = http().get(url).bearer_auth(token);
        request.send().await.unwrap().status().as_u16()
    };
    sandbox.arrange(case).unwrap();
    assert_eq!(call().await, 503);
    sandbox.reset().unwrap();
    let stored = |api: usize| sandbox.apis().nth(api).unwrap().collections();
    assert_eq!((call().await, stored(1).len()), (200, 2));
}

#[tokio::test]
async fn a_reset_restores_the_initial_state() {
    let sandbox = caller::builder()
        .collection("other", [])
        .start()
        .await
        .unwrap();
    let token = bearer(&sandbox).await;
    let before = sandbox.resources(caller::DEPOT);
    let now = sandbox.clock().now();
    let created = caller::create(&sandbox, &token, "1").await.unwrap();
    sandbox
        .set_resources("third", Vec::<String>::new())
        .unwrap();
    sandbox.inject(classifications_sandbox::Fault::reset());
    sandbox
        .clock()
        .advance(std::time::Duration::from_secs(1_000_000));

    let post = http().post(admin(&sandbox, "reset")).json(&json!({}));
    assert_eq!(post.send().await.unwrap().status(), 204);
    assert_eq!(sandbox.resources(caller::DEPOT), before);
    assert_eq!(sandbox.collections(), [caller::DEPOT, "other"]);
    assert!(sandbox.faults().is_empty() && sandbox.received().is_empty());
    assert!(sandbox.clock().now() - now < chrono::TimeDelta::hours(1));
    assert_eq!(query(&sandbox, &token, "").await.status, 401);
    let token = bearer(&sandbox).await;
    let again = caller::create(&sandbox, &token, "1").await.unwrap();
    assert_eq!(again.json(), created.json());
}

#[tokio::test]
async fn a_step_of_the_clock_beyond_the_calendar_is_refused() {
    let sandbox = caller::sandbox().await;
    let before = sandbox.clock().now();
    for seconds in [u64::MAX, 300_000_000_000] {
        let step = json!({ "advanceSeconds": seconds });
        let post = http().post(admin(&sandbox, "clock")).json(&step);
        let response = Response::of(post.send().await.unwrap()).await;
        assert_eq!(response.status, 400);
        assert!(response.reason().contains("year 9999"), "{}", response.text);
    }
    assert!(sandbox.clock().now() - before < chrono::TimeDelta::hours(1));
}
