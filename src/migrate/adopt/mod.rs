//! Adoption: turns a database whose tables another tool created into one that morag-db manages, without losing data. The plan
//! is computed first, as data, and exactly this plan is run. A resumed adoption computes a new plan from the live database.

mod findings;
mod left;
mod look;
mod plan;
mod rows;
mod run;
mod wanted;

pub use left::Left;
pub(crate) use left::tolerate;
pub use look::plan_adoption;
pub use plan::{AdoptOptions, AdoptPlan, Change, OnMisfit, Standing, TableStanding};
pub use rows::{Misfit, Quarantined};
pub use run::{AdoptReport, adopt};
