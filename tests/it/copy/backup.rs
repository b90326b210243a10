//! Backups: written, checked, damaged in every way, restored.

use crate::conformance::entities::fill_with_extremes;
use crate::support::{Engine, TestDatabase, managed_tables, newest_version};
use std::path::PathBuf;

on_every_engine!(
    a_backup_is_restored_on_the_same_engine,
    restore_replaces_rows_only_when_asked,
    restore_drops_nothing_for_a_backup_that_does_not_fit,
);

/// A database with demo data.
fn seeded(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.run(&["seed"]).expect(0);
    database
}

fn file(database: &TestDatabase, name: &str) -> (PathBuf, String) {
    let path = database.folder.path().join(name);
    let text = path.display().to_string();
    (path, text)
}

/// What lies in the folder of a test beside its database.
fn left_in(database: &TestDatabase) -> Vec<String> {
    let entries = std::fs::read_dir(database.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter(|name| !name.starts_with("morag.db")).collect();
    names.sort();
    names
}

fn a_backup_is_restored_on_the_same_engine(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    fill_with_extremes(&database);
    database.sql("DELETE FROM schema_migrations WHERE version = '9999999999'");
    let (_, plain) = file(&database, "plain.backup");
    let (_, compressed) = file(&database, "compressed.backup");
    let report = database.run(&["backup", &plain, "--output", "json"]).expect(0).json();
    database.run(&["backup", &compressed, "--compress"]).expect(0);
    assert_eq!(left_in(&database), ["compressed.backup", "plain.backup"]);
    for backup in [&plain, &compressed] {
        let checked = database.run(&["backup", "--check", backup, "--output", "json"]).expect(0).json();
        assert_eq!(checked["source_engine"], engine.backend().as_str());
        assert_eq!(checked["version"], newest_version());
        assert_eq!(checked["tables"]["users"]["rows"], 1);
        let restored = TestDatabase::missing(engine);
        let again = restored.run(&["restore", backup, "--output", "json"]).expect(0).json();
        assert_eq!(again["tables"], report["tables"]);
        let compared = database.copy_to(&restored, &["--verify-only"]).expect(0).json();
        assert_eq!(compared["differences"], serde_json::json!([]));
        restored.run(&["verify", "--strict"]).expect(0);
    }
    assert_eq!(left_in(&database), ["compressed.backup", "plain.backup"]);
    // no file is overwritten
    let refused = database.run(&["backup", &plain]).expect(8);
    assert!(refused.err.contains("already exists"), "{}", refused.err);
}

fn restore_replaces_rows_only_when_asked(engine: Engine) {
    let database = seeded(engine);
    let (_, backup) = file(&database, "morag.backup");
    database.run(&["backup", &backup]).expect(0);
    database.sql("DELETE FROM user_settings; DELETE FROM api_keys");
    let refused = database.run(&["restore", &backup]).expect(8);
    assert!(refused.err.contains("already has rows"), "{}", refused.err);
    // without a terminal the plan is shown and nothing is lost
    let asked = database.run(&["restore", &backup, "--replace"]).expect(8);
    assert!(asked.err.contains("will drop table users") && asked.err.contains("--yes --database"), "{}", asked.err);
    assert_eq!(database.value("SELECT count(*) FROM users"), "3");
    database.run(&["restore", &backup, "--replace", "--database", "other"]).expect(8);
    database.run_confirmed(&["restore", &backup, "--replace", "--tables", "users"]).expect(2);
    let replaced = database.run_confirmed(&["restore", &backup, "--replace", "--output", "json"]).expect(0).json();
    assert!(replaced["replaced"]["dropped"].as_array().unwrap().len() >= managed_tables(), "{replaced:#}");
    assert_eq!(database.value("SELECT count(*) FROM api_keys"), "3");
    database.run(&["verify", "--strict"]).expect(0);
    // an empty database is filled without a question
    database.run_confirmed(&["reset"]).expect(0);
    database.run(&["restore", &backup]).expect(0);
}

fn restore_drops_nothing_for_a_backup_that_does_not_fit(engine: Engine) {
    if engine == Engine::Sqlite {
        return;
    }
    let source = seeded(Engine::Sqlite);
    source.sql("UPDATE users SET name = hex(zeroblob(300)) WHERE id = (SELECT min(id) FROM users)");
    let (_, backup) = file(&source, "morag.backup");
    source.run(&["backup", &backup]).expect(0);
    let target = seeded(engine);
    let refused = target.run_confirmed(&["restore", &backup, "--replace"]).expect(4);
    assert!(refused.err.contains("users.name: 1 value: longer than the target's column"), "{}", refused.err);
    assert_eq!(target.value("SELECT count(*) FROM users"), "3");
}

#[test]
fn a_damaged_backup_is_found_and_nothing_is_restored() {
    let database = seeded(Engine::Sqlite);
    let (plain, plain_text) = file(&database, "plain");
    let (compressed, compressed_text) = file(&database, "compressed");
    database.run(&["backup", &plain_text]).expect(0);
    database.run(&["backup", &compressed_text, "--compress"]).expect(0);
    for (whole, name) in [(&plain, "plain"), (&compressed, "compressed")] {
        let bytes = std::fs::read(whole).unwrap();
        let (damaged, text) = file(&database, "damaged");
        let mut found = 0;
        let mut cases: Vec<Vec<u8>> = [1, 3, 10].iter().map(|tenth| bytes[..bytes.len() * tenth / 11].to_vec()).collect();
        // a bit of every page, and of every part of a compressed file
        let step = if name == "plain" { 4096 } else { bytes.len() / 60 };
        for at in (step / 2..bytes.len()).step_by(step) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            cases.push(flipped);
        }
        for case in &cases {
            std::fs::write(&damaged, case).unwrap();
            let target = TestDatabase::missing(Engine::Sqlite);
            let check = database.run(&["backup", "--check", &text]);
            if check.code == 0 {
                // the bit means nothing: what is restored is what was written
                target.run(&["restore", &text]).expect(0);
                assert_eq!(database.copy_to(&target, &["--verify-only"]).expect(0).json()["differences"], serde_json::json!([]));
                continue;
            }
            assert!(check.code == 4 || check.code == 2, "{} {}", check.code, check.err);
            found += 1;
            assert_eq!(target.run(&["restore", &text]).code, check.code);
            assert!(!target.file().exists());
        }
        // every bit of a compressed file counts
        assert!(if name == "plain" { found > 3 } else { found == cases.len() }, "{name}: {found} of {}", cases.len());
        assert_eq!(left_in(&database), ["compressed", "damaged", "plain"]);
    }
}

#[test]
fn what_is_no_backup_or_a_newer_one_is_told_apart() {
    let database = seeded(Engine::Sqlite);
    let (path, text) = file(&database, "backup");
    for content in [&b""[..], b"SQLite format 3\0", b"hello", &[0x28, 0xb5, 0x2f, 0xfd, 0, 0]] {
        std::fs::write(&path, content).unwrap();
        let check = database.run(&["backup", "--check", &text]);
        assert!(matches!(check.code, 2 | 4), "{content:?}: {} {}", check.code, check.err);
    }
    // a database of an application is no backup
    let other = database.run(&["backup", "--check", &database.file().display().to_string()]).expect(2);
    assert!(other.err.contains("is no backup"), "{}", other.err);
    std::fs::remove_file(&path).unwrap();
    database.run(&["backup", "--check", &text]).expect(2);
    database.run(&["backup", &text]).expect(0);
    let backup = |sql: &str| {
        let url = format!("sqlite:///{text}");
        let changed = TestDatabase { engine: Engine::Sqlite, url, name: "backup".into(), folder: tempfile::tempdir().unwrap() };
        changed.sql(sql);
    };
    backup("UPDATE morag_settings SET value = json_set(value, '$.version', '017') WHERE name = 'backup'");
    let newer = database.run(&["backup", "--check", &text]).expect(8);
    assert!(newer.err.contains("version 017"), "{}", newer.err);
    backup("UPDATE morag_settings SET value = json_set(value, '$.format', 2) WHERE name = 'backup'");
    let newer = database.run(&["restore", &text, "--database-url", "sqlite://new.db"]).expect(8);
    assert!(newer.err.contains("format 2"), "{}", newer.err);
    assert!(!database.folder.path().join("new.db").exists());
}

#[test]
fn a_folder_keeps_the_newest_backups_and_every_other_file() {
    let database = seeded(Engine::Sqlite);
    let (folder, text) = file(&database, "backups");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("notes.db"), "not a database").unwrap();
    std::fs::copy(database.file(), folder.join("morag-19990101T000000Z.db")).unwrap();
    let other = seeded(Engine::Sqlite);
    other.run(&["backup", &folder.join("other.db").display().to_string()]).expect(0);
    for _ in 0..2 {
        database.run(&["backup", &text, "--compress", "--keep-last", "2"]).expect(0);
        // names have seconds
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    let report = database.run(&["backup", &text, "--keep-last", "2", "--output", "json"]).expect(0).json();
    assert_eq!(report["removed"].as_array().unwrap().len(), 1, "{report:#}");
    let mut names: Vec<String> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let is_there = |name: &str| names.iter().any(|n| n == name);
    assert!(is_there("notes.db") && is_there("morag-19990101T000000Z.db") && is_there("other.db"), "{names:?}");
    assert_eq!(names.len(), 5, "{names:?}");
    database.run(&["backup", &folder.join("a.db").display().to_string(), "--keep-last", "1"]).expect(2);
}

#[test]
fn a_backup_of_some_tables_is_not_taken_for_a_whole_one() {
    let database = seeded(Engine::Sqlite);
    let (folder, text) = file(&database, "backups");
    std::fs::create_dir(&folder).unwrap();
    database.run(&["backup", &text, "--keep-last", "1"]).expect(0);
    let some = database.run(&["backup", &text, "--tables", "users,api_keys", "--keep-last", "1", "--output", "json"]).expect(0).json();
    assert_eq!(some["removed"], serde_json::json!([]));
    database.run(&["backup", &text, "--redact", "--keep-last", "1"]).expect(0);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
    let some = some["file"].as_str().unwrap();
    database.run(&["restore", some, "--database-url", "sqlite://new.db", "--tables", "documents"]).expect(2);
    let restored = database.run(&["restore", some, "--database-url", "sqlite://new.db", "--output", "json"]).expect(0).json();
    assert_eq!(restored["tables"].as_array().unwrap().len(), 2);
    // it would drop more than it has
    let refused = database.run_confirmed(&["restore", some, "--replace"]).expect(8);
    assert!(refused.err.contains("only some of them"), "{}", refused.err);
    // nor is a backup restored onto itself
    let before = std::fs::read(some).unwrap();
    database.run(&["restore", some, "--replace", "--database-url", &format!("sqlite:///{some}"), "--yes", "--database", "x"]).expect(8);
    let name = some.rsplit('/').next().unwrap();
    database.run(&["restore", some, "--replace", "--database-url", &format!("sqlite:///{some}"), "--yes", "--database", name]).expect(2);
    assert_eq!(std::fs::read(some).unwrap(), before);
}

#[test]
fn a_backup_that_is_interrupted_leaves_nothing_and_is_private() {
    let database = seeded(Engine::Sqlite);
    database.run(&["seed", "--remote-jobs", "3000"]).expect(0);
    let (folder, text) = file(&database, "backups");
    std::fs::create_dir(&folder).unwrap();
    let left = || std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>();
    for signal in ["INT", "KILL"] {
        let mut child = database.spawn(&["backup", &text, "--rate", "200kB"]);
        let start = std::time::Instant::now();
        while !left().iter().any(|name| name.ends_with(".part")) && start.elapsed().as_secs() < 30 {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert!(std::process::Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap().success());
        child.wait().unwrap();
        assert_eq!(left().is_empty(), signal == "INT", "{:?}", left());
    }
    database.run(&["backup", &text]).expect(0);
    let names = left();
    assert!(names.len() == 1 && names[0].ends_with(".db"), "{names:?}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.join(&names[0])).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_backup_of_personal_values_is_redacted_when_asked() {
    let database = seeded(Engine::Sqlite);
    let texts = "SELECT email FROM users UNION SELECT error_message FROM remote_jobs UNION SELECT source_file_path FROM remote_jobs UNION SELECT content FROM messages";
    let texts: Vec<String> = database.sql(texts).into_iter().flatten().flatten().collect();
    assert!(texts.len() > 10);
    let (path, text) = file(&database, "redacted");
    database.run(&["backup", &text, "--redact"]).expect(0);
    let bytes = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    for value in texts {
        assert!(!bytes.contains(&value), "{value}");
    }
    let restored = TestDatabase::missing(Engine::Sqlite);
    restored.run(&["restore", &text]).expect(0);
    assert_eq!(restored.value("SELECT count(DISTINCT email) FROM users WHERE email LIKE '%@example.com'"), "3");
    assert_eq!(restored.value("SELECT count(*) FROM jobs"), database.value("SELECT count(*) FROM jobs"));
    restored.run(&["verify", "--data"]).expect(0);
}
