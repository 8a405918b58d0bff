//! `cargo xtask <task>`: the build tasks of this workspace, thin commands over `oas2-codegen`.

mod cli;
mod stdout;
mod tasks;

use std::process::ExitCode;

/// Generation allocates and frees millions of small tokens; mimalloc halves its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
