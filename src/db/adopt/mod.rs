//! What an adoption says differently on each engine: which rows would not fit, whether rows are still the same after a
//! conversion, how they are moved aside, what a statement costs.

mod limits;
mod rows;
mod rules;

use super::session::Session;
use crate::catalog::Part;
use crate::error::{Doing, Error, Result};
pub(crate) use limits::{Intentions, inconvertible};
use migration::Backend;
pub(crate) use rows::{checksum_sql, lost_rows_sql, quarantine_sql, quarantine_table, shift_sql, time_columns, widen_sql};
pub(crate) use rules::{Rule, as_text, column_labels, rules};
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
        let list = tables.iter().map(|t| backend.literal(t)).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "SELECT referenced_table_name, referenced_column_name, CONCAT(table_name, '.', column_name) FROM information_schema.key_column_usage \
             WHERE referenced_table_schema = DATABASE() AND referenced_table_name IN ({list}) \
             AND NOT (table_schema = DATABASE() AND table_name IN ({list}))"
        );
        let rows = self.query(&sql).await.doing("looking for keys of other tables")?;
        Ok(rows.into_iter().filter_map(|row| Some((row.first()?.clone()?, row.get(1)?.clone()?, row.get(2)?.clone()?))).collect())
    }

    /// Checks that `zone` can be used for a conversion here, and spells it so that the engine reads it.
    pub(crate) async fn check_time_zone(&mut self, zone: &str) -> Result<()> {
        if zone == "UTC" {
            return Ok(());
        }
        let backend = self.backend();
        let literal = backend.literal(zone);
        let sql = match backend {
            Backend::Postgres => {
                let interval = if zone.starts_with(['+', '-']) { "INTERVAL " } else { "" };
                format!("SELECT 1 WHERE ('2026-01-01'::timestamp AT TIME ZONE {interval}{literal}) IS NOT NULL")
            }
            Backend::MySql | Backend::MariaDb => {
                format!("SELECT 1 FROM DUAL WHERE CONVERT_TZ('2026-01-01', {literal}, '+00:00') IS NOT NULL")
            }
            Backend::Sqlite => format!("SELECT 1 WHERE {literal} GLOB '[+-][0-9][0-9]:[0-5][0-9]' AND substr({literal}, 2, 2) <= '14'"),
        };
        match self.query(&sql).await {
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
        let names: Vec<String> = tables.iter().map(|t| Backend::Postgres.quote(t)).collect();
        self.execute_text(&format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", names.join(", "))).await.map(drop)
    }

    /// What an adoption needs of the session, outside of any transaction.
    pub(crate) async fn prepare_for_adoption(&mut self) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON",
            Backend::Postgres => return Ok(()),
            Backend::MySql | Backend::MariaDb => "SET SESSION foreign_key_checks = 0",
        };
        self.execute_text(sql).await.map(drop).doing("preparing the connection")
    }

    /// Lets rows be copied that break a check.
    pub(crate) async fn ignore_checks(&mut self) -> Result<()> {
        if self.backend() != Backend::Sqlite {
            return Ok(());
        }
        self.execute_text("PRAGMA ignore_check_constraints = ON").await.map(drop).doing("preparing the connection")
    }

    /// The opposite of [`Session::prepare_for_adoption`].
    pub(crate) async fn finish_adoption(&mut self) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => "PRAGMA legacy_alter_table = OFF; PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON",
            Backend::Postgres => return Ok(()),
            Backend::MySql | Backend::MariaDb => "SET SESSION foreign_key_checks = 1",
        };
        self.execute_text(sql).await.map(drop).doing("preparing the connection")
    }

    /// Before the foreign keys are added again: they are checked against the rows.
    pub(crate) async fn check_keys_again(&mut self) -> Result<()> {
        if matches!(self.backend(), Backend::Sqlite | Backend::Postgres) {
            return Ok(());
        }
        self.execute_text("SET SESSION foreign_key_checks = 1").await.map(drop).doing("preparing the connection")
    }

    /// Foreign keys that rows break, where the engine does not look by itself; empty where there are none.
    pub(crate) async fn broken_keys(&mut self, tables: &[String]) -> Result<Vec<String>> {
        if self.backend() != Backend::Sqlite {
            return Ok(Vec::new());
        }
        let list = tables.iter().map(|t| Backend::Sqlite.literal(t)).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT DISTINCT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check WHERE \"table\" IN ({list})");
        Ok(self.query(&sql).await.doing("checking foreign keys")?.into_iter().flatten().flatten().collect())
    }
}
