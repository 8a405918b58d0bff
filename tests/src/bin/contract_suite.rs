//! `cargo xtask contract` and `cargo xtask mutate-contract`: what needs the generated client, and so cannot
//! be part of the build step.
//!
//! Exit codes: 0 all is well, 1 something is wrong, 2 it could not run.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use classifications_auth::credentials::Environment;
use contract_tests::contract::document;
use contract_tests::contract::evidence::Evidence;
use contract_tests::contract::live::{self, CannotRun};
use contract_tests::contract::mutation::{self, Settings};

/// Holds servers, and the checks themselves, to the document.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Contract(Box<live::Options>),
    /// Changes the document in every kind of way, and tells which changes the checks notice.
    MutateContract {
        /// Chooses the places that are changed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// In how many places each kind of change is made at most.
        #[arg(long, default_value_t = 2)]
        places: usize,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Contract(options) => contract(&options),
        Task::MutateContract { seed, places } => Ok(u8::from(!mutate(seed, places))),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("error: {}", live::chain(&error));
            ExitCode::from(2)
        }
    }
}

/// 1 for a case that failed, 2 where the rest could not be played.
fn contract(options: &live::Options) -> Result<u8, CannotRun> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|source| CannotRun::File {
        what: "start a runtime in",
        path: "this process".into(),
        source,
    })?;
    let report = runtime.block_on(live::run(options, Environment::default()))?;
    if let Some(path) = &options.junit {
        write(path, &report.junit())?;
    }
    print!(
        "{}",
        if options.json {
            report.json()
        } else {
            report.table()
        }
    );
    Ok(match (report.is_good(), report.stopped()) {
        (false, _) => 1,
        (true, Some(_)) => 2,
        (true, None) => 0,
    })
}

fn write(path: &Path, text: &str) -> Result<(), CannotRun> {
    std::fs::write(path, text).map_err(|source| CannotRun::File {
        what: "write",
        path: path.to_owned(),
        source,
    })
}

fn mutate(seed: u64, places: usize) -> bool {
    let settings = Settings {
        places,
        seed,
        all_checks: true,
    };
    let outcomes = mutation::run(&document(), &Evidence::record(), settings);
    print!("{}", mutation::table(&outcomes));
    outcomes.iter().all(mutation::Outcome::is_good)
}
