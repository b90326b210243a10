//! One pinned connection that speaks the simple protocol: every value comes back as text, no statement is prepared
//! (so transaction poolers can't mix statements up), and a lost connection is never replaced behind a lock's back.

use super::Backend;
use super::access::Access;
use super::errors::sql_error;
use super::fence::Fence;
use super::mysql::connect as mysql;
use super::row::{self, Row, Shape};
use super::sqlite::lock_wait::LockWait;
use super::statement::Sql;
use crate::database_url::{DatabaseUrl, Endpoint};
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Column, Connection, Either, Executor, MySqlConnection, PgConnection, SqliteConnection};
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Debug)]
pub(super) enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
    MySql(MySqlConnection),
}

/// A connection to the database, with the engine that turned out to answer.
#[derive(Debug)]
pub struct Session {
    pub(super) connected: Connected,
    pub(super) backend: Backend,
    pub(super) server_version: String,
    pub(super) url: DatabaseUrl,
    /// All servers of the URL that was connected to; `url` has the one that answered.
    pub(super) endpoints: Vec<Endpoint>,
    /// Of a session that writes to one of several PostgreSQL servers.
    pub(super) fence: Option<Fence>,
    /// The names of the statements that this connection has prepared.
    pub(super) prepared: HashSet<String>,
    /// Whether it is a node of a Galera cluster, where statements travel one by one.
    pub(super) is_cluster_node: bool,
    /// How long SQLite waits for a lock.
    pub(super) lock_wait: LockWait,
    /// Number of statements of the last message that have ended without an error.
    pub(super) completed: usize,
    /// Whether everything is read as it is at one moment.
    pub(super) has_snapshot: bool,
    /// The connection that reads whole tables of an SQLite file, while there is a snapshot; in a mutex because it can't be shared.
    pub(super) table_reader: Option<Mutex<rusqlite::Connection>>,
}

/// Runs a future against the clock of a connection attempt.
pub(super) async fn in_time<T>(
    limit: Duration,
    url: &DatabaseUrl,
    attempt: impl Future<Output = sqlx::Result<T>>,
) -> std::result::Result<T, SqlError> {
    match tokio::time::timeout(limit, attempt).await {
        Ok(Ok(connected)) => Ok(connected),
        Ok(Err(error)) => {
            let mut answer = sql_error(url, &error);
            match answer.kind {
                SqlErrorKind::ConnectionLost => answer.kind = SqlErrorKind::Unreachable,
                // MySQL and MariaDB say the same of a missing and of a forbidden database
                SqlErrorKind::MissingRight if &*answer.code == "1044" => answer.kind = SqlErrorKind::DatabaseMissing,
                _ => {}
            }
            Err(answer)
        }
        Err(_) => Err(SqlError { kind: SqlErrorKind::Unreachable, code: "".into(), message: format!("no answer within {limit:?}").into() }),
    }
}

/// What a run of statements answered.
struct Answer<'a> {
    /// What was asked.
    statement: &'a Sql,
    rows: Vec<Row>,
    changed: u64,
}

impl<'a> Answer<'a> {
    fn to(statement: &'a Sql) -> Self {
        Answer { statement, rows: Vec::new(), changed: 0 }
    }

    fn push<'r, R: sqlx::Row>(&mut self, row: &'r R) -> sqlx::Result<()>
    where
        Option<String>: sqlx::Decode<'r, R::Database>,
        usize: sqlx::ColumnIndex<R>,
    {
        let cells = (0..row.len()).map(|i| row.try_get_unchecked::<Option<String>, _>(i)).collect::<sqlx::Result<_>>()?;
        let is_same = |shape: &Shape| {
            shape.columns.len() == row.len() && shape.columns.iter().zip(row.columns()).all(|(name, column)| name == column.name())
        };
        let shape = match self.rows.last() {
            Some(before) if is_same(&before.shape) => before.shape.clone(),
            _ => {
                let columns = row.columns().iter().map(|column| column.name().to_string()).collect();
                Arc::new(Shape { statement: self.statement.label().into(), columns })
            }
        };
        self.rows.push(Row { shape, cells });
        Ok(())
    }
}

/// Reads a stream of results to its end: every row as text, how many rows were changed, and how many statements have ended.
macro_rules! drain {
    ($url:expr, $stream:expr, $answer:ident, $completed:expr) => {{
        $completed = 0;
        let mut stream = $stream;
        while let Some(next) = stream.try_next().await.map_err(|e| sql_error(&$url, &e))? {
            match next {
                Either::Left(done) => {
                    $answer.changed += done.rows_affected();
                    $completed += 1;
                }
                Either::Right(row) => $answer.push(&row).map_err(|e| sql_error(&$url, &e))?,
            }
        }
    }};
}

impl Session {
    /// The engine.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// What the server calls its version.
    pub fn server_version(&self) -> &str {
        &self.server_version
    }

    /// Where this session is connected to.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Whether the server was replaced after a failover. Then each statement fails.
    pub(crate) fn is_replaced(&self) -> bool {
        self.fence.as_ref().is_some_and(|fence| fence.refusal().is_some())
    }

    /// Runs `sql`, one statement or several, and returns all rows of all of them.
    pub async fn fetch(&mut self, sql: &Sql) -> std::result::Result<Vec<Row>, SqlError> {
        self.run(sql).await.map(|answer| answer.rows)
    }

    /// Runs `sql`, one statement or several, and returns how many rows they changed.
    pub async fn execute(&mut self, sql: &Sql) -> std::result::Result<u64, SqlError> {
        self.run(sql).await.map(|answer| answer.changed)
    }

    /// In a cluster a transaction may be interrupted at any moment: what follows in the same packet would then run outside of
    /// it, and a server that tries a statement again begins at the packet's first one.
    async fn run<'a>(&mut self, statement: &'a Sql) -> std::result::Result<Answer<'a>, SqlError> {
        if let Some(refusal) = self.fence.as_ref().and_then(Fence::refusal) {
            return Err(refusal);
        }
        let sql = statement.render(self.backend);
        if !self.is_cluster_node {
            let begins = self.set_lock_wait(&sql).await?;
            let done = match self.run_at_once(&sql, statement).await {
                Err(answer) if begins && self.has_missed_lock(&answer) => {
                    let rest = self.take_write_lock(&sql).await?;
                    self.run_at_once(rest, statement).await
                }
                done => done,
            };
            return match done {
                Err(answer) => Err(self.or_too_large(&sql, answer).await),
                done => done,
            };
        }
        let mut answer = Answer::to(statement);
        for part in mysql::statements(&sql) {
            let more = match self.run_at_once(part, statement).await {
                Err(answer) => return Err(self.or_too_large(part, answer).await),
                Ok(done) => done,
            };
            answer.rows.extend(more.rows);
            answer.changed += more.changed;
        }
        Ok(answer)
    }

    /// Whether the last message failed with `answer` at its first statement, because of a lock.
    fn has_missed_lock(&self, answer: &SqlError) -> bool {
        self.completed == 0 && answer.kind == SqlErrorKind::LockTimeout
    }

    /// Runs a statement without setting how long it waits for a lock, without retries, and without checking the fence.
    pub(super) async fn run_directly(&mut self, statement: &Sql) -> std::result::Result<(), SqlError> {
        self.run_at_once(&statement.render(self.backend), statement).await.map(drop)
    }

    /// The first value that a statement returns; see [`Session::run_directly`].
    pub(super) async fn first_value_directly(&mut self, statement: &Sql) -> std::result::Result<Option<String>, SqlError> {
        row::first(&self.run_at_once(&statement.render(self.backend), statement).await?.rows)
    }

    /// MySQL and MariaDB end the connection at a packet that is too large, which looks like a server that went away.
    async fn or_too_large(&self, sql: &str, answer: SqlError) -> SqlError {
        let is_suspect = answer.kind == SqlErrorKind::ConnectionLost || answer.kind == SqlErrorKind::TooLarge;
        // the server's least is 1024 bytes
        if !is_suspect || !matches!(self.connected, Connected::MySql(_)) || sql.len() < 1024 {
            return answer;
        }
        let asked = async {
            let mut session = Box::pin(Self::open(&self.url, Access::Read, Duration::from_secs(5))).await.ok()?;
            let limit = sql!("SELECT @@global.max_allowed_packet AS bytes");
            let answer = Box::pin(session.run_at_once(&limit.render(Backend::MySql), &limit)).await.map(|answer| answer.rows);
            session.close().await;
            row::first::<usize>(&answer.ok()?).ok()?
        };
        match asked.await {
            Some(limit) if sql.len() >= limit => SqlError {
                kind: SqlErrorKind::TooLarge,
                code: "1153".into(),
                message: format!("a statement of {} bytes is larger than the server's max_allowed_packet of {limit} bytes", sql.len())
                    .into(),
            },
            _ => answer,
        }
    }

    async fn run_at_once<'a>(&mut self, sql: &str, statement: &'a Sql) -> std::result::Result<Answer<'a>, SqlError> {
        tracing::debug!(target: "morag_db::sql", sql);
        let raw = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        let mut answer = Answer::to(statement);
        match &mut self.connected {
            Connected::Sqlite(connection) => drain!(self.url, raw.fetch_many(connection), answer, self.completed),
            Connected::Postgres(connection) => drain!(self.url, raw.fetch_many(connection), answer, self.completed),
            Connected::MySql(connection) => drain!(self.url, raw.fetch_many(connection), answer, self.completed),
        }
        Ok(answer)
    }

    /// Runs `sql` on SQLite, one statement or several in one turn of its thread, its values as parameters; what it is compiled
    /// to is kept.
    pub(super) async fn fetch_bound(&mut self, sql: &Sql) -> std::result::Result<Vec<Row>, SqlError> {
        let (text, values) = sql.parameterised(Backend::Sqlite);
        let begins = self.set_lock_wait(&text).await?;
        match self.run_bound(&text, values.clone(), sql).await {
            Err(answer) if begins && self.has_missed_lock(&answer) => {
                let rest = self.take_write_lock(&text).await?;
                self.run_bound(rest, values, sql).await
            }
            done => done,
        }
    }

    async fn run_bound(&mut self, text: &str, values: Vec<Option<String>>, sql: &Sql) -> std::result::Result<Vec<Row>, SqlError> {
        let Connected::Sqlite(connection) = &mut self.connected else { return self.fetch(sql).await };
        tracing::debug!(target: "morag_db::sql", sql = text);
        let mut statement = sqlx::query(AssertSqlSafe(text.to_owned()));
        for value in values {
            statement = statement.bind(value);
        }
        let mut answer = Answer::to(sql);
        drain!(self.url, connection.fetch_many(statement), answer, self.completed);
        tracing::trace!(target: "morag_db::sql", changed = answer.changed);
        Ok(answer.rows)
    }

    /// Says goodbye. What is still open is rolled back by the server.
    pub async fn close(self) {
        let closed = match self.connected {
            Connected::Sqlite(connection) => connection.close().await,
            Connected::Postgres(connection) => connection.close().await,
            Connected::MySql(connection) => connection.close().await,
        };
        // all that was to be kept is committed by now
        if let Err(error) = closed {
            tracing::debug!(%error, "closing the connection");
        }
    }
}
