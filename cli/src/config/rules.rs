//! Rules for keys, values and names of profiles.

use crate::tr;

/// Whether the name of a key suggests that its value is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    const WORDS: [&str; 8] = [
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "apikey",
        "privatekey",
        "contrasena",
    ];
    let letters: String = name.chars().filter(|it| it.is_alphanumeric()).collect();
    let letters = letters.to_lowercase();
    matches!(letters.as_str(), "pwd" | "clientid" | "username")
        || WORDS.iter().any(|word| letters.contains(word))
}

/// Whether a URL has a user name and a password.
pub(super) fn has_password(value: &str) -> bool {
    let after = value.split_once("://").map(|(_, after)| after);
    let authority = after.and_then(|after| after.split(['/', '?', '#']).next());
    let user = authority.and_then(|authority| authority.rsplit_once('@'));
    user.is_some_and(|(user, _)| user.contains(':'))
}

/// The error message for an invalid name of a profile.
pub(super) fn invalid_name(name: &str) -> String {
    tr!(
        "profile-name",
        "`{name}` is not a name of a profile; use letters, digits, `-`, `_` and `.`",
        name
    )
}

/// Whether a text can be the name of a profile.
pub(super) fn is_name(text: &str) -> bool {
    let is_allowed = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    !text.is_empty() && text.chars().all(is_allowed)
}
