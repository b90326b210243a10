//! Migration history as stored in the database: which migrations are applied, running or failed. Reading never writes.

use super::evidence::Evidence;
use super::records::{Applied, Run};
use crate::db::{Overview, Session, Sql};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::sql;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Maximum number of attempts to read the history and the schema while another process keeps changing them.
pub(super) const MAX_READS: u32 = 30;

/// Content of the bookkeeping tables.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Which bookkeeping tables exist, and who holds the lock.
    pub overview: Overview,
    /// Applied migrations, ordered by version.
    pub applied: Vec<Applied>,
    /// Unfinished runs, ordered by version; at most one in practice.
    pub runs: Vec<Run>,
    /// The environment stamp.
    pub environment: Option<String>,
    /// What remains to drop, if a reset is running or was interrupted.
    pub reset: Option<String>,
    /// Evidence of what unfinished runs created, by version.
    pub evidence: BTreeMap<String, Evidence>,
    /// Recorded progress, if a copy into this database is running or was interrupted.
    pub copying: Option<String>,
    /// Recorded progress, if an adoption is running or was interrupted.
    pub adopting: Option<String>,
    /// Differences that an adoption kept; they are not drift.
    pub adopted: Option<String>,
    /// Whether unfinished work may be running although no holder of the lock is visible: read from a replica, or in a cluster whose
    /// migration lease is not renewed.
    pub may_run_elsewhere: bool,
}

/// Looks up who holds the migration lease, and notes the holder if it renews the lease. Returns `false` if there is no lease.
async fn find_lease_holder(session: &mut Session, overview: &mut Overview) -> bool {
    if !overview.tables.contains_key("morag_leases") {
        return false;
    }
    match session.lease_holder().await {
        Ok(None) => false,
        Ok(Some(lease)) => {
            overview.lock_holder = Some(lease.holder).filter(|_| lease.is_renewed);
            true
        }
        // this role may not read it, say
        Err(answer) => {
            tracing::debug!(%answer, "reading the migration lease");
            true
        }
    }
}

/// Whether this server may be a replica, which does not see who holds the lock.
async fn may_be_replica(session: &mut Session) -> bool {
    session.may_be_replica().await.unwrap_or_else(|answer| {
        tracing::debug!(%answer, "asking whether this is a replica");
        true
    })
}

impl History {
    /// Reads the history in two round trips; in one if no bookkeeping table exists, in more if something is unfinished.
    pub async fn read(session: &mut Session) -> Result<History> {
        for _ in 0..5 {
            match Self::read_with_holder(session).await {
                // a concurrent reset dropped a table between the two queries
                Err(error) if error.sql().is_some_and(|answer| answer.kind == SqlErrorKind::ObjectMissing) => {}
                other => return other,
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let overview = session.overview().await?;
        let is_whole = overview.tables.len() == migration::BOOKKEEPING_TABLES.len();
        match Self::read_tables(session, overview).await {
            Err(error) if !is_whole && error.sql().is_some_and(|answer| answer.kind == SqlErrorKind::ObjectMissing) => Err(Error::refused(
                "table schema_migrations belongs to another migration tool: it has other columns than version, applied_at, description",
                "rename it, or give morag-db a database of its own, or on PostgreSQL a schema of its own (?schema=morag in the URL)",
            )),
            other => other,
        }
    }

    /// Reads the history. If it has unfinished work and no holder of the lock, then nobody held the lock between two equal reads: the
    /// work was interrupted.
    async fn read_with_holder(session: &mut Session) -> Result<History> {
        let overview = session.overview().await?;
        let mut history = Self::read_tables(session, overview).await?;
        for _ in 0..MAX_READS {
            if !history.has_unfinished() || history.overview.lock_holder.is_some() {
                return Ok(history);
            }
            let mut overview = session.overview().await?;
            let has_lease = overview.lock_holder.is_none() && find_lease_holder(session, &mut overview).await;
            let mut now = Self::read_tables(session, overview).await?;
            if now.overview.lock_holder.is_none() && now.is_same_as(&history) {
                now.may_run_elsewhere = has_lease || may_be_replica(session).await;
                return Ok(now);
            }
            history = now;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // it changes all the time
        history.may_run_elsewhere = true;
        Ok(history)
    }

    /// Whether both were read of the same state of the database. If not, a schema that was read meanwhile may be that of another version.
    pub fn is_same_as(&self, other: &History) -> bool {
        fn rest(history: &History) -> [&Option<String>; 4] {
            [&history.reset, &history.copying, &history.adopting, &history.adopted]
        }
        self.applied == other.applied && self.runs == other.runs && rest(self) == rest(other)
    }

    /// Whether a migration ended within `limit` of now, before or after, because the server's clock may be ahead.
    pub(crate) fn has_changed_within(&self, limit: Duration) -> bool {
        // the recorded time may be that of its begin
        let end = |applied: &Applied| {
            let time = DateTime::parse_from_rfc3339(applied.applied_at.as_deref()?).ok()?;
            time.to_utc().checked_add_signed(TimeDelta::try_milliseconds(applied.execution_ms.unwrap_or_default())?)
        };
        self.applied.iter().filter_map(end).max().is_some_and(|last| (Utc::now() - last).abs().to_std().is_ok_and(|ago| ago <= limit))
    }

    /// Returns this history, or the one at the end of the migration, adoption, copy or reset that another process runs just now.
    ///
    /// # Errors
    /// The other process still runs, after `timeout`.
    pub(crate) async fn when_settled(mut self, session: &mut Session, timeout: Duration) -> Result<History> {
        let start = Instant::now();
        let mut is_logged = false;
        loop {
            let Some(holder) = self.unfinished_holder() else { return Ok(self) };
            if start.elapsed() >= timeout {
                return Err(Error::Locked { holder: holder.to_string(), waited: timeout });
            }
            if !std::mem::replace(&mut is_logged, true) {
                tracing::info!(holder, "waiting for another process");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            self = History::read(session).await?;
        }
    }

    /// Holder of the lock, if a migration, an adoption, a copy or a reset is unfinished.
    fn unfinished_holder(&self) -> Option<&str> {
        self.overview.lock_holder.as_deref().filter(|_| self.has_unfinished())
    }

    fn has_unfinished(&self) -> bool {
        !self.runs.is_empty() || self.unfinished_work().next().is_some()
    }

    pub(super) fn interrupted(&self) -> &'static str {
        if self.may_run_elsewhere { "was interrupted or is still running" } else { "was interrupted" }
    }

    /// A sentence for an unfinished reset, copy or adoption: that somebody holds the lock, or that it was interrupted and how to complete
    /// it.
    pub fn unfinished_work(&self) -> impl Iterator<Item = String> {
        let work = [
            (&self.reset, "a reset", "complete it with: morag-db init"),
            (&self.copying, "a copy into this database", "resume it: run the same copy or restore again, with the same options"),
            (&self.adopting, "an adoption", "see what is left to do with: morag-db migrate adopt --dry-run"),
        ];
        let sentence = |what: &str, next: &str| match self.overview.lock_holder {
            Some(_) => format!("{what} is not complete, and another process holds the migration lock"),
            None => format!("{what} {}; {next}", self.interrupted()),
        };
        work.into_iter().filter(|(journal, ..)| journal.is_some()).map(move |(_, what, next)| sentence(what, next))
    }

    /// Returns an error if another process runs a migration, an adoption, a copy or a reset. For commands that do not take the lock.
    pub fn refuse_running(&self, target: &str) -> Result<()> {
        match self.unfinished_holder() {
            Some(holder) => Err(Error::Migrating { target: target.into(), holder: Some(holder.into()), source: None }),
            None => Ok(()),
        }
    }

    /// Updates the history in memory after a migration was run, while the lock is held for the whole run.
    pub(super) fn note(&mut self, version: &str, is_up: bool) {
        self.overview.tables = migration::BOOKKEEPING_TABLES.iter().map(|table| (table.to_string(), 2)).collect();
        self.runs.retain(|r| r.version != version);
        self.evidence.remove(version);
        self.applied.retain(|a| a.version != version);
        if is_up {
            let version = version.to_string();
            self.applied.push(Applied { version, applied_at: None, description: None, checksum: None, execution_ms: None });
        }
    }

    async fn read_tables(session: &mut Session, overview: Overview) -> Result<History> {
        let mut statements = Vec::new();
        if let Some(columns) = overview.tables.get("schema_migrations") {
            statements.push(sql!(
                "SELECT version AS applied, {time} AS time, description, {extras} FROM schema_migrations ORDER BY version",
                time = session.iso_time("applied_at"),
                extras = Sql::constant(if *columns == 2 { "checksum, execution_ms" } else { "NULL AS checksum, NULL AS execution_ms" })
            ));
        }
        if overview.tables.contains_key("morag_migration_runs") {
            statements.push(sql!(
                "SELECT version AS run, direction, state, step, steps, step_name, checksum, error, holder FROM morag_migration_runs ORDER BY version"
            ));
        }
        if overview.tables.contains_key("morag_settings") {
            statements.push(sql!(
                "SELECT name AS setting, value FROM morag_settings WHERE name IN ('environment', 'reset', 'copy', 'adopting', 'adopted') OR name LIKE 'run:%'"
            ));
        }
        let mut history = History { overview, ..History::default() };
        if statements.is_empty() {
            return Ok(history);
        }
        let doing = "reading the migration history";
        for row in session.fetch(&Sql::batch(statements)).await.doing(doing)? {
            if row.has("applied") {
                history.applied.push(Applied::of(&row).doing(doing)?);
            } else if row.has("run") {
                history.runs.push(Run::of(&row).doing(doing)?);
            } else {
                history.take_setting(&row.get::<String>("setting").doing(doing)?, row.get("value").doing(doing)?)?;
            }
        }
        Ok(history)
    }

    fn take_setting(&mut self, name: &str, value: Option<String>) -> Result<()> {
        match name {
            "environment" => self.environment = value,
            "reset" => self.reset = value,
            "copy" => self.copying = value,
            "adopting" => self.adopting = value,
            "adopted" => self.adopted = value,
            _ => {
                let version = name.strip_prefix("run:").unwrap_or(name).to_string();
                let evidence = serde_json::from_str(value.as_deref().unwrap_or_default()).map_err(|e| Error::CheckFailed {
                    reason: format!("the row '{name}' in {} can't be read: {e}", migration::SETTINGS_TABLE),
                    findings: Vec::new(),
                })?;
                self.evidence.insert(version, evidence);
            }
        }
        Ok(())
    }

    /// Returns an error if a copy into this database is running or was interrupted.
    pub fn refuse_unfinished_copy(&self) -> Result<()> {
        let Some(text) = &self.copying else { return Ok(()) };
        let journal: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let copied_from = journal.get("source").and_then(|source| source.as_str()).unwrap_or("an unknown source").to_string();
        Err(Error::CopyUnfinished { copied_from })
    }

    /// Returns the evidence of the unfinished run of `version`; empty if an older binary recorded none.
    pub fn evidence_of(&self, version: &str) -> Evidence {
        self.evidence.get(version).cloned().unwrap_or_default()
    }

    /// Whether `schema_migrations` has morag-db's columns or does not exist; `false` if only another tool has written it.
    pub fn has_own_bookkeeping(&self) -> bool {
        self.overview.tables.get("schema_migrations").is_none_or(|columns| *columns == 2)
    }

    /// Returns the record of `version`, if it is applied.
    pub fn find(&self, version: &str) -> Option<&Applied> {
        self.applied.iter().find(|a| a.version == version)
    }

    /// Returns the unfinished run of `version`, if there is one.
    pub fn run(&self, version: &str) -> Option<&Run> {
        self.runs.iter().find(|r| r.version == version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_counts_as_recent_by_its_end() {
        let begun_ago = |seconds: i64, execution_ms: i64| {
            let time = (Utc::now() - TimeDelta::seconds(seconds)).to_rfc3339();
            let applied = Applied {
                version: "001".into(),
                applied_at: Some(time),
                description: None,
                checksum: None,
                execution_ms: Some(execution_ms),
            };
            History { applied: vec![applied], ..History::default() }.has_changed_within(Duration::from_secs(5))
        };
        assert!(begun_ago(1, 10) && begun_ago(60, 59_000) && begun_ago(-3, 0));
        assert!(!begun_ago(60, 10) && !begun_ago(-60, 0));
        // another tool may have written anything
        assert!(!begun_ago(1, i64::MAX) && !begun_ago(1, i64::MIN));
    }
}
