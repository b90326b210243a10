//! Verifies the schema before and after migrations, beside other processes that migrate.

use crate::catalog::expected::{expected, scope};
use crate::catalog::{Severity, diff};
use crate::db::Session;
use crate::error::{Error, Result};
use crate::migrate::{self, History, Known, UpOptions};
use std::time::{Duration, Instant};

/// Verifies that the schema matches the recorded history, before pending migrations are applied. `history` is read again if another
/// process migrates meanwhile.
pub(super) async fn check_before(session: &mut Session, known: &[Known], history: &mut History, timeout: Duration) -> Result<()> {
    let start = Instant::now();
    loop {
        let assessment = migrate::assess(known, history);
        // versions recorded by another tool have no checksum; migrate::up_from verifies them
        let by_us = |a: &&migrate::Applied| a.checksum.is_some();
        let is_ours =
            history.runs.is_empty() && history.reset.is_none() && history.applied.iter().filter(by_us).count() == history.applied.len();
        if assessment.pending() == 0 || !is_ours || history.applied.is_empty() {
            return Ok(());
        }
        match check(session, history, assessment.built_in_version()).await {
            Err(differs @ Error::Differs { .. }) => read_again(session, history, differs, start.elapsed(), timeout).await?,
            checked => return checked.map(drop),
        }
    }
}

/// Verifies the schema after the migrations. Returns the version and what [`check`] returns. `history` is read again if another process
/// migrates meanwhile.
pub(super) async fn check_after(
    session: &mut Session,
    known: &[Known],
    history: &mut History,
    options: &UpOptions,
) -> Result<(Option<String>, (usize, Vec<String>))> {
    let start = Instant::now();
    loop {
        let assessment = migrate::assess(known, history);
        match check(session, history, assessment.built_in_version()).await {
            Err(differs @ Error::Differs { .. }) => {
                read_again(session, history, differs, start.elapsed(), options.timeouts.lock).await?;
                // a newer release has applied migrations that this one does not know
                migrate::check_history(&migrate::assess(known, history), history, options.tolerance)?;
            }
            checked => return Ok((assessment.built_in_version().map(String::from), checked?)),
        }
    }
}

/// Reads the history again after the schema differed from it.
///
/// # Errors
/// `differs` if the history is the same: the schema does differ. Another process still migrates, after `timeout`.
async fn read_again(session: &mut Session, history: &mut History, differs: Error, waited: Duration, timeout: Duration) -> Result<()> {
    let now = History::read(session).await?;
    match &now.overview.lock_holder {
        None if now.is_same_as(history) => return Err(differs),
        Some(holder) if waited >= timeout => return Err(Error::Locked { holder: holder.clone(), waited: timeout }),
        _ => *history = now,
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    Ok(())
}

/// Verifies that the schema is that of `version`. Returns the number of tables, and the differences that do not matter.
pub(super) async fn check(session: &mut Session, history: &History, version: Option<&str>) -> Result<(usize, Vec<String>)> {
    let Some(version) = version else { return Ok((0, Vec::new())) };
    let expected = expected(session.backend(), version)?;
    let live = session.introspect(&scope(&expected)).await?;
    let mut differences = diff(&expected, &live);
    migrate::adopt::tolerate(history, &mut differences)?;
    let (drift, notes): (Vec<_>, Vec<_>) = differences.into_iter().partition(|d| d.severity == Severity::Drift);
    if !drift.is_empty() {
        return Err(Error::Differs {
            reason: format!(
                "the schema is not what migration {version} makes: {} difference{}",
                drift.len(),
                if drift.len() == 1 { "" } else { "s" }
            ),
            findings: drift.iter().map(ToString::to_string).collect(),
            next: "see the SQL that repairs it with: morag-db verify --fix-sql -",
        });
    }
    Ok((expected.tables.len(), notes.iter().map(ToString::to_string).collect()))
}
