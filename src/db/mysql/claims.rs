//! MySQL and MariaDB: no statement that writes can answer there, so an exchange looks and locks first, and then writes; what
//! a claim answers is computed by its look. Statements that need nothing of each other travel together.

use crate::db::claims::columns::{Shown, shown};
use crate::db::claims::event::{NewEvent, insert_computed, insert_events};
use crate::db::claims::exchange::{
    ClaimParts, Exchange, Exchanged, LimitedType, PlainResult, claimed_columns, is_plain, is_ready, next_seq,
};
use crate::db::claims::failure::{FailureChange, insert_computed_failures, insert_failures};
use crate::db::claims::slots::lock_slots;
use crate::db::row::Row;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::SqlError;
use crate::sql;

pub(super) async fn exchange(session: &mut Session, exchange: &Exchange<'_>) -> Result<Exchanged, SqlError> {
    if let ([one], None) = (exchange.results, exchange.claim) {
        return settle_one(session, one, exchange.actor).await;
    }
    let mut looks = vec![session.begin_work()];
    if !exchange.results.is_empty() {
        looks.push(look_for_results(exchange.results));
    }
    if let Some(parts) = exchange.claim {
        looks.extend(looks_for_slots(session, parts));
        looks.extend(looks_for_jobs(session, parts));
    }
    let rows = session.fetch(&Sql::batch(looks)).await?;
    let (locked, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.has("held_by"));
    let (free, mut found): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.has("slot_id"));
    let (mut settled, mut statements) = settle(session, exchange, &locked)?;
    let slots = exchange.claim.map(|parts| keep_as_many_as_slots(parts, &free, &mut found)).transpose()?.unwrap_or_default();
    if let Some(parts) = exchange.claim.filter(|_| !found.is_empty()) {
        if parts.types.len() > 1 {
            let mut keyed = Vec::new();
            for row in found {
                keyed.push(((row.get::<i64>("priority")?, row.get::<Option<String>>("created_at")?, row.get::<String>("id")?), row));
            }
            keyed.sort_by(|a, b| a.0.cmp(&b.0));
            found = keyed.into_iter().map(|(_, row)| row).take(parts.max).collect();
        }
        statements.extend(claim(parts, &found)?);
        statements.extend(write_slots(session, &slots, &found)?);
        statements.push(events(parts, exchange.actor, &found)?);
    }
    if statements.is_empty() {
        session.execute(&sql!("ROLLBACK")).await?;
        return Ok(Exchanged::default());
    }
    statements.push(sql!("COMMIT"));
    session.execute(&Sql::batch(statements)).await?;
    settled.sort();
    Ok(Exchanged { settled, claimed: found })
}

/// Claims of two nodes of a cluster that take the same slot conflict at their commit.
fn looks_for_slots(session: &Session, parts: &ClaimParts<'_>) -> Vec<Sql> {
    parts.limited.iter().map(|limited| lock_slots(session, limited, parts.max)).collect()
}

/// The slots of a limited type that jobs may take.
fn slots_of(limited: &LimitedType, free: &[Row]) -> Result<Vec<String>, SqlError> {
    let mut slots = Vec::new();
    for row in free {
        if row.get::<String>("slot_of")? == limited.ty {
            slots.push(row.get("slot_id")?);
        }
    }
    slots.truncate(slots.len().saturating_sub(limited.others as usize));
    Ok(slots)
}

/// Takes the jobs of limited types for which there is no slot from those that were found; their locks end with the transaction.
fn keep_as_many_as_slots(parts: &ClaimParts<'_>, free: &[Row], found: &mut Vec<Row>) -> Result<Vec<(String, Vec<String>)>, SqlError> {
    let mut all = Vec::new();
    for limited in parts.limited {
        let slots = slots_of(limited, free)?;
        let (of_type, mut rest): (Vec<Row>, Vec<Row>) =
            std::mem::take(found).into_iter().partition(|row| row.get::<String>("content_type").is_ok_and(|ty| ty == limited.ty));
        rest.extend(of_type.into_iter().take(slots.len()));
        *found = rest;
        all.push((limited.ty.clone(), slots));
    }
    Ok(all)
}

/// The statement that writes the jobs that were found into the slots of their types. It reads no other slot, which another claim
/// may have locked.
fn write_slots(session: &Session, slots: &[(String, Vec<String>)], found: &[Row]) -> Result<Option<Sql>, SqlError> {
    let mut sources = Vec::new();
    for (ty, slots) in slots {
        let mut slots = slots.iter();
        for row in found {
            if row.get::<String>("content_type")? == *ty
                && let Some(slot) = slots.next()
            {
                let (id, seq): (String, i64) = (row.get("id")?, row.get("claim_seq")?);
                sources.push(sql!("SELECT {slot} AS id, {id} AS job_id, {seq} AS claim_seq", slot, id, seq));
            }
        }
    }
    Ok((!sources.is_empty()).then(|| {
        sql!(
            "UPDATE ({sources}) f STRAIGHT_JOIN job_slots s FORCE INDEX (PRIMARY) ON s.id = f.id SET s.job_id = f.job_id, s.claim_seq = f.claim_seq, s.claimed_at = {now}",
            sources = Sql::join(sources, " UNION ALL "),
            now = session.now()
        )
    }))
}

fn looks_for_jobs(session: &Session, parts: &ClaimParts<'_>) -> Vec<Sql> {
    let look = |(ty, limit): &(String, std::time::Duration)| {
        let (now, end) = (session.now(), session.in_future(*limit));
        sql!(
            "SELECT {columns}, {now} AS claimed_at, {end} AS claimed_until FROM remote_jobs r{index} WHERE r.content_type = {ty} AND {ready} AND {open} \
             ORDER BY r.priority, r.created_at, r.id LIMIT {most} FOR UPDATE SKIP LOCKED",
            columns = shown(session, Shown::Claimed { worker: parts.worker, now: &now, end: &end }),
            now = &now,
            end = &end,
            index = session.claim_index(),
            ty,
            ready = is_ready(now.clone()),
            open = parts.is_open(ty, now.clone()),
            most = Sql::number(parts.max as u64)
        )
    };
    parts.types.iter().map(look).collect()
}

/// One statement for those that were found by the same look.
fn claim(parts: &ClaimParts<'_>, found: &[Row]) -> Result<Vec<Sql>, SqlError> {
    let mut groups: Vec<((String, String), Vec<String>)> = Vec::new();
    for row in found {
        let times = (row.get("claimed_at")?, row.get("claimed_until")?);
        let id = row.get("id")?;
        match groups.iter_mut().find(|(others, _)| *others == times) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((times, vec![id])),
        }
    }
    let update = |((now, end), ids): ((String, String), Vec<String>)| {
        sql!(
            "UPDATE remote_jobs SET {claimed}, timeout_at = {end} WHERE id IN ({ids})",
            claimed = claimed_columns(parts.worker, next_seq(), sql!("{now}", now)),
            end,
            ids = Sql::list(ids)
        )
    };
    Ok(groups.into_iter().map(update).collect())
}

fn events(parts: &ClaimParts<'_>, actor: &str, found: &[Row]) -> Result<Sql, SqlError> {
    let mut events = Vec::new();
    for (n, row) in found.iter().enumerate() {
        events.push(NewEvent {
            id: Some(format!("{}{n:08x}", parts.mark)),
            job_id: row.get("id")?,
            action: "claim",
            from: Some("pending".into()),
            to: Some("processing".into()),
            claim_seq: Some(row.get("claim_seq")?),
            worker_id: row.get("worker_id")?,
            ..NewEvent::default()
        });
    }
    Ok(insert_events(actor, "remote", &events))
}

/// All in one round trip: the event comes first and locks the row that it is about, so that the statement behind it meets the same
/// condition. ROW_COUNT() would not do: a server that can't tell a client that has gone away what a statement did goes on
/// with the next one, and has forgotten the count.
async fn settle_one(session: &mut Session, one: &PlainResult<'_>, actor: &str) -> Result<Exchanged, SqlError> {
    let (id, error, status) = (one.id, one.error, one.to_status());
    let outcome = match one.result {
        Some(result) => sql!("r.result_data = {result}, r.error_message = NULL", result),
        None => sql!(
            "r.error_message = {error}, r.retry_count = COALESCE(r.retry_count, 0) + 1, r.failure_fingerprint = {fingerprint}",
            error,
            fingerprint = one.failure.map(|failure| &failure.fingerprint)
        ),
    };
    let seq = one.claim_seq;
    let is_held = sql!("r.id = {id} AND COALESCE(r.claim_seq, 0) = {seq} AND {plain}", id, seq, plain = is_plain());
    let statement = sql!(
        "{begin}; {insert} SELECT {event}, 'remote', r.id, {action}, 'processing', {status}, {seq}, r.worker_id, {actor}, {error}, {detail} \
         FROM remote_jobs r WHERE {is_held} FOR UPDATE; {failure}\
         UPDATE remote_jobs r SET r.status = {status}, r.completed_at = {now}, {outcome} WHERE {is_held}; COMMIT",
        begin = session.begin_work(),
        insert = insert_computed(),
        event = uuid::Uuid::now_v7(),
        action = one.action(),
        status,
        seq,
        actor,
        error,
        detail = one.detail(),
        failure = one.failure.map_or(Sql::default(), |failure| sql!(
            "{insert} SELECT {id}, {fingerprint}, {error}, r.content_type, r.worker_id, 1, {now}, {now} FROM remote_jobs r WHERE {is_held}; ",
            insert = insert_computed_failures(),
            id = uuid::Uuid::now_v7(),
            fingerprint = &failure.fingerprint,
            error = &failure.error,
            now = session.now(),
            is_held = &is_held
        )),
        is_held = &is_held,
        now = session.now(),
        outcome
    );
    let is_settled = session.execute(&statement).await? > 0;
    Ok(Exchanged { settled: is_settled.then(|| one.id.to_string()).into_iter().collect(), claimed: Vec::new() })
}

fn look_for_results(results: &[PlainResult<'_>]) -> Sql {
    sql!(
        "SELECT r.id, COALESCE(r.claim_seq, 0) AS claim_seq, r.worker_id AS held_by, r.content_type FROM remote_jobs r WHERE r.id IN ({ids}) AND {plain} \
         ORDER BY r.id FOR UPDATE",
        ids = Sql::list(results.iter().map(|one| one.id)),
        plain = is_plain()
    )
}

/// The ids that will be settled, and how.
fn settle(session: &Session, exchange: &Exchange<'_>, locked: &[Row]) -> Result<(Vec<String>, Vec<Sql>), SqlError> {
    let (mut sources, mut events, mut failures, mut settled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in locked {
        let (id, seq): (String, i64) = (row.get("id")?, row.get("claim_seq")?);
        let Some(one) = exchange.results.iter().find(|one| one.id == id && one.claim_seq == seq) else { continue };
        sources.push(sql!(
            "SELECT {id} AS id, {status} AS status, {result} AS result, {error} AS error, {fingerprint} AS fingerprint",
            id = &id,
            status = one.to_status(),
            result = one.result,
            error = one.error,
            fingerprint = one.failure.map(|failure| &failure.fingerprint)
        ));
        if let Some(failure) = one.failure {
            failures.push(FailureChange {
                fingerprint: failure.fingerprint.clone(),
                error: Some(failure.error.clone()),
                content_type: row.get("content_type")?,
                worker_id: row.get("held_by")?,
                jobs: 1,
                first_failed_at: session.now(),
                last_failed_at: session.now(),
            });
        }
        events.push(NewEvent {
            job_id: id.clone(),
            action: one.action(),
            from: Some("processing".into()),
            to: Some(one.to_status().into()),
            claim_seq: Some(seq),
            worker_id: row.get("held_by")?,
            reason: one.error.map(String::from),
            detail: Some(serde_json::json!({"hash": one.hash})),
            ..NewEvent::default()
        });
        settled.push(id);
    }
    if settled.is_empty() {
        return Ok(Default::default());
    }
    let update = sql!(
        "UPDATE remote_jobs r JOIN ({sources}) s ON r.id = s.id SET r.status = s.status, r.completed_at = {now}, \
         r.result_data = CASE WHEN s.error IS NULL THEN s.result ELSE r.result_data END, r.error_message = s.error, r.failure_fingerprint = s.fingerprint, \
         r.retry_count = COALESCE(r.retry_count, 0) + (s.error IS NOT NULL)",
        sources = Sql::join(sources, " UNION ALL "),
        now = session.now()
    );
    let mut statements = vec![update, insert_events(exchange.actor, "remote", &events)];
    statements.extend((!failures.is_empty()).then(|| insert_failures(&failures)));
    Ok((settled, statements))
}
