//! Computes the plan of an adoption from the live database. Reads only.

use super::findings::{judge_misfits, labels_in_use, left, obstacles, table_summaries};
use super::plan::{AdoptOptions, AdoptPlan, Change, Keys, Marker, OnMisfit};
use super::rows;
use super::wanted::{self, LabelsInUse, Wanted};
use crate::catalog::expected::{expected, full_scope, tables_touched_by};
use crate::catalog::{Catalog, Column, Difference, ForeignKey, Part, Severity, Table, diff};
use crate::db::adopt::{Intentions, shift_sql, time_columns, widen_sql};
use crate::db::engine;
use crate::db::fix::{self, Schemas};
use crate::db::{Backend, Session, TableRows, Work};
use crate::error::{Error, Result};
use crate::migrate::{History, Known, Stream};
use migration::{BOOKKEEPING_TABLES, Object};
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

/// Computes what an adoption would do. Reads only.
pub async fn plan_adoption(session: &mut Session, known: &[Known], options: &AdoptOptions) -> Result<AdoptPlan> {
    Ok(plan_context(session, known, options, None).await?.plan)
}

/// Computes the plan. Row counts and misfits are taken from `shown`, the confirmed plan, if there is one. A row that became
/// a misfit since then makes the statement fail that adds the rule.
pub(super) async fn plan_context(
    session: &mut Session,
    known: &[Known],
    options: &AdoptOptions,
    shown: Option<&AdoptPlan>,
) -> Result<PlanContext> {
    session.prepare(Work::Comparison).await?;
    let history = History::read(session).await?;
    refuse_unfinished(&history)?;
    session.check_time_zone(&options.time_zone).await?;
    let marker = Marker::of(&history)?;
    if let Some(marker) = &marker
        && (marker.time_zone != options.time_zone || marker.on_misfit != options.on_misfit)
    {
        return Err(Error::refused(
            format!(
                "an adoption with --assume-time-zone {} was interrupted; it can only be resumed with the same options",
                marker.time_zone
            ),
            format!("run: morag-db migrate adopt --assume-time-zone {}{}", marker.time_zone, flag(marker.on_misfit)),
        ));
    }
    let backend = session.backend();
    let all = session.introspect(&full_scope(backend)?).await?;
    let built_in: Vec<&Known> = known.iter().filter(|k| k.stream == Stream::BuiltIn).collect();
    let is_recorded = |k: &Known| history.find(&k.version).is_some_and(|a| a.checksum.is_some());
    let goal = goal(backend, &built_in, &all, is_recorded)?;
    let mut plan = empty_plan(session, &history, options, marker.is_some()).await?;
    let Some(goal) = goal else {
        return Ok(PlanContext {
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
        });
    };
    let below: Vec<&Known> = built_in[..=goal].to_vec();
    plan.version = Some(built_in[goal].version.clone());
    plan.records = below.iter().filter(|k| !is_recorded(k)).map(|k| k.version.clone()).collect();
    let mut expected = expected(backend, &built_in[goal].version)?;
    let mut ours = BTreeMap::new();
    for version in &plan.records {
        ours.extend(tables_touched_by(backend, version)?.into_iter().map(|table| (table, version.clone())));
    }
    // a history table of another tool is adopted too
    let is_shared =
        |name: &str| name == HISTORY_TABLE && all.tables.contains_key(name) && (!history.has_own_bookkeeping() || marker.is_some());
    let is_ours = |name: &str| ours.contains_key(name) && !BOOKKEEPING_TABLES.contains(&name);
    expected.tables.retain(|name, _| is_ours(name) || is_shared(name));
    let mut live = all;
    live.tables.retain(|name, _| expected.tables.contains_key(name));
    session.mark_text_times(&mut live, &built_in[goal].version, &options.time_zone).await?;
    live.enums.retain(|name, _| expected.enums.contains_key(name));
    live.functions.retain(|name, _| expected.functions.contains_key(name));
    if let Some(marker) = &marker {
        plan.notes.push("resumes an adoption that was interrupted".into());
        keep_time_shifts(&mut plan, marker);
    }
    plan.obstacles.extend(obstacles(session, &expected, &live).await?);
    let mut steps = migration::create_bookkeeping(backend);
    steps.extend(below.iter().flat_map(|k| k.up.iter().cloned()));
    let tables: Vec<String> = expected.tables.keys().cloned().collect();
    let pinned = session.pinned_columns(&tables).await?;
    plan.labels = shown.map(|plan| plan.labels.clone()).unwrap_or_default();
    let mut wanted = Wanted::of(backend, &expected, &live, steps.clone(), &pinned, &plan.labels);
    // rows are not checked if there are obstacles
    let is_fit = plan.obstacles.is_empty();
    let (mut counts, mut misfits) = match shown {
        Some(plan) => (plan.tables.iter().map(|t| TableRows { table: t.table.clone(), rows: t.rows }).collect(), plan.misfits.clone()),
        None if is_fit => rows::count_misfits(session, &wanted.catalog, &live).await?,
        None => (rows::counts(session, &wanted.catalog, &live).await?, Vec::new()),
    };
    if shown.is_none() && misfits.iter().any(|m| matches!(m.rule.part, Part::Check(_))) {
        // rows have labels that are not in the schema: finding them reads every row again
        plan.labels = labels_in_use(session, &expected, &live).await?;
        wanted = Wanted::of(backend, &expected, &live, steps, &pinned, &plan.labels);
        (counts, misfits) = rows::count_misfits(session, &wanted.catalog, &live).await?;
    }
    judge_misfits(session, &mut plan, &mut wanted, &live, &misfits, options.on_misfit).await?;
    plan.misfits = misfits;
    let keys: Keys = live.tables.iter().map(|(name, table)| (name.clone(), table.foreign_keys.clone())).collect();
    let keys = marker.as_ref().map_or(keys, |marker| marker.keys.clone());
    let lost = restore_dropped_keys(&mut live, &keys);
    let mut differences = diff(&wanted.catalog, &live);
    // ensure_bookkeeping adds these columns
    let is_added = |d: &Difference| d.owner == HISTORY_TABLE && d.actual.is_none() && matches!(d.part, Part::Column(_));
    differences.retain(|d| !is_added(d));
    let there = || live.tables.iter().map(|(name, t)| (name.clone(), t.columns.iter().map(|c| c.name.clone()).collect())).collect();
    let columns = marker.as_ref().map_or_else(there, |marker| marker.columns.clone());
    let floats = marker.as_ref().map_or_else(|| floats(&wanted.catalog, &live), |marker| marker.floats.clone());
    let mut statements = if is_fit { statements(backend, &wanted, &live, &differences, &lost, &options.time_zone) } else { Vec::new() };
    statements.extend(floats.iter().filter_map(|(name, columns)| widen_sql(backend, name, &after(&wanted.catalog, &live, name), columns)));
    let shifts = shifts(backend, &expected, &live, options, marker.as_ref())?;
    if is_fit {
        let updated = shifts.iter().map(|(table, _)| table.clone()).chain(floats.keys().cloned()).collect();
        let intended = intentions(&plan, &wanted.catalog, &live, updated);
        plan.obstacles.extend(session.hindrances(&live, &intended).await?);
    }
    plan.tables = table_summaries(&expected, &live, &ours, &counts, &diff(&expected, &live));
    let rows_of = |sql: &str| counts.iter().find(|t| sql.contains(&backend.quote(&t.table))).map_or(0, |t| t.rows);
    plan.changes = shifts
        .iter()
        .map(|(_, sql)| sql)
        .chain(&statements)
        .map(|sql| Change { sql: sql.clone(), cost: engine(backend).cost(sql), rows: rows_of(sql) })
        .collect();
    plan.left = left(&expected, &wanted.catalog, &differences);
    plan.notes.append(&mut wanted.reasons);
    Ok(PlanContext { plan, history, wanted: wanted.catalog, expected, live, shifts, statements, keys, floats, columns })
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
    match history.runs.first() {
        Some(run) => Err(Error::refused(
            format!("migration {} was interrupted or has failed; nothing was changed", run.version),
            "forget it, leaving alone what it did not create, with: morag-db migrate repair --roll-back",
        )),
        None => Ok(()),
    }
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

fn statements(
    backend: Backend,
    wanted: &Wanted,
    live: &Catalog,
    differences: &[Difference],
    lost: &[(String, String, ForeignKey)],
    time_zone: &str,
) -> Vec<String> {
    let schemas = Schemas { expected: &wanted.catalog, actual: live, steps: &wanted.steps, time_zone, is_adoption: true };
    let drift = differences.iter().filter(|d| d.severity == Severity::Drift);
    let mut fixes: Vec<_> = drift.flat_map(|d| fix::fixes(backend, schemas, d)).collect();
    for (name, table) in &wanted.catalog.tables {
        let Some(now) = live.tables.get(name) else { continue };
        for key in wanted::replaced_keys(table, now) {
            fixes.extend(fix::drop_foreign_key(backend, name, &key));
        }
    }
    // keys that an interrupted adoption has dropped already: not dropped again, but added back
    for (table, name, key) in lost {
        let gone: Vec<_> = fix::drop_foreign_key(backend, table, name);
        fixes.retain(|m| !gone.contains(m));
        fixes.extend(fix::add_foreign_key(backend, table, name, key));
    }
    // a key that is replaced is not added again
    let replaced: Vec<String> = wanted
        .catalog
        .tables
        .iter()
        .filter_map(|(name, table)| live.tables.get(name).map(|now| (name, wanted::replaced_keys(table, now))))
        .flat_map(|(name, keys)| {
            keys.into_iter().map(move |key| format!("ALTER TABLE {} ADD CONSTRAINT {} ", backend.quote(name), backend.quote(&key)))
        })
        .collect();
    fixes.retain(|m| !m.statements.iter().any(|sql| replaced.iter().any(|head| sql.starts_with(head))));
    fix::joined(backend, fixes)
}

/// Adds original foreign keys that an interrupted adoption dropped back to `live`, and returns them.
fn restore_dropped_keys(live: &mut Catalog, keys: &Keys) -> Vec<(String, String, ForeignKey)> {
    let mut lost = Vec::new();
    for (name, keys) in keys {
        let Some(table) = live.tables.get_mut(name) else { continue };
        for (key_name, key) in keys.iter().filter(|(key_name, _)| !table.foreign_keys.contains_key(*key_name)).collect::<Vec<_>>() {
            table.foreign_keys.insert(key_name.clone(), key.clone());
            lost.push((name.clone(), key_name.clone(), key.clone()));
        }
    }
    lost
}

/// Returns the table after the adoption, with the application's extra columns.
fn after(wanted: &Catalog, live: &Catalog, name: &str) -> Table {
    let mut table = wanted.tables.get(name).cloned().unwrap_or_default();
    let more = live.tables.get(name).into_iter().flat_map(|t| &t.columns).filter(|c| !table.columns.iter().any(|w| w.name == c.name));
    let more: Vec<Column> = more.cloned().collect();
    table.columns.extend(more);
    table
}

/// Returns which tables the statements will retype, update or empty.
fn intentions(plan: &AdoptPlan, wanted: &Catalog, live: &Catalog, updated: Vec<String>) -> Intentions {
    let is_retyped = |(name, table): &(&String, &Table)| {
        let now = live.tables.get(*name);
        table.columns.iter().any(|c| now.is_some_and(|t| t.columns.iter().any(|l| l.name == c.name && l.ty != c.ty)))
    };
    Intentions {
        retyped: wanted.tables.iter().filter(is_retyped).map(|(name, _)| name.clone()).collect(),
        updated,
        emptied: plan.quarantined.iter().map(|q| q.table.clone()).collect(),
    }
}

/// Returns columns that are floats and will become doubles, by table.
fn floats(wanted: &Catalog, live: &Catalog) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (name, table) in &wanted.tables {
        let is_float =
            |column: &str| live.tables.get(name).is_some_and(|t| t.columns.iter().any(|c| c.name == column && c.ty.starts_with("float")));
        let columns: Vec<String> = table.columns.iter().filter(|c| c.ty == "double" && is_float(&c.name)).map(|c| c.name.clone()).collect();
        if !columns.is_empty() {
            found.insert(name.clone(), columns);
        }
    }
    found
}

/// Returns the statements that convert times to UTC, for live tables that are not converted yet.
fn shifts(
    backend: Backend,
    expected: &Catalog,
    live: &Catalog,
    options: &AdoptOptions,
    marker: Option<&Marker>,
) -> Result<Vec<(String, String)>> {
    let newest = migration::MIGRATIONS.last().map_or("", |m| m.version);
    let twin = time_columns(newest)?;
    let mut found = Vec::new();
    for name in expected.tables.keys().filter(|name| !marker.is_some_and(|m| m.shifted.contains(name))) {
        let Some(table) = live.tables.get(name) else { continue };
        let is_time = |column: &&String| table.columns.iter().any(|c| c.name == **column && c.ty.starts_with("datetime"));
        let columns: Vec<String> = twin.get(name).into_iter().flatten().filter(is_time).cloned().collect();
        found.extend(shift_sql(backend, name, table, &columns, &options.time_zone).map(|sql| (name.clone(), sql)));
    }
    Ok(found)
}
