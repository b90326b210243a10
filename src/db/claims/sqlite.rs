//! One turn of SQLite's thread, the whole transaction: the write lock, the events of what will be changed, the change, the
//! commit. Nothing comes between the two looks.

use super::{ClaimParts, IS_PLAIN, Shown, Turn, Turned, as_json, is_ready};
use crate::db::prepared::Call;
use crate::db::session::Session;
use crate::error::SqlError;
use migration::Backend;

const NOW: &str = Backend::Sqlite.now();

const EVENTS: &str =
    "INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, reason, detail)";

/// `$1` is the actor, `$2` the results, `$3` what the ids of the claim's events begin with, `$4` the worker, then the types.
pub(super) async fn turn(session: &mut Session, turn: &Turn<'_>) -> std::result::Result<Turned, SqlError> {
    let json = as_json(turn.results);
    let mark = turn.claim.map_or("", |parts| parts.mark);
    let mut statements = vec![session.begin_work().to_string()];
    statements.extend((!turn.results.is_empty()).then(settle));
    let mut values = vec![Some(turn.actor), Some(json.as_str()), Some(mark)];
    if let Some(parts) = turn.claim {
        statements.push(claim(session, parts));
        values.push(Some(parts.worker));
        values.extend(parts.types.iter().map(|(ty, _)| Some(ty.as_str())));
    }
    statements.push("COMMIT".into());
    session.query_prepared(&[Call { sql: statements.join("; "), values }]).await.map(Turned::of)
}

fn claim(session: &Session, parts: &ClaimParts<'_>) -> String {
    let max = parts.max;
    let types: Vec<String> = (0..parts.types.len()).map(|n| format!("${}", n + 5)).collect();
    let ready = is_ready(NOW);
    let look = |ty: &String| {
        format!(
            "SELECT * FROM (SELECT r.id, r.created_at, r.claim_seq FROM remote_jobs r WHERE r.content_type = {ty} AND {ready} \
             ORDER BY r.created_at, r.id LIMIT {max})"
        )
    };
    let looks: Vec<String> = types.iter().map(look).collect();
    let ends: Vec<String> =
        types.iter().zip(parts.types).map(|(ty, (_, limit))| format!("WHEN {ty} THEN {}", session.in_future(*limit))).collect();
    format!(
        "{EVENTS} SELECT $3 || printf('%08x', row_number() OVER (ORDER BY created_at, id)), 'remote', id, 'claim', 'pending', 'processing', \
         COALESCE(claim_seq, 0) + 1, $4, $1, NULL, NULL FROM (SELECT * FROM ({}) ORDER BY created_at, id LIMIT {max}); \
         UPDATE remote_jobs SET status = 'processing', worker_id = $4, claim_seq = COALESCE(claim_seq, 0) + 1, started_at = {NOW}, \
         claim_started_at = {NOW}, heartbeat_at = {NOW}, completed_at = NULL, timeout_at = CASE content_type {} END \
         WHERE id IN (SELECT job_id FROM job_events WHERE id BETWEEN $3 || '00000000' AND $3 || 'ffffffff') RETURNING {}",
        looks.join(" UNION ALL "),
        ends.join(" "),
        (parts.columns)(session, Shown::Returned),
    )
}

fn settle() -> String {
    let source = "(SELECT value ->> 'event' AS event, value ->> 'id' AS id, value ->> 'seq' AS seq, value ->> 'status' AS status, value ->> 'action' AS action, \
                  value ->> 'result' AS result, value ->> 'error' AS error, value ->> 'detail' AS detail FROM json_each($2)) s";
    format!(
        "{EVENTS} SELECT s.event, 'remote', r.id, s.action, 'processing', s.status, s.seq, r.worker_id, $1, s.error, s.detail \
         FROM {source} CROSS JOIN remote_jobs r WHERE r.id = s.id AND COALESCE(r.claim_seq, 0) = s.seq AND {IS_PLAIN}; \
         UPDATE remote_jobs AS r SET status = s.status, completed_at = {NOW}, \
         result_data = CASE WHEN s.error IS NULL THEN s.result ELSE r.result_data END, error_message = s.error, \
         retry_count = COALESCE(r.retry_count, 0) + (s.error IS NOT NULL) FROM {source} \
         WHERE r.id = s.id AND COALESCE(r.claim_seq, 0) = s.seq AND {IS_PLAIN} RETURNING id"
    )
}
