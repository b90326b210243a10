//! Results that a worker submits and jobs that it claims, in one exchange, and the parts that the engines' statements share.

use super::failure::Failure;
use crate::db::row::Row;
use crate::db::statement::{Piece, Sql};
use crate::error::SqlError;
use crate::sql;
use std::time::Duration;

/// Who is to claim what.
pub(crate) struct ClaimParts<'a> {
    /// Content types, each once, with how long a claim of them lasts.
    pub types: &'a [(String, Duration)],
    pub worker: &'a str,
    /// Those of `types` whose number of running jobs is limited.
    pub limited: &'a [LimitedType],
    pub max: usize,
    /// Lowest claim number, so that a claim that a failover lost and a later one do not have the same number (PostgreSQL).
    pub first_seq: Option<&'a Sql>,
    /// What the ids of its events begin with, all but the last eight digits, which count them.
    pub mark: &'a str,
}

/// A limited type of jobs, as it was read a moment ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LimitedType {
    pub ty: String,
    pub limit: u32,
    /// Number of jobs that run without a slot.
    pub others: u32,
    /// First slot that a claim of one job tries (PostgreSQL). A worker with a connection of its own starts with the slot of its
    /// previous job, which is usually free; workers that all start with slot 1 would try the same slots.
    pub begin_at: u32,
    /// True before the first claim, and after a claim that got no job of this type. SQLite then looks first, without a lock, whether
    /// the limit is reached.
    pub may_be_full: bool,
}

/// Column with the slot of a claimed job.
pub(crate) const SLOT: &str = "slot";

impl LimitedType {
    /// First slot to try for `max` jobs.
    pub(in crate::db) fn first_slot(&self, max: usize) -> u32 {
        if max == 1 && self.others == 0 { self.begin_at.clamp(1, self.limit.max(1)) } else { 1 }
    }
}

/// A result under a claim token, as it can be kept.
pub(crate) struct PlainResult<'a> {
    /// As the row has it, or nothing is found.
    pub id: &'a str,
    pub claim_seq: i64,
    /// JSON, of a job that is done.
    pub result: Option<&'a str>,
    /// Of one that failed.
    pub error: Option<&'a str>,
    /// What the error is counted as.
    pub failure: Option<&'a Failure>,
    pub hash: &'a str,
}

impl PlainResult<'_> {
    pub(in crate::db) fn to_status(&self) -> &'static str {
        if self.result.is_some() { "completed" } else { "failed" }
    }

    pub(in crate::db) fn action(&self) -> &'static str {
        if self.result.is_some() { "complete" } else { "fail" }
    }

    pub(in crate::db) fn detail(&self) -> String {
        serde_json::json!({"hash": self.hash}).to_string()
    }
}

/// The condition that the row `r` may be claimed, but for its type.
pub(in crate::db) fn is_ready(now: Sql) -> Sql {
    sql!("r.status = 'pending' AND (r.run_after IS NULL OR r.run_after <= {now}) AND (r.timeout_at IS NULL OR r.timeout_at > {now})", now)
}

/// The condition that a type of jobs, the row `y` of `job_types`, is paused.
pub(crate) fn is_paused(now: Sql) -> Sql {
    sql!("y.paused_at IS NOT NULL AND (y.paused_until IS NULL OR y.paused_until > {now})", now)
}

impl ClaimParts<'_> {
    /// What is known of the limit of the type `ty`.
    pub(in crate::db) fn limited(&self, ty: &str) -> Option<&LimitedType> {
        self.limited.iter().find(|limited| limited.ty == ty)
    }

    /// The condition that jobs of the type `ty` may be claimed now: it is not paused, and has no limit that the claim does not know.
    pub(in crate::db) fn is_open(&self, ty: &str, now: Sql) -> Sql {
        let or_limited = match self.limited(ty) {
            Some(known) => sql!(" OR y.running_limit <> {limit}", limit = Sql::number(known.limit)),
            None => sql!(" OR y.running_limit IS NOT NULL"),
        };
        sql!(
            "NOT EXISTS (SELECT 1 FROM job_types y WHERE y.content_type = {ty} AND (({paused}){or_limited}))",
            ty,
            paused = is_paused(now),
            or_limited
        )
    }
}

/// Number of further jobs of a limited type, the row `y` of `job_types`, that may run.
pub(crate) fn room() -> Sql {
    sql!("CASE WHEN y.running_limit > {running} THEN y.running_limit - {running} ELSE 0 END", running = running())
}

/// Number of running jobs of the type that is the row `y` of `job_types`.
pub(in crate::db) fn running() -> Sql {
    Sql::constant("(SELECT count(*) FROM remote_jobs p WHERE p.status = 'processing' AND p.content_type = y.content_type)")
}

/// The condition that a claim still has its job, but for the claim's number; that no ingestion job waits for it; and that it is
/// not counted as failed, which an old client that requeued it left behind. IS TRUE keeps planners from walking all that is processing, and all that was since the last clean-up, instead of looking ids up.
pub(in crate::db) fn is_plain() -> Sql {
    Sql::constant(
        "(r.status = 'processing') IS TRUE AND r.started_at = r.claim_started_at AND r.failure_fingerprint IS NULL \
         AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.ingestion_task_id)",
    )
}

/// Number of the next claim of a row, unless a failover lost one.
pub(in crate::db) fn next_seq() -> Sql {
    sql!("COALESCE(claim_seq, 0) + 1")
}

/// What a claim sets, but for the deadline.
pub(in crate::db) fn claimed_columns(worker: impl Into<Piece>, seq: Sql, now: Sql) -> Sql {
    sql!(
        "status = 'processing', worker_id = {worker}, claim_seq = {seq}, started_at = {now}, claim_started_at = {now}, \
         heartbeat_at = {now}, completed_at = NULL",
        worker = worker.into(),
        seq,
        now
    )
}

/// What a worker hands in and what it asks for, in one transaction.
pub(crate) struct Exchange<'a> {
    /// Those whose token does not hold, or for which something waits, are left as they are, and nothing is said of why.
    pub results: &'a [PlainResult<'a>],
    pub claim: Option<&'a ClaimParts<'a>>,
    pub actor: &'a str,
}

/// What came of it, committed and with its events.
#[derive(Debug, Default)]
pub(crate) struct Exchanged {
    /// The ids of the results that were accepted.
    pub settled: Vec<String>,
    /// The rows that are claimed.
    pub claimed: Vec<Row>,
}

/// What a statement that accepts results calls the ids that it answers with.
pub(in crate::db) const SETTLED: &str = "settled_id";

impl Exchanged {
    /// Of the rows of both answers.
    pub(in crate::db) fn of(rows: Vec<Row>) -> Result<Exchanged, SqlError> {
        let (settled, claimed): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.has(SETTLED));
        Ok(Exchanged { settled: settled.iter().map(|row| row.get(SETTLED)).collect::<Result<_, _>>()?, claimed })
    }
}

/// Results as one JSON value, in the order of their ids, so that two that change the same rows don't wait for each other.
pub(in crate::db) fn as_json(results: &[PlainResult<'_>]) -> String {
    let mut results: Vec<&PlainResult<'_>> = results.iter().collect();
    results.sort_by_key(|one| one.id);
    let one = |r: &&PlainResult<'_>| {
        serde_json::json!({
            "event": uuid::Uuid::now_v7().to_string(),
            "id": r.id,
            "seq": r.claim_seq,
            "status": r.to_status(),
            "action": r.action(),
            "result": r.result,
            "error": r.error,
            "failure": r.failure.map(|_| uuid::Uuid::now_v7().to_string()),
            "fingerprint": r.failure.map(|failure| &failure.fingerprint),
            "folded": r.failure.map(|failure| &failure.error),
            "detail": r.detail(),
        })
    };
    serde_json::Value::Array(results.iter().map(one).collect()).to_string()
}
