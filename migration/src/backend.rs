//! The engines, and how each writes names, literals and the time.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Database engine. MariaDB is separate from MySQL: its catalog, JSON and defaults differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// SQLite 3.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL 8 or newer.
    MySql,
    /// MariaDB.
    MariaDb,
}

impl Backend {
    /// Every backend.
    pub const ALL: [Backend; 4] = [Backend::Sqlite, Backend::Postgres, Backend::MySql, Backend::MariaDb];

    /// Lower-case name, as used in URLs, options and folders.
    pub const fn as_str(self) -> &'static str {
        match self {
            Backend::Sqlite => "sqlite",
            Backend::Postgres => "postgres",
            Backend::MySql => "mysql",
            Backend::MariaDb => "mariadb",
        }
    }

    /// Distinguishes MariaDB from MySQL by the result of `SELECT VERSION()`.
    pub fn of_mysql_version(version: &str) -> Backend {
        if version.to_ascii_lowercase().contains("mariadb") { Backend::MariaDb } else { Backend::MySql }
    }

    /// Whether DDL can be rolled back.
    pub const fn has_transactional_ddl(self) -> bool {
        matches!(self, Backend::Sqlite | Backend::Postgres)
    }

    pub(crate) const fn is_mysql_like(self) -> bool {
        matches!(self, Backend::MySql | Backend::MariaDb)
    }

    /// Quotes `name` as an identifier.
    pub fn quote(self, name: &str) -> String {
        if self.is_mysql_like() { format!("`{}`", name.replace('`', "``")) } else { format!("\"{}\"", name.replace('"', "\"\"")) }
    }

    /// Quotes `text` as a string literal. Backslashes are escapes on MySQL and MariaDB, unless the session's sql_mode has
    /// NO_BACKSLASH_ESCAPES.
    pub fn literal(self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        match self {
            Backend::MySql | Backend::MariaDb => format!("'{}'", doubled.replace('\\', "\\\\")),
            // without E the meaning of a backslash depends on standard_conforming_strings
            Backend::Postgres if text.contains('\\') => format!("E'{}'", doubled.replace('\\', "\\\\")),
            Backend::Postgres | Backend::Sqlite => format!("'{doubled}'"),
        }
    }

    /// SQL expression for the current time, in the format of the timestamp columns.
    pub const fn now(self) -> &'static str {
        match self {
            Backend::Sqlite => "(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')",
            Backend::Postgres => "now()",
            Backend::MySql | Backend::MariaDb => "(UTC_TIMESTAMP(6))",
        }
    }

    /// A truth value, as a literal and as a default in the catalog.
    pub const fn truth(self, value: bool) -> &'static str {
        match (self, value) {
            (Backend::Postgres, true) => "true",
            (Backend::Postgres, false) => "false",
            (_, true) => "1",
            (_, false) => "0",
        }
    }

    /// What follows a time in UTC in a literal: the zone, where the type has one.
    pub const fn utc_suffix(self) -> &'static str {
        match self {
            Backend::Postgres => "+00",
            Backend::Sqlite | Backend::MySql | Backend::MariaDb => "",
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Backend::Sqlite => "SQLite",
            Backend::Postgres => "PostgreSQL",
            Backend::MySql => "MySQL",
            Backend::MariaDb => "MariaDB",
        })
    }
}
