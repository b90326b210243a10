//! Times in an SQLite file whose columns are declared as text: adoption reads them as times, whatever the declaration says.

use crate::support::foreign::Application;
use crate::support::{Engine, TestDatabase};

on_engine!(
    sqlite,
    Sqlite,
    times_in_text_columns_are_converted,
    times_in_text_columns_move_to_utc,
    no_time_in_a_text_column_is_refused,
    empty_tables_with_times_in_text_columns_are_adopted
);

/// The core application's tables as another tool declares them: times are `TEXT`, or without a type.
fn declared_as_text() -> TestDatabase {
    let database = TestDatabase::empty(Engine::Sqlite);
    let ddl = Application::Core.ddl(Engine::Sqlite);
    let text = ddl.replacen("DATETIME", "VARCHAR(40)", 1).replace("DATETIME", "TEXT");
    assert!(text != ddl && text.contains("VARCHAR(40)") && text.contains("TEXT"));
    database.sql(&text);
    database.sql(&Application::Core.rows(Engine::Sqlite));
    database
}

fn created_at(database: &TestDatabase, id: &str) -> String {
    database.value(&format!("SELECT created_at FROM users WHERE id = '{id}'"))
}

fn times_in_text_columns_are_converted(_: Engine) {
    let database = declared_as_text();
    database.sql("UPDATE users SET created_at = '2024-02-01T10:20:30Z' WHERE id = 'u1'; UPDATE users SET created_at = '2024-02-01 10:20:30.5+02:00' WHERE id = 'u2'");
    let names = database.value("SELECT group_concat(name) FROM (SELECT name FROM users ORDER BY id)");
    let plan = database.run(&["migrate", "adopt", "--dry-run"]).expect(0);
    assert!(plan.out.contains("users"), "{}", plan.out);
    assert_eq!(created_at(&database, "u1"), "2024-02-01T10:20:30Z", "a dry run changes nothing");
    database.run_confirmed(&["migrate", "adopt"]).expect(0);
    assert_eq!(created_at(&database, "u1"), "2024-02-01 10:20:30.000000");
    assert_eq!(created_at(&database, "u2"), "2024-02-01 08:20:30.500000");
    assert_eq!(database.value("SELECT group_concat(name) FROM (SELECT name FROM users ORDER BY id)"), names);
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);
    assert!(database.run(&["users", "list"]).expect(0).out.contains("2024-02-01"));
    // nothing is left to do
    let again = database.run(&["migrate", "adopt", "--dry-run"]).expect(0);
    assert!(!again.out.contains("another format"), "{}", again.out);
}

fn times_in_text_columns_move_to_utc(_: Engine) {
    let database = declared_as_text();
    database.sql("UPDATE users SET created_at = '2024-02-01 10:20:30.000000' WHERE id = 'u1'; UPDATE users SET created_at = '2024-02-01T10:20:30Z' WHERE id = 'u2'");
    database.run_confirmed(&["migrate", "adopt", "--assume-time-zone", "+02:00"]).expect(0);
    assert_eq!(created_at(&database, "u1"), "2024-02-01 08:20:30.000000");
    assert_eq!(created_at(&database, "u2"), "2024-02-01 10:20:30.000000", "a time with an offset is not moved");
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);
}

fn no_time_in_a_text_column_is_refused(_: Engine) {
    for no_time in ["01/02/2024", "yesterday", "2024-02-31 10:00:00", "1704067200", ""] {
        let database = declared_as_text();
        database.sql(&format!("UPDATE users SET created_at = '{no_time}' WHERE id = 'u1'"));
        let refused = database.run_confirmed(&["migrate", "adopt"]).expect(4);
        assert!(refused.err.contains("is no time that SQLite can read"), "{no_time}: {}", refused.err);
        assert_eq!(created_at(&database, "u1"), no_time);
    }
}

fn empty_tables_with_times_in_text_columns_are_adopted(_: Engine) {
    let database = declared_as_text();
    for table in Application::Core.tables() {
        database.sql(&format!("PRAGMA foreign_keys = off; DELETE FROM {table}"));
    }
    database.run_confirmed(&["migrate", "adopt"]).expect(0);
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);
}
