//! `migrate adopt`: databases that applications made are taken over, with every row, and nothing else is touched.

use crate::support::{Application, Engine, TestDatabase, built_in_versions, newest_version};

on_every_engine!(
    each_applications_own_tables_are_adopted_with_every_row,
    all_applications_in_one_database_are_adopted_at_once,
    what_newer_releases_have_stays_and_both_sides_go_on_writing,
    rows_that_would_not_fit_are_listed_and_refused_kept_or_moved,
    an_orphan_and_what_refers_to_it_are_moved_together,
    times_are_read_in_the_zone_that_is_named,
    a_table_of_that_name_that_is_not_ours_stops_it,
    the_script_of_verify_runs_through_on_what_create_all_made,
    killed_at_any_moment_the_next_adoption_ends_the_same,
    tables_of_others_that_refer_to_adopted_ones_go_on_referring,
    what_another_tool_recorded_is_adopted_with_the_rest,
    init_adopts_and_migrates_in_one_command,
);

/// The rows of `tables`, each column by its name as text that every declaration of it shares.
pub fn rows(database: &TestDatabase, tables: &[&str]) -> Vec<Vec<Vec<Option<String>>>> {
    let (catalog, _) = database.contents(tables);
    let canonical = |column: &str| {
        let c = database.engine.backend().quote(column);
        match database.engine {
            // times of the session's zone, jsonb's own spaces and order
            Engine::Postgres | Engine::PostgresNewest if column.ends_with("_at") || column.contains("date") || column == "created" => {
                format!("({c})::timestamp::text")
            }
            Engine::Postgres | Engine::PostgresNewest => {
                format!("CASE WHEN ({c})::text LIKE '{{%' THEN ({c})::text::jsonb::text ELSE ({c})::text END")
            }
            Engine::MariaDb | Engine::MySql => format!("REPLACE(CAST({c} AS char), '.000000', '')"),
            Engine::Sqlite => format!("replace(CAST({c} AS text), '.000000', '')"),
        }
    };
    tables
        .iter()
        .map(|table| {
            let mut columns: Vec<&str> = catalog[*table].columns.iter().map(|c| c.name.as_str()).collect();
            columns.sort();
            // morag-db's own
            columns
                .retain(|c| !["claim_seq", "claim_started_at", "heartbeat_at", "run_after", "failure_fingerprint", "priority"].contains(c));
            let list: Vec<String> = columns.iter().map(|c| canonical(c)).collect();
            database.sql(&format!("SELECT {} FROM {} ORDER BY id", list.join(", "), database.engine.backend().quote(table)))
        })
        .collect()
}

pub fn adopt(database: &TestDatabase, tables: &[&str]) -> serde_json::Value {
    let (before, contents) = (rows(database, tables), database.contents(tables));
    let plan = database.run(&["migrate", "adopt", "--dry-run", "--output", "json"]).expect(0).json();
    assert_eq!(database.contents(tables), contents, "a dry run changes nothing");
    assert!(!plan["changes"].as_array().unwrap().is_empty(), "{plan:#}");
    database.run(&["migrate", "adopt"]).expect(8);
    assert_eq!(database.contents(tables), contents, "it asks first");
    let report = database.run_confirmed(&["migrate", "adopt", "--output", "json"]).expect(0).json();
    assert_eq!(rows(database, tables), before);
    assert_eq!(report["recorded"], plan["records"]);
    // what verify names is what the plan said would stay
    let left: Vec<&str> = plan["left"].as_array().unwrap().iter().map(|l| l["object"].as_str().unwrap()).collect();
    let verified = database.run(&["verify", "--strict", "--output", "json"]).json();
    for finding in verified["findings"].as_array().unwrap() {
        assert!(left.contains(&finding["object"].as_str().unwrap()), "{finding}: {left:?}");
    }
    database.run(&["verify"]).expect(3);
    let after = database.contents(tables);
    let again = database.run_confirmed(&["migrate", "adopt"]).expect(0);
    assert!(again.out.contains("Nothing to adopt"), "{}", again.out);
    assert_eq!(database.contents(tables), after, "again does nothing");
    database.run(&["init"]).expect(0);
    database.run(&["verify"]).expect(0);
    assert_eq!(rows(database, tables), before);
    assert_eq!(database.versions(), built_in_versions());
    report
}

fn each_applications_own_tables_are_adopted_with_every_row(engine: Engine) {
    for application in Application::ALL {
        let database = TestDatabase::empty(engine);
        database.create_all(application);
        adopt(&database, application.tables());
    }
}

fn all_applications_in_one_database_are_adopted_at_once(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let tables: Vec<&str> = Application::ALL.iter().flat_map(|a| a.tables()).copied().collect();
    for application in Application::ALL {
        database.create_all(application);
    }
    database
        .sql("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY); INSERT INTO alembic_version VALUES ('abc123')");
    database.sql("CREATE TABLE invoices (id integer); INSERT INTO invoices VALUES (1)");
    let others = database.contents(&["alembic_version", "invoices"]);
    let plan = database.run(&["migrate", "adopt", "--dry-run"]).expect(0).out;
    assert!(plan.contains("revision abc123; its table stays"), "{plan}");
    adopt(&database, &tables);
    assert_eq!(database.contents(&["alembic_version", "invoices"]), others);
}

/// What newer releases of MoRAG core and of the MGX agent declare, as SQLAlchemy writes it.
fn newer(database: &TestDatabase) {
    let engine = database.engine;
    let lower = "'pending','running','completed','failed','cancelled','timeout'";
    database.create_all(Application::Core);
    database.sql("ALTER TABLE users ADD COLUMN password_hash varchar(255)");
    let is_active = if engine.is_mysql_like() { "bool NOT NULL" } else { "boolean NOT NULL DEFAULT true" };
    database.sql(&format!("ALTER TABLE users ADD COLUMN is_active {is_active}"));
    match engine {
        Engine::Postgres | Engine::PostgresNewest => drop(database.sql("ALTER TABLE users ALTER COLUMN is_active DROP DEFAULT")),
        Engine::MySql | Engine::MariaDb => drop(database.sql("UPDATE users SET is_active = true")),
        Engine::Sqlite => {}
    }
    let (kind, type_sql) = match engine {
        Engine::Postgres | Engine::PostgresNewest => ("taskstatus".to_string(), format!("CREATE TYPE taskstatus AS ENUM ({lower}); ")),
        Engine::MySql | Engine::MariaDb => (format!("enum({lower})"), String::new()),
        Engine::Sqlite => ("varchar(9)".to_string(), String::new()),
    };
    database.sql(&format!(
        "{type_sql}CREATE TABLE workspaces (id varchar(36) NOT NULL PRIMARY KEY); \
         CREATE TABLE tasks (id varchar(36) NOT NULL PRIMARY KEY, workspace_id varchar(36) NOT NULL, project_id varchar(36) NOT NULL, \
         created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, \
         name varchar(255) NOT NULL, description text, config json NOT NULL, status {kind} NOT NULL, max_rounds integer, \
         max_revision_rounds integer, memory_size integer, total_runs integer, successful_runs integer, failed_runs integer, \
         last_run_at timestamp NULL, last_run_duration float, last_error text, FOREIGN KEY (workspace_id) REFERENCES workspaces (id))"
    ));
    database.sql("INSERT INTO workspaces VALUES ('w1')");
    database.sql(NEWER_TASK.replace("{id}", "t1").as_str());
}

const NEWER_TASK: &str =
    "INSERT INTO tasks (id, workspace_id, project_id, name, config, status) VALUES ('{id}', 'w1', 'p1', 'n', '{}', 'running')";

fn what_newer_releases_have_stays_and_both_sides_go_on_writing(engine: Engine) {
    let database = TestDatabase::empty(engine);
    newer(&database);
    let before = rows(&database, &["users"]);
    let plan = database.run(&["migrate", "adopt", "--dry-run", "--output", "json"]).expect(0).json();
    let standing = |table: &str| plan["tables"].as_array().unwrap().iter().find(|t| t["table"] == table).unwrap().clone();
    assert_eq!(standing("users")["standing"], "newer");
    assert_eq!(standing("users")["additional_columns"], serde_json::json!(["password_hash", "is_active"]));
    assert_eq!(standing("tasks")["additional_columns"], serde_json::json!(["workspace_id", "project_id"]));
    database.run_confirmed(&["migrate", "adopt"]).expect(0);
    assert_eq!(rows(&database, &["users"]), before);
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);
    // the application, with its labels and its columns
    database.sql(NEWER_TASK.replace("{id}", "t2").as_str());
    assert_eq!(database.value("SELECT count(*) FROM tasks WHERE status = 'running'"), "2");
    // and this side, which knows neither
    database.sql("INSERT INTO tasks (id, name, status) VALUES ('t3', 'n', 'PENDING')");
    database.run(&["users", "create", "--name", "n", "--email", "new@example.com", "--role", "USER"]).expect(0);
    let active = if engine.is_postgres() { "true" } else { "1" };
    assert_eq!(database.value(&format!("SELECT count(*) FROM users WHERE is_active = {active}")), "3");
    assert_eq!(database.value("SELECT workspace_id FROM tasks WHERE id = 't1'"), "w1");
    // a change that nobody agreed to is still found
    database.sql(if engine.is_mysql_like() { "DROP INDEX ix_tasks_status ON tasks" } else { "DROP INDEX ix_tasks_status" });
    database.run(&["verify"]).expect(4);
}

#[test]
fn labels_that_only_rows_tell_of_are_right_afterwards_too() {
    let database = TestDatabase::empty(Engine::Sqlite);
    database.create_all(Application::Core);
    let id = database.value("SELECT MIN(id) FROM users");
    database.sql(&format!("UPDATE users SET role = 'admin' WHERE id = '{id}'"));
    database.run_confirmed(&["migrate", "adopt"]).expect(0);
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);
    assert_eq!(database.value(&format!("SELECT role FROM users WHERE id = '{id}'")), "admin");
    // what is wrong beside that is still found
    database.sql(&format!("UPDATE users SET created_at = 'soon' WHERE id = '{id}'"));
    let run = database.run(&["verify", "--data"]).expect(4);
    assert!(run.out.contains("users.created_at") && !run.out.contains("breaks the check"), "{}", run.out);
}

/// Rows that the application's own schema took and ours does not.
fn misfitting(engine: Engine) -> TestDatabase {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Remote);
    let insert = |n: u8, kind: &str, status: &str| {
        let id = if engine.is_postgres() {
            format!("00000000-0000-7000-8000-00000000000{n}")
        } else {
            format!("0000000000007000800000000000000{n}")
        };
        database.sql(&format!(
            "INSERT INTO remote_jobs (id, ingestion_task_id, source_file_path, content_type, task_options, status, created_at, retry_count, max_retries) \
             VALUES ('{id}', 't', '/f', '{kind}', '{{}}', '{status}', '2026-01-02 03:04:05', 0, 3)"
        ));
    };
    insert(7, "audio", "exploded");
    insert(8, "podcast", "pending");
    insert(9, "podcast", "PENDING");
    database
}

fn rows_that_would_not_fit_are_listed_and_refused_kept_or_moved(engine: Engine) {
    let database = misfitting(engine);
    let before = database.contents(&["remote_jobs"]);
    let plan = database.run(&["migrate", "adopt", "--dry-run", "--output", "json"]).expect(4).json();
    let misfits = plan["misfits"].as_array().unwrap();
    let rows_of = |object: &str| misfits.iter().find(|m| m["object"] == object).map(|m| m["rows"].as_u64().unwrap());
    assert_eq!(rows_of("check remote_jobs.valid_status"), Some(2), "{misfits:?}");
    assert_eq!(rows_of("check remote_jobs.valid_content_type"), Some(2), "{misfits:?}");
    let run = database.run_confirmed(&["migrate", "adopt"]).expect(4);
    assert!(run.err.contains("nothing was changed") && run.err.contains("exploded") && run.err.contains("quarantine"), "{}", run.err);
    assert_eq!(database.contents(&["remote_jobs"]), before);
    assert!(database.run(&["init", "--adopt"]).expect(4).err.contains("exploded"));
    assert_eq!(database.contents(&["remote_jobs"]), before);

    database.run_confirmed(&["migrate", "adopt", "--on-misfit", "quarantine"]).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM remote_jobs"), "1");
    assert_eq!(database.value("SELECT count(*) FROM remote_jobs_quarantine"), "3");
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);

    let database = misfitting(engine);
    database.run_confirmed(&["migrate", "adopt", "--on-misfit", "keep-unchecked"]).expect(0);
    assert_eq!(database.value("SELECT count(*) FROM remote_jobs"), "4");
    database.run(&["init"]).expect(0);
    database.run(&["verify"]).expect(0);
    database.run(&["verify", "--data"]).expect(4);
}

fn an_orphan_and_what_refers_to_it_are_moved_together(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Core);
    let (off, on) = match engine {
        Engine::Sqlite => ("PRAGMA foreign_keys = OFF", "SELECT 1"),
        Engine::Postgres | Engine::PostgresNewest => ("ALTER TABLE documents DROP CONSTRAINT documents_user_id_fkey", "SELECT 1"),
        // create_all did not name them
        Engine::MySql | Engine::MariaDb => ("ALTER TABLE documents DROP FOREIGN KEY documents_ibfk_1", "SELECT 1"),
    };
    let time = "'2026-01-02 03:04:05'";
    database.sql(&format!(
        "{off}; INSERT INTO documents (id, name, type, state, version, chunks, quality, upload_date, created_at, updated_at, user_id) \
         VALUES ('d9', 'n', 'pdf', 'PENDING', 1, 0, 0, {time}, {time}, {time}, 'nobody'); \
         INSERT INTO jobs (id, document_name, document_type, start_date, status, percentage, summary, created_at, updated_at, document_id, user_id) \
         VALUES ('j9', 'n', 'pdf', {time}, 'PENDING', 0, '', {time}, {time}, 'd9', 'u1'); {on}"
    ));
    let before = database.contents(Application::Core.tables());
    database.run_confirmed(&["migrate", "adopt"]).expect(4);
    assert_eq!(database.contents(Application::Core.tables()), before);
    let report = database.run_confirmed(&["migrate", "adopt", "--on-misfit", "quarantine", "--output", "json"]).expect(0).json();
    let moved: Vec<(&str, u64)> =
        report["quarantined"].as_array().unwrap().iter().map(|q| (q["table"].as_str().unwrap(), q["rows"].as_u64().unwrap())).collect();
    assert_eq!(moved, [("jobs", 1), ("documents", 1)]);
    assert_eq!(database.value("SELECT id FROM documents_quarantine"), "d9");
    assert_eq!((database.value("SELECT count(*) FROM documents"), database.value("SELECT count(*) FROM jobs")), ("1".into(), "1".into()));
    database.run(&["init"]).expect(0);
    database.run(&["verify", "--data"]).expect(0);
}

fn times_are_read_in_the_zone_that_is_named(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Core);
    database.run_confirmed(&["migrate", "adopt", "--assume-time-zone", "Nowhere/Land"]).expect(2);
    database.run_confirmed(&["migrate", "adopt", "--assume-time-zone", "+02:00"]).expect(0);
    let utc = match engine {
        Engine::Postgres | Engine::PostgresNewest => "SELECT (created_at AT TIME ZONE 'UTC')::text FROM users WHERE id = 'u1'",
        _ => "SELECT created_at FROM users WHERE id = 'u1'",
    };
    let time = database.sql(utc)[0][0].clone().unwrap();
    // PostgreSQL reads an offset in the manner of POSIX, west positive; it must not show here
    assert!(time.starts_with("2026-01-02 01:04:05"), "{time}");
    database.run(&["init"]).expect(0);
    let again = database.sql(utc)[0][0].clone().unwrap();
    assert_eq!(again, time);
}

fn a_table_of_that_name_that_is_not_ours_stops_it(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Agent);
    database.sql("CREATE TABLE jobs (id integer PRIMARY KEY, title varchar(20)); INSERT INTO jobs VALUES (1, 'baker')");
    let tables = ["tasks", "task_runs", "metric_snapshots", "artifacts", "jobs"];
    let before = database.contents(&tables);
    let plan = database.run(&["migrate", "adopt", "--dry-run", "--output", "json"]).expect(4).json();
    let jobs = plan["tables"].as_array().unwrap().iter().find(|t| t["table"] == "jobs").unwrap().clone();
    assert_eq!((jobs["standing"].as_str(), jobs["rows"].as_u64()), (Some("not_ours"), Some(1)), "{jobs}");
    let run = database.run_confirmed(&["migrate", "adopt"]).expect(4);
    assert!(run.err.contains("table jobs is not a MoRAG table: it has only 1 of the 12 columns"), "{}", run.err);
    assert_eq!(database.contents(&tables), before);
}

fn the_script_of_verify_runs_through_on_what_create_all_made(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Core);
    database.run(&["migrate", "up", "--to", "1"]).expect(0);
    let before = rows(&database, Application::Core.tables());
    database.sql("INSERT INTO schema_migrations (version, description) VALUES ('002', 'of another tool')");
    let script = database.run(&["verify", "--fix-sql", "-"]).expect(4).out;
    database.sql(&script);
    database.run(&["verify"]).expect(3);
    let after = rows(&database, Application::Core.tables());
    // a float becomes a double here as the server does it
    assert_eq!(after, before);
    database.run(&["init"]).expect(0);
}

fn killed_at_any_moment_the_next_adoption_ends_the_same(engine: Engine) {
    let tables: Vec<&str> = Application::ALL.iter().flat_map(|a| a.tables()).copied().collect();
    let ready = || {
        let database = TestDatabase::empty(engine);
        for application in Application::ALL {
            database.create_all(application);
        }
        database
    };
    let undisturbed = ready();
    undisturbed.run_confirmed(&["migrate", "adopt", "--no-backup"]).expect(0);
    let (catalog, _) = undisturbed.contents(&tables);
    // more of them by hand: MORAG_TEST_ROUNDS
    let rounds = std::env::var("MORAG_TEST_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(6u64);
    for round in 0..rounds {
        let database = ready();
        let before = rows(&database, &tables);
        for _ in 0..3 {
            let mut child = database.spawn(&["migrate", "adopt", "--no-backup", "--yes", "--database", &database.name]);
            std::thread::sleep(std::time::Duration::from_millis(20 + (round * if engine.is_mysql_like() { 130 } else { 25 }) % 900));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        // a server may still be at a statement of the killed client, whose end changes the plan
        let adopt = || database.run_confirmed(&["migrate", "adopt", "--no-backup"]);
        let run = (0..5).map(|_| adopt()).find(|run| !run.err.contains("changed after the plan was shown")).unwrap().expect(0);
        assert_eq!(rows(&database, &tables), before, "round {round}: {}", run.out);
        assert_eq!(database.contents(&tables).0, catalog, "round {round}");
        database.run(&["init"]).expect(0);
        database.run(&["verify"]).expect(0);
    }
}

fn tables_of_others_that_refer_to_adopted_ones_go_on_referring(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Core);
    database.sql(
        "CREATE TABLE invoices (id integer PRIMARY KEY, user_id varchar(36) NOT NULL, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE); \
         INSERT INTO invoices VALUES (1, 'u1'), (2, 'u2')",
    );
    let others = database.contents(&["invoices"]);
    let before = rows(&database, Application::Core.tables());
    database.run_confirmed(&["migrate", "adopt"]).expect(0);
    assert_eq!(rows(&database, Application::Core.tables()), before);
    assert_eq!(database.contents(&["invoices"]), others);
    database.run(&["init"]).expect(0);
    database.run(&["verify"]).expect(0);
    assert!(database.try_sql("INSERT INTO invoices VALUES (3, 'nobody')").is_err(), "the key is enforced");
    database.sql("DELETE FROM users WHERE id = 'u2'");
    assert_eq!(database.value("SELECT count(*) FROM invoices"), "1", "and cascades");
}

fn what_another_tool_recorded_is_adopted_with_the_rest(engine: Engine) {
    let database = TestDatabase::empty(engine);
    if engine.is_postgres() {
        // MoRAG's own file: exactly 001, with a history of its own form
        database.sql(include_str!("../../fixtures/seed_001.sql"));
        let report = database.run(&["verify", "--output", "json"]).expect(3).json();
        assert_eq!((report["version"].as_str(), report["findings"].as_array().map(Vec::len)), (Some("001"), Some(0)), "{report:#}");
    } else {
        database.create_all(Application::Remote);
        database
            .sql("CREATE TABLE schema_migrations (version varchar(10) NOT NULL PRIMARY KEY, applied_at timestamp NULL, description text)");
        database.sql("INSERT INTO schema_migrations (version, description) VALUES ('001', 'of another tool')");
        let run = database.run(&["init"]).expect(4);
        assert!(run.err.contains("migrate adopt --dry-run"), "{}", run.err);
    }
    database.create_all(Application::Core);
    database.run(&["init"]).expect(if engine.is_postgres() { 8 } else { 4 });
    let before = rows(&database, Application::Core.tables());
    let report = database.run_confirmed(&["migrate", "adopt", "--output", "json"]).expect(0).json();
    assert_eq!(report["recorded"], serde_json::json!(["001", "002"]));
    assert_eq!(rows(&database, Application::Core.tables()), before);
    database.run(&["init"]).expect(0);
    database.run(&["verify"]).expect(0);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn init_adopts_and_migrates_in_one_command(engine: Engine) {
    let database = TestDatabase::empty(engine);
    database.create_all(Application::Agent);
    assert!(database.run(&["init", "--on-misfit", "quarantine"]).expect(2).err.contains("--adopt"));
    database.run(&["verify"]).expect(3);
    assert!(database.run(&["verify"]).out.contains("created by another tool; take them over with: morag-db migrate adopt"));
    assert!(database.run(&["migrate", "status"]).expect(0).out.contains("morag-db migrate adopt"));
    let before = rows(&database, Application::Agent.tables());
    let report = database.run(&["init", "--adopt", "--output", "json"]).expect(0).json();
    assert_eq!(report["adopted"]["recorded"], serde_json::json!(["001", "002", "003"]));
    assert_eq!(report["version"], newest_version());
    assert_eq!(rows(&database, Application::Agent.tables()), before);
    let again = database.run(&["init", "--adopt", "--output", "json"]).expect(0).json();
    assert!(again["adopted"].is_null(), "{again}");
    // a database that is empty is simply made
    TestDatabase::missing(engine).run(&["init", "--adopt"]).expect(0);
}
