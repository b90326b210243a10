//! MySQL and MariaDB: no statement that writes can answer there, so a turn looks and locks first, and then writes; what a
//! claim answers is computed by its look. Statements that need nothing of each other travel together.

use super::{ClaimParts, IS_PLAIN, PlainResult, Shown, Turn, Turned, is_ready};
use crate::db::session::{Row, Session};
use crate::error::SqlError;
use migration::Backend;

const NOW: &str = Backend::MySql.now();

const EVENTS: &str =
    "INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, reason, detail)";

pub(super) async fn turn(session: &mut Session, turn: &Turn<'_>) -> std::result::Result<Turned, SqlError> {
    if let ([one], None) = (turn.results, turn.claim) {
        return settle_one(session, one, turn.actor).await;
    }
    let mut looks = vec![session.begin_work().to_string()];
    if !turn.results.is_empty() {
        looks.push(look_for_results(session, turn.results));
    }
    looks.extend(turn.claim.iter().flat_map(|parts| looks_for_jobs(session, parts)));
    let rows = session.query(&looks.join("; ")).await?;
    let (locked, mut found): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.len() == 3);
    let (mut settled, mut statements) = settle(session, turn, &locked);
    if let Some(parts) = turn.claim.filter(|_| !found.is_empty()) {
        if parts.types.len() > 1 {
            found.sort_by(|a, b| (a.last(), a.first()).cmp(&(b.last(), b.first())));
            found.truncate(parts.max);
        }
        statements.extend(claim(session, parts, &found));
        found.iter_mut().for_each(|row| drop(row.drain(..3)));
        statements.push((parts.events)(session, &found));
    }
    if statements.is_empty() {
        session.execute("ROLLBACK").await?;
        return Ok(Turned::default());
    }
    statements.push("COMMIT".into());
    session.execute(&statements.join("; ")).await?;
    settled.sort();
    Ok(Turned { settled, claimed: found })
}

fn looks_for_jobs(session: &Session, parts: &ClaimParts<'_>) -> Vec<String> {
    let (worker, ready) = (session.text(parts.worker), is_ready(NOW));
    let look = |(ty, limit): &(String, std::time::Duration)| {
        let end = session.in_future(*limit);
        format!(
            "SELECT r.id, {NOW}, {end}, {}, r.created_at FROM remote_jobs r{} WHERE r.content_type = {} AND {ready} ORDER BY r.created_at, r.id LIMIT {} \
             FOR UPDATE SKIP LOCKED",
            (parts.columns)(session, Shown::Claimed { worker: &worker, now: NOW, end: &end }),
            session.claim_index(),
            session.text(ty),
            parts.max,
        )
    };
    parts.types.iter().map(look).collect()
}

/// One statement for those that were found by the same look.
fn claim(session: &Session, parts: &ClaimParts<'_>, found: &[Row]) -> Vec<String> {
    let worker = session.text(parts.worker);
    let mut groups: Vec<(&[Option<String>], Vec<String>)> = Vec::new();
    for row in found {
        let id = session.maybe_text(row[0].as_deref());
        match groups.iter_mut().find(|(times, _)| *times == &row[1..3]) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((&row[1..3], vec![id])),
        }
    }
    let update = |(times, ids): (&[Option<String>], Vec<String>)| {
        let [now, end] = [0, 1].map(|n: usize| session.maybe_text(times[n].as_deref()));
        format!(
            "UPDATE remote_jobs SET status = 'processing', worker_id = {worker}, claim_seq = COALESCE(claim_seq, 0) + 1, started_at = {now}, \
             claim_started_at = {now}, heartbeat_at = {now}, completed_at = NULL, timeout_at = {end} WHERE id IN ({})",
            ids.join(", ")
        )
    };
    groups.into_iter().map(update).collect()
}

/// All in one round trip: the event comes first and locks the row that it is about, so that the statement behind it meets the same
/// condition. ROW_COUNT() would not do: a server that can't tell a client that has gone away what a statement did goes on
/// with the next one, and has forgotten the count.
async fn settle_one(session: &mut Session, one: &PlainResult<'_>, actor: &str) -> std::result::Result<Turned, SqlError> {
    let (id, error) = (session.text(one.id), session.maybe_text(one.error));
    let outcome = match one.result {
        Some(result) => format!("r.result_data = {}, r.error_message = NULL", session.text(result)),
        None => format!("r.error_message = {error}, r.retry_count = COALESCE(r.retry_count, 0) + 1"),
    };
    let (to, action, seq) = (one.to_status(), one.action(), one.claim_seq);
    let is_held = format!("r.id = {id} AND COALESCE(r.claim_seq, 0) = {seq} AND {IS_PLAIN}");
    let sql = format!(
        "{}; {EVENTS} SELECT '{}', 'remote', r.id, '{action}', 'processing', '{to}', {seq}, r.worker_id, {}, {error}, {} FROM remote_jobs r \
         WHERE {is_held} FOR UPDATE; \
         UPDATE remote_jobs r SET r.status = '{to}', r.completed_at = {NOW}, {outcome} WHERE {is_held}; COMMIT",
        session.begin_work(),
        uuid::Uuid::now_v7(),
        session.text(actor),
        session.text(&one.detail()),
    );
    let is_settled = session.execute(&sql).await? > 0;
    Ok(Turned { settled: is_settled.then(|| one.id.to_string()).into_iter().collect(), claimed: Vec::new() })
}

fn look_for_results(session: &Session, results: &[PlainResult<'_>]) -> String {
    let all: Vec<String> = results.iter().map(|one| session.text(one.id)).collect();
    format!(
        "SELECT r.id, COALESCE(r.claim_seq, 0), r.worker_id FROM remote_jobs r WHERE r.id IN ({}) AND {IS_PLAIN} ORDER BY r.id FOR UPDATE",
        all.join(", ")
    )
}

/// The ids that will be settled, and how.
fn settle(session: &Session, turn: &Turn<'_>, locked: &[Row]) -> (Vec<String>, Vec<String>) {
    let (mut sources, mut events, mut settled) = (Vec::new(), Vec::new(), Vec::new());
    for row in locked {
        let [Some(id), Some(seq), worker] = row.as_slice() else { continue };
        let Some(one) = turn.results.iter().find(|one| one.id == id && one.claim_seq.to_string() == *seq) else { continue };
        let [id_sql, error] = [session.text(id), session.maybe_text(one.error)];
        let (to, action) = (one.to_status(), one.action());
        sources.push(if sources.is_empty() {
            format!("SELECT {id_sql} AS id, '{to}' AS status, {} AS result, {error} AS error", session.maybe_text(one.result))
        } else {
            format!("SELECT {id_sql}, '{to}', {}, {error}", session.maybe_text(one.result))
        });
        events.push(format!(
            "('{}', 'remote', {id_sql}, '{action}', 'processing', '{to}', {seq}, {}, {}, {error}, {})",
            uuid::Uuid::now_v7(),
            session.maybe_text(worker.as_deref()),
            session.text(turn.actor),
            session.text(&one.detail()),
        ));
        settled.push(id.clone());
    }
    if settled.is_empty() {
        return Default::default();
    }
    let update = format!(
        "UPDATE remote_jobs r JOIN ({}) s ON r.id = s.id SET r.status = s.status, r.completed_at = {NOW}, \
         r.result_data = CASE WHEN s.error IS NULL THEN s.result ELSE r.result_data END, r.error_message = s.error, \
         r.retry_count = COALESCE(r.retry_count, 0) + (s.error IS NOT NULL)",
        sources.join(" UNION ALL "),
    );
    (settled, vec![update, format!("{EVENTS} VALUES {}", events.join(", "))])
}
