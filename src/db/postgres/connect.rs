//! PostgreSQL: the options of a connection, and what its errors mean.

use crate::database_url::{Endpoint, Password, ServerUrl, password_from_file};
use crate::db::holder::holder_name;
use crate::error::{Error, Result, SqlErrorKind};
use migration::Backend;
use sqlx::ConnectOptions;
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgDatabaseError};

pub(in crate::db) fn options(server: &ServerUrl) -> Result<PgConnectOptions> {
    server.tls.check_files()?;
    // through a URL without the password: only that way does sqlx look into .pgpass
    let mut url = sqlx::postgres::PgConnectOptions::new_without_pgpass().to_url_lossy();
    {
        let mut pairs = url.query_pairs_mut();
        pairs.clear().append_pair("dbname", &server.database);
        match server.endpoint() {
            Endpoint::Socket { path, port } => pairs.append_pair("port", &port.to_string()).append_pair("host", &path.to_string_lossy()),
            Endpoint::Tcp { host, port } => pairs.append_pair("port", &port.to_string()).append_pair("host", host),
        };
        if let Some(user) = &server.user {
            pairs.append_pair("user", user);
        }
        if let Some(mode) = server.tls.mode {
            pairs.append_pair("sslmode", mode.as_str());
        }
        if let Some(options) = &server.options {
            pairs.append_pair("options", options);
        }
        let files = [("sslrootcert", &server.tls.authority), ("sslcert", &server.tls.certificate), ("sslkey", &server.tls.key)];
        for (name, file) in files {
            if let Some(file) = file {
                pairs.append_pair(name, &file.to_string_lossy());
            }
        }
    }
    // sqlx's own words repeat the URL
    let mut options = PgConnectOptions::from_url(&url)
        .map_err(|_| Error::configuration("the database URL has a parameter that can't be used"))?
        .disable_statement_logging()
        .statement_cache_capacity(0);
    let name = server.application_name.clone().unwrap_or_else(|| format!("morag-db {}", holder_name()));
    // the server cuts it there too, and says so
    options = options.application_name(&name.chars().take(63).collect::<String>());
    let from_file = match &server.passfile {
        Some(path) if server.password.is_none() => password_from_file(path, server)?,
        _ => None,
    };
    if let Some(password) = server.password.as_ref().or(from_file.as_ref()) {
        options = options.password(Password::reveal(password));
    }
    if let Some(schema) = &server.schema {
        options = options.options([("search_path", Backend::Postgres.quote(schema))]);
    }
    Ok(options)
}

/// Whether the session accepts no writes, and whether the server is a standby.
pub(in crate::db) const ROLE: &str = "SELECT pg_catalog.pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS is_read_only, \
     pg_catalog.pg_is_in_recovery() AS is_standby";

pub(in crate::db) fn classify(answer: &dyn DatabaseError) -> (SqlErrorKind, String) {
    let code = answer.code().unwrap_or_default().into_owned();
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    let kind = match code.as_str() {
        "28P01" | "28000" => SqlErrorKind::LoginRefused,
        "3D000" => SqlErrorKind::DatabaseMissing,
        "57P03" | "53300" => SqlErrorKind::Unavailable,
        // pgpool-II: the servers behind it answer differently, e.g. because a standby does not have a new database yet
        "XX000" if answer.message().contains("unable to read message kind") => SqlErrorKind::Unavailable,
        "57P01" | "57P02" | "08000" | "08003" | "08006" => SqlErrorKind::ConnectionLost,
        "55P03" => SqlErrorKind::LockTimeout,
        "40001" | "40P01" => SqlErrorKind::Retry,
        // two sessions change the same row of the catalog, e.g. by GRANT
        "XX000" if answer.message().starts_with("tuple concurrently ") => SqlErrorKind::Retry,
        "25006" => SqlErrorKind::ReadOnly,
        "42501" => SqlErrorKind::MissingRight,
        "42P04" | "42P06" | "42P07" | "42701" | "42710" | "42723" | "23505" => SqlErrorKind::Exists,
        "42P01" | "42703" | "42704" | "42883" | "3F000" => SqlErrorKind::ObjectMissing,
        // another session dropped it after this statement began
        "XX000" if answer.message().starts_with("cache lookup failed for ") => SqlErrorKind::ObjectMissing,
        "XX000" if answer.message().starts_with("could not open relation with OID ") => SqlErrorKind::ObjectMissing,
        "53100" => SqlErrorKind::DiskFull,
        "42601" => SqlErrorKind::Syntax,
        _ => SqlErrorKind::Other,
    };
    (kind, code)
}

/// The server's message with its detail, where it gives one.
pub(in crate::db) fn message_with_detail(answer: &dyn DatabaseError) -> String {
    match answer.try_downcast_ref::<PgDatabaseError>() {
        Some(pg) => {
            let more = [pg.detail(), pg.hint()].into_iter().flatten().map(|t| format!("; {t}")).collect::<String>();
            format!("{}{more}", pg.message())
        }
        None => answer.message().to_owned(),
    }
}
