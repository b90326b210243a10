//! Parses database URLs as SQLAlchemy, psycopg, PyMySQL and libpq write them; does not connect. Only the types here hold a
//! password, and they never show it.

mod authority;
mod environment;
mod hosts;
mod parameters;
mod server;
mod sqlite;
mod tls;

use crate::error::{Error, Result};
pub use environment::Environment;
pub(crate) use environment::{is_libpq_variable, password_from_file};
use percent_encoding::percent_decode_str;
pub use server::{Endpoint, Family, ServerUrl, TargetSession};
pub use sqlite::SqliteUrl;
use std::fmt;
pub use tls::{Tls, TlsMode};

/// A password. Its `Debug` is three asterisks, and it has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Password(secret.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A parsed database URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// An SQLite file.
    Sqlite(SqliteUrl),
    /// A database on a server.
    Server(Box<ServerUrl>),
}

const SCHEMES: &str = "sqlite://FILE, postgresql://USER:PASSWORD@HOST/DATABASE, mysql://… or mariadb://…";

impl DatabaseUrl {
    /// Whether the URL lists several servers.
    pub fn has_several_servers(&self) -> bool {
        matches!(self, DatabaseUrl::Server(server) if server.endpoints.len() > 1)
    }

    /// Parses a URL without the environment. Errors never contain the URL, which may hold a password.
    pub fn parse(text: &str) -> Result<Self> {
        Self::parse_in(text, &|_| None)
    }

    /// Parses a URL; settings that it leaves out are taken from the environment, as libpq does.
    pub fn parse_in(text: &str, environment: Environment<'_>) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::configuration(format!("the database URL is empty: expected {SCHEMES}")));
        }
        let Some((scheme, rest)) = text.split_once(':') else {
            return Err(Error::configuration(format!("the database URL has no scheme: expected {SCHEMES}")));
        };
        let scheme = scheme.to_ascii_lowercase();
        let engine = scheme.split('+').next().unwrap_or_default();
        if !engine.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Error::configuration(format!("the database URL has no scheme: expected {SCHEMES}")));
        }
        match engine {
            "sqlite" => sqlite::parse(rest),
            "postgres" | "postgresql" => authority::parse(Family::Postgres, rest, environment),
            "mysql" | "mariadb" => authority::parse(Family::MySql, rest, environment),
            other => Err(Error::configuration(format!("unknown scheme '{other}' in the database URL: expected {SCHEMES}"))),
        }
    }

    /// Forbids commands that write; `by` says what does.
    pub fn forbid_writes(&mut self, by: String) {
        match self {
            DatabaseUrl::Sqlite(file) => file.read_only_by = Some(by),
            DatabaseUrl::Server(server) => server.read_only_by = Some(by),
        }
    }

    /// Returns an error if something forbids commands that write.
    pub fn refuse_if_read_only(&self) -> Result<()> {
        self.read_only_by().map_or(Ok(()), |by| {
            let reason = format!("{by} is read-only, and this command writes; nothing was changed");
            Err(Error::refused(reason, "use another profile, or remove read_only from this one"))
        })
    }

    /// What forbids commands that write, if anything does.
    pub fn read_only_by(&self) -> Option<&str> {
        match self {
            DatabaseUrl::Sqlite(file) => file.read_only_by.as_deref(),
            DatabaseUrl::Server(server) => server.read_only_by.as_deref(),
        }
    }

    /// The name of the database or of the SQLite file, which must be typed to confirm e.g. `reset`.
    pub fn database_name(&self) -> String {
        match self {
            DatabaseUrl::Sqlite(file) => file.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            DatabaseUrl::Server(s) => s.database.clone(),
        }
    }

    /// `message` with the password replaced by `***` in URLs and after `password=` and the like. The same word elsewhere, e.g.
    /// as the user's name, is not changed.
    pub fn scrub(&self, message: &str) -> String {
        let DatabaseUrl::Server(server) = self else { return message.into() };
        let Some(password) = server.password.as_ref().map(Password::reveal).filter(|p| !p.is_empty()) else { return message.into() };
        let encoded = percent_encoding::utf8_percent_encode(password, percent_encoding::NON_ALPHANUMERIC).to_string();
        redact(&redact(message, password), &encoded)
    }
}

/// Texts in a message that are followed by a password.
const BEFORE_A_PASSWORD: [&str; 6] = ["password=", "passwd=", "pwd=", "password ", "identified by ", "password: "];

fn redact(message: &str, password: &str) -> String {
    let (mut redacted, mut rest) = (String::new(), message);
    while let Some(at) = rest.find(password) {
        let (before, after) = (&rest[..at], &rest[at + password.len()..]);
        redacted.push_str(before);
        let is_quoted = redacted.ends_with(['\'', '"']) && after.starts_with(['\'', '"']);
        let unquoted = redacted.trim_end_matches(['\'', '"']).to_ascii_lowercase();
        let named = BEFORE_A_PASSWORD.iter().any(|word| unquoted.ends_with(word) && (is_quoted || !word.ends_with(' ')));
        let in_url = redacted.ends_with(':') && after.starts_with('@');
        redacted.push_str(if named || in_url { "***" } else { password });
        rest = after;
    }
    redacted + rest
}

/// The URL without its password, as every report and error shows it.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(file) => write!(f, "sqlite:///{}", file.path.display()),
            DatabaseUrl::Server(s) => {
                f.write_str(match s.family {
                    Family::Postgres => "postgresql://",
                    Family::MySql => "mysql://",
                })?;
                if let Some(user) = &s.user {
                    write!(f, "{user}@")?;
                }
                for (index, endpoint) in s.endpoints.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    match endpoint {
                        Endpoint::Socket { .. } => write!(f, "[{endpoint}]")?,
                        Endpoint::Tcp { .. } => write!(f, "{endpoint}")?,
                    }
                }
                write!(f, "/{}", s.database)?;
                s.schema.as_ref().map_or(Ok(()), |schema| write!(f, "?schema={schema}"))
            }
        }
    }
}

fn decode(text: &str, what: &str) -> Result<String> {
    percent_decode_str(text)
        .decode_utf8()
        .map(|t| t.into_owned())
        .map_err(|_| Error::configuration(format!("{what} in the database URL is not UTF-8 after percent-decoding")))
}

fn query_pairs(query: &str) -> Result<Vec<(String, String)>> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(key, "a parameter")?, decode(&value.replace('+', "%20"), "a parameter")?))
        })
        .collect()
}

#[cfg(test)]
mod tests;
