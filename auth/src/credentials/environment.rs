//! Credentials from environment variables, each of which can also name a file: orchestrators mount
//! secrets as files, since an environment is inherited by every child and shows up in dumps.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use secrecy::SecretString;
use zeroize::Zeroizing;

use super::file::{FileError, read_bounded};
use super::{Credentials, CredentialsError, CredentialsSource, Fetching};

/// Where a variable's value is looked up.
type Lookup = dyn Fn(&str) -> Option<OsString> + Send + Sync;

/// Reads `CESCE_CLIENT_ID`, `CESCE_CLIENT_SECRET`, `CESCE_USERNAME` and `CESCE_PASSWORD`, or the files
/// that `CESCE_CLIENT_ID_FILE` and so on name, each time credentials are asked for. One line end after
/// the value in a file is not part of it.
///
/// ```
/// use classifications_auth::credentials::Environment;
/// let credentials = Environment::default();
/// assert_eq!(format!("{credentials:?}"), "Environment(CESCE_*)");
/// ```
#[derive(Clone)]
pub struct Environment {
    prefix: String,
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
        Self {
            prefix: prefix.into(),
            lookup: Arc::new(|name| env::var_os(name)),
        }
    }

    /// The same variables, looked up elsewhere than in the process's environment.
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
    /// [`CredentialsError`] names the variable that is missing, empty, set twice, or whose file cannot
    /// be read.
    pub fn read(&self) -> Result<Credentials, CredentialsError> {
        Credentials::new(
            self.value("CLIENT_ID")?,
            self.value("CLIENT_SECRET")?,
            self.value("USERNAME")?,
            self.value("PASSWORD")?,
        )
    }

    fn value(&self, name: &str) -> Result<SecretString, CredentialsError> {
        let name = format!("{}{name}", self.prefix);
        let file_name = format!("{name}_FILE");
        let error = |text: String| Err(CredentialsError::new(text));
        match ((self.lookup)(&name), (self.lookup)(&file_name)) {
            (None, None) => error(format!(
                "the environment variable {name} is not set; set it, or {file_name} to the path of a file that holds the value"
            )),
            (Some(_), Some(_)) => error(format!(
                "both environment variables {name} and {file_name} are set; unset one of them"
            )),
            (Some(value), None) => match value.into_string() {
                Ok(value) if value.is_empty() => error(format!(
                    "the environment variable {name} is empty; set it, or {file_name} to the path of a file that holds the value"
                )),
                Ok(value) => Ok(value.into()),
                Err(_) => error(format!("the environment variable {name} is not UTF-8")),
            },
            (None, Some(path)) if path.is_empty() => error(format!(
                "the environment variable {file_name} is empty; set it to the path of a file, or set {name}"
            )),
            (None, Some(path)) => from_file(&file_name, Path::new(&path)),
        }
    }
}

fn from_file(variable: &str, path: &Path) -> Result<SecretString, CredentialsError> {
    let text = read_bounded(path).map_err(|fault| match fault {
        FileError::Io(source) => CredentialsError::caused_by(
            format!(
                "the file {}, which {variable} names, cannot be read",
                path.display()
            ),
            source,
        ),
        fault => CredentialsError::new(format!(
            "the file {}, which {variable} names, {fault}",
            path.display()
        )),
    })?;
    let value = text.strip_suffix('\n').unwrap_or(&text);
    let value = value.strip_suffix('\r').unwrap_or(value);
    if value.is_empty() {
        let path = path.display();
        return Err(CredentialsError::new(format!(
            "the file {path}, which {variable} names, is empty"
        )));
    }
    Ok(SecretString::from(
        Zeroizing::new(value.to_owned()).as_str(),
    ))
}

impl CredentialsSource for Environment {
    fn fetch(&self) -> Fetching<'_> {
        let this = self.clone();
        super::file::off_the_executor(move || this.read())
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Environment({}*)", self.prefix)
    }
}
