//! `cargo xtask <task>`: see the library for what the tasks do.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::cli::main()
}
