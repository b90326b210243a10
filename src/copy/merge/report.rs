//! What a merge has done.

use serde::Serialize;

/// A table that was merged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MergedTable {
    /// Its name.
    pub table: String,
    /// Rows that were inserted.
    pub inserted: u64,
    /// Rows that were overwritten.
    pub replaced: u64,
    /// Rows of the target that stayed, although the source has other values.
    pub skipped: u64,
    /// Rows that were equal before.
    pub equal: u64,
}

/// Result of a merge: the target has all rows of the source, but for those that were skipped.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MergeReport {
    /// The source, without its password.
    pub source: String,
    /// The target, without its password.
    pub target: String,
    /// The version of the schema.
    pub version: String,
    /// The tables.
    pub tables: Vec<MergedTable>,
    /// Seconds of the whole run.
    pub seconds: f64,
    /// What is not copied.
    pub not_copied: Vec<String>,
}
