//! `classifications`, the command line: every operation of the API, the sandbox, and a demo that
//! shows all of it offline.
//!
//! It only translates: from options to the calls of `classifications-auth`, and from answers to
//! tables, JSON and exit codes. What a library user would miss does not belong here.

mod arguments;
mod commands;
mod connection;
mod demo;
mod failure;
mod output;
mod sandbox;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::failure::Explained;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match commands::run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // with standard error closed there is nobody left to tell but by the exit code
            let _ = writeln!(std::io::stderr(), "{}", Explained(&failure));
            failure.exit_code()
        }
    }
}
