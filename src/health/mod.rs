//! `health`: whether this database can serve now. A list of checks, each with its own status; a failed check does not stop
//! the others, and what the role may not see is a warning. Reads only.

mod jobs;
mod replica;

use crate::db::{Session, Vitals};
use crate::error::{Doing, Result};
use crate::migrate::{self, Assessment, History, Known, RunState, State};
use crate::moment;
use crate::sql;
pub use replica::check_replica;
use serde::Serialize;
use std::time::{Duration, Instant};

/// Status of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// No problem.
    Pass,
    /// A possible problem; the database can serve.
    Warn,
    /// The database can't serve.
    Fail,
}

/// Result of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Name of the check, for programs.
    pub id: &'static str,
    /// Status of the check.
    pub status: Status,
    /// What was found, as text.
    pub detail: String,
    /// Duration in microseconds; 0 if the check shares the query of another one.
    pub took_us: u64,
}

/// All checks and the overall status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HealthReport {
    /// The database, without its password.
    pub target: String,
    /// The engine, e.g. `postgres`.
    pub backend: &'static str,
    /// Version, as the server reports it.
    pub server_version: String,
    /// The worst status of all checks.
    pub status: Status,
    /// The checks, in the order in which they ran.
    pub checks: Vec<Check>,
}

/// Age from which a transaction is a warning: it delays cleanup and keeps locks.
const LONG_TRANSACTION: Duration = Duration::from_secs(300);
/// The version of the schema with an index on the time of the end.
const WITH_ENDS: &str = "010";

fn check(id: &'static str, status: Status, detail: impl Into<String>, took: Duration) -> Check {
    Check { id, status, detail: detail.into(), took_us: took.as_micros() as u64 }
}

/// Runs all checks; returns an error if the database does not answer.
pub async fn health(session: &mut Session, known: &[Known]) -> Result<HealthReport> {
    let start = Instant::now();
    session.fetch(&sql!("SELECT 1")).await.doing("running a test query")?;
    let round_trip = start.elapsed();
    let mut checks = vec![check("reachable", Status::Pass, format!("answers in {:.1} ms", round_trip.as_secs_f64() * 1000.0), round_trip)];
    let start = Instant::now();
    match session.vitals().await {
        Ok(vitals) => checks.extend(of_server(&vitals, start.elapsed(), &session.backend().quote(&session.url().database_name()))),
        Err(answer) => checks.push(check("server", Status::Warn, format!("could not be asked: {answer}"), start.elapsed())),
    }
    checks.extend(of_servers(session).await);
    checks.extend(of_group(session).await);
    let start = Instant::now();
    match migrate::status(session, known).await {
        Ok((history, assessment)) => {
            let foreign = if assessment.pending() > 0 { migrate::unadopted(session, known, &history).await? } else { Vec::new() };
            checks.extend(of_schema(&history, &assessment, &foreign, start.elapsed()));
            if history.overview.tables.contains_key("morag_leases") {
                checks.extend(of_leases(session).await);
            }
            if let Some(version) = assessment.built_in_version() {
                checks.push(jobs::of_jobs(session, version >= WITH_ENDS).await);
            }
        }
        Err(error) => {
            checks.push(check("schema", Status::Warn, format!("could not be read: {}", error.with_cause()), start.elapsed()));
        }
    }
    let mut report = HealthReport {
        target: session.url().to_string(),
        backend: session.backend().as_str(),
        server_version: session.server_version().to_string(),
        status: Status::Pass,
        checks: Vec::new(),
    };
    checks.into_iter().for_each(|check| report.add(check));
    Ok(report)
}

impl HealthReport {
    /// Adds a check.
    pub fn add(&mut self, check: Check) {
        self.status = self.status.max(check.status);
        self.checks.push(check);
    }
}

fn of_server(vitals: &Vitals, took: Duration, database: &str) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut add = |id, status, detail: String| checks.push(check(id, status, detail, if id == "writable" { took } else { Duration::ZERO }));
    match (&vitals.read_only, vitals.replica_lag_seconds) {
        (None, _) => add("writable", Status::Pass, "the database accepts writes (the rights of this role are not checked)".into()),
        (Some(why), None) => add("writable", Status::Warn, why.clone()),
        (Some(why), Some(lag)) => add("writable", Status::Warn, format!("{why}, {lag:.1} s behind")),
    }
    if let Some((used, limit)) = vitals.connections {
        let share = used as f64 / limit.max(1) as f64;
        let status = if share >= 0.8 { Status::Warn } else { Status::Pass };
        add("connections", status, format!("{used} of {limit} in use"));
    }
    if let Some(seconds) = vitals.longest_transaction_seconds {
        let status = if seconds >= LONG_TRANSACTION.as_secs_f64() { Status::Warn } else { Status::Pass };
        add("transactions", status, format!("the longest is {} old", moment::age(seconds)));
    }
    if let Some(bytes) = vitals.size_bytes {
        add("size", Status::Pass, format!("{:.1} MB", bytes as f64 / 1e6));
    }
    // this session's own zone may hide that of the server
    if let Some(zone) = vitals.time_zone.as_ref().filter(|zone| *zone != "unknown") {
        let is_utc = ["utc", "etc/utc", "gmt", "universal", "zulu"].contains(&zone.to_lowercase().as_str());
        let status = if is_utc { Status::Pass } else { Status::Warn };
        let advice = match is_utc {
            true => String::new(),
            false => format!("; times that clients write without a zone are shifted by it: ALTER DATABASE {database} SET timezone = 'UTC'"),
        };
        add("time_zone", status, format!("new sessions are in {zone}{advice}"));
    }
    if let Some(encoding) = &vitals.narrow_encoding {
        add(
            "encoding",
            Status::Warn,
            format!("the database is encoded in {encoding}, which can't hold every character: move it to one in UTF8"),
        );
    }
    if let Some((state, size)) = &vitals.cluster {
        let status = if state == "Synced" { Status::Pass } else { Status::Warn };
        add("cluster", status, format!("this node is {state}, {size} nodes"));
    }
    if !vitals.unseen.is_empty() {
        add("privileges", Status::Warn, format!("not visible to this role: {}", vitals.unseen.join(", ")));
    }
    checks
}

/// Checks the servers of a URL with several (PostgreSQL): after a failover the old primary must not accept writes again.
async fn of_servers(session: &mut Session) -> Option<Check> {
    let start = Instant::now();
    let (status, detail) = match session.servers().await {
        Ok(None) => return None,
        Ok(Some(servers)) => match servers.refused {
            Some(why) => (Status::Fail, format!("{}; {why}", servers.all)),
            None if servers.is_doubtful => (Status::Warn, servers.all),
            None => (Status::Pass, servers.all),
        },
        Err(answer) => (Status::Warn, format!("could not be compared: {answer}")),
    };
    Some(check("servers", status, detail, start.elapsed()))
}

/// Checks the members of a MySQL group.
async fn of_group(session: &mut Session) -> Option<Check> {
    let start = Instant::now();
    let (status, detail) = match session.group().await {
        Ok(None) => return None,
        Ok(Some(group)) => match group.complaint() {
            Some(why) => (Status::Fail, format!("{}; {why}", group.described())),
            None if group.is_multi_primary() => (Status::Fail, format!("{}; the schema needs single-primary mode", group.described())),
            None if group.is_doubtful() => (Status::Warn, group.described()),
            None => (Status::Pass, group.described()),
        },
        Err(answer) => (Status::Warn, format!("the group could not be asked: {answer}")),
    };
    Some(check("cluster", status, detail, start.elapsed()))
}

fn of_schema(history: &History, assessment: &Assessment, foreign: &[String], took: Duration) -> Vec<Check> {
    let version = assessment.built_in_version().unwrap_or("none");
    let count = |states: &[State]| assessment.entries.iter().filter(|e| states.contains(&e.state)).count();
    let (status, detail) = if let Some(sentence) = history.unfinished_work().next() {
        (Status::Fail, sentence)
    } else if history.runs.iter().any(|run| run.state == RunState::Failed) {
        (Status::Fail, format!("dirty: a failed migration waits for repair (version {version})"))
    } else if !foreign.is_empty() {
        let status = if assessment.built_in_version().is_none() { Status::Fail } else { Status::Warn };
        (status, "has tables that another tool created; see what it takes to take them over: morag-db migrate adopt --dry-run".into())
    } else if assessment.built_in_version().is_none() {
        (Status::Fail, "nothing is applied; run: morag-db init".into())
    } else if count(&[State::Modified, State::Foreign, State::OutOfOrder]) > 0 {
        (
            Status::Warn,
            format!("version {version}, with migrations that were edited, are late or from another tool; see: morag-db migrate status"),
        )
    } else if count(&[State::Unknown]) > 0 {
        (Status::Warn, format!("ahead of this binary by {} (version {version})", count(&[State::Unknown])))
    } else if assessment.pending() > 0 {
        (Status::Warn, format!("behind by {} (version {version}); run: morag-db init", assessment.pending()))
    } else {
        (Status::Pass, format!("up to date (version {version})"))
    };
    let mut checks = vec![check("schema", status, detail, took)];
    if let Some(holder) = &history.overview.lock_holder {
        checks.push(check("lock", Status::Warn, format!("the migration lock is held by {holder}"), Duration::ZERO));
    }
    checks
}

/// Checks the migration lease. One that is no longer renewed belongs to a dead process; the next migration takes it over.
async fn of_leases(session: &mut Session) -> Option<Check> {
    let start = Instant::now();
    let detail = match session.lease_holder().await {
        Ok(None) => return None,
        Err(answer) => format!("could not be read: {answer}"),
        Ok(Some(lease)) if lease.is_renewed => format!("held by {}", lease.holder),
        Ok(Some(lease)) => format!(
            "stale: {} has not renewed it for {:.0} s; if that process has ended, the next migration takes the lease over",
            lease.holder, lease.age_seconds
        ),
    };
    Some(check("lease", Status::Warn, detail, start.elapsed()))
}
