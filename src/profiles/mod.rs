//! Profiles: named databases in a configuration file of the user, each with the source of its password and its habits.

mod check;
mod source;

use crate::database_url::{DatabaseUrl, Password};
use crate::error::{Error, Result};
pub use check::ProfileLine;
use serde::{Deserialize, Serialize};
use source::Source;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The configuration file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    /// Profile that is used if no other database is named.
    pub default_profile: Option<String>,
    /// Profiles by name.
    #[serde(default)]
    pub profiles: BTreeMap<String, Profile>,
    /// Path of the file.
    #[serde(skip)]
    pub path: PathBuf,
}

/// A profile as the file has it. Exactly one source of the URL is set, and at most one of the password.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    url: Option<String>,
    url_file: Option<PathBuf>,
    url_env: Option<String>,
    url_command: Option<Vec<String>>,
    /// A read replica.
    read_url: Option<String>,
    password_file: Option<PathBuf>,
    password_env: Option<String>,
    password_command: Option<Vec<String>>,
    /// Whether commands that write are refused.
    #[serde(default)]
    pub read_only: bool,
    /// Colour of confirmation prompts.
    pub prompt_color: Option<PromptColor>,
    /// Default output format: table, json, ndjson or csv.
    pub output: Option<OutputFormat>,
}

/// Colour of confirmation prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PromptColor {
    /// For production.
    Red,
    /// For staging.
    Yellow,
    /// For what may be broken.
    Green,
    /// For anything else.
    Blue,
}

/// Output format of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputFormat {
    /// For people.
    Table,
    /// One JSON object.
    Json,
    /// One JSON object per line.
    Ndjson,
    /// Comma-separated values.
    Csv,
}

/// Whether commands of a profile may be run for a URL or a password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Commands {
    /// They may.
    #[default]
    Run,
    /// They may not: a profile that needs one has no URL.
    Refuse,
}

/// A profile that was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its settings.
    pub profile: Profile,
    /// How it was chosen, e.g. `--profile`.
    pub by: &'static str,
    /// Path of the configuration file.
    pub path: PathBuf,
}

impl Chosen {
    /// How the profile was chosen, in words.
    pub fn source(&self) -> String {
        format!("profile {} ({}, {})", self.name, self.by, self.path.display())
    }

    /// An error of the profile, with where the profile comes from.
    fn within(&self, error: Error) -> Error {
        match error {
            Error::Configuration { reason } => Error::configuration(format!("{reason} (from {})", self.source())),
            other => other,
        }
    }

    /// The URL of the profile's read replica, if it has one.
    pub fn read_url(&self, variable: &dyn Fn(&str) -> Option<String>) -> Result<Option<DatabaseUrl>> {
        let parse = |text: &String| DatabaseUrl::parse_in(text, variable).map_err(|error| self.within(error));
        self.profile.read_url.as_ref().map(parse).transpose()
    }

    /// The database URL of the profile, with its password.
    pub fn url(&self, variable: &dyn Fn(&str) -> Option<String>, commands: Commands) -> Result<DatabaseUrl> {
        let within = |error| self.within(error);
        let url = self.profile.url_source(&self.name)?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let text = url.read("database URL", folder, variable, commands).map_err(within)?;
        let mut parsed = DatabaseUrl::parse_in(&text, variable).map_err(within)?;
        if let Some(source) = self.profile.password_source(&self.name)? {
            let DatabaseUrl::Server(server) = &mut parsed else {
                return Err(Error::configuration(format!("profile {} has a password, but an SQLite file has none", self.name)));
            };
            if server.password.is_some() && text.contains('@') && has_password(&text) {
                return Err(Error::configuration(format!(
                    "profile {} has a password in its URL and another one: remove one of them",
                    self.name
                )));
            }
            server.password = Some(Password::new(source.read("password", folder, variable, commands).map_err(within)?));
        }
        if self.profile.read_only {
            parsed.forbid_writes(format!("profile {}", self.name));
        }
        Ok(parsed)
    }
}

/// Whether a URL has a password between its user and its host.
fn has_password(url: &str) -> bool {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?']).next().unwrap_or_default();
    authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

impl Profile {
    fn url_source(&self, name: &str) -> Result<Source<'_>> {
        let sources = [
            self.url.as_deref().map(Source::Text),
            self.url_file.as_deref().map(Source::File),
            self.url_env.as_deref().map(Source::Variable),
            self.url_command.as_deref().map(Source::Command),
        ];
        let mut sources = sources.into_iter().flatten();
        match (sources.next(), sources.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(Error::configuration(format!("profile {name} needs exactly one of url, url_file, url_env and url_command"))),
        }
    }

    fn password_source(&self, name: &str) -> Result<Option<Source<'_>>> {
        let sources = [
            self.password_file.as_deref().map(Source::File),
            self.password_env.as_deref().map(Source::Variable),
            self.password_command.as_deref().map(Source::Command),
        ];
        let mut sources = sources.into_iter().flatten();
        match (sources.next(), sources.next()) {
            (found, None) => Ok(found),
            _ => Err(Error::configuration(format!("profile {name} needs at most one of password_file, password_env and password_command"))),
        }
    }
}

impl ConfigFile {
    /// The path of the configuration file: `MORAG_CONFIG`, or `morag-db/config.toml` in `XDG_CONFIG_HOME` or `~/.config`. `None`
    /// without a home directory.
    pub fn path(variable: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        if let Some(path) = set("MORAG_CONFIG") {
            return Some(path.into());
        }
        let folder = match set("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute()) {
            Some(folder) => folder,
            None => Path::new(&set("HOME")?).join(".config"),
        };
        Some(folder.join("morag-db").join("config.toml"))
    }

    /// Reads the file; a missing file has no profiles.
    ///
    /// # Errors
    /// It is not valid TOML or has unknown keys; or it has a password and others may read it.
    pub fn read(path: &Path) -> Result<ConfigFile> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(ConfigFile { path: path.into(), ..ConfigFile::default() });
            }
            Err(source) => return Err(Error::Io { doing: "reading", path: path.into(), source }),
        };
        let config: ConfigFile = toml::from_str(&text).map_err(|e| {
            // the message alone: the excerpt that `Display` shows may hold a password
            let line = e.span().map_or(String::new(), |span| format!(", line {}", text[..span.start].lines().count().max(1)));
            Error::configuration(format!("{}{line}: {}", path.display(), e.message()))
        })?;
        let has_secret = config.profiles.values().any(|profile| profile.url.as_deref().is_some_and(has_password));
        let mode =
            std::fs::metadata(path).map_err(|source| Error::Io { doing: "reading", path: path.into(), source })?.permissions().mode();
        if has_secret && mode & 0o077 != 0 {
            return Err(Error::refused(
                format!("{} has a password, and other users may read it (mode {:03o})", path.display(), mode & 0o777),
                format!("chmod 600 {}, or use password_file or password_command", path.display()),
            ));
        }
        Ok(ConfigFile { path: path.into(), ..config })
    }

    /// The profile of this name.
    pub fn choose(&self, name: &str, by: &'static str) -> Result<Chosen> {
        match self.profiles.get(name) {
            Some(profile) => Ok(Chosen { name: name.into(), profile: profile.clone(), by, path: self.path.clone() }),
            None => {
                let names: Vec<&str> = self.profiles.keys().map(String::as_str).collect();
                let known = if names.is_empty() { "it has no profiles".into() } else { format!("it has {}", names.join(", ")) };
                Err(Error::configuration(format!("there is no profile '{name}' ({by}) in {}: {known}", self.path.display())))
            }
        }
    }
}
