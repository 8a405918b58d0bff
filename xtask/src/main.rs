//! `cargo xtask <task>`: see the library for what the tasks do.

use std::process::ExitCode;

/// Generating a crate is making and dropping millions of small tokens: a quicker allocator is a quicker pipeline.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    xtask::cli::main()
}
