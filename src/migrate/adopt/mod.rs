//! Adoption: turns a database whose tables another tool created into one that morag-db manages, without losing data. The plan
//! is computed first, as data, and exactly this plan is run. A resumed adoption computes a new plan from the live database.

mod checksums;
mod context;
mod findings;
mod left;
mod marker;
mod plan;
mod rows;
mod run;
mod statements;
mod wanted;

pub use context::plan_adoption;
pub use left::Left;
pub(crate) use left::tolerate;
pub use plan::{AdoptOptions, AdoptPlan, Change, OnMisfit, TableState, TableSummary};
pub use rows::{Misfit, Quarantined};
pub use run::{AdoptReport, adopt};
