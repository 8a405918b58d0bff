//! The successes, errors and settings of a client, with known secrets.

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use classifications_auth::credentials::{CredentialsSource, Environment, Exec, Profile};
use classifications_auth::{Client, Credentials, ScopeSet};
use classifications_sandbox::{self as sandbox, Fault};
use contract_tests::support::{
    self, CONTRACT, OPERATIONS, Proxy, Secrets, Setup, TIMEOUT, chain, client, perform, sales,
    until,
};

pub const CLIENT_SECRET: &str = "Qz7!kV/+ x=9&Wb%yñ";
pub const USERNAME: &str = "insured+Zk@ex/ample ü";
pub const PASSWORD: &str = "pä55 W0rd&+/=%qJx";
/// A mistyped password, which is as secret as the password.
const WRONG: &str = "Wr0ng~pä55 &=?word";
const PROXY_PASSWORD: &str = "pr0xyS3cret";

/// All messages: errors, their sources, and `Debug` output.
#[derive(Default)]
pub struct Messages(pub String);

impl Messages {
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

/// A sandbox with awkward secrets, and a client whose token requests pass a proxy that records
/// them.
pub struct Scenario {
    pub setup: Setup,
    proxy: Proxy,
    client: Client,
    pub messages: Messages,
}

impl Scenario {
    pub async fn new() -> Self {
        let credentials = sandbox::Credentials {
            client_id: "the-app".to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            username: USERNAME.to_owned(),
            password: PASSWORD.to_owned(),
        };
        let setup = Setup::of(support::sandbox().credentials(credentials)).await;
        let proxy = Proxy::before(setup.sandbox.address()).await;
        let client = recorded_client(&setup, &proxy);
        Self {
            setup,
            proxy,
            client,
            messages: Messages::default(),
        }
    }

    async fn call(&mut self, client: &Client, operation: &str) {
        self.messages.result(perform(client, operation).await);
        self.messages.debug(client);
    }

    /// All successes, including a refresh and a revoked token.
    pub async fn successes(&mut self) {
        let client = self.client.clone();
        for operation in OPERATIONS {
            self.call(&client, operation).await;
        }
        for seconds in [3300, 3600] {
            self.setup.advance(Duration::from_secs(seconds));
            self.call(&client, "querySales").await;
            let proxy = &self.proxy;
            until("the token is renewed", || {
                proxy.passed().contains("refresh_token")
            })
            .await;
        }
        let grants = self.setup.received("token");
        assert!(
            grants
                .iter()
                .any(|token| token.grant_type.as_deref() == Some("refresh_token"))
        );
        self.setup.sandbox.revoke_all_tokens();
        for operation in OPERATIONS {
            self.call(&client, operation).await;
        }
        let token = client
            .transport()
            .tokens()
            .token(&ScopeSet::of(&["read"]))
            .await;
        self.messages.debug(&token);
        self.messages.debug(&token.unwrap().authorization());
        self.messages.debug(client.transport());
        self.messages.debug(client.transport().tokens());
        self.messages.debug(&client.transport().sender());
        self.messages.debug(client.transport().http());
        let sales = sales(&client);
        let query = sales.query_sales().contract_no(CONTRACT);
        self.messages.debug(&query.send().await.unwrap());
        self.messages.debug(&credentials(PASSWORD));
    }

    /// Refused credentials and scopes, also by a server that echoes the request.
    pub async fn refusals(&mut self) {
        let url = |text: &str| reqwest::Url::parse_with_params("http://h", [("p", text)]).unwrap();
        let encoded = url(WRONG).query().unwrap().to_owned();
        let echoing_bodies = [
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
            for body in &echoing_bodies {
                let fault = Fault::status(status).times(1).on("token");
                self.setup
                    .sandbox
                    .inject(fault.body("application/json", body.as_str()));
                let client = self.client.with_credentials(credentials(WRONG));
                self.call(&client, "querySales").await;
                self.call(&client, "notifySale").await;
            }
        }
        self.setup.sandbox.clear_faults();
        self.setup.sandbox.unlock(USERNAME);
        for wrong in [
            Credentials::new("the-app", WRONG, USERNAME, PASSWORD),
            Credentials::new("the-app", CLIENT_SECRET, WRONG, PASSWORD),
            Credentials::new("the-app", CLIENT_SECRET, USERNAME, WRONG),
        ] {
            let client = self.client.with_credentials(wrong.unwrap());
            self.call(&client, "querySales").await;
        }
        let refused = Fault::status(400).body("application/json", r#"{"error":"invalid_scope"}"#);
        self.setup.sandbox.inject(refused.times(1).on("token"));
        let client = recorded_client(&self.setup, &self.proxy);
        self.call(&client, "querySales").await;
        self.setup.sandbox.clear_faults();
    }

    /// Each fault on the token endpoint, and on a call with a token.
    pub async fn faults(&mut self) {
        let moment = Duration::from_millis(1);
        let faults = [
            Fault::status(401).header("www-authenticate", "Bearer error='invalid_token'"),
            Fault::status(403),
            // The client waits for a running exchange.
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
                self.setup.sandbox.inject(fault.clone().on(on));
                let client = recorded_client(&self.setup, &self.proxy);
                self.call(&client, "querySales").await;
                self.call(&client, "notifySale").await;
                self.setup.sandbox.clear_faults();
            }
        }
        self.hang("token").await;
        self.hang("notifySale").await;
    }

    async fn hang(&mut self, on: &str) {
        let long = Duration::from_secs(3600);
        self.setup.sandbox.inject(Fault::delay(long).on(on));
        let client = recorded_client(&self.setup, &self.proxy);
        let before = self.setup.count(on);
        let (setup, messages) = (&self.setup, &mut self.messages);
        let timing_out = async {
            until("it hangs", || setup.count(on) > before).await;
            setup.clock.advance(TIMEOUT);
        };
        let (sent, ()) = tokio::join!(perform(&client, "notifySale"), timing_out);
        messages.result(sent);
        self.setup.sandbox.clear_faults();
    }

    /// All sources of credentials, valid and invalid, and settings that contain secrets.
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
        self.messages.debug(&source);
        self.messages.result(source.fetch().await);
        let client = self.client.with_credentials(source);
        self.call(&client, "querySales").await;
    }

    fn urls(&mut self) {
        for url in [
            format!("https://user:{PROXY_PASSWORD}@h/v1"),
            format!("http://user:{PROXY_PASSWORD}@127.0.0.1/v1"),
            format!("http://user:{PROXY_PASSWORD}@example.org/v1"),
        ] {
            let builder = || Client::builder().credentials(credentials(PASSWORD));
            for builder in [
                builder().base_url(&url).token_url("https://h/token"),
                builder().base_url("https://h/v1").token_url(&url),
                builder().proxy(&url),
                builder().client_identity(PROXY_PASSWORD),
            ] {
                self.messages.debug(&builder);
                self.messages.result(builder.build());
            }
        }
    }

    /// The known secrets, and the issued tokens.
    pub fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::default();
        for (name, secret) in [
            ("client secret", CLIENT_SECRET),
            ("username", USERNAME),
            ("password", PASSWORD),
            ("mistyped password", WRONG),
            ("proxy password", PROXY_PASSWORD),
        ] {
            secrets.add(name, secret);
        }
        for kind in ["access_token", "refresh_token"] {
            let issued = issued(&self.proxy.passed(), kind);
            assert!(issued.len() > 20, "{} of {kind}", issued.len());
            for token in issued {
                secrets.add(kind, token);
            }
        }
        secrets
    }
}

fn recorded_client(setup: &Setup, proxy: &Proxy) -> Client {
    client(&setup.sandbox, &setup.clock)
        .token_url(proxy.url(setup.sandbox.token_url()))
        .body_limit(50_000)
        .build()
        .unwrap()
}

fn credentials(password: &str) -> Credentials {
    Credentials::new("the-app", CLIENT_SECRET, USERNAME, password).unwrap()
}

/// The tokens of one kind in the responses of the token endpoint.
fn issued(passed: &str, kind: &str) -> Vec<String> {
    let before = format!(r#""{kind}":""#);
    let starts = passed.split(&before).skip(1);
    let tokens = starts.filter_map(|rest| rest.split_once('"').map(|(token, _)| token));
    // Other tokens are those of faults.
    let tokens = tokens.filter(|token| token.len() == 32);
    tokens.map(str::to_owned).collect()
}
