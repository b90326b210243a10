//! Adoption of databases that SQL files or Alembic made: the SQL that the map-reduce chat application documents, and a first
//! revision that created some of the agent's tables.

use super::adopt::adopt;
use crate::support::{Application, Engine, TestDatabase};

on_every_engine!(a_first_alembic_revision_is_adopted_and_completed,);
mod by_hand {
    use super::*;

    on_engine!(postgres, Postgres, the_chat_applications_own_sql_is_adopted);
    on_engine!(postgres_newest, PostgresNewest, the_chat_applications_own_sql_is_adopted);
}

/// As `op.create_table` of Alembic's template writes it: one table, its indexes, and Alembic's own record.
fn a_first_alembic_revision_is_adopted_and_completed(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let ddl = Application::Agent.ddl(engine);
    let first: Vec<&str> = ddl
        .split_inclusive(";\n")
        .filter(|s| s.contains("TYPE taskstatus") || s.contains("TABLE tasks") || s.contains("ON tasks ("))
        .collect();
    assert!(first.len() >= 3, "{ddl}");
    database
        .sql("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))");
    database.sql(&first.concat());
    database.sql("INSERT INTO alembic_version (version_num) VALUES ('abc123'); INSERT INTO tasks (id, name, config, status) VALUES ('t1', 'n', '{\"m\": 1.5}', 'COMPLETED')");
    let record = database.contents(&["alembic_version"]);
    let plan = database.run(&["migrate", "adopt", "--dry-run"]).expect(0).out;
    assert!(plan.contains("revision abc123; its table stays"), "{plan}");
    adopt(&database, &["tasks"]);
    assert_eq!(database.contents(&["alembic_version"]), record);
    database.sql("INSERT INTO task_runs (id, task_id, run_number) VALUES ('r1', 't1', 1)");
}

fn the_chat_applications_own_sql_is_adopted(engine: Engine) {
    let database = TestDatabase::empty(engine);
    let ddl = Application::Chat.ddl(engine);
    let before: Vec<&str> = ddl.split_inclusive(";\n").filter(|s| !s.contains("processing_jobs")).collect();
    database.sql(&before.concat().replace("    job_id UUID,\n", ""));
    database.sql(include_str!("../../fixtures/chat_by_hand.sql"));
    database.sql(&Application::Chat.rows(engine));
    let tables = Application::Chat.tables();
    let trigger = "SELECT count(*) FROM pg_trigger WHERE tgname = 'update_processing_jobs_updated_at'";
    assert_eq!(database.value(trigger), "1");
    adopt(&database, tables);
    assert_eq!(database.value(trigger), "1");
    // the application goes on, with its trigger
    database.sql("UPDATE processing_jobs SET updated_at = '2020-01-01', progress = 0.5");
    assert_eq!(database.value("SELECT count(*) FROM processing_jobs WHERE updated_at > '2025-01-01'"), "1");
}
