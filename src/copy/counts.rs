//! Counts that are kept of other rows: they are counted anew in a target that did not get them with the rows. Partitions, which a
//! target needs before it gets the rows.

use super::options::CopyOptions;
use crate::db::transfer::TableShape;
use crate::db::{Access, Session, user_at_host};
use crate::error::Result;
use crate::jobs::Service;
use crate::lifecycle::connect;
use crate::sql;
use std::time::Duration;

/// The tables of counts; no row of them means anything without the others.
pub(super) const COUNTS: [&str; 2] = [FAILURES, MONTHS];
/// The counts of failed jobs.
const FAILURES: &str = "job_failures";
/// The table whose rows they count.
const JOBS: &str = "remote_jobs";
/// The counts of archived jobs.
const MONTHS: &str = "job_history_months";

fn has(shapes: &[TableShape], name: &str) -> bool {
    shapes.iter().any(|shape| shape.name == name)
}

/// Counts that the target of a copy does not get with the rows that they count, or gets without these.
#[derive(Clone, Debug)]
pub(super) struct WrongCounts {
    failures: bool,
    months: bool,
}

impl WrongCounts {
    /// Those of a copy of `shapes`; `None` if all are right.
    pub(super) fn of(shapes: &[TableShape]) -> Option<WrongCounts> {
        let has_fingerprints = shapes.iter().any(|s| s.name == JOBS && s.columns.iter().any(|c| c.name == "failure_fingerprint"));
        let failures = has_fingerprints != has(shapes, FAILURES);
        let partitioned = shapes.iter().filter(|shape| shape.is_partitioned).count();
        let months = if has(shapes, MONTHS) { partitioned < migration::PARTITIONED_TABLES.len() } else { partitioned > 0 };
        (failures || months).then_some(WrongCounts { failures, months })
    }

    /// Counts the rows of the target.
    pub(super) async fn count_anew(self, options: &CopyOptions) -> Result<()> {
        let session = connect(&options.to, Access::Write, Duration::ZERO).await?;
        let mut service = Service::new(session, user_at_host()).await?;
        if self.failures {
            service.recount_failures().await?;
        }
        if self.months {
            service.recount_history().await?;
        }
        service.close().await;
        Ok(())
    }
}

/// Adds the partitions to the target that rows of the source need.
pub(super) async fn add_partitions(source: &mut Session, target: &mut Session, shapes: &[TableShape]) -> Result<()> {
    if !shapes.iter().any(|shape| shape.is_partitioned) {
        return Ok(());
    }
    let months = source.column(&sql!("SELECT month FROM job_history_months ORDER BY month"), "reading the months of the archive").await?;
    let months: Vec<i64> = months.iter().filter_map(|month| month.parse().ok()).collect();
    target.add_partitions_of(&months).await
}
