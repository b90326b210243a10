//! `jobs failures`: reads the counts of failed jobs, after bringing them up to date.

use crate::args::Global;
use crate::output::{failures::FailureGroups, show};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, user_at_host};
use morag_db::error::Result;
use morag_db::jobs::{Kind, Service};
use morag_db::lifecycle::connect;
use std::time::Duration;

/// How many jobs are grouped before the report: a few seconds' work.
pub const AT_ONCE: u64 = 20_000;

pub async fn run(global: &Global, service: &mut Service, url: &DatabaseUrl, kinds: &[Kind], limit: usize, recount: bool) -> Result<()> {
    let is_filtered = !kinds.is_empty();
    let kinds = if is_filtered { kinds } else { &Kind::ALL };
    if recount || service.failures_are_behind().await? {
        match bring_up_to_date(url, recount).await {
            Err(error) if !recount => {
                tracing::warn!(%error, "the counts of failed jobs could not be brought up to date; this is what was counted before");
            }
            done => {
                // a replica has not received the counts yet
                let mut current = done?;
                let failures = current.failures(kinds, limit).await?;
                current.close().await;
                return show(&Global { read_from: None, ..global.clone() }, &FailureGroups { is_filtered, failures });
            }
        }
    }
    show(global, &FailureGroups { is_filtered, failures: service.failures(kinds, limit).await? })
}

/// Returns a service on the database.
async fn bring_up_to_date(url: &DatabaseUrl, recount: bool) -> Result<Service> {
    let mut service = Service::new(connect(url, Access::Write, Duration::ZERO).await?, user_at_host()).await?;
    service.group_failures(AT_ONCE).await?;
    if recount {
        let corrected = service.recount_failures().await?;
        tracing::info!(corrected, "counted all failed jobs anew");
    }
    Ok(service)
}
