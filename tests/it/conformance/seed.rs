//! A database on which somebody already ran the seed's own 001, verbatim, with rows in it.

use crate::support::{Engine, TestDatabase, built_in_versions};

on_engine!(
    postgres,
    Postgres,
    the_seeds_own_001_is_gone_on_from_and_loses_nothing,
    a_foreign_002_is_not_trusted_without_a_look,
    a_function_of_the_same_name_with_another_body_is_refused
);
on_engine!(postgres_newest, PostgresNewest, the_seeds_own_001_is_gone_on_from_and_loses_nothing);

const SEED: &str = include_str!("../../fixtures/seed_001.sql");

fn seeded(engine: Engine) -> TestDatabase {
    let database = TestDatabase::empty(engine);
    database.sql(SEED);
    database.sql(
        "INSERT INTO remote_jobs (ingestion_task_id, source_file_path, content_type, task_options, status) \
         SELECT 'task ' || n, '/in/' || n, 'audio', jsonb_build_object('n', n), 'pending' FROM generate_series(1, 500) n",
    );
    database
}

fn the_seeds_own_001_is_gone_on_from_and_loses_nothing(engine: Engine) {
    let database = seeded(engine);
    let columns = "id, ingestion_task_id, source_file_path, content_type, task_options, status, worker_id, created_at, started_at, \
                   completed_at, error_message, result_data, retry_count, max_retries, timeout_at";
    let select = format!("SELECT {columns} FROM remote_jobs ORDER BY id");
    let rows = database.sql(&select);
    let status = database.run(&["migrate", "status", "--output", "json"]).expect(0).json();
    assert_eq!(status["migrations"][0]["state"], "applied");
    assert!(status["migrations"][0]["note"].as_str().unwrap().contains("another tool"));
    let report = database.run(&["init", "--output", "json"]).expect(0).json();
    let done: Vec<&str> = report["done"].as_array().unwrap().iter().map(|m| m["version"].as_str().unwrap()).collect();
    assert_eq!(done, built_in_versions()[1..]);
    assert_eq!(database.sql(&select), rows);
    assert_eq!(
        database.value("SELECT description FROM schema_migrations WHERE version = '001'"),
        "Create remote_jobs table for remote conversion tracking"
    );
    let fresh = TestDatabase::missing(engine);
    fresh.run(&["init"]).expect(0);
    assert_eq!(database.catalog(), fresh.catalog());
    // and the seed's own tool finds its row and has nothing to do
    database.sql(SEED);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn a_foreign_002_is_not_trusted_without_a_look(engine: Engine) {
    let database = seeded(engine);
    database
        .sql("CREATE TABLE workers (id int); INSERT INTO schema_migrations (version, description) VALUES ('002', 'Python team: workers')");
    let before = database.catalog();
    let run = database.run(&["init"]).expect(4);
    assert!(run.err.contains("migration 002 (") && run.err.contains("another tool"), "{}", run.err);
    assert_eq!(before, database.catalog());
    let altered = seeded(engine);
    altered.sql("ALTER TABLE remote_jobs ALTER COLUMN status DROP DEFAULT");
    altered.run(&["init"]).expect(4);
}

fn a_function_of_the_same_name_with_another_body_is_refused(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let function =
        |body: &str| format!("CREATE OR REPLACE FUNCTION update_updated_at_column() RETURNS TRIGGER AS $$ {body} $$ LANGUAGE plpgsql");
    database.sql(&function("BEGIN NEW.updated_at = '2000-01-01'; RETURN NEW; END;"));
    let before = || database.catalog().0.functions;
    let theirs = before();
    let run = database.run(&["migrate", "up"]).expect(1);
    assert!(run.err.contains("with another body is there already"), "{}", run.err);
    assert_eq!(database.versions(), ["001", "002", "003"]);
    assert_eq!(before(), theirs);
    database.sql(&function("BEGIN\n  NEW.updated_at = NOW();\n  RETURN NEW;\nEND;"));
    database.run(&["migrate", "up"]).expect(0);
}
