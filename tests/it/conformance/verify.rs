//! `verify`: every change is found and named, and nothing else is.

use crate::support::{Engine, Site, TestDatabase, managed_tables};

on_every_engine!(
    a_fresh_database_has_no_finding_and_keeps_none_after_use,
    what_is_more_than_expected_fails_only_when_strict,
    pending_is_3_and_never_drift,
    a_failed_migration_is_7_or_rolled_back,
    a_copy_by_the_engines_own_tools_has_no_finding,
    rows_that_break_a_promise_are_counted_with_a_sample,
    what_a_site_lives_with_is_left_out_and_still_listed,
    ci_systems_read_it_in_their_own_formats,
    a_login_that_sees_too_little_is_told_what_was_not_checked,
);

fn ready(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database
}

fn a_fresh_database_has_no_finding_and_keeps_none_after_use(engine: Engine) {
    let database = ready(engine);
    let report = database.run(&["verify", "--strict", "--output", "json"]).expect(0).json();
    assert_eq!((report["findings"].as_array().unwrap().len(), report["tables_checked"].as_u64()), (0, Some(managed_tables() as u64)));
    let rows: Vec<String> = (0..500).map(|n| format!("('t{n}', 'name {n}')")).collect();
    database.sql(&format!("INSERT INTO tasks (id, name) VALUES {}", rows.join(", ")));
    for statement in match engine {
        Engine::Sqlite => &["VACUUM", "ANALYZE"][..],
        Engine::Postgres | Engine::PostgresNewest => &["VACUUM FULL tasks", "ANALYZE", "REINDEX TABLE tasks"],
        Engine::MySql | Engine::MariaDb => &["OPTIMIZE TABLE tasks", "ANALYZE TABLE tasks"],
    } {
        database.sql(statement);
    }
    database.run(&["verify", "--strict"]).expect(0);
}

fn what_is_more_than_expected_fails_only_when_strict(engine: Engine) {
    let database = ready(engine);
    database.sql("ALTER TABLE tasks ADD COLUMN note varchar(20)");
    database.sql("CREATE INDEX tasks_of_ours ON tasks (total_runs)");
    database.run(&["verify"]).expect(0);
    database.run(&["verify", "--strict"]).expect(4);
    let other = ready(engine);
    other.sql("CREATE TABLE invoices (id integer)");
    let report = other.run(&["verify", "--output", "json"]).expect(0).json();
    assert_eq!(report["other_tables"], serde_json::json!(["invoices"]));
    other.run(&["verify", "--strict"]).expect(4);
}

fn pending_is_3_and_never_drift(engine: Engine) {
    let database = TestDatabase::empty(engine);
    for version in ["0", "001", "002", "003", "004"] {
        if version != "0" {
            database.run(&["migrate", "up", "--to", version]).expect(0);
        }
        let report = database.run(&["verify", "--output", "json"]).expect(3).json();
        assert_eq!(report["findings"].as_array().unwrap().len(), 0, "{report}");
    }
    database.run(&["migrate", "up"]).expect(0);
    database.run(&["verify"]).expect(0);
}

fn a_failed_migration_is_7_or_rolled_back(engine: Engine) {
    let database = ready(engine);
    database.site("1001_bad.sql", "-- migrate:up\nCREATE TABLE a (id integer);\nINSERT INTO nowhere VALUES (1);\n");
    assert!(matches!(database.run(&["migrate", "up"]).code, 1 | 7));
    database.run(&["verify"]).expect(if engine.is_mysql_like() { 7 } else { 3 });
}

fn shell(script: &str) {
    let run = std::process::Command::new("bash").args(["-ec", script]).output().unwrap();
    assert!(run.status.success(), "{script}: {}", String::from_utf8_lossy(&run.stderr));
}

fn a_copy_by_the_engines_own_tools_has_no_finding(engine: Engine) {
    let database = ready(engine);
    database.sql("INSERT INTO tasks (id, name) VALUES ('t1', 'one')");
    let copy = TestDatabase::missing(engine);
    match engine {
        Engine::Sqlite => drop(database.sql(&format!("VACUUM INTO '{}'", copy.file().display()))),
        Engine::Postgres => {
            copy.admin_sql(&format!("CREATE DATABASE {}", copy.name));
            shell(&format!("set -o pipefail; pg_dump '{}' | psql -q -v ON_ERROR_STOP=1 '{}' >/dev/null", database.url, copy.url));
        }
        // its pg_dump stands in no path, and an older one refuses
        Engine::PostgresNewest => {
            copy.admin_sql(&format!("CREATE DATABASE {} TEMPLATE {}", copy.name, database.name));
        }
        Engine::MariaDb | Engine::MySql => {
            copy.admin_sql(&format!("CREATE DATABASE {} CHARACTER SET latin1", copy.name));
            let client = |program: &str, name: &str| {
                let port = database.url.rsplit_once(':').unwrap().1.split('/').next().unwrap().to_string();
                format!("{program} --no-defaults --protocol=tcp -h 127.0.0.1 -P {port} -u root --skip-ssl {name}")
            };
            let (dump, load) = (client("mariadb-dump", &database.name), client("mariadb", &copy.name));
            // the newest MySQL sends what this client can't read (a GTID statement apart): plain text is enough
            shell(&format!("set -o pipefail; {dump} --skip-triggers | {load}"));
        }
    }
    let report = copy.run(&["verify", "--strict", "--output", "json"]).json();
    assert_eq!((report["verdict"].as_str(), report["findings"].as_array().map(Vec::len)), (Some("right"), Some(0)), "{report:#}");
    assert_eq!(copy.value("SELECT name FROM tasks"), "one");
}

fn rows_that_break_a_promise_are_counted_with_a_sample(engine: Engine) {
    let database = ready(engine);
    let report = database.run(&["verify", "--data", "--output", "json"]).expect(0).json();
    assert!(report["data_checked"].as_u64().unwrap() > 25, "{report}");
    assert_eq!((report["data_findings"].clone(), report["not_checked"].clone()), (serde_json::json!([]), serde_json::json!([])));
    let (off, on) = match engine {
        Engine::Sqlite => ("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON", "SELECT 1"),
        Engine::Postgres | Engine::PostgresNewest => ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
        Engine::MariaDb => ("SET foreign_key_checks = 0, check_constraint_checks = 0", "SET foreign_key_checks = 1"),
        Engine::MySql => ("SET foreign_key_checks = 0", "SET foreign_key_checks = 1"),
    };
    let runs: Vec<String> = (0..7).map(|n| format!("('r{n}', 'nobody', {n})")).collect();
    let nil = "00000000-0000-7000-8000-000000000000";
    database.sql(&format!(
        "{off}; INSERT INTO task_runs (id, task_id, run_number) VALUES {}; \
         INSERT INTO processing_jobs (id, user_id, conversation_id, job_type, status, user_query) VALUES ('{nil}', '{nil}', '{nil}', 'x', 'exploded', 'q'); {on}",
        runs.join(", ")
    ));
    if matches!(engine, Engine::Sqlite | Engine::MariaDb) {
        database.sql(&format!("{off}; INSERT INTO tasks (id, name, config) VALUES ('t1', 'n', 'no json')"));
    }
    if engine == Engine::Sqlite {
        database.sql("INSERT INTO tasks (id, name, created_at) VALUES ('t2', 'n', '2026-01-02T03:04:05.25+02:00')");
        database.sql("INSERT INTO tasks (id, name, created_at) VALUES ('t3', 'n', CURRENT_TIMESTAMP), ('t4', 'n', 'yesterday')");
    }
    let run = database.run(&["verify", "--data", "--output", "json"]).expect(4);
    let report = run.json();
    let found = |object: &str| -> (u64, String) {
        let all = report["data_findings"].as_array().unwrap();
        let finding = all.iter().find(|f| f["object"] == object).unwrap_or_else(|| panic!("{object}: {report:#}"));
        (finding["rows"].as_u64().unwrap(), finding["sample"].to_string())
    };
    let key = if engine == Engine::Sqlite { "foreign key task_runs.task_id" } else { "foreign key task_runs.task_runs_task_id_fkey" };
    let (rows, sample) = found(key);
    assert!(rows == 7 && sample.contains("[\"r0\",\"nobody\"]"), "{sample}");
    assert!(found("column processing_jobs.status").1.contains("exploded"));
    if matches!(engine, Engine::Sqlite | Engine::MariaDb) {
        assert!(found(if engine == Engine::Sqlite { "check tasks.tasks_config_json" } else { "check tasks.config" }).1.contains("t1"));
    }
    if engine == Engine::Sqlite {
        let (rows, sample) = found("column tasks.created_at");
        assert!(rows == 1 && sample.contains("2026-01-02T03:04:05.25+02:00"), "what CURRENT_TIMESTAMP writes is right: {sample}");
        let script = database.run(&["verify", "--data", "--fix-data", "-"]).expect(4).out;
        assert!(script.contains("-- column tasks.created_at: 1 rows"), "{script}");
        database.sql(&script);
        assert_eq!(database.value("SELECT created_at FROM tasks WHERE id = 't2'"), "2026-01-02 01:04:05.250000");
        assert_eq!(database.value("SELECT created_at FROM tasks WHERE id = 't4'"), "yesterday");
        database.sql("DELETE FROM tasks WHERE id IN ('t2', 't3', 't4')");
    }
    assert!(database.run(&["verify", "--data"]).expect(4).out.contains("examples  r0 (nobody)"));
    database.run(&["verify"]).expect(0);
    let report = database.run(&["verify", "--data", "--data-timeout", "0s", "--output", "json"]).expect(0).json();
    assert!(report["not_checked"].as_array().unwrap().len() > 25, "what was left out for want of time is said");
}

fn what_a_site_lives_with_is_left_out_and_still_listed(engine: Engine) {
    let database = ready(engine);
    database.sql("ALTER TABLE tasks ADD COLUMN note varchar(20); CREATE INDEX tasks_of_ours ON tasks (total_runs); CREATE TABLE invoices (id integer)");
    let file = database.folder.path().join("ignore");
    std::fs::write(&file, "# ours\ncolumn tasks.note\nindex tasks.tasks_*\ntable invoices\nindex users.nothing\n").unwrap();
    let file = file.to_str().unwrap();
    database.run(&["verify", "--strict"]).expect(4);
    let report = database.run(&["verify", "--strict", "--ignore-file", file, "--output", "json"]).expect(0).json();
    assert_eq!(report["ignored"].as_array().unwrap().len(), 3, "{report}");
    assert_eq!(report["unused_ignores"], serde_json::json!(["index users.nothing"]));
    let missing = database.run(&["verify", "--ignore-file", "nowhere"]).expect(2).err;
    assert!(missing.contains("nowhere"), "{missing}");
}

fn ci_systems_read_it_in_their_own_formats(engine: Engine) {
    let database = ready(engine);
    assert!(database.run(&["verify", "--output", "junit"]).expect(0).out.contains("failures=\"0\""));
    database.sql("ALTER TABLE tasks RENAME COLUMN description TO story");
    database.sql("CREATE INDEX tasks_of_ours ON tasks (total_runs)");
    let junit = database.run(&["verify", "--output", "junit"]).expect(4).out;
    assert!(junit.contains("tests=\"3\" failures=\"2\"") && junit.contains("column tasks.description has another name"), "{junit}");
    let github = database.run(&["verify", "--output", "github"]).expect(4).out;
    let errors = github.lines().filter(|l| l.starts_with("::error title=morag-db verify::")).count();
    assert_eq!((errors, github.lines().count()), (2, 3), "{github}");
    assert!(database.run(&["health", "--output", "junit"]).expect(2).err.contains("for verify"));
}

fn a_login_that_sees_too_little_is_told_what_was_not_checked(engine: Engine) {
    if !engine.is_mysql_like() {
        return; // catalogs are open to every login there
    }
    let database = ready(engine);
    let reader = format!("s{}", database.name.replace("morag_test_", ""));
    database.sql(&format!("CREATE USER '{reader}'@'%'; GRANT SELECT ON {}.tasks TO '{reader}'@'%'", database.name));
    let url = database.url.replace("root@", &format!("{reader}@"));
    assert!(database.run(&["verify", "--database-url", &url]).expect(3).out.contains("Not checked anything that this login may not see"));
    database.sql(&format!("GRANT SELECT ON {}.schema_migrations TO '{reader}'@'%'", database.name));
    assert!(database.run(&["verify", "--database-url", &url]).expect(4).out.contains("this login may not see count as missing"));
    database.sql(&format!("GRANT SELECT ON {}.* TO '{reader}'@'%'", database.name));
    let report = database.run(&["verify", "--database-url", &url, "--output", "json"]).expect(0).json();
    assert_eq!(report["not_checked"], serde_json::json!(["triggers: this login may not see them (GRANT TRIGGER)"]));
    database.sql(&format!("DROP USER '{reader}'@'%'"));
}
