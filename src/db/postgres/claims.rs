//! One statement to settle and one to claim, events included: one round trip, plans that the server keeps, one commit.

use crate::db::claims::columns::remote_job;
use crate::db::claims::event::insert_computed;
use crate::db::claims::exchange::{ClaimParts, Exchange, Exchanged, PlainResult, as_json, claimed_columns, is_plain, is_ready};
use crate::db::claims::failure::insert_computed_failures;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::SqlError;
use crate::sql;

pub(super) async fn exchange(session: &mut Session, exchange: &Exchange<'_>) -> Result<Exchanged, SqlError> {
    let mut statements = Vec::new();
    match exchange.results {
        [] => {}
        [one] => statements.push(settle_one(one, exchange.actor)),
        results => statements.push(settle(results, exchange.actor)),
    }
    statements.extend(exchange.claim.map(|parts| claim(session, parts, exchange.actor)));
    match exchange.claim.filter(|parts| !parts.limited.is_empty()) {
        None => Exchanged::of(session.fetch_prepared(&statements).await?),
        // each statement sees what was committed before it began: the claim counts after it has the lock
        Some(parts) => {
            let claim = statements.pop().into_iter();
            let settle = std::mem::take(&mut statements).into_iter();
            let whole = [session.begin_work()].into_iter().chain(settle).chain([lock(parts)]).chain(claim).chain([sql!("COMMIT")]);
            let mut rows = session.fetch(&Sql::batch(whole)).await?;
            rows.retain(|row| !row.has("locked_type"));
            Exchanged::of(rows)
        }
    }
}

/// Claims of a limited type wait for each other, and whoever changes its limit waits for them.
fn lock(parts: &ClaimParts<'_>) -> Sql {
    sql!(
        "SELECT y.content_type AS locked_type FROM job_types y WHERE y.content_type IN ({limited}) \
         ORDER BY y.content_type FOR UPDATE",
        limited = Sql::list(parts.limited)
    )
}

/// One CTE a type, so that the index serves filter and order of each; MATERIALIZED, or the planner may lock more than LIMIT.
fn claim(session: &Session, parts: &ClaimParts<'_>, actor: &str) -> Sql {
    let max = Sql::number(parts.max as u64);
    let ready = is_ready(session.now());
    let part = |n: usize| Sql::number(n as u64);
    let looks = parts.types.iter().enumerate().map(|(n, (ty, _))| {
        sql!(
            "c{n} AS MATERIALIZED (SELECT r.id, r.priority, r.created_at FROM remote_jobs r WHERE r.content_type = {ty}::varchar AND {ready} AND {open} \
             ORDER BY r.priority, r.created_at, r.id LIMIT {most} FOR UPDATE SKIP LOCKED)",
            n = part(n),
            ty,
            ready = &ready,
            open = parts.is_open(ty, session.now()),
            most = parts.most_of(ty, "LEAST")
        )
    });
    let all = (0..parts.types.len()).map(|n| sql!("SELECT id, priority, created_at FROM c{n}", n = part(n)));
    let deadlines = parts.types.iter().map(|(ty, limit)| sql!("WHEN {ty}::varchar THEN {end}", ty, end = session.in_future(*limit)));
    let chosen = match parts.types {
        [_] => sql!("c0"),
        _ => sql!(
            "(SELECT id FROM ({all}) a ORDER BY priority, created_at, id LIMIT {max})",
            all = Sql::join(all, " UNION ALL "),
            max = &max
        ),
    };
    sql!(
        "WITH {looks}, \
         u AS (UPDATE remote_jobs r SET {claimed}, timeout_at = CASE r.content_type {deadlines} END FROM {chosen} c \
         WHERE r.id = c.id RETURNING r.*), \
         e AS ({insert} SELECT ({mark}::text || lpad(to_hex(row_number() OVER ()), 8, '0'))::uuid, 'remote', id::text, 'claim', 'pending', 'processing', \
         claim_seq, worker_id, {actor}::varchar, NULL, NULL FROM u) \
         SELECT {columns} FROM u r",
        looks = Sql::list(looks),
        claimed = claimed_columns(sql!("{worker}::varchar", worker = parts.worker), session.now()),
        deadlines = Sql::join(deadlines, " "),
        chosen,
        insert = insert_computed(),
        mark = parts.mark,
        actor,
        columns = remote_job(session)
    )
}

fn settle_one(one: &PlainResult<'_>, actor: &str) -> Sql {
    let outcome = one.result.or(one.error);
    let (set, reason) = match one.result {
        Some(_) => (sql!("result_data = {outcome}::jsonb, error_message = NULL", outcome), sql!("NULL")),
        None => (
            sql!(
                "error_message = {outcome}::text, retry_count = COALESCE(r.retry_count, 0) + 1, failure_fingerprint = {fingerprint}::varchar",
                outcome,
                fingerprint = one.failure.map(|failure| &failure.fingerprint)
            ),
            sql!("{outcome}::text", outcome),
        ),
    };
    let constant = |text: &'static str| sql!("'{text}'", text = Sql::constant(text));
    sql!(
        "WITH u AS (UPDATE remote_jobs r SET status = {status}, completed_at = now(), {set} \
         WHERE r.id = {id}::uuid AND COALESCE(r.claim_seq, 0) = {seq}::bigint AND {plain} RETURNING r.id, r.worker_id, r.content_type), {failure}\
         e AS ({insert} SELECT gen_random_uuid(), 'remote', u.id::text, {action}, 'processing', {status}, {seq}::bigint, u.worker_id, \
         {actor}::varchar, {reason}, {detail}::jsonb FROM u) SELECT u.id AS settled_id FROM u",
        status = constant(one.to_status()),
        set,
        id = one.id,
        seq = one.claim_seq,
        plain = is_plain(),
        failure = one.failure.map_or(Sql::default(), |failure| sql!(
            "f AS ({insert} SELECT gen_random_uuid(), {fingerprint}::varchar, {error}::text, u.content_type, u.worker_id, 1, now(), now() FROM u), ",
            insert = insert_computed_failures(),
            fingerprint = &failure.fingerprint,
            error = &failure.error
        )),
        insert = insert_computed(),
        action = constant(one.action()),
        actor,
        reason,
        detail = one.detail()
    )
}

/// The results come in the order of their ids. The array has them looked up, whatever is thought of the table's size.
fn settle(results: &[PlainResult<'_>], actor: &str) -> Sql {
    let fails = results.iter().any(|one| one.failure.is_some());
    let failures = if fails {
        sql!(
            "f AS ({insert} SELECT u.failure, u.fingerprint, u.folded, u.content_type, u.worker_id, 1, now(), now() FROM u \
             WHERE u.error IS NOT NULL), ",
            insert = insert_computed_failures()
        )
    } else {
        Sql::default()
    };
    sql!(
        "WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset({results}::jsonb) AS s (event uuid, id uuid, seq bigint, status text, action text, result text, \
         error text, detail text, failure uuid, fingerprint text, folded text)), \
         u AS (UPDATE remote_jobs r SET status = s.status, completed_at = now(), \
         result_data = CASE WHEN s.error IS NULL THEN s.result::jsonb ELSE r.result_data END, error_message = s.error, failure_fingerprint = s.fingerprint, \
         retry_count = COALESCE(r.retry_count, 0) + CASE WHEN s.error IS NULL THEN 0 ELSE 1 END FROM s \
         WHERE r.id = s.id AND r.id = ANY (ARRAY(SELECT s.id FROM s)) AND COALESCE(r.claim_seq, 0) = s.seq AND {plain} RETURNING r.id, r.worker_id, r.content_type, s.event, s.action, s.status AS to_status, s.seq, s.error, s.detail, \
         s.failure, s.fingerprint, s.folded), {failures}\
         e AS ({insert} SELECT u.event, 'remote', u.id::text, u.action, 'processing', u.to_status, u.seq, u.worker_id, {actor}::varchar, u.error, \
         u.detail::jsonb FROM u) SELECT u.id AS settled_id FROM u",
        results = as_json(results),
        plain = is_plain(),
        failures,
        insert = insert_computed(),
        actor
    )
}
