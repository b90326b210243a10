//! Opens a session: one server of several, in time, and learns which engine answers.

use super::Backend;
use super::access::Access;
use super::mysql::connect as mysql;
use super::postgres::connect as postgres;
use super::row::Row;
use super::session::{Connected, Session, in_time};
use super::sqlite::connect as sqlite;
use super::sqlite::lock_wait::LockWait;
use super::statement::Sql;
use crate::database_url::{DatabaseUrl, Endpoint, Family, ServerUrl, TargetSession};
use crate::error::{Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use sqlx::{Connection, MySqlConnection, PgConnection, SqliteConnection};
use std::collections::HashSet;
use std::time::Duration;

/// Time for asking the new connection, and the other servers, which role they have.
const COMPARING: Duration = Duration::from_secs(3);

async fn answered<T>(limit: Duration, asked: impl Future<Output = std::result::Result<T, SqlError>>) -> std::result::Result<T, SqlError> {
    let none = |_| SqlError { kind: SqlErrorKind::Unreachable, code: "".into(), message: format!("no answer within {limit:?}").into() };
    tokio::time::timeout(limit, asked).await.map_err(none)?
}

impl Session {
    /// Connects once to the first of the servers that will do; the error says why none does.
    pub async fn connect(url: &DatabaseUrl, access: Access, limit: Duration) -> Result<Session> {
        let DatabaseUrl::Server(server) = url else { return Self::connect_to_file(url, access, limit).await };
        let limit = server.connect_timeout.unwrap_or(limit);
        // libpq takes any server unless told otherwise; what writes among several needs one that accepts writes
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
                    Ok(mut session) => match answered(limit + COMPARING, session.refusal(wanted, access, server, endpoint)).await {
                        Ok(None) => {
                            session.endpoints.clone_from(&server.endpoints);
                            return Ok(session);
                        }
                        Ok(Some(source)) | Err(source) => {
                            session.close().await;
                            Error::Connect { target: target.to_string(), source }
                        }
                    },
                    Err(error) => error,
                };
                let kind = failure.sql().map(|answer| answer.kind);
                // libpq stops there too: another server would say the same
                if kind == Some(SqlErrorKind::LoginRefused) || !matches!(failure, Error::Connect { .. }) {
                    return Err(failure);
                }
                tracing::info!(error = %failure, cause = failure.sql().map(ToString::to_string), "trying the next server");
                // a standby may not have received it yet, so the others are tried too
                if kind == Some(SqlErrorKind::DatabaseMissing) || first_failure.is_none() {
                    first_failure = Some(failure);
                }
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
    async fn refusal(
        &mut self,
        wanted: TargetSession,
        access: Access,
        server: &ServerUrl,
        this: &Endpoint,
    ) -> std::result::Result<Option<SqlError>, SqlError> {
        let unavailable = |message: Box<str>| SqlError { kind: SqlErrorKind::Unavailable, code: "".into(), message };
        if let Some(message) = self.wrong_role(wanted).await? {
            return Ok(Some(unavailable(message.into())));
        }
        if access == Access::Read || server.endpoints.len() < 2 {
            return Ok(None);
        }
        let complaint = match server.family {
            Family::Postgres => self.compare(server, this).await?,
            Family::MySql => self.group().await?.and_then(|group| group.complaint()),
        };
        Ok(complaint.map(|message| {
            tracing::warn!(server = %this, "{message}");
            unavailable(message.into())
        }))
    }

    async fn wrong_role(&mut self, wanted: TargetSession) -> std::result::Result<Option<&'static str>, SqlError> {
        let sql = match &self.connected {
            _ if wanted == TargetSession::Any => return Ok(None),
            Connected::Sqlite(_) => return Ok(None),
            Connected::Postgres(_) => postgres::ROLE,
            Connected::MySql(_) => mysql::ROLE,
        };
        let role = |row: &Row| Ok((row.get("is_read_only")?, row.get("is_standby")?));
        let rows = self.fetch(&Sql::constant(sql)).await?;
        let (is_read_only, is_standby): (bool, bool) = rows.first().map_or(Ok((false, false)), role)?;
        Ok(match wanted {
            TargetSession::ReadWrite if is_read_only => Some("this server accepts no writes"),
            TargetSession::ReadOnly if !is_read_only => Some("this server accepts writes, and a read-only one is asked for"),
            TargetSession::Primary if is_standby => Some("this server is a standby"),
            TargetSession::Standby if !is_standby => Some("this server is not a standby"),
            _ => None,
        })
    }

    pub(super) async fn open(url: &DatabaseUrl, access: Access, limit: Duration) -> Result<Session> {
        if access != Access::Read {
            url.refuse_if_read_only()?;
        }
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
            endpoints: Vec::new(),
            fence: None,
            prepared: HashSet::new(),
            is_cluster_node: false,
            lock_wait: LockWait::default(),
            completed: 0,
            has_snapshot: false,
            table_reader: None,
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
}
