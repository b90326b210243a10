//! Database URLs as SQLAlchemy, psycopg, PyMySQL and libpq write them. The only type that holds a password, and it
//! never shows it. Connecting does not belong here.

use crate::error::{Error, Result};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::path::PathBuf;

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

/// Which family of servers a URL asks for. MariaDB is told from MySQL by the server itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `postgres:`, `postgresql:`
    Postgres,
    /// `mysql:`, `mariadb:`
    MySql,
}

/// A server's database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl {
    /// PostgreSQL, or MySQL and MariaDB.
    pub family: Family,
    /// Host name or address, an IPv6 address without brackets.
    pub host: String,
    /// The port; the engine's own where the URL has none.
    pub port: u16,
    /// A Unix socket: PostgreSQL's folder, MySQL's file.
    pub socket: Option<PathBuf>,
    /// The role, where given.
    pub user: Option<String>,
    /// The password, where given.
    pub password: Option<Password>,
    /// The database.
    pub database: String,
    /// `?schema=` on PostgreSQL.
    pub schema: Option<String>,
    /// The TLS mode in PostgreSQL's words (`disable`, `prefer`, `require`, `verify-ca`, `verify-full`), where given.
    pub tls_mode: Option<String>,
    /// Certificate of the authority, certificate and key of the client.
    pub tls_files: [Option<PathBuf>; 3],
}

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite {
        /// As resolved against the working directory.
        path: PathBuf,
        /// `?mode=ro`
        read_only: bool,
    },
    /// A server.
    Server(Box<ServerUrl>),
}

const SCHEMES: &str = "sqlite://FILE, postgresql://USER:PASSWORD@HOST/DATABASE, mysql://… or mariadb://…";

impl DatabaseUrl {
    /// Reads a URL. Its errors never repeat the URL, which may hold a password.
    pub fn parse(text: &str) -> Result<Self> {
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
            "sqlite" => Self::parse_sqlite(rest),
            "postgres" | "postgresql" => parse_server(Family::Postgres, rest),
            "mysql" | "mariadb" => parse_server(Family::MySql, rest),
            other => Err(Error::configuration(format!("unknown scheme '{other}' in the database URL: expected {SCHEMES}"))),
        }
    }

    fn parse_sqlite(rest: &str) -> Result<Self> {
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = match path.strip_prefix("//") {
            // SQLAlchemy: three slashes are relative, four absolute
            Some(after) => after.strip_prefix('/').unwrap_or(after),
            None => path,
        };
        if path.is_empty() || path == ":memory:" || query_pairs(query)?.iter().any(|(k, v)| k == "mode" && v == "memory") {
            return Err(Error::configuration(
                "an SQLite database in memory ends with the command: name a file, e.g. sqlite:///./morag.db (relative) or sqlite:////var/lib/morag.db (absolute)",
            ));
        }
        let read_only = query_pairs(query)?.iter().any(|(k, v)| k == "mode" && v == "ro");
        let path = std::path::absolute(path).map_err(|source| Error::Io { doing: "resolving", path: path.into(), source })?;
        // `./` is dropped, so that every report shows one spelling of a path
        Ok(DatabaseUrl::Sqlite { path: path.components().collect(), read_only })
    }

    /// The name that `reset` asks for: the database's, or the file's.
    pub fn database_name(&self) -> String {
        match self {
            DatabaseUrl::Sqlite { path, .. } => path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
            DatabaseUrl::Server(s) => s.database.clone(),
        }
    }

    /// `message` with the password taken out, in every form in which a library may repeat it.
    pub fn scrub(&self, message: &str) -> String {
        let DatabaseUrl::Server(server) = self else { return message.into() };
        let Some(password) = server.password.as_ref().map(Password::reveal).filter(|p| !p.is_empty()) else { return message.into() };
        let encoded = percent_encoding::utf8_percent_encode(password, percent_encoding::NON_ALPHANUMERIC).to_string();
        // a very short password would tear holes into every word: there nothing but the whole text is safe
        if password.len() < 3 && message.contains(password) {
            return "(the server's message is withheld: it contains the password)".into();
        }
        message.replace(password, "***").replace(&encoded, "***")
    }
}

/// The URL without its password, as every report and error shows it.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite { path, .. } => write!(f, "sqlite:///{}", path.display()),
            DatabaseUrl::Server(s) => {
                f.write_str(match s.family {
                    Family::Postgres => "postgresql://",
                    Family::MySql => "mysql://",
                })?;
                if let Some(user) = &s.user {
                    write!(f, "{user}@")?;
                }
                match &s.socket {
                    Some(socket) => write!(f, "[{}]", socket.display())?,
                    None if s.host.contains(':') => write!(f, "[{}]:{}", s.host, s.port)?,
                    None => write!(f, "{}:{}", s.host, s.port)?,
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

fn parse_server(family: Family, rest: &str) -> Result<DatabaseUrl> {
    let Some(rest) = rest.strip_prefix("//") else {
        return Err(Error::configuration(format!("malformed database URL: '//' is missing behind the scheme; expected {SCHEMES}")));
    };
    let (before_query, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = before_query.split_once('/').unwrap_or((before_query, ""));
    let unescaped = |sign: &str, code: &str| {
        Error::configuration(format!(
            "malformed database URL: an unescaped '{sign}' in the user name or password; write it as {code} (and '@' as %40, ':' as %3A, '/' as %2F)"
        ))
    };
    if authority.matches('@').count() > 1 {
        return Err(unescaped("@", "%40"));
    }
    if !authority.contains('@') && path.contains('@') {
        return Err(unescaped("/", "%2F"));
    }
    let (userinfo, hostport) = authority.split_once('@').unwrap_or(("", authority));
    let (user, password) = userinfo.split_once(':').map_or((userinfo, None), |(u, p)| (u, Some(p)));
    let (host, port) = split_port(hostport)?;
    let mut server = ServerUrl {
        family,
        host: decode(host, "the host")?,
        port: match (port, family) {
            ("", Family::Postgres) => 5432,
            ("", Family::MySql) => 3306,
            (port, _) => port.parse().map_err(|_| {
                Error::configuration("malformed database URL: the port is not a number (is there an unescaped ':' or '@' in the password?)")
            })?,
        },
        socket: None,
        user: (!user.is_empty()).then(|| decode(user, "the user name")).transpose()?,
        password: password.map(|p| decode(p, "the password")).transpose()?.map(Password),
        database: decode(path.trim_end_matches('/'), "the database name")?,
        schema: None,
        tls_mode: None,
        tls_files: [None, None, None],
    };
    for (key, value) in query_pairs(query)? {
        apply_parameter(&mut server, &key, value)?;
    }
    finish_server(server)
}

fn split_port(hostport: &str) -> Result<(&str, &str)> {
    if let Some(bracketed) = hostport.strip_prefix('[') {
        let Some((host, port)) = bracketed.split_once(']') else {
            return Err(Error::configuration("malformed database URL: the IPv6 address has no closing ']'"));
        };
        return Ok((host, port.strip_prefix(':').unwrap_or(port)));
    }
    match hostport.split_once(':') {
        Some((_, port)) if port.contains(':') => {
            Err(Error::configuration("malformed database URL: write an IPv6 address in brackets, e.g. postgresql://[::1]:5432/morag"))
        }
        Some((host, port)) => Ok((host, port)),
        None => Ok((hostport, "")),
    }
}

fn apply_parameter(server: &mut ServerUrl, key: &str, value: String) -> Result<()> {
    match key {
        "host" if value.starts_with('/') => server.socket = Some(value.into()),
        "host" => server.host = value,
        "port" => server.port = value.parse().map_err(|_| Error::configuration("the port in the database URL is not a number"))?,
        "user" => server.user = Some(value),
        "password" => server.password = Some(Password(value)),
        "dbname" => server.database = value,
        "unix_socket" | "socket" => server.socket = Some(value.into()),
        "schema" | "currentSchema" => server.schema = Some(value),
        "sslmode" | "ssl-mode" | "ssl_mode" | "ssl" => server.tls_mode = Some(tls_mode(&value)?),
        "sslrootcert" | "ssl-ca" | "ssl_ca" => server.tls_files[0] = Some(value.into()),
        "sslcert" | "ssl-cert" | "ssl_cert" => server.tls_files[1] = Some(value.into()),
        "sslkey" | "ssl-key" | "ssl_key" => server.tls_files[2] = Some(value.into()),
        // what concerns the other client alone (charset, connect_timeout, pool options) is passed over
        other => tracing::debug!(parameter = other, "a parameter of the database URL is not used"),
    }
    Ok(())
}

fn tls_mode(value: &str) -> Result<String> {
    let mode = value.to_ascii_lowercase().replace('_', "-");
    Ok(match mode.as_str() {
        "disable" | "disabled" | "false" | "0" => "disable",
        "allow" => "allow",
        "prefer" | "preferred" => "prefer",
        "require" | "required" | "true" | "1" => "require",
        "verify-ca" => "verify-ca",
        "verify-full" | "verify-identity" => "verify-full",
        _ => {
            return Err(Error::configuration(format!(
                "unknown sslmode '{value}' in the database URL: expected disable, prefer, require, verify-ca or verify-full"
            )));
        }
    }
    .into())
}

fn finish_server(mut server: ServerUrl) -> Result<DatabaseUrl> {
    if server.host.starts_with('/') {
        server.socket = Some(std::mem::take(&mut server.host).into());
    }
    if server.host.is_empty() && server.socket.is_none() {
        return Err(Error::configuration(
            "the database URL has no host: write e.g. postgresql://morag@localhost:5432/morag, or name a Unix socket with ?host=/run/postgresql",
        ));
    }
    if server.database.is_empty() {
        return Err(Error::configuration("the database URL names no database: write it behind the host, e.g. …@localhost/morag"));
    }
    if server.database.contains('/') {
        return Err(Error::configuration("malformed database URL: the database name has a '/' in it; write it as %2F if it is meant"));
    }
    if server.schema.is_some() && server.family == Family::MySql {
        return Err(Error::configuration("?schema= is for PostgreSQL: on MySQL and MariaDB the database is the schema"));
    }
    Ok(DatabaseUrl::Server(Box::new(server)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str) -> ServerUrl {
        match DatabaseUrl::parse(url).unwrap() {
            DatabaseUrl::Server(s) => *s,
            other => panic!("{other:?}"),
        }
    }

    fn path(url: &str) -> String {
        match DatabaseUrl::parse(url).unwrap() {
            DatabaseUrl::Sqlite { path, .. } => path.to_string_lossy().into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn sqlite_slashes_are_counted_as_sqlalchemy_counts_them() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(path("sqlite:///./morag.db"), here.join("morag.db").to_string_lossy());
        assert_eq!(path("sqlite:///data/morag.db"), here.join("data/morag.db").to_string_lossy());
        assert_eq!(path("sqlite://name.db"), here.join("name.db").to_string_lossy());
        assert_eq!(path("sqlite+aiosqlite:////var/lib/morag.db"), "/var/lib/morag.db");
        assert!(DatabaseUrl::parse("sqlite://").is_err());
        assert!(DatabaseUrl::parse("sqlite:///:memory:").is_err());
    }

    #[test]
    fn drivers_ports_and_escapes_are_understood() {
        let s = server("postgresql+asyncpg://me:p%40ss%2Fw%3Ard@db.example:6432/morag?ssl=require&schema=app");
        assert_eq!((s.host.as_str(), s.port, s.database.as_str()), ("db.example", 6432, "morag"));
        assert_eq!(s.password.unwrap().reveal(), "p@ss/w:rd");
        assert_eq!((s.tls_mode.as_deref(), s.schema.as_deref()), (Some("require"), Some("app")));
        let s = server("mariadb+pymysql://root@[::1]/morag?charset=utf8mb4");
        assert_eq!((s.family, s.host.as_str(), s.port), (Family::MySql, "::1", 3306));
        assert_eq!(server("postgresql:///morag?host=/run/postgresql").socket, Some("/run/postgresql".into()));
        assert_eq!(server("postgres://%2Frun%2Fpg/morag").socket, Some("/run/pg".into()));
        assert_eq!(server("mysql://u@localhost/m?unix_socket=/tmp/m.sock").socket, Some("/tmp/m.sock".into()));
    }

    #[test]
    fn malformed_urls_are_refused_without_repeating_the_password() {
        for (url, word) in [
            ("oracle://u:s3cret@h/d", "unknown scheme"),
            ("postgres//u:s3cret@h/d", "no scheme"),
            ("postgres:u:s3cret@h/d", "'//' is missing"),
            ("postgres://u:s3cret@x@h/d", "%40"),
            ("postgres://u:s3c/ret@h/d", "%2F"),
            ("postgres://u:s3cret@h:12x/d", "port"),
            ("postgres://u:s3cret@/d", "no host"),
            ("postgres://u:s3cret@h", "names no database"),
            ("postgres://u:s3cret@::1/d", "brackets"),
            ("mysql://u:s3cret@h/d?schema=x", "PostgreSQL"),
            ("postgres://u:s3cret@h/d?sslmode=maybe", "sslmode"),
        ] {
            let message = DatabaseUrl::parse(url).unwrap_err().to_string();
            assert!(message.contains(word), "{url}: {message}");
            assert!(!message.contains("s3c"), "{url}: {message}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = DatabaseUrl::parse("postgres://me:s3cr%40t@h/d").unwrap();
        assert_eq!(url.to_string(), "postgresql://me@h:5432/d");
        assert!(!format!("{url:?}").contains("s3cr"));
        assert_eq!(url.scrub("can't parse 'postgres://me:s3cr%40t@h' nor s3cr@t"), "can't parse 'postgres://me:***@h' nor ***");
    }
}
