//! Credentials from four files with one value each, as orchestrators mount secrets.

use std::path::{Path, PathBuf};

use super::environment::{read_until_stable, value_of_file};
use super::file::on_thread;
use super::{Credentials, CredentialsError, CredentialsSource, Fetching};

/// Reads four files each time credentials are needed. One line end after the value is not part of it.
///
/// ```
/// use classifications_auth::credentials::Files;
/// let files = ["client-id", "client-secret", "username", "password"];
/// let credentials = Files::new(files.map(|name| format!("/run/secrets/{name}").into()));
/// ```
#[derive(Debug, Clone)]
pub struct Files([PathBuf; 4]);

impl Files {
    /// Creates a source of the files of client id, client secret, username and password.
    #[must_use]
    pub fn new(files: [PathBuf; 4]) -> Self {
        Self(files)
    }

    /// Reads the credentials now.
    ///
    /// # Errors
    /// [`CredentialsError`] names the file that cannot be read or has an invalid value. It is also returned if the values
    /// change with each reading.
    pub fn read(&self) -> Result<Credentials, CredentialsError> {
        let [id, secret, username, password] = &self.0;
        let value = |file: &Path| value_of_file(&format!("the file {}", file.display()), file);
        read_until_stable("the files of the credentials", || {
            Ok([
                value(id)?,
                value(secret)?,
                value(username)?,
                value(password)?,
            ])
        })
    }
}

impl CredentialsSource for Files {
    fn fetch(&self) -> Fetching<'_> {
        let this = self.clone();
        on_thread(move || this.read())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn each_value_is_read_from_its_file() {
        let dir = tempfile::tempdir().unwrap();
        let names = ["id", "secret", "name", "word"];
        for name in names {
            fs::write(dir.path().join(name), format!("{name} \n")).unwrap();
        }
        let files = Files::new(names.map(|name| dir.path().join(name)));
        let credentials = files.read().unwrap();
        let values = [
            credentials.client_id(),
            credentials.client_secret(),
            credentials.username(),
            credentials.password(),
        ];
        let values = values.map(ExposeSecret::expose_secret);
        assert_eq!(values, ["id ", "secret ", "name ", "word "]);

        fs::remove_file(dir.path().join("word")).unwrap();
        let error = files.read().unwrap_err().to_string();
        assert!(error.ends_with("/word cannot be read"), "{error}");
        fs::write(dir.path().join("word"), "'quoted'").unwrap();
        let error = files.read().unwrap_err().to_string();
        assert!(
            error.ends_with("/word has quotes around it; remove them"),
            "{error}"
        );
    }
}
