//! The columns of a remote job as the job service reads them, of the row as it stands and as a claim leaves it.

use super::remote_job::COLUMNS;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::sql;

/// What the columns are read from.
pub(in crate::db) enum Shown<'a> {
    /// The row `r` as it stands.
    AsItStands,
    /// The same in a RETURNING that knows no alias.
    Returned,
    /// The row `r` as it was before; the claim is told in SQL.
    Claimed { worker: &'a str, now: &'a Sql, end: &'a Sql },
}

/// The columns of a SELECT from `remote_jobs r`.
pub(crate) fn remote_job(session: &Session) -> Sql {
    shown(session, Shown::AsItStands)
}

/// The same, and whether an ingestion job waits for it.
pub(crate) fn remote_job_with_ingestion(session: &Session) -> Sql {
    sql!(
        "{own}, CASE WHEN EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.ingestion_task_id) THEN 1 ELSE 0 END AS has_ingestion",
        own = remote_job(session)
    )
}

pub(in crate::db) fn shown(session: &Session, shown: Shown<'_>) -> Sql {
    let r = Sql::constant(if matches!(shown, Shown::Returned) { "" } else { "r." });
    let column = |name: &'static str| r.clone().and_then(Sql::constant(name));
    let time = |name: &'static str| session.iso_time(column(name));
    let (status, worker_id, started_at, completed_at, timeout_at, claim_seq, heartbeat_at, claim_is_current) = match shown {
        Shown::AsItStands | Shown::Returned => (
            column("status"),
            column("worker_id"),
            time("started_at"),
            time("completed_at"),
            time("timeout_at"),
            sql!("COALESCE({r}claim_seq, 0)", r = &r),
            time("heartbeat_at"),
            sql!("CASE WHEN {r}claim_started_at = {r}started_at THEN 1 ELSE 0 END", r = &r),
        ),
        Shown::Claimed { worker, now, end } => (
            sql!("'processing'"),
            sql!("{worker}", worker),
            session.iso_time(now.clone()),
            sql!("NULL"),
            session.iso_time(end.clone()),
            sql!("COALESCE(r.claim_seq, 0) + 1"),
            session.iso_time(now.clone()),
            sql!("1"),
        ),
    };
    sql!(
        "{plain}, {status} AS status, {worker_id} AS worker_id, \
         {created_at} AS created_at, {started_at} AS started_at, {completed_at} AS completed_at, COALESCE({r}retry_count, 0) AS retry_count, COALESCE({r}max_retries, 3) AS max_retries, {timeout_at} AS timeout_at, \
         {claim_seq} AS claim_seq, {heartbeat_at} AS heartbeat_at, {run_after} AS run_after, {claim_is_current} AS claim_is_current",
        plain = Sql::list(COLUMNS.iter().filter(|(_, is_plain)| *is_plain).map(|(name, _)| column(name))),
        r = &r,
        status,
        worker_id,
        created_at = time("created_at"),
        started_at,
        completed_at,
        timeout_at,
        claim_seq,
        heartbeat_at,
        run_after = time("run_after"),
        claim_is_current
    )
}
