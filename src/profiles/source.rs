//! Where a profile's URL or password comes from.

use super::Commands;
use crate::error::{Error, Result};
use std::path::Path;
use std::process::{Command, Stdio};

/// Where a secret comes from.
pub(super) enum Source<'a> {
    Text(&'a str),
    File(&'a Path),
    Variable(&'a str),
    Command(&'a [String]),
}

impl Source<'_> {
    /// The source in words, without the secret.
    pub(super) fn described(&self) -> String {
        match self {
            Source::Text(_) => "in the configuration file".into(),
            Source::File(path) => format!("file {}", path.display()),
            Source::Variable(name) => format!("environment variable {name}"),
            Source::Command(words) => format!("command {}", words.join(" ")),
        }
    }

    /// The first line of the source. A relative path of a file is relative to `folder`.
    pub(super) fn read(&self, what: &str, folder: &Path, variable: &dyn Fn(&str) -> Option<String>, commands: Commands) -> Result<String> {
        let text = match self {
            Source::Text(text) => text.to_string(),
            Source::File(path) => {
                let path = match (path.strip_prefix("~"), variable("HOME")) {
                    (Ok(rest), Some(home)) => Path::new(&home).join(rest),
                    _ => folder.join(path),
                };
                std::fs::read_to_string(&path).map_err(|source| Error::Io { doing: "reading", path, source })?
            }
            Source::Variable(name) => variable(name)
                .ok_or_else(|| Error::configuration(format!("the environment variable {name}, which has the {what}, is not set")))?,
            Source::Command(_) if commands == Commands::Refuse => return Err(Error::configuration("commands are not run for completion")),
            Source::Command(words) => run(words)?,
        };
        let line = text.lines().next().unwrap_or_default().trim().to_string();
        if line.is_empty() { Err(Error::configuration(format!("the {what} is empty ({})", self.described()))) } else { Ok(line) }
    }
}

/// Standard output of a command; its standard error is the user's.
fn run(words: &[String]) -> Result<String> {
    let [program, arguments @ ..] = words else { return Err(Error::configuration("a command of a profile is empty")) };
    let ended = Command::new(program).args(arguments).stderr(Stdio::inherit()).output();
    let output = ended.map_err(|source| Error::Io { doing: "running", path: program.into(), source })?;
    if !output.status.success() {
        return Err(Error::configuration(format!("the command '{}' of the profile failed: {}", words.join(" "), output.status)));
    }
    String::from_utf8(output.stdout).map_err(|_| Error::configuration(format!("the output of '{program}' is not UTF-8")))
}
