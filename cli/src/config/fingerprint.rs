//! Fingerprints of secrets. They show whether two secrets are equal on one machine, and reveal nothing else.

use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

/// The name of the file with the key of this machine.
const FILE: &str = "fingerprint-key";

/// The key of this machine, which is created at its first use. Without a key, a fingerprint that is passed on could confirm a
/// guess of a short password.
pub(super) struct Key(Vec<u8>);

impl Key {
    /// Reads the key from a folder, or creates it.
    pub(super) fn read_or_create(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        match fs::read(&file) {
            Ok(key) if key.len() >= 16 => Ok(Self(key)),
            Ok(_) => Err(io::Error::other("the key of fingerprints is too short")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(folder)?;
                Self::create(&file)
            }
            Err(error) => Err(error),
        }
    }

    fn create(file: &Path) -> io::Result<Self> {
        let random = (0..4_u8).flat_map(|part| RandomState::new().hash_one(part).to_le_bytes());
        let key: Vec<u8> = random.collect();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(file)?.write_all(&key)?;
        Ok(Self(key))
    }

    /// The fingerprint of a secret: the first 16 bits of a keyed hash.
    pub(super) fn fingerprint(&self, name: &str, secret: &SecretString) -> String {
        let hash = Sha256::new()
            .chain_update(&self.0)
            .chain_update(name)
            .chain_update([0])
            .chain_update(secret.expose_secret())
            .finalize();
        let start: Vec<String> = hash
            .iter()
            .take(2)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        start.concat()
    }
}
