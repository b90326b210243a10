//! MySQL and MariaDB: the options of a connection, what each session is set to, and what their errors mean.

use crate::database_url::{Endpoint, Password, ServerUrl, TlsMode};
use crate::error::{Result, SqlErrorKind};
use sqlx::ConnectOptions;
use sqlx::error::DatabaseError;
use sqlx::mysql::{MySqlConnectOptions, MySqlDatabaseError, MySqlSslMode};

pub(in crate::db) fn options(server: &ServerUrl) -> Result<MySqlConnectOptions> {
    server.tls.check_files()?;
    // no SET at login: that would be a round trip, and what a migration needs is set before its first statement
    let mut options = MySqlConnectOptions::new()
        .charset("utf8mb4")
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .set_names(false)
        .statement_cache_capacity(0)
        .disable_statement_logging();
    options = match server.endpoint() {
        Endpoint::Tcp { host, port } => options.host(host).port(*port),
        Endpoint::Socket { path, .. } => options.socket(path),
    };
    if !server.database.is_empty() {
        options = options.database(&server.database);
    }
    if let Some(user) = &server.user {
        options = options.username(user);
    }
    if let Some(password) = &server.password {
        options = options.password(Password::reveal(password));
    }
    if let Some(mode) = server.tls.mode {
        options = options.ssl_mode(match mode {
            TlsMode::Disable => MySqlSslMode::Disabled,
            TlsMode::Allow | TlsMode::Prefer => MySqlSslMode::Preferred,
            TlsMode::Require => MySqlSslMode::Required,
            TlsMode::VerifyCa => MySqlSslMode::VerifyCa,
            TlsMode::VerifyFull => MySqlSslMode::VerifyIdentity,
        });
    }
    if let Some(file) = &server.tls.authority {
        options = options.ssl_ca(file);
    }
    if let (Some(certificate), Some(key)) = (&server.tls.certificate, &server.tls.key) {
        options = options.ssl_client_cert(certificate).ssl_client_key(key);
    }
    Ok(options)
}

/// Whether the server accepts no writes; a replica is known by that.
pub(in crate::db) const ROLE: &str = "SELECT @@global.read_only AS is_read_only, @@global.read_only AS is_standby";

pub(in crate::db) fn classify(answer: &dyn DatabaseError) -> (SqlErrorKind, String) {
    let number = answer.try_downcast_ref::<MySqlDatabaseError>().map(MySqlDatabaseError::number).unwrap_or(0);
    // https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html, https://mariadb.com/kb/en/mariadb-error-code-reference/
    let kind = match number {
        1045 | 1698 | 1862 => SqlErrorKind::LoginRefused,
        1049 => SqlErrorKind::DatabaseMissing,
        1040 | 1047 | 1053 | 1203 => SqlErrorKind::Unavailable,
        1152 | 1158..=1161 | 1184 | 1317 | 1927 | 2006 | 2013 => SqlErrorKind::ConnectionLost,
        1153 => SqlErrorKind::TooLarge,
        1205 => SqlErrorKind::LockTimeout,
        // 1412: another session changed the table's definition; 3101: a conflict with another member of the group, found at the commit
        1213 | 1412 | 3101 => SqlErrorKind::Retry,
        1290 | 1792 | 1836 | 3100 => SqlErrorKind::ReadOnly,
        1044 | 1142 | 1143 | 1227 | 1370 | 1410 | 1419 => SqlErrorKind::MissingRight,
        1007 | 1022 | 1050 | 1060 | 1061 | 1062 | 1826 | 3822 => SqlErrorKind::Exists,
        // 1176: an index that the statement names
        1051 | 1054 | 1091 | 1109 | 1146 | 1176 => SqlErrorKind::ObjectMissing,
        3 | 28 | 1021 | 1114 => SqlErrorKind::DiskFull,
        1064 => SqlErrorKind::Syntax,
        _ => SqlErrorKind::Other,
    };
    (kind, number.to_string())
}

/// What every session depends on, whatever the defaults of the server and the role are. Sent with the first statement of a
/// connection. Variables that only one of the two servers knows stand in comments that the other one skips.
pub(in crate::db) const SESSION_SETTINGS: &str = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', \
     autocommit = 1, completion_type = 'NO_CHAIN', foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, \
     sql_select_limit = 18446744073709551615, sql_auto_is_null = 0, div_precision_increment = 4, group_concat_max_len = 1048576, \
     default_storage_engine = 'InnoDB', collation_connection = 'utf8mb4_unicode_ci' \
     /*M! , check_constraint_checks = 1, max_statement_time = 0 */ /*!80000 , max_execution_time = 0 */; SET NAMES utf8mb4; ";

/// The statements of `sql`, which we wrote: quoted text may hold a semicolon, and trigger and routine bodies come alone.
pub(in crate::db) fn statements(sql: &str) -> Vec<&str> {
    let is_body = |text: &str| text.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("create"));
    if is_body(sql) {
        return vec![sql];
    }
    let (mut all, mut start, mut quote, mut is_escaped) = (Vec::new(), 0, None, false);
    for (at, c) in sql.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some('\'' | '"'), '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, ';') => {
                all.push(&sql[start..at]);
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    all.push(&sql[start..]);
    all.retain(|statement| !statement.trim().is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_at_semicolons_outside_of_quotes() {
        let all = ["START TRANSACTION", r"UPDATE t SET a = 'x;''y\\'", r#"INSERT INTO `a;b` VALUES ('\';COMMIT', "d;")"#, "COMMIT"];
        let found: Vec<String> = statements(&(all.join("; ") + "; ")).into_iter().map(|s| s.trim().to_string()).collect();
        assert_eq!(found, all);
        assert_eq!(statements("CREATE TRIGGER t BEFORE UPDATE ON x FOR EACH ROW BEGIN SET a = 1; SET b = 2; END").len(), 1);
    }
}
