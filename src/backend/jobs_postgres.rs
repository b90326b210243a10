//! Claim and submit on PostgreSQL in one statement each, events included: one round trip, one plan, one commit. What is not
//! plain (no token, a job that an ingestion job waits for, anything refused) goes the way of all engines.

/// Who is to claim what.
pub(crate) struct ClaimParts<'a> {
    /// The columns of the answer, of `u r`.
    pub columns: &'a str,
    /// Content types with the end of their claims, both as SQL.
    pub types: &'a [(String, String)],
    pub worker: &'a str,
    pub actor: &'a str,
    pub max: usize,
}

/// One CTE a type, so that the index serves filter and order of each; MATERIALIZED, or the planner may lock more than LIMIT.
pub(crate) fn claim_sql(parts: &ClaimParts<'_>) -> String {
    let ClaimParts { columns, types, worker, actor, max } = parts;
    let looks: Vec<String> = types
        .iter()
        .enumerate()
        .map(|(n, (ty, _))| {
            format!(
                "c{n} AS MATERIALIZED (SELECT id, created_at FROM remote_jobs WHERE status = 'pending' AND content_type = {ty} \
                 AND (run_after IS NULL OR run_after <= now()) AND (timeout_at IS NULL OR timeout_at > now()) \
                 ORDER BY created_at, id LIMIT {max} FOR UPDATE SKIP LOCKED)"
            )
        })
        .collect();
    let all: Vec<String> = (0..types.len()).map(|n| format!("SELECT id, created_at FROM c{n}")).collect();
    let ends: Vec<String> = types.iter().map(|(ty, end)| format!("WHEN {ty} THEN {end}")).collect();
    format!(
        "WITH {}, c AS MATERIALIZED (SELECT id FROM ({}) a ORDER BY created_at, id LIMIT {max}), \
         u AS (UPDATE remote_jobs r SET status = 'processing', worker_id = {worker}, claim_seq = COALESCE(r.claim_seq, 0) + 1, started_at = now(), \
         claim_started_at = now(), heartbeat_at = now(), completed_at = NULL, timeout_at = CASE r.content_type {} END FROM c WHERE r.id = c.id RETURNING r.*), \
         e AS (INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor) \
         SELECT gen_random_uuid(), 'remote', id::text, 'claim', 'pending', 'processing', claim_seq, worker_id, {actor} FROM u) \
         SELECT {columns} FROM u r ORDER BY r.created_at, r.id",
        looks.join(", "),
        all.join(" UNION ALL "),
        ends.join(" ")
    )
}

/// A result under a token; every part as SQL.
pub(crate) struct SubmitParts {
    pub id: String,
    pub claim_seq: i64,
    pub is_success: bool,
    pub result: String,
    pub error: String,
    pub hash: String,
}

/// Settles those whose token holds and for which nothing waits; answers with their ids.
pub(crate) fn submit_sql(parts: &[SubmitParts], actor: &str) -> String {
    let rows: Vec<String> = parts
        .iter()
        .map(|p| format!("('{}'::uuid, {}, {}, {}::jsonb, {}::text, '{}')", p.id, p.claim_seq, p.is_success, p.result, p.error, p.hash))
        .collect();
    format!(
        "WITH s (id, seq, ok, result, error, hash) AS (VALUES {}), \
         l AS MATERIALIZED (SELECT r.id FROM remote_jobs r JOIN s ON s.id = r.id WHERE r.status = 'processing' AND COALESCE(r.claim_seq, 0) = s.seq \
         AND r.started_at = r.claim_started_at AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.ingestion_task_id) ORDER BY r.id FOR UPDATE OF r), \
         u AS (UPDATE remote_jobs r SET status = CASE WHEN s.ok THEN 'completed' ELSE 'failed' END, completed_at = now(), \
         result_data = CASE WHEN s.ok THEN s.result ELSE r.result_data END, error_message = s.error, \
         retry_count = COALESCE(r.retry_count, 0) + CASE WHEN s.ok THEN 0 ELSE 1 END FROM s, l WHERE r.id = s.id AND l.id = r.id \
         AND r.status = 'processing' AND COALESCE(r.claim_seq, 0) = s.seq RETURNING r.id, r.status, r.claim_seq, r.worker_id), \
         e AS (INSERT INTO job_events (id, kind, job_id, action, from_status, to_status, claim_seq, worker_id, actor, reason, detail) \
         SELECT gen_random_uuid(), 'remote', u.id::text, CASE WHEN s.ok THEN 'complete' ELSE 'fail' END, 'processing', u.status, u.claim_seq, u.worker_id, \
         {actor}, s.error, jsonb_build_object('hash', s.hash) FROM u JOIN s ON s.id = u.id) SELECT u.id, u.status FROM u",
        rows.join(", ")
    )
}
