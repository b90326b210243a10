//! The tables of the job service, for `entities`.

use super::{Extremes, HOSTILE};
use morag_db::entity::*;
use sea_orm::{ConnectionTrait, DbBackend};

pub async fn keep_their_extremes(x: &Extremes) {
    x.keeps::<job_events::Entity, _>(job_events::Model {
        id: x.uuid(),
        kind: "remote".into(),
        job_id: "j".repeat(36),
        at: x.now(),
        action: "requeue".into(),
        from_status: Some(HOSTILE.chars().take(30).collect()),
        to_status: None,
        claim_seq: Some(i64::MAX),
        worker_id: Some(HOSTILE.into()),
        actor: HOSTILE.into(),
        operation_id: Some(x.uuid()),
        reason: Some(x.long()),
        detail: Some(x.json()),
    })
    .await;
    x.keeps::<job_late_results::Entity, _>(job_late_results::Model {
        id: x.uuid(),
        job_id: "j".into(),
        claim_seq: None,
        worker_id: None,
        outcome: "completed".into(),
        result_data: Some(x.json()),
        error_message: Some(x.long()),
        hash: "f".repeat(64),
        refused_because: HOSTILE.into(),
        received_at: x.now(),
        accepted_at: None,
    })
    .await;
    x.keeps::<job_failures::Entity, _>(job_failures::Model {
        id: x.uuid(),
        fingerprint: "f".repeat(16),
        error: Some(HOSTILE.into()),
        content_type: Some(HOSTILE.into()),
        worker_id: Some(HOSTILE.into()),
        jobs: i32::MIN,
        first_failed_at: Some(x.now()),
        last_failed_at: None,
    })
    .await;
    x.keeps::<job_archive::Entity, _>(job_archive::Model {
        id: x.uuid(),
        operation_id: x.uuid(),
        action: "purge".into(),
        archived_at: x.now(),
        kept_until: x.now(),
        bytes: i64::MAX,
        ingestion_task_id: HOSTILE.into(),
        source_file_path: HOSTILE.into(),
        content_type: HOSTILE.chars().take(50).collect(),
        task_options: Some(x.json()),
        status: HOSTILE.chars().take(20).collect(),
        worker_id: Some(HOSTILE.into()),
        created_at: Some(x.now()),
        started_at: None,
        completed_at: Some(x.now()),
        error_message: Some(x.long()),
        result_data: Some(x.json()),
        retry_count: Some(i32::MAX),
        max_retries: None,
        timeout_at: Some(x.now()),
        claim_seq: Some(i64::MAX),
        claim_started_at: None,
        heartbeat_at: Some(x.now()),
        run_after: None,
        failure_fingerprint: Some("f".repeat(16)),
        priority: Some(i32::MIN),
    })
    .await;
    x.keeps::<job_types::Entity, _>(job_types::Model {
        content_type: HOSTILE.chars().take(50).collect(),
        paused_at: Some(x.now()),
        paused_until: None,
        paused_by: Some(HOSTILE.into()),
        pause_reason: Some(x.long()),
        running_limit: Some(i32::MAX),
        lock_seq: i64::MAX,
    })
    .await;
    x.keeps::<job_slots::Entity, _>(job_slots::Model {
        id: x.uuid(),
        content_type: HOSTILE.chars().take(50).collect(),
        slot: i32::MAX,
        job_id: Some(x.uuid()),
        claim_seq: Some(i64::MAX),
        claimed_at: Some(x.now()),
    })
    .await;
    x.keeps::<job_operations::Entity, _>(job_operations::Model {
        id: x.uuid(),
        action: "purge".into(),
        actor: HOSTILE.into(),
        filter: Some(x.json()),
        reason: None,
        planned: i32::MAX,
        changed: 0,
        skipped: 0,
        started_at: x.now(),
        finished_at: Some(x.now()),
        state: Some("paused".into()),
        progress: Some(x.json()),
        runner: Some(x.uuid()),
        runner_until: Some(x.now()),
    })
    .await;
    x.keeps::<job_operation_jobs::Entity, _>(job_operation_jobs::Model {
        id: x.uuid(),
        operation_id: x.uuid(),
        position: i32::MAX,
        kind: "task-run".into(),
        job_id: "j".repeat(36),
        status: HOSTILE.chars().take(30).collect(),
        claim_seq: i64::MAX,
        failures: i64::MAX,
        step: Some(i32::MAX),
        watched_id: Some("j".repeat(36)),
    })
    .await;
}

const MONTH: i32 = 202_611;

/// The tables of the history, with a partition for a month.
pub async fn keep_their_extremes_in_history(x: &Extremes) {
    let backend = x.database.get_database_backend();
    for table in ["job_history", "job_event_history", "job_late_result_history"] {
        let add = match backend {
            DbBackend::Postgres => format!("CREATE TABLE {table}_{MONTH} PARTITION OF {table} FOR VALUES IN ({MONTH})"),
            DbBackend::MySql => format!("ALTER TABLE {table} ADD PARTITION (PARTITION m{MONTH} VALUES IN ({MONTH}))"),
            _ => continue,
        };
        x.database.execute_unprepared(&add).await.unwrap();
    }
    x.keeps::<job_history::Entity, _>(job_history::Model {
        id: x.uuid(),
        month: MONTH,
        archived_at: x.now(),
        ingestion_task_id: HOSTILE.into(),
        source_file_path: HOSTILE.into(),
        content_type: HOSTILE.chars().take(50).collect(),
        task_options: Some(x.json()),
        status: HOSTILE.chars().take(20).collect(),
        worker_id: Some(HOSTILE.into()),
        created_at: Some(x.now()),
        started_at: None,
        completed_at: Some(x.now()),
        error_message: Some(x.long()),
        result_data: Some(x.json()),
        retry_count: Some(i32::MAX),
        max_retries: None,
        timeout_at: Some(x.now()),
        claim_seq: Some(i64::MAX),
        claim_started_at: None,
        heartbeat_at: Some(x.now()),
        run_after: None,
        failure_fingerprint: Some("f".repeat(16)),
        priority: Some(i32::MIN),
    })
    .await;
    x.keeps::<job_event_history::Entity, _>(job_event_history::Model {
        id: x.uuid(),
        month: MONTH,
        kind: "remote".into(),
        job_id: "j".repeat(36),
        at: x.now(),
        action: "requeue".into(),
        from_status: Some(HOSTILE.chars().take(30).collect()),
        to_status: None,
        claim_seq: Some(i64::MAX),
        worker_id: Some(HOSTILE.into()),
        actor: HOSTILE.into(),
        operation_id: Some(x.uuid()),
        reason: Some(x.long()),
        detail: Some(x.json()),
    })
    .await;
    x.keeps::<job_late_result_history::Entity, _>(job_late_result_history::Model {
        id: x.uuid(),
        month: MONTH,
        job_id: "j".into(),
        claim_seq: None,
        worker_id: None,
        outcome: "completed".into(),
        result_data: Some(x.json()),
        error_message: Some(x.long()),
        hash: "f".repeat(64),
        refused_because: HOSTILE.into(),
        received_at: x.now(),
        accepted_at: None,
    })
    .await;
    x.keeps::<job_history_months::Entity, _>(job_history_months::Model {
        month: MONTH,
        completed: i64::MAX,
        failed: 0,
        timed_out: 0,
        cancelled: 0,
        events: i64::MAX,
        late_results: 0,
        bytes: i64::MAX,
        archived_at: x.now(),
        dropping_since: Some(x.now()),
    })
    .await;
}
