//! What a backup says of itself: which database it is of, and the checksums of its tables.

use super::run::{CopiedTable, CopyReport};
use crate::db::transfer::logical_tables;
use crate::db::{Name, Session, first};
use crate::error::{Doing, Error, Result};
use crate::sql;
use chrono::{DateTime, SecondsFormat, Utc};
use migration::SETTINGS_TABLE;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Format of backups that this program writes and reads.
const FORMAT: u32 = 1;

/// Content of the settings row `backup`, and of the first frame of a compressed backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the backup.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The database, without its password.
    pub source: String,
    /// Its engine.
    pub source_engine: String,
    /// The version of the schema.
    pub version: String,
    /// Whether personal values are replaced.
    #[serde(default)]
    pub redacted: bool,
    /// Rows and checksum of each table that was selected.
    pub tables: BTreeMap<String, TableManifest>,
}

/// Rows and checksum of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableManifest {
    /// Number of rows.
    pub rows: u64,
    /// Checksum, 32 hexadecimal digits.
    pub checksum: String,
}

impl Manifest {
    /// Describes a copy that has just been made.
    pub(super) fn of(report: &CopyReport, source_engine: &str, redacted: bool) -> Manifest {
        let table = |t: &CopiedTable| (t.table.clone(), TableManifest { rows: t.rows, checksum: t.checksum.checksum() });
        Manifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_string(),
            created_at: Utc::now(),
            source: report.source.clone(),
            source_engine: source_engine.to_string(),
            version: report.version.clone(),
            redacted,
            tables: report.tables.iter().map(table).collect(),
        }
    }

    /// Whether `other` is a backup of the same database that holds the same tables in the same way.
    pub(super) fn is_alike(&self, other: &Manifest) -> bool {
        self.source == other.source && self.redacted == other.redacted && self.tables.keys().eq(other.tables.keys())
    }

    /// Whether all tables of its version are in it.
    pub fn is_whole(&self) -> bool {
        logical_tables(&self.version).is_ok_and(|tables| tables.iter().all(|table| self.tables.contains_key(&table.name)))
    }

    /// Parses a manifest.
    ///
    /// # Errors
    /// It is damaged, or of a newer format.
    pub(super) fn parse(text: &str) -> Result<Manifest> {
        let format = serde_json::from_str::<serde_json::Value>(text).ok().and_then(|json| json.get("format")?.as_u64());
        if format.is_some_and(|format| format > FORMAT.into()) {
            return Err(Error::refused(
                format!("this backup has format {}, which this program does not know", format.unwrap_or_default()),
                "use the version of morag-db that wrote it, or a newer one",
            ));
        }
        serde_json::from_str(text).map_err(|_| damaged("its manifest can't be read"))
    }

    /// The manifest as text.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Writes it into a backup.
    pub(super) async fn write(&self, backup: &mut Session) -> Result<()> {
        let sql =
            sql!("INSERT INTO {settings} (name, value) VALUES ('backup', {text})", settings = Name::of(SETTINGS_TABLE), text = self.text());
        backup.execute(&sql).await.map(drop).doing("writing the manifest")
    }

    /// Reads it from a backup; `None` if the database is none.
    pub(super) async fn read(backup: &mut Session) -> Result<Option<Manifest>> {
        let doing = "reading the manifest";
        if backup.existing_tables(&[SETTINGS_TABLE.to_string()]).await?.is_empty() {
            return Ok(None);
        }
        let sql = sql!("SELECT value FROM {settings} WHERE name = 'backup'", settings = Name::of(SETTINGS_TABLE));
        let text: Option<String> = first(&backup.fetch(&sql).await.doing(doing)?).doing(doing)?;
        text.map(|text| Manifest::parse(&text)).transpose()
    }

    /// When it was written, as the names of backups have it.
    pub(super) fn time(&self) -> String {
        self.created_at.to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

/// The error of a backup that is not whole.
pub(super) fn damaged(why: impl Into<String>) -> Error {
    Error::Differs {
        reason: format!("the backup is damaged: {}", why.into()),
        findings: Vec::new(),
        next: "use another backup; check it first: morag-db backup --check FILE",
    }
}
