//! Bad input: each with its exit code and a sentence that says what to do, and nothing lost.

use crate::support::binary::command;
use crate::support::database::unique_name;
use crate::support::{Engine, Run, Site, TestDatabase};

fn init(url: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    command(folder.path()).env("MORAG_DATABASE_URL", url).arg("init").output().unwrap().into()
}

#[track_caller]
fn says(run: Run, code: i32, words: &[&str]) {
    let run = run.expect(code);
    for word in words {
        assert!(run.err.contains(word), "'{word}' is not in: {}", run.err);
    }
}

#[test]
fn urls_that_cant_be_used_are_2() {
    says(init("oracle://h/d"), 2, &["unknown scheme 'oracle'", "sqlite://FILE"]);
    says(init("postgres:h/d"), 2, &["'//' is missing"]);
    says(init("postgres://u@/d"), 2, &["no host"]);
    says(init("postgres://u@h"), 2, &["names no database"]);
    says(init("sqlite://"), 2, &["name a file"]);
}

#[test]
fn usage_errors_are_json_where_json_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| -> Run { command(folder.path()).args(arguments).output().unwrap().into() };
    for arguments in [
        &["jobs", "list", "--bogus", "--output", "json"][..],
        &["--output=json", "jobs", "show"],
        &["jobs", "list", "--limit", "0", "--output", "ndjson"],
        &["bogus", "--output", "json"],
    ] {
        let run = run(arguments).expect(2);
        let error: serde_json::Value = serde_json::from_str(&run.err).unwrap_or_else(|e| panic!("{e}: {}", run.err));
        assert_eq!(error["error"]["code"], "usage", "{arguments:?}");
        assert!(!error["error"]["message"].as_str().unwrap().is_empty(), "{arguments:?}");
    }
    assert!(run(&["jobs", "list", "--bogus"]).expect(2).err.starts_with("error: unexpected argument"));
    // a value, not a format
    assert!(run(&["jobs", "list", "--error", "json", "--bogus"]).expect(2).err.starts_with("error: "));
    says(run(&["jobs", "list", "--as", "me"]), 2, &["unexpected argument '--as'"]);
}

#[test]
fn lengths_and_points_of_time_are_read_as_people_write_them() {
    let database = TestDatabase::missing(Engine::Sqlite);
    database.run(&["init"]).expect(0);
    let list = |arguments: &[&str]| database.run(&[&["jobs", "list"], arguments].concat());
    for time in ["2026-01-02T03:04:05Z", "2026-01-02", "2026-01-02 03:04", "yesterday", "today", "now", "2h ago", "7d ago"] {
        list(&["--created-after", time]).expect(0);
    }
    for length in ["500ms", "0", "30s", "90m", "7d", "2w"] {
        list(&["--older-than", length]).expect(0);
    }
    says(list(&["--created-after", "soon"]), 2, &["expected a time such as 2026-01-02T03:04:05Z", "UTC unless it has a zone", "2h ago"]);
    says(list(&["--older-than", "30"]), 2, &["expected a number with ms, s, m, h, d or w"]);
    says(list(&["--older-than", "2 fortnights"]), 2, &["expected a number with ms, s, m, h, d or w"]);
}

#[test]
fn a_server_that_is_not_there_is_5() {
    says(init("postgres://u@127.0.0.1:1/d"), 5, &["can't connect to postgresql://u@127.0.0.1:1/d", "refused", "--wait 30s"]);
    says(init("mysql://u@no-such-host.invalid/d"), 5, &["no-such-host.invalid"]);
}

#[test]
fn files_that_are_no_database_are_2_and_stay_as_they_are() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let text = "this is a letter, not a database. ".repeat(50);
    std::fs::write(database.file(), &text).unwrap();
    says(database.run(&["init"]), 2, &["is not an SQLite database", "not touched"]);
    assert_eq!(std::fs::read_to_string(database.file()).unwrap(), text);
    let folder = database.folder.path().display();
    says(init(&format!("sqlite:///{folder}")), 2, &["is a directory"]);
    says(init(&format!("sqlite:///{folder}/none/morag.db")), 2, &["does not exist", "mkdir -p"]);
    says(database.run(&["migrate", "status"]), 2, &["is not an SQLite database"]);
}

#[test]
fn a_missing_database_is_5_for_those_who_only_look_and_stays_missing() {
    let database = TestDatabase::missing(Engine::Sqlite);
    says(database.run(&["migrate", "status"]), 5, &["morag-db init"]);
    assert!(!database.file().exists());
}

#[test]
fn a_read_only_database_is_8() {
    let database = TestDatabase::empty(Engine::Sqlite);
    let url = format!("{}?mode=ro", database.url);
    let health = command(database.folder.path()).args(["--database-url", &url, "health"]).output().unwrap();
    let health = String::from_utf8(health.stdout).unwrap();
    assert!(health.contains("warn    writable") && health.contains("reading only"), "{health}");
    says(init(&url), 8, &["accepts no writes"]);
}

/// A limit on the size of files stands in for a full disk: the write fails in the middle.
#[test]
fn a_full_disk_is_1_and_the_next_run_goes_on() {
    let database = TestDatabase::missing(Engine::Sqlite);
    let script = format!("trap '' XFSZ; ulimit -f 100; exec {} init", env!("CARGO_BIN_EXE_morag-db"));
    let mut limited = std::process::Command::new("bash");
    limited.args(["-c", &script]).env_clear().env("MORAG_DATABASE_URL", &database.url).current_dir(database.folder.path());
    says(limited.output().unwrap().into(), 1, &["error:", "because:"]);
    database.run(&["init"]).expect(0);
    let fresh = TestDatabase::missing(Engine::Sqlite);
    fresh.run(&["init"]).expect(0);
    assert_eq!(database.catalog(), fresh.catalog());
}

#[test]
fn site_migrations_that_cant_be_read_are_2_with_file_and_line() {
    let site = |files: &[(&str, &[u8])]| {
        let database = TestDatabase::missing(Engine::Sqlite);
        database.site("readme.txt", "no migration");
        for (name, bytes) in files {
            std::fs::write(database.folder.path().join("migrations").join(name), bytes).unwrap();
        }
        let run = database.run(&["init"]);
        assert!(!database.file().exists() || database.catalog().1.is_empty(), "nothing was done");
        run
    };
    let good: &[u8] = b"-- migrate:up\nCREATE TABLE a (id integer);\n";
    says(site(&[("1001_a.sql", good), ("01001_b.sql", good)]), 2, &["01001", "give one of them another"]);
    says(site(&[("1001_a.sql", b"-- migrate:up\nSELECT '\xff\xfe';\n")]), 2, &["1001_a.sql", "line 2 is not UTF-8"]);
    says(site(&[("0007_a.sql", good)]), 2, &["NNNN_description.sql with a number from 1001"]);
    says(site(&[("1001_a.sql", b"CREATE TABLE a (id integer);\n")]), 2, &["line 1: SQL before '-- migrate:up'"]);
    says(site(&[("1001_a.sql", b"-- migrate:up\n\n-- migrate:down\n")]), 2, &["no statement"]);
    says(site(&[("1001_a.sql", b"-- migrate:up\nSELECT 1;\nCOMMIT;\n")]), 2, &["line 3", "COMMIT is not for a migration"]);
    says(site(&[("1001_a.sql", b"-- migrate:up\nSELECT 'open;\n")]), 2, &["1001_a.sql", "line 2"]);
    says(site(&[("1001_a.sql", b"-- migrate:up\nCREATE INDEX CONCURRENTLY i ON a (b);\n")]), 2, &["transaction:false"]);
}

#[test]
fn wrong_usage_is_2() {
    for arguments in [
        &["frobnicate"][..],
        &["migrate", "down"],
        &["migrate", "up", "--to", "1", "--steps", "2"],
        &["migrate", "plan", "--offline"],
        &["migrate", "repair"],
        &["init", "--wait", "soon"],
        &["migrate", "up", "--to", "99"],
        &["migrate", "new", "!!!"],
        &["init", "--output", "xml"],
    ] {
        let database = TestDatabase::empty(Engine::Sqlite);
        let run = database.run(arguments).expect(2);
        assert!(!run.err.is_empty() && run.out.is_empty(), "{arguments:?}");
    }
    let database = TestDatabase::missing(Engine::Sqlite);
    Run::from(database.command(&["init"]).env("MORAG_OUTPUT", "yaml").output().unwrap()).expect(2);
    assert!(!database.file().exists());
}

on_every_engine!(a_syntax_error_of_a_site_file_is_named);
fn a_syntax_error_of_a_site_file_is_named(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.site("1001_typo.sql", "-- migrate:up\nCREATE TABEL a (id integer);\n-- migrate:down\nDROP TABLE a;\n");
    let code = if engine.is_mysql_like() { 7 } else { 2 };
    says(database.run(&["migrate", "up"]), code, &["1001", "syntax"]);
}

/// What only a server can refuse.
mod servers {
    use super::*;

    on_engine!(postgres, Postgres, refusals_of_a_postgres_server);
    on_engine!(mariadb, MariaDb, refusals_of_a_mysql_server);
    on_engine!(mysql, MySql, refusals_of_a_mysql_server);

    fn as_user(database: &TestDatabase, user: &str) -> String {
        let (scheme, rest) = database.url.split_once("://").unwrap();
        format!("{scheme}://{user}@{}", rest.split_once('@').unwrap().1)
    }

    fn refusals_of_a_postgres_server(engine: Engine) {
        let admin = TestDatabase::empty(engine);
        let role = unique_name();
        admin.sql(&format!("CREATE ROLE {role} LOGIN PASSWORD 'right'"));
        let missing = TestDatabase::missing(engine);
        says(init(&as_user(&missing, &role)), 8, &["may not create it", "CREATE DATABASE"]);
        says(init(&as_user(&admin, &role)), 8, &["not allowed", "GRANT CREATE ON SCHEMA"]);
        says(init(&as_user(&admin, "nobody_of_this_name")), 5, &["nobody_of_this_name", "check the user name and password"]);
        // scripts/servers asks this one role for a password
        admin.sql("DO $$ BEGIN CREATE ROLE morag_password LOGIN PASSWORD 'right'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        says(init(&as_user(&admin, "morag_password:wrong")), 5, &["password authentication failed", "check the user name"]);
        // a server that accepts no writes
        admin.sql(&format!("ALTER DATABASE {} SET default_transaction_read_only = on", admin.name));
        says(init(&admin.url), 8, &["accepts no writes", "connect to the primary"]);
        assert!(admin.catalog().1.is_empty());
        admin.run(&["migrate", "status"]).expect(0);
        let elsewhere = TestDatabase::empty(engine);
        elsewhere.sql(&format!("ALTER DATABASE {} RESET default_transaction_read_only", admin.name));
        admin.run(&["init", "--grant-to", &role]).expect(0);
        let user = as_user(&admin, &role);
        says(init(&user), 0, &[]);
        let session = |sql: &str| {
            crate::support::database::block_on(async {
                let url = morag_db::database_url::DatabaseUrl::parse(&user).unwrap();
                let limit = std::time::Duration::from_secs(10);
                let mut session = morag_db::db::Session::connect(&url, morag_db::db::Access::Write, limit).await.unwrap();
                session.fetch(&morag_db::db::Sql::script(sql)).await
            })
        };
        session("INSERT INTO tasks (id, name) VALUES ('t', 'n'); DELETE FROM tasks; SELECT * FROM schema_migrations").unwrap();
        session("DELETE FROM schema_migrations").unwrap_err();
        admin.sql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    }

    fn refusals_of_a_mysql_server(engine: Engine) {
        let admin = TestDatabase::empty(engine);
        let user = format!("u{}", &unique_name()[11..]);
        admin.sql(&format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'right'"));
        says(init(&as_user(&admin, &format!("{user}:wrong"))), 5, &["Access denied", "check the user name and password"]);
        let missing = TestDatabase::missing(engine);
        says(init(&as_user(&missing, &format!("{user}:right"))), 8, &["may not create it", "GRANT ALL"]);
        admin.sql(&format!("GRANT SELECT ON {}.* TO '{user}'@'%'", admin.name));
        says(init(&as_user(&admin, &format!("{user}:right"))), 8, &["not allowed", "GRANT ALL"]);
        assert!(admin.catalog().1.is_empty());
        admin.run(&["init", "--grant-to", &user]).expect(0);
        says(init(&as_user(&admin, &format!("{user}:right"))), 0, &[]);
        admin.sql(&format!("DROP USER '{user}'@'%'"));
    }
}

#[test]
fn a_standard_error_that_nobody_reads_does_not_change_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    // the reader has gone before anything is said
    let script =
        format!("{{ sleep 0.3; '{}' users list -vv >/dev/null; echo $? >code; }} 2>&1 | true; sleep 1", env!("CARGO_BIN_EXE_morag-db"));
    let url = format!("sqlite:///{}/missing.db", folder.path().display());
    let status =
        std::process::Command::new("bash").args(["-c", &script]).env("MORAG_DATABASE_URL", url).current_dir(folder.path()).status();
    assert!(status.unwrap().success());
    assert_eq!(std::fs::read_to_string(folder.path().join("code")).unwrap().trim(), "5");
}
