//! One statement to settle and one to claim, events included: one round trip, plans that the server keeps, one commit.

use super::{ClaimParts, IS_PLAIN, PlainResult, Shown, Turn, Turned, as_json, is_ready};
use crate::db::prepared::Call;
use crate::db::session::Session;
use crate::error::SqlError;

const EVENTS: &str =
    "INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, reason, detail)";

pub(super) async fn turn(session: &mut Session, turn: &Turn<'_>) -> std::result::Result<Turned, SqlError> {
    let json = as_json(turn.results);
    let (seq, detail) = turn.results.first().map_or_else(Default::default, |one| (one.claim_seq.to_string(), one.detail()));
    let mut calls = Vec::new();
    match turn.results {
        [] => {}
        [one] => {
            let values = vec![Some(one.id), Some(&*seq), one.result.or(one.error), Some(turn.actor), Some(&*detail)];
            calls.push(Call { sql: settle_one(one), values });
        }
        _ => calls.push(Call { sql: settle(), values: vec![Some(&json), Some(turn.actor)] }),
    }
    if let Some(parts) = turn.claim {
        let mut values = vec![Some(parts.worker), Some(turn.actor), Some(parts.mark)];
        values.extend(parts.types.iter().map(|(ty, _)| Some(ty.as_str())));
        calls.push(Call { sql: claim(session, parts), values });
    }
    session.query_prepared(&calls).await.map(Turned::of)
}

/// One CTE a type, so that the index serves filter and order of each; MATERIALIZED, or the planner may lock more than LIMIT.
/// `$1` is the worker, `$2` the actor, `$3` what the ids of the events begin with.
fn claim(session: &Session, parts: &ClaimParts<'_>) -> String {
    let max = parts.max;
    let types: Vec<String> = (0..parts.types.len()).map(|n| format!("${}::varchar", n + 4)).collect();
    let ready = is_ready("now()");
    let looks: Vec<String> = types
        .iter()
        .enumerate()
        .map(|(n, ty)| {
            format!(
                "c{n} AS MATERIALIZED (SELECT r.id, r.created_at FROM remote_jobs r WHERE r.content_type = {ty} AND {ready} \
                 ORDER BY r.created_at, r.id LIMIT {max} FOR UPDATE SKIP LOCKED)"
            )
        })
        .collect();
    let all: Vec<String> = (0..types.len()).map(|n| format!("SELECT id, created_at FROM c{n}")).collect();
    let ends: Vec<String> =
        types.iter().zip(parts.types).map(|(ty, (_, limit))| format!("WHEN {ty} THEN {}", session.in_future(*limit))).collect();
    let chosen = match &all[..] {
        [_] => "c0".to_string(),
        _ => format!("(SELECT id FROM ({}) a ORDER BY created_at, id LIMIT {max})", all.join(" UNION ALL ")),
    };
    format!(
        "WITH {}, \
         u AS (UPDATE remote_jobs r SET status = 'processing', worker_id = $1::varchar, claim_seq = COALESCE(r.claim_seq, 0) + 1, started_at = now(), \
         claim_started_at = now(), heartbeat_at = now(), completed_at = NULL, timeout_at = CASE r.content_type {} END FROM {chosen} c WHERE r.id = c.id \
         RETURNING r.*), \
         e AS ({EVENTS} SELECT ($3::text || lpad(to_hex(row_number() OVER ()), 8, '0'))::uuid, 'remote', id::text, 'claim', 'pending', 'processing', \
         claim_seq, worker_id, $2::varchar, NULL, NULL FROM u) \
         SELECT {} FROM u r",
        looks.join(", "),
        ends.join(" "),
        (parts.columns)(session, Shown::AsItStands),
    )
}

fn settle_one(one: &PlainResult<'_>) -> String {
    let (to, action) = (one.to_status(), one.action());
    let (outcome, reason) = match one.result {
        Some(_) => ("result_data = $3::jsonb, error_message = NULL", "NULL"),
        None => ("error_message = $3::text, retry_count = COALESCE(r.retry_count, 0) + 1", "$3::text"),
    };
    format!(
        "WITH u AS (UPDATE remote_jobs r SET status = '{to}', completed_at = now(), {outcome} \
         WHERE r.id = $1::uuid AND COALESCE(r.claim_seq, 0) = $2::bigint AND {IS_PLAIN} RETURNING r.id, r.worker_id), \
         e AS ({EVENTS} SELECT gen_random_uuid(), 'remote', u.id::text, '{action}', 'processing', '{to}', $2::bigint, u.worker_id, $4::varchar, {reason}, \
         $5::jsonb FROM u) SELECT u.id FROM u"
    )
}

/// The results come in the order of their ids. The array has them looked up, whatever is thought of the table's size.
fn settle() -> String {
    format!(
        "WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS s (event uuid, id uuid, seq bigint, status text, action text, result text, \
         error text, detail text)), \
         u AS (UPDATE remote_jobs r SET status = s.status, completed_at = now(), \
         result_data = CASE WHEN s.error IS NULL THEN s.result::jsonb ELSE r.result_data END, error_message = s.error, \
         retry_count = COALESCE(r.retry_count, 0) + CASE WHEN s.error IS NULL THEN 0 ELSE 1 END FROM s \
         WHERE r.id = s.id AND r.id = ANY (ARRAY(SELECT s.id FROM s)) AND COALESCE(r.claim_seq, 0) = s.seq AND {IS_PLAIN} RETURNING r.id, r.worker_id, s.event, s.action, s.status AS to_status, s.seq, s.error, s.detail), \
         e AS ({EVENTS} SELECT u.event, 'remote', u.id::text, u.action, 'processing', u.to_status, u.seq, u.worker_id, $2::varchar, u.error, \
         u.detail::jsonb FROM u) SELECT u.id FROM u"
    )
}
