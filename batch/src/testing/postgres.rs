//! PostgreSQL for tests: the server of `TEST_POSTGRES_URL`, or a local one that the test starts.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The server that all tests of a process share.
static SERVER: OnceCell<Option<Server>> = OnceCell::const_new();
static DATABASES: AtomicU32 = AtomicU32::new(1);

/// A server, and its process if the test has started it.
pub(crate) struct Server {
    url: String,
    local: Option<LocalServer>,
}

struct LocalServer {
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
    process: Child,
    /// The process of [`guard`].
    _guard: Child,
}

/// A new database; `None`, with a printed reason, where there is no server.
pub(crate) async fn database() -> Option<String> {
    let server = SERVER.get_or_init(Server::find).await.as_ref()?;
    Some(server.create_database().await)
}

impl Server {
    async fn find() -> Option<Self> {
        if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
            return Some(Self { url, local: None });
        }
        let Some(binaries) = binaries() else {
            println!(
                "tests with PostgreSQL are skipped: TEST_POSTGRES_URL is not set, and /usr/lib/postgresql has no server"
            );
            return None;
        };
        Some(Self::start(binaries).await)
    }

    /// Starts a server for one test, which ends with the test. Returns `None`, with a printed reason, where PostgreSQL is not
    /// installed.
    pub(crate) async fn start_local() -> Option<Self> {
        let Some(binaries) = binaries() else {
            println!("a test that stops PostgreSQL is skipped: /usr/lib/postgresql has no server");
            return None;
        };
        Some(Self::start(binaries).await)
    }

    async fn start(binaries: PathBuf) -> Self {
        let folder = TempDir::new().unwrap().keep();
        if is_root() {
            give_to_postgres(&folder);
        }
        let data = folder.join("data");
        let mut initdb = command(&binaries.join("initdb"));
        initdb.args([
            "--auth=trust",
            "--no-sync",
            "--username=postgres",
            "--encoding=UTF8",
        ]);
        initdb.arg("--pgdata").arg(&data);
        assert!(initdb.stdout(Stdio::null()).status().unwrap().success());
        let port = free_port();
        let process = serve(&binaries, &folder, port);
        let url = format!("postgres://postgres@127.0.0.1:{port}");
        let server = Self {
            url,
            local: Some(LocalServer {
                _guard: guard(&folder),
                binaries,
                folder,
                port,
                process,
            }),
        };
        server.wait().await;
        server
    }

    async fn wait(&self) {
        let began = Instant::now();
        while let Err(error) = sqlx::PgConnection::connect(&self.database_url("postgres")).await {
            assert!(began.elapsed() < Duration::from_secs(60), "{error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn database_url(&self, name: &str) -> String {
        let (url, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let server = url.split_once("://").map_or(url, |(_, rest)| rest);
        let server = server.split('/').next().unwrap_or_default();
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        format!("postgres://{server}/{name}{query}")
    }

    /// A new database of this server.
    pub(crate) async fn create_database(&self) -> String {
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("batch_{}_{number}", std::process::id());
        let connection = sqlx::PgConnection::connect(&self.database_url("postgres"));
        let mut connection = connection.await.unwrap();
        let sql = format!("CREATE DATABASE {name}");
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap();
        self.database_url(&name)
    }

    /// Cuts the connections of all clients.
    pub(crate) async fn cut_connections(&self) {
        let connection = sqlx::PgConnection::connect(&self.database_url("postgres"));
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
        let mut connection = connection.await.unwrap();
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }

    /// Enables encrypted connections. Returns the file of the self-signed certificate.
    pub(crate) async fn enable_tls(&mut self) -> PathBuf {
        let folder = &self.local.as_ref().unwrap().folder;
        let generated = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let certificate = folder.join("data/server.crt");
        let key = folder.join("data/server.key");
        fs::write(&certificate, generated.cert.pem()).unwrap();
        fs::write(&key, generated.signing_key.serialize_pem()).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        if is_root() {
            give_to_postgres(&certificate);
            give_to_postgres(&key);
        }
        let connection = sqlx::PgConnection::connect(&self.database_url("postgres"));
        let mut connection = connection.await.unwrap();
        let sql = "ALTER SYSTEM SET ssl = on";
        sqlx::query(sql).execute(&mut connection).await.unwrap();
        self.restart().await;
        certificate
    }

    /// Stops the server as a crash does, and starts it again.
    pub(crate) async fn restart(&mut self) {
        if let Some(local) = &mut self.local {
            stop(&mut local.process);
            local.process = serve(&local.binaries, &local.folder, local.port);
        }
        self.wait().await;
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        stop(&mut self.process);
    }
}

/// Starts a process that stops the server and removes its folder once the test process has ended, even by a signal. The end
/// of its standard input shows that.
fn guard(folder: &Path) -> Child {
    let script = "cat > /dev/null; kill -QUIT $(head -n 1 \"$1/data/postmaster.pid\") 2> /dev/null; \
                  sleep 1; rm -rf \"$1\"";
    let mut guard = Command::new("sh");
    guard.args(["-c", script, "sh"]).arg(folder);
    guard
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    guard.spawn().unwrap()
}

fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.flatten().map(|version| version.path().join("bin"));
    folders
        .filter(|folder| folder.join("postgres").exists())
        .max()
}

fn serve(binaries: &Path, folder: &Path, port: u16) -> Child {
    let mut server = command(&binaries.join("postgres"));
    server
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .args([
            "-p",
            &port.to_string(),
            "-h",
            "127.0.0.1",
            "-c",
            "max_connections=200",
        ]);
    let log = fs::File::create(folder.join("log")).unwrap();
    server.stdout(Stdio::null()).stderr(log).spawn().unwrap()
}

/// Makes a server stop at once, without a shutdown, and waits for its end.
fn stop(process: &mut Child) {
    let id = process.id().to_string();
    let _ = Command::new("kill").args(["-QUIT", &id]).status();
    let _ = process.wait();
}

/// A command that runs as the user `postgres` if this process runs as root, since PostgreSQL refuses to run as root.
fn command(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    command.arg(program).current_dir("/");
    command
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn give_to_postgres(path: &Path) {
    let status = Command::new("chown").arg("postgres").arg(path).status();
    assert!(status.unwrap().success());
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
