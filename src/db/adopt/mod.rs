//! What an adoption says differently on each engine: which rows would not fit, whether rows are still the same after a
//! conversion, how they are moved aside, what a statement costs.

pub(in crate::db) mod adoption;
mod limits;
mod look;
mod rows;
mod rules;

use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use super::value::Name;
use crate::error::{Doing, Error, Result, SqlError};
pub use adoption::Cost;
pub(crate) use adoption::{Checksum, column_labels};
pub(crate) use limits::{Intentions, inconvertible};
pub(crate) use look::Moving;
pub(crate) use rows::{quarantine, quarantine_table, shift_sql, time_columns, widen_sql};
pub(crate) use rules::{Rule, rules};
use std::path::PathBuf;

/// A column that an unmanaged table refers to: its type and collation must stay.
pub(crate) type Pinned = (String, String, String);

impl Session {
    /// Columns of `tables` that foreign keys of other tables refer to, with the key's name, where that forbids to change them.
    pub(crate) async fn pinned_columns(&mut self, tables: &[String]) -> Result<Vec<Pinned>> {
        let Some(sql) = self.engine().pinned_columns(tables).filter(|_| !tables.is_empty()) else { return Ok(Vec::new()) };
        let doing = "searching for keys of other tables";
        let pinned = |row: &Row| Ok((row.get("table_name")?, row.get("column_name")?, row.get("key_name")?));
        let rows = self.fetch(&sql).await.doing(doing)?;
        rows.iter().map(pinned).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Checks that `zone` can be used for a conversion here.
    pub(crate) async fn check_time_zone(&mut self, zone: &str) -> Result<()> {
        if zone == "UTC" {
            return Ok(());
        }
        match self.fetch(&self.engine().time_zone_check(zone)).await {
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

    /// Keeps other sessions from writing to `tables` until the transaction ends, where that is not so anyway.
    pub(crate) async fn lock_tables(&mut self, tables: &[String]) -> std::result::Result<(), SqlError> {
        let sql = self.engine().lock_tables(Sql::list(tables.iter().map(|table| Name::of(table.clone()))));
        if sql.is_empty() || tables.is_empty() { Ok(()) } else { self.execute(&sql).await.map(drop) }
    }

    /// Foreign keys that rows break, where adding a key does not check it; empty where there are none.
    pub(crate) async fn broken_keys(&mut self, tables: &[String]) -> Result<Vec<String>> {
        let Some(sql) = self.engine().broken_keys(tables) else { return Ok(Vec::new()) };
        self.column(&sql, "checking foreign keys").await
    }
}
