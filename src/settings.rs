//! Resolves the settings: flag, then environment, then `.env` in the working directory, then the default profile, then default.
//! Other modules only use the result.

use crate::database_url::{DatabaseUrl, Password, is_libpq_variable};
use crate::dotenv;
use crate::error::{Error, Result};
use crate::profiles::{Chosen, Commands, ConfigFile};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::HashMap;
use std::path::Path;

/// Settings from the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--database-url`; `-` reads it from standard input.
    pub database_url: Option<String>,
    /// `--profile`
    pub profile: Option<String>,
    /// Whether commands of a profile may be run.
    pub commands: Commands,
}

/// The settings of one run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The database URL.
    pub url: DatabaseUrl,
    /// The source of the URL, e.g. `MORAG_DATABASE_URL (environment)`.
    pub source: String,
    /// Number of connections kept open (`serve` and the job service).
    pub pool_size: u32,
    /// Number of additional connections under load.
    pub max_overflow: u32,
    /// Whether SQL statements are logged.
    pub echo: bool,
}

/// Variables by name, from the environment and from `.env`.
#[derive(Debug)]
pub struct Variables {
    environment: HashMap<String, String>,
    dotenv: HashMap<String, String>,
}

impl Variables {
    /// Reads the process's environment and `.env` in `directory`.
    pub fn load(directory: &Path) -> Result<Self> {
        // variables that are not UTF-8 are not used by this program
        let environment: HashMap<String, String> =
            std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?))).collect();
        let path = directory.join(".env");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound || path.is_dir() => Vec::new(),
            Err(source) => return Err(Error::Io { doing: "reading", path, source }),
        };
        let mut dotenv = HashMap::new();
        for (name, entry) in dotenv::parse(&bytes, &|name| environment.get(name).cloned()) {
            match entry.value {
                Ok(value) => {
                    dotenv.insert(name, value);
                }
                // the line may hold a password, so it is not repeated
                Err(why) if is_ours(&name) => {
                    return Err(Error::configuration(format!("{}, line {}: the value of {name} {why}", path.display(), entry.line)));
                }
                Err(why) => tracing::debug!(name, line = entry.line, why, "a line of .env that concerns others"),
            }
        }
        Ok(Variables { environment, dotenv })
    }

    /// The value of a variable of the environment.
    pub fn in_environment(&self, name: &str) -> Option<String> {
        self.environment.get(name).cloned()
    }

    /// The given variables, for tests.
    pub fn of(environment: &[(&str, &str)], dotenv: &[(&str, &str)]) -> Self {
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
        Variables { environment: map(environment), dotenv: map(dotenv) }
    }

    /// The value and source of the first of `names` that is set and not empty, in the environment and then in `.env`.
    pub fn get(&self, names: &[&str]) -> Option<(String, String)> {
        self.sources().find_map(|(label, source)| {
            names.iter().find_map(|n| source.get(*n).filter(|v| !v.is_empty()).map(|v| (v.clone(), format!("{n} ({label})"))))
        })
    }

    fn sources(&self) -> impl Iterator<Item = (&'static str, &HashMap<String, String>)> {
        [("environment", &self.environment), (".env", &self.dotenv)].into_iter()
    }
}

/// Variables of which each names a database.
const URL_NAMES: [&str; 5] = ["MORAG_DATABASE_URL", "MORAG_DATABASE_URL_FILE", "DATABASE_URL", "DB_HOST", "DB_NAME"];

/// Whether this program reads a variable of that name.
fn is_ours(name: &str) -> bool {
    // compare whole names: a line of base64 may begin with PG too
    let others = [
        "DATABASE_URL",
        "MYSQL_PWD",
        "SQL_DEBUG",
        "DB_HOST",
        "DB_PORT",
        "DB_USER",
        "DB_PASSWORD",
        "DB_NAME",
        "DB_POOL_SIZE",
        "DB_MAX_OVERFLOW",
    ];
    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_plain && (name.starts_with("MORAG_") || others.contains(&name) || is_libpq_variable(name))
}

/// The URL, which must be the only line of a file or of standard input.
fn only_line(text: &str, from: &str) -> Result<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (None, _) => Err(Error::configuration(format!("the database URL is empty (from {from})"))),
        (Some(url), None) => Ok(url.to_string()),
        (Some(_), Some(_)) => Err(Error::configuration(format!("{from} has more than one line: it must hold the database URL alone"))),
    }
}

/// Resolves all settings. `stdin` is read only for `--database-url -`.
pub fn resolve(flags: &Flags, variables: &Variables, stdin: impl FnOnce() -> std::io::Result<String>) -> Result<Settings> {
    let look_up = |name: &str| variables.get(&[name]).map(|(value, _)| value);
    let (mut url, source) = match chosen_profile(flags, variables)? {
        Some(profile) => (profile.url(&look_up, flags.commands)?, profile.source()),
        None => {
            let (text, source) = database_url(flags, variables, stdin)?;
            (DatabaseUrl::parse_in(&text, &look_up).map_err(|e| Error::configuration(format!("{e} (from {source})")))?, source)
        }
    };
    if let DatabaseUrl::Server(server) = &mut url
        && server.password.is_none()
    {
        let name = match server.family {
            crate::database_url::Family::Postgres => "PGPASSWORD",
            crate::database_url::Family::MySql => "MYSQL_PWD",
        };
        server.password = variables.get(&[name]).map(|(secret, _)| Password::new(secret));
    }
    Ok(Settings {
        url,
        source,
        pool_size: number(variables, &["MORAG_DATABASE_POOL_SIZE", "DB_POOL_SIZE"], 5)?.max(1),
        max_overflow: number(variables, &["MORAG_DATABASE_MAX_OVERFLOW", "DB_MAX_OVERFLOW"], 10)?,
        echo: wants_echo(variables)?,
    })
}

/// The configuration file of the user; `None` without a home directory.
pub fn config_file(variables: &Variables) -> Result<Option<ConfigFile>> {
    ConfigFile::path(&|name| variables.in_environment(name)).map(|path| ConfigFile::read(&path)).transpose()
}

/// The profile that names the database: `--profile`, or `MORAG_PROFILE` of the first source that has it or a URL, or the default
/// profile if nothing names a database.
///
/// # Errors
/// There is no such profile; or one source names both a profile and a URL.
pub fn chosen_profile(flags: &Flags, variables: &Variables) -> Result<Option<Chosen>> {
    let choose = |name: &str, by: &'static str| match config_file(variables)? {
        Some(config) => config.choose(name, by).map(Some),
        None => Err(Error::configuration(format!("profile '{name}' ({by}): set HOME or MORAG_CONFIG, which says where the profiles are"))),
    };
    match (&flags.database_url, &flags.profile) {
        (Some(_), Some(_)) => return Err(Error::configuration("--database-url and --profile both name a database: give one of them")),
        (Some(_), None) => return Ok(None),
        (None, Some(name)) => return choose(name, "--profile"),
        (None, None) => {}
    }
    for (label, source) in variables.sources() {
        let url = URL_NAMES.into_iter().find(|name| source.contains_key(*name));
        match (source.get("MORAG_PROFILE").map(|name| name.trim()), url) {
            (Some(""), _) => {
                return Err(Error::configuration(format!(
                    "MORAG_PROFILE is set and empty ({label}): give it the name of a profile, or unset it"
                )));
            }
            (Some(_), Some(url)) => {
                return Err(Error::configuration(format!("MORAG_PROFILE and {url} are both set ({label}): unset one of them")));
            }
            (Some(name), None) => return choose(name, if label == ".env" { "MORAG_PROFILE in .env" } else { "MORAG_PROFILE" }),
            (None, Some(_)) => return Ok(None),
            (None, None) => {}
        }
    }
    match config_file(variables)? {
        Some(config) => config.default_profile.as_deref().map(|name| config.choose(name, "default_profile")).transpose(),
        None => Ok(None),
    }
}

fn database_url(flags: &Flags, variables: &Variables, stdin: impl FnOnce() -> std::io::Result<String>) -> Result<(String, String)> {
    if let Some(url) = &flags.database_url {
        if url == "-" {
            let text = stdin().map_err(|source| Error::Io { doing: "reading", path: "standard input".into(), source })?;
            let source = "--database-url (standard input)";
            return Ok((only_line(&text, source)?, source.into()));
        }
        return Ok((url.clone(), "--database-url".into()));
    }
    for (label, source) in variables.sources() {
        let set = |name: &str| source.get(name);
        for name in ["MORAG_DATABASE_URL", "MORAG_DATABASE_URL_FILE", "DATABASE_URL"] {
            if set(name).is_some_and(|value| value.trim().is_empty()) {
                return Err(Error::configuration(format!(
                    "{name} is set and empty ({label}): give it a database URL, e.g. sqlite:///./morag.db, or unset it"
                )));
            }
        }
        match (set("MORAG_DATABASE_URL"), set("MORAG_DATABASE_URL_FILE")) {
            (Some(_), Some(_)) => {
                return Err(Error::configuration(format!(
                    "MORAG_DATABASE_URL and MORAG_DATABASE_URL_FILE are both set ({label}): unset one of them"
                )));
            }
            (Some(url), None) => return Ok((url.clone(), format!("MORAG_DATABASE_URL ({label})"))),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file).map_err(|source| Error::Io {
                    doing: "reading the file that MORAG_DATABASE_URL_FILE names,",
                    path: file.into(),
                    source,
                })?;
                let source = format!("MORAG_DATABASE_URL_FILE ({label})");
                return Ok((only_line(&text, &source)?, source));
            }
            (None, None) => {}
        }
        if let Some(url) = set("DATABASE_URL") {
            return Ok((url.clone(), format!("DATABASE_URL ({label})")));
        }
        if let Some(url) = from_parts(source)? {
            return Ok((url, format!("DB_HOST, DB_NAME, … ({label})")));
        }
    }
    Ok(("sqlite://morag.db".into(), "default".into()))
}

/// A PostgreSQL URL from `DB_HOST`, `DB_NAME` and so on, as in the MGX agent's settings.
fn from_parts(source: &HashMap<String, String>) -> Result<Option<String>> {
    let set = |name: &str| source.get(name).filter(|v| !v.is_empty()).map(String::as_str);
    if set("DB_HOST").is_none() && set("DB_NAME").is_none() {
        return match ["DB_HOST", "DB_NAME"].into_iter().find(|name| source.contains_key(*name)) {
            Some(name) => Err(Error::configuration(format!("{name} is set and empty: give it a value, or unset it"))),
            None => Ok(None),
        };
    }
    let Some(name) = set("DB_NAME") else {
        return Err(Error::configuration("DB_HOST is set but DB_NAME is not: name the database, or give one URL in MORAG_DATABASE_URL"));
    };
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let user = set("DB_USER").map(encode).unwrap_or_default();
    let password = set("DB_PASSWORD").map(|p| format!(":{}", encode(p))).unwrap_or_default();
    let at = if user.is_empty() && password.is_empty() { "" } else { "@" };
    let host = set("DB_HOST").unwrap_or("localhost");
    let host = if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { encode_host(host) };
    let port = set("DB_PORT").map(|p| format!(":{p}")).unwrap_or_default();
    Ok(Some(format!("postgresql://{user}{password}{at}{host}{port}/{}", encode(name))))
}

fn encode_host(host: &str) -> String {
    host.replace('/', "%2F")
}

/// Whether to log SQL statements; called before logging starts.
pub fn wants_echo(variables: &Variables) -> Result<bool> {
    flag(variables, &["MORAG_DATABASE_ECHO", "SQL_DEBUG"])
}

fn number(variables: &Variables, names: &[&str], default: u32) -> Result<u32> {
    let Some((text, source)) = variables.get(names) else { return Ok(default) };
    text.trim().parse().map_err(|_| Error::configuration(format!("{source} is not a whole number: '{text}'")))
}

fn flag(variables: &Variables, names: &[&str]) -> Result<bool> {
    let Some((text, source)) = variables.get(names) else { return Ok(false) };
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err(Error::configuration(format!("{source} is neither true nor false: '{text}'"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(flag: Option<&str>, environment: &[(&str, &str)], dotenv: &[(&str, &str)]) -> Result<Settings> {
        let flags = Flags { database_url: flag.map(Into::into), ..Flags::default() };
        resolve(&flags, &Variables::of(environment, dotenv), || Ok("postgres://in@stdin/x\n".into()))
    }

    #[test]
    fn a_flag_beats_the_environment_beats_dotenv_beats_the_default() {
        let (env, dot) = ([("DATABASE_URL", "sqlite:////e.db")], [("MORAG_DATABASE_URL", "sqlite:////d.db")]);
        assert_eq!(settled(Some("sqlite:////f.db"), &env, &dot).unwrap().source, "--database-url");
        assert_eq!(settled(None, &env, &dot).unwrap().source, "DATABASE_URL (environment)");
        assert_eq!(settled(None, &[], &dot).unwrap().source, "MORAG_DATABASE_URL (.env)");
        assert_eq!(settled(None, &[], &[]).unwrap().source, "default");
        assert_eq!(settled(Some("-"), &env, &[]).unwrap().url.to_string(), "postgresql://in@stdin:5432/x");
    }

    #[test]
    fn parts_make_a_postgres_url_with_any_password() {
        let s = settled(None, &[("DB_HOST", "h"), ("DB_NAME", "n"), ("DB_USER", "u"), ("DB_PASSWORD", "a@/:b"), ("DB_PORT", "7")], &[])
            .unwrap();
        assert_eq!(s.url.to_string(), "postgresql://u@h:7/n");
        let DatabaseUrl::Server(server) = s.url else { panic!("not a server") };
        assert_eq!(server.password.unwrap().reveal(), "a@/:b");
        assert!(settled(None, &[("DB_HOST", "h")], &[]).is_err());
    }

    #[test]
    fn two_sources_of_one_name_are_refused() {
        let both = [("MORAG_DATABASE_URL", "sqlite://a.db"), ("MORAG_DATABASE_URL_FILE", "/run/secrets/url")];
        assert!(settled(None, &both, &[]).unwrap_err().to_string().contains("both set"));
    }

    #[test]
    fn the_seeds_names_of_a_setting_work_too() {
        let s = settled(None, &[("DB_POOL_SIZE", "7"), ("DB_MAX_OVERFLOW", "3"), ("SQL_DEBUG", "true")], &[]).unwrap();
        assert_eq!((s.pool_size, s.max_overflow, s.echo), (7, 3, true));
        assert!(settled(None, &[("DB_POOL_SIZE", "many")], &[]).is_err());
    }
}
