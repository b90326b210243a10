//! The released jobs of a canary: which have ended, and how.

use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::canary::Outcomes;
use crate::jobs::{Kind, Service};
use crate::sql;
use std::collections::HashMap;

/// Jobs that are read in one statement.
const ROWS: usize = 500;

/// A released job that has not ended when it was last looked at.
pub(super) struct Watched {
    kind: Kind,
    id: String,
    /// Failures at the release.
    failures: i64,
}

impl Service {
    /// The released jobs of a step, or of all steps.
    pub(super) async fn watched(&mut self, operation: &str, step: Option<i64>) -> Result<Vec<Watched>> {
        let sql = sql!(
            "SELECT kind, watched_id, failures FROM job_operation_jobs WHERE operation_id = {operation} AND {step} AND watched_id IS NOT NULL",
            operation,
            step = step.map_or(sql!("step IS NOT NULL"), |step| sql!("step = {step}", step))
        );
        let watched = |row: &Row| Ok(Watched { kind: row.get("kind")?, id: row.get("watched_id")?, failures: row.get("failures")? });
        let doing = "reading the released jobs of the operation";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        rows.iter().map(watched).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Looks at jobs, counts those that have ended in `done` and keeps the others. Returns all counts.
    pub(super) async fn look_at(&mut self, operation: &str, watched: &mut Vec<Watched>, done: &mut Outcomes) -> Result<Outcomes> {
        let doing = "watching the jobs of the operation";
        let mut open = Vec::new();
        for kind in Kind::ALL {
            let of_kind: Vec<&Watched> = watched.iter().filter(|job| job.kind == kind).collect();
            for chunk in of_kind.chunks(ROWS) {
                let ids: Vec<String> = chunk.iter().map(|job| job.id.clone()).collect();
                let is_remote = kind == Kind::Remote;
                // as before the operation: an undo has restored the job
                let begun = sql!("(SELECT o.started_at FROM job_operations o WHERE o.id = {operation})", operation);
                let old = sql!(
                    "CASE WHEN completed_at < {begun} OR EXISTS (SELECT 1 FROM job_events e WHERE e.job_id = {id} AND e.at >= {begun} \
                     AND e.kind = 'remote' AND e.action = 'undo') THEN 1 ELSE 0 END",
                    begun = &begun,
                    id = self.session.id_as_text("remote_jobs.id")
                );
                let sql = sql!(
                    "SELECT id, status, {failures} AS failures, {old} AS is_old FROM {table} WHERE {these}",
                    failures = if is_remote { sql!("COALESCE(retry_count, 0)") } else { sql!("0") },
                    old = if is_remote { old } else { sql!("0") },
                    table = Name::of(kind.table()),
                    these = if is_remote { self.session.is_one_of("id", &ids) } else { sql!("id IN ({ids})", ids = Sql::list(&ids)) }
                );
                let archived = sql!(
                    "SELECT id, status, COALESCE(retry_count, 0) AS failures, CASE WHEN completed_at < {begun} THEN 1 ELSE 0 END AS is_old \
                     FROM job_history WHERE {these}",
                    begun,
                    these = self.session.is_one_of("id", &ids)
                );
                let looks = if is_remote { Sql::batch([archived, sql]) } else { sql };
                let rows = self.session.fetch(&looks).await.doing(doing)?;
                let state = |row: &Row| {
                    let now = Now { label: row.get("status")?, failures: row.get("failures")?, is_old: row.get("is_old")? };
                    Ok((row.get("id")?, now))
                };
                let now: HashMap<String, Now> = rows.iter().map(state).collect::<std::result::Result<_, SqlError>>().doing(doing)?;
                for job in chunk {
                    match ending(job, now.get(&job.id)) {
                        Ending::Completed => done.completed += 1,
                        Ending::Failed => done.failed += 1,
                        Ending::Withdrawn => done.withdrawn += 1,
                        Ending::Open => open.push(Watched { kind, id: job.id.clone(), failures: job.failures }),
                    }
                }
            }
        }
        *watched = open;
        Ok(Outcomes { open: watched.len() as u64, ..*done })
    }
}

/// A released job as it stands.
struct Now {
    label: String,
    failures: i64,
    /// Whether it ended before the operation began.
    is_old: bool,
}

enum Ending {
    Completed,
    Failed,
    Withdrawn,
    Open,
}

/// How a released job has ended. One that failed and is pending again, because it is retried, has failed.
fn ending(job: &Watched, now: Option<&Now>) -> Ending {
    use crate::jobs::Status::{Cancelled, Completed, Failed, Pending, Processing, Timeout};
    let Some(Now { label, failures, is_old }) = now else { return Ending::Withdrawn };
    match job.kind.status(label) {
        Some(Failed | Timeout | Completed) if *is_old => Ending::Withdrawn,
        Some(Completed) => Ending::Completed,
        Some(Failed | Timeout) => Ending::Failed,
        Some(Cancelled) => Ending::Withdrawn,
        Some(Pending | Processing) if job.kind == Kind::Remote && *failures > job.failures => Ending::Failed,
        Some(Pending | Processing) | None => Ending::Open,
    }
}
