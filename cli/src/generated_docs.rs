//! Completions for shells and man pages, generated from the command line: that of the document and its overlay.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::failure::Failure;
use crate::output;

/// The names of the commands.
pub const COMPLETIONS: &str = "completions";
pub const MAN: &str = "man";

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct Pages {
    /// Write a page for each command into this folder, which is made where it does not exist [default: the first page, on standard output].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Both commands.
pub fn commands() -> [Command; 2] {
    // `about` comes last: `augment_args` takes it from the documentation of the type
    [
        Completions::augment_args(Command::new(COMPLETIONS))
            .about("Print the completions of a shell")
            .after_help(
                "Examples:\n  \
                 classifications completions bash > ~/.local/share/bash-completion/completions/classifications\n  \
                 classifications completions fish > ~/.config/fish/completions/classifications.fish",
            ),
        Pages::augment_args(Command::new(MAN))
            .about("Print or write man pages")
            .after_help(
                "Examples:\n  \
                 classifications man | man -l -\n  \
                 classifications man --out ~/.local/share/man/man1",
            ),
    ]
}

/// Prints the completions of a shell.
pub fn complete(mut command_line: Command, options: &Completions) -> Result<(), Failure> {
    let name = command_line.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut command_line, name, &mut script);
    output::line(String::from_utf8_lossy(&script).trim_end())
}

/// Prints the first man page, or writes those of all commands.
pub fn pages(command_line: Command, options: &Pages) -> Result<(), Failure> {
    if let Some(folder) = &options.out {
        return std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(command_line, folder))
            .map_err(|error| Failure::file("--out", folder, error));
    }
    let mut page = Vec::new();
    Man::new(command_line).render(&mut page)?;
    output::line(String::from_utf8_lossy(&page).trim_end())
}
