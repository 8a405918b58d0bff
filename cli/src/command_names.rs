//! The names of the built-in commands.

pub const BATCH: &str = "batch";
pub const CHECK: &str = "check";
pub const COMPLETIONS: &str = "completions";
pub const CONFIG: &str = "config";
pub const DEMO: &str = "demo";
pub const DOCTOR: &str = "doctor";
/// Lists the exit codes.
pub const EXIT_CODES: &str = "exit-codes";
pub const HELP: &str = "help";
pub const LOGIN: &str = "login";
pub const MAN: &str = "man";
pub const PORTFOLIO: &str = "portfolio";
pub const PROFILE: &str = "profile";
pub const SANDBOX: &str = "sandbox";
pub const TOKEN: &str = "token";
pub const VERIFY: &str = "verify";
pub const WHOAMI: &str = "whoami";

/// All of them. No operation of the document can have such a name.
pub const BUILT_IN: &[&str] = &[
    DEMO,
    SANDBOX,
    BATCH,
    CHECK,
    PORTFOLIO,
    VERIFY,
    DOCTOR,
    PROFILE,
    CONFIG,
    LOGIN,
    WHOAMI,
    TOKEN,
    COMPLETIONS,
    MAN,
    EXIT_CODES,
    HELP,
];

/// The commands that neither call the API nor print a result.
pub const WITHOUT_CALLS: [&str; 5] = [DEMO, SANDBOX, COMPLETIONS, MAN, EXIT_CODES];

/// The commands that work without a valid configuration.
pub const WITHOUT_PROFILE: [&str; 2] = [PROFILE, HELP];
