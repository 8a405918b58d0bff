//! Credentials from a TOML file with a table for each account. Only the owner of the file may have access.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use toml::{Table, Value};
use zeroize::Zeroize;

use super::file::{FileError, on_thread, open_regular, read_text};
use super::members::{Member, credentials};
use super::{Credentials, CredentialsError, CredentialsSource, Fetching};

/// Reads the credentials from one table of a TOML file each time they are needed:
///
/// ```toml
/// [default]
/// client_id = "my-app"
/// client_secret = "..."
/// username = "insured"
/// password = "..."
/// ```
///
/// The file is refused if its group or others may access it. The exception is a file in a volume of a Kubernetes secret:
/// its group and others may read it.
///
/// ```
/// use classifications_auth::credentials::Profile;
/// let credentials = Profile::new("/etc/my-app/cesce.toml").named("pre-production");
/// ```
#[derive(Debug, Clone)]
pub struct Profile {
    path: PathBuf,
    name: String,
}

impl Profile {
    /// Creates a source that reads the table `default` of the file at `path`.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            name: "default".to_owned(),
        }
    }

    /// Sets the name of the table.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Reads the credentials now.
    ///
    /// # Errors
    /// [`CredentialsError`] names the file, its problem, and the remedy.
    pub fn read(&self) -> Result<Credentials, CredentialsError> {
        let label = format!("the profile file {}", self.path.display());
        let mut tables = self.tables(&label)?;
        let location = format!("{label}, profile {}", self.name);
        let result = match tables.get_mut(&self.name) {
            Some(Value::Table(table)) => credentials(&location, |name| match table.remove(name) {
                Some(Value::String(text)) => Member::Text(text),
                Some(_) => Member::NotText,
                None => Member::Missing,
            }),
            _ => Err(CredentialsError::new(format!(
                "{label} has no profile {}; add a table [{}]",
                self.name, self.name
            ))),
        };
        tables.iter_mut().for_each(|(_, value)| overwrite(value));
        result
    }

    /// The tables of the file; `label` is its name in messages.
    fn tables(&self, label: &str) -> Result<Table, CredentialsError> {
        let read_error =
            |source| CredentialsError::caused_by(format!("{label} cannot be read"), source);
        let file = open_regular(&self.path).map_err(read_error)?;
        refuse_shared(label, &self.path, &file)?;
        let text = read_text(file).map_err(|error| match error {
            FileError::Io(source) => read_error(source),
            error => CredentialsError::new(format!("{label} {error}")),
        })?;
        // only the line number is shown, as the parser's message quotes the line, which can contain a secret
        text.parse::<Table>().map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            CredentialsError::new(format!("{label} is not TOML, see line {line}"))
        })
    }
}

/// Refuses a file that users other than its owner may access. `label` is its name in messages.
#[cfg(unix)]
fn refuse_shared(label: &str, path: &Path, file: &File) -> Result<(), CredentialsError> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata().map_err(|e| {
        CredentialsError::caused_by(format!("the permissions of {label} cannot be read"), e)
    })?;
    let mode = metadata.mode() & 0o777;
    let access_of_others = mode & 0o077;
    // only the container has access to the volume, and the kubelet makes its files readable for all users in it
    let allowed = if is_in_secret_volume(path) { 0o044 } else { 0 };
    if access_of_others & !allowed == 0 {
        return Ok(());
    }
    Err(CredentialsError::new(format!(
        "{label} is accessible to other users (mode {mode:04o}); run: chmod 600 {}",
        path.display()
    )))
}

/// Whether a file is in a volume of a Kubernetes secret: there, a file is a link into the folder `..data`, which is a
/// link to the folder of the current version.
#[cfg(unix)]
fn is_in_secret_volume(path: &Path) -> bool {
    let target = fs::read_link(path);
    let folder = path
        .parent()
        .map(|folder| fs::read_link(folder.join("..data")));
    target.is_ok_and(|target| target.starts_with("..data")) && matches!(folder, Some(Ok(_)))
}

/// Other systems have access control lists, which the standard library does not read.
#[cfg(not(unix))]
fn refuse_shared(_: &str, _: &Path, _: &File) -> Result<(), CredentialsError> {
    Ok(())
}

fn overwrite(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(overwrite),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| overwrite(value)),
        _ => {}
    }
}

impl CredentialsSource for Profile {
    fn fetch(&self) -> Fetching<'_> {
        let this = self.clone();
        on_thread(move || this.read())
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use secrecy::ExposeSecret;
    use tempfile::TempDir;

    use super::*;

    const FILE: &str = "[default]\nclient_id='app'\nclient_secret='s3cret'\nusername='insured'\n\
        password='pa55'\n[half]\nclient_id='app'\nclient_secret=''\n[odd]\nclient_id=7\n";

    fn profile_with(text: &[u8], mode: u32) -> (TempDir, Profile) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cesce.toml");
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let profile = Profile::new(path);
        (dir, profile)
    }

    /// The message of the error, with `DIR` for the folder of the file.
    fn refusal(text: &[u8], mode: u32, name: &str) -> String {
        let (dir, profile) = profile_with(text, mode);
        let error = profile.named(name).read().unwrap_err();
        let chain = format!("{:#}", anyhow::Error::from(error));
        assert!(!chain.contains("s3cret"), "{chain}");
        chain.replace(dir.path().to_str().unwrap(), "DIR")
    }

    #[test]
    fn a_profile_that_only_its_owner_may_access_is_read() {
        for mode in [0o600, 0o400] {
            let credentials = profile_with(FILE.as_bytes(), mode).1.read().unwrap();
            assert_eq!(credentials.client_id().expose_secret(), "app");
            assert_eq!(credentials.client_secret().expose_secret(), "s3cret");
            assert_eq!(credentials.username().expose_secret(), "insured");
            assert_eq!(credentials.password().expose_secret(), "pa55");
        }
    }

    #[test]
    fn a_file_that_others_may_access_is_refused_with_the_remedy() {
        for mode in [0o640, 0o604, 0o644, 0o660, 0o620, 0o602] {
            assert_eq!(
                refusal(FILE.as_bytes(), mode, "default"),
                format!(
                    "the profile file DIR/cesce.toml is accessible to other users (mode \
                     {mode:04o}); run: chmod 600 DIR/cesce.toml"
                )
            );
        }
    }

    #[test]
    fn a_volume_of_a_kubernetes_secret_is_accepted() {
        use std::os::unix::fs::symlink;

        let dir = tempfile::tempdir().unwrap();
        let generation = dir.path().join("..2026_01_15");
        fs::create_dir(&generation).unwrap();
        symlink("..2026_01_15", dir.path().join("..data")).unwrap();
        let path = dir.path().join("cesce.toml");
        symlink("..data/cesce.toml", &path).unwrap();
        let file = generation.join("cesce.toml");
        fs::write(&file, FILE).unwrap();
        let read = |mode| {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            Profile::new(&path).read()
        };
        for mode in [0o644, 0o440, 0o400] {
            assert!(read(mode).is_ok(), "{mode:o}");
        }
        for mode in [0o664, 0o646] {
            assert!(read(mode).is_err(), "{mode:o}");
        }
        // a link does not suffice without the folder `..data`
        fs::remove_file(dir.path().join("..data")).unwrap();
        let elsewhere = dir.path().join("elsewhere.toml");
        symlink(&file, &elsewhere).unwrap();
        assert!(Profile::new(&elsewhere).read().is_err());
    }

    #[test]
    fn an_error_names_the_file_and_its_problem() {
        let error = |text: &str, name: &str| refusal(text.as_bytes(), 0o600, name);
        let file = "the profile file DIR/cesce.toml";
        assert_eq!(
            error(FILE, "other"),
            format!("{file} has no profile other; add a table [other]")
        );
        assert_eq!(
            error(FILE, "half"),
            format!("{file}, profile half: client_secret is empty")
        );
        assert_eq!(
            error(FILE, "odd"),
            format!("{file}, profile odd: client_id is not a string")
        );
        assert_eq!(
            error("[default]\n", "default"),
            format!(
                "{file}, profile default: client_id is missing; it needs client_id, \
                 client_secret, username and password"
            )
        );
        assert_eq!(
            error("[default]\npassword='s3cret\n", "default"),
            format!("{file} is not TOML, see line 2")
        );
        assert_eq!(
            refusal(b"\xff", 0o600, "default"),
            format!("{file} is not UTF-8 text")
        );
        assert_eq!(
            error(&"#".repeat(70_000), "default"),
            format!("{file} is larger than 65536 bytes; is it the right file?")
        );
    }

    #[test]
    fn a_folder_or_an_absent_file_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let read = |path: &Path| {
            let error = Profile::new(path).read().unwrap_err();
            format!("{:#}", anyhow::Error::from(error))
        };
        assert!(read(dir.path()).ends_with(" cannot be read: it is not a regular file"));
        let absent = read(&dir.path().join("absent"));
        assert!(
            absent.contains("/absent cannot be read: No such file"),
            "{absent}"
        );
    }
}
