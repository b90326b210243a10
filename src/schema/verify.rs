//! `verify`: compares the live schema with what this binary's migrations create up to the applied version. Reads only;
//! pending migrations are not drift.

use super::data::{self, DataFinding};
use super::ignore::Ignore;
use super::verdict::{Verdict, wrong_history};
use crate::catalog::expected::{expected, scope};
use crate::catalog::{Catalog, Difference, Part, diff, renamed_tables};
use crate::db::fix::{self, Fix, Schemas};
use crate::db::{Backend, Scope, Session};
use crate::error::{Doing, Result};
use crate::migrate::{self, Assessment, History, Known, RunState};
use migration::BOOKKEEPING_TABLES;
use serde::Serialize;
use std::time::Duration;

/// Report of `verify`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// The database, without its password.
    pub target: String,
    /// The engine, e.g. `postgres`.
    pub backend: &'static str,
    /// Version, as the server reports it.
    pub server_version: String,
    /// Overall result.
    pub verdict: Verdict,
    /// The newest applied built-in version; `None` if nothing is applied.
    pub version: Option<String>,
    /// Number of pending migrations.
    pub pending: usize,
    /// Holder of the migration lock.
    pub lock_holder: Option<String>,
    /// Problems of the migration history, one sentence each.
    pub history: Vec<String>,
    /// Objects that pending migrations would create and another tool has already created; `migrate adopt` adopts them.
    pub unadopted: Vec<String>,
    /// Number of tables compared.
    pub tables_checked: usize,
    /// Differences from the expected schema.
    pub findings: Vec<Difference>,
    /// Unmanaged tables and views in the same schema.
    pub other_tables: Vec<String>,
    /// Other unmanaged objects, such as functions, sequences and types, each with its kind.
    pub other_objects: Vec<String>,
    /// Findings that match the ignore file.
    pub ignored: Vec<String>,
    /// Patterns of the ignore file that match nothing.
    pub unused_ignores: Vec<String>,
    /// Number of data rules checked; `None` if not requested.
    pub data_checked: Option<usize>,
    /// Rows that violate rules of the schema.
    pub data_findings: Vec<DataFinding>,
    /// What could not be checked, and why.
    pub not_checked: Vec<String>,
    /// Fixes, each with the index of its finding.
    #[serde(skip)]
    pub(super) fixes: Vec<(usize, Fix)>,
    #[serde(skip)]
    pub(super) engine: Backend,
    /// Whether migrations other than the built-in ones are applied: these may have created additional objects.
    #[serde(skip)]
    pub(super) has_site_migrations: bool,
}

/// Options of `verify`.
#[derive(Clone, Debug)]
pub struct VerifyOptions {
    /// Which findings make `verify` fail.
    pub strictness: Strictness,
    /// Findings to ignore.
    pub ignore: Ignore,
    /// Time limit for checking the rows; `None` to skip it.
    pub data: Option<Duration>,
}

/// Which findings make `verify` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Missing objects and objects with a different definition.
    Drift,
    /// Also extra objects and other names.
    Everything,
}

/// Maximum number of unmanaged tables that are searched for a renamed table.
const MAX_RENAME_CANDIDATES: usize = 200;

impl VerifyReport {
    /// A report of the history, without findings.
    fn new(session: &Session, history: &History, assessment: &Assessment) -> Self {
        VerifyReport {
            target: session.url().to_string(),
            backend: session.backend().as_str(),
            server_version: session.server_version().to_string(),
            verdict: Verdict::Right,
            pending: assessment.pending(),
            lock_holder: history.overview.lock_holder.clone(),
            history: wrong_history(&assessment.entries, history),
            unadopted: Vec::new(),
            tables_checked: 0,
            findings: Vec::new(),
            other_tables: Vec::new(),
            other_objects: Vec::new(),
            ignored: Vec::new(),
            unused_ignores: Vec::new(),
            data_checked: None,
            data_findings: Vec::new(),
            not_checked: Vec::new(),
            fixes: Vec::new(),
            engine: session.backend(),
            has_site_migrations: history.applied.iter().any(|a| !migration::MIGRATIONS.iter().any(|m| m.version == a.version)),
            version: assessment.built_in_version().map(String::from),
        }
    }
}

/// Maximum number of comparisons if another process keeps changing the schema: more than there are migrations.
const MAX_COMPARISONS: u32 = 30;

/// Checks the migration history and the live schema.
pub async fn verify(session: &mut Session, known: &[Known], options: &VerifyOptions) -> Result<VerifyReport> {
    let mut comparisons = 1;
    let (history, mut report) = loop {
        let (history, report) = compare(session, known, options).await?;
        let is_settled = matches!(report.verdict, Verdict::Right | Verdict::Pending | Verdict::Migrating) && report.unadopted.is_empty();
        if is_settled || comparisons == MAX_COMPARISONS || History::read(session).await?.is_same_as(&history) {
            break (history, report);
        }
        comparisons += 1;
    };
    if let (Some(limit), Some(version)) = (options.data, report.version.clone()) {
        check_rows(session, &version, limit, &mut report).await?;
        report.verdict = verdict(&report, &history, options.strictness);
    }
    Ok(report)
}

async fn check_rows(session: &mut Session, version: &str, limit: Duration, report: &mut VerifyReport) -> Result<()> {
    let expected = expected(session.backend(), version)?;
    let data = data::check(session, &expected, version, limit).await?;
    report.data_checked = Some(data.checked);
    // a check that an adoption kept in another form applies in that form; of columns only the type is known
    let is_own_form = |d: &Difference| d.is_adopted && d.actual.is_some() && matches!(d.part, Part::Check(_));
    let has_own_form = |object: &str| report.findings.iter().any(|d| is_own_form(d) && d.object == object);
    report.data_findings = data.findings.into_iter().filter(|finding| !has_own_form(&finding.object)).collect();
    report.not_checked.extend(data.not_checked);
    Ok(())
}

async fn compare(session: &mut Session, known: &[Known], options: &VerifyOptions) -> Result<(History, VerifyReport)> {
    let (history, assessment) = migrate::status(session, known).await?;
    let mut report = VerifyReport::new(session, &history, &assessment);
    report.unadopted = migrate::unadopted(session, known, &history).await?;
    if let Some(version) = report.version.clone() {
        let expected = expected(session.backend(), &version)?;
        let mut live = session.introspect(&scope(&expected)).await?;
        report.tables_checked = expected.tables.len();
        list_others(session, &expected, &mut report).await?;
        let renamed = find_renamed(session, &expected, &mut live, &report.other_tables).await?;
        report.findings = diff(&expected, &live);
        if !history.has_own_bookkeeping() {
            // another tool recorded the applied migrations; morag-db creates its bookkeeping tables with its first migration
            report.findings.retain(|d| !BOOKKEEPING_TABLES.contains(&d.owner.as_str()));
        }
        migrate::adopt::tolerate(&history, &mut report.findings)?;
        for (name, actual) in renamed {
            report.other_tables.retain(|t| *t != actual);
            report.findings.push(Difference::renamed_table(&name, &actual));
        }
        report.findings.sort_by_key(|d| std::cmp::Reverse(d.severity));
        leave_out(&mut report, &options.ignore);
        add_fixes(&mut report, &expected, &live, known, &version);
        say_what_is_unseen(&mut report, &live);
    } else if session.introspect(&Scope::default()).await?.unseen.iter().any(|right| right == "SELECT") {
        report.not_checked.push("anything that this login may not see, the history too (GRANT SELECT on the whole database)".into());
    }
    if known.iter().any(|k| k.stream == migrate::Stream::Site && history.find(&k.version).is_some()) {
        report.not_checked.push("what site migrations make: there is no expected schema of it".into());
    }
    report.verdict = verdict(&report, &history, options.strictness);
    Ok((history, report))
}

/// Maximum number of unmanaged objects that are listed; listing more would take longer than the rest of `verify`.
const MOST_OTHERS: usize = 1000;

async fn list_others(session: &mut Session, expected: &Catalog, report: &mut VerifyReport) -> Result<()> {
    let others = session.unmanaged_objects(&scope(expected), MOST_OTHERS + 1).await.doing("listing objects of others")?;
    if others.len() > MOST_OTHERS {
        report.not_checked.push(format!("objects of others beyond the first {MOST_OTHERS}: they are not listed"));
    }
    for (kind, name) in others.into_iter().take(MOST_OTHERS) {
        if kind.is_relation() {
            report.other_tables.push(name);
        } else {
            report.other_objects.push(format!("{kind} {name}"));
        }
    }
    report.other_tables.sort();
    report.other_objects.sort();
    Ok(())
}

/// Finds missing tables that exist under another name, and adds them to `live` under the expected name.
async fn find_renamed(session: &mut Session, expected: &Catalog, live: &mut Catalog, others: &[String]) -> Result<Vec<(String, String)>> {
    if expected.tables.keys().all(|name| live.tables.contains_key(name)) || others.is_empty() {
        return Ok(Vec::new());
    }
    let tables = others.iter().take(MAX_RENAME_CANDIDATES).cloned().collect();
    let unmanaged_objects = session.introspect(&Scope { tables, ..Scope::default() }).await?;
    let mut missing = expected.clone();
    missing.tables.retain(|name, _| !live.tables.contains_key(name));
    let renamed = renamed_tables(&missing, &unmanaged_objects);
    for (name, actual) in &renamed {
        if let Some(table) = unmanaged_objects.tables.get(actual) {
            live.tables.insert(name.clone(), table.clone());
        }
    }
    Ok(renamed)
}

fn leave_out(report: &mut VerifyReport, ignore: &Ignore) {
    let others = report.other_tables.iter().map(|t| format!("table {t}")).chain(report.other_objects.iter().cloned());
    let objects: Vec<String> = report.findings.iter().map(|d| d.object.clone()).chain(others).collect();
    report.unused_ignores = ignore.unused(&objects).into_iter().map(String::from).collect();
    report.ignored = objects.into_iter().filter(|o| ignore.covers(o)).collect();
    report.findings.retain(|d| !ignore.covers(&d.object));
    report.other_tables.retain(|t| !ignore.covers(&format!("table {t}")));
    report.other_objects.retain(|o| !ignore.covers(o));
}

fn add_fixes(report: &mut VerifyReport, expected: &Catalog, actual: &Catalog, known: &[Known], version: &str) {
    let mut steps = migration::create_bookkeeping(report.engine);
    let applied = known.iter().filter(|k| k.stream == migrate::Stream::BuiltIn && k.version.as_str() <= version);
    steps.extend(applied.flat_map(|k| k.up.iter().cloned()));
    let schemas = Schemas { expected, actual, steps: &steps, time_zone: "UTC", is_adoption: false };
    for (at, finding) in report.findings.iter_mut().enumerate().filter(|(_, finding)| !finding.is_adopted) {
        if finding.expected.is_none() && report.has_site_migrations {
            // what a site migration created must not be dropped as additional
            continue;
        }
        let fixes = fix::fixes(report.engine, schemas, finding);
        finding.fix = fixes.iter().flat_map(|m| m.statements.clone()).collect();
        report.fixes.extend(fixes.into_iter().map(|m| (at, m)));
    }
}

fn say_what_is_unseen(report: &mut VerifyReport, live: &Catalog) {
    let is_missing = |d: &Difference| d.part == Part::Table && d.actual.is_none();
    for right in &live.unseen {
        match right.as_str() {
            "TRIGGER" => report.not_checked.push("triggers: this login may not see them (GRANT TRIGGER)".into()),
            _ if report.findings.iter().any(is_missing) => {
                report.not_checked.push("tables that this login may not see count as missing (GRANT SELECT on the whole database)".into());
            }
            _ => {}
        }
    }
}

fn verdict(report: &VerifyReport, history: &History, strictness: Strictness) -> Verdict {
    let counts = |d: &Difference| VerifyReport::fails(d, strictness);
    let has_unmanaged = strictness == Strictness::Everything && !(report.other_tables.is_empty() && report.other_objects.is_empty());
    let is_wrong =
        !report.history.is_empty() || report.findings.iter().any(counts) || report.data_findings.iter().any(|d| d.fails) || has_unmanaged;
    if history.runs.iter().any(|run| run.state == RunState::Failed)
        || ((history.reset.is_some() || history.copying.is_some()) && report.lock_holder.is_none())
    {
        Verdict::RepairNeeded
    } else if report.lock_holder.is_some() {
        Verdict::Migrating
    } else if is_wrong {
        Verdict::Drift
    } else if report.pending > 0 {
        Verdict::Pending
    } else {
        Verdict::Right
    }
}
