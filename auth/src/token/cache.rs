//! Tokens that processes share, in a folder with a file for each token, which only its owner may read.
//!
//! A file is written under a temporary name and renamed, so that no process reads a part of it. A file that cannot be
//! read, belongs to another user, or has no usable token counts as absent.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use zeroize::Zeroizing;

use super::bearer::Bearer;
use super::expiry::{Expiry, Freshness, Moment};
use super::guard::Identity;
use super::policy::TokenPolicy;
use crate::ScopeSet;
use crate::credentials::file::{FileError, open_regular, read_text};
use crate::trace::TARGET;

/// The age at which a file is removed. Its token has expired, or it was left by a process that was killed.
const OLDEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A token that must be renewed within this time is not used: a process that ends soon would interrupt the renewal.
const SOON: Duration = Duration::from_secs(30);

/// The tokens in a folder.
pub(crate) struct TokenCache(PathBuf);

/// A stored token. It contains 16 bits of a salted hash of the credentials, which show that they changed without revealing
/// them.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    salt: u64,
    /// The 16 bits of the salted hash.
    tag: u16,
    /// The time of the request, in milliseconds since the Unix epoch.
    issued: u64,
    /// The lifetime in milliseconds.
    lifetime: u64,
    /// The granted scopes, if the token endpoint returned them.
    granted: Option<Vec<String>>,
    #[serde(serialize_with = "expose")]
    access_token: SecretString,
}

fn expose<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

/// A granted token to store.
pub(super) struct IssuedToken<'a> {
    pub(super) access_token: &'a str,
    pub(super) granted: Option<&'a ScopeSet>,
    pub(super) issued: SystemTime,
    pub(super) lifetime: Duration,
}

impl Stored {
    fn new(identity: Identity<'_>, token: &IssuedToken<'_>) -> Option<Self> {
        let salt = RandomState::new().hash_one(0);
        let since_epoch = token.issued.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let granted = token.granted.map(|scopes| scopes.iter().map(str::to_owned));
        Some(Self {
            salt,
            tag: tag(salt, identity),
            issued: millis(since_epoch),
            lifetime: millis(token.lifetime),
            granted: granted.map(Iterator::collect),
            access_token: token.access_token.into(),
        })
    }

    /// The token, if it was granted to these credentials and need not be renewed soon.
    fn bearer(
        self,
        identity: Identity<'_>,
        scopes: &ScopeSet,
        at: Moment,
        policy: &TokenPolicy,
    ) -> Option<Bearer> {
        if self.tag != tag(self.salt, identity) {
            return None;
        }
        let wall = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(self.issued))?;
        // if the clock was set back after the request, the age of the token is unknown
        let age = at.wall.duration_since(wall).ok()?;
        let issued = Moment {
            now: at.now.checked_sub(age)?,
            wall,
        };
        let lifetime = Duration::from_millis(self.lifetime);
        let expiry = Expiry::new(issued, lifetime, policy.refresh_window);
        let soon = Moment {
            now: at.now.checked_add(SOON)?,
            wall: at.wall.checked_add(SOON)?,
        };
        if expiry.freshness(&soon) != Freshness::Fresh {
            return None;
        }
        let token = self.access_token.expose_secret();
        let bearer = Bearer::new(token, identity.credentials, expiry, scopes.clone()).ok()?;
        let granted = self.granted.and_then(|scopes| ScopeSet::new(scopes).ok());
        Some(bearer.with_granted(granted).taken_from_cache())
    }
}

/// 16 bits of a salted hash of the credentials, the same in all processes.
fn tag(salt: u64, identity: Identity<'_>) -> u16 {
    let [low, high, ..] = hash((salt, identity.secrets())).to_le_bytes();
    u16::from_le_bytes([low, high])
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl TokenCache {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Returns the token for these scopes, if there is a usable one.
    pub(super) fn load(
        &self,
        identity: Identity<'_>,
        scopes: &ScopeSet,
        at: Moment,
        policy: &TokenPolicy,
    ) -> Option<Bearer> {
        let stored = ok_or_warn(read(&self.file(identity, scopes)))??;
        stored.bearer(identity, scopes, at, policy)
    }

    /// Stores a token for other processes.
    pub(super) fn store(&self, identity: Identity<'_>, scopes: &ScopeSet, token: &IssuedToken<'_>) {
        let Some(stored) = Stored::new(identity, token) else {
            return;
        };
        ok_or_warn(make_folder(&self.0));
        self.remove_old();
        ok_or_warn(write(&self.file(identity, scopes), &stored));
    }

    /// Removes this token, unless another process has replaced it.
    pub(super) fn remove(&self, identity: Identity<'_>, token: &Bearer) {
        let file = self.file(identity, &token.scopes);
        let stored = ok_or_warn(read(&file)).flatten();
        if stored.is_some_and(|stored| token.has_text(stored.access_token.expose_secret())) {
            ok_or_warn(fs::remove_file(file));
        }
    }

    /// Removes all tokens of an account.
    pub(super) fn remove_account(&self, identity: Identity<'_>) {
        let account = account(identity);
        for file in self.files() {
            let name = file.file_name().and_then(|name| name.to_str());
            if name.is_some_and(|name| name.starts_with(&account)) {
                ok_or_warn(fs::remove_file(file));
            }
        }
    }

    fn remove_old(&self) {
        for file in self.files() {
            let age = fs::metadata(&file).and_then(|metadata| metadata.modified());
            let age = age.ok().and_then(|modified| modified.elapsed().ok());
            if age.is_some_and(|age| age > OLDEST) {
                // fails if another process has removed it
                let _ = fs::remove_file(file);
            }
        }
    }

    /// The files of this cache, without other files in the folder.
    fn files(&self) -> impl Iterator<Item = PathBuf> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            let start = name
                .and_then(|name| name.split_once('.'))
                .map(|(start, _)| start);
            start.is_some_and(|start| {
                start.len() == 33
                    && start
                        .bytes()
                        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
            })
        })
    }

    fn file(&self, identity: Identity<'_>, scopes: &ScopeSet) -> PathBuf {
        let scopes: Vec<&str> = scopes.iter().collect();
        self.0
            .join(format!("{}-{:016x}.json", account(identity), hash(scopes)))
    }
}

/// The start of a file name, a hash of token endpoint, user name and client id. The password does not contribute, as
/// everyone who may list the folder sees the name.
fn account(identity: Identity<'_>) -> String {
    let client_id = identity.credentials.client_id().expose_secret();
    format!("{:016x}", hash((identity.account(), client_id)))
}

/// Reads a file; `None` if it does not exist.
fn read(path: &Path) -> io::Result<Option<Stored>> {
    let file = match open_regular(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    refuse_foreign(&file)?;
    let text = read_text(file).map_err(|error| match error {
        FileError::Io(error) => error,
        error => io::Error::other(error),
    })?;
    Ok(Some(serde_json::from_str(&text)?))
}

/// Refuses a file that belongs to another user, or that others may access.
#[cfg(unix)]
fn refuse_foreign(file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata()?;
    let is_own = metadata.uid() == rustix::process::geteuid().as_raw();
    let access_of_others = metadata.mode() & 0o077;
    if is_own && access_of_others == 0 {
        return Ok(());
    }
    Err(io::Error::other(
        "the file is accessible to other users, or belongs to one; remove it",
    ))
}

/// Other systems have access control lists, which the standard library does not read; those of the folder apply.
#[cfg(not(unix))]
fn refuse_foreign(_: &File) -> io::Result<()> {
    Ok(())
}

fn write(path: &Path, stored: &Stored) -> io::Result<()> {
    // allocated in full, as a buffer that grows leaves copies in memory
    let length = stored.access_token.expose_secret().len();
    let mut json = Zeroizing::new(Vec::with_capacity(length.saturating_mul(6) + 4096));
    serde_json::to_writer(&mut *json, stored)?;
    let unique = RandomState::new().hash_one(std::process::id());
    let temporary = path.with_extension(format!("{unique:016x}"));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary)?;
    let written = file
        .write_all(&json)
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Traces an error. Without the cache, the process requests its own token.
fn ok_or_warn<T>(result: io::Result<T>) -> Option<T> {
    result
        .inspect_err(|error| {
            tracing::warn!(target: TARGET, %error, "the token cache cannot be used");
        })
        .ok()
}
