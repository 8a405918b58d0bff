//! Tests of lists with a row that the client does not understand.

use super::*;

/// Starts a server that grants a token to every caller, and responds to other requests with this body. Returns its origin.
fn start_server(body: String) -> String {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut start = [0; 4096];
            let _ = stream.read(&mut start);
            let token = r#"{"access_token":"t","token_type":"bearer","expires_in":3600}"#;
            let body = if start.starts_with(b"POST /token ") {
                token
            } else {
                &body
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all((head + body).as_bytes());
        }
    });
    origin
}

/// A command with a list response, and a sample of the response.
fn listing(api: &Api) -> Option<(&api::Command, Value)> {
    api.commands.iter().find_map(|command| {
        let samples = api.contract.response_samples(&command.operation, 200);
        let body: Value = serde_json::from_str(&samples.get(1)?.json).ok()?;
        body.pointer(command.rows.as_deref()?)?.get(0)?;
        Some((command, body))
    })
}

#[tokio::test]
async fn an_odd_row_does_not_affect_the_others() {
    let api = document();
    let Some((command, mut body)) = listing(&api) else {
        set_aside("no response has rows");
        return;
    };
    let pointer = command.rows.clone().unwrap();
    let rows = body.pointer_mut(&pointer).unwrap().as_array_mut().unwrap();
    let first = rows[0].clone();
    rows.push(Value::from("odd\u{9b}row"));
    let origin = start_server(body.to_string());
    let mut call = sample_arguments(&api, command);
    call.extend([
        format!("--base-url={origin}"),
        format!("--token-url={origin}/token"),
        "--output=jsonl".to_owned(),
    ]);
    let credentials = ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"]
        .map(|name| (format!("CESCE_{name}"), "x"));
    let credentials = credentials
        .each_ref()
        .map(|(name, value)| (name.as_str(), *value));
    let output = run(&call, &credentials).await;
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("not understood"),
        "{}",
        stderr(&output)
    );
    let text = stdout(&output);
    let (first_line, second_line) = text.trim().split_once('\n').unwrap();
    assert_eq!(serde_json::from_str::<Value>(first_line).unwrap(), first);
    assert_eq!(second_line, r#""odd\u009brow""#);
}
