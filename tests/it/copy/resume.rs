//! A copy that is killed, or cut off, goes on or starts over, and ends equal.

use crate::support::{Engine, TestDatabase};
use serde_json::json;
use std::time::{Duration, Instant};

on_every_engine!(
    a_killed_copy_goes_on_from_its_last_commit,
    a_killed_copy_starts_over_if_the_source_has_changed,
    rows_that_a_copy_did_not_write_are_not_removed,
    of_two_copies_at_once_one_fills_the_target
);

/// A database with 6,000 jobs of about a kilobyte.
fn source(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    database.run(&["seed", "--remote-jobs", "6000"]).expect(0);
    let text = "0123456789".repeat(100);
    database.sql(&format!("UPDATE remote_jobs SET error_message = '{text}'"));
    database
}

/// Kills a copy when some of its rows are committed.
fn killed_midway(source: &TestDatabase, target: &TestDatabase) {
    target.run(&["init"]).expect(0);
    let mut child = source.spawn(&["copy", "--to", &target.url, "--rate", "1MB"]);
    let start = Instant::now();
    loop {
        let journal = target.try_sql("SELECT value FROM morag_settings WHERE name = 'copy'").unwrap_or_default();
        let journal = journal.into_iter().flatten().flatten().next().unwrap_or_default();
        if journal.contains(r#""remote_jobs":{"rows":"#) {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none(), "{journal}");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// From SQLite to the engine, and from the engine to SQLite: both sides have positions of their own.
fn both_ways(engine: Engine) -> [(TestDatabase, TestDatabase); 2] {
    let other = if engine == Engine::Sqlite { Engine::Sqlite } else { engine };
    [(source(Engine::Sqlite), TestDatabase::missing(other)), (source(other), TestDatabase::missing(Engine::Sqlite))]
}

fn a_killed_copy_goes_on_from_its_last_commit(engine: Engine) {
    for (source, target) in both_ways(engine) {
        killed_midway(&source, &target);
        for (command, code) in [("init", 7), ("health", 4), ("verify", 7), ("migrate", 7)] {
            let run = target.run(&[command]);
            let text = format!("{}{}", run.out, run.err);
            assert!(run.code == code && text.contains("a copy into this database was interrupted"), "{command}: {} {text}", run.code);
        }
        // a copy of something half-copied, or of something else into it
        target.copy_to(&TestDatabase::missing(Engine::Sqlite), &[]).expect(7);
        let other = TestDatabase::missing(Engine::Sqlite);
        other.run(&["init"]).expect(0);
        let refused = other.copy_to(&target, &[]).expect(8);
        assert!(refused.err.contains("was interrupted"), "{}", refused.err);
        // nor with other options, which would leave the rest as it is and call it complete
        for other in [&["--tables", "users"][..], &["--exclude", "remote_jobs"], &["--redact"]] {
            let refused = source.copy_to(&target, other).expect(8);
            assert!(refused.err.contains("was interrupted, and this one has another"), "{}", refused.err);
        }
        let report = source.copy_to(&target, &[]).expect(0).json();
        assert!(report["kept"].as_array().unwrap().contains(&json!("remote_jobs")), "{report:#}");
        assert_eq!(report["started_over"], json!([]));
        assert!(report["rows_written"].as_u64().unwrap() < 6000, "{report:#}");
        assert_eq!(source.copy_to(&target, &["--verify-only"]).expect(0).json()["differences"], json!([]));
        target.run(&["verify", "--strict", "--data"]).expect(0);
        target.run(&["init"]).expect(0);
    }
}

fn a_killed_copy_starts_over_if_the_source_has_changed(engine: Engine) {
    for (source, target) in both_ways(engine) {
        killed_midway(&source, &target);
        source.sql("UPDATE remote_jobs SET error_message = 'changed'; DELETE FROM user_settings");
        let report = source.copy_to(&target, &[]).expect(0).json();
        assert!(report["started_over"].as_array().unwrap().contains(&json!("remote_jobs")), "{report:#}");
        assert_eq!(source.copy_to(&target, &["--verify-only"]).expect(0).json()["differences"], json!([]));
        target.run(&["verify", "--strict", "--data"]).expect(0);
    }
}

fn rows_that_a_copy_did_not_write_are_not_removed(engine: Engine) {
    let (source, target) = (source(Engine::Sqlite), TestDatabase::missing(engine));
    killed_midway(&source, &target);
    let id = "00000000-0000-4000-8000-00000000000f";
    target.sql(&format!(
        "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type) VALUES ('{id}', 'of an application', 'p', 'audio')"
    ));
    source.sql("UPDATE remote_jobs SET error_message = 'changed'");
    let refused = source.copy_to(&target, &[]).expect(8);
    assert!(refused.err.contains("of which the copy wrote"), "{}", refused.err);
    assert_eq!(target.value("SELECT count(*) FROM remote_jobs WHERE ingestion_task_id = 'of an application'"), "1");
    target.sql("DELETE FROM remote_jobs WHERE ingestion_task_id = 'of an application'");
    source.copy_to(&target, &[]).expect(0);
}

fn of_two_copies_at_once_one_fills_the_target(engine: Engine) {
    let (source, target) = (source(Engine::Sqlite), TestDatabase::missing(engine));
    target.run(&["init"]).expect(0);
    let copies = [(); 2].map(|()| source.spawn(&["copy", "--to", &target.url, "--rate", "10MB"]));
    let mut codes = copies.map(|child| child.wait_with_output().unwrap().status.code().unwrap());
    codes.sort();
    assert_eq!(codes, [0, 8]);
    assert_eq!(source.copy_to(&target, &["--verify-only"]).expect(0).json()["differences"], json!([]));
    target.run(&["verify", "--strict"]).expect(0);
}
