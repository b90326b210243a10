//! The check of remote jobs.

use super::{Check, Status, check};
use crate::db::{Row, Session, Sql, first};
use crate::error::SqlError;
use crate::{moment, sql};
use std::time::{Duration, Instant};

/// Age from which a pending job is a warning: it has exceeded the default job timeout.
const OLD_PENDING: Duration = Duration::from_secs(3600);
/// Upper limit of counts; if there are more, the report says so.
const CAP: u64 = 10_000;
/// Maximum number of ended jobs that are counted: each may cost a read from the disk.
const LATEST: u64 = 2_000;

/// Checks whether jobs wait too long, are past their deadline, or fail. `has_ends`: whether the schema has an index on the time of the end.
pub(super) async fn of_jobs(session: &mut Session, has_ends: bool) -> Check {
    let start = Instant::now();
    match job_facts(session, has_ends).await {
        Ok((status, detail)) => check("jobs", status, detail, start.elapsed()),
        Err(answer) => check("jobs", Status::Warn, format!("could not be read: {answer}"), start.elapsed()),
    }
}

/// Counts of the jobs that ended in the last hour; of the [`LATEST`] of them if there are more.
#[derive(Default)]
struct Ended {
    all: f64,
    completed: f64,
    failed: f64,
}

impl Ended {
    async fn count(session: &mut Session) -> std::result::Result<Ended, SqlError> {
        let sql = sql!(
            "SELECT COUNT(*) AS ended, COUNT(CASE WHEN status = 'completed' THEN 1 END) AS completed, \
             COUNT(CASE WHEN status = 'failed' THEN 1 END) AS failed FROM (SELECT status FROM remote_jobs{index} WHERE completed_at >= {since} \
             ORDER BY completed_at DESC LIMIT {latest}) t",
            index = session.ended_index(),
            since = session.in_past(Duration::from_secs(3600)),
            latest = Sql::number(LATEST)
        );
        let rows = session.fetch(&sql).await?;
        let ended = |row: &Row| Ok(Ended { all: row.get("ended")?, completed: row.get("completed")?, failed: row.get("failed")? });
        rows.first().map_or(Ok(Ended::default()), ended)
    }

    fn words(&self) -> String {
        let counts = format!("{} completed, {} failed", self.completed, self.failed);
        if self.all < LATEST as f64 { format!("last hour: {counts}") } else { format!("last {LATEST} ended jobs: {counts}") }
    }
}

// each query uses an index and has a limit: a probe must not scan a million finished jobs
async fn job_facts(session: &mut Session, has_ends: bool) -> std::result::Result<(Status, String), SqlError> {
    // an older version of the schema may not have the index yet
    let sql = session.oldest_pending(if has_ends { session.newest_index() } else { Sql::default() });
    let oldest: Option<f64> = first(&session.fetch(&session.in_index_order(sql)).await?)?;
    let expired: f64 = first(&session.fetch(&session.in_index_order(session.count_overdue(CAP + 1))).await?)?.unwrap_or_default();
    let count = |n: f64| if n > CAP as f64 { format!("more than {CAP}") } else { format!("{n}") };
    let mut words = vec![match oldest {
        Some(seconds) => format!("oldest pending {}", moment::age(seconds)),
        None => "none pending".into(),
    }];
    words.push(format!("{} expired and not yet swept", count(expired)));
    let mut ended = Ended::default();
    if has_ends {
        match Ended::count(session).await {
            Ok(counts) => {
                words.push(counts.words());
                ended = counts;
            }
            // e.g. the index is missing, which `verify` explains
            Err(answer) => return Ok((Status::Warn, format!("{}; could not count ended jobs: {answer}", words.join("; ")))),
        }
    }
    let is_old = oldest.is_some_and(|seconds| seconds > OLD_PENDING.as_secs_f64());
    let fails_often = ended.failed >= 10.0 && ended.failed > ended.completed;
    let status = if is_old || expired > 0.0 || fails_often { Status::Warn } else { Status::Pass };
    Ok((status, words.join("; ")))
}
