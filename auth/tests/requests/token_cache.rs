//! Tokens that processes share. Each client stands for a process.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use classifications_auth::clock::ManualClock;
use classifications_auth::{Client, Credentials, ScopeSet, TokenPolicy};

use crate::support::server::{Server, Step};
use crate::support::{CREATE, QUERY, builder, clock::SkippingClock, credentials};

/// The servers, the clock and the folder that all processes use.
struct World {
    api: Server,
    tokens: Server,
    clock: SkippingClock,
    folder: tempfile::TempDir,
}

impl World {
    async fn new(steps: Vec<Step>) -> Self {
        Self {
            api: Server::start(steps, Step::ok()).await,
            tokens: Server::start(Vec::new(), Step::Token).await,
            clock: SkippingClock::default(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("state").join("tokens")
    }

    fn process(&self) -> Client {
        self.process_of(credentials())
    }

    fn process_of(&self, credentials: Credentials) -> Client {
        let builder = builder(&self.api, &self.tokens).clock(self.clock.clone());
        let builder = builder.credentials(credentials).token_cache(self.cache());
        builder.build().unwrap()
    }

    async fn query(&self, client: &Client) -> u16 {
        let url = self.api.url("/things/7");
        let request = client.transport().http().get(url).build().unwrap();
        let sent = api_transport::Transport::send(client.transport(), &QUERY, request).await;
        sent.unwrap().status().as_u16()
    }

    fn files(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.cache()).into_iter().flatten().flatten();
        files.map(|file| file.path()).collect()
    }

    fn file(&self) -> PathBuf {
        let files = self.files();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }

    /// The tokens that the API received.
    fn sent(&self) -> Vec<String> {
        let received = self.api.received();
        let sent = received
            .iter()
            .map(|request| request.header("authorization").unwrap().to_owned());
        sent.collect()
    }
}

#[tokio::test]
async fn successive_processes_request_one_token() {
    let world = World::new(vec![]).await;
    for _ in 0..5 {
        assert_eq!(world.query(&world.process()).await, 200);
    }
    assert_eq!(world.tokens.count(), 1);
    assert!(world.sent().windows(2).all(|two| two[0] == two[1]));
    let token = world
        .process()
        .transport()
        .tokens()
        .token(&ScopeSet::of(&["read"]))
        .await;
    assert!(token.unwrap().expires_at().is_some());
    // other scopes have another token
    let create = CREATE.oauth2_scopes.unwrap();
    for _ in 0..2 {
        let client = world.process();
        client
            .transport()
            .tokens()
            .token(&ScopeSet::of(create))
            .await
            .unwrap();
    }
    assert_eq!((world.tokens.count(), world.files().len()), (2, 2));
}

#[tokio::test]
async fn other_credentials_and_endpoints_have_their_own_tokens() {
    let world = World::new(vec![]).await;
    world.query(&world.process()).await;
    for [id, secret, user, password] in [
        [
            "the-client-id",
            "the-client-secret",
            "the-user",
            "new-password",
        ],
        ["the-client-id", "new-secret", "the-user", "new-password"],
        [
            "the-client-id",
            "the-client-secret",
            "other-user",
            "the-password",
        ],
        ["other-id", "the-client-secret", "the-user", "the-password"],
    ] {
        let before = world.tokens.count();
        let other = Credentials::new(id, secret, user, password).unwrap();
        world.query(&world.process_of(other)).await;
        assert_eq!(
            world.tokens.count(),
            before + 1,
            "{id} {secret} {user} {password}"
        );
    }
    let elsewhere = Server::start(Vec::new(), Step::Token).await;
    let client = builder(&world.api, &elsewhere).clock(world.clock.clone());
    let client = client.token_cache(world.cache()).build().unwrap();
    world.query(&client).await;
    assert_eq!(elsewhere.count(), 1);
}

#[tokio::test]
async fn a_token_that_expires_soon_or_was_issued_in_the_future_is_not_used() {
    let window = TokenPolicy::default().refresh_window;
    let usable = 3600 - window.as_secs() - 30;
    for (passed, requests) in [(usable - 1, 1), (usable, 2)] {
        let world = World::new(vec![]).await;
        world.query(&world.process()).await;
        world.clock.advance(Duration::from_secs(passed));
        world.query(&world.process()).await;
        assert_eq!(world.tokens.count(), requests, "{passed:?}");
    }
    let world = World::new(vec![]).await;
    world.query(&world.process()).await;
    let earlier = ManualClock::default();
    earlier.set_wall_back(Duration::from_secs(60));
    let client = builder(&world.api, &world.tokens).clock(earlier);
    let client = client.token_cache(world.cache()).build().unwrap();
    client
        .transport()
        .tokens()
        .token(&ScopeSet::of(&["read"]))
        .await
        .unwrap();
    assert_eq!(world.tokens.count(), 2);
}

#[tokio::test]
async fn a_cached_token_that_the_api_refuses_is_removed_and_replaced_once() {
    let refused = || Step::status(401).header("WWW-Authenticate", "Bearer error='invalid_token'");
    let world = World::new(vec![Step::ok(), refused()]).await;
    world.query(&world.process()).await;
    assert_eq!(world.query(&world.process()).await, 200);
    assert_eq!((world.tokens.count(), world.api.count()), (2, 3));
    let sent = world.sent();
    assert_ne!(sent[1], sent[2]);
    // the next process uses the new one
    world.query(&world.process()).await;
    assert_eq!(world.sent()[3], sent[2]);
    assert_eq!(world.tokens.count(), 2);
}

#[tokio::test]
async fn a_token_that_the_api_always_refuses_is_not_kept() {
    let refused = Step::status(401).header("WWW-Authenticate", "Bearer error='invalid_token'");
    let world = World::new(vec![refused; 100]).await;
    assert_eq!(world.query(&world.process()).await, 401);
    assert_eq!(world.files(), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn an_explicitly_requested_token_replaces_the_cached_one() {
    let world = World::new(vec![]).await;
    world.query(&world.process()).await;
    let login = world.process();
    let scopes = ScopeSet::of(&["read"]);
    let token = login.transport().tokens().request(&scopes).await.unwrap();
    assert_eq!(world.tokens.count(), 2);
    assert_ne!(token.authorization(), world.sent()[0].as_str());
    world.query(&world.process()).await;
    assert_eq!(token.authorization(), world.sent()[1].as_str());
    assert_eq!(world.tokens.count(), 2);
}

#[tokio::test]
async fn a_damaged_file_is_replaced_and_other_files_are_unchanged() {
    let world = World::new(vec![]).await;
    world.query(&world.process()).await;
    let file = world.file();
    let good = fs::read_to_string(&file).unwrap();
    let foreign = world.cache().join("notes.json");
    fs::write(&foreign, "mine").unwrap();
    for bad in ["", "{", "{}", &good[..good.len() / 2], &"x".repeat(100_000)] {
        let before = world.tokens.count();
        fs::write(&file, bad).unwrap();
        assert_eq!(world.query(&world.process()).await, 200);
        assert_eq!(world.tokens.count(), before + 1, "{bad}");
    }
    assert_eq!(fs::read_to_string(foreign).unwrap(), "mine");
}

#[tokio::test]
async fn without_a_writable_cache_each_process_requests_a_token() {
    let world = World::new(vec![]).await;
    let blocked = world.folder.path().join("state");
    fs::write(&blocked, "a file, no folder").unwrap();
    assert_eq!(world.query(&world.process()).await, 200);
    assert_eq!(world.query(&world.process()).await, 200);
    assert_eq!(world.tokens.count(), 2);
}

/// Whether a file contains `text`.
fn contains(file: &Path, text: &str) -> bool {
    fs::read_to_string(file).unwrap().contains(text)
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_is_private_and_one_that_others_may_access_is_not_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let world = World::new(vec![]).await;
    world.query(&world.process()).await;
    let file = world.file();
    assert_eq!((mode(&file), mode(&world.cache())), (0o600, 0o700));
    let name = file.file_name().unwrap().to_str().unwrap();
    for secret in [
        "the-password",
        "the-client-secret",
        "the-user",
        "the-client-id",
    ] {
        assert!(
            !contains(&file, secret) && !name.contains(secret),
            "{secret}"
        );
    }
    let token = world.sent()[0].replace("Bearer ", "");
    assert!(contains(&file, &token));
    for wider in [0o640, 0o604, 0o620, 0o660] {
        let before = world.tokens.count();
        fs::set_permissions(&file, fs::Permissions::from_mode(wider)).unwrap();
        world.query(&world.process()).await;
        assert_eq!(world.tokens.count(), before + 1, "{wider:o}");
        assert_eq!(mode(&file), 0o600, "the file is replaced");
    }
}

#[tokio::test]
async fn concurrent_processes_leave_a_complete_file() {
    let world = World::new(vec![]).await;
    let clients: Vec<Client> = (0..20).map(|_| world.process()).collect();
    let scopes = ScopeSet::of(&["read"]);
    let requests = clients.iter().map(|client| async {
        for _ in 0..5 {
            client.transport().tokens().request(&scopes).await.unwrap();
        }
    });
    futures_util::future::join_all(requests).await;
    let before = world.tokens.count();
    assert_eq!(world.query(&world.process()).await, 200);
    assert_eq!(world.tokens.count(), before, "the file is complete");
    world.file();
}
