//! Credentials from environment variables, or from files that such variables name. Orchestrators mount secrets as files,
//! as child processes inherit the environment and dumps contain it.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::file::{FileError, on_thread, open_regular, read_text};
use super::values::problem;
use super::{Credentials, CredentialsError, CredentialsSource, Fetching};

/// The maximum number of further readings until two in a row are equal.
const READS: usize = 10;

/// The look-up of a variable.
type Lookup = dyn Fn(&str) -> Option<OsString> + Send + Sync;

/// Reads `CESCE_CLIENT_ID`, `CESCE_CLIENT_SECRET`, `CESCE_USERNAME` and `CESCE_PASSWORD`, or the files that
/// `CESCE_CLIENT_ID_FILE` and so on name, each time credentials are needed. One line end at the end of a file is not
/// part of the value.
///
/// ```
/// use classifications_auth::credentials::Environment;
/// let credentials = Environment::default();
/// assert_eq!(format!("{credentials:?}"), "Environment(CESCE_*)");
/// ```
#[derive(Clone)]
pub struct Environment {
    /// In the order of [`Credentials::new`].
    names: [String; 4],
    /// The names in `Debug` and in messages.
    label: String,
    lookup: Arc<Lookup>,
}

impl Default for Environment {
    fn default() -> Self {
        Self::with_prefix("CESCE_")
    }
}

impl Environment {
    /// Variables that begin with another prefix, for processes with several accounts:
    /// `<prefix>CLIENT_ID` and so on.
    #[must_use]
    pub fn with_prefix(prefix: impl Into<String>) -> Self {
        let prefix = prefix.into();
        let suffixes = ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"];
        Self {
            label: format!("{prefix}*"),
            ..Self::with_names(suffixes.map(|suffix| format!("{prefix}{suffix}")))
        }
    }

    /// Variables of these names, in the order of [`Credentials::new`]: client id, client secret, username, password.
    #[must_use]
    pub fn with_names(names: [String; 4]) -> Self {
        Self {
            label: names.join(", "),
            names,
            lookup: Arc::new(|name| env::var_os(name)),
        }
    }

    /// Looks the variables up by `lookup` instead of in the environment of the process.
    #[must_use]
    pub fn looked_up_by(
        mut self,
        lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static,
    ) -> Self {
        self.lookup = Arc::new(lookup);
        self
    }

    /// Reads the credentials now.
    ///
    /// # Errors
    /// [`CredentialsError`] names the variable that is not set, is set together with its `_FILE` variable, or has an
    /// invalid value or file. It is also returned if the values change with each reading.
    pub fn read(&self) -> Result<Credentials, CredentialsError> {
        let [id, secret, username, password] = &self.names;
        read_until_stable(&format!("the values of {}", self.label), || {
            Ok([
                self.value(id)?,
                self.value(secret)?,
                self.value(username)?,
                self.value(password)?,
            ])
        })
    }

    fn value(&self, name: &str) -> Result<Zeroizing<String>, CredentialsError> {
        let file_name = format!("{name}_FILE");
        let error = |text: String| Err(CredentialsError::new(text));
        // an empty variable counts as unset
        let non_empty = |name: &str| (self.lookup)(name).filter(|value| !value.is_empty());
        match (non_empty(name), non_empty(&file_name)) {
            (None, None) => error(format!(
                "the environment variable {name} is not set; set it, or {file_name} to the path of a file that holds the value"
            )),
            (Some(_), Some(_)) => error(format!(
                "both environment variables {name} and {file_name} are set; unset one of them"
            )),
            (Some(value), None) => match value.into_string() {
                Ok(value) => checked(&format!("the environment variable {name}"), value),
                Err(_) => error(format!("the environment variable {name} is not UTF-8")),
            },
            (None, Some(path)) => from_file(&file_name, Path::new(&path)),
        }
    }
}

/// Reads the values until two readings in a row are equal, as files may be replaced while they are read. `subject` is the
/// name of the values in messages.
pub(super) fn read_until_stable(
    subject: &str,
    read: impl Fn() -> Result<[Zeroizing<String>; 4], CredentialsError>,
) -> Result<Credentials, CredentialsError> {
    let mut values = read()?;
    for _ in 0..READS {
        let again = read()?;
        if again == values {
            let [id, secret, username, password] = values.each_ref().map(|value| value.as_str());
            return Credentials::new(id, secret, username, password);
        }
        values = again;
    }
    Err(CredentialsError::new(format!(
        "{subject} change while they are read; call again"
    )))
}

/// Checks a value. Quotes around it are an error: they were meant for a shell, which did not remove them.
fn checked(origin: &str, value: String) -> Result<Zeroizing<String>, CredentialsError> {
    let value = Zeroizing::new(value);
    let quoted = |quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote);
    let problem = if quoted('"') || quoted('\'') {
        Some("has quotes around it; remove them")
    } else {
        problem(&value)
    };
    match problem {
        Some(problem) => Err(CredentialsError::new(format!("{origin} {problem}"))),
        None => Ok(value),
    }
}

fn from_file(variable: &str, path: &Path) -> Result<Zeroizing<String>, CredentialsError> {
    if path.to_string_lossy().contains(['\r', '\n']) {
        return Err(CredentialsError::new(format!(
            "the environment variable {variable} contains a line end; remove it"
        )));
    }
    let origin = format!("the file {}, which {variable} names,", path.display());
    value_of_file(&origin, path)
}

/// The value in a file, without one line end after it.
pub(super) fn value_of_file(
    origin: &str,
    path: &Path,
) -> Result<Zeroizing<String>, CredentialsError> {
    let text = open_regular(path)
        .map_err(FileError::Io)
        .and_then(read_text);
    let text = text.map_err(|problem| match problem {
        FileError::Io(source) => {
            CredentialsError::caused_by(format!("{origin} cannot be read"), source)
        }
        problem => CredentialsError::new(format!("{origin} {problem}")),
    })?;
    let value = text.strip_suffix('\n').unwrap_or(&text);
    let value = value.strip_suffix('\r').unwrap_or(value);
    checked(origin, value.to_owned())
}

impl CredentialsSource for Environment {
    fn fetch(&self) -> Fetching<'_> {
        let this = self.clone();
        on_thread(move || this.read())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Environment({})", self.label)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::fs;

    use secrecy::ExposeSecret;

    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        let variables: HashMap<String, OsString> = variables
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.into()))
            .collect();
        Environment::default().looked_up_by(move |name| variables.get(name).cloned())
    }

    const ALL: [(&str, &str); 4] = [
        ("CESCE_CLIENT_ID", "app"),
        ("CESCE_CLIENT_SECRET", "s3cret"),
        ("CESCE_USERNAME", "insured"),
        ("CESCE_PASSWORD", " pa55 "),
    ];

    fn exposed(credentials: &Credentials) -> [&str; 4] {
        [
            credentials.client_id().expose_secret(),
            credentials.client_secret().expose_secret(),
            credentials.username().expose_secret(),
            credentials.password().expose_secret(),
        ]
    }

    #[test]
    fn the_four_variables_are_read_as_they_are() {
        let credentials = environment(&ALL).read().unwrap();
        assert_eq!(
            exposed(&credentials),
            ["app", "s3cret", "insured", " pa55 "]
        );
        let prefixed = Environment::with_prefix("OTHER_").looked_up_by(|name| {
            Some(name.strip_prefix("OTHER_").unwrap().to_lowercase().into())
                .filter(|_| !name.ends_with("_FILE"))
        });
        let credentials = prefixed.read().unwrap();
        assert_eq!(
            exposed(&credentials),
            ["client_id", "client_secret", "username", "password"]
        );
        assert_eq!(format!("{prefixed:?}"), "Environment(OTHER_*)");
    }

    #[test]
    fn a_missing_or_empty_variable_is_named_with_its_alternative() {
        for (index, (name, _)) in ALL.into_iter().enumerate() {
            let mut variables = ALL.to_vec();
            variables[index].1 = "";
            let empty = environment(&variables).read().unwrap_err().to_string();
            assert!(empty.starts_with(&format!("the environment variable {name} is not set; ")));
            assert!(empty.contains(&format!(" {name}_FILE ")), "{empty}");
            variables.remove(index);
            let missing = environment(&variables).read().unwrap_err().to_string();
            assert!(missing.starts_with(&format!("the environment variable {name} is not set; ")));
            assert!(missing.contains(&format!(" {name}_FILE ")), "{missing}");
        }
    }

    #[tokio::test]
    async fn a_variable_can_name_a_file_which_is_read_each_time() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        let mut variables = ALL.to_vec();
        variables[3] = ("CESCE_PASSWORD_FILE", path.to_str().unwrap());
        let environment = environment(&variables);
        for (written, value) in [("one", "one"), ("two\n", "two"), ("a b \r\n", "a b ")] {
            fs::write(&path, written).unwrap();
            let credentials = environment.fetch().await.unwrap();
            assert_eq!(credentials.password().expose_secret(), value);
        }
    }

    #[test]
    fn an_error_names_the_file_and_its_problem() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        let mut variables = ALL.to_vec();
        variables[3] = ("CESCE_PASSWORD_FILE", path.to_str().unwrap());
        let read = || {
            let error = environment(&variables).read().unwrap_err();
            format!("{:#}", anyhow::Error::from(error)).replace(dir.path().to_str().unwrap(), "DIR")
        };
        let file = "the file DIR/password, which CESCE_PASSWORD_FILE names,";
        let absent = read();
        assert!(
            absent.starts_with(&format!("{file} cannot be read: No such file")),
            "{absent}"
        );
        fs::write(&path, "\n").unwrap();
        assert_eq!(read(), format!("{file} is empty"));
        fs::write(&path, "\n\n").unwrap();
        assert_eq!(read(), format!("{file} contains a line end; remove it"));
        fs::write(&path, "\u{feff}pa55\r\n").unwrap();
        let mark = "begins with a byte order mark; remove it";
        assert_eq!(read(), format!("{file} {mark}"));
        fs::write(&path, b"s3cret\xff").unwrap();
        assert_eq!(read(), format!("{file} is not UTF-8 text"));
        fs::write(&path, "s3cret".repeat(11_000)).unwrap();
        assert_eq!(
            read(),
            format!("{file} is larger than 65536 bytes; is it the right file?")
        );
    }

    #[test]
    fn a_variable_together_with_its_file_variable_is_refused() {
        let mut variables = ALL.to_vec();
        variables.push(("CESCE_USERNAME_FILE", "/run/secrets/username"));
        assert_eq!(
            environment(&variables).read().unwrap_err().to_string(),
            "both environment variables CESCE_USERNAME and CESCE_USERNAME_FILE are set; unset one \
             of them"
        );
        // an empty variable counts as unset
        let mut variables = ALL.to_vec();
        variables.push(("CESCE_USERNAME_FILE", ""));
        assert!(environment(&variables).read().is_ok());
    }

    #[test]
    fn a_value_with_quotes_or_invisible_characters_is_refused_with_the_name_of_its_variable() {
        for (value, problem) in [
            ("\"pa55\"", "has quotes around it; remove them"),
            ("'pa55'", "has quotes around it; remove them"),
            ("\u{feff}pa55", "begins with a byte order mark; remove it"),
            ("pa55\r", "contains a line end; remove it"),
        ] {
            let mut variables = ALL.to_vec();
            variables[3].1 = value;
            let message = environment(&variables).read().unwrap_err().to_string();
            let expected = format!("the environment variable CESCE_PASSWORD {problem}");
            assert_eq!(message, expected);
        }
        let mut variables = ALL.to_vec();
        variables[3] = ("CESCE_PASSWORD_FILE", "/run/secrets/password\r");
        assert_eq!(
            environment(&variables).read().unwrap_err().to_string(),
            "the environment variable CESCE_PASSWORD_FILE contains a line end; remove it"
        );
        let mut variables = ALL.to_vec();
        variables[3].1 = "\"pa'55";
        assert!(environment(&variables).read().is_ok());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_pipe_is_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        let status = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(status.unwrap().success());
        let mut variables = ALL.to_vec();
        variables[3] = ("CESCE_PASSWORD_FILE", path.to_str().unwrap());
        let source = environment(&variables);
        let fetched = tokio::time::timeout(std::time::Duration::from_secs(5), source.fetch());
        let error = fetched.await.expect("no wait").unwrap_err();
        let chain = format!("{:#}", anyhow::Error::from(error));
        assert!(
            chain.ends_with("cannot be read: it is not a regular file"),
            "{chain}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn values_of_files_that_are_replaced_during_reading_belong_together() {
        use std::os::unix::fs::symlink;
        use std::sync::atomic::{AtomicBool, Ordering};

        let dir = tempfile::tempdir().unwrap();
        let names = ["CLIENT_ID", "CLIENT_SECRET", "USERNAME", "PASSWORD"];
        for generation in ["a", "b"] {
            let folder = dir.path().join(generation);
            fs::create_dir(&folder).unwrap();
            for name in names {
                fs::write(folder.join(name), generation).unwrap();
            }
        }
        let link = dir.path().join("data");
        symlink(dir.path().join("a"), &link).unwrap();
        let (done, new_link) = (AtomicBool::new(false), dir.path().join("new"));
        let files = link.clone();
        let environment = Environment::default().looked_up_by(move |name| {
            let name = name.strip_prefix("CESCE_")?.strip_suffix("_FILE")?;
            Some(files.join(name).into())
        });
        std::thread::scope(|threads| {
            threads.spawn(|| {
                let mut generations = ["b", "a"].iter().cycle();
                while !done.load(Ordering::Relaxed) {
                    symlink(dir.path().join(generations.next().unwrap()), &new_link).unwrap();
                    fs::rename(&new_link, &link).unwrap();
                    std::thread::sleep(std::time::Duration::from_micros(300));
                }
            });
            for _ in 0..2000 {
                if let Ok(credentials) = environment.read() {
                    let [id, others @ ..] = exposed(&credentials);
                    assert_eq!(others, [id; 3]);
                }
            }
            done.store(true, Ordering::Relaxed);
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_not_text_is_not_shown() {
        use std::os::unix::ffi::OsStringExt;
        let environment = Environment::default().looked_up_by(|name| {
            (name == "CESCE_CLIENT_ID").then(|| OsString::from_vec(b"s3cret\xff".to_vec()))
        });
        assert_eq!(
            environment.read().unwrap_err().to_string(),
            "the environment variable CESCE_CLIENT_ID is not UTF-8"
        );
    }
}
