//! Tables that another tool made are never dropped, renamed, marked or changed by any command in any state, unless a
//! confirmed plan named them with their rows.

use crate::support::{Application, Engine, TestDatabase, newest_version};
use std::time::Duration;

on_every_engine!(
    no_command_touches_the_tables_of_an_application_in_any_state,
    a_broken_off_reset_leaves_tables_that_were_created_since,
    undoing_shows_tables_with_rows_and_stops_where_others_depend_on_them,
    what_is_already_right_may_be_recorded_on_top_of_a_history,
    marking_as_applied_compares_with_what_the_migration_makes,
);

/// Every command that writes, as a script or an operator in a hurry would run it.
const COMMANDS: &[&[&str]] = &[
    &["init"],
    &["migrate", "up"],
    &["migrate", "up", "--to", "2"],
    &["migrate", "baseline", "002"],
    &["migrate", "baseline", "005"],
    &["migrate", "repair", "--resume"],
    &["migrate", "repair", "--mark-applied"],
    &["reset", "--no-backup"],
    &["reset", "--cascade", "--no-backup"],
    &["verify", "--fix-sql", "-"],
    &["verify", "--data"],
    &["migrate", "adopt", "--dry-run"],
    &["migrate", "adopt"],
    &["init", "--assume-time-zone", "+02:00"],
    &["seed"],
];

/// Commands that ask first, agreed to.
const AGREED: &[&[&str]] = &[
    &["migrate", "repair", "--roll-back"],
    &["reset", "--no-backup"],
    &["reset", "--cascade", "--no-backup"],
    &["migrate", "down", "--steps", "1"],
    &["migrate", "down", "--to", "0"],
    &["migrate", "unlock", "--break"],
];

/// What a run of `migrate up` left in a journal on which an object was in the way.
fn journal(database: &TestDatabase, state: &str, step: u32) {
    database.sql("DELETE FROM morag_migration_runs");
    database.sql(&format!(
        "INSERT INTO morag_migration_runs (version, direction, state, step, steps, step_name, checksum, error, holder) \
         VALUES ('002', 'up', '{state}', {step}, 7, 'create table users', 'x', 'Table ''users'' already exists', 'somebody')"
    ));
}

fn no_command_touches_the_tables_of_an_application_in_any_state(engine: Engine) {
    let tables = Application::Core.tables();
    let states: &[&str] = if engine.is_mysql_like() {
        &["foreign", "001 applied", "failed by an older binary", "killed by an older binary"]
    } else {
        &["foreign", "001 applied"]
    };
    for state in states {
        let prepare = |database: &TestDatabase| match *state {
            "foreign" => {}
            "001 applied" => drop(database.run(&["migrate", "up", "--to", "1"])),
            other => {
                database.run(&["migrate", "up", "--to", "1"]);
                journal(database, if other.starts_with("failed") { "failed" } else { "running" }, 0);
            }
        };
        let database = TestDatabase::empty(engine);
        database.create_all(Application::Core);
        let before = database.contents(tables);
        assert!(before.1.iter().all(|rows| !rows.is_empty()));
        prepare(&database);
        for command in COMMANDS {
            let run = database.run(command);
            assert_eq!(database.contents(tables), before, "{state}: {command:?}: {}{}", run.out, run.err);
        }
        for command in AGREED {
            let run = database.run_confirmed(command);
            assert_eq!(database.contents(tables), before, "{state}: {command:?}: {}{}", run.out, run.err);
            prepare(&database);
        }
    }
}

fn a_broken_off_reset_leaves_tables_that_were_created_since(engine: Engine) {
    if !engine.is_mysql_like() {
        return; // one transaction: there is no such state
    }
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let marked = database.catalog().1.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(", ");
    database.sql(&format!("INSERT INTO morag_settings (name, value) VALUES ('reset', '{{\"tables\": [{marked}]}}')"));
    database.sql("DROP TABLE schema_migrations; SET foreign_key_checks = 0");
    for table in Application::Core.tables() {
        database.sql(&format!("SET foreign_key_checks = 0; DROP TABLE `{table}`"));
    }
    // to the second is what a server tells of a table's age
    std::thread::sleep(Duration::from_millis(1100));
    database.create_all(Application::Core);
    let before = database.contents(Application::Core.tables());
    for command in [&["init"][..], &["migrate", "up"]] {
        let run = database.run(command);
        assert!(run.code == 8 || run.code == 7, "{}{}", run.out, run.err);
        assert_eq!(database.contents(Application::Core.tables()), before);
    }
    let refused = database.run(&["init"]).expect(8).err;
    assert!(refused.contains("another tool created: api_keys, ") && refused.contains("users"), "{refused}");
    // shown with their rows and confirmed, they go
    let refused = database.run(&["reset"]).expect(8);
    assert_eq!(database.contents(Application::Core.tables()), before, "{}", refused.err);
    let report = database.run_confirmed(&["reset", "--output", "json"]).expect(0).json();
    assert!(report["rows"].as_u64().unwrap() >= 8, "{report}");
    database.run(&["verify"]).expect(0);
}

fn undoing_shows_tables_with_rows_and_stops_where_others_depend_on_them(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'one'), ('t2', 'two')");
    let refused = database.run(&["migrate", "down", "--to", "2"]).expect(8);
    let id = if engine.is_mysql_like() { "varchar(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" } else { "varchar(36)" };
    database.sql(&format!(
        "CREATE TABLE invoices (id integer, task_id {id}, CONSTRAINT of_task FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE CASCADE)"
    ));
    database.sql("INSERT INTO invoices VALUES (1, 't1')");
    let before = database.contents(&["tasks", "invoices"]);
    for arguments in [&["migrate", "down", "--to", "2"][..], &["migrate", "down", "--to", "0"]] {
        let run = database.run_confirmed(arguments).expect(8);
        assert!(run.err.contains("foreign key") && run.err.contains("invoices"), "{}", run.err);
    }
    assert_eq!(database.contents(&["tasks", "invoices"]), before, "{}", refused.err);
    database.sql("DROP TABLE invoices");
    database.run_confirmed(&["migrate", "down", "--to", "2"]).expect(0);
}

fn what_is_already_right_may_be_recorded_on_top_of_a_history(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    let before = database.catalog();
    database.sql("DELETE FROM schema_migrations WHERE version > '001'");
    database.run(&["init"]).expect(8);
    database.run(&["migrate", "up"]).expect(8);
    let report = database.run(&["migrate", "baseline", "004", "--output", "json"]).expect(0).json();
    assert_eq!(report["recorded"], serde_json::json!(["002", "003", "004"]));
    database.run(&["migrate", "baseline", newest_version()]).expect(0);
    database.run(&["init"]).expect(0);
    assert_eq!(database.catalog(), before);
}

fn marking_as_applied_compares_with_what_the_migration_makes(engine: Engine) {
    if !engine.is_mysql_like() {
        return; // a failed migration leaves nothing behind there
    }
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Core);
    database.run(&["migrate", "up", "--to", "1"]).expect(0);
    journal(&database, "failed", 0);
    let run = database.run(&["migrate", "repair", "--mark-applied"]).expect(4);
    assert!(run.err.contains("column users.created_at (type): expected datetime(6), found datetime"), "{}", run.err);
    // the way out: forget the run, which has done nothing
    let report = database.run_confirmed(&["migrate", "repair", "--roll-back", "--output", "json"]).expect(0).json();
    assert_eq!(report["outcome"], "rolled_back");
    assert_eq!(database.versions(), ["001"]);
}
