//! Fingerprints of secrets: two settings can be compared on one machine, and nothing can be found out from one.

use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

/// The name of the file with the key of this machine.
const FILE: &str = "fingerprint-key";

/// The key of this machine, which is made at first use. Without it, a fingerprint that is passed on would confirm a
/// guess of a short password.
pub(super) struct Key(Vec<u8>);

impl Key {
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        match fs::read(&file) {
            Ok(key) if key.len() >= 16 => Ok(Self(key)),
            Ok(_) => Err(io::Error::other("the key of fingerprints is too short")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(folder)?;
                Self::make(&file)
            }
            Err(error) => Err(error),
        }
    }

    fn make(file: &Path) -> io::Result<Self> {
        let random = (0..4_u8).flat_map(|part| RandomState::new().hash_one(part).to_le_bytes());
        let key: Vec<u8> = random.collect();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(file)?.write_all(&key)?;
        Ok(Self(key))
    }

    /// The fingerprint of a secret: 16 bits of a keyed hash, whatever its length.
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
