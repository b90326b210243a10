//! What a target can't store is found before anything is written.

use crate::support::{Engine, TestDatabase};
use serde_json::{Value, json};

on_every_engine!(values_that_do_not_fit_are_counted_before_anything_is_written);

/// The misfits of a plan: object, reason and number.
fn misfits(plan: &Value) -> Vec<(String, String, u64)> {
    let of = |m: &Value| (m["object"].as_str().unwrap().into(), m["reason"].as_str().unwrap().into(), m["values"].as_u64().unwrap());
    plan["misfits"].as_array().unwrap().iter().map(of).collect()
}

fn values_that_do_not_fit_are_counted_before_anything_is_written(target: Engine) {
    let source = TestDatabase::missing(Engine::Sqlite);
    source.run(&["init"]).expect(0);
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let insert = |n: usize, column: &str, value: &str| {
        source.sql(&format!(
            "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, {column}) \
             VALUES ('00000000-0000-4000-8000-{n:012}', 't', 'p', 'audio', {value})"
        ));
    };
    insert(1, "error_message", "'a' || char(0) || 'b'");
    insert(2, "result_data", "'[\"\\u0000\"]'");
    insert(3, "result_data", "'[\"\\ud83d\"]'");
    insert(4, "result_data", &format!("'{}'", deep(31)));
    insert(5, "result_data", &format!("'{}'", deep(32)));
    insert(6, "result_data", &format!("'{}'", deep(101)));
    insert(7, "result_data", "'[3.141592653589793238]'");
    insert(8, "result_data", "'[18446744073709551616]'");
    insert(9, "worker_id", "hex(zeroblob(128))");
    insert(10, "retry_count", "3000000000");
    insert(11, "started_at", "'tomorrow'");
    insert(12, "claim_seq", "9223372036854775807");
    insert(13, "source_file_path, worker_id", "hex(zeroblob(40000)), 'w'");
    source.sql("UPDATE remote_jobs SET source_file_path = hex(zeroblob(40000)) WHERE id LIKE '%13'");
    source.sql(
        "INSERT INTO profiles (id, user_id, email) VALUES ('p', 'u', 'e'); \
         INSERT INTO metric_snapshots (id, name, metric_type, value, timestamp) VALUES ('inf', 'm', 'GAUGE', 9e999, '2026-01-02 03:04:05')",
    );
    source.sql("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; UPDATE metric_snapshots SET metric_type = 'gauge', task_id = 'none'");
    let database = TestDatabase::missing(target);
    let dry = source.copy_to(&database, &["--dry-run"]);
    let found = misfits(&dry.json());
    let expected: Vec<(&str, &str, u64)> = match target {
        Engine::Sqlite => vec![],
        Engine::Postgres | Engine::PostgresNewest => vec![
            ("metric_snapshots.metric_type", "no_label", 1),
            ("profiles.id", "wrong_type", 1),
            ("profiles.user_id", "wrong_type", 1),
            ("remote_jobs.error_message", "nul", 1),
            ("remote_jobs.result_data", "nul_in_json", 1),
            ("remote_jobs.result_data", "lone_surrogate", 1),
            ("remote_jobs.retry_count", "number_out_of_range", 1),
            ("remote_jobs.started_at", "wrong_type", 1),
            ("remote_jobs.worker_id", "too_long", 1),
        ],
        Engine::MariaDb => vec![
            ("metric_snapshots.metric_type", "no_label", 1),
            ("metric_snapshots.value", "not_finite", 1),
            ("remote_jobs.result_data", "too_deep", 2),
            ("remote_jobs.retry_count", "number_out_of_range", 1),
            ("remote_jobs.source_file_path", "too_large", 1),
            ("remote_jobs.started_at", "wrong_type", 1),
            ("remote_jobs.worker_id", "too_long", 1),
        ],
        Engine::MySql => vec![
            ("metric_snapshots.metric_type", "no_label", 1),
            ("metric_snapshots.value", "not_finite", 1),
            ("remote_jobs.result_data", "lone_surrogate", 1),
            ("remote_jobs.result_data", "rounded", 2),
            ("remote_jobs.result_data", "too_deep", 1),
            ("remote_jobs.retry_count", "number_out_of_range", 1),
            ("remote_jobs.source_file_path", "too_large", 1),
            ("remote_jobs.started_at", "wrong_type", 1),
            ("remote_jobs.worker_id", "too_long", 1),
        ],
    };
    let mut found: Vec<(&str, &str, u64)> = found.iter().map(|(o, r, n)| (o.as_str(), r.as_str(), *n)).collect();
    found.sort();
    let rules: Vec<_> = found.extract_if(.., |(_, reason, _)| *reason == "breaks_rule").collect();
    let mut expected = expected;
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(dry.code, if expected.is_empty() { 0 } else { 4 });
    if target == Engine::Sqlite {
        // SQLite stores anything: the copy is as odd as the source, and equal
        source.copy_to(&database, &[]).expect(0);
        assert_eq!(source.copy_to(&database, &["--verify-only"]).expect(0).json()["differences"], json!([]));
        return;
    }
    assert!(rules.iter().any(|(object, ..)| object.starts_with("foreign key metric_snapshots.")), "{rules:?}");
    let refused = source.copy_to(&database, &[]).expect(4);
    assert!(refused.err.contains("can't be stored"), "{}", refused.err);
    // nothing was created either
    database.run(&["health"]).expect(5);
    // without these tables it goes
    source.copy_to(&database, &["--exclude", "remote_jobs,metric_snapshots,profiles"]).expect(0);
}
