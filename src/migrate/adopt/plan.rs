//! Plan of an adoption, as data: the existing tables, the SQL of each change and its cost, misfits, and the differences that
//! remain.

use super::left::Left;
use super::rows::{Misfit, Quarantined};
use super::wanted::LabelsInUse;
use crate::catalog::ForeignKey;
use crate::consent::Plan;
use crate::db::Timeouts;
use crate::db::adopt::Cost;
use crate::error::{Error, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What to do with rows that violate the wanted schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnMisfit {
    /// Refuse the adoption; nothing is changed.
    Refuse,
    /// Leave out the violated rule; new rows may violate it too.
    KeepUnchecked,
    /// Move the rows to a quarantine table with the same columns.
    Quarantine,
}

/// Options of an adoption.
#[derive(Clone, Debug)]
pub struct AdoptOptions {
    /// Time zone of stored times that have none: `UTC`, an offset, or a name that the engine knows.
    pub time_zone: String,
    /// What to do with rows that violate the wanted schema.
    pub on_misfit: OnMisfit,
    /// Whether to copy an SQLite file first.
    pub wants_backup: bool,
    /// Whether a resumed adoption accepts rows that applications changed since the interruption.
    pub accepts_changed_rows: bool,
    /// How long to wait for locks.
    pub timeouts: Timeouts,
}

/// State of a table, compared with the migration that creates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableState {
    /// The same as the migration creates it.
    Exact,
    /// The same columns, with different definitions.
    Differs,
    /// Columns are missing.
    Older,
    /// There are extra columns.
    Newer,
    /// The table does not exist.
    Missing,
    /// An unrelated table with the same name.
    NotOurs,
}

/// Table and its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableSummary {
    /// Its name.
    pub table: String,
    /// The migration that creates it.
    pub version: String,
    /// State of the table.
    pub standing: TableState,
    /// Number of rows.
    pub rows: u64,
    /// Columns that are missing.
    pub missing_columns: Vec<String>,
    /// Extra columns of the application.
    pub additional_columns: Vec<String>,
    /// Number of differences.
    pub differences: usize,
}

/// Statement of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The statement.
    pub sql: String,
    /// Cost of the statement.
    pub cost: Cost,
    /// Number of rows in its table.
    pub rows: u64,
}

/// Plan of an adoption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdoptPlan {
    /// The database, without its password.
    pub target: String,
    /// Database name, which the user types to confirm.
    pub database: String,
    /// The environment stamp.
    pub environment: Option<String>,
    /// The engine, e.g. `postgres`.
    pub backend: &'static str,
    /// The version to adopt as: the newest one with an existing table and no record; `None` if there is nothing to adopt.
    pub version: Option<String>,
    /// Versions that are recorded at the end.
    pub records: Vec<String>,
    /// Labels in the rows that a check does not list, found by reading every row.
    #[serde(skip)]
    pub(super) labels: LabelsInUse,
    /// Revision in Alembic's table, which is kept.
    pub alembic_revision: Option<String>,
    /// Time zone of stored times that have none.
    pub time_zone: String,
    /// What is done with rows that violate the wanted schema.
    pub on_misfit: OnMisfit,
    /// Tables of the versions in `records`.
    pub tables: Vec<TableSummary>,
    /// Rows that violate the wanted schema.
    pub misfits: Vec<Misfit>,
    /// Rows that are moved to quarantine tables.
    pub quarantined: Vec<Quarantined>,
    /// The statements, in order.
    pub changes: Vec<Change>,
    /// Differences from the expected schema that remain.
    pub left: Vec<Left>,
    /// Reasons why differences remain, and other notes.
    pub notes: Vec<String>,
    /// What prevents the adoption, one sentence each; empty if nothing does.
    pub obstacles: Vec<String>,
    /// Path to which an SQLite file is copied first.
    pub backup: Option<PathBuf>,
    /// Whether it resumes an interrupted adoption.
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

    /// Returns an error if there are obstacles, or misfits with [`OnMisfit::Refuse`].
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

    /// Returns what the plan does, without row counts, which applications may change in the meantime.
    pub(super) fn shape(&self) -> Vec<&str> {
        let statements = self.changes.iter().map(|c| c.sql.as_str());
        let misfits = self.misfits.iter().flat_map(|m| [m.object.as_str(), m.fault.as_str()]);
        let names = self.records.iter().chain(&self.obstacles).map(String::as_str);
        statements.chain(misfits).chain(names).collect()
    }
}

/// Foreign keys by table and name.
pub(super) type Keys = BTreeMap<String, BTreeMap<String, ForeignKey>>;
