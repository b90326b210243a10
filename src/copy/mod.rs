//! Copies a database to another one, on any engine, and proves that both are equal. What a value looks like on an engine is for
//! [`db::transfer`](crate::db::transfer) to know.

mod archive;
mod backup;
mod changes;
mod check;
mod checksum;
mod compare;
mod conflicts;
mod counts;
mod fits;
mod journal;
mod json;
mod load;
mod manifest;
mod matching;
mod merge;
mod options;
mod part;
mod pipeline;
mod plan;
mod redact;
mod rotation;
mod run;
mod schema;
mod shape;
mod target;
mod unmanaged;

pub use backup::{BackupReport, backup};
pub use changes::UuidFormat;
pub use check::{CheckReport, Opened, check_backup};
pub use checksum::Sum;
pub use compare::{CompareReport, ComparedTable, compare};
pub use fits::{Misfit, Reason};
pub use manifest::{Manifest, TableManifest};
pub use matching::{Matches, MergePlan};
pub use merge::{MergeReport, MergedTable};
pub use options::{CopyOptions, ExistingRows, OnConflict};
pub use pipeline::{CopyEvent, CopyObserver};
pub use plan::{CopyPlan, Copying, PlannedTable};
pub use rotation::{Keep, next_file, rotate, sweep};
pub use run::{CopiedTable, CopyReport};
pub use shape::Selection;
pub use target::TargetState;
