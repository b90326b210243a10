//! `verify`: every change is found and named, and nothing else is.

use crate::support::{Engine, Site, TestDatabase};

on_every_engine!(
    a_fresh_database_has_no_finding_and_keeps_none_after_use,
    every_change_of_the_schema_is_found_and_named,
    what_is_more_than_expected_fails_only_when_strict,
    pending_is_3_and_never_drift,
    a_failed_migration_is_7_or_rolled_back,
);

fn ready(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database
}

fn a_fresh_database_has_no_finding_and_keeps_none_after_use(engine: Engine) {
    let database = ready(engine);
    let report = database.run(&["verify", "--strict", "--output", "json"]).expect(0).json();
    assert_eq!((report["findings"].as_array().unwrap().len(), report["tables_checked"].as_u64()), (0, Some(20)));
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

/// SQL that changes the schema, and the object that must be named for it.
fn changes(engine: Engine) -> Vec<(&'static str, &'static str)> {
    let mut changes = vec![
        ("DROP TABLE artifacts", "table artifacts"),
        ("ALTER TABLE users DROP COLUMN avatar", "column users.avatar"),
        ("ALTER TABLE tasks RENAME COLUMN description TO story", "column tasks.description"),
    ];
    changes.extend(match engine {
        Engine::Sqlite => vec![
            ("DROP INDEX ix_tasks_name", "index tasks.ix_tasks_name"),
            ("DROP INDEX ix_tasks_name; CREATE UNIQUE INDEX ix_tasks_name ON tasks (name)", "index tasks.ix_tasks_name"),
            ("DROP INDEX idx_remote_jobs_timeout; CREATE INDEX idx_remote_jobs_timeout ON remote_jobs (timeout_at)", "index remote_jobs.idx_remote_jobs_timeout"),
            ("DROP INDEX ix_jobs_status_created_at; CREATE INDEX ix_jobs_status_created_at ON jobs (created_at, status)", "index jobs.ix_jobs_status_created_at"),
            ("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON tasks (name DESC)", "index tasks.ix_tasks_name"),
            ("DROP TRIGGER update_processing_jobs_updated_at", "trigger processing_jobs.update_processing_jobs_updated_at"),
            ("ALTER TABLE tasks ADD COLUMN must integer NOT NULL DEFAULT 1", "column tasks.must"),
        ],
        Engine::Postgres | Engine::PostgresNewest => vec![
            ("DROP INDEX ix_tasks_name", "index tasks.ix_tasks_name"),
            ("DROP INDEX ix_tasks_name; CREATE UNIQUE INDEX ix_tasks_name ON tasks (name)", "index tasks.ix_tasks_name"),
            ("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON tasks USING hash (name)", "index tasks.ix_tasks_name"),
            ("DROP INDEX idx_remote_jobs_timeout; CREATE INDEX idx_remote_jobs_timeout ON remote_jobs (timeout_at)", "index remote_jobs.idx_remote_jobs_timeout"),
            ("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_tasks_name'::regclass", "index tasks.ix_tasks_name"),
            ("ALTER TABLE tasks ALTER COLUMN name TYPE varchar(100)", "column tasks.name (type)"),
            ("ALTER TABLE tasks ALTER COLUMN name DROP NOT NULL", "column tasks.name (null)"),
            ("ALTER TABLE tasks ALTER COLUMN max_rounds SET DEFAULT 6", "column tasks.max_rounds (default)"),
            ("ALTER TABLE tasks ALTER COLUMN name TYPE varchar(255) COLLATE \"C\"", "column tasks.name (collation)"),
            ("ALTER TABLE remote_jobs DROP CONSTRAINT valid_status", "check remote_jobs.valid_status"),
            ("ALTER TABLE jobs DROP CONSTRAINT jobs_percentage_check, ADD CONSTRAINT jobs_percentage_check CHECK (percentage >= 0)", "check jobs.jobs_percentage_check"),
            ("ALTER TABLE task_runs DROP CONSTRAINT task_runs_task_id_fkey", "foreign key task_runs.task_runs_task_id_fkey"),
            (
                "ALTER TABLE task_runs DROP CONSTRAINT task_runs_task_id_fkey, ADD CONSTRAINT task_runs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks (id)",
                "foreign key task_runs.task_runs_task_id_fkey",
            ),
            ("ALTER TABLE users DROP CONSTRAINT users_email_key", "index users.users_email_key"),
            ("ALTER TABLE user_settings DROP CONSTRAINT user_settings_pkey", "primary key of user_settings"),
            ("ALTER TYPE userrole ADD VALUE 'OWNER'", "type userrole"),
            ("ALTER TYPE userrole RENAME VALUE 'VIEWER' TO 'READER'", "type userrole"),
            ("DROP TRIGGER update_processing_jobs_updated_at ON processing_jobs", "trigger processing_jobs.update_processing_jobs_updated_at"),
            ("ALTER TABLE processing_jobs DISABLE TRIGGER update_processing_jobs_updated_at", "trigger processing_jobs.update_processing_jobs_updated_at"),
            (
                "CREATE OR REPLACE FUNCTION update_updated_at_column() RETURNS trigger AS $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql",
                "function update_updated_at_column",
            ),
        ],
        Engine::MySql | Engine::MariaDb => vec![
            ("DROP INDEX ix_tasks_name ON tasks", "index tasks.ix_tasks_name"),
            ("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD UNIQUE INDEX ix_tasks_name (name)", "index tasks.ix_tasks_name"),
            ("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD INDEX ix_tasks_name (name(10))", "index tasks.ix_tasks_name"),
            ("ALTER TABLE tasks MODIFY name varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL", "column tasks.name (type)"),
            ("ALTER TABLE tasks MODIFY name varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL", "column tasks.name (collation)"),
            ("ALTER TABLE tasks MODIFY name varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL", "column tasks.name (null)"),
            ("ALTER TABLE tasks ALTER COLUMN max_rounds SET DEFAULT 6", "column tasks.max_rounds (default)"),
            ("ALTER TABLE users MODIFY role enum('ADMIN','USER') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'USER'", "column users.role (type)"),
            ("ALTER TABLE processing_jobs MODIFY updated_at timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6)", "column processing_jobs.updated_at (extra)"),
            ("ALTER TABLE remote_jobs DROP CONSTRAINT valid_status", "check remote_jobs.valid_status"),
            ("ALTER TABLE task_runs DROP FOREIGN KEY task_runs_task_id_fkey", "foreign key task_runs.task_runs_task_id_fkey"),
            ("ALTER TABLE users DROP INDEX users_email_key", "index users.users_email_key"),
            ("ALTER TABLE tasks COLLATE utf8mb4_general_ci", "option tasks.collation"),
        ],
    });
    changes
}

fn every_change_of_the_schema_is_found_and_named(engine: Engine) {
    for (sql, object) in changes(engine) {
        let database = ready(engine);
        database.sql(sql);
        let before = database.catalog();
        let is_extra = sql.contains("ADD COLUMN must");
        let run = database.run(&["verify", "--strict", "--output", "json"]).expect(4);
        let findings = run.json()["findings"].as_array().unwrap().clone();
        assert!(findings.iter().any(|f| f["object"] == object), "{sql}: {findings:?}");
        database.run(&["verify"]).expect(if is_extra { 0 } else { 4 });
        assert_eq!(database.catalog(), before, "verify writes nothing");
    }
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
    for version in ["0", "001", "002", "003"] {
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
