//! The traps that the schema's contract lists, each held by a test.

use crate::support::database::block_on;
use crate::support::{Engine, TestDatabase};
use morag_db::database::Database;
use morag_db::entity::{DbUuid, remote_jobs};
use sea_orm::{EntityTrait, QueryFilter};
use std::time::Duration;

on_every_engine!(
    defaults_are_utc_whatever_the_session_says,
    rows_of_every_client_sort_and_compare_with_ours,
    ids_statuses_and_keys_are_compared_byte_by_byte,
    every_column_with_a_default_may_be_left_out,
    updated_at_of_processing_jobs_is_kept_by_the_database,
    a_uuid_is_found_in_both_of_its_forms,
    foreign_keys_are_enforced_in_our_sessions,
);

/// Of one engine alone.
mod alone {
    use super::*;
    on_engine!(postgres, Postgres, enum_types_have_the_names_that_typed_drivers_cast_to, a_database_that_init_makes_is_in_utc);
}

fn ready(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database
}

const JOB: &str = "INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type) VALUES ('t', '/f', 'audio')";

/// The time of a new row against the server's own idea of UTC, in seconds.
fn defaults_are_utc_whatever_the_session_says(engine: Engine) {
    let database = ready(engine);
    let (zone, distance) = match engine {
        Engine::Sqlite => ("", "SELECT abs(strftime('%s', 'now') - strftime('%s', created_at)) FROM remote_jobs"),
        Engine::Postgres | Engine::PostgresNewest => {
            ("SET timezone = 'Asia/Karachi';", "SELECT abs(extract(epoch FROM now() - created_at))::int FROM remote_jobs")
        }
        Engine::MySql | Engine::MariaDb => {
            ("SET time_zone = '+05:00';", "SELECT ABS(TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP())) FROM remote_jobs")
        }
    };
    database.sql(&format!("{zone} {JOB}"));
    let seconds: u32 = database.value(distance).parse().unwrap();
    assert!(seconds < 60, "the default is {seconds} s off");
    if engine == Engine::Sqlite {
        let text = database.value("SELECT created_at FROM remote_jobs");
        assert_eq!((text.len(), &text[10..11], &text[19..20]), (26, " ", "."), "{text}");
    }
}

fn rows_of_every_client_sort_and_compare_with_ours(engine: Engine) {
    let database = ready(engine);
    let insert = |id: u32, created: &str| {
        let id = format!("00000000-0000-4000-8000-00000000000{id}");
        database.sql(&format!(
            "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, created_at) VALUES ('{id}', 't', '/f', 'web', {created})"
        ));
    };
    // as SQLAlchemy writes a naive utcnow(), and as morag-db does
    insert(2, "'2026-01-02 03:04:05.000006'");
    insert(1, "'2026-01-02 03:04:05.000005'");
    insert(3, "'2026-01-02 23:59:59.000000'");
    database.sql(JOB);
    let order = database.sql("SELECT ingestion_task_id, id FROM remote_jobs ORDER BY created_at");
    let ids: Vec<String> = order.into_iter().map(|row| row[1].clone().unwrap().chars().last().unwrap().to_string()).collect();
    assert_eq!(ids[..3], ["1", "2", "3"], "and the row that a default dated is the newest");
    assert_eq!(database.value("SELECT count(*) FROM remote_jobs WHERE created_at > '2026-01-02 03:04:05.000005'"), "3");
    assert_eq!(database.value("SELECT count(*) FROM remote_jobs WHERE created_at >= '2026-01-02 23:59:59.000000'"), "2");
}

fn ids_statuses_and_keys_are_compared_byte_by_byte(engine: Engine) {
    let database = ready(engine);
    database.try_sql(&JOB.replace("content_type)", "content_type, status)").replace("'audio')", "'audio', 'PENDING')")).unwrap_err();
    database.try_sql(&JOB.replace("'audio'", "'Audio'")).unwrap_err();
    database.sql("INSERT INTO users (id, name, email) VALUES ('u', 'n', 'e'), ('U', 'n', 'E')");
    for (id, key) in [("a", "Key-A"), ("b", "key-a"), ("A", "kéy-a")] {
        let column = database.engine.backend().quote("key");
        database.sql(&format!("INSERT INTO api_keys (id, name, {column}, user_id) VALUES ('{id}', 'n', '{key}', 'u')"));
    }
    database.sql("INSERT INTO database_servers (id, name, type, host, port, user_id) VALUES ('s', 'n', 'QDRANT', 'h', 1, 'u')");
    database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d', 'n', 'pdf', 'u')");
    let job = |percentage: i32| {
        format!(
            "INSERT INTO jobs (id, document_name, document_type, percentage, document_id, user_id) VALUES ('j{percentage}', 'n', 't', {percentage}, 'd', 'u')"
        )
    };
    database.sql(&job(100));
    database.try_sql(&job(101)).unwrap_err();
    database.try_sql(&job(-1)).unwrap_err();
}

fn every_column_with_a_default_may_be_left_out(engine: Engine) {
    let database = ready(engine);
    let backend = engine.backend();
    database.sql(JOB);
    database.sql("INSERT INTO users (id, name, email) VALUES ('u', 'n', 'e')");
    database.sql("INSERT INTO user_settings (id, user_id) VALUES ('s', 'u')");
    database.sql("INSERT INTO database_servers (id, name, type, host, port, user_id) VALUES ('s', 'n', 'QDRANT', 'h', 1, 'u')");
    database.sql(&format!(
        "INSERT INTO {} (id, name, description, user_id, server_id) VALUES ('d', 'n', '', 'u', 's')",
        backend.quote("databases")
    ));
    database.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d', 'n', 'pdf', 'u')");
    database.sql("INSERT INTO jobs (id, document_name, document_type, document_id, user_id) VALUES ('j', 'n', 't', 'd', 'u')");
    database.sql("INSERT INTO tasks (id, name) VALUES ('t', 'n')");
    database.sql("INSERT INTO task_runs (id, task_id, run_number) VALUES ('r', 't', 1)");
    database.sql("INSERT INTO metric_snapshots (id, name, metric_type, value) VALUES ('m', 'n', 'GAUGE', 1)");
    database.sql("INSERT INTO artifacts (id, name, artifact_type) VALUES ('a', 'n', 'LOG')");
    chat_row(&database);
    assert_eq!(database.value("SELECT status FROM jobs"), "PENDING");
    assert_eq!(database.value("SELECT config FROM tasks"), "{}");
    assert_eq!(database.value("SELECT status FROM processing_jobs"), "queued");
    assert_eq!(database.value("SELECT max_retries FROM remote_jobs"), "3");
    let id = database.value("SELECT id FROM remote_jobs");
    assert_eq!(uuid_text(&id), id, "a default id is lower case with hyphens");
}

fn uuid_text(text: &str) -> String {
    text.parse::<uuid::Uuid>().unwrap().hyphenated().to_string()
}

const USER: &str = "00000000-0000-4000-8000-0000000000aa";

fn chat_row(database: &TestDatabase) {
    database.sql(&format!("INSERT INTO profiles (user_id, email) VALUES ('{USER}', 'e')"));
    database.sql(&format!("INSERT INTO conversations (id, user_id, title) VALUES ('{USER}', '{USER}', 't')"));
    database.sql(&format!("INSERT INTO messages (conversation_id, user_id, role, content) VALUES ('{USER}', '{USER}', 'user', 'c')"));
    database.sql(&format!(
        "INSERT INTO processing_jobs (user_id, conversation_id, job_type, user_query) VALUES ('{USER}', '{USER}', 'a', 'q')"
    ));
}

fn updated_at_of_processing_jobs_is_kept_by_the_database(engine: Engine) {
    let database = ready(engine);
    chat_row(&database);
    let updated = || database.value("SELECT updated_at FROM processing_jobs");
    let before = updated();
    std::thread::sleep(Duration::from_millis(20));
    database.sql("UPDATE processing_jobs SET progress = 0.5");
    assert!(updated() > before, "{} is not later than {before}", updated());
    if engine == Engine::Sqlite {
        let before = updated();
        std::thread::sleep(Duration::from_millis(20));
        database.sql("PRAGMA recursive_triggers = ON; UPDATE processing_jobs SET progress = 0.6");
        assert!(updated() > before);
    }
}

fn a_uuid_is_found_in_both_of_its_forms(engine: Engine) {
    let database = ready(engine);
    let uuid = uuid::Uuid::now_v7();
    let row = |id: String| {
        format!("INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type) VALUES ('{id}', 't', '/f', 'web')")
    };
    database.sql(&row(uuid.simple().to_string()));
    let other = uuid::Uuid::now_v7();
    database.sql(&row(other.hyphenated().to_string()));
    block_on(async {
        let pool = Database::connect(&database.parsed(), 1, Duration::from_secs(10)).await.unwrap();
        for wanted in [uuid, other] {
            let id = DbUuid::new(wanted, pool.connection.get_database_backend());
            let found = remote_jobs::Entity::find().filter(id.is_in(remote_jobs::Column::Id)).all(&pool.connection).await.unwrap();
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].id, id);
        }
        pool.close().await.unwrap();
    });
}

fn foreign_keys_are_enforced_in_our_sessions(engine: Engine) {
    let database = ready(engine);
    database.try_sql("INSERT INTO task_runs (id, task_id, run_number) VALUES ('r', 'nobody', 1)").unwrap_err();
    database.sql("INSERT INTO tasks (id, name) VALUES ('t', 'n')");
    database.sql("INSERT INTO task_runs (id, task_id, run_number) VALUES ('r', 't', 1)");
    database.sql("DELETE FROM tasks");
    assert_eq!(database.value("SELECT count(*) FROM task_runs"), "0");
}

fn enum_types_have_the_names_that_typed_drivers_cast_to(engine: Engine) {
    let database = ready(engine);
    let casts = [
        "'USER'::userrole",
        "'DARK'::theme",
        "'QDRANT'::databasetype",
        "'INGESTED'::documentstate",
        "'WAITING_FOR_REMOTE_WORKER'::jobstatus",
    ];
    let more = ["'RUNNING'::taskstatus", "'TIMEOUT'::runstatus", "'ERROR_RATE'::metrictype", "'CHART'::artifacttype"];
    for cast in casts.iter().chain(&more) {
        database.sql(&format!("SELECT {cast}"));
    }
}

fn a_database_that_init_makes_is_in_utc(engine: Engine) {
    let database = ready(engine);
    let settings = "SELECT array_to_string(setconfig, ',') FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())";
    assert!(database.value(settings).to_lowercase().contains("timezone=utc"), "{}", database.value(settings));
}
