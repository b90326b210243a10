//! An unfinished reset, copy or adoption is running if somebody holds the lock or renews the lease, and was interrupted otherwise.

use crate::support::{Engine, Run, TestDatabase};
use std::time::Duration;

on_every_engine!(
    unfinished_work_is_running_or_was_interrupted,
    what_waits_for_running_work_gives_up_after_the_lock_timeout,
    a_lease_that_is_renewed_is_not_broken,
);

const OLD: &str = "'2026-01-02 03:04:05.000006'";

/// A database with unfinished work of another node of a cluster. Its lease is as good as new for centuries.
fn with_work_of_another_node(engine: Engine, setting: &str, journal: &str) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.sql(&format!(
        "INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms, renewed_at) VALUES ('migrate', 'another node', 't', 1, 999999999999999, {OLD}); \
         INSERT INTO morag_settings (name, value) VALUES ('{setting}', '{journal}')"
    ));
    database
}

fn unfinished_work_is_running_or_was_interrupted(engine: Engine) {
    let copy = r#"{"source":"sqlite:other.db","version":"001","selected":[],"tables":{}}"#;
    let works = [
        // after an interruption: the codes of verify and of init
        ("reset", r#"{"tables":[]}"#, "a reset", 7, 0),
        ("copy", copy, "a copy into this database", 7, 7),
        ("adopting", "{}", "an adoption", 4, 8),
    ];
    for (setting, journal, what, verified, inited) in works {
        let database = with_work_of_another_node(engine, setting, journal);
        let is_running = format!("{what} is not complete, and another process holds the migration lock");
        for (command, code) in [("health", 4), ("verify", 6)] {
            let run = database.run(&[command]).expect(code);
            assert!(run.out.contains(&is_running), "{command}: {}", run.out);
        }
        database.run(&["migrate", "status", "--exit-code"]).expect(6);
        // a reset is completed under the lock, which on a cluster needs the lease
        if setting != "reset" {
            let run = database.run(&["init", "--lock-timeout", "0s"]).expect(6);
            assert!(run.err.contains("held by another node"), "{}", run.err);
        }
        // it died, or a long statement keeps it from renewing the lease; then it surely died
        let died = [
            ("UPDATE morag_leases SET ttl_ms = 1", "was interrupted or is still running; "),
            ("DELETE FROM morag_leases", "was interrupted; "),
        ];
        for (lease, state) in died {
            database.sql(lease);
            for (command, code) in [("health", 4), ("verify", verified)] {
                let run = database.run(&[command]).expect(code);
                assert!(run.out.contains(&format!("{what} {state}")), "{command}: {}", run.out);
            }
        }
        database.run(&["init", "--lock-timeout", "0s"]).expect(inited);
    }
}

fn what_waits_for_running_work_gives_up_after_the_lock_timeout(engine: Engine) {
    let database = with_work_of_another_node(engine, "adopting", "{}");
    let source = TestDatabase::missing(Engine::Sqlite);
    source.run(&["init"]).expect(0);
    let commands: [&[&str]; 4] = [
        &["migrate", "down", "--steps", "1", "--yes", "--database", &database.name],
        &["migrate", "baseline", "001"],
        &["migrate", "adopt", "--dry-run"],
        &["migrate", "repair", "--roll-back"],
    ];
    for command in commands {
        let run = database.run(&[command, &["--lock-timeout", "0s"]].concat()).expect(6);
        assert!(run.err.contains("held by another node"), "{command:?}: {}", run.err);
    }
    for options in [&["--dry-run"][..], &["--dry-run", "--into-existing"]] {
        let run = source.run(&[&["copy", "--to", &database.url, "--lock-timeout", "0s"], options].concat()).expect(6);
        assert!(run.err.contains("held by another node"), "{options:?}: {}", run.err);
    }
    // as a source it is not waited for
    let run = database.run(&["copy", "--to", &TestDatabase::missing(Engine::Sqlite).url]).expect(6);
    assert!(run.err.contains("is being migrated by another node"), "{}", run.err);
}

fn a_lease_that_is_renewed_is_not_broken(engine: Engine) {
    let database = with_work_of_another_node(engine, "adopting", "{}");
    let mut unlock = database.spawn(&["migrate", "unlock", "--break", "--yes", "--database", &database.name]);
    while unlock.try_wait().unwrap().is_none() {
        database.sql("UPDATE morag_leases SET epoch = epoch + 1");
        std::thread::sleep(Duration::from_millis(100));
    }
    let refused = Run::from(unlock.wait_with_output().unwrap()).expect(8);
    assert!(refused.err.contains("another node is alive"), "{}", refused.err);
    assert_eq!(database.value("SELECT count(*) FROM morag_leases"), "1");
}
