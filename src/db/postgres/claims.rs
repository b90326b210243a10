//! One statement to settle and one to claim, events included: one round trip, plans that the server keeps, one commit.

use crate::db::claims::columns::remote_job;
use crate::db::claims::event::insert_computed;
use crate::db::claims::exchange::{
    ClaimParts, Exchange, Exchanged, LimitedType, PlainResult, SLOT, as_json, claimed_columns, is_plain, is_ready, next_seq,
};
use crate::db::claims::failure::insert_computed_failures;
use crate::db::claims::slots::is_free;
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
    Exchanged::of(session.fetch_prepared(&statements).await?)
}

/// The CTE of the slots that are locked for the limited type that is the `n`th of the claim. Where a slot has changed since the
/// statement began, its lock checks the condition again for the newest row.
fn slots(session: &Session, parts: &ClaimParts<'_>, n: Sql, limited: &LimitedType) -> Sql {
    sql!(
        "s{n} AS MATERIALIZED (SELECT s.id, s.slot FROM job_slots s WHERE s.content_type = {ty}::varchar AND s.slot >= {first}::integer AND s.slot <= {limit}::integer \
         AND {free} \
         ORDER BY s.slot LIMIT {max} + {others}::bigint FOR UPDATE SKIP LOCKED), ",
        n,
        ty = &limited.ty,
        first = i64::from(limited.first_slot(parts.max)),
        limit = i64::from(limited.limit),
        free = is_free(session),
        max = Sql::number(parts.max as u64),
        others = i64::from(limited.others)
    )
}

/// The CTE that writes the claimed jobs of the limited type `ty` into its slots.
fn take(n: Sql, ty: &str, max: usize) -> Sql {
    // one job needs no pairs
    let pair = match max {
        1 => sql!("u j WHERE j.content_type = {ty}::varchar AND s.id = (SELECT id FROM s{n} LIMIT 1)", n = &n, ty),
        _ => sql!(
            "(SELECT id, claim_seq, row_number() OVER () AS place FROM u WHERE content_type = {ty}::varchar) j \
             JOIN (SELECT id, row_number() OVER (ORDER BY slot) AS place FROM s{n}) f USING (place) WHERE s.id = f.id",
            n = &n,
            ty
        ),
    };
    sql!(
        "t{n} AS (UPDATE job_slots s SET job_id = j.id, claim_seq = j.claim_seq, claimed_at = now() FROM {pair} RETURNING s.slot), ",
        n,
        pair
    )
}

/// The column of the slot that was taken by a claim of one job, among those of its limited types.
fn taken_slot(max: usize, limited: impl Iterator<Item = Sql>) -> Sql {
    let slots: Vec<Sql> = limited.map(|n| sql!("(SELECT slot FROM t{n})", n)).collect();
    match slots[..] {
        [_, ..] if max == 1 => sql!(", COALESCE({slots}) AS {slot}", slots = Sql::list(slots), slot = Sql::constant(SLOT)),
        _ => Sql::default(),
    }
}

/// One CTE a type, so that the index serves filter and order of each; MATERIALIZED, or the planner may lock more than LIMIT.
fn claim(session: &Session, parts: &ClaimParts<'_>, actor: &str) -> Sql {
    let max = Sql::number(parts.max as u64);
    let ready = is_ready(session.now());
    let part = |n: usize| Sql::number(n as u64);
    let looks = parts.types.iter().enumerate().map(|(n, (ty, _))| {
        // the inner LIMIT is a constant: of another one the planner expects a tenth of what waits, and sorts it
        let slots = |limited: &LimitedType| {
            let most = sql!(
                "LIMIT GREATEST((SELECT count(*) FROM s{n}) - {others}::bigint, 0)",
                n = part(n),
                others = i64::from(limited.others)
            );
            (slots(session, parts, part(n), limited), most)
        };
        let (slots, most) = parts.limited(ty).map(slots).unwrap_or_default();
        sql!(
            "{slots}c{n} AS MATERIALIZED (SELECT * FROM (SELECT r.id, r.priority, r.created_at FROM remote_jobs r WHERE r.content_type = {ty}::varchar AND {ready} AND {open} \
             ORDER BY r.priority, r.created_at, r.id LIMIT {max} FOR UPDATE SKIP LOCKED) r {most})",
            slots,
            n = part(n),
            ty,
            ready = &ready,
            open = parts.is_open(ty, session.now()),
            max = &max,
            most
        )
    });
    let all = (0..parts.types.len()).map(|n| sql!("SELECT id, priority, created_at FROM c{n}", n = part(n)));
    let deadlines = parts.types.iter().map(|(ty, limit)| sql!("WHEN {ty}::varchar THEN {end}", ty, end = session.in_future(*limit)));
    let limited: Vec<_> = parts.types.iter().enumerate().filter(|(_, (ty, _))| parts.limited(ty).is_some()).collect();
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
         WHERE r.id = c.id RETURNING r.*), {take}\
         e AS ({insert} SELECT ({mark}::text || lpad(to_hex(row_number() OVER ()), 8, '0'))::uuid, 'remote', id::text, 'claim', 'pending', 'processing', \
         claim_seq, worker_id, {actor}::varchar, NULL, NULL FROM u) \
         SELECT {columns}{slot} FROM u r",
        looks = Sql::list(looks),
        claimed = claimed_columns(
            sql!("{worker}::varchar", worker = parts.worker),
            parts.first_seq.map_or(next_seq(), |first| sql!("GREATEST({next}, {first})", next = next_seq(), first)),
            session.now()
        ),
        deadlines = Sql::join(deadlines, " "),
        chosen,
        take = Sql::join(limited.iter().map(|(n, (ty, _))| take(part(*n), ty, parts.max)), ""),
        insert = insert_computed(),
        mark = parts.mark,
        actor,
        columns = remote_job(session),
        slot = taken_slot(parts.max, limited.iter().map(|(n, _)| part(*n)))
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
