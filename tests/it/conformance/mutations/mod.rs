//! Every change of a schema is found, named, and fixed by the SQL that the finding gives: at least 60 on each engine.

mod on_mysql;
mod on_postgres;
mod on_sqlite;

use crate::support::{Engine, TestDatabase};

on_every_engine!(every_change_is_found_named_and_mended, a_rename_is_mended_without_losing_what_was_there);

/// A change of the schema, and the object that must be named for it.
pub enum Change {
    Sql(&'static str, &'static str),
    /// SQLite alters little in place: the table is made anew with another text.
    Remake {
        table: &'static str,
        from: &'static str,
        to: &'static str,
        object: &'static str,
    },
}

use Change::{Remake, Sql};

/// Changes that all engines spell alike.
const EVERYWHERE: [Change; 12] = [
    Sql("DROP TABLE artifacts", "table artifacts"),
    Sql("DROP TABLE morag_leases", "table morag_leases"),
    Sql("ALTER TABLE artifacts RENAME TO artefacts", "table artifacts"),
    Sql("ALTER TABLE users DROP COLUMN avatar", "column users.avatar"),
    Sql("ALTER TABLE remote_jobs DROP COLUMN error_message", "column remote_jobs.error_message"),
    Sql("ALTER TABLE tasks RENAME COLUMN description TO story", "column tasks.description"),
    Sql("ALTER TABLE task_runs RENAME COLUMN started_at TO begun_at", "column task_runs.started_at"),
    Sql("ALTER TABLE tasks ADD COLUMN note varchar(20)", "column tasks.note"),
    Sql("ALTER TABLE tasks ADD COLUMN must integer NOT NULL DEFAULT 1", "column tasks.must"),
    Sql("CREATE INDEX tasks_of_ours ON tasks (total_runs)", "index tasks.tasks_of_ours"),
    Sql("CREATE UNIQUE INDEX one_at_a_time ON profiles (user_id, full_name)", "index profiles.one_at_a_time"),
    Sql("CREATE INDEX twice ON conversations (user_id, title)", "index conversations.twice"),
];

fn changes(engine: Engine) -> Vec<Change> {
    let own = match engine {
        Engine::Sqlite => on_sqlite::changes(),
        Engine::Postgres => on_postgres::changes(),
        Engine::PostgresNewest => on_postgres::changes().into_iter().chain(on_postgres::changes_of_the_newest()).collect(),
        Engine::MariaDb => on_mysql::changes().into_iter().chain(on_mysql::changes_of_mariadb()).collect(),
        Engine::MySql => on_mysql::changes().into_iter().chain(on_mysql::changes_of_mysql()).collect(),
    };
    EVERYWHERE.into_iter().filter(|c| !on_mysql::has_no_such(engine, c)).chain(own).collect()
}

/// What changes the schema, as SQL for this database.
fn sql_of(database: &TestDatabase, change: &Change) -> (String, &'static str) {
    match change {
        Sql(sql, object) => (sql.to_string(), object),
        Remake { table, from, to, object } => (on_sqlite::remake(database, table, from, to), object),
    }
}

fn try_change(database: &TestDatabase, change: &Change) -> Result<(), String> {
    let (sql, object) = sql_of(database, change);
    database.try_sql(&sql).map_err(|e| format!("can't be made: {e}"))?;
    let run = database.run(&["verify", "--strict", "--output", "json"]);
    if run.code != 4 {
        return Err(format!("verify exits with {}: {}{}", run.code, run.out, run.err));
    }
    let report = run.json();
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    if !findings.iter().any(|f| f["object"] == object) {
        return Err(format!("{object} is not named: {findings:?}"));
    }
    let script = database.run(&["verify", "--strict", "--fix-sql", "-"]).out;
    database.try_sql(&script).map_err(|e| format!("the script fails: {e}\n{script}"))?;
    let run = database.run(&["verify"]);
    if run.code != 0 {
        return Err(format!("is not fixed by\n{script}\n{}", run.out));
    }
    let findings = || database.run(&["verify", "--strict", "--output", "json"]).json()["findings"].clone();
    if findings() != serde_json::json!([]) {
        // what blocked others is only an extra now
        let script = database.run(&["verify", "--strict", "--fix-sql", "-"]).out;
        database.try_sql(&script).map_err(|e| format!("the second script fails: {e}\n{script}"))?;
    }
    let findings = findings();
    if findings != serde_json::json!([]) {
        return Err(format!("is not fixed by\n{script}\n{findings}"));
    }
    Ok(())
}

fn every_change_is_found_named_and_mended(engine: Engine) {
    let changes = changes(engine);
    assert!(changes.len() >= 60, "{} changes", changes.len());
    let ready = || {
        let database = TestDatabase::missing(engine);
        database.run(&["init"]).expect(0);
        database
    };
    let mut database = ready();
    let mut failures = Vec::new();
    for change in &changes {
        if let Err(failure) = try_change(&database, change) {
            let text = match change {
                Sql(sql, _) => sql.to_string(),
                Remake { table, from, to, .. } => format!("{table}: {from} -> {to}"),
            };
            failures.push(format!("{text}\n  {failure}"));
            database = ready();
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), changes.len(), failures.join("\n\n"));
}

fn a_rename_is_mended_without_losing_what_was_there(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.sql("INSERT INTO tasks (id, name, description) VALUES ('t1', 'n', 'kept')");
    database.sql("INSERT INTO artifacts (id, task_id, name, artifact_type) VALUES ('a1', 't1', 'kept too', 'LOG')");
    database.sql("ALTER TABLE tasks RENAME COLUMN description TO story; ALTER TABLE artifacts RENAME TO artefacts");
    // without --strict: a rename of what applications name is drift
    let script = database.run(&["verify", "--fix-sql", "-"]).expect(4).out;
    database.sql(&script);
    database.run(&["verify", "--strict"]).expect(0);
    assert_eq!(database.value("SELECT description FROM tasks"), "kept");
    assert_eq!(database.value("SELECT name FROM artifacts"), "kept too");
}
