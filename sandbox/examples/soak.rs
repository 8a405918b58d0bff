//! Sends a day's traffic in minutes and checks that the sandbox's memory stops growing.
//!
//! `cargo run --release -p classifications-sandbox --example soak -- 600000` sends this many calls
//! (a token request, a create and a query in turn) and prints the resident memory ten times. All
//! stores are bounded and reach their bound after about 200000 calls. The example fails when the
//! last three parts needed over 2 MiB more than those before. It reads the figure from `/proc`, so
//! it needs Linux.

use std::error::Error;

use classifications_sandbox::Sandbox;
use tokio::task::JoinSet;

const CONNECTIONS: u64 = 8;
const DEPOT: &str = "D-1";
const BODY: &str = r#"{"value":40000.00,"city":"Vigo"}"#;

type Failed = Box<dyn Error + Send + Sync>;

#[tokio::main(flavor = "multi_thread")]
async fn main() -> Result<(), Failed> {
    let calls: u64 = match std::env::args().nth(1) {
        Some(number) => number.parse()?,
        None => 600_000,
    };
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::builder()
        .document(include_str!("../tests/caller/parcels.oas3.yaml"))
        .model(include_str!("../tests/caller/parcels.model.yaml"))
        .start()
        .await?;
    let http = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([])
        .build()?;
    let mut readings = vec![];
    for part in 1..=10 {
        let mut callers = JoinSet::new();
        for _ in 0..CONNECTIONS {
            let caller = Caller::new(&sandbox, http.clone());
            callers.spawn(caller.rounds(calls / 10 / CONNECTIONS / 3));
        }
        while let Some(done) = callers.join_next().await {
            done??;
        }
        let kib = resident_kib()?;
        println!(
            "{part:>2} of 10: {:>9} calls, {kib:>7} KiB resident",
            sandbox.received_count()
        );
        readings.push(kib);
    }
    let (before, last) = readings.split_at(7);
    let (before, last) = (before.iter().max(), last.iter().max());
    if last.zip(before).is_some_and(|(l, b)| *l > b + 2 * 1024) {
        return Err("memory still grew towards the end".into());
    }
    sandbox.stop().await;
    Ok(())
}

struct Caller {
    http: reqwest::Client,
    url: String,
    token_url: String,
    form: Vec<(&'static str, String)>,
}

impl Caller {
    fn new(sandbox: &Sandbox, http: reqwest::Client) -> Self {
        let known = sandbox.credentials().clone();
        Self {
            http,
            url: format!("{}/depots/{DEPOT}/parcels", sandbox.base_url()),
            token_url: sandbox.token_url().to_owned(),
            form: vec![
                ("grant_type", "password".to_owned()),
                ("client_id", known.client_id),
                ("client_secret", known.client_secret),
                ("scope", "create read".to_owned()),
                ("username", known.username),
                ("password", known.password),
            ],
        }
    }

    async fn rounds(self, rounds: u64) -> Result<(), Failed> {
        for _ in 0..rounds {
            let response = self
                .http
                .post(&self.token_url)
                .form(&self.form)
                .send()
                .await?;
            let token: serde_json::Value = response.error_for_status()?.json().await?;
            let token = token.get("access_token").and_then(|token| token.as_str());
            let token = token.ok_or("no token")?;
            let create = self.http.post(&self.url).bearer_auth(token).body(BODY);
            let create = create.header("content-type", "application/json");
            create.send().await?.error_for_status()?.bytes().await?;
            let query = self.http.get(&self.url).query(&[("no", "602")]);
            let query = query.bearer_auth(token).send().await?;
            query.error_for_status()?.bytes().await?;
        }
        Ok(())
    }
}

fn resident_kib() -> Result<u64, Failed> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(number.ok_or("no VmRSS in /proc/self/status")?.parse()?)
}
