//! The plan of an adoption, as data: what is there, what is changed by which SQL at what cost, which rows would not fit, what
//! is left.

use super::left::Left;
use super::rows::{Misfit, Quarantined};
use super::wanted::LabelsInUse;
use crate::catalog::ForeignKey;
use crate::consent::Plan;
use crate::db::Timeouts;
use crate::db::adopt::Cost;
use crate::error::{Error, Result};
use crate::migrate::History;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What to do with rows that would not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnMisfit {
    /// Change nothing.
    Refuse,
    /// Leave out the rule that they break; new rows may break it too.
    KeepUnchecked,
    /// Move them to a table of the same shape beside.
    Quarantine,
}

/// How to adopt.
#[derive(Clone, Debug)]
pub struct AdoptOptions {
    /// In which zone times without one were written: `UTC`, an offset, or a name that the engine knows.
    pub time_zone: String,
    /// What to do with rows that would not fit.
    pub on_misfit: OnMisfit,
    /// Whether an SQLite file is copied first.
    pub wants_backup: bool,
    /// Whether rows may have changed while an adoption was broken off, where applications wrote meanwhile.
    pub accepts_changed_rows: bool,
    /// How long to wait for locks.
    pub timeouts: Timeouts,
}

/// What a table was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As the migration creates it.
    Exact,
    /// The same columns, otherwise declared.
    Differs,
    /// Columns are missing.
    Older,
    /// It has additional columns.
    Newer,
    /// It is not there.
    Missing,
    /// A table of that name that has little in common with ours.
    NotOurs,
}

/// A table, and what it was found to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableStanding {
    /// Its name.
    pub table: String,
    /// The migration that creates it.
    pub version: String,
    /// What it was found to be.
    pub standing: Standing,
    /// How many rows it has.
    pub rows: u64,
    /// Columns that are missing.
    pub missing_columns: Vec<String>,
    /// Columns that the application has besides.
    pub additional_columns: Vec<String>,
    /// How many other differences there are.
    pub differences: usize,
}

/// A statement that is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The statement.
    pub sql: String,
    /// What it costs.
    pub cost: Cost,
    /// The rows of its table.
    pub rows: u64,
}

/// What an adoption would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdoptPlan {
    /// The database, without its password.
    pub target: String,
    /// What must be typed to agree.
    pub database: String,
    /// The environment stamp.
    pub environment: Option<String>,
    /// The engine, e.g. `postgres`.
    pub backend: &'static str,
    /// The version that the database comes nearest to; `None` where it has no table of ours that is not recorded.
    pub version: Option<String>,
    /// The versions that are recorded at the end.
    pub records: Vec<String>,
    /// Labels beyond those of a check that rows have, found by reading every row.
    #[serde(skip)]
    pub(super) labels: LabelsInUse,
    /// The revision in Alembic's own table, which stays.
    pub alembic_revision: Option<String>,
    /// In which zone times without one are read.
    pub time_zone: String,
    /// What is done with rows that don't fit.
    pub on_misfit: OnMisfit,
    /// The tables of these versions.
    pub tables: Vec<TableStanding>,
    /// Rows that would not fit.
    pub misfits: Vec<Misfit>,
    /// Rows that are moved to a table beside.
    pub quarantined: Vec<Quarantined>,
    /// The statements, in order.
    pub changes: Vec<Change>,
    /// What stays otherwise than the expected schema has it.
    pub left: Vec<Left>,
    /// Why some of it stays, and what else there is to know.
    pub notes: Vec<String>,
    /// What forbids the adoption, one sentence each; empty where nothing does.
    pub obstacles: Vec<String>,
    /// Where an SQLite file is copied to first.
    pub backup: Option<PathBuf>,
    /// Whether it resumes an adoption that was broken off.
    pub resumes: bool,
}

impl Plan for AdoptPlan {
    fn database(&self) -> &str {
        &self.database
    }
}

impl AdoptPlan {
    /// Whether there is nothing to adopt.
    pub fn is_empty(&self) -> bool {
        self.version.is_none()
    }

    /// Refuses a plan with an obstacle, or with rows that would not fit and for which nothing was said.
    pub fn permitted(&self) -> Result<()> {
        if !self.obstacles.is_empty() {
            let reason = "this database can't be adopted as it is; nothing was changed".into();
            return Err(Error::Differs {
                reason,
                findings: self.obstacles.clone(),
                next: "see the whole plan with: morag-db migrate adopt --dry-run",
            });
        }
        if self.misfits.is_empty() || self.on_misfit != OnMisfit::Refuse {
            return Ok(());
        }
        let lines = self.misfits.iter().map(|m| {
            let keys: Vec<String> = m.sample.iter().map(|(key, value)| format!("{key} ({})", value.as_deref().unwrap_or("NULL"))).collect();
            format!("{} {} in {} rows, e.g. {}", m.object, m.fault, m.rows, keys.join(", "))
        });
        Err(Error::Misfits { resumes: self.resumes, findings: lines.collect() })
    }

    /// What is done, without the counts, which applications may change meanwhile.
    pub(super) fn shape(&self) -> Vec<&str> {
        let statements = self.changes.iter().map(|c| c.sql.as_str());
        let misfits = self.misfits.iter().flat_map(|m| [m.object.as_str(), m.fault.as_str()]);
        let names = self.records.iter().chain(&self.obstacles).map(String::as_str);
        statements.chain(misfits).chain(names).collect()
    }
}

/// Foreign keys by table and name.
pub(super) type Keys = BTreeMap<String, BTreeMap<String, ForeignKey>>;

/// What an adoption records while it runs where DDL commits by itself.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Marker {
    pub time_zone: String,
    pub on_misfit: OnMisfit,
    /// Tables whose times have been moved to UTC.
    #[serde(default)]
    pub shifted: Vec<String>,
    /// Foreign keys as they were.
    #[serde(default)]
    pub keys: Keys,
    /// The columns of each table that are compared: those that were there at the beginning.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<String>>,
    /// Count and checksum of each table before its conversion.
    #[serde(default)]
    pub sums: BTreeMap<String, (String, String)>,
    /// Columns that were floats, by table.
    #[serde(default)]
    pub floats: BTreeMap<String, Vec<String>>,
}

impl Marker {
    pub(super) fn of(history: &History) -> Result<Option<Marker>> {
        let Some(text) = &history.adopting else { return Ok(None) };
        serde_json::from_str(text).map(Some).map_err(|e| Error::CheckFailed {
            reason: format!("the row 'adopting' in {} can't be read: {e}", migration::SETTINGS_TABLE),
            findings: Vec::new(),
        })
    }
}
