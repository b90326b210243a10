//! How a session waits for the write lock of an SQLite file.

use crate::support::database::block_on;
use crate::support::{Engine, Run, TestDatabase};
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, Session};
use morag_db::error::SqlErrorKind;
use morag_db::lifecycle::connect;
use morag_db::sql;
use std::time::Duration;

on_engine!(
    sqlite,
    Sqlite,
    a_transaction_that_writes_waits_for_another_one,
    it_waits_as_long_as_the_url_says,
    other_statements_wait_as_long_as_the_url_says,
    a_held_lock_is_tried_often,
    what_was_committed_is_not_repeated,
    with_a_rollback_journal_sqlite_waits_itself
);

const INSERT: &str = "INSERT INTO tasks (id, name) VALUES (";

async fn open(database: &TestDatabase, timeout: &str) -> Session {
    let url = DatabaseUrl::parse(&format!("{}?timeout={timeout}", database.url)).unwrap();
    connect(&url, Access::Write, Duration::ZERO).await.unwrap()
}

async fn busy_timeout(session: &mut Session) -> i64 {
    session.fetch(&sql!("PRAGMA busy_timeout")).await.unwrap()[0].get("timeout").unwrap()
}

fn ready(engine: Engine) -> TestDatabase {
    let database = TestDatabase::missing(engine);
    database.run(&["init"]).expect(0);
    database
}

fn a_transaction_that_writes_waits_for_another_one(engine: Engine) {
    let database = ready(engine);
    block_on(async {
        let (mut holder, mut waiter) = (open(&database, "5").await, open(&database, "5").await);
        // the second time, busy_timeout is short already
        for (held, waiting) in [("1", "2"), ("3", "4")] {
            holder.execute(&sql!("BEGIN IMMEDIATE")).await.unwrap();
            let write = sql!("BEGIN IMMEDIATE; {insert} {id}, 'n'); COMMIT", insert = sql!(INSERT), id = waiting);
            let release = async {
                tokio::time::sleep(Duration::from_millis(200)).await;
                holder.execute(&sql!("{insert} {id}, 'n'); COMMIT", insert = sql!(INSERT), id = held)).await.unwrap();
            };
            let (written, ()) = futures_util::join!(waiter.execute(&write), release);
            written.unwrap();
        }
    });
    assert_eq!(database.value("SELECT group_concat(id) FROM (SELECT id FROM tasks ORDER BY rowid)"), "1,2,3,4");
}

fn it_waits_as_long_as_the_url_says(engine: Engine) {
    let database = ready(engine);
    block_on(async {
        let (mut holder, mut waiter) = (open(&database, "5").await, open(&database, "0.2").await);
        holder.execute(&sql!("BEGIN IMMEDIATE")).await.unwrap();
        let start = std::time::Instant::now();
        let answer = waiter.execute(&sql!("BEGIN IMMEDIATE; DELETE FROM tasks; COMMIT")).await.unwrap_err();
        assert_eq!(answer.kind, SqlErrorKind::LockTimeout, "{answer}");
        assert!(start.elapsed() >= Duration::from_millis(200), "gave up after {:?}", start.elapsed());
        holder.execute(&sql!("ROLLBACK")).await.unwrap();
        waiter.execute(&sql!("BEGIN IMMEDIATE; DELETE FROM tasks; COMMIT")).await.unwrap();
    });
}

fn other_statements_wait_as_long_as_the_url_says(engine: Engine) {
    let database = ready(engine);
    block_on(async {
        let mut session = open(&database, "0.7").await;
        assert_eq!(busy_timeout(&mut session).await, 700);
        session.execute(&sql!("BEGIN IMMEDIATE; DELETE FROM tasks; COMMIT")).await.unwrap();
        assert_eq!(busy_timeout(&mut session).await, 700);
        let mut holder = open(&database, "5").await;
        holder.execute(&sql!("BEGIN IMMEDIATE")).await.unwrap();
        session.execute(&sql!("BEGIN IMMEDIATE")).await.unwrap_err();
        assert_eq!(busy_timeout(&mut session).await, 700);
    });
}

/// Each attempt is a line of the log. Those that SQLite makes itself, after longer and longer pauses, are not in it.
fn a_held_lock_is_tried_often(engine: Engine) {
    let database = ready(engine);
    let claim = block_on(async {
        let mut holder = open(&database, "5").await;
        holder.execute(&sql!("BEGIN IMMEDIATE")).await.unwrap();
        let claim = database.spawn(&["-vv", "jobs", "claim", "--worker", "w", "--types", "audio"]);
        tokio::time::sleep(Duration::from_millis(1500)).await;
        holder.execute(&sql!("ROLLBACK")).await.unwrap();
        claim
    });
    let run = Run::from(claim.wait_with_output().unwrap()).expect(0);
    let tried = run.err.lines().filter(|line| line.ends_with("sql=\"BEGIN IMMEDIATE\"")).count();
    assert!(tried >= 20, "tried {tried} times: {}", run.err);
}

fn what_was_committed_is_not_repeated(engine: Engine) {
    let database = ready(engine);
    block_on(async {
        let (mut reader, mut writer) = (open(&database, "1").await, open(&database, "0.3").await);
        reader.execute(&sql!("BEGIN; SELECT count(*) FROM tasks")).await.unwrap();
        // the journal can't be changed while another session reads
        let write = sql!("BEGIN IMMEDIATE; {insert} 'once', 'n'); COMMIT; PRAGMA journal_mode = DELETE", insert = sql!(INSERT));
        let answer = writer.execute(&write).await.unwrap_err();
        assert_eq!(answer.kind, SqlErrorKind::LockTimeout, "{answer}");
        // and without a timeout nothing waits
        writer.close().await;
        let mut writer = open(&database, "0").await;
        reader.execute(&sql!("COMMIT; BEGIN IMMEDIATE")).await.unwrap();
        writer.execute(&sql!("BEGIN IMMEDIATE")).await.unwrap_err();
        assert_eq!(busy_timeout(&mut writer).await, 0);
    });
    assert_eq!(database.value("SELECT count(*) FROM tasks"), "1");
}

/// COMMIT waits for readers there, in the middle of a message that may not be sent again.
fn with_a_rollback_journal_sqlite_waits_itself(engine: Engine) {
    let database = ready(engine);
    database.sql("PRAGMA journal_mode = DELETE");
    block_on(async {
        let (mut reader, mut writer) = (open(&database, "5").await, open(&database, "5").await);
        for id in ["1", "2"] {
            reader.execute(&sql!("BEGIN; SELECT count(*) FROM tasks")).await.unwrap();
            let write = sql!("BEGIN IMMEDIATE; {insert} {id}, 'n'); COMMIT", insert = sql!(INSERT), id);
            let release = async {
                tokio::time::sleep(Duration::from_millis(200)).await;
                reader.execute(&sql!("COMMIT")).await.unwrap();
            };
            let (written, ()) = futures_util::join!(writer.execute(&write), release);
            written.unwrap();
        }
    });
    assert_eq!(database.value("SELECT count(*) FROM tasks"), "2");
}
