//! Limits of types of jobs, held by slots: rows of `job_slots`, which a claim locks without waiting for the claims beside it.
//!
//! A slot is taken while its job runs under the claim that took it; whoever ends the job, an old client too, frees it by that.
//! Jobs that run without a slot (claimed by a client's own SQL, or before there was a limit) are counted once a second: so many
//! free slots stay unused.

use super::exchange::{LimitedType, running};
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::sql;
use std::time::Duration;

/// Maximum number of slots of a type.
pub(crate) const MOST_SLOTS: u32 = 10_000;

/// When a slot whose job is not to be seen is free: its job was deleted. No statement of a claim runs for so long, so it is
/// not a job that was claimed after the statement began.
const GONE_AFTER: Duration = Duration::from_secs(300);

/// The condition that the job `r` runs under the claim that took the slot `s`.
fn runs_in(slot: &'static str, job: &'static str) -> Sql {
    sql!(
        "{job}.id = {slot}.job_id AND {job}.status = 'processing' AND COALESCE({job}.claim_seq, 0) = {slot}.claim_seq AND {job}.started_at = {job}.claim_started_at",
        job = Sql::constant(job),
        slot = Sql::constant(slot)
    )
}

/// The condition that the slot `s` is free. It holds for the newest row of the slot beside older rows of the jobs too, as a
/// statement that waits for nobody meets them: a job that is seen before the slot's claim does not free it. No EXISTS, which
/// planners may turn into a reading of all jobs.
pub(in crate::db) fn is_free(session: &Session) -> Sql {
    sql!(
        "(s.job_id IS NULL OR COALESCE((SELECT CASE WHEN {runs} THEN 0 WHEN COALESCE(r.claim_seq, 0) >= s.claim_seq THEN 1 ELSE {is_gone} END \
         FROM remote_jobs r WHERE r.id = s.job_id), {is_gone}) = 1)",
        runs = runs_in("s", "r"),
        is_gone = sql!("CASE WHEN s.claimed_at < {long_ago} THEN 1 ELSE 0 END", long_ago = session.in_past(GONE_AFTER))
    )
}

/// Number of running jobs, without a slot below the limit, of the type that is the row `y` of `job_types`.
pub(crate) fn others() -> Sql {
    sql!(
        "{running} - (SELECT count(*) FROM job_slots t WHERE t.content_type = y.content_type AND t.slot <= y.running_limit \
         AND (SELECT CASE WHEN {runs} THEN 1 END FROM remote_jobs r WHERE r.id = t.job_id) = 1)",
        running = running(),
        runs = runs_in("t", "r")
    )
}

/// The statement that locks free slots of a type: as many as `max` jobs need, and those that stay unused.
pub(in crate::db) fn lock_slots(session: &Session, limited: &LimitedType, max: usize) -> Sql {
    let (ty, limit) = (&limited.ty, Sql::number(limited.limit));
    sql!(
        "SELECT s.id AS slot_id, s.content_type AS slot_of FROM job_slots s WHERE s.content_type = {ty} AND s.slot <= {limit} AND {free} \
         ORDER BY s.slot LIMIT {most} FOR UPDATE SKIP LOCKED",
        ty,
        limit,
        free = is_free(session),
        most = Sql::number(max as u64 + u64::from(limited.others))
    )
}
