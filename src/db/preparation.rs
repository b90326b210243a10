//! What a session is set to before a kind of work, and what a site migration set for itself.

use super::driver::Work;
use super::{Access, Name, Session, Sql, Timeouts, engine, first};
use crate::error::{Doing, Result, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};

impl Session {
    /// Sets this connection up for `work`. SQLite refuses to switch a file to WAL mode while another connection uses it, at once and
    /// whatever its busy timeout is, so that is tried again until the lock time-out.
    pub async fn prepare(&mut self, work: Work) -> Result<()> {
        let sql = self.engine().settings(work);
        if sql.is_empty() {
            return Ok(());
        }
        let limit = match work {
            Work::Migrations(timeouts) => timeouts.lock,
            _ => Duration::from_secs(10),
        };
        let start = Instant::now();
        loop {
            match self.execute(&sql).await {
                Err(answer) if answer.kind == SqlErrorKind::LockTimeout && start.elapsed() < limit => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                other => return other.map(drop).doing("preparing the connection"),
            }
        }
    }

    /// Asks whether the database accepts writes, with one that changes no row.
    ///
    /// # Errors
    /// If it accepts none.
    pub async fn refuse_read_only(&mut self) -> Result<()> {
        let Some(sql) = self.engine().write_probe() else { return Ok(()) };
        self.execute(&sql).await.map(drop).doing("checking whether the database accepts writes")
    }

    /// Refuses a database that can't hold every character or has no schema to create tables in, before anything is created.
    pub async fn refuse_unsuitable(&mut self) -> Result<()> {
        self.engine().refuse_unsuitable(self).await
    }

    /// For statements that must run outside a transaction, where the lock is a transaction's own: a second connection that
    /// holds it meanwhile.
    pub async fn guard_connection(&mut self, timeouts: Timeouts) -> Result<Option<Session>> {
        if !self.engine().locks_in_transaction() {
            return Ok(None);
        }
        let mut guard = Session::connect(self.url(), Access::Write, Duration::from_secs(10)).await?;
        guard.begin_migration(timeouts).await?;
        self.prepare(Work::SiteMigration(timeouts)).await?;
        Ok(Some(guard))
    }

    /// A second connection for the statements of one site migration: what they set ends with it. Where a lock of the server
    /// keeps other runs out, this connection holds one of its own, so that the next run waits for a statement that outlives
    /// a killed client.
    pub async fn for_site_migration(&self, timeouts: Timeouts) -> Result<Session> {
        let mut session = Session::connect(self.url(), Access::Write, Duration::from_secs(10)).await?;
        session.fence = self.fence.clone();
        session.prepare(Work::Migrations(timeouts)).await?;
        session.prepare(Work::SiteMigration(timeouts)).await?;
        engine(session.backend()).lock_site(&mut session).await?;
        Ok(session)
    }

    /// The statements that undo what a site migration set for its session, within its transaction, each ended by a semicolon;
    /// empty where a session keeps nothing that matters.
    pub fn restore_settings(&self) -> Sql {
        Sql::constant(self.engine().restored_settings())
    }

    /// What stands before the name of one of our tables, so that no setting leads to another schema: a quoted schema and a dot.
    pub async fn schema_prefix(&mut self) -> Result<Sql> {
        let Some(sql) = self.engine().schema() else { return Ok(sql!("main.")) };
        let doing = "reading the current schema";
        let schema: Option<String> = first(&self.fetch(&sql).await.doing(doing)?).doing(doing)?;
        Ok(sql!("{schema}.", schema = Name::of(schema.unwrap_or_default())))
    }
}
