//! The settings row in which an adoption records its progress, on engines where DDL commits implicitly.

use super::plan::{Keys, OnMisfit};
use crate::db::{Name, Sql};
use crate::error::{Error, Result};
use crate::migrate::History;
use crate::sql;
use migration::SETTINGS_TABLE;
use std::collections::BTreeMap;

/// Content of the row.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Marker {
    /// Identifies the run that wrote it.
    #[serde(default)]
    pub run: String,
    pub time_zone: String,
    pub on_misfit: OnMisfit,
    /// Tables whose times have been converted to UTC.
    #[serde(default)]
    pub shifted: Vec<String>,
    /// Original foreign keys.
    #[serde(default)]
    pub keys: Keys,
    /// Columns of each table that are compared: the original ones.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<String>>,
    /// Row count and checksum of each table before its conversion.
    #[serde(default)]
    pub sums: BTreeMap<String, (String, String)>,
    /// Columns that were originally floats, by table.
    #[serde(default)]
    pub floats: BTreeMap<String, Vec<String>>,
}

impl Marker {
    pub(super) fn of(history: &History) -> Result<Option<Marker>> {
        let Some(text) = &history.adopting else { return Ok(None) };
        serde_json::from_str(text).map(Some).map_err(|e| Error::CheckFailed {
            reason: format!("the row 'adopting' in {SETTINGS_TABLE} can't be read: {e}"),
            findings: Vec::new(),
        })
    }

    pub(super) fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Error::internal("writing the progress of the adoption as JSON", e))
    }

    /// Returns the statement that records the progress. It changes no row if the row no longer has the text `last`; `None` if there is no
    /// row yet.
    pub(super) fn record(&self, last: Option<&str>) -> Result<Sql> {
        let (settings, text) = (Name::of(SETTINGS_TABLE), self.text()?);
        Ok(match last {
            Some(last) => sql!("UPDATE {settings} SET value = {text} WHERE name = 'adopting' AND value = {last}", settings, text, last),
            None => sql!("INSERT INTO {settings} (name, value) VALUES ('adopting', {text})", settings, text),
        })
    }

    /// Returns the statement that deletes the row, if it still has the text `last`.
    pub(super) fn delete(last: &str) -> Sql {
        sql!("DELETE FROM {settings} WHERE name = 'adopting' AND value = {last}", settings = Name::of(SETTINGS_TABLE), last)
    }
}
