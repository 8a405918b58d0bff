//! Tests of `portfolio watch`.

use super::*;

#[tokio::test]
async fn each_change_is_reported_once_by_consecutive_commands() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let (code, changes, err) = setup.watch_once(&[]).await;
    assert_eq!((code, changes.len()), (Some(0), 0), "{err}");
    assert!(err.contains("watching"), "{err}");
    assert_eq!(
        setup.watch_once(&[]).await,
        (Some(0), vec![], String::new())
    );
    let mut rows = setup.rows.clone();
    let index = setup.covered_index();
    rows[index][setup.granted_field()] = json!("1,00");
    let removed_index = usize::from(index == 0);
    let key = |row: &Value| row[setup.key_field()].as_str().unwrap().to_owned();
    let (lowered, removed) = (key(&rows[index]), key(&rows[removed_index]));
    rows.remove(removed_index);
    setup.set_rows(&rows);
    let (code, changes, _) = setup.watch_once(&[]).await;
    assert_eq!(code, Some(0));
    assert_eq!(
        changes,
        [format!("changed {lowered}"), format!("gone {removed}")]
    );
    assert_eq!(setup.watch_once(&[]).await.1, Vec::<String>::new());
}

#[tokio::test]
async fn a_failed_or_incomplete_query_reports_no_row_as_gone() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.watch_once(&[]).await;
    let state = std::fs::read(setup.state_file()).unwrap();
    let fault = Fault::status(500).on(&setup.operation);
    setup.sandbox.inject(fault);
    setup.set_rows(&setup.rows[1..]);
    let (code, changes, _) = setup.watch_once(&[]).await;
    assert_eq!((code, changes), (Some(1), vec![]));
    assert_eq!(std::fs::read(setup.state_file()).unwrap(), state);
    setup.sandbox.clear_faults();
    // a row without a unique key can be the missing one
    let mut rows = setup.rows[1..].to_vec();
    rows.push(json!({setup.key_field(): rows[0][setup.key_field()]}));
    let body = json!({"error": {"errorCode": "0"}, "debtor": rows}).to_string();
    let fault = Fault::status(200)
        .on(&setup.operation)
        .body("application/json", body);
    setup.sandbox.inject(fault);
    let (_, changes, err) = setup.watch_once(&[]).await;
    assert_eq!(changes, Vec::<String>::new(), "{err}");
    setup.sandbox.clear_faults();
    let gone = format!(
        "gone {}",
        setup.rows[0][setup.key_field()].as_str().unwrap()
    );
    assert_eq!(setup.watch_once(&[]).await.1, [gone]);
}

#[tokio::test]
async fn a_change_is_reported_until_the_command_succeeds() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.watch_once(&[]).await;
    setup.set_rows(&setup.rows[1..]);
    let failing = ["--exec", "cat > first.json; exit 3"];
    let (code, changes, err) = setup.watch_once(&failing).await;
    assert_eq!((code, changes.len()), (Some(1), 1));
    assert!(err.contains("exit status: 3"), "{err}");
    // also if the API is unavailable
    setup
        .sandbox
        .inject(Fault::status(500).on(&setup.operation));
    let (code, changes, _) = setup.watch_once(&["--exec", "cat > second.json"]).await;
    assert_eq!((code, changes.len()), (Some(1), 0), "it is printed once");
    assert_eq!(setup.read("first.json"), setup.read("second.json"));
    let delivered: Value = serde_json::from_str(&setup.read("second.json")).unwrap();
    assert_eq!(delivered["contract"], *setup.contract);
    assert_eq!(delivered["changes"][0]["change"], "gone");
    setup.sandbox.clear_faults();
    setup.watch_once(&["--exec", "cat > third.json"]).await;
    assert_eq!(setup.read("third.json"), "", "it was reported");
}

#[tokio::test]
async fn a_webhook_gets_changes_until_it_accepts_them() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.watch_once(&[]).await;
    setup.set_rows(&setup.rows[1..]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook-secret", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let mut bodies = Vec::new();
        for status in ["503 Unavailable", "204 No Content"] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            let body = loop {
                let mut buffer = [0; 4096];
                let read = stream.read(&mut buffer).await.unwrap();
                request.extend_from_slice(&buffer[..read]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
                if let Some(body) = body.filter(|b| serde_json::from_str::<Value>(b).is_ok()) {
                    break body;
                }
            };
            bodies.push(body);
            let response =
                format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(response.as_bytes()).await.unwrap();
        }
        bodies
    });
    let (code, _, err) = setup.watch_once(&["--webhook", &url]).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("503") && !err.contains("hook-secret"), "{err}");
    let (code, _, err) = setup.watch_once(&["--webhook", &url]).await;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let bodies = server.await.unwrap();
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[1].contains("\"gone\""));
    let secret = setup.sandbox.credentials().password.clone();
    assert!(!bodies[1].contains(&secret));
    let plain_http = setup
        .watch_once(&["--webhook", "http://198.51.100.7/hook-secret"])
        .await;
    assert_eq!(plain_http.0, Some(2));
    assert!(plain_http.2.contains("https://") && !plain_http.2.contains("hook-secret"));
}

#[tokio::test]
async fn the_errors_of_all_receivers_are_printed() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.watch_once(&[]).await;
    setup.set_rows(&setup.rows[1..]);
    let receivers = ["--exec", "exit 3", "--webhook", "http://127.0.0.1:1/hook"];
    let (code, _, err) = setup.watch_once(&receivers).await;
    assert_eq!(code, Some(1));
    assert!(
        err.contains("exit status: 3") && err.contains("the webhook at 127.0.0.1"),
        "{err}"
    );
}

#[tokio::test]
async fn a_gap_of_36_hours_is_a_warning_and_a_change() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    setup.watch_once(&[]).await;
    let path = setup.state_file();
    let mut stored: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let last_complete = chrono::Utc::now() - chrono::TimeDelta::hours(37);
    stored["state"]["last_complete"] = json!(last_complete);
    std::fs::write(&path, stored.to_string()).unwrap();
    setup
        .sandbox
        .inject(Fault::status(500).on(&setup.operation));
    let (code, changes, err) = setup.watch_once(&[]).await;
    assert_eq!((code, changes), (Some(1), vec!["overdue ".to_owned()]));
    assert!(err.contains("two days"), "{err}");
    // it is reported once for each gap
    assert_eq!(setup.watch_once(&[]).await.1, Vec::<String>::new());
    setup.sandbox.clear_faults();
    setup.set_rows(&setup.rows[1..]);
    let (code, changes, err) = setup.watch_once(&[]).await;
    assert_eq!((code, changes.len()), (Some(0), 1), "{err}");
}

#[tokio::test]
async fn without_movements_only_the_portfolio_is_watched() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let document = classifications_spec::portfolio_movements::DOCUMENT;
    let movements = Api::from_document(document, &[]).unwrap();
    let operation = movements.commands[0].operation.clone();
    let requests = |setup: &Setup| {
        let received = setup.sandbox.received().into_iter();
        received
            .filter(|r| r.operation.as_deref() == Some(&*operation))
            .count()
    };
    setup.sandbox.inject(Fault::status(403).on(&operation));
    let (code, _, err) = setup.watch_once(&[]).await;
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("no movements"), "{err}");
    assert_eq!(requests(&setup), 1);
    setup.sandbox.clear_faults();
    setup.watch_once(&["--no-movements"]).await;
    assert_eq!(requests(&setup), 1);
    // another error of movements is reported, and the portfolio is still watched
    setup.sandbox.inject(Fault::status(500).on(&operation));
    setup.set_rows(&setup.rows[1..]);
    let (code, changes, _) = setup.watch_once(&[]).await;
    assert_eq!((code, changes.len()), (Some(1), 1));
}

#[tokio::test]
async fn movements_are_queried_at_the_given_base_url() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let watch = async |more: &[&str]| {
        let arguments = [&["watch", "--once"], more].concat();
        let (code, _, error) = setup.run_with_credentials(&arguments).await;
        assert_eq!(code, Some(0), "{error}");
        error
    };
    let movements = setup.sandbox.apis().nth(1).unwrap().base_url();
    let movements_path = movements.strip_prefix(setup.sandbox.origin()).unwrap();
    let requests = || {
        let received = setup.sandbox.received().into_iter();
        received
            .filter(|call| call.path.starts_with(movements_path))
            .count()
    };
    let error = watch(&[]).await;
    assert!(
        error.contains("give it with --movements-base-url"),
        "{error}"
    );
    assert_eq!(requests(), 0);
    let error = watch(&["--movements-base-url", &movements]).await;
    assert!(!error.contains("--movements-base-url"), "{error}");
    assert!(requests() > 0);
}

#[tokio::test]
async fn refused_scopes_are_named_and_requested_once() {
    let Some(mut setup) = Setup::new().await else {
        return;
    };
    let credentials = setup.sandbox.credentials();
    let app = App::new(&credentials.client_id, &credentials.client_secret).scopes(["create"]);
    setup.sandbox = Sandbox::builder().app(app).start().await.unwrap();
    let (code, _, error) = setup.run_with_credentials(&["pending"]).await;
    assert_eq!(code, Some(1), "{error}");
    assert!(
        error.contains("the scopes \"read\" were refused"),
        "{error}"
    );
    assert!(error.contains("what to do: "), "{error}");
    let received = setup.sandbox.received();
    let tokens = received.iter().filter(|call| call.grant_type.is_some());
    assert_eq!((tokens.count(), received.len()), (1, 1));
}

#[tokio::test]
async fn an_interrupted_watch_ends_without_an_error() {
    let Some(setup) = Setup::new().await else {
        return;
    };
    let mut command = tokio::process::Command::from(setup.program(&["watch", "--every", "1s"]));
    let mut child = command
        .stderr(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let mut text = String::new();
    while !text.contains("watching") {
        let mut buffer = [0; 1024];
        let read = stderr.read(&mut buffer).await.unwrap();
        assert!(read > 0, "{text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    let (code, _, err) = setup.watch_once(&[]).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("another process"), "{err}");
    let id = child.id().unwrap().to_string();
    let killed = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().await.unwrap().code(), Some(0));
}
