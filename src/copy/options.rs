//! What to copy, and how.

use super::changes::UuidFormat;
use super::shape::Selection;
use crate::database_url::DatabaseUrl;
use crate::db::Timeouts;
use serde::Serialize;
use std::path::PathBuf;

/// What becomes of rows that the target has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExistingRows {
    /// A target with rows is refused.
    #[default]
    Refused,
    /// They are dropped before the copy; the plan does not count them.
    Dropped,
    /// They stay, and the rows of the source are added.
    Merged(OnConflict),
}

/// What a merge does with a row that the target has with other values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    /// Nothing is written at all.
    #[default]
    Refuse,
    /// The row of the target stays.
    Skip,
    /// It becomes like that of the source.
    Replace,
}

/// Options of a copy.
#[derive(Clone, Debug)]
pub struct CopyOptions {
    /// The source.
    pub from: DatabaseUrl,
    /// The target.
    pub to: DatabaseUrl,
    /// Which tables to copy.
    pub selection: Selection,
    /// Whether tables and columns that morag-db does not manage are copied too.
    pub includes_unmanaged: bool,
    /// Whether personal values are replaced by made-up ones.
    pub redacts: bool,
    /// How UUIDs are written where the source has a type for them and the target keeps them as text.
    pub uuid_format: UuidFormat,
    /// What becomes of rows that the target has.
    pub existing: ExistingRows,
    /// Most bytes per second.
    pub rate: Option<u64>,
    /// Lock timeouts of migrations in the target.
    pub timeouts: Timeouts,
    /// Folder of the site's migrations, which the history of both databases is compared with.
    pub site_folder: PathBuf,
}
