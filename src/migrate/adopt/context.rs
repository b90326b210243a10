//! Computes the plan of an adoption from the live database. Reads only.

use super::findings::{judge_misfits, labels_in_use, left, obstacles, table_summaries};
use super::marker::Marker;
use super::plan::{AdoptOptions, AdoptPlan, Change, Keys, OnMisfit};
use super::rows;
use super::statements::{after, floats, intentions, restore_dropped_keys, shifts, statements};
use super::wanted::{LabelsInUse, Wanted};
use crate::catalog::expected::{expected, full_scope, tables_touched_by};
use crate::catalog::{Catalog, Difference, Part, diff};
use crate::db::adopt::widen_sql;
use crate::db::engine;
use crate::db::{Backend, Session, TableRows, Work};
use crate::error::{Error, Result};
use crate::migrate::{History, Known, Stream};
use migration::{BOOKKEEPING_TABLES, Object, Step};
use std::collections::BTreeMap;

/// The history table; other migration tools use the same name.
const HISTORY_TABLE: &str = "schema_migrations";

/// The plan, and what it was computed from.
#[derive(Debug)]
pub(super) struct PlanContext {
    pub plan: AdoptPlan,
    pub history: History,
    pub wanted: Catalog,
    pub expected: Catalog,
    pub live: Catalog,
    /// Statements that only convert times to UTC: table and statement.
    pub shifts: Vec<(String, String)>,
    /// The statements that run after `shifts`.
    pub statements: Vec<String>,
    /// Original foreign keys of every table.
    pub keys: Keys,
    /// Columns that were originally floats, by table.
    pub floats: BTreeMap<String, Vec<String>>,
    /// Original columns, by table.
    pub columns: BTreeMap<String, Vec<String>>,
}

/// Computes what an adoption would do. Reads only. Computes it again if another process adopts or migrates meanwhile.
pub async fn plan_adoption(session: &mut Session, known: &[Known], options: &AdoptOptions) -> Result<AdoptPlan> {
    let mut plans = 1;
    loop {
        let history = History::read(session).await?.when_settled(session, options.timeouts.lock).await?;
        let planned = plan_context(session, known, options, history.clone(), None).await;
        let now = History::read(session).await?;
        if now.is_same_as(&history) {
            return planned.map(|context| context.plan);
        }
        if plans == MAX_PLANS {
            return Err(Error::Migrating { target: session.url().to_string(), holder: now.overview.lock_holder, source: None });
        }
        plans += 1;
    }
}

/// Maximum number of plans while other processes migrate: more than there are migrations to wait for.
const MAX_PLANS: u32 = 100;

/// Computes the plan. Row counts and misfits are taken from `shown`, the confirmed plan, if there is one. A row that became
/// a misfit since then makes the statement fail that adds the rule.
pub(super) async fn plan_context(
    session: &mut Session,
    known: &[Known],
    options: &AdoptOptions,
    history: History,
    shown: Option<&AdoptPlan>,
) -> Result<PlanContext> {
    session.prepare(Work::Comparison).await?;
    refuse_unfinished(&history)?;
    session.check_time_zone(&options.time_zone).await?;
    let marker = Marker::of(&history)?;
    refuse_other_options(marker.as_ref(), options)?;
    let backend = session.backend();
    let all = session.introspect(&full_scope(backend)?).await?;
    let built_in: Vec<&Known> = known.iter().filter(|k| k.stream == Stream::BuiltIn).collect();
    let is_recorded = |k: &Known| history.find(&k.version).is_some_and(|a| a.checksum.is_some());
    let goal = goal(backend, &built_in, &all, is_recorded)?;
    let mut plan = empty_plan(session, &history, options, marker.is_some()).await?;
    let Some(goal) = goal else { return Ok(PlanContext::nothing(plan, history)) };
    let below: Vec<&Known> = built_in[..=goal].to_vec();
    plan.version = Some(built_in[goal].version.clone());
    plan.records = below.iter().filter(|k| !is_recorded(k)).map(|k| k.version.clone()).collect();
    let mut ours = BTreeMap::new();
    for version in &plan.records {
        ours.extend(tables_touched_by(backend, version)?.into_iter().map(|table| (table, version.clone())));
    }
    let mut expected = expected(backend, &built_in[goal].version)?;
    // a history table of another tool is adopted too
    let has_foreign_history = all.tables.contains_key(HISTORY_TABLE) && (!history.has_own_bookkeeping() || marker.is_some());
    let is_ours = |name: &str| ours.contains_key(name) && !BOOKKEEPING_TABLES.contains(&name);
    expected.tables.retain(|name, _| is_ours(name) || (name == HISTORY_TABLE && has_foreign_history));
    let mut live = only(&expected, all);
    session.mark_text_times(&mut live, &built_in[goal].version, &options.time_zone).await?;
    if let Some(marker) = &marker {
        plan.notes.push("resumes an adoption that was interrupted".into());
        keep_time_shifts(&mut plan, marker);
    }
    plan.obstacles.extend(obstacles(session, &expected, &live).await?);
    let mut steps = migration::create_bookkeeping(backend);
    steps.extend(below.iter().flat_map(|k| k.up.iter().cloned()));
    let (counts, wanted) = fit_rows(session, &mut plan, &expected, &live, steps, options, shown).await?;
    let shape = Shape { backend, ours: &ours, counts: &counts, marker: marker.as_ref(), options };
    let mut context = PlanContext { expected, live, history, ..PlanContext::nothing(plan, History::default()) };
    context.finish(session, wanted, &shape).await?;
    Ok(context)
}

/// Reads the rows: how many there are, which would not fit, and what is wanted of the schema because of them.
async fn fit_rows(
    session: &mut Session,
    plan: &mut AdoptPlan,
    expected: &Catalog,
    live: &Catalog,
    steps: Vec<Step>,
    options: &AdoptOptions,
    shown: Option<&AdoptPlan>,
) -> Result<(Vec<TableRows>, Wanted)> {
    let backend = session.backend();
    let tables: Vec<String> = expected.tables.keys().cloned().collect();
    let pinned = session.pinned_columns(&tables).await?;
    plan.labels = shown.map(|plan| plan.labels.clone()).unwrap_or_default();
    let mut wanted = Wanted::of(backend, expected, live, steps.clone(), &pinned, &plan.labels);
    let (mut counts, mut misfits) = match shown {
        Some(plan) => (plan.tables.iter().map(|t| TableRows { table: t.table.clone(), rows: t.rows }).collect(), plan.misfits.clone()),
        None if plan.obstacles.is_empty() => rows::count_misfits(session, &wanted.catalog, live).await?,
        None => (rows::counts(session, &wanted.catalog, live).await?, Vec::new()),
    };
    if shown.is_none() && misfits.iter().any(|m| matches!(m.rule.part, Part::Check(_))) {
        // rows have labels that are not in the schema: finding them reads every row again
        plan.labels = labels_in_use(session, expected, live).await?;
        wanted = Wanted::of(backend, expected, live, steps, &pinned, &plan.labels);
        (counts, misfits) = rows::count_misfits(session, &wanted.catalog, live).await?;
    }
    judge_misfits(session, plan, &mut wanted, live, &misfits, options.on_misfit).await?;
    plan.misfits = misfits;
    Ok((counts, wanted))
}

/// What the last part of a plan is computed from.
struct Shape<'a> {
    backend: Backend,
    /// The migration that creates each table.
    ours: &'a BTreeMap<String, String>,
    counts: &'a [TableRows],
    marker: Option<&'a Marker>,
    options: &'a AdoptOptions,
}

impl PlanContext {
    /// A context in which nothing is done.
    fn nothing(plan: AdoptPlan, history: History) -> PlanContext {
        PlanContext {
            plan,
            history,
            wanted: Catalog::default(),
            expected: Catalog::default(),
            live: Catalog::default(),
            shifts: Vec::new(),
            statements: Vec::new(),
            keys: Keys::new(),
            floats: BTreeMap::new(),
            columns: BTreeMap::new(),
        }
    }

    /// Computes the statements, and what of the live schema stays as it is.
    async fn finish(&mut self, session: &mut Session, mut wanted: Wanted, shape: &Shape<'_>) -> Result<()> {
        let (backend, marker, plan) = (shape.backend, shape.marker, &mut self.plan);
        // rows are not checked if there are obstacles
        let is_fit = plan.obstacles.is_empty();
        let keys: Keys = self.live.tables.iter().map(|(name, table)| (name.clone(), table.foreign_keys.clone())).collect();
        self.keys = marker.map_or(keys, |marker| marker.keys.clone());
        let lost = restore_dropped_keys(&mut self.live, &self.keys);
        let live = &self.live;
        let mut differences = diff(&wanted.catalog, live);
        // ensure_bookkeeping adds these columns
        let is_added = |d: &Difference| d.owner == HISTORY_TABLE && d.actual.is_none() && matches!(d.part, Part::Column(_));
        differences.retain(|d| !is_added(d));
        let there = || live.tables.iter().map(|(name, t)| (name.clone(), t.columns.iter().map(|c| c.name.clone()).collect())).collect();
        self.columns = marker.map_or_else(there, |marker| marker.columns.clone());
        self.floats = marker.map_or_else(|| floats(&wanted.catalog, live), |marker| marker.floats.clone());
        if is_fit {
            self.statements = statements(backend, &wanted, live, &differences, &lost, &shape.options.time_zone);
        }
        let widened =
            self.floats.iter().filter_map(|(name, columns)| widen_sql(backend, name, &after(&wanted.catalog, live, name), columns));
        self.statements.extend(widened);
        self.shifts = shifts(backend, &self.expected, live, shape.options, marker)?;
        if is_fit {
            let updated = self.shifts.iter().map(|(table, _)| table.clone()).chain(self.floats.keys().cloned()).collect();
            let intended = intentions(plan, &wanted.catalog, live, updated);
            plan.obstacles.extend(session.hindrances(live, &intended).await?);
        }
        plan.tables = table_summaries(&self.expected, live, shape.ours, shape.counts, &diff(&self.expected, live));
        let rows_of = |sql: &str| shape.counts.iter().find(|t| sql.contains(&backend.quote(&t.table))).map_or(0, |t| t.rows);
        let all = self.shifts.iter().map(|(_, sql)| sql).chain(&self.statements);
        plan.changes = all.map(|sql| Change { sql: sql.clone(), cost: engine(backend).cost(sql), rows: rows_of(sql) }).collect();
        plan.left = left(&self.expected, &wanted.catalog, &differences);
        plan.notes.append(&mut wanted.reasons);
        self.wanted = wanted.catalog;
        Ok(())
    }
}

/// The part of a live schema that `expected` names.
fn only(expected: &Catalog, mut live: Catalog) -> Catalog {
    live.tables.retain(|name, _| expected.tables.contains_key(name));
    live.enums.retain(|name, _| expected.enums.contains_key(name));
    live.functions.retain(|name, _| expected.functions.contains_key(name));
    live
}

/// Refuses to resume an interrupted adoption with other options.
fn refuse_other_options(marker: Option<&Marker>, options: &AdoptOptions) -> Result<()> {
    match marker {
        Some(marker) if marker.time_zone != options.time_zone || marker.on_misfit != options.on_misfit => Err(Error::refused(
            format!(
                "an adoption with --assume-time-zone {} was interrupted; it can only be resumed with the same options",
                marker.time_zone
            ),
            format!("run: morag-db migrate adopt --assume-time-zone {}{}", marker.time_zone, flag(marker.on_misfit)),
        )),
        _ => Ok(()),
    }
}

fn flag(on_misfit: OnMisfit) -> &'static str {
    match on_misfit {
        OnMisfit::Refuse => "",
        OnMisfit::KeepUnchecked => " --on-misfit keep-unchecked",
        OnMisfit::Quarantine => " --on-misfit quarantine",
    }
}

fn refuse_unfinished(history: &History) -> Result<()> {
    if history.reset.is_some() {
        return Err(Error::ResetUnfinished);
    }
    history.refuse_unfinished_copy()?;
    let Some(run) = history.runs.first() else { return Ok(()) };
    Err(Error::refused(
        format!("migration {} was interrupted or has failed; nothing was changed", run.version),
        "forget it, leaving alone what it did not create, with: morag-db migrate repair --roll-back",
    ))
}

/// Returns the index of the newest migration that is not recorded and has an existing table.
fn goal(backend: Backend, built_in: &[&Known], live: &Catalog, is_recorded: impl Fn(&Known) -> bool) -> Result<Option<usize>> {
    let mut goal = None;
    let mut before: Vec<String> = Vec::new();
    for (at, migration) in built_in.iter().enumerate() {
        let tables = expected(backend, &migration.version)?.tables;
        let is_new = |name: &&String| !before.contains(name) && !BOOKKEEPING_TABLES.contains(&name.as_str());
        if !is_recorded(migration) && tables.keys().filter(is_new).any(|name| live.tables.contains_key(name)) {
            goal = Some(at);
        }
        before = tables.into_keys().collect();
    }
    Ok(goal)
}

async fn empty_plan(session: &mut Session, history: &History, options: &AdoptOptions, resumes: bool) -> Result<AdoptPlan> {
    let alembic = Object::Table { name: "alembic_version".into() };
    let alembic_revision = match session.has(&alembic).await? {
        true => Some(session.alembic_revisions().await?.join(", ")),
        false => None,
    };
    let backup = session.backup_path().filter(|_| options.wants_backup);
    Ok(AdoptPlan {
        target: session.url().to_string(),
        database: session.url().database_name(),
        environment: history.environment.clone(),
        backend: session.backend().as_str(),
        version: None,
        records: Vec::new(),
        labels: LabelsInUse::new(),
        alembic_revision,
        time_zone: options.time_zone.clone(),
        on_misfit: options.on_misfit,
        tables: Vec::new(),
        misfits: Vec::new(),
        quarantined: Vec::new(),
        changes: Vec::new(),
        left: Vec::new(),
        notes: Vec::new(),
        obstacles: Vec::new(),
        backup,
        resumes,
    })
}

fn keep_time_shifts(plan: &mut AdoptPlan, marker: &Marker) {
    if !marker.shifted.is_empty() {
        plan.notes.push(format!("times were moved to UTC already in: {}", marker.shifted.join(", ")));
    }
}
