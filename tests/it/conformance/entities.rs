//! Every column of every table, written and read back through its entity with its extremes.

use crate::support::database::block_on;
use crate::support::{Engine, TestDatabase};
use chrono::{DateTime, Utc};
use morag_db::database::Database;
use morag_db::entity::enums::*;
use morag_db::entity::*;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, Iterable};
use serde_json::{Value, json};
use std::fmt::Debug;
use std::time::Duration;

#[path = "entities_of_operations.rs"]
mod operations;

on_every_engine!(every_column_keeps_its_extremes, every_label_of_every_enum_is_kept);

/// What breaks clients that are not careful: four-byte characters, quotes, direction marks, what looks like SQL.
const HOSTILE: &str = "Ω 😀 \"'`\\ \u{202e}; DROP TABLE users; -- %s {} \u{1b}[31m";

struct Extremes {
    database: DatabaseConnection,
}

impl Extremes {
    fn uuid(&self) -> DbUuid {
        DbUuid::generate(self.database.get_database_backend())
    }

    fn time(&self, text: &str) -> DbTime {
        DbTime::new(text.parse::<DateTime<Utc>>().unwrap(), self.database.get_database_backend())
    }

    fn now(&self) -> DbTime {
        self.time("2026-11-23T23:59:59.999999Z")
    }

    /// As deep as MariaDB's json_valid goes.
    fn json(&self) -> Value {
        let mut deep = json!({"text": HOSTILE, "numbers": [1.1, -0.5, 9007199254740991i64, 0], "nothing": null, "empty": {}});
        for _ in 0..28 {
            deep = json!([deep]);
        }
        deep
    }

    fn long(&self) -> String {
        "5 MB 😀 ".repeat(5_000_000 / 10)
    }

    async fn keeps<E, A>(&self, model: E::Model)
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<A> + Clone + PartialEq + Debug,
        A: ActiveModelTrait<Entity = E>,
    {
        let mut row = model.clone().into_active_model();
        for column in E::Column::iter() {
            row.reset(column);
        }
        E::insert(row).exec_without_returning(&self.database).await.unwrap();
        let rows = E::find().all(&self.database).await.unwrap();
        assert!(rows.contains(&model), "{model:?} came back as {rows:?}");
    }
}

fn every_column_keeps_its_extremes(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    fill_with_extremes(&database);
}

/// Writes rows with the extremes of every column into every table.
pub fn fill_with_extremes(database: &TestDatabase) {
    block_on(async {
        let pool = Database::connect(&database.parsed(), 2, Duration::from_secs(10)).await.unwrap();
        let x = Extremes { database: pool.connection.clone() };
        bookkeeping_and_remote_jobs(&x).await;
        core(&x).await;
        agent(&x).await;
        chat(&x).await;
        pool.close().await.unwrap();
    });
}

async fn bookkeeping_and_remote_jobs(x: &Extremes) {
    x.keeps::<schema_migrations::Entity, _>(schema_migrations::Model {
        version: "9999999999".into(),
        applied_at: None,
        description: Some(HOSTILE.into()),
        checksum: None,
        execution_ms: Some(i64::MAX),
    })
    .await;
    let full = remote_jobs::Model {
        id: x.uuid(),
        ingestion_task_id: "i".repeat(255),
        source_file_path: HOSTILE.into(),
        content_type: "audio".into(),
        task_options: x.json(),
        status: "processing".into(),
        worker_id: Some(HOSTILE.into()),
        created_at: Some(x.time("1970-01-01T00:00:01.000001Z")),
        started_at: Some(x.now()),
        completed_at: Some(x.time("9999-12-31T23:59:59.999999Z")),
        error_message: Some(x.long()),
        result_data: Some(x.json()),
        retry_count: Some(i32::MAX),
        max_retries: Some(0),
        timeout_at: Some(x.now()),
        claim_seq: Some(i64::MAX),
        claim_started_at: Some(x.now()),
        heartbeat_at: Some(x.now()),
        run_after: Some(x.now()),
        failure_fingerprint: Some("f".repeat(16)),
        priority: i32::MIN,
    };
    x.keeps::<remote_jobs::Entity, _>(full.clone()).await;
    let bare = remote_jobs::Model {
        id: x.uuid(),
        worker_id: None,
        created_at: None,
        started_at: None,
        completed_at: None,
        error_message: None,
        result_data: None,
        retry_count: None,
        max_retries: None,
        timeout_at: None,
        claim_seq: None,
        claim_started_at: None,
        heartbeat_at: None,
        run_after: None,
        failure_fingerprint: None,
        priority: 0,
        ..full
    };
    x.keeps::<remote_jobs::Entity, _>(bare).await;
    operations::keep_their_extremes(x).await;
    operations::keep_their_extremes_in_history(x).await;
}

async fn core(x: &Extremes) {
    let (now, id) = (x.now(), |name: &str| name.to_string());
    x.keeps::<users::Entity, _>(users::Model {
        id: id("u"),
        name: HOSTILE.into(),
        email: "é😀@example.com".into(),
        avatar: Some("a".repeat(500)),
        role: UserRole::Viewer,
        created_at: now,
        updated_at: now,
    })
    .await;
    x.keeps::<user_settings::Entity, _>(user_settings::Model {
        id: id("s"),
        user_id: id("u"),
        theme: Theme::System,
        language: "zh-Hant-TW".into(),
        notifications: false,
        auto_save: true,
        default_database: None,
        created_at: now,
        updated_at: now,
    })
    .await;
    x.keeps::<database_servers::Entity, _>(database_servers::Model {
        id: id("server"),
        name: HOSTILE.into(),
        r#type: DatabaseType::Weaviate,
        host: "::1".into(),
        port: i32::MAX,
        username: None,
        password: Some(HOSTILE.into()),
        api_key: None,
        database: Some("d".into()),
        collection: None,
        is_active: true,
        created_at: now,
        last_connected: Some(now),
        updated_at: now,
        user_id: id("u"),
    })
    .await;
    x.keeps::<databases::Entity, _>(databases::Model {
        id: id("d"),
        name: HOSTILE.into(),
        description: String::new(),
        document_count: i32::MIN,
        last_updated: now,
        created_at: now,
        updated_at: now,
        user_id: id("u"),
        server_id: id("server"),
    })
    .await;
    let document = documents::Model {
        id: id("doc"),
        name: HOSTILE.into(),
        r#type: "pdf".into(),
        state: DocumentState::Ingested,
        version: 2,
        chunks: 3,
        quality: 0.1 + 0.2,
        upload_date: now,
        created_at: now,
        updated_at: now,
        user_id: id("u"),
        database_id: Some(id("d")),
    };
    x.keeps::<documents::Entity, _>(document.clone()).await;
    x.keeps::<documents::Entity, _>(documents::Model { id: id("doc2"), database_id: None, quality: -1e300, ..document }).await;
    x.keeps::<api_keys::Entity, _>(api_keys::Model {
        id: id("k"),
        name: HOSTILE.into(),
        key: "k".repeat(500),
        created: now,
        last_used: None,
        created_at: now,
        updated_at: now,
        user_id: id("u"),
    })
    .await;
    x.keeps::<jobs::Entity, _>(jobs::Model {
        id: id("j"),
        document_name: HOSTILE.into(),
        document_type: "pdf".into(),
        start_date: now,
        end_date: None,
        status: JobStatus::WaitingForRemoteWorker,
        percentage: 100,
        summary: x.long(),
        created_at: now,
        updated_at: now,
        document_id: id("doc"),
        user_id: id("u"),
    })
    .await;
}

async fn agent(x: &Extremes) {
    let (now, id) = (x.now(), |name: &str| name.to_string());
    let task = tasks::Model {
        id: id("t"),
        created_at: now,
        updated_at: now,
        name: HOSTILE.into(),
        description: Some(HOSTILE.into()),
        config: x.json(),
        status: TaskStatus::Timeout,
        max_rounds: Some(1),
        max_revision_rounds: Some(2),
        memory_size: Some(3),
        total_runs: Some(4),
        successful_runs: Some(5),
        failed_runs: Some(6),
        last_run_at: Some(now),
        last_run_duration: Some(1e-300),
        last_error: Some(x.long()),
    };
    x.keeps::<tasks::Entity, _>(task.clone()).await;
    let bare = tasks::Model {
        id: id("t2"),
        description: None,
        max_rounds: None,
        max_revision_rounds: None,
        memory_size: None,
        total_runs: None,
        successful_runs: None,
        failed_runs: None,
        last_run_at: None,
        last_run_duration: None,
        last_error: None,
        ..task
    };
    x.keeps::<tasks::Entity, _>(bare).await;
    x.keeps::<task_runs::Entity, _>(task_runs::Model {
        id: id("r"),
        created_at: now,
        updated_at: now,
        task_id: id("t"),
        run_number: 1,
        status: RunStatus::Completed,
        plan: Some(x.json()),
        results: None,
        started_at: Some(now),
        completed_at: None,
        duration: Some(0.0),
        error_message: Some(x.long()),
        error_details: Some(json!(["a", {"b": false}])),
        memory_used: None,
        round_count: Some(-1),
    })
    .await;
    x.keeps::<metric_snapshots::Entity, _>(metric_snapshots::Model {
        id: id("m"),
        created_at: now,
        updated_at: now,
        task_id: Some(id("t")),
        task_run_id: None,
        name: HOSTILE.into(),
        metric_type: MetricType::ErrorRate,
        value: f64::MAX,
        unit: Some("%".into()),
        labels: Some(x.json()),
        timestamp: x.time("2038-01-20T00:00:00.000001Z"),
    })
    .await;
    x.keeps::<artifacts::Entity, _>(artifacts::Model {
        id: id("a"),
        created_at: now,
        updated_at: now,
        task_id: None,
        task_run_id: Some(id("r")),
        name: HOSTILE.into(),
        artifact_type: ArtifactType::Chart,
        file_path: Some(HOSTILE.into()),
        file_size: Some(i64::MAX),
        file_hash: Some("f".repeat(64)),
        content_type: Some("text/plain".into()),
        content: Some(x.long()),
        metadata: Some(x.json()),
    })
    .await;
}

async fn chat(x: &Extremes) {
    let now = x.now();
    let (user, conversation, message, job) = (x.uuid(), x.uuid(), x.uuid(), x.uuid());
    x.keeps::<profiles::Entity, _>(profiles::Model {
        id: x.uuid(),
        user_id: user,
        email: HOSTILE.into(),
        full_name: None,
        avatar_url: Some(HOSTILE.into()),
        created_at: now,
        updated_at: now,
    })
    .await;
    let of_user = conversations::Model { id: conversation, user_id: user, title: "t".repeat(500), created_at: now, updated_at: now };
    x.keeps::<conversations::Entity, _>(of_user).await;
    let first = messages::Model {
        id: message,
        conversation_id: conversation,
        user_id: user,
        role: "assistant".into(),
        content: x.long(),
        metadata: None,
        created_at: now,
        job_id: None,
    };
    x.keeps::<messages::Entity, _>(first.clone()).await;
    let full = processing_jobs::Model {
        id: job,
        user_id: user,
        conversation_id: conversation,
        message_id: Some(message),
        job_type: HOSTILE.into(),
        status: Some("a status of tomorrow".into()),
        user_query: x.long(),
        intent_data: Some(x.json()),
        progress: Some(0.333),
        total_items: Some(1),
        total_batches: Some(2),
        processed_items: Some(3),
        processed_batches: Some(4),
        failed_batches: Some(5),
        current_phase: Some(HOSTILE.into()),
        result: Some(x.json()),
        aggregation_details: Some(json!(1)),
        intermediate_results: Some(json!("text")),
        error_message: Some(x.long()),
        error_details: Some(json!(false)),
        started_at: Some(now),
        completed_at: Some(now),
        estimated_completion_seconds: Some(7),
        actual_duration_seconds: Some(1.5),
        processing_metadata: Some(x.json()),
        created_at: Some(now),
        // a timestamp on MySQL and MariaDB, which ends in 2038
        updated_at: Some(x.time("2037-12-31T23:59:59.999999Z")),
    };
    x.keeps::<processing_jobs::Entity, _>(full.clone()).await;
    let bare = processing_jobs::Model {
        id: x.uuid(),
        message_id: None,
        status: None,
        intent_data: None,
        progress: None,
        total_items: None,
        total_batches: None,
        processed_items: None,
        processed_batches: None,
        failed_batches: None,
        current_phase: None,
        result: None,
        aggregation_details: None,
        intermediate_results: None,
        error_message: None,
        error_details: None,
        started_at: None,
        completed_at: None,
        estimated_completion_seconds: None,
        actual_duration_seconds: None,
        processing_metadata: None,
        created_at: None,
        updated_at: None,
        ..full
    };
    x.keeps::<processing_jobs::Entity, _>(bare).await;
    x.keeps::<messages::Entity, _>(messages::Model { id: x.uuid(), metadata: Some(x.json()), job_id: Some(job), ..first }).await;
}

fn every_label_of_every_enum_is_kept(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    block_on(async {
        let pool = Database::connect(&database.parsed(), 1, Duration::from_secs(10)).await.unwrap();
        let x = Extremes { database: pool.connection.clone() };
        let now = x.now();
        for (n, role) in UserRole::iter().enumerate() {
            let user = users::Model {
                id: n.to_string(),
                name: "n".into(),
                email: n.to_string(),
                avatar: None,
                role,
                created_at: now,
                updated_at: now,
            };
            x.keeps::<users::Entity, _>(user).await;
        }
        for (n, metric_type) in MetricType::iter().enumerate() {
            x.keeps::<metric_snapshots::Entity, _>(metric_snapshots::Model {
                id: n.to_string(),
                created_at: now,
                updated_at: now,
                task_id: None,
                task_run_id: None,
                name: "n".into(),
                metric_type,
                value: 0.0,
                unit: None,
                labels: None,
                timestamp: now,
            })
            .await;
        }
        pool.close().await.unwrap();
    });
    let label = if engine.is_postgres() { "'Admin'::userrole" } else { "'admin'" };
    database.try_sql(&format!("INSERT INTO users (id, name, email, role) VALUES ('x', 'x', 'x', {label})")).unwrap_err();
}
