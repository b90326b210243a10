//! Changes of a schema on SQLite.

use super::Change::{self, Remake, Sql};
use crate::support::TestDatabase;

/// SQL that makes `table` anew with `from` as `to` in its text, as somebody would do it by hand.
pub fn remake(database: &TestDatabase, table: &str, from: &str, to: &str) -> String {
    let old = database.value(&format!("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'"));
    assert!(old.contains(from), "{from} is not in {old}");
    let new = old.replacen(from, to, 1).replacen(&format!("\"{table}\""), "\"made_anew\"", 1);
    let rest = database.sql(&format!("SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND type <> 'table' AND sql IS NOT NULL"));
    let rest: String = rest.into_iter().flatten().flatten().map(|sql| format!("{sql};\n")).collect();
    format!(
        "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; {new}; DROP TABLE \"{table}\"; ALTER TABLE made_anew RENAME TO \"{table}\"; {rest}"
    )
}

const fn remade(table: &'static str, from: &'static str, to: &'static str, object: &'static str) -> Change {
    Remake { table, from, to, object }
}

pub fn changes() -> Vec<Change> {
    let mut changes = vec![
        Sql("DROP INDEX ix_tasks_name", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE UNIQUE INDEX ix_tasks_name ON tasks (name)", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON tasks (name DESC)", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON tasks (name COLLATE NOCASE)", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON tasks (lower(name))", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON tasks (name) WHERE name <> ''", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE INDEX ix_tasks_name ON task_runs (error_message)", "index tasks.ix_tasks_name"),
        Sql("DROP INDEX ix_tasks_name; CREATE INDEX tasks_by_name ON tasks (name)", "index tasks.ix_tasks_name"),
        Sql(
            "DROP INDEX idx_remote_jobs_timeout; CREATE INDEX idx_remote_jobs_timeout ON remote_jobs (timeout_at)",
            "index remote_jobs.idx_remote_jobs_timeout",
        ),
        Sql(
            "DROP INDEX idx_remote_jobs_pending_timeout; CREATE INDEX idx_remote_jobs_pending_timeout ON remote_jobs (status, timeout_at) WHERE status = 'pending'",
            "index remote_jobs.idx_remote_jobs_pending_timeout",
        ),
        Sql(
            "DROP INDEX ix_jobs_status_created_at; CREATE INDEX ix_jobs_status_created_at ON jobs (created_at, status)",
            "index jobs.ix_jobs_status_created_at",
        ),
        Sql(
            "DROP INDEX ix_jobs_status_created_at; CREATE INDEX ix_jobs_status_created_at ON jobs (status)",
            "index jobs.ix_jobs_status_created_at",
        ),
        Sql(
            "DROP INDEX ix_jobs_status_created_at; CREATE INDEX ix_jobs_status_created_at ON jobs (status, created_at, id)",
            "index jobs.ix_jobs_status_created_at",
        ),
        Sql("DROP TRIGGER update_processing_jobs_updated_at", "trigger processing_jobs.update_processing_jobs_updated_at"),
        Sql(
            "DROP TRIGGER update_processing_jobs_updated_at; CREATE TRIGGER update_processing_jobs_updated_at AFTER UPDATE ON processing_jobs BEGIN SELECT 1; END",
            "trigger processing_jobs.update_processing_jobs_updated_at",
        ),
        Sql("CREATE TRIGGER spy AFTER DELETE ON tasks BEGIN SELECT 1; END", "trigger tasks.spy"),
        Sql("ALTER TABLE messages DROP COLUMN job_id", "column messages.job_id"),
        Sql("ALTER TABLE tasks ADD COLUMN twice integer GENERATED ALWAYS AS (total_runs * 2) VIRTUAL", "column tasks.twice"),
        Sql("ALTER TABLE tasks ADD COLUMN friend varchar(36) REFERENCES users (id)", "foreign key tasks.friend"),
        Sql("ALTER TABLE tasks ADD COLUMN positive integer CHECK (positive > 0)", "column tasks.positive"),
    ];
    let tasks = |from, to, object| remade("tasks", from, to, object);
    changes.extend([
        tasks("\"name\" varchar(255)", "\"name\" varchar(100)", "column tasks.name (type)"),
        tasks("\"name\" varchar(255) NOT NULL", "\"name\" varchar(255)", "column tasks.name (null)"),
        tasks("\"description\" text", "\"description\" text NOT NULL DEFAULT ''", "column tasks.description (null)"),
        tasks("\"max_rounds\" integer DEFAULT 5", "\"max_rounds\" integer DEFAULT 6", "column tasks.max_rounds (default)"),
        tasks("\"max_rounds\" integer DEFAULT 5", "\"max_rounds\" integer", "column tasks.max_rounds (default)"),
        tasks("\"last_run_at\" text", "\"last_run_at\" text DEFAULT 'never'", "column tasks.last_run_at (default)"),
        tasks("\"max_rounds\" integer", "\"max_rounds\" bigint", "column tasks.max_rounds (type)"),
        tasks("\"last_run_duration\" float", "\"last_run_duration\" numeric", "column tasks.last_run_duration (type)"),
        tasks("\"name\" varchar(255) NOT NULL", "\"name\" varchar(255) NOT NULL COLLATE NOCASE", "column tasks.name (collation)"),
        tasks("\"name\" varchar(255) NOT NULL", "\"name\" varchar(255) NOT NULL ON CONFLICT IGNORE", "column tasks.name (extra)"),
        tasks("\"last_error\" text", "\"last_error\" text AS (name) VIRTUAL", "column tasks.last_error (generated)"),
        tasks("\"last_error\" text", "\"last_error\" text AS (name) STORED", "column tasks.last_error (generated)"),
        tasks("\"last_error\" text", "\"last_error\" json", "column tasks.last_error (type)"),
        tasks("\"id\" varchar(36) NOT NULL PRIMARY KEY", "\"id\" varchar(36) NOT NULL", "primary key of tasks"),
        tasks("\"id\" varchar(36) NOT NULL PRIMARY KEY", "\"id\" varchar(36) NOT NULL UNIQUE", "primary key of tasks"),
        tasks("CONSTRAINT \"tasks_config_json\" CHECK (json_valid(\"config\"))", "CHECK (1)", "check tasks.tasks_config_json"),
        tasks("json_valid(\"config\")", "json_valid(\"config\") OR 1", "check tasks.tasks_config_json"),
        tasks("tasks_config_json", "config_is_json", "check tasks.tasks_config_json"),
        tasks("'TIMEOUT'))", "'TIMEOUT', 'PAUSED'))", "check tasks.tasks_status_taskstatus"),
        tasks("'CANCELLED', 'TIMEOUT'))", "'CANCELLED'))", "check tasks.tasks_status_taskstatus"),
        tasks(" )", ", CHECK (max_rounds > 0) )", "check tasks.#1"),
        tasks(" )", ", UNIQUE (name) )", "index tasks.sqlite_autoindex_tasks_2"),
        tasks(" )", " ) WITHOUT ROWID", "option tasks.table options"),
        remade("morag_leases", " )", ", FOREIGN KEY (name) REFERENCES users (id) )", "foreign key morag_leases.name"),
        remade("users", "CONSTRAINT \"users_email_key\" UNIQUE (\"email\"), ", "", "index users.users_email_key"),
        remade("users", "UNIQUE (\"email\")", "UNIQUE (\"email\", \"name\")", "index users.users_email_key"),
        remade("users", "UNIQUE (\"email\")", "UNIQUE (\"email\") ON CONFLICT REPLACE", "option users.constraint clauses"),
        remade("users", "users_email_key", "one_account", "index users.users_email_key"),
        remade("users", "'ADMIN', 'USER'", "'ADMIN', 'OWNER', 'USER'", "check users.users_role_userrole"),
        remade("task_runs", " ON DELETE CASCADE", "", "foreign key task_runs.task_id"),
        remade("task_runs", " ON DELETE CASCADE", " ON DELETE SET NULL", "foreign key task_runs.task_id"),
        remade("task_runs", " ON DELETE CASCADE", " ON DELETE CASCADE ON UPDATE CASCADE", "foreign key task_runs.task_id"),
        remade("task_runs", "REFERENCES \"tasks\" (\"id\")", "REFERENCES \"users\" (\"id\")", "foreign key task_runs.task_id"),
        remade(
            "task_runs",
            "FOREIGN KEY (\"task_id\") REFERENCES \"tasks\" (\"id\") ON DELETE CASCADE, ",
            "",
            "foreign key task_runs.task_id",
        ),
        remade(
            "task_runs",
            " ON DELETE CASCADE",
            " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
            "option task_runs.constraint clauses",
        ),
        remade("remote_jobs", "retry_count >= 0", "retry_count >= -1", "check remote_jobs.valid_retry_count"),
        remade("remote_jobs", ", CONSTRAINT \"valid_status\" CHECK (status IN", ", CHECK (status NOT IN", "check remote_jobs.valid_status"),
        remade("remote_jobs", "DEFAULT '{}'", "DEFAULT '[]'", "column remote_jobs.task_options (default)"),
        remade("remote_jobs", "DEFAULT 'pending'", "DEFAULT 'processing'", "column remote_jobs.status (default)"),
        remade("processing_jobs", "DEFAULT 0.0", "DEFAULT 0.5", "column processing_jobs.progress (default)"),
        remade("messages", " REFERENCES \"processing_jobs\" (\"id\")", "", "foreign key messages.job_id"),
        remade("morag_settings", "\"value\" text", "\"value\" varchar(10)", "column morag_settings.value (type)"),
    ]);
    changes
}
