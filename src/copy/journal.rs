//! How far a copy is, recorded in the target with the rows themselves: whoever is killed goes on from the last commit.

use crate::db::{Name, Session, Sql};
use crate::error::{Doing, Error, Result};
use crate::sql;
use migration::SETTINGS_TABLE;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Content of the settings row `copy`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Where the rows come from, without a password.
    pub source: String,
    /// The version of the schema.
    pub version: String,
    /// The selected tables.
    #[serde(default)]
    pub selected: Vec<String>,
    /// The salt, if values are redacted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// Tables of which rows are committed.
    #[serde(default)]
    pub tables: BTreeMap<String, Progress>,
}

/// How far a table is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    /// Rows that are committed.
    pub rows: u64,
    /// The position of the last one in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Whether these are all.
    #[serde(default)]
    pub is_complete: bool,
}

impl Journal {
    /// Reads the settings row.
    pub(super) fn parse(text: &str) -> Result<Journal> {
        serde_json::from_str(text).map_err(|_| Error::CheckFailed {
            reason: format!("the row 'copy' in {SETTINGS_TABLE} can't be read: a newer morag-db may have written it"),
            findings: Vec::new(),
        })
    }

    /// The statements that record it.
    pub(super) fn record(&self) -> Sql {
        let text = serde_json::to_string(self).unwrap_or_default();
        let settings = Name::of(SETTINGS_TABLE);
        sql!(
            "DELETE FROM {settings} WHERE name = 'copy'; INSERT INTO {settings} (name, value) VALUES ('copy', {text})",
            settings = &settings,
            text
        )
    }

    /// Removes the record of a copy that is complete, and waits until all is on the disk.
    pub(super) async fn remove(target: &mut Session) -> Result<()> {
        let sql = sql!("DELETE FROM {settings} WHERE name = 'copy'", settings = Name::of(SETTINGS_TABLE));
        target.execute(&sql).await.map(drop).doing("recording the end of the copy")
    }
}
