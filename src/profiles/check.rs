//! Profiles without their secrets, and what is wrong with them.

use super::{Chosen, Commands, ConfigFile, OutputFormat, Profile, PromptColor, Source};
use crate::database_url::DatabaseUrl;
use serde::Serialize;
use std::path::Path;

/// A profile as `config show` prints it, without secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileLine {
    /// Name of the profile.
    pub name: String,
    /// Whether it is the one that this run would use.
    pub is_chosen: bool,
    /// The URL without its password, if it is in the file; otherwise where it comes from.
    pub url: String,
    /// The URL of the read replica without its password.
    pub read_url: Option<String>,
    /// Where the password comes from; `None` if the profile names no source.
    pub password: Option<String>,
    /// Whether commands that write are refused.
    pub read_only: bool,
    /// Colour of prompts.
    pub prompt_color: Option<PromptColor>,
    /// Default output format.
    pub output: Option<OutputFormat>,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl ConfigFile {
    /// All profiles without secrets; `chosen` is the name of the one that this run would use. Runs no commands.
    pub fn lines(&self, chosen: Option<&str>, variable: &dyn Fn(&str) -> Option<String>) -> Vec<ProfileLine> {
        let line = |(name, profile): (&String, &Profile)| {
            let problem = self.problem(name, profile, variable);
            let url = match profile.url_source(name) {
                Ok(Source::Text(text)) => DatabaseUrl::parse_in(text, variable).map_or("invalid".into(), |url| url.to_string()),
                Ok(source) => source.described(),
                Err(_) => "not set".into(),
            };
            ProfileLine {
                name: name.clone(),
                is_chosen: chosen == Some(name),
                url,
                read_url: profile
                    .read_url
                    .as_deref()
                    .map(|text| DatabaseUrl::parse_in(text, variable).map_or("invalid".into(), |url| url.to_string())),
                password: profile.password_source(name).ok().flatten().map(|source| source.described()),
                read_only: profile.read_only,
                prompt_color: profile.prompt_color,
                output: profile.output,
                problem,
            }
        };
        self.profiles.iter().map(line).collect()
    }

    /// What is wrong with a profile, without running its commands: their programs must exist.
    fn problem(&self, name: &str, profile: &Profile, variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        for command in [&profile.url_command, &profile.password_command].into_iter().flatten() {
            let Some(program) = command.first() else { return Some("a command is empty".into()) };
            if !is_program(program, variable) {
                return Some(format!("the program {program} is not installed"));
            }
        }
        let chosen = Chosen { name: name.into(), profile: profile.clone(), by: "check", path: self.path.clone() };
        // its commands are not run: what else is wrong is found with something in their place
        let mut without = chosen.clone();
        if without.profile.url_command.take().is_some() {
            without.profile.url = Some("postgresql://host/database".into());
        }
        without.profile.password_command = None;
        let sources = chosen.profile.url_source(name).and(chosen.profile.password_source(name).map(drop));
        let urls = || {
            without.url(variable, Commands::Refuse)?;
            without.read_url(variable).map(drop)
        };
        sources.and_then(|()| urls()).err().map(|error| {
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
            format!("{error}{cause}").replace(&format!(" (from {})", without.source()), "")
        })
    }
}

fn is_program(program: &str, variable: &dyn Fn(&str) -> Option<String>) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    variable("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
