//! What an error of the driver means, told from the server's code.

use super::mysql::connect as mysql;
use super::postgres::connect as postgres;
use super::sqlite::connect as sqlite;
use crate::database_url::{DatabaseUrl, Family};
use crate::error::{SqlError, SqlErrorKind};

/// The kind of an error that sqlx reports without the server having said anything.
fn client_error_kind(error: &sqlx::Error) -> SqlErrorKind {
    match error {
        sqlx::Error::Tls(_) => SqlErrorKind::TlsFailed,
        sqlx::Error::Configuration(_) => SqlErrorKind::TlsFailed,
        // the way in which rustls reports a certificate that it does not trust
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => SqlErrorKind::TlsFailed,
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => SqlErrorKind::ConnectionLost,
        _ => SqlErrorKind::Other,
    }
}

/// The message of such an error. What a server of another kind answers is a riddle in sqlx's words.
fn client_message(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Protocol(text) if text.contains("SSLRequest") => {
            "the server does not speak the protocol of PostgreSQL: check the port, and the scheme of the URL".into()
        }
        other => other.to_string(),
    }
}

/// What an error of sqlx means on this family of engines, the password taken out.
pub(super) fn sql_error(url: &DatabaseUrl, error: &sqlx::Error) -> SqlError {
    let (kind, code, message) = match error.as_database_error() {
        Some(answer) => {
            let (kind, code) = match url {
                DatabaseUrl::Sqlite(_) => sqlite::classify(answer),
                DatabaseUrl::Server(s) => match s.family {
                    Family::Postgres => postgres::classify(answer),
                    Family::MySql => mysql::classify(answer),
                },
            };
            (kind, code, postgres::message_with_detail(answer))
        }
        None => (client_error_kind(error), String::new(), client_message(error)),
    };
    SqlError { kind, code: code.into(), message: url.scrub(&message).into() }
}
