//! Copies a database to another one, on any engine, and proves that both are equal. What a value looks like on an engine is for
//! [`db::transfer`](crate::db::transfer) to know.

mod checksum;
mod compare;
mod fits;
mod journal;
mod json;
mod load;
mod options;
mod pipeline;
mod plan;
mod redact;
mod run;
mod schema;
mod shape;
mod target;

pub use checksum::Sum;
pub use compare::{CompareReport, ComparedTable, compare};
pub use fits::{Misfit, Reason};
pub use options::CopyOptions;
pub use pipeline::{CopyEvent, CopyObserver};
pub use plan::{CopyPlan, Copying, PlannedTable};
pub use run::{CopiedTable, CopyReport};
pub use shape::Selection;
pub use target::TargetState;
