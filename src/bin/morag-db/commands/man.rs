//! `completions` and `man`: made from the same description of the command line that parses it.

use crate::args;
use crate::exit::Exit;
use crate::output;
use clap_complete::Shell;
use morag_db::error::{Error, Result};
use std::path::Path;

pub fn completions(shell: Shell) -> Result<Exit> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "morag-db", &mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if shell == Shell::Bash {
        // its generator takes the hyphen of the program's name for a space in half of its labels, and nothing below the first
        // level would be completed
        text = text.replace("morag__subcmd__db", "morag__db");
    }
    output::write(&text)?;
    Ok(Exit::Done)
}

pub fn pages(folder: &Path) -> Result<Exit> {
    if !folder.is_dir() {
        return Err(Error::configuration(format!("{} is not a folder: make it first (mkdir -p {})", folder.display(), folder.display())));
    }
    clap_mangen::generate_to(args::command(), folder).map_err(|source| Error::Io {
        doing: "writing manual pages into",
        path: folder.to_owned(),
        source,
    })?;
    Ok(Exit::Done)
}
