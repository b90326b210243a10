//! One turn of SQLite's thread, the whole transaction: the write lock, the events of what will be changed, the change, the
//! commit. Nothing comes between the two looks.

use crate::db::claims::columns::{Shown, shown};
use crate::db::claims::event::insert_computed;
use crate::db::claims::exchange::{ClaimParts, Exchange, Exchanged, as_json, claimed_columns, is_plain, is_ready, next_seq, room};
use crate::db::claims::failure::insert_computed_failures;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::SqlError;
use crate::sql;

pub(super) async fn exchange(session: &mut Session, exchange: &Exchange<'_>) -> Result<Exchanged, SqlError> {
    let full = full_types(session, exchange).await?;
    let open: Vec<_> = exchange.claim.iter().flat_map(|parts| parts.types).filter(|(ty, _)| !full.contains(ty)).cloned().collect();
    let claim_of_open = exchange.claim.filter(|_| !open.is_empty()).map(|parts| ClaimParts { types: &open, ..*parts });
    if exchange.results.is_empty() && claim_of_open.is_none() {
        return Ok(Exchanged::default());
    }
    let mut statements = vec![session.begin_work()];
    statements.extend((!exchange.results.is_empty()).then(|| settle(session, &as_json(exchange.results), exchange.actor)));
    statements.extend(claim_of_open.map(|parts| claim(session, &parts, exchange.actor)));
    statements.push(sql!("COMMIT"));
    Exchanged::of(session.fetch_prepared(&[Sql::batch(statements)]).await?)
}

/// The limited types of which no further job may run, among those that may be at their limit: most claims of such a type need no
/// write lock.
async fn full_types(session: &mut Session, exchange: &Exchange<'_>) -> Result<Vec<String>, SqlError> {
    let limited: Vec<_> = exchange.claim.iter().flat_map(|parts| parts.limited).filter(|one| one.may_be_full).collect();
    if limited.is_empty() {
        return Ok(Vec::new());
    }
    let sql = sql!(
        "SELECT y.content_type FROM job_types y WHERE y.content_type IN ({limited}) AND y.running_limit IS NOT NULL AND {room} = 0",
        limited = Sql::list(limited.iter().map(|one| &one.ty)),
        room = room()
    );
    session.fetch_prepared(&[sql]).await?.iter().map(|row| row.get("content_type")).collect()
}

/// The greatest number of jobs of the type `ty` that may be claimed. It is counted under the write lock: no other claim runs.
fn most_of(parts: &ClaimParts<'_>, ty: &str) -> Sql {
    let max = Sql::number(parts.max as u64);
    if parts.limited(ty).is_none() {
        return max;
    }
    sql!(
        "MIN({max}, COALESCE((SELECT {room} FROM job_types y WHERE y.content_type = {ty} AND y.running_limit IS NOT NULL), {max}))",
        max = &max,
        room = room(),
        ty
    )
}

fn claim(session: &Session, parts: &ClaimParts<'_>, actor: &str) -> Sql {
    let max = Sql::number(parts.max as u64);
    let ready = is_ready(session.now());
    let looks = parts.types.iter().map(|(ty, _)| {
        sql!(
            "SELECT * FROM (SELECT r.id, r.priority, r.created_at, r.claim_seq FROM remote_jobs r WHERE r.content_type = {ty} AND {ready} AND {open} \
             ORDER BY r.priority, r.created_at, r.id LIMIT {most})",
            ty,
            ready = &ready,
            open = parts.is_open(ty, session.now()),
            most = most_of(parts, ty)
        )
    });
    let deadlines = parts.types.iter().map(|(ty, limit)| sql!("WHEN {ty} THEN {end}", ty, end = session.in_future(*limit)));
    let (mark, worker) = (parts.mark, parts.worker);
    sql!(
        "{insert} SELECT {mark} || printf('%08x', row_number() OVER (ORDER BY priority, created_at, id)), 'remote', id, 'claim', 'pending', 'processing', \
         COALESCE(claim_seq, 0) + 1, {worker}, {actor}, NULL, NULL FROM (SELECT * FROM ({looks}) ORDER BY priority, created_at, id LIMIT {max}); \
         UPDATE remote_jobs SET {claimed}, timeout_at = CASE content_type {deadlines} END \
         WHERE id IN (SELECT job_id FROM job_events WHERE id BETWEEN {mark} || '00000000' AND {mark} || 'ffffffff') RETURNING {columns}",
        insert = insert_computed(),
        mark,
        worker,
        actor,
        looks = Sql::join(looks, " UNION ALL "),
        max = &max,
        claimed = claimed_columns(sql!("{worker}", worker), next_seq(), session.now()),
        deadlines = Sql::join(deadlines, " "),
        columns = shown(session, Shown::Returned)
    )
}

fn settle(session: &Session, results: &str, actor: &str) -> Sql {
    let source = sql!(
        "(SELECT value ->> 'event' AS event, value ->> 'id' AS id, value ->> 'seq' AS seq, value ->> 'status' AS status, value ->> 'action' AS action, \
         value ->> 'result' AS result, value ->> 'error' AS error, value ->> 'detail' AS detail, \
         value ->> 'failure' AS failure, value ->> 'fingerprint' AS fingerprint, value ->> 'folded' AS folded FROM json_each({results})) s",
        results
    );
    sql!(
        "{insert} SELECT s.event, 'remote', r.id, s.action, 'processing', s.status, s.seq, r.worker_id, {actor}, s.error, s.detail \
         FROM {source} CROSS JOIN remote_jobs r WHERE r.id = s.id AND COALESCE(r.claim_seq, 0) = s.seq AND {plain}; \
         {insert_failures} SELECT s.failure, s.fingerprint, s.folded, r.content_type, r.worker_id, 1, {now}, {now} \
         FROM {source} CROSS JOIN remote_jobs r WHERE s.error IS NOT NULL AND r.id = s.id AND COALESCE(r.claim_seq, 0) = s.seq AND {plain}; \
         UPDATE remote_jobs AS r SET status = s.status, completed_at = {now}, \
         result_data = CASE WHEN s.error IS NULL THEN s.result ELSE r.result_data END, error_message = s.error, failure_fingerprint = s.fingerprint, \
         retry_count = COALESCE(r.retry_count, 0) + (s.error IS NOT NULL) FROM {source} \
         WHERE r.id = s.id AND COALESCE(r.claim_seq, 0) = s.seq AND {plain} RETURNING id AS settled_id",
        insert = insert_computed(),
        insert_failures = insert_computed_failures(),
        actor,
        source,
        plain = is_plain(),
        now = session.now()
    )
}
