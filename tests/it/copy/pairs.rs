//! From each engine to each: every table with its extremes, there and back again.

use crate::conformance::entities::fill_with_extremes;
use crate::support::{Engine, TestDatabase};

/// `pairs::SOURCE::TARGET::scenario`, so that leaving out an engine leaves out its pairs.
macro_rules! pairs {
    ($($source:ident $from:ident: $($target:ident $to:ident),+;)+) => {
        $(mod $source {
            $(mod $target {
                #[test]
                fn copied_there_and_back() {
                    super::super::copied_there_and_back(crate::support::Engine::$from, crate::support::Engine::$to);
                }
            })+
        })+
    };
}

pairs! {
    sqlite Sqlite: sqlite Sqlite, postgres Postgres, mariadb MariaDb, mysql MySql;
    postgres Postgres: sqlite Sqlite, postgres Postgres, postgres_newest PostgresNewest, mariadb MariaDb, mysql MySql;
    postgres_newest PostgresNewest: postgres Postgres, mysql MySql;
    mariadb MariaDb: sqlite Sqlite, postgres Postgres, mariadb MariaDb, mysql MySql;
    mysql MySql: sqlite Sqlite, postgres Postgres, mariadb MariaDb, mysql MySql;
}

/// Rows that clients write by hand: control characters, what looks like an escape or like NULL, the first and the last year.
pub fn fill_with_hostile_rows(database: &TestDatabase) {
    let backend = database.engine.backend();
    let texts =
        ["", "\\N", "\\", "a\tb\nc\rd\u{b}\u{8}\u{c}", "'\"`", "\\t\\n\\\\", "{}", "NULL", " trailing ", "\u{feff}\u{10ffff}", "x'00'"];
    for (at, text) in texts.into_iter().enumerate() {
        let json =
            serde_json::json!({ text: [text], "n": 9007199254740993i64, "u": u64::MAX, "f": [0.1, -1e300, 5e-324, 1.5] }).to_string();
        let time = ["0001-01-01 00:00:00.000000", "9999-12-31 23:59:59.999999", "1969-12-31 23:59:59.999999"][at % 3];
        database.sql(&format!(
            "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, task_options, error_message, started_at) \
             VALUES ('00000000-0000-4000-8000-{at:012}', {text}, {text}, 'audio', {json}, {text}, {time})",
            text = backend.literal(text),
            json = backend.literal(&json),
            time = backend.literal(&format!("{time}{}", backend.utc_suffix())),
        ));
    }
    for (at, number) in
        ["-0e0", "5e-324", "-2.2250738585072014e-308", "1.7976931348623157e308", "0.30000000000000004", "-1e-7"].iter().enumerate()
    {
        database.sql(&format!(
            "INSERT INTO metric_snapshots (id, name, metric_type, value, timestamp) \
             VALUES ('f{at}', 'f', 'GAUGE', {number}, '2026-01-02 03:04:05')",
        ));
    }
}

fn copied_there_and_back(source: Engine, target: Engine) {
    let first = TestDatabase::missing(source);
    first.run(&["init"]).expect(0);
    fill_with_extremes(&first);
    // a migration that this binary does not know is refused: there may be tables that it does not know either
    let refused = first.copy_to(&TestDatabase::missing(target), &[]).expect(4);
    assert!(refused.err.contains("migration 9999999999"), "{}", refused.err);
    first.sql("DELETE FROM schema_migrations WHERE version = '9999999999'");
    fill_with_hostile_rows(&first);
    let (there, back) = (TestDatabase::missing(target), TestDatabase::missing(source));
    let copied = first.copy_to(&there, &[]).expect(0).json();
    assert_eq!(copied["created"], true);
    assert!(
        copied["tables"].as_array().unwrap().iter().all(|table| table["rows"] != 0 || table["table"] == "job_operations"),
        "{copied:#}"
    );
    there.run(&["verify", "--strict"]).expect(0);
    let back_again = there.copy_to(&back, &[]).expect(0).json();
    assert_eq!(copied["tables"], back_again["tables"]);
    let compared = first.copy_to(&back, &["--verify-only"]).expect(0).json();
    assert_eq!(compared["differences"], serde_json::json!([]));
    // one value is changed, and found
    back.sql("UPDATE remote_jobs SET error_message = 'x' WHERE ingestion_task_id = ''");
    let compared = first.copy_to(&back, &["--verify-only"]).expect(4).json();
    assert_eq!(compared["differences"], serde_json::json!(["remote_jobs: 1 row with other values: 00000000-0000-4000-8000-000000000000"]));
}
