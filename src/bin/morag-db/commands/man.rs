//! `completions` and `man`, generated from the clap definition that also parses the command line.

use crate::args;
use crate::complete;
use crate::exit::Exit;
use crate::output;
use clap_complete::Shell;
use clap_complete::env::Shells;
use morag_db::error::{Error, Result};
use std::path::Path;

const PROGRAM: &str = "morag-db";

/// Writes a shell's completion script: one that runs this program at each Tab, or a static one with the fixed values only.
pub fn completions(shell: Shell, is_static: bool) -> Result<Exit> {
    let mut text = Vec::new();
    if is_static {
        clap_complete::generate(shell, &mut args::command(), PROGRAM, &mut text);
    } else {
        let name = shell.to_string();
        let shells = Shells::builtins();
        let missing = || Error::internal("writing completions", std::io::Error::other(format!("no completer for {name}")));
        let completer = shells.completer(&name).ok_or_else(missing)?;
        let written = completer.write_registration(complete::VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut text);
        written.map_err(|e| Error::internal("writing completions", e))?;
    }
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if is_static && shell == Shell::Bash {
        // clap's generator for Bash treats the hyphen in the program's name as a space in half of its labels, so that nothing
        // below the first level would be completed
        text = text.replace("morag__subcmd__db", "morag__db");
    }
    output::write(&text)?;
    Ok(Exit::Done)
}

pub fn pages(folder: &Path) -> Result<Exit> {
    if !folder.is_dir() {
        return Err(Error::configuration(format!("{} is not a folder: create it first (mkdir -p {})", folder.display(), folder.display())));
    }
    clap_mangen::generate_to(args::command(), folder).map_err(|source| Error::Io {
        doing: "writing manual pages into",
        path: folder.to_owned(),
        source,
    })?;
    Ok(Exit::Done)
}
