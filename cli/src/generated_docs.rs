//! `completions` and `man`: shell completions and man pages, generated from the command line.

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, Command};
use clap_mangen::Man;

use crate::command_names;
use crate::error::CommandError;
use crate::language::help;
use crate::{completion, output};

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_parser = PossibleValuesParser::new(completion::shells()))]
    shell: String,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct Pages {
    /// Write a page for each command into this folder, which is created if necessary [default: the first page, on standard
    /// output].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// The commands `completions` and `man`.
pub fn commands() -> [Command; 2] {
    // `about` comes last: `augment_args` takes it from the documentation of the type
    [
        Completions::augment_args(Command::new(command_names::COMPLETIONS))
            .about("Print the completions of a shell")
            .long_about(
                "Print the completion script of a shell. The script runs this program, so that the values are those of \
                 the document and of this machine",
            )
            .after_help(
                "Examples:\n  \
                 classifications completions bash > ~/.local/share/bash-completion/completions/classifications\n  \
                 classifications completions zsh > ~/.zfunc/_classifications\n  \
                 classifications completions fish > ~/.config/fish/completions/classifications.fish",
            ),
        Pages::augment_args(Command::new(command_names::MAN))
            .about("Print or write man pages")
            .after_help(
                "Examples:\n  \
                 classifications man | man -l -\n  \
                 classifications man --out ~/.local/share/man/man1",
            ),
    ]
}

/// Prints the script by which a shell completes the command line.
pub fn complete(command_line: &Command, options: &Completions) -> Result<(), CommandError> {
    let script = completion::script(&options.shell, command_line.get_name())?;
    output::line(script.trim_end())
}

/// Prints the man page of the program, or writes those of all commands.
pub fn pages(command_line: Command, options: &Pages) -> Result<(), CommandError> {
    if let Some(folder) = &options.out {
        let mut command_line = command_line.disable_help_subcommand(true);
        command_line.build();
        return std::fs::create_dir_all(folder)
            .and_then(|()| write(command_line, folder))
            .map_err(|error| CommandError::file("--out", folder, error));
    }
    output::line(page(&Man::new(command_line))?.trim_end())
}

/// Writes the pages of a command and of its subcommands.
fn write(command: Command, folder: &Path) -> io::Result<()> {
    for subcommand in command
        .get_subcommands()
        .filter(|subcommand| !subcommand.is_hide_set())
    {
        write(subcommand.clone(), folder)?;
    }
    let man = Man::new(command);
    std::fs::write(folder.join(man.get_filename()), page(&man)?)
}

/// Renders a page in the user's language.
fn page(man: &Man) -> io::Result<String> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    Ok(help::of_page(&String::from_utf8_lossy(&page)))
}
