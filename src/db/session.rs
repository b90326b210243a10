//! One pinned connection that speaks the simple protocol: every value comes back as text, no statement is prepared
//! (so transaction poolers can't mix statements up), and a lost connection is never replaced behind a lock's back.

use super::Backend;
use super::access::Access;
use super::errors::sql_error;
use super::mysql::connect as mysql;
use super::postgres::connect as postgres;
use super::row::{self, Row, Shape};
use super::sqlite::connect as sqlite;
use super::statement::Sql;
use crate::database_url::{DatabaseUrl, Family, TargetSession};
use crate::error::{Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Column, Connection, Either, Executor, MySqlConnection, PgConnection, SqliteConnection};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug)]
enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
    MySql(MySqlConnection),
}

/// A connection to the database, with the engine that turned out to answer.
#[derive(Debug)]
pub struct Session {
    connected: Connected,
    backend: Backend,
    server_version: String,
    url: DatabaseUrl,
    /// The names of the statements that this connection has prepared.
    pub(super) prepared: HashSet<String>,
    /// Whether it is a node of a Galera cluster, where statements travel one by one.
    is_cluster_node: bool,
}

/// Runs a future against the clock of a connection attempt.
async fn in_time<T>(
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

/// Reads a stream of results to its end: every row as text, and how many rows were changed.
macro_rules! drain {
    ($url:expr, $stream:expr, $answer:ident) => {{
        let mut stream = $stream;
        while let Some(next) = stream.try_next().await.map_err(|e| sql_error(&$url, &e))? {
            match next {
                Either::Left(done) => $answer.changed += done.rows_affected(),
                Either::Right(row) => $answer.push(&row).map_err(|e| sql_error(&$url, &e))?,
            }
        }
    }};
}

impl Session {
    /// Connects once to the first of the servers that will do; the error says why none does.
    pub async fn connect(url: &DatabaseUrl, access: Access, limit: Duration) -> Result<Session> {
        let DatabaseUrl::Server(server) = url else { return Self::connect_to_file(url, access, limit).await };
        let limit = server.connect_timeout.unwrap_or(limit);
        // libpq takes any server unless told otherwise; what writes among several needs one that takes writes
        let wanted = server.target_session.unwrap_or(match access {
            Access::Write | Access::Create if server.endpoints.len() > 1 => TargetSession::ReadWrite,
            _ => TargetSession::Any,
        });
        let passes = if wanted == TargetSession::PreferStandby { vec![TargetSession::Standby, TargetSession::Any] } else { vec![wanted] };
        let mut first_failure = None;
        for wanted in passes {
            for endpoint in &server.endpoints {
                let target = DatabaseUrl::Server(Box::new(server.at(endpoint)));
                let failure = match Self::open(&target, access, limit).await {
                    Ok(mut session) => match session.refusal(wanted).await {
                        Ok(None) => return Ok(session),
                        Ok(Some(source)) | Err(source) => {
                            session.close().await;
                            Error::Connect { target: target.to_string(), source }
                        }
                    },
                    Err(error) => error,
                };
                // libpq stops there too: another server would say the same
                let is_final = |kind| matches!(kind, SqlErrorKind::LoginRefused | SqlErrorKind::DatabaseMissing);
                let is_final = matches!(&failure, Error::Connect { source, .. } if is_final(source.kind));
                if is_final || !matches!(failure, Error::Connect { .. }) {
                    return Err(failure);
                }
                tracing::info!(error = %failure, cause = failure.sql().map(ToString::to_string), "trying the next server");
                first_failure = first_failure.or(Some(failure));
            }
        }
        let none = || Error::configuration("the database URL names no server");
        Err(match first_failure {
            Some(Error::Connect { source, .. }) => Error::Connect { target: url.to_string(), source },
            other => other.unwrap_or_else(none),
        })
    }

    async fn connect_to_file(url: &DatabaseUrl, access: Access, limit: Duration) -> Result<Session> {
        match Self::open(url, access, limit).await {
            Err(Error::Connect { source, .. }) if access == Access::Read && &*source.code == sqlite::NEEDS_ROLLBACK => {
                // a writer was killed: whoever opens the file next for writing undoes its half of a transaction, and reading must wait for that
                Self::open(url, Access::Write, limit).await?.close().await;
                Self::open(url, access, limit).await
            }
            other => other,
        }
    }

    /// Why this server is not the wanted one, if it isn't.
    async fn refusal(&mut self, wanted: TargetSession) -> std::result::Result<Option<SqlError>, SqlError> {
        let sql = match &self.connected {
            _ if wanted == TargetSession::Any => return Ok(None),
            Connected::Sqlite(_) => return Ok(None),
            Connected::Postgres(_) => postgres::ROLE,
            Connected::MySql(_) => mysql::ROLE,
        };
        let role = |row: &Row| Ok((row.get("is_read_only")?, row.get("is_standby")?));
        let rows = self.fetch(&Sql::constant(sql)).await?;
        let (is_read_only, is_standby): (bool, bool) = rows.first().map_or(Ok((false, false)), role)?;
        let complaint = match wanted {
            TargetSession::ReadWrite if is_read_only => "this server takes no writes",
            TargetSession::ReadOnly if !is_read_only => "this server takes writes, and a read-only one is asked for",
            TargetSession::Primary if is_standby => "this server is a standby",
            TargetSession::Standby if !is_standby => "this server is not a standby",
            _ => return Ok(None),
        };
        Ok(Some(SqlError { kind: SqlErrorKind::Unavailable, code: "".into(), message: complaint.into() }))
    }

    async fn open(url: &DatabaseUrl, access: Access, limit: Duration) -> Result<Session> {
        let failed = |source: SqlError| match source.kind {
            SqlErrorKind::NotADatabase => Error::NotADatabase { target: url.to_string(), source },
            _ => Error::Connect { target: url.to_string(), source },
        };
        let connected = match url {
            DatabaseUrl::Sqlite(file) => {
                let options = sqlite::options(file, access)?;
                Connected::Sqlite(in_time(limit, url, SqliteConnection::connect_with(&options)).await.map_err(failed)?)
            }
            DatabaseUrl::Server(server) => match server.family {
                Family::Postgres => {
                    let options = postgres::options(server)?;
                    Connected::Postgres(in_time(limit, url, PgConnection::connect_with(&options)).await.map_err(failed)?)
                }
                Family::MySql => {
                    let options = mysql::options(server)?;
                    Connected::MySql(in_time(limit, url, MySqlConnection::connect_with(&options)).await.map_err(failed)?)
                }
            },
        };
        let backend = match &connected {
            Connected::Sqlite(_) => Backend::Sqlite,
            Connected::Postgres(_) => Backend::Postgres,
            // or MariaDB: it will say so
            Connected::MySql(_) => Backend::MySql,
        };
        let mut session = Session {
            connected,
            backend,
            server_version: String::new(),
            url: url.clone(),
            prepared: HashSet::new(),
            is_cluster_node: false,
        };
        session.recognise().await.map_err(failed)?;
        Ok(session)
    }

    /// Learns what can't be told from the URL. PostgreSQL has said it at login.
    async fn recognise(&mut self) -> std::result::Result<(), SqlError> {
        let sql = match &self.connected {
            Connected::Postgres(connection) => {
                let number = connection.server_version_num().unwrap_or_default();
                self.server_version = format!("{}.{}", number / 10_000, number % 10_000);
                return Ok(());
            }
            Connected::Sqlite(_) => sql!("SELECT sqlite_version() AS version FROM (SELECT count(*) FROM sqlite_master)"),
            // a comment to MySQL; a MariaDB that was built without clusters doesn't know the variable
            Connected::MySql(_) => sql!("SELECT VERSION() AS version /*M! , @@wsrep_on AS is_node */"),
        };
        let settings = Sql::constant(if matches!(self.connected, Connected::MySql(_)) { mysql::SESSION_SETTINGS } else { "" });
        let rows = match self.fetch(&settings.and_then(sql)).await {
            Err(answer) if &*answer.code == "1193" => self.fetch(&sql!("SELECT VERSION() AS version")).await?,
            rows => rows?,
        };
        let Some(row) = rows.first() else { return Ok(()) };
        let version: String = row.get("version")?;
        self.is_cluster_node = row.has("is_node") && row.get("is_node")?;
        if self.backend != Backend::Sqlite {
            self.backend = Backend::of_mysql_version(&version);
        }
        self.server_version = version;
        Ok(())
    }

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
        let sql = statement.render(self.backend);
        if !self.is_cluster_node {
            return match self.run_at_once(&sql, statement).await {
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
            Connected::Sqlite(connection) => drain!(self.url, raw.fetch_many(connection), answer),
            Connected::Postgres(connection) => drain!(self.url, raw.fetch_many(connection), answer),
            Connected::MySql(connection) => drain!(self.url, raw.fetch_many(connection), answer),
        }
        Ok(answer)
    }

    /// Runs `sql` on SQLite, one statement or several in one turn of its thread, its values as parameters; what it is compiled
    /// to is kept.
    pub(super) async fn fetch_bound(&mut self, sql: &Sql) -> std::result::Result<Vec<Row>, SqlError> {
        let Connected::Sqlite(connection) = &mut self.connected else { return self.fetch(sql).await };
        let (text, values) = sql.parameterised(Backend::Sqlite);
        tracing::debug!(target: "morag_db::sql", sql = text);
        let mut statement = sqlx::query(AssertSqlSafe(text));
        for value in values {
            statement = statement.bind(value);
        }
        let mut answer = Answer::to(sql);
        drain!(self.url, connection.fetch_many(statement), answer);
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
