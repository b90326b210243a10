//! `verify`: is the live schema what this binary's migrations make at the version that is applied? Reads only; pending
//! migrations are not drift.

use crate::backend::Session;
use crate::catalog::expected::{expected, scope};
use crate::catalog::{Difference, Severity, diff};
use crate::error::{Doing, Result};
use crate::migrate::{self, History, Known, RunState, State};
use serde::Serialize;

/// What the schema was found to be, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A failed migration is recorded.
    RepairNeeded,
    /// A migration is running just now.
    Migrating,
    /// Drift, or a history that this binary can't go on from.
    Drift,
    /// All that is applied is right, and more is to be applied.
    Pending,
    /// As expected.
    Right,
}

/// What `verify` found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// The database, without its password.
    pub target: String,
    /// The engine, e.g. `postgres`.
    pub backend: &'static str,
    /// What the server calls its version.
    pub server_version: String,
    /// In one word.
    pub verdict: Verdict,
    /// The newest applied built-in version; `None` where nothing is applied.
    pub version: Option<String>,
    /// How many migrations are to be applied.
    pub pending: usize,
    /// Who migrates just now.
    pub lock_holder: Option<String>,
    /// What is wrong with the history, one sentence each.
    pub history: Vec<String>,
    /// How many tables were compared.
    pub tables_checked: usize,
    /// Where the live schema is not the expected one.
    pub findings: Vec<Difference>,
    /// Tables and views of others in the same schema; none of our business, but listed.
    pub other_tables: Vec<String>,
    /// What could not be checked, and why.
    pub not_checked: Vec<String>,
}

/// Which findings fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// What is missing, or different in what it does.
    Drift,
    /// Extra objects and other names too.
    Everything,
}

/// Looks at the history and the live schema.
pub async fn verify(session: &mut Session, known: &[Known], strictness: Strictness) -> Result<VerifyReport> {
    let (history, assessment) = migrate::status(session, known).await?;
    let version = assessment.built_in_version().map(String::from);
    let mut report = VerifyReport {
        target: session.url().to_string(),
        backend: session.backend().as_str(),
        server_version: session.server_version().to_string(),
        verdict: Verdict::Right,
        pending: assessment.pending(),
        lock_holder: history.overview.lock_holder.clone(),
        history: wrong_history(&assessment.entries),
        tables_checked: 0,
        findings: Vec::new(),
        other_tables: Vec::new(),
        not_checked: Vec::new(),
        version,
    };
    if let Some(version) = &report.version {
        let expected = expected(session.backend(), version)?;
        let live = session.introspect(&scope(&expected)).await?;
        report.tables_checked = expected.tables.len();
        report.findings = diff(&expected, &live);
        report.findings.sort_by_key(|d| std::cmp::Reverse(d.severity));
        let every = session.every_table().await.doing("listing tables")?;
        report.other_tables = every.into_iter().filter(|t| !expected.tables.contains_key(t)).collect();
    }
    if known.iter().any(|k| k.stream == migrate::Stream::Site && history.find(&k.version).is_some()) {
        report.not_checked.push("what site migrations make: there is no expected schema of it".into());
    }
    report.verdict = verdict(&report, &history, strictness);
    Ok(report)
}

fn wrong_history(entries: &[migrate::Entry]) -> Vec<String> {
    let sentence = |e: &migrate::Entry| {
        let what = match e.state {
            State::Modified => "was edited after it was applied",
            State::Unknown => "is applied, but not known here",
            State::OutOfOrder => "is pending, though a later one is applied",
            State::Foreign => "was recorded by another tool, and the schema is not what it makes",
            State::Failed => "has failed and waits for repair",
            State::Applied | State::Pending | State::Running => return None,
        };
        Some(format!("migration {} ({}) {what}", e.version, e.description))
    };
    entries.iter().filter_map(sentence).collect()
}

fn verdict(report: &VerifyReport, history: &History, strictness: Strictness) -> Verdict {
    let counts = |d: &Difference| d.severity == Severity::Drift || strictness == Strictness::Everything;
    let has_strangers = strictness == Strictness::Everything && !report.other_tables.is_empty();
    if history.runs.iter().any(|run| run.state == RunState::Failed) {
        Verdict::RepairNeeded
    } else if report.lock_holder.is_some() {
        Verdict::Migrating
    } else if !report.history.is_empty() || report.findings.iter().any(counts) || has_strangers {
        Verdict::Drift
    } else if report.pending > 0 {
        Verdict::Pending
    } else {
        Verdict::Right
    }
}
