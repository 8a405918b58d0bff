//! Tokens that processes share: a file for each in a folder, which only its owner may read.
//!
//! A file is written beside its place and renamed, so that no process reads half of it. A file that cannot be read, is not
//! the user's own or holds no usable token counts as absent, and a token is requested as without a cache.

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

/// Files that are older hold no token that is still valid, or were left by a process that was killed.
const OLDEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A token that has to be renewed sooner is not used: a process that ends soon would break off the renewal.
const SOON: Duration = Duration::from_secs(30);

/// The tokens in a folder.
pub(crate) struct TokenCache(PathBuf);

/// A token as it is stored. The credentials cannot be found out from it: 16 bits of a salted hash show that they changed.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    salt: u64,
    tag: u16,
    /// When it was requested, in milliseconds since the Unix epoch.
    issued: u64,
    /// In milliseconds.
    lifetime: u64,
    granted: Option<Vec<String>>,
    #[serde(serialize_with = "expose")]
    access_token: SecretString,
}

fn expose<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

/// The grant of the token endpoint.
pub(super) struct Issue<'a> {
    pub(super) access_token: &'a str,
    pub(super) granted: Option<&'a ScopeSet>,
    pub(super) issued: SystemTime,
    pub(super) lifetime: Duration,
}

impl Stored {
    fn new(of: Identity<'_>, issue: &Issue<'_>) -> Option<Self> {
        let salt = RandomState::new().hash_one(0);
        let since_epoch = issue.issued.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let granted = issue.granted.map(|scopes| scopes.iter().map(str::to_owned));
        Some(Self {
            salt,
            tag: tag(salt, of),
            issued: millis(since_epoch),
            lifetime: millis(issue.lifetime),
            granted: granted.map(Iterator::collect),
            access_token: issue.access_token.into(),
        })
    }

    /// The token, if it belongs to these credentials and is not to be renewed soon.
    fn bearer(
        self,
        of: Identity<'_>,
        scopes: &ScopeSet,
        at: Moment,
        policy: &TokenPolicy,
    ) -> Option<Bearer> {
        if self.tag != tag(self.salt, of) {
            return None;
        }
        let wall = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(self.issued))?;
        // a token of the future is one of a clock that was set back: its age is not known
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
        let bearer = Bearer::new(token, of.credentials, expiry, scopes.clone()).ok()?;
        let granted = self.granted.and_then(|scopes| ScopeSet::new(scopes).ok());
        Some(bearer.with_granted(granted).taken_from_cache())
    }
}

/// The same for equal credentials and the same salt.
fn tag(salt: u64, of: Identity<'_>) -> u16 {
    let [low, high, ..] = hash((salt, of.secrets())).to_le_bytes();
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

    /// The token for these scopes, if there is one that can be used.
    pub(super) fn load(
        &self,
        of: Identity<'_>,
        scopes: &ScopeSet,
        at: Moment,
        policy: &TokenPolicy,
    ) -> Option<Bearer> {
        let stored = noted(read(&self.file(of, scopes)))??;
        stored.bearer(of, scopes, at, policy)
    }

    /// Stores a token for processes to come.
    pub(super) fn store(&self, of: Identity<'_>, scopes: &ScopeSet, issue: &Issue<'_>) {
        let Some(stored) = Stored::new(of, issue) else {
            return;
        };
        noted(make_folder(&self.0));
        self.remove_old();
        noted(write(&self.file(of, scopes), &stored));
    }

    /// Removes this token, unless another process has replaced it.
    pub(super) fn remove(&self, of: Identity<'_>, token: &Bearer) {
        let file = self.file(of, &token.scopes);
        let stored = noted(read(&file)).flatten();
        if stored.is_some_and(|stored| token.is(stored.access_token.expose_secret())) {
            noted(fs::remove_file(file));
        }
    }

    /// Removes all tokens of an account.
    pub(super) fn remove_account(&self, of: Identity<'_>) {
        let account = account(of);
        for file in self.files() {
            let name = file.file_name().and_then(|name| name.to_str());
            if name.is_some_and(|name| name.starts_with(&account)) {
                noted(fs::remove_file(file));
            }
        }
    }

    fn remove_old(&self) {
        for file in self.files() {
            let age = fs::metadata(&file).and_then(|it| it.modified());
            let age = age.ok().and_then(|modified| modified.elapsed().ok());
            if age.is_some_and(|age| age > OLDEST) {
                // another process may have been first
                let _ = fs::remove_file(file);
            }
        }
    }

    /// The files of this cache; others in the folder are left alone.
    fn files(&self) -> impl Iterator<Item = PathBuf> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            let start = name.and_then(|name| name.split_once('.')).map(|it| it.0);
            start.is_some_and(|start| {
                start.len() == 33 && start.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-')
            })
        })
    }

    fn file(&self, of: Identity<'_>, scopes: &ScopeSet) -> PathBuf {
        let scopes: Vec<&str> = scopes.iter().collect();
        self.0
            .join(format!("{}-{:016x}.json", account(of), hash(scopes)))
    }
}

/// The token endpoint, the user and the application. The password is no part of it: a name is seen by all who may list the
/// folder.
fn account(of: Identity<'_>) -> String {
    let client_id = of.credentials.client_id().expose_secret();
    format!("{:016x}", hash((of.account(), client_id)))
}

/// The content of a file, if it exists.
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

/// Refuses a file that another user wrote, or that others may access.
#[cfg(unix)]
fn refuse_foreign(file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata()?;
    let is_own = metadata.uid() == rustix::process::geteuid().as_raw();
    let of_others = metadata.mode() & 0o077;
    if is_own && of_others == 0 {
        return Ok(());
    }
    Err(io::Error::other(
        "the file is accessible to other users, or belongs to one; remove it",
    ))
}

/// Other systems keep permissions in lists that the standard library does not read; the folder of the user has them.
#[cfg(not(unix))]
fn refuse_foreign(_: &File) -> io::Result<()> {
    Ok(())
}

fn write(path: &Path, stored: &Stored) -> io::Result<()> {
    // as large as it may get, so that growing leaves no copies behind
    let length = stored.access_token.expose_secret().len();
    let mut json = Zeroizing::new(Vec::with_capacity(length.saturating_mul(6) + 4096));
    serde_json::to_writer(&mut *json, stored)?;
    let unique = RandomState::new().hash_one(std::process::id());
    let new = path.with_extension(format!("{unique:016x}"));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    let written = file.write_all(&json).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
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

/// Without its cache a process requests a token by itself.
fn noted<T>(result: io::Result<T>) -> Option<T> {
    result
        .inspect_err(|error| {
            tracing::warn!(target: TARGET, %error, "the token cache cannot be used");
        })
        .ok()
}
