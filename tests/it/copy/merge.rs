//! Rows that are added to a database that has rows.

use super::pairs::fill_with_hostile_rows;
use crate::conformance::entities::fill_with_extremes;
use crate::support::{Engine, TestDatabase};
use morag_db::consent::{Confirmation, Confirmed};
use morag_db::copy::{CopyEvent, CopyObserver, CopyOptions, Copying, ExistingRows, OnConflict, Selection, UuidFormat};
use morag_db::db::Timeouts;
use serde_json::{Value, json};

on_every_engine!(
    new_rows_are_added_and_conflicts_are_the_operators_choice,
    every_value_can_be_replaced,
    rows_in_a_circle_of_references_are_added,
    unique_values_of_other_rows_are_found_before,
    ids_that_are_there_twice_are_found_before,
    rows_that_changed_since_the_plan_are_not_overwritten,
    an_error_leaves_the_target_as_it_was,
    a_killed_merge_has_written_all_or_nothing,
    a_target_that_is_not_ready_is_refused
);

const MERGE: &str = "--into-existing";

fn seeded() -> TestDatabase {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    database
}

/// The row of `table` in a report.
fn of(report: &Value, table: &str) -> Value {
    report["tables"].as_array().unwrap().iter().find(|row| row["table"] == table).unwrap().clone()
}

fn is_equal(source: &TestDatabase, target: &TestDatabase) -> bool {
    source.copy_to(target, &["--verify-only"]).code == 0
}

fn new_rows_are_added_and_conflicts_are_the_operators_choice(engine: Engine) {
    let source = seeded();
    let target = TestDatabase::missing(engine);
    source.copy_to(&target, &[]).expect(0);
    let all = source.value("SELECT count(*) FROM job_events").parse::<u64>().unwrap();
    target.sql("DELETE FROM job_events");
    target.sql("UPDATE users SET name = 'kept here' WHERE email = (SELECT e FROM (SELECT min(email) AS e FROM users) AS t)");
    // a row of the target alone stays
    target.sql(
        "INSERT INTO metric_snapshots (id, name, metric_type, value, timestamp) VALUES ('own', 'n', 'GAUGE', 1, '2026-01-02 03:04:05')",
    );
    let plan = source.copy_to(&target, &[MERGE, "--dry-run"]).expect(4).json();
    assert_eq!(plan["state"], "merged");
    assert_eq!(of(&plan, "job_events")["matches"]["new"], all);
    assert_eq!(of(&plan, "users")["matches"]["conflicting"], 1);
    let refused = source.copy_to(&target, &[MERGE]).expect(4);
    assert!(refused.err.contains("users: 1 row with other values: ") && refused.err.contains("--on-conflict skip"), "{}", refused.err);
    assert_eq!(target.value("SELECT count(*) FROM job_events"), "0");
    let report = source.copy_to(&target, &[MERGE, "--on-conflict", "skip"]).expect(0).json();
    assert_eq!((of(&report, "job_events")["inserted"].clone(), of(&report, "users")["skipped"].clone()), (json!(all), json!(1)));
    assert_eq!(target.value("SELECT count(*) FROM users WHERE name = 'kept here'"), "1");
    // what is overwritten is shown and confirmed
    let asked = source.copy_to(&target, &[MERGE, "--on-conflict", "replace"]).expect(8);
    assert!(asked.err.contains("will overwrite users: 1 row with other values: "), "{}", asked.err);
    source.copy_to(&target, &[MERGE, "--on-conflict", "replace", "--yes", "--database", "another"]).expect(8);
    assert_eq!(target.value("SELECT count(*) FROM users WHERE name = 'kept here'"), "1");
    let confirmed = [MERGE, "--on-conflict", "replace", "--yes", "--database", &target.name];
    let report = source.copy_to(&target, &confirmed).expect(0).json();
    assert_eq!(of(&report, "users")["replaced"], 1);
    assert_eq!(target.value("SELECT count(*) FROM metric_snapshots WHERE id = 'own'"), "1");
    target.sql("DELETE FROM metric_snapshots WHERE id = 'own'");
    assert!(is_equal(&source, &target));
    // the same again writes nothing
    let report = source.copy_to(&target, &[MERGE]).expect(0).json();
    assert!(report["tables"].as_array().unwrap().iter().all(|t| t["inserted"] == 0 && t["replaced"] == 0), "{report:#}");
    target.run(&["verify", "--strict", "--data"]).expect(0);
}

fn every_value_can_be_replaced(engine: Engine) {
    let source = TestDatabase::missing(engine);
    source.run(&["init"]).expect(0);
    fill_with_extremes(&source);
    source.sql("DELETE FROM schema_migrations WHERE version = '9999999999'");
    fill_with_hostile_rows(&source);
    let target = TestDatabase::missing(engine);
    source.copy_to(&target, &[]).expect(0);
    for (table, change) in [
        ("remote_jobs", "error_message = 'x', task_options = '{}', result_data = NULL, source_file_path = 'x', started_at = NULL"),
        ("processing_jobs", "updated_at = '2026-01-02 03:04:05', user_query = 'x', progress = 7, result = '{}'"),
        ("messages", "content = 'x', metadata = NULL"),
        ("metric_snapshots", "value = 17"),
        ("users", "name = 'x'"),
    ] {
        target.sql(&format!("UPDATE {table} SET {change}"));
    }
    let report = source.copy_to(&target, &[MERGE, "--on-conflict", "replace", "--yes", "--database", &target.name]).expect(0).json();
    assert!(of(&report, "remote_jobs")["replaced"].as_u64().unwrap() > 10, "{report:#}");
    assert!(of(&report, "processing_jobs")["replaced"].as_u64().unwrap() > 0, "{report:#}");
    assert!(is_equal(&source, &target));
    // the trigger that was paused is there, and works
    target.run(&["verify", "--strict"]).expect(0);
    target.sql("UPDATE processing_jobs SET user_query = 'y'");
    assert_eq!(target.value("SELECT count(*) FROM processing_jobs WHERE updated_at < '2026-11-01 00:00:00'"), "0");
}

fn rows_in_a_circle_of_references_are_added(engine: Engine) {
    let source = seeded();
    source.sql("UPDATE messages SET job_id = (SELECT min(id) FROM processing_jobs)");
    source.sql("UPDATE processing_jobs SET message_id = (SELECT min(id) FROM messages)");
    assert_ne!(source.value("SELECT count(*) FROM messages WHERE job_id IS NOT NULL"), "0");
    let target = TestDatabase::missing(engine);
    target.run(&["init"]).expect(0);
    source.copy_to(&target, &[MERGE]).expect(0);
    assert!(is_equal(&source, &target));
    // a later reference of a row that is replaced, and one that is taken away
    source.sql("UPDATE messages SET job_id = NULL");
    source.copy_to(&target, &[MERGE, "--on-conflict", "replace", "--yes", "--database", &target.name]).expect(0);
    assert!(is_equal(&source, &target));
    target.run(&["verify", "--strict", "--data"]).expect(0);
}

fn unique_values_of_other_rows_are_found_before(engine: Engine) {
    let source = seeded();
    let target = TestDatabase::missing(engine);
    target.run(&["init"]).expect(0);
    let email = source.value("SELECT min(email) FROM users");
    let columns = "(id, name, email) VALUES ('own', 'n'";
    target.sql(&format!("INSERT INTO users {columns}, '{email}')"));
    for how in ["refuse", "skip", "replace"] {
        let refused = source.copy_to(&target, &[MERGE, "--on-conflict", how, "--yes", "--database", &target.name]).expect(4);
        assert!(refused.err.contains("with the unique values of another row") && refused.err.contains("email"), "{}", refused.err);
    }
    assert_eq!(target.value("SELECT count(*) FROM remote_jobs"), "0");
    // other tables can still be merged
    source.copy_to(&target, &[MERGE, "--tables", "remote_jobs,job_events"]).expect(0);
    assert_eq!(target.value("SELECT count(*) FROM remote_jobs"), source.value("SELECT count(*) FROM remote_jobs"));
}

/// Engines that store UUIDs as text may have one in two spellings.
fn ids_that_are_there_twice_are_found_before(engine: Engine) {
    let source = seeded();
    let target = TestDatabase::missing(engine);
    source.copy_to(&target, &[]).expect(0);
    let columns = "(id, ingestion_task_id, source_file_path, content_type)";
    let again = "SELECT replace(upper(id), '-', ''), 'again', 'y', 'audio' FROM (SELECT min(id) AS id FROM remote_jobs) AS t";
    source.sql(&format!("INSERT INTO remote_jobs {columns} {again}"));
    let is_refused = |source: &TestDatabase| {
        for arguments in [
            &[MERGE, "--dry-run"][..],
            &[MERGE, "--on-conflict", "skip"],
            &[MERGE, "--on-conflict", "replace", "--yes", "--database", &target.name],
        ] {
            let run = source.copy_to(&target, arguments).expect(4);
            let text = format!("{}{}", run.out, run.err);
            assert!(text.contains("remote_jobs: 1 primary key is there twice"), "{text}");
        }
    };
    is_refused(&source);
    assert_eq!(target.value("SELECT count(*) FROM remote_jobs WHERE ingestion_task_id = 'again'"), "0");
    source.sql("DELETE FROM remote_jobs WHERE ingestion_task_id = 'again'");
    source.copy_to(&target, &[MERGE]).expect(0);
    if !engine.is_postgres() {
        target.sql(&format!("INSERT INTO remote_jobs {columns} {again}"));
        is_refused(&source);
    }
}

struct Quiet;

impl CopyObserver for Quiet {
    fn notice(&self, _: &CopyEvent) {}
}

/// As many rows conflict as in the plan, and they are not those that it has shown.
fn rows_that_changed_since_the_plan_are_not_overwritten(engine: Engine) {
    let source = seeded();
    let target = TestDatabase::missing(engine);
    source.copy_to(&target, &[]).expect(0);
    let rename = |name: &str| {
        target.sql(&format!("UPDATE users SET name = '{name}' WHERE email = (SELECT e FROM (SELECT min(email) AS e FROM users) AS t)"))
    };
    rename("shown");
    let options = CopyOptions {
        from: source.parsed(),
        to: target.parsed(),
        selection: Selection::default(),
        includes_unmanaged: false,
        redacts: false,
        uuid_format: UuidFormat::Plain,
        existing: ExistingRows::Merged(OnConflict::Replace),
        rate: None,
        timeouts: Timeouts::default(),
        site_folder: "/nonexistent".into(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let copying = runtime.block_on(Copying::begin_merge(options, &Quiet)).unwrap();
    let plan = copying.plan().clone();
    assert_eq!(plan.conflicts(), 1);
    rename("written by an application meanwhile");
    let confirmed = Confirmed::new(plan, Confirmation::Flag(None)).unwrap();
    let refused = runtime.block_on(copying.merge(confirmed, &Quiet)).unwrap_err();
    assert!(refused.to_string().contains("rows in users have changed since the plan"), "{refused}");
    assert_eq!(target.value("SELECT count(*) FROM users WHERE name = 'written by an application meanwhile'"), "1");
}

fn an_error_leaves_the_target_as_it_was(engine: Engine) {
    let source = seeded();
    let target = TestDatabase::missing(engine);
    target.run(&["init"]).expect(0);
    // a rule that only the target has, of the last table in the order of writing
    source.sql("UPDATE users SET name = 'the same'");
    target.sql("CREATE UNIQUE INDEX one_name ON users (name)");
    let refused = source.copy_to(&target, &[MERGE]).expect(8);
    assert!(refused.err.contains("another row has the same unique value; nothing was written"), "{}", refused.err);
    let is_empty = || {
        for table in ["users", "remote_jobs", "job_events", "profiles", "tasks"] {
            assert_eq!(target.value(&format!("SELECT count(*) FROM {table}")), "0", "{table}");
        }
    };
    is_empty();
    // a reference to a row that is on neither side
    let other = TestDatabase::missing(Engine::Sqlite);
    other.run(&["init"]).expect(0);
    other.sql("INSERT INTO users (id, name, email) VALUES ('u', 'n', 'e')");
    target.sql("INSERT INTO users (id, name, email) VALUES ('v', 'n', 'f')");
    other.sql("INSERT INTO documents (id, name, type, user_id) VALUES ('d', 'n', 'pdf', 'u')");
    let refused = other.copy_to(&target, &[MERGE, "--tables", "documents"]).expect(8);
    assert!(refused.err.contains("refers to a row that the target does not have; nothing was written"), "{}", refused.err);
    target.sql("DELETE FROM users");
    is_empty();
}

fn a_killed_merge_has_written_all_or_nothing(engine: Engine) {
    let source = seeded();
    source.run(&["seed", "--remote-jobs", "6000"]).expect(0);
    let target = TestDatabase::missing(engine);
    target.run(&["init"]).expect(0);
    let rows = source.value("SELECT count(*) FROM remote_jobs");
    let count = |database: &TestDatabase| database.value("SELECT count(*) FROM remote_jobs");
    let mut interrupted = 0;
    for milliseconds in [100, 300, 500, 800] {
        let mut child = source.spawn(&["copy", "--to", &target.url, MERGE]);
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        child.kill().unwrap();
        interrupted += u32::from(!child.wait().unwrap().success());
        let found = count(&target);
        assert!(found == "0" || found == rows, "{found} of {rows}");
    }
    assert!(interrupted > 0);
    source.copy_to(&target, &[MERGE]).expect(0);
    assert!(is_equal(&source, &target));
    target.run(&["verify", "--strict"]).expect(0);
}

fn a_target_that_is_not_ready_is_refused(engine: Engine) {
    let source = seeded();
    let missing = TestDatabase::missing(engine);
    let refused = source.copy_to(&missing, &[MERGE]).expect(8);
    assert!(refused.err.contains("has no tables of morag-db to add rows to"), "{}", refused.err);
    let older = TestDatabase::missing(engine);
    older.run(&["init"]).expect(0);
    older.run_confirmed(&["migrate", "down", "--to", "004"]).expect(0);
    let refused = source.copy_to(&older, &[MERGE]).expect(8);
    assert!(refused.err.contains("migrate the older one first"), "{}", refused.err);
    let foreign = TestDatabase::empty(engine);
    foreign.sql("CREATE TABLE users (id varchar(36) PRIMARY KEY)");
    source.copy_to(&foreign, &[MERGE]).expect(8);
    for wrong in [&["--on-conflict", "skip"][..], &[MERGE, "--redact"], &[MERGE, "--verify-only"]] {
        source.copy_to(&missing, wrong).expect(2);
    }
}
