//! Baseline: records a schema that another tool created as a version, after comparing the two. Also compares single
//! versions that another tool recorded.

use super::history::History;
use super::known::{Known, Stream};
use super::plan::{Assessment, State, same_version};
use super::steps;
use crate::catalog::{Difference, Part, Severity, diff, expected};
use crate::db::{Session, Sql, Timeouts, Work};
use crate::error::{Doing, Error, Result};
use crate::sql;
use serde::Serialize;

/// Result of `migrate baseline`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BaselineReport {
    /// Versions that were recorded.
    pub recorded: Vec<String>,
    /// Differences that do not matter: other names, extra objects.
    pub notes: Vec<String>,
}

/// Returns the differences of the live schema from what the migrations up to `version` create, without bookkeeping tables.
async fn compare(session: &mut Session, version: &str) -> Result<Vec<Difference>> {
    let mut wanted = expected::expected(session.backend(), version)?;
    wanted.tables.retain(|name, _| !migration::BOOKKEEPING_TABLES.contains(&name.as_str()));
    let live = session.introspect(&expected::scope(&wanted)).await?;
    Ok(diff(&wanted, &live))
}

fn drift(differences: &[Difference]) -> Vec<String> {
    differences.iter().filter(|d| d.severity == Severity::Drift).map(ToString::to_string).collect()
}

/// Returns the drift in tables that `version` creates or alters, and in types and functions.
pub(super) async fn drift_of(session: &mut Session, version: &str) -> Result<Vec<String>> {
    let tables = expected::tables_touched_by(session.backend(), version)?;
    let differences = compare(session, version).await?;
    let about = |d: &&Difference| tables.contains(&d.owner) || matches!(d.part, Part::Type | Part::Function);
    Ok(differences.iter().filter(|d| d.severity == Severity::Drift).filter(about).map(ToString::to_string).collect())
}

/// Returns the newest version whose schema exists without drift, for a database with managed tables but no history.
pub async fn fitting_baseline(session: &mut Session) -> Result<Option<&'static str>> {
    for migration in migration::MIGRATIONS.iter().rev() {
        if drift(&compare(session, migration.version).await?).is_empty() {
            return Ok(Some(migration.version));
        }
    }
    Ok(None)
}

/// Records `version` and all earlier ones as applied, if the live schema is what they create.
pub async fn baseline(session: &mut Session, known: &[Known], version: &str, timeouts: Timeouts) -> Result<BaselineReport> {
    let built_in: Vec<&Known> = known.iter().filter(|k| k.stream == Stream::BuiltIn).collect();
    let Some(goal) = built_in.iter().position(|k| same_version(&k.version, version)) else {
        let versions = built_in.iter().map(|k| k.version.as_str()).collect::<Vec<_>>().join(", ");
        return Err(Error::configuration(format!("there is no built-in migration {version}: known are {versions}")));
    };
    let history = History::read(session).await?.when_settled(session, timeouts.lock).await?;
    unrecorded(&history, &built_in[..=goal])?;
    let differences = compare(session, &built_in[goal].version).await?;
    let findings = drift(&differences);
    if !findings.is_empty() {
        return Err(Error::Differs {
            reason: format!("the live schema is not what migration {} makes; nothing was recorded", built_in[goal].version),
            findings,
            next: "see what would be converted, changing nothing: morag-db migrate adopt --dry-run",
        });
    }
    session.prepare(Work::Migrations(timeouts)).await?;
    let lock = session.lock_run(timeouts).await?;
    let result = record(session, &built_in[..=goal], timeouts).await;
    let result = session.unlock_run(lock, result).await;
    result.map(|recorded| BaselineReport { recorded, notes: differences.iter().map(ToString::to_string).collect() })
}

/// Returns the migrations that are not recorded, or were recorded by another tool. Returns an error if there are none, if
/// the history has other versions, or if a run is unfinished.
fn unrecorded<'a>(history: &History, migrations: &[&'a Known]) -> Result<Vec<&'a Known>> {
    let is_recorded = |k: &&&Known| history.find(&k.version).is_some_and(|a| a.checksum.is_some());
    let missing: Vec<&Known> = migrations.iter().filter(|k| !is_recorded(k)).copied().collect();
    let goes_further = history.applied.iter().any(|a| !migrations.iter().any(|k| k.version == a.version));
    if missing.is_empty() || goes_further || !history.runs.is_empty() {
        let recorded: Vec<&str> = history.applied.iter().map(|a| a.version.as_str()).collect();
        return Err(Error::refused(
            format!("the migration history of this database already holds {}; nothing was recorded", recorded.join(", ")),
            "see where each migration stands with: morag-db migrate status",
        ));
    }
    Ok(missing)
}

async fn record(session: &mut Session, migrations: &[&Known], timeouts: Timeouts) -> Result<Vec<String>> {
    session.begin_migration(timeouts).await?;
    let history = History::read(session).await?;
    let missing = unrecorded(&history, migrations)?;
    let by_others: Vec<(String, String)> =
        missing.iter().filter(|k| history.find(&k.version).is_some()).map(|k| (k.version.clone(), k.checksum.clone())).collect();
    steps::ensure_bookkeeping(session, &history, &by_others).await?;
    let new = missing.iter().filter(|k| history.find(&k.version).is_none());
    let mut script: Vec<Sql> = new.map(|m| steps::record(&Sql::default(), m, None)).collect();
    if !session.backend().has_transactional_ddl() {
        script.insert(0, sql!("BEGIN"));
    }
    script.push(sql!("COMMIT"));
    session.execute(&Sql::batch(script)).await.doing("recording the baseline")?;
    Ok(missing.iter().map(|m| m.version.clone()).collect())
}

/// Returns, for each version that another tool recorded, the drift from what the version creates; empty if there is none.
pub(super) async fn verify_foreign(session: &mut Session, assessment: &Assessment) -> Result<Vec<(String, Vec<String>)>> {
    // there is no expected schema for site migrations
    let of_ours = assessment.entries.iter().filter(|e| e.state == State::Foreign && e.stream == Some(Stream::BuiltIn));
    let foreign: Vec<&str> = of_ours.map(|e| e.version.as_str()).collect();
    let Some(newest) = assessment.built_in_version().filter(|_| !foreign.is_empty()) else { return Ok(Vec::new()) };
    let differences = compare(session, newest).await?;
    let mut result = Vec::new();
    for version in foreign {
        let tables = expected::tables_touched_by(session.backend(), version)?;
        let about = |d: &&Difference| tables.iter().any(|t| d.object.split([' ', '.']).any(|word| word == t));
        let found = differences.iter().filter(|d| d.severity == Severity::Drift).filter(about).map(ToString::to_string).collect();
        result.push((version.to_string(), found));
    }
    Ok(result)
}
