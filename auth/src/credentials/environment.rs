//! Credentials from environment variables, each of which can also name a file: orchestrators mount
//! secrets as files, since an environment is inherited by every child and shows up in dumps.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use secrecy::SecretString;

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
    Ok(SecretString::from(value))
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
            assert!(empty.starts_with(&format!("the environment variable {name} is empty; ")));
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
        for (written, value) in [
            ("one", "one"),
            ("two\n", "two"),
            ("a b \r\n", "a b "),
            ("\n\n", "\n"),
        ] {
            fs::write(&path, written).unwrap();
            let credentials = environment.fetch().await.unwrap();
            assert_eq!(credentials.password().expose_secret(), value);
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_is_named() {
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
        fs::write(&path, b"s3cret\xff").unwrap();
        assert_eq!(read(), format!("{file} is not UTF-8 text"));
        fs::write(&path, "s3cret".repeat(11_000)).unwrap();
        assert_eq!(
            read(),
            format!("{file} is larger than 65536 bytes; is it the right file?")
        );
    }

    #[test]
    fn a_variable_and_its_file_variable_at_once_are_refused() {
        let mut variables = ALL.to_vec();
        variables.push(("CESCE_USERNAME_FILE", "/run/secrets/username"));
        assert_eq!(
            environment(&variables).read().unwrap_err().to_string(),
            "both environment variables CESCE_USERNAME and CESCE_USERNAME_FILE are set; unset one \
             of them"
        );
        let mut variables = ALL.to_vec();
        variables[1] = ("CESCE_CLIENT_SECRET_FILE", "");
        assert_eq!(
            environment(&variables).read().unwrap_err().to_string(),
            "the environment variable CESCE_CLIENT_SECRET_FILE is empty; set it to the path of a \
             file, or set CESCE_CLIENT_SECRET"
        );
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
