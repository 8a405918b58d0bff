//! All that a client can go through, with secrets that are known.

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use classifications_auth::credentials::{CredentialsSource, Environment, Exec, Profile};
use classifications_auth::{Client, Credentials, ScopeSet};
use classifications_sandbox::{self as sandbox, Fault};
use contract_tests::proof::{
    self, CONTRACT, Gate, OPERATIONS, Secrets, Stage, TIME_OUT, chain, client, perform, sales,
    until,
};

pub const CLIENT_SECRET: &str = "Qz7!kV/+ x=9&Wb%yñ";
pub const USERNAME: &str = "insured+Zk@ex/ample ü";
pub const PASSWORD: &str = "pä55 W0rd&+/=%qJx";
/// What somebody mistyped is nearly the password, and as secret.
const WRONG: &str = "Wr0ng~pä55 &=?word";
const PROXY: &str = "pr0xyS3cret";

/// All that is said: by errors, by their sources, by `Debug`.
#[derive(Default)]
pub struct Said(pub String);

impl Said {
    fn debug(&mut self, thing: &dyn Debug) {
        writeln!(self.0, "{thing:?}\n{thing:#?}").unwrap();
    }

    fn error(&mut self, error: &(dyn StdError + 'static)) {
        self.debug(&error);
        self.0.push_str(&chain(error).join(": "));
        self.0.push('\n');
    }

    fn result<T: Debug, E: StdError + 'static>(&mut self, result: Result<T, E>) {
        match result {
            Ok(value) => self.debug(&value),
            Err(error) => self.error(&error),
        }
    }
}

/// A sandbox with awkward secrets, and a client whose token requests pass a gate that records them.
pub struct Play {
    pub stage: Stage,
    gate: Gate,
    client: Client,
    pub said: Said,
}

impl Play {
    pub async fn new() -> Self {
        let credentials = sandbox::Credentials {
            client_id: "the-app".to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            username: USERNAME.to_owned(),
            password: PASSWORD.to_owned(),
        };
        let stage = Stage::of(proof::sandbox().credentials(credentials)).await;
        let gate = Gate::before(stage.sandbox.address()).await;
        let client = recorded(&stage, &gate);
        Self {
            stage,
            gate,
            client,
            said: Said::default(),
        }
    }

    async fn call(&mut self, client: &Client, operation: &str) {
        self.said.result(perform(client, operation).await);
        self.said.debug(client);
    }

    /// Everything that goes well, a refresh and a revoked token included.
    pub async fn what_goes_well(&mut self) {
        let client = self.client.clone();
        for operation in OPERATIONS {
            self.call(&client, operation).await;
        }
        for passing in [3300, 3600] {
            self.stage.advance(Duration::from_secs(passing));
            self.call(&client, "querySales").await;
            let gate = &self.gate;
            until("the token is renewed", || {
                gate.passed().contains("refresh_token")
            })
            .await;
        }
        let grants = self.stage.received("token");
        assert!(
            grants
                .iter()
                .any(|token| token.grant_type.as_deref() == Some("refresh_token"))
        );
        self.stage.sandbox.revoke_all_tokens();
        for operation in OPERATIONS {
            self.call(&client, operation).await;
        }
        let token = client
            .transport()
            .tokens()
            .token(&ScopeSet::of(&["read"]))
            .await;
        self.said.debug(&token);
        self.said.debug(&token.unwrap().authorization());
        self.said.debug(client.transport());
        self.said.debug(client.transport().tokens());
        self.said.debug(&client.transport().sender());
        self.said.debug(client.transport().http());
        let sales = sales(&client);
        let query = sales.query_sales().contract_no(CONTRACT);
        self.said.debug(&query.send().await.unwrap());
        self.said.debug(&credentials(PASSWORD));
    }

    /// Credentials and scopes that are refused, also by a server that repeats what it was sent.
    pub async fn refusals(&mut self) {
        let url = |text: &str| reqwest::Url::parse_with_params("http://h", [("p", text)]).unwrap();
        let encoded = url(WRONG).query().unwrap().to_owned();
        let repeating = [
            format!(r#"{{"error":"invalid_grant","error_description":"no {WRONG} here"}}"#),
            format!(r#"{{"error":"invalid_grant","error_description":"{encoded}"}}"#),
            format!(r#"{{"error":"{WRONG}"}}"#),
            format!(r#"{{"error":"invalid_scope","error_description":"{USERNAME}"}}"#),
            format!(r#"{{"error":"invalid_request","error_description":{{"sent":"{WRONG}"}}}}"#),
            format!(r#"{{"error":["{WRONG}"]}}"#),
            format!(r#"{{"access_token":{{"{WRONG}":1}}}}"#),
            format!("<p>{WRONG}</p>"),
        ];
        for status in [200, 400, 401, 403, 500, 503] {
            for body in &repeating {
                let fault = Fault::status(status).times(1).on("token");
                self.stage
                    .sandbox
                    .inject(fault.body("application/json", body.as_str()));
                let client = self.client.with_credentials(credentials(WRONG));
                self.call(&client, "querySales").await;
                self.call(&client, "notifySale").await;
            }
        }
        self.stage.sandbox.clear_faults();
        self.stage.sandbox.unlock(USERNAME);
        for wrong in [
            Credentials::new("the-app", WRONG, USERNAME, PASSWORD),
            Credentials::new("the-app", CLIENT_SECRET, WRONG, PASSWORD),
            Credentials::new("the-app", CLIENT_SECRET, USERNAME, WRONG),
        ] {
            let client = self.client.with_credentials(wrong.unwrap());
            self.call(&client, "querySales").await;
        }
        let refused = Fault::status(400).body("application/json", r#"{"error":"invalid_scope"}"#);
        self.stage.sandbox.inject(refused.times(1).on("token"));
        let client = recorded(&self.stage, &self.gate);
        self.call(&client, "querySales").await;
        self.stage.sandbox.clear_faults();
    }

    /// Each fault on the token endpoint, and on a call with a token.
    pub async fn faults(&mut self) {
        let moment = Duration::from_millis(1);
        let faults = [
            Fault::status(401).header("www-authenticate", "Bearer error='invalid_token'"),
            Fault::status(403),
            // as long as it goes on, it is waited for
            Fault::status(429).header("retry-after", "1").times(3),
            Fault::status(500),
            Fault::status(503).after_processing(),
            Fault::status(307).header("location", "/elsewhere"),
            Fault::html(200),
            Fault::html(502),
            Fault::reset(),
            Fault::reset().after_processing(),
            Fault::truncated(80),
            Fault::malformed(),
            Fault::oversized(100_000),
            Fault::slow(30, moment),
            Fault::delay(moment),
        ];
        for fault in faults {
            for on in ["token", "querySales", "notifySale"] {
                self.stage.sandbox.inject(fault.clone().on(on));
                let client = recorded(&self.stage, &self.gate);
                self.call(&client, "querySales").await;
                self.call(&client, "notifySale").await;
                self.stage.sandbox.clear_faults();
            }
        }
        self.hang("token").await;
        self.hang("notifySale").await;
    }

    async fn hang(&mut self, on: &str) {
        let long = Duration::from_secs(3600);
        self.stage.sandbox.inject(Fault::delay(long).on(on));
        let client = recorded(&self.stage, &self.gate);
        let before = self.stage.count(on);
        let (stage, said) = (&self.stage, &mut self.said);
        let giving_up = async {
            until("it hangs", || stage.count(on) > before).await;
            stage.clock.advance(TIME_OUT);
        };
        let (sent, ()) = tokio::join!(perform(&client, "notifySale"), giving_up);
        said.result(sent);
        self.stage.sandbox.clear_faults();
    }

    /// Places that credentials come from, in order and out of order, and settings that hold secrets.
    pub async fn settings(&mut self) {
        let directory = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str, mode: u32| {
            let path = directory.path().join(name);
            let mut file = std::fs::File::create(&path).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            path
        };
        let good = format!(
            "client_id='the-app'\nclient_secret='{CLIENT_SECRET}'\nusername='{USERNAME}'\npassword='{PASSWORD}'\n"
        );
        let lacking = format!("client_id='the-app'\npassword='{PASSWORD}'\n");
        for (number, text) in [
            format!("[default]\n{good}"),
            format!("[default]\n{lacking}"),
            format!("[default]\n{good}password=7"),
            format!("[default]\n{good}\npassword='{PASSWORD}"),
            format!("[default]\npassword = {PASSWORD}\n"),
            format!("[default]\npassword = ['{PASSWORD}']\n"),
            format!("default='{PASSWORD}'\n"),
        ]
        .into_iter()
        .enumerate()
        {
            for mode in [0o600, 0o644] {
                let path = file(&format!("profile-{number}-{mode}"), &text, mode);
                self.source(Profile::new(path)).await;
            }
        }
        let json = serde_json::json!({"client_id": "the-app", "client_secret": CLIENT_SECRET,
            "username": USERNAME, "password": PASSWORD})
        .to_string();
        let cut = json[..json.len() - 1].to_owned();
        let number = json.replace("\"the-app\"", "7");
        let lacking = format!(r#"{{"password":"{PASSWORD}"}}"#);
        for printed in [json, cut, number, lacking, PASSWORD.to_owned()] {
            for end in ["", "; exit 3", "; cat /nowhere"] {
                let path = file("printed", &printed, 0o600);
                let script = format!("cat '{}'; echo '{PASSWORD}' >&2{end}", path.display());
                self.source(Exec::new("sh").args(["-c", &script])).await;
            }
        }
        for missing in ["CESCE_USERNAME", "CESCE_PASSWORD", ""] {
            let password = file("password", PASSWORD, 0o600);
            let looked_up = move |name: &str| match name {
                name if name == missing => None,
                "CESCE_CLIENT_ID" => Some("the-app".into()),
                "CESCE_CLIENT_SECRET" => Some(CLIENT_SECRET.into()),
                "CESCE_USERNAME" => Some(USERNAME.into()),
                "CESCE_PASSWORD_FILE" => Some(password.clone().into()),
                _ => None,
            };
            self.source(Environment::default().looked_up_by(looked_up))
                .await;
        }
        self.urls();
    }

    async fn source(&mut self, source: impl CredentialsSource + Clone) {
        self.said.debug(&source);
        self.said.result(source.fetch().await);
        let client = self.client.with_credentials(source);
        self.call(&client, "querySales").await;
    }

    fn urls(&mut self) {
        for url in [
            format!("https://user:{PROXY}@h/v1"),
            format!("http://user:{PROXY}@127.0.0.1/v1"),
            format!("http://user:{PROXY}@example.org/v1"),
        ] {
            let builder = || Client::builder().credentials(credentials(PASSWORD));
            for builder in [
                builder().base_url(&url).token_url("https://h/token"),
                builder().base_url("https://h/v1").token_url(&url),
                builder().proxy(&url),
                builder().client_identity(PROXY),
            ] {
                self.said.debug(&builder);
                self.said.result(builder.build());
            }
        }
    }

    /// The secrets that are known from the beginning, and the tokens that were issued.
    pub fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::default();
        for (name, secret) in [
            ("client secret", CLIENT_SECRET),
            ("username", USERNAME),
            ("password", PASSWORD),
            ("mistyped password", WRONG),
            ("proxy password", PROXY),
        ] {
            secrets.add(name, secret);
        }
        for kind in ["access_token", "refresh_token"] {
            let issued = issued(&self.gate.passed(), kind);
            assert!(issued.len() > 20, "{} of {kind}", issued.len());
            for token in issued {
                secrets.add(kind, token);
            }
        }
        secrets
    }
}

fn recorded(stage: &Stage, gate: &Gate) -> Client {
    client(&stage.sandbox, &stage.clock)
        .token_url(gate.url(stage.sandbox.token_url()))
        .body_limit(50_000)
        .build()
        .unwrap()
}

fn credentials(password: &str) -> Credentials {
    Credentials::new("the-app", CLIENT_SECRET, USERNAME, password).unwrap()
}

/// The tokens in what the token endpoint answered.
fn issued(passed: &str, kind: &str) -> Vec<String> {
    let before = format!(r#""{kind}":""#);
    let starts = passed.split(&before).skip(1);
    let tokens = starts.filter_map(|rest| rest.split_once('"').map(|(token, _)| token));
    // others are the stand-ins of faults
    let tokens = tokens.filter(|token| token.len() == 32);
    tokens.map(str::to_owned).collect()
}
