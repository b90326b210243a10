//! Tables and columns that morag-db does not manage.

use crate::support::{Engine, Site, TestDatabase};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

on_every_engine!(
    unmanaged_tables_and_columns_are_copied_there_and_back,
    a_table_that_the_target_has_is_filled_if_it_is_empty,
    a_killed_copy_of_unmanaged_tables_resumes,
    what_does_not_fit_is_found_before
);

const UNMANAGED: &str = "--include-unmanaged";
const ROWS: &str = "SELECT id, body, label, day, amount, ratio FROM notes ORDER BY id";

/// `notes` with a column of each type that is carried, and one that is not.
fn notes(engine: Engine) -> String {
    let types = match engine {
        Engine::Sqlite => ["char(32)", "json", "datetime", "boolean", "real", "text", "blob"],
        Engine::Postgres | Engine::PostgresNewest => {
            ["uuid", "jsonb", "timestamp with time zone", "boolean", "double precision", "numeric(10,2)", "bytea"]
        }
        Engine::MariaDb | Engine::MySql => ["char(36)", "json", "datetime(6)", "tinyint(1)", "double", "decimal(10,2)", "blob"],
    };
    let [uuid, json, time, boolean, float, decimal, bytes] = types;
    format!(
        "CREATE TABLE notes (id integer PRIMARY KEY, uid {uuid}, body text NOT NULL, label varchar(20) DEFAULT 'x', data {json}, at {time}, \
         day date, ok {boolean}, ratio {float}, amount {decimal}, raw {bytes})"
    )
}

fn source(engine: Engine) -> TestDatabase {
    let source = TestDatabase::missing(engine);
    source.run(&["init"]).expect(0);
    source.sql(&notes(engine));
    source.sql("CREATE INDEX notes_label ON notes (label)");
    source.sql("CREATE TABLE plain_list (word text)");
    let is_true = if matches!(engine, Engine::Postgres | Engine::PostgresNewest) { "true" } else { "1" };
    source.sql(&format!(
        "INSERT INTO notes (id, uid, body, label, data, at, day, ok, ratio, amount) VALUES \
         (1, '018f3c1e-0000-7000-8000-00000000000a', 'ä\n\t''\"', '', '{{\"a\": [1, 2.5]}}', '2026-01-02 03:04:05.000006', '2026-02-28', {is_true}, 0.1, \
         '12345678.90'), (-2147483648, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
    ));
    source.sql("INSERT INTO plain_list (word) VALUES ('twice'), ('twice'), (NULL)");
    source.sql("ALTER TABLE users ADD COLUMN nickname varchar(20)");
    source.sql("INSERT INTO users (id, name, email, nickname) VALUES ('u', 'n', 'e', 'nick')");
    source
}

/// What only SQLite has.
#[test]
fn what_sqlite_alone_has_is_copied_or_named() {
    let source = TestDatabase::missing(Engine::Sqlite);
    source.run(&["init"]).expect(0);
    source.sql("CREATE TABLE counting (id integer PRIMARY KEY AUTOINCREMENT, body text)");
    source.sql("CREATE TABLE loose_key (id text PRIMARY KEY, body text)");
    source.sql("INSERT INTO loose_key VALUES (NULL, 'a'), (NULL, 'b')");
    source.sql("CREATE TABLE packed (id text PRIMARY KEY) WITHOUT ROWID");
    source.sql("CREATE VIRTUAL TABLE found USING fts5(body)");
    source.sql("INSERT INTO found VALUES ('hello')");
    let target = TestDatabase::missing(Engine::Sqlite);
    let report = source.copy_to(&target, &[UNMANAGED]).expect(0).json();
    assert_eq!(target.value("SELECT count(*) FROM loose_key"), "2");
    for line in ["table packed (partitioned or WITHOUT ROWID)", "table found (virtual, or part of a virtual table)"] {
        assert!(left(&report).contains(&line), "{report:#}");
    }
    target.sql("INSERT INTO counting (body) VALUES ('counts by itself')");
    target.sql("CREATE VIRTUAL TABLE found USING fts5(body)");
    // a key that is NULL fits no other engine
    let refused = source.copy_to(&TestDatabase::missing(Engine::Postgres), &[UNMANAGED]).expect(4);
    assert!(refused.err.contains("loose_key.id: 2 values"), "{}", refused.err);
}

fn left(report: &Value) -> Vec<&str> {
    report["not_copied"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
}

fn unmanaged_tables_and_columns_are_copied_there_and_back(engine: Engine) {
    let source = source(engine);
    let (there, back) = (TestDatabase::missing(Engine::Sqlite), TestDatabase::missing(engine));
    let report = source.copy_to(&there, &[UNMANAGED]).expect(0).json();
    assert!(left(&report).iter().any(|line| line.starts_with("column notes.raw (")), "{report:#}");
    assert!(left(&report).contains(&"indexes, defaults of table notes"), "{report:#}");
    assert!(!left(&report).iter().any(|line| line.contains("nickname") || line.contains("plain_list")), "{report:#}");
    assert_eq!(there.value("SELECT nickname FROM users"), "nick");
    assert_eq!(there.value("SELECT count(*) FROM plain_list WHERE word = 'twice'"), "2");
    let there_again = there.copy_to(&back, &[UNMANAGED]).expect(0).json();
    assert_eq!(left(&there_again), Vec::<&str>::new());
    assert_eq!(back.sql(ROWS), source.sql(ROWS));
    assert_eq!(back.value("SELECT nickname FROM users"), "nick");
    assert_eq!(back.value("SELECT count(*) FROM plain_list"), "3");
    back.run(&["verify"]).expect(0);
    // without the option they are named
    let plain = TestDatabase::missing(Engine::Sqlite);
    let report = source.copy_to(&plain, &[]).expect(0).json();
    assert_eq!(left(&report), ["table notes", "table plain_list", "column users.nickname"]);
    // one of them alone
    let one = TestDatabase::missing(engine);
    let report = source.copy_to(&one, &[UNMANAGED, "--tables", "plain_list"]).expect(0).json();
    assert_eq!(report["tables"].as_array().unwrap().len(), 1);
    assert_eq!(one.value("SELECT count(*) FROM plain_list"), "3");
}

fn a_table_that_the_target_has_is_filled_if_it_is_empty(engine: Engine) {
    let source = source(engine);
    let target = TestDatabase::missing(engine);
    target.site("1001_notes.sql", &format!("-- migrate:up\n{};\n", notes(engine)));
    target.run(&["init"]).expect(0);
    let folder = target.folder.path().join("migrations");
    source.copy_to(&target, &[UNMANAGED, "--migrations-dir", folder.to_str().unwrap()]).expect(0);
    assert_eq!(target.sql(ROWS), source.sql(ROWS));
    target.run(&["verify"]).expect(0);
    // rows that another program wrote stay
    let filled = TestDatabase::missing(engine);
    filled.run(&["init"]).expect(0);
    filled.sql("CREATE TABLE plain_list (word text)");
    filled.sql("INSERT INTO plain_list (word) VALUES ('mine')");
    let refused = source.copy_to(&filled, &[UNMANAGED]).expect(8);
    assert!(refused.err.contains("plain_list"), "{}", refused.err);
    assert_eq!(filled.value("SELECT word FROM plain_list"), "mine");
    // a table that is another one
    let other = TestDatabase::missing(engine);
    other.run(&["init"]).expect(0);
    other.sql("CREATE TABLE notes (id integer PRIMARY KEY)");
    let refused = source.copy_to(&other, &[UNMANAGED]).expect(8);
    assert!(refused.err.contains("has no column"), "{}", refused.err);
    source.copy_to(&other, &[UNMANAGED, "--dry-run"]).expect(8);
    // nothing was begun: the target is as it was, and the rest can be copied
    assert_eq!(other.value("SELECT count(*) FROM morag_settings WHERE name = 'copy'"), "0");
    other.run(&["health"]).expect(0);
    source.copy_to(&other, &[UNMANAGED, "--exclude", "notes"]).expect(0);
    for wrong in ["--redact", "--verify-only", "--into-existing"] {
        source.copy_to(&other, &[UNMANAGED, wrong]).expect(2);
    }
}

fn a_killed_copy_of_unmanaged_tables_resumes(engine: Engine) {
    let source = TestDatabase::missing(Engine::Sqlite);
    source.run(&["init"]).expect(0);
    source.sql("CREATE TABLE big (id integer PRIMARY KEY, body text)");
    source.sql(&format!(
        "INSERT INTO big WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) SELECT i, '{}' FROM n",
        "0123456789".repeat(50)
    ));
    let target = TestDatabase::missing(engine);
    target.run(&["init"]).expect(0);
    let mut child = source.spawn(&["copy", "--to", &target.url, UNMANAGED, "--rate", "1MB"]);
    let start = Instant::now();
    loop {
        let journal = target.try_sql("SELECT value FROM morag_settings WHERE name = 'copy'").unwrap_or_default();
        if journal.into_iter().flatten().flatten().any(|text| text.contains(r#""big":{"rows":"#)) {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(60) && child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let refused = source.copy_to(&target, &[]).expect(8);
    assert!(refused.err.contains("has another --tables, --exclude or --include-unmanaged"), "{}", refused.err);
    let report = source.copy_to(&target, &[UNMANAGED]).expect(0).json();
    assert!(report["kept"].as_array().unwrap().contains(&json!("big")), "{report:#}");
    assert!(report["rows_written"].as_u64().unwrap() < 12000, "{report:#}");
    assert_eq!(target.value("SELECT count(*) FROM big"), "12000");
}

fn what_does_not_fit_is_found_before(engine: Engine) {
    let source = TestDatabase::missing(Engine::Sqlite);
    source.run(&["init"]).expect(0);
    source.sql("CREATE TABLE loose (id integer PRIMARY KEY, label varchar(3), n int)");
    source.sql("INSERT INTO loose VALUES (1, 'long', 1), (2, 'a', 'no number'), (3, 'abc', 3)");
    let target = TestDatabase::missing(engine);
    if engine == Engine::Sqlite {
        source.copy_to(&target, &[UNMANAGED]).expect(0);
        assert_eq!(target.sql("SELECT * FROM loose"), source.sql("SELECT * FROM loose"));
        return;
    }
    let refused = source.copy_to(&target, &[UNMANAGED]).expect(4);
    assert!(refused.err.contains("loose.label: 1 value") && refused.err.contains("loose.n: 1 value"), "{}", refused.err);
    source.sql("DELETE FROM loose WHERE id < 3");
    let report = source.copy_to(&target, &[UNMANAGED]).expect(0).json();
    assert!(report["tables"].as_array().unwrap().iter().any(|t| t["table"] == "loose" && t["rows"] == json!(1)));
}
