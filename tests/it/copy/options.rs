//! What a copy refuses, and what its options select.

use crate::support::{Engine, Site, TestDatabase, managed_tables, newest_version};
use migration::BOOKKEEPING_TABLES;
use serde_json::json;

on_every_engine!(
    a_target_that_is_not_ready_is_refused_or_made_ready,
    only_the_selected_tables_are_copied,
    what_others_made_is_named_and_left
);

fn seeded() -> TestDatabase {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    database
}

fn a_target_that_is_not_ready_is_refused_or_made_ready(engine: Engine) {
    let source = seeded();
    // a dry run creates nothing
    let target = TestDatabase::missing(engine);
    let plan = source.copy_to(&target, &["--dry-run"]).expect(0).json();
    assert_eq!((&plan["state"], &plan["version"]), (&json!("missing"), &json!(newest_version())));
    target.run(&["health"]).expect(5);
    // an older schema without rows is migrated
    target.run(&["init"]).expect(0);
    target.run_confirmed(&["migrate", "down", "--to", "003"]).expect(0);
    source.copy_to(&target, &[]).expect(0);
    target.run(&["verify", "--strict"]).expect(0);
    // the same again: it has rows, which stay
    let refused = source.copy_to(&target, &[]).expect(8);
    assert!(refused.err.contains("already has rows in api_keys"), "{}", refused.err);
    assert_eq!(source.copy_to(&target, &["--verify-only"]).expect(0).json()["differences"], json!([]));
    // an older schema with rows is not touched
    target.run_confirmed(&["migrate", "down", "--to", "004"]).expect(0);
    let refused = source.copy_to(&target, &[]).expect(8);
    assert!(refused.err.contains(&format!("the source is at version {} and the target at 004", newest_version())), "{}", refused.err);
    source.copy_to(&target, &["--verify-only"]).expect(8);
    // tables that another tool made are for `adopt`
    let foreign = TestDatabase::empty(engine);
    foreign.sql("CREATE TABLE users (id varchar(36) PRIMARY KEY)");
    let refused = source.copy_to(&foreign, &[]).expect(8);
    assert!(refused.err.contains("table users"), "{}", refused.err);
}

fn only_the_selected_tables_are_copied(engine: Engine) {
    let source = seeded();
    let target = TestDatabase::missing(engine);
    let report = source.copy_to(&target, &["--tables", "users,user_settings,api_keys", "--exclude", "api_keys"]).expect(0).json();
    let names: Vec<&str> = report["tables"].as_array().unwrap().iter().map(|t| t["table"].as_str().unwrap()).collect();
    assert_eq!(names, ["user_settings", "users"]);
    assert!(
        report["not_copied"]
            .as_array()
            .unwrap()
            .contains(&json!(format!("{} tables that are not selected", managed_tables() - BOOKKEEPING_TABLES.len() - 2)))
    );
    assert_eq!(target.value("SELECT count(*) FROM users"), "3");
    assert_eq!(target.value("SELECT count(*) FROM api_keys"), "0");
    target.run(&["verify", "--strict"]).expect(0);
    // without the rows that they refer to, rows don't go
    let partial = TestDatabase::missing(engine);
    let refused = source.copy_to(&partial, &["--tables", "user_settings"]).expect(4);
    assert!(refused.err.contains("a reference to a table that is not copied"), "{}", refused.err);
    // the other tables are still empty, so they can follow
    source.copy_to(&target, &["--exclude", "users,user_settings"]).expect(0);
    assert_eq!(source.copy_to(&target, &["--verify-only"]).expect(0).json()["differences"], json!([]));
    let unknown = source.copy_to(&target, &["--tables", "user"]).expect(2);
    assert!(unknown.err.contains("there is no table 'user'"), "{}", unknown.err);
    for more in [&[][..], &["--verify-only"], &["--dry-run"]] {
        let nothing = source.copy_to(&target, &[&["--tables", "users", "--exclude", "users,tasks"], more].concat()).expect(2);
        assert!(nothing.err.contains("no table is left to copy"), "{}", nothing.err);
    }
}

fn what_others_made_is_named_and_left(engine: Engine) {
    let source = TestDatabase::missing(engine);
    source.site("1001_notes.sql", "-- migrate:up\nCREATE TABLE notes (id integer PRIMARY KEY);\n");
    source.run(&["init"]).expect(0);
    source.sql("ALTER TABLE users ADD COLUMN nickname varchar(20)");
    let target = TestDatabase::missing(Engine::Sqlite);
    let report = source.copy_to(&target, &[]).expect(0).json();
    let left: Vec<&str> = report["not_copied"].as_array().unwrap().iter().map(|o| o.as_str().unwrap()).collect();
    assert_eq!(left, ["table notes", "column users.nickname"]);
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_done() {
    let source = seeded();
    let target = TestDatabase::missing(Engine::Sqlite);
    for (arguments, code) in [
        (vec!["--rate", "20"], 2),
        (vec!["--rate", "0MB"], 2),
        (vec!["--verify-only", "--dry-run"], 2),
        (vec!["--verify-only", "--redact"], 2),
        (vec!["--verify-only"], 2),
    ] {
        assert_eq!(source.copy_to(&target, &arguments).code, code, "{arguments:?}");
    }
    assert!(source.copy_to(&source, &[]).expect(2).err.contains("the same database"));
    source.run(&["copy", "--to", "sqlite:////nowhere/at/all.db", "--dry-run"]).expect(2);
    let missing = source.run(&["copy", "--from", "sqlite://missing.db", "--to", &target.url]).expect(2);
    assert!(missing.err.contains("there is no database"), "{}", missing.err);
    // another name of the same file
    let link = source.folder.path().join("link.db");
    std::os::unix::fs::symlink(source.file(), &link).unwrap();
    assert!(source.run(&["copy", "--to", "sqlite://link.db"]).expect(2).err.contains("the same database"));
    let empty = TestDatabase::empty(Engine::Sqlite);
    let refused = empty.copy_to(&target, &[]).expect(3);
    assert!(refused.err.contains("no tables of morag-db to copy"), "{}", refused.err);
    assert!(!target.file().exists());
}

#[test]
fn a_redacted_copy_resumes_with_the_same_made_up_values() {
    let source = seeded();
    let target = TestDatabase::missing(Engine::Sqlite);
    source.copy_to(&target, &["--redact"]).expect(0);
    let words = |sql: &str| target.sql(sql).into_iter().flatten().flatten().collect::<Vec<_>>();
    let names = words("SELECT DISTINCT name FROM users");
    assert!(names.len() == 3 && names.iter().all(|name| name.starts_with("redacted-")), "{names:?}");
    assert_eq!(target.value("SELECT count(*) FROM remote_jobs WHERE error_message NOT LIKE 'redacted-%'"), "0");
    target.run(&["verify", "--data"]).expect(0);
    // statuses, ids and times are those of the source
    let shape = "SELECT id, status, created_at, retry_count FROM remote_jobs ORDER BY id";
    assert_eq!(target.sql(shape), source.sql(shape));
}
