//! What an adoption says differently on each engine: which rows would not fit, whether rows are still the same after a
//! conversion, how they are moved aside, what a statement costs.

mod limits;
mod look;
mod rows;
mod rules;

use super::row::Row;
use super::session::Session;
use super::statement::{Name, Sql};
use crate::catalog::Part;
use crate::error::{Doing, Error, Result, SqlError};
use crate::sql;
pub(crate) use limits::{Intentions, inconvertible};
pub(crate) use look::Moving;
use migration::Backend;
pub(crate) use rows::{quarantine, quarantine_table, shift_sql, time_columns, widen_sql};
pub(crate) use rules::{Rule, column_labels, rules};
use serde::Serialize;
use std::path::PathBuf;

/// A truth value as the catalog writes it as a default.
pub(crate) fn bool_default(backend: Backend, value: bool) -> String {
    match backend {
        Backend::Postgres => value.to_string(),
        Backend::Sqlite | Backend::MySql | Backend::MariaDb => u8::from(value).to_string(),
    }
}

/// Whether a rule that rows break can be added all the same (SQLite enforces neither checks nor keys on rows that are copied),
/// or left out.
pub(crate) fn may_stay_unchecked(backend: Backend, part: &Part) -> bool {
    backend != Backend::Sqlite || !matches!(part, Part::Column(_) | Part::Index(_))
}

/// Whether a rule that rows break is left out; where a table is altered by copying it, it is part of the new table.
pub(crate) fn leaves_rules_out(backend: Backend) -> bool {
    backend != Backend::Sqlite
}

/// What a statement costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// Every row is written again; nobody writes to the table meanwhile.
    RewritesTable,
    /// Every row is read.
    ReadsTable,
    /// The catalog alone changes.
    Instant,
}

/// What `statement` costs, as far as that can be told from its words.
pub(crate) fn cost(backend: Backend, statement: &str) -> Cost {
    let has = |words: &[&str]| words.iter().any(|word| statement.contains(word));
    match backend {
        Backend::Postgres if has(&[" TYPE "]) && statement.starts_with("ALTER TABLE") => Cost::RewritesTable,
        Backend::Postgres if has(&["SET NOT NULL", "ADD CONSTRAINT", "CREATE INDEX", "CREATE UNIQUE INDEX", "VALIDATE"]) => {
            Cost::ReadsTable
        }
        Backend::MySql | Backend::MariaDb if has(&["MODIFY COLUMN", "ADD CONSTRAINT", "UPDATE ", "ENGINE ="]) => Cost::RewritesTable,
        Backend::MySql | Backend::MariaDb if has(&["ADD INDEX", "ADD UNIQUE INDEX"]) => Cost::ReadsTable,
        Backend::Sqlite if statement.starts_with("INSERT INTO") => Cost::RewritesTable,
        Backend::Sqlite if has(&["CREATE INDEX", "CREATE UNIQUE INDEX"]) => Cost::ReadsTable,
        _ => Cost::Instant,
    }
}

/// A column that a table of others refers to: its type and collation must stay.
pub(crate) type Pinned = (String, String, String);

impl Session {
    /// Columns of `tables` that foreign keys of other tables refer to, with the key's name, where that forbids to change them.
    pub(crate) async fn pinned_columns(&mut self, tables: &[String]) -> Result<Vec<Pinned>> {
        let backend = self.backend();
        if matches!(backend, Backend::Sqlite | Backend::Postgres) || tables.is_empty() {
            return Ok(Vec::new());
        }
        let sql = sql!(
            "SELECT referenced_table_name AS table_name, referenced_column_name AS column_name, CONCAT(table_name, '.', column_name) AS key_name \
             FROM information_schema.key_column_usage WHERE referenced_table_schema = DATABASE() AND referenced_table_name IN ({tables}) \
             AND NOT (table_schema = DATABASE() AND table_name IN ({tables}))",
            tables = Sql::list(tables)
        );
        let doing = "looking for keys of other tables";
        let pinned = |row: &Row| Ok((row.get("table_name")?, row.get("column_name")?, row.get("key_name")?));
        let rows = self.fetch(&sql).await.doing(doing)?;
        rows.iter().map(pinned).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Checks that `zone` can be used for a conversion here, and spells it so that the engine reads it.
    pub(crate) async fn check_time_zone(&mut self, zone: &str) -> Result<()> {
        if zone == "UTC" {
            return Ok(());
        }
        let sql = match self.backend() {
            Backend::Postgres if zone.starts_with(['+', '-']) => {
                sql!("SELECT 1 AS one WHERE ('2026-01-01'::timestamp AT TIME ZONE INTERVAL {zone}) IS NOT NULL", zone)
            }
            Backend::Postgres => sql!("SELECT 1 AS one WHERE ('2026-01-01'::timestamp AT TIME ZONE {zone}) IS NOT NULL", zone),
            Backend::MySql | Backend::MariaDb => {
                sql!("SELECT 1 AS one FROM DUAL WHERE CONVERT_TZ('2026-01-01', {zone}, '+00:00') IS NOT NULL", zone)
            }
            Backend::Sqlite => sql!("SELECT 1 AS one WHERE {zone} GLOB '[+-][0-9][0-9]:[0-5][0-9]' AND substr({zone}, 2, 2) <= '14'", zone),
        };
        match self.fetch(&sql).await {
            Ok(rows) if !rows.is_empty() => Ok(()),
            Ok(_) | Err(_) => Err(Error::configuration(format!(
                "the time zone '{zone}' can't be used here: give an offset such as +02:00 (a name such as Europe/Berlin on PostgreSQL, \
                 and on MySQL and MariaDB where mysql_tzinfo_to_sql has loaded the names)"
            ))),
        }
    }

    /// Where an SQLite file is copied to before it is changed; `None` on a server, whose backups are its own.
    pub(crate) fn backup_path(&self) -> Option<PathBuf> {
        let crate::database_url::DatabaseUrl::Sqlite(file) = self.url() else { return None };
        let path = &file.path;
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".backup-{}", chrono::Utc::now().format("%Y%m%dT%H%M%S%3fZ")));
        Some(name.into())
    }

    /// Keeps others from writing to `tables` until the transaction ends, where that is not so anyway.
    pub(crate) async fn lock_tables(&mut self, tables: &[String]) -> std::result::Result<(), crate::error::SqlError> {
        if self.backend() != Backend::Postgres || tables.is_empty() {
            return Ok(());
        }
        let tables = Sql::list(tables.iter().map(|table| Name::of(table.clone())));
        self.execute(&sql!("LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE", tables)).await.map(drop)
    }

    /// What an adoption needs of the session, outside of any transaction.
    pub(crate) async fn prepare_for_adoption(&mut self) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => sql!("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON"),
            Backend::Postgres => return Ok(()),
            Backend::MySql | Backend::MariaDb => sql!("SET SESSION foreign_key_checks = 0"),
        };
        self.execute(&sql).await.map(drop).doing("preparing the connection")
    }

    /// Lets rows be copied that break a check.
    pub(crate) async fn ignore_checks(&mut self) -> Result<()> {
        if self.backend() != Backend::Sqlite {
            return Ok(());
        }
        self.execute(&sql!("PRAGMA ignore_check_constraints = ON")).await.map(drop).doing("preparing the connection")
    }

    /// The opposite of [`Session::prepare_for_adoption`].
    pub(crate) async fn finish_adoption(&mut self) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => {
                sql!("PRAGMA legacy_alter_table = OFF; PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON")
            }
            Backend::Postgres => return Ok(()),
            Backend::MySql | Backend::MariaDb => sql!("SET SESSION foreign_key_checks = 1"),
        };
        self.execute(&sql).await.map(drop).doing("preparing the connection")
    }

    /// Before the foreign keys are added again: they are checked against the rows.
    pub(crate) async fn check_keys_again(&mut self) -> Result<()> {
        if matches!(self.backend(), Backend::Sqlite | Backend::Postgres) {
            return Ok(());
        }
        self.execute(&sql!("SET SESSION foreign_key_checks = 1")).await.map(drop).doing("preparing the connection")
    }

    /// Foreign keys that rows break, where the engine does not look by itself; empty where there are none.
    pub(crate) async fn broken_keys(&mut self, tables: &[String]) -> Result<Vec<String>> {
        if self.backend() != Backend::Sqlite {
            return Ok(Vec::new());
        }
        let sql = sql!(
            "SELECT DISTINCT \"table\" || ' -> ' || parent AS broken FROM pragma_foreign_key_check WHERE \"table\" IN ({tables})",
            tables = Sql::list(tables)
        );
        self.column(&sql, "checking foreign keys").await
    }
}
