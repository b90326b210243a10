//! Two at once, a lock that is not free, a process killed in the middle of a long statement.

use crate::support::database::block_on;
use crate::support::{Engine, Run, Site, TestDatabase, built_in_versions};
use std::time::{Duration, Instant};

on_every_engine!(
    a_lock_that_is_not_free_in_time_ends_in_6_and_names_its_holder,
    drift_beside_a_running_migration_is_found,
    a_run_killed_in_a_long_statement_is_gone_on_with_by_the_next,
    a_table_that_another_session_uses_is_waited_for_and_then_left,
    an_interrupted_run_says_what_was_done,
    a_killed_undo_is_brought_to_its_end_by_the_next_run,
    what_a_killed_run_left_behind_can_be_undone,
);

/// A pause between two steps of a migration.
fn pause(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "CREATE TABLE pause AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000000) SELECT count(*) AS n FROM c; DROP TABLE pause"
        }
        Engine::Postgres | Engine::PostgresNewest => "SELECT pg_sleep(2)",
        Engine::MySql | Engine::MariaDb => "DO SLEEP(2)",
    }
}

/// A site's migration that makes two tables, with a pause between the steps of `up` or of `down`.
fn with_pause(engine: Engine, in_up: bool) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    let (up, down) = if in_up { (pause(engine), "SELECT 1") } else { ("SELECT 1", pause(engine)) };
    let text = format!(
        "-- migrate:up\nCREATE TABLE one (id integer);\n{up};\nCREATE TABLE two (id integer);\n-- migrate:down\nDROP TABLE two;\n{down};\nDROP TABLE one;\n"
    );
    database.run(&["init"]).expect(0);
    database.site("1001_pause.sql", &text);
    database
}

/// A server goes on with the statement of a killed client, and holds its lock until then.
fn wait_until_free(database: &TestDatabase) {
    for _ in 0..200 {
        let status = database.run(&["migrate", "status", "--output", "json"]).expect(0).json();
        if status["lock_holder"].is_null() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the lock is not given back");
}

fn kill_midway(database: &TestDatabase, arguments: &[&str]) {
    let mut child = database.spawn(arguments);
    wait_for_holder(database);
    std::thread::sleep(Duration::from_millis(700));
    child.kill().unwrap();
    child.wait().unwrap();
}

fn a_killed_undo_is_brought_to_its_end_by_the_next_run(engine: Engine) {
    let database = with_pause(engine, false);
    database.run(&["migrate", "up"]).expect(0);
    let up = database.catalog();
    kill_midway(&database, &["migrate", "down", "--steps", "1", "--yes", "--database", &database.name]);
    database.run(&["migrate", "up"]).expect(0);
    wait_until_free(&database);
    assert_eq!(database.catalog(), up);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn what_a_killed_run_left_behind_can_be_undone(engine: Engine) {
    let database = with_pause(engine, true);
    let before = database.catalog();
    kill_midway(&database, &["migrate", "up"]);
    if engine.is_mysql_like() {
        let state =
            database.run(&["migrate", "status", "--output", "json"]).expect(0).json()["migrations"][built_in_versions().len()]["state"]
                .clone();
        assert_eq!(state, "running");
        database.run_confirmed(&["migrate", "down", "--steps", "1"]).expect(0);
    }
    // elsewhere the server rolls it back
    wait_until_free(&database);
    assert_eq!(database.catalog(), before);
    database.run(&["migrate", "status", "--exit-code"]).expect(3);
}

/// Of one engine alone.
mod alone {
    use super::*;
    on_engine!(mariadb, MariaDb, a_second_session_sees_the_lock_held);
}

/// A statement that takes about `seconds` and then makes table `slow`.
fn slow(engine: Engine, seconds: u32) -> String {
    let sql = match engine {
        Engine::Sqlite => format!(
            "CREATE TABLE slow AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {}) SELECT count(*) AS n FROM c",
            seconds * 5_000_000
        ),
        Engine::Postgres | Engine::PostgresNewest => format!("CREATE TABLE slow AS SELECT pg_sleep({seconds})::text AS n"),
        Engine::MySql | Engine::MariaDb => format!("CREATE TABLE slow AS SELECT SLEEP({seconds}) AS n"),
    };
    format!(
        "-- migrate:up\nCREATE TABLE before_slow (id integer);\n{sql};\nCREATE TABLE after_slow (id integer);\n\
             -- migrate:down\nDROP TABLE after_slow;\nDROP TABLE slow;\nDROP TABLE before_slow;\n"
    )
}

fn ready_with_slow(engine: Engine, seconds: u32) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.site("1001_slow.sql", &slow(engine, seconds));
    database
}

/// Waits until the lock is held.
fn wait_for_holder(database: &TestDatabase) -> String {
    for _ in 0..200 {
        let status = database.run(&["migrate", "status", "--output", "json"]).expect(0).json();
        if let Some(holder) = status["lock_holder"].as_str() {
            return holder.to_string();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("nobody took the lock");
}

fn a_lock_that_is_not_free_in_time_ends_in_6_and_names_its_holder(engine: Engine) {
    let database = ready_with_slow(engine, 4);
    let holder = database.spawn(&["migrate", "up"]);
    let named = wait_for_holder(&database);
    database.run(&["migrate", "status", "--exit-code"]).expect(6);
    let start = Instant::now();
    let run = database.run(&["migrate", "up", "--lock-timeout", "500ms"]).expect(6);
    assert!(start.elapsed() < Duration::from_secs(3), "it gave up after {:?}", start.elapsed());
    let who = if engine.is_mysql_like() { named.clone() } else { "tester@".to_string() };
    assert!(run.err.contains(&who) && run.err.contains("--lock-timeout"), "{named}: {}", run.err);
    Run::from(holder.wait_with_output().unwrap()).expect(0);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn drift_beside_a_running_migration_is_found(engine: Engine) {
    let database = ready_with_slow(engine, 2);
    database.sql("DROP TABLE job_types");
    let holder = database.spawn(&["migrate", "up"]);
    wait_for_holder(&database);
    let refused = database.run(&["init", "--lock-timeout", "500ms"]).expect(6).err;
    assert!(refused.contains("--lock-timeout"), "{refused}");
    let refused = database.run(&["init"]).expect(4).err;
    assert!(refused.contains("table job_types is missing"), "{refused}");
    Run::from(holder.wait_with_output().unwrap()).expect(0);
}

fn a_run_killed_in_a_long_statement_is_gone_on_with_by_the_next(engine: Engine) {
    let database = ready_with_slow(engine, 3);
    let mut child = database.spawn(&["migrate", "up"]);
    wait_for_holder(&database);
    std::thread::sleep(Duration::from_millis(500));
    child.kill().unwrap();
    child.wait().unwrap();
    let start = Instant::now();
    database.run(&["migrate", "up"]).expect(0);
    // the server's statement goes on for up to 3 s after the kill; SQLite begins anew
    let limit = Duration::from_secs(if engine == Engine::Sqlite { 60 } else { 8 });
    assert!(start.elapsed() < limit, "the next run took {:?}", start.elapsed());
    let undisturbed = ready_with_slow(engine, 0);
    undisturbed.run(&["migrate", "up"]).expect(0);
    assert_eq!(database.versions(), undisturbed.versions());
    assert_eq!(database.catalog(), undisturbed.catalog());
    assert_eq!(database.value("SELECT count(*) FROM morag_migration_runs"), "0");
}

fn a_table_that_another_session_uses_is_waited_for_and_then_left(engine: Engine) {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database.site(
        "1001_alter.sql",
        "-- migrate:up\nALTER TABLE tasks ADD COLUMN note varchar(20);\n-- migrate:down\nALTER TABLE tasks DROP COLUMN note;\n",
    );
    let before = database.catalog();
    block_on(async {
        let mut other = database.session().await;
        let begin = if engine == Engine::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" };
        other.execute(&morag_db::db::Sql::script(begin)).await.unwrap();
        other.execute(&morag_db::db::Sql::script("INSERT INTO tasks (id, name) VALUES ('t', 'n')")).await.unwrap();
        let run = database.run(&["migrate", "up", "--ddl-lock-timeout", "1s"]);
        other.execute(&morag_db::db::Sql::script("ROLLBACK")).await.unwrap();
        run.expect(6)
    });
    assert_eq!(database.catalog(), before);
    database.run(&["migrate", "status", "--exit-code"]).expect(3);
    database.run(&["migrate", "up"]).expect(0);
}

fn an_interrupted_run_says_what_was_done(engine: Engine) {
    let database = ready_with_slow(engine, 3);
    let child = database.spawn(&["migrate", "up"]);
    wait_for_holder(&database);
    std::thread::sleep(Duration::from_millis(300));
    let pid = child.id().to_string();
    let (signal, code) = if engine == Engine::Postgres { ("TERM", 143) } else { ("INT", 130) };
    assert!(std::process::Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap().success());
    let run = Run::from(child.wait_with_output().unwrap()).expect(code);
    assert!(run.err.contains(&format!("interrupted by SIG{signal}")) && run.err.contains("run the same command again"), "{}", run.err);
    database.run(&["migrate", "up"]).expect(0);
    database.run(&["migrate", "status", "--exit-code"]).expect(0);
}

fn a_second_session_sees_the_lock_held(engine: Engine) {
    let database = ready_with_slow(engine, 2);
    let child = database.spawn(&["migrate", "up"]);
    wait_for_holder(&database);
    assert_eq!(database.value("SELECT IS_FREE_LOCK(CONCAT('morag-db:', LEFT(SHA2(DATABASE(), 256), 40)))"), "0");
    Run::from(child.wait_with_output().unwrap()).expect(0);
    assert_eq!(database.value("SELECT IS_FREE_LOCK(CONCAT('morag-db:', LEFT(SHA2(DATABASE(), 256), 40)))"), "1");
}
