//! Counts that are kept of other rows: they are counted anew in a target that did not get them with the rows.

use super::options::CopyOptions;
use crate::db::transfer::TableShape;
use crate::db::{Access, user_at_host};
use crate::error::Result;
use crate::jobs::Service;
use crate::lifecycle::connect;
use std::time::Duration;

/// The table of counts; no row of it means anything without the others.
pub(super) const COUNTS: &str = "job_failures";
/// The table whose rows they count.
const COUNTED: &str = "remote_jobs";

/// Whether the target of a copy of `shapes` gets rows without their counts, or counts without their rows.
pub(super) fn are_wrong(shapes: &[TableShape]) -> bool {
    let has = |name: &str| shapes.iter().any(|shape| shape.name == name);
    let has_fingerprints = shapes.iter().any(|s| s.name == COUNTED && s.columns.iter().any(|c| c.name == "failure_fingerprint"));
    has_fingerprints != has(COUNTS)
}

/// Counts the rows of the target.
pub(super) async fn count_anew(options: &CopyOptions) -> Result<()> {
    let session = connect(&options.to, Access::Write, Duration::ZERO).await?;
    let mut service = Service::new(session, user_at_host()).await?;
    service.recount_failures().await?;
    service.close().await;
    Ok(())
}
