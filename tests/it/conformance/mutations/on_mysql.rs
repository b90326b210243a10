//! Changes of a schema on MySQL and MariaDB.

use super::Change::{self, Sql};
use crate::support::Engine;

/// A text column needs a prefix in an index here.
pub fn has_no_such(engine: Engine, change: &Change) -> bool {
    engine.is_mysql_like() && matches!(change, Sql(sql, _) if sql.contains("one_at_a_time"))
}

const BIN: &str = "index tasks.ix_tasks_name";
const KEY: &str = "foreign key task_runs.task_runs_task_id_fkey";

pub fn changes() -> Vec<Change> {
    vec![
        Sql("DROP INDEX ix_tasks_name ON tasks", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD UNIQUE INDEX ix_tasks_name (name)", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD INDEX ix_tasks_name (name(10))", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD INDEX ix_tasks_name (status)", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD INDEX ix_tasks_name (name, id)", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD FULLTEXT INDEX ix_tasks_name (name)", BIN),
        Sql("ALTER TABLE tasks RENAME INDEX ix_tasks_name TO tasks_by_name", BIN),
        Sql(
            "ALTER TABLE jobs DROP INDEX ix_jobs_status_created_at, ADD INDEX ix_jobs_status_created_at (created_at, status)",
            "index jobs.ix_jobs_status_created_at",
        ),
        Sql("ALTER TABLE remote_jobs DROP INDEX idx_remote_jobs_pending_timeout", "index remote_jobs.idx_remote_jobs_pending_timeout"),
        Sql("ALTER TABLE users DROP INDEX users_email_key", "index users.users_email_key"),
        Sql("ALTER TABLE users DROP INDEX users_email_key, ADD UNIQUE INDEX users_email_key (email, name)", "index users.users_email_key"),
        Sql("ALTER TABLE users DROP INDEX users_email_key, ADD INDEX users_email_key (email)", "index users.users_email_key"),
        Sql("ALTER TABLE profiles ADD UNIQUE INDEX one_at_a_time (user_id, id)", "index profiles.one_at_a_time"),
        Sql("ALTER TABLE tasks MODIFY name varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL", "column tasks.name (type)"),
        Sql(
            "ALTER TABLE tasks MODIFY name text CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL, DROP INDEX ix_tasks_name",
            "column tasks.name (type)",
        ),
        Sql(
            "ALTER TABLE tasks MODIFY name varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL",
            "column tasks.name (collation)",
        ),
        Sql("ALTER TABLE tasks MODIFY name varchar(255) CHARACTER SET latin1 NOT NULL", "column tasks.name (collation)"),
        Sql("ALTER TABLE tasks MODIFY name varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL", "column tasks.name (null)"),
        Sql(
            "ALTER TABLE tasks MODIFY description text CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL",
            "column tasks.description (null)",
        ),
        Sql("ALTER TABLE tasks MODIFY max_rounds bigint DEFAULT 5", "column tasks.max_rounds (type)"),
        Sql("ALTER TABLE tasks MODIFY max_rounds int unsigned DEFAULT 5", "column tasks.max_rounds (type)"),
        Sql("ALTER TABLE tasks ALTER COLUMN max_rounds SET DEFAULT 6", "column tasks.max_rounds (default)"),
        Sql("ALTER TABLE tasks ALTER COLUMN max_rounds DROP DEFAULT", "column tasks.max_rounds (default)"),
        Sql("ALTER TABLE remote_jobs ALTER COLUMN status SET DEFAULT 'processing'", "column remote_jobs.status (default)"),
        Sql("ALTER TABLE remote_jobs ALTER COLUMN status DROP DEFAULT", "column remote_jobs.status (default)"),
        Sql("ALTER TABLE tasks MODIFY last_run_duration double DEFAULT 1.5", "column tasks.last_run_duration (default)"),
        Sql("ALTER TABLE tasks MODIFY last_run_duration float", "column tasks.last_run_duration (type)"),
        Sql("ALTER TABLE tasks MODIFY last_run_at datetime(6) DEFAULT (UTC_TIMESTAMP(6))", "column tasks.last_run_at (default)"),
        Sql("ALTER TABLE tasks MODIFY last_run_at datetime", "column tasks.last_run_at (type)"),
        Sql("ALTER TABLE tasks MODIFY created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)", "column tasks.created_at (default)"),
        Sql("ALTER TABLE tasks MODIFY last_run_at timestamp(6) NULL", "column tasks.last_run_at (type)"),
        Sql(
            "ALTER TABLE tasks MODIFY created_at datetime(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)) ON UPDATE CURRENT_TIMESTAMP(6)",
            "column tasks.created_at (extra)",
        ),
        Sql(
            "ALTER TABLE users MODIFY role enum('ADMIN','USER') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'USER'",
            "column users.role (type)",
        ),
        Sql(
            "ALTER TABLE users MODIFY role enum('ADMIN','USER','VIEWER','OWNER') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'USER'",
            "column users.role (type)",
        ),
        Sql(
            "ALTER TABLE users MODIFY role enum('VIEWER','ADMIN','USER') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'USER'",
            "column users.role (type)",
        ),
        Sql(
            "ALTER TABLE users MODIFY role varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'USER'",
            "column users.role (type)",
        ),
        Sql("ALTER TABLE user_settings MODIFY notifications int NOT NULL DEFAULT 1", "column user_settings.notifications (type)"),
        Sql(
            "ALTER TABLE processing_jobs MODIFY updated_at timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6)",
            "column processing_jobs.updated_at (extra)",
        ),
        Sql(
            "ALTER TABLE processing_jobs MODIFY updated_at datetime(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)",
            "column processing_jobs.updated_at (type)",
        ),
        Sql(
            "ALTER TABLE remote_jobs MODIFY error_message text CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
            "column remote_jobs.error_message (type)",
        ),
        Sql(
            "ALTER TABLE tasks DROP COLUMN last_error, ADD COLUMN last_error longtext GENERATED ALWAYS AS (name) VIRTUAL",
            "column tasks.last_error (generated)",
        ),
        Sql(
            "ALTER TABLE tasks DROP COLUMN last_error, ADD COLUMN last_error longtext GENERATED ALWAYS AS (name) STORED",
            "column tasks.last_error (generated)",
        ),
        Sql("ALTER TABLE tasks ADD COLUMN owner varchar(20) NOT NULL", "column tasks.owner"),
        Sql("ALTER TABLE remote_jobs DROP CONSTRAINT valid_status", "check remote_jobs.valid_status"),
        Sql(
            "ALTER TABLE remote_jobs DROP CONSTRAINT valid_retry_count, ADD CONSTRAINT valid_retry_count CHECK (retry_count >= -1)",
            "check remote_jobs.valid_retry_count",
        ),
        Sql(
            "ALTER TABLE remote_jobs DROP CONSTRAINT valid_retry_count, ADD CONSTRAINT counted CHECK (retry_count >= 0)",
            "check remote_jobs.valid_retry_count",
        ),
        Sql("ALTER TABLE tasks ADD CONSTRAINT spy CHECK (max_rounds > 0)", "check tasks.spy"),
        Sql("ALTER TABLE task_runs DROP FOREIGN KEY task_runs_task_id_fkey", KEY),
        Sql(
            "ALTER TABLE task_runs DROP FOREIGN KEY task_runs_task_id_fkey; ALTER TABLE task_runs ADD CONSTRAINT task_runs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks (id)",
            KEY,
        ),
        Sql(
            "ALTER TABLE task_runs DROP FOREIGN KEY task_runs_task_id_fkey; ALTER TABLE task_runs ADD CONSTRAINT task_runs_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE CASCADE ON UPDATE CASCADE",
            KEY,
        ),
        Sql(
            "ALTER TABLE task_runs DROP FOREIGN KEY task_runs_task_id_fkey; ALTER TABLE task_runs ADD CONSTRAINT task_runs_task_id_fkey FOREIGN KEY (task_id) REFERENCES users (id) ON DELETE CASCADE",
            KEY,
        ),
        Sql(
            "ALTER TABLE task_runs DROP FOREIGN KEY task_runs_task_id_fkey; ALTER TABLE task_runs ADD CONSTRAINT of_task FOREIGN KEY (task_id) REFERENCES tasks (id) ON DELETE CASCADE",
            KEY,
        ),
        Sql("ALTER TABLE tasks ADD CONSTRAINT spy FOREIGN KEY (id) REFERENCES users (id)", "foreign key tasks.spy"),
        Sql("ALTER TABLE user_settings DROP PRIMARY KEY", "primary key of user_settings"),
        Sql("ALTER TABLE user_settings DROP PRIMARY KEY, ADD PRIMARY KEY (id, user_id)", "primary key of user_settings"),
        Sql("ALTER TABLE morag_leases ENGINE = MyISAM", "option morag_leases.engine"),
        Sql("ALTER TABLE tasks COLLATE utf8mb4_general_ci", "option tasks.collation"),
        Sql("CREATE TRIGGER spy BEFORE UPDATE ON users FOR EACH ROW SET NEW.name = OLD.name", "trigger users.spy"),
        Sql("ALTER TABLE messages DROP FOREIGN KEY messages_job_id_fkey", "foreign key messages.messages_job_id_fkey"),
        Sql(
            "ALTER TABLE messages DROP FOREIGN KEY messages_job_id_fkey; ALTER TABLE messages DROP COLUMN job_id",
            "column messages.job_id",
        ),
    ]
}

pub fn changes_of_mariadb() -> Vec<Change> {
    vec![
        Sql("ALTER TABLE tasks ALTER INDEX ix_tasks_name IGNORED", BIN),
        Sql(
            "ALTER TABLE tasks MODIFY config longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '{}'",
            "check tasks.config",
        ),
        Sql("ALTER TABLE tasks MODIFY last_error longtext INVISIBLE", "column tasks.last_error (extra)"),
    ]
}

pub fn changes_of_mysql() -> Vec<Change> {
    vec![
        Sql("ALTER TABLE tasks ALTER INDEX ix_tasks_name INVISIBLE", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD INDEX ix_tasks_name (name DESC)", BIN),
        Sql("ALTER TABLE tasks DROP INDEX ix_tasks_name, ADD INDEX ix_tasks_name ((lower(name)))", BIN),
        Sql("ALTER TABLE remote_jobs ALTER CHECK valid_status NOT ENFORCED", "check remote_jobs.valid_status"),
        Sql("ALTER TABLE tasks ALTER COLUMN last_error SET INVISIBLE", "column tasks.last_error (extra)"),
        Sql("ALTER TABLE tasks MODIFY config longtext NOT NULL", "column tasks.config (type)"),
    ]
}
