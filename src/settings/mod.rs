//! Resolves the settings: flag, then environment, then `.env` in the working directory, then the default profile, then default.
//! Other modules only use the result.

mod variables;

use crate::database_url::{DatabaseUrl, Family, Password};
use crate::error::{Error, Result};
use crate::profiles::{Chosen, Commands, ConfigFile};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::HashMap;
pub use variables::Variables;

/// Settings from the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--database-url`; `-` reads it from standard input.
    pub database_url: Option<String>,
    /// `--profile`
    pub profile: Option<String>,
    /// `--read-url`
    pub read_url: Option<String>,
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
    /// A read replica of the database.
    pub replica: Option<DatabaseUrl>,
    /// Number of connections kept open (`serve` and the job service).
    pub pool_size: u32,
    /// Number of additional connections under load.
    pub max_overflow: u32,
    /// Whether SQL statements are logged.
    pub echo: bool,
}

/// Variables of which each names a database.
const URL_NAMES: [&str; 5] = ["MORAG_DATABASE_URL", "MORAG_DATABASE_URL_FILE", "DATABASE_URL", "DB_HOST", "DB_NAME"];

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
    let parse =
        |text: &str, source: &str| DatabaseUrl::parse_in(text, &look_up).map_err(|e| Error::configuration(format!("{e} (from {source})")));
    let profile = chosen_profile(flags, variables)?;
    let (mut url, source) = match &profile {
        Some(profile) => (profile.url(&look_up, flags.commands)?, profile.source()),
        None => {
            let (text, source) = database_url(flags, variables, stdin)?;
            (parse(&text, &source)?, source)
        }
    };
    let mut replica = match (&flags.read_url, &profile) {
        (Some(text), _) => Some((parse(text, "--read-url")?, "--read-url".to_string())),
        (None, Some(profile)) => profile.read_url(&look_up)?.map(|url| (url, format!("read_url of {}", profile.source()))),
        (None, None) => read_url(variables, &source)?.map(|(text, by)| Ok::<_, Error>((parse(&text, &by)?, by))).transpose()?,
    };
    if let (DatabaseUrl::Server(database), Some((DatabaseUrl::Server(replica), _))) = (&url, &mut replica)
        && replica.user == database.user
    {
        // the roles of a replica are those of its database
        replica.password = replica.password.take().or_else(|| database.password.clone());
    }
    for url in std::iter::once(&mut url).chain(replica.as_mut().map(|(url, _)| url)) {
        if let DatabaseUrl::Server(server) = url
            && server.password.is_none()
        {
            let name = match server.family {
                Family::Postgres => "PGPASSWORD",
                Family::MySql => "MYSQL_PWD",
            };
            server.password = variables.get(&[name]).map(|(secret, _)| Password::new(secret));
        }
    }
    if let Some((replica, by)) = &replica {
        refuse_other_engine(&url, replica, by)?;
    }
    Ok(Settings {
        url,
        source,
        replica: replica.map(|(url, _)| url),
        pool_size: number(variables, &["MORAG_DATABASE_POOL_SIZE", "DB_POOL_SIZE"], 5)?.max(1),
        max_overflow: number(variables, &["MORAG_DATABASE_MAX_OVERFLOW", "DB_MAX_OVERFLOW"], 10)?,
        echo: wants_echo(variables)?,
    })
}

/// `MORAG_READ_URL` with its source. One that is less specific than the database URL may belong to another database and is not used.
fn read_url(variables: &Variables, source_of_database: &str) -> Result<Option<(String, String)>> {
    let is_empty = |(label, source): (&str, &HashMap<String, String>)| {
        source.get("MORAG_READ_URL").is_some_and(|value| value.trim().is_empty()).then(|| label.to_string())
    };
    if let Some(label) = variables.sources().find_map(is_empty) {
        return Err(Error::configuration(format!("MORAG_READ_URL is set and empty ({label}): give it a database URL, or unset it")));
    }
    let Some((text, source)) = variables.get(&["MORAG_READ_URL"]) else { return Ok(None) };
    let is_of = |source: &str, label: &str| source.ends_with(&format!("({label})"));
    let is_as_specific = is_of(source_of_database, ".env") || (is_of(source_of_database, "environment") && is_of(&source, "environment"));
    if !is_as_specific {
        tracing::info!("{source} is not used: the database URL is from {source_of_database}");
    }
    Ok(is_as_specific.then_some((text, source)))
}

fn refuse_other_engine(url: &DatabaseUrl, replica: &DatabaseUrl, by: &str) -> Result<()> {
    match (url, replica) {
        (DatabaseUrl::Server(database), DatabaseUrl::Server(replica)) if database.family == replica.family => Ok(()),
        (DatabaseUrl::Sqlite(_), _) => Err(Error::configuration(format!("{by}: an SQLite file has no read replica; leave it out"))),
        _ => Err(Error::configuration(format!("{by}: a read replica has the same engine as the database: {url}"))),
    }
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

    fn replica_password(database: &str, replica: &str) -> Option<String> {
        let settings = settled(None, &[("MORAG_DATABASE_URL", database), ("MORAG_READ_URL", replica)], &[]).unwrap();
        let Some(DatabaseUrl::Server(server)) = settings.replica else { panic!("no replica") };
        server.password.map(|password| password.reveal().to_string())
    }

    #[test]
    fn a_replica_is_as_specific_as_the_database() {
        let replica = |flag, environment: &[(&str, &str)], dotenv: &[(&str, &str)]| {
            settled(flag, environment, dotenv).unwrap().replica.map(|url| url.to_string())
        };
        let (database, read) = (("MORAG_DATABASE_URL", "postgres://h/a"), ("MORAG_READ_URL", "postgres://r/a"));
        let found = Some("postgresql://r:5432/a".to_string());
        assert_eq!(replica(None, &[database, read], &[]), found);
        assert_eq!(replica(None, &[], &[database, read]), found);
        assert_eq!(replica(None, &[read], &[database]), found);
        // that of another database
        assert_eq!(replica(Some("postgres://other/b"), &[database, read], &[]), None);
        assert_eq!(replica(None, &[database], &[read]), None);
        assert_eq!(replica(None, &[read], &[]), None);
        assert!(settled(None, &[database, ("MORAG_READ_URL", "")], &[]).unwrap_err().to_string().contains("set and empty"));
        let with_password = replica_password("postgres://u:p@h/a", "postgres://u@r/a");
        assert_eq!(with_password.as_deref(), Some("p"), "a replica has the roles of its database");
        assert_eq!(replica_password("postgres://u:p@h/a", "postgres://v@r/a"), None);
        assert_eq!(replica_password("postgres://u:p@h/a", "postgres://u:q@r/a").as_deref(), Some("q"));
        let flags = Flags { database_url: Some("postgres://h/a".into()), read_url: Some("postgres://f/a".into()), ..Flags::default() };
        let settings = resolve(&flags, &Variables::of(&[("PGPASSWORD", "secret"), read], &[]), || Ok(String::new())).unwrap();
        let Some(DatabaseUrl::Server(server)) = settings.replica else { panic!("no replica") };
        assert_eq!((server.endpoints[0].to_string(), server.password.unwrap().reveal()), ("f:5432".into(), "secret"));
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
