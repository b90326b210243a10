//! What to copy, and how.

use super::changes::UuidFormat;
use super::shape::Selection;
use crate::database_url::DatabaseUrl;
use crate::db::Timeouts;
use std::path::PathBuf;

/// Options of a copy.
#[derive(Clone, Debug)]
pub struct CopyOptions {
    /// The source.
    pub from: DatabaseUrl,
    /// The target.
    pub to: DatabaseUrl,
    /// Which tables to copy.
    pub selection: Selection,
    /// Whether personal values are replaced by made-up ones.
    pub redacts: bool,
    /// How UUIDs are written where the source has a type for them and the target keeps them as text.
    pub uuid_format: UuidFormat,
    /// Whether the plan may assume that the target's rows are dropped before.
    pub replaces: bool,
    /// Most bytes per second.
    pub rate: Option<u64>,
    /// Lock timeouts of migrations in the target.
    pub timeouts: Timeouts,
    /// Folder of the site's migrations, which the history of both databases is compared with.
    pub site_folder: PathBuf,
}
