//! The parameters of server URLs: each one is used, ignored as harmless, or refused by name.

use super::Family;
use crate::error::Error;

/// What a parameter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parameter {
    Host,
    HostAddress,
    Port,
    User,
    Password,
    Database,
    Socket,
    Schema,
    TlsMode,
    /// A true value requires TLS.
    RequireTls,
    /// A true value forbids TLS.
    DisableTls,
    /// A true value requires a server certificate from a trusted authority.
    VerifyAuthority,
    /// A true value requires a server certificate for this host.
    VerifyHost,
    Authority,
    Certificate,
    PrivateKey,
    Options,
    ApplicationName,
    FallbackApplicationName,
    ConnectTimeout,
    TargetSession,
    /// `require` is refused; `disable` and `prefer` are accepted without effect.
    ChannelBinding,
    /// `require` is refused; other values are accepted without effect.
    GssEncryption,
    Passfile,
    Service,
    ServiceFile,
    /// Ignored, since it concerns only other clients.
    Harmless,
    /// Refused, with the reason: ignoring it would break what it promises.
    Refused(&'static str),
}

/// Parameters for PostgreSQL: libpq's, and other names for the same in psycopg, asyncpg, pg8000, JDBC and Prisma.
/// Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
const POSTGRES: &[(&str, Parameter)] = &[
    ("host", Parameter::Host),
    ("hostaddr", Parameter::HostAddress),
    ("port", Parameter::Port),
    ("user", Parameter::User),
    ("password", Parameter::Password),
    ("dbname", Parameter::Database),
    ("database", Parameter::Database),
    ("unix_sock", Parameter::Socket),
    ("schema", Parameter::Schema),
    ("currentschema", Parameter::Schema),
    ("sslmode", Parameter::TlsMode),
    ("ssl_mode", Parameter::TlsMode),
    ("ssl", Parameter::TlsMode),
    ("requiressl", Parameter::RequireTls),
    ("ssl_require", Parameter::RequireTls),
    ("sslrootcert", Parameter::Authority),
    ("ssl_ca", Parameter::Authority),
    ("sslcert", Parameter::Certificate),
    ("ssl_cert", Parameter::Certificate),
    ("sslkey", Parameter::PrivateKey),
    ("ssl_key", Parameter::PrivateKey),
    ("options", Parameter::Options),
    ("application_name", Parameter::ApplicationName),
    ("applicationname", Parameter::ApplicationName),
    ("fallback_application_name", Parameter::FallbackApplicationName),
    ("connect_timeout", Parameter::ConnectTimeout),
    ("timeout", Parameter::ConnectTimeout),
    ("target_session_attrs", Parameter::TargetSession),
    ("targetservertype", Parameter::TargetSession),
    ("channel_binding", Parameter::ChannelBinding),
    ("gssencmode", Parameter::GssEncryption),
    ("passfile", Parameter::Passfile),
    ("service", Parameter::Service),
    ("servicefile", Parameter::ServiceFile),
    ("sslpassword", Parameter::Refused("a key with a passphrase can't be read: name one without")),
    ("sslcrl", Parameter::Refused("lists of revoked certificates are not read")),
    ("sslcrldir", Parameter::Refused("lists of revoked certificates are not read")),
    ("sslnegotiation", Parameter::Refused("TLS is negotiated as PostgreSQL 16 and older do")),
    ("ssl_min_protocol_version", Parameter::Refused("TLS 1.2 and 1.3 are spoken; set a minimum on the server")),
    ("ssl_max_protocol_version", Parameter::Refused("TLS 1.2 and 1.3 are spoken; set a maximum on the server")),
    ("require_auth", Parameter::Refused("the server's method of authentication can't be restricted from here")),
    ("requirepeer", Parameter::Refused("the owner of a server's process is not checked")),
    ("replication", Parameter::Refused("a replication connection runs no statements")),
];

const HARMLESS_POSTGRES: &[&str] = &[
    "client_encoding",
    "encoding",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_count",
    "tcp_user_timeout",
    "sslcompression",
    "sslsni",
    "sslcertmode",
    "krbsrvname",
    "gsslib",
    "gssdelegation",
    "load_balance_hosts",
    "min_protocol_version",
    "max_protocol_version",
    "command_timeout",
    "statement_cache_size",
    "prepared_statement_cache_size",
    "prepared_statement_name_func",
    "max_cached_statement_lifetime",
    "max_cacheable_statement_size",
    "direct_tls",
    "async_fallback",
    "prepare_threshold",
    "preparethreshold",
    "autocommit",
    "row_factory",
    "cursor_factory",
    "loggerlevel",
    "tcpkeepalive",
    "sockettimeout",
    "logintimeout",
    "readonly",
    "prepared_statements",
    "uselibpqcompat",
];

/// Parameters for MySQL and MariaDB. Source: PyMySQL, mysqlclient, MySQL Connector/Python and the server's own client.
const MYSQL: &[(&str, Parameter)] = &[
    ("host", Parameter::Host),
    ("port", Parameter::Port),
    ("user", Parameter::User),
    ("password", Parameter::Password),
    ("passwd", Parameter::Password),
    ("db", Parameter::Database),
    ("database", Parameter::Database),
    ("dbname", Parameter::Database),
    ("unix_socket", Parameter::Socket),
    ("socket", Parameter::Socket),
    ("sslmode", Parameter::TlsMode),
    ("ssl_mode", Parameter::TlsMode),
    ("ssl", Parameter::TlsMode),
    ("usessl", Parameter::RequireTls),
    ("requiressl", Parameter::RequireTls),
    ("ssl_disabled", Parameter::DisableTls),
    ("ssl_verify_cert", Parameter::VerifyAuthority),
    ("verifyservercertificate", Parameter::VerifyAuthority),
    ("ssl_verify_identity", Parameter::VerifyHost),
    ("ssl_check_hostname", Parameter::VerifyHost),
    ("ssl_ca", Parameter::Authority),
    ("sslrootcert", Parameter::Authority),
    ("ssl_cert", Parameter::Certificate),
    ("sslcert", Parameter::Certificate),
    ("ssl_key", Parameter::PrivateKey),
    ("sslkey", Parameter::PrivateKey),
    ("connect_timeout", Parameter::ConnectTimeout),
    ("connection_timeout", Parameter::ConnectTimeout),
    ("target_session_attrs", Parameter::TargetSession),
    ("ssl_capath", Parameter::Refused("name one file with the certificates instead: ssl_ca")),
    ("ssl_key_password", Parameter::Refused("a key with a passphrase can't be read: name one without")),
    ("ssl_crl", Parameter::Refused("lists of revoked certificates are not read")),
    ("ssl_cipher", Parameter::Refused("the ciphers of TLS 1.2 and 1.3 are not chosen from here")),
    ("tls_versions", Parameter::Refused("TLS 1.2 and 1.3 are spoken; set a minimum on the server")),
    ("tls_version", Parameter::Refused("TLS 1.2 and 1.3 are spoken; set a minimum on the server")),
    ("read_default_file", Parameter::Refused("option files are not read: write what it says into the URL")),
    ("read_default_group", Parameter::Refused("option files are not read: write what it says into the URL")),
    ("option_files", Parameter::Refused("option files are not read: write what it says into the URL")),
    ("schema", Parameter::Refused("is for PostgreSQL: on MySQL and MariaDB the database is the schema")),
    ("options", Parameter::Refused("is for PostgreSQL")),
];

const HARMLESS_MYSQL: &[&str] = &[
    "charset",
    "collation",
    "use_unicode",
    "init_command",
    "sql_mode",
    "read_timeout",
    "write_timeout",
    "local_infile",
    "allow_local_infile",
    "autocommit",
    "program_name",
    "max_allowed_packet",
    "client_flag",
    "cursorclass",
    "conv",
    "binary_prefix",
    "compress",
    "defer_connect",
    "server_public_key",
    "auth_plugin",
    "auth_plugin_map",
    "use_pure",
    "pool_name",
    "buffered",
    "raise_on_warnings",
    "get_warnings",
    "converter_class",
    "time_zone",
    "servertimezone",
    "allowpublickeyretrieval",
    "use_affected_rows",
    "reconnect",
    "minsize",
    "maxsize",
    "loop",
    "no_delay",
    "statement_cache_capacity",
];

/// Pool and ORM options of SQLAlchemy, Django, Rails and Prisma; ignored.
const HARMLESS_EVERYWHERE: &[&str] = &[
    "pool",
    "pool_size",
    "max_overflow",
    "pool_timeout",
    "pool_recycle",
    "pool_pre_ping",
    "pool_use_lifo",
    "poolclass",
    "pool_reset_on_return",
    "echo",
    "echo_pool",
    "isolation_level",
    "future",
    "conn_max_age",
    "conn_health_checks",
    "connection_limit",
    "pgbouncer",
    "socket_timeout",
    "min_size",
    "max_size",
    "plugin",
    "query_cache_size",
];

fn known(family: Family) -> (&'static [(&'static str, Parameter)], &'static [&'static str]) {
    match family {
        Family::Postgres => (POSTGRES, HARMLESS_POSTGRES),
        Family::MySql => (MYSQL, HARMLESS_MYSQL),
    }
}

/// The meaning of the parameter `name` for `family`; ignores case, and treats `-` as `_`.
pub(super) fn recognise(family: Family, name: &str) -> Result<Parameter, Error> {
    let plain = name.to_ascii_lowercase().replace('-', "_");
    let (known, harmless) = known(family);
    if let Some((_, parameter)) = known.iter().find(|(known, _)| *known == plain) {
        return Ok(*parameter);
    }
    if harmless.contains(&plain.as_str()) || HARMLESS_EVERYWHERE.contains(&plain.as_str()) {
        return Ok(Parameter::Harmless);
    }
    let accepted = known.iter().filter(|(_, p)| !matches!(p, Parameter::Refused(_))).map(|(name, _)| *name);
    Err(unknown(name, accepted))
}

/// The error for an unknown parameter; suggests the most similar known name.
pub(super) fn unknown(name: &str, known: impl Iterator<Item = &'static str>) -> Error {
    let plain = name.to_ascii_lowercase().replace('-', "_");
    let nearest = known.map(|k| (strsim::damerau_levenshtein(k, &plain), k)).min();
    let suggestion = match nearest {
        Some((distance, near)) if distance <= 3.min(plain.len() / 2) => format!("did you mean '{near}'?"),
        _ => "remove it".to_string(),
    };
    // text that is not a name may be part of a password and must not be shown
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.[]".contains(c)) {
        return Error::configuration(
            "the database URL has a parameter that is no name: write '?', '&' and '@' in a password as %3F, %26 and %40",
        );
    }
    Error::configuration(format!("unknown parameter '{name}' in the database URL: {suggestion}"))
}
