//! Findings in the plan of an adoption: state of the tables, obstacles, misfits, differences that remain.

use super::left::Left;
use super::plan::{AdoptPlan, OnMisfit, TableState, TableSummary};
use super::rows::{self, Misfit};
use super::wanted::{LabelsInUse, Wanted, labels_of_check};
use crate::catalog::{Catalog, Difference, Part, Severity, Table, diff};
use crate::db::adopt::inconvertible;
use crate::db::engine;
use crate::db::{Scope, Session, TableRows};
use crate::error::Result;
use migration::Object;
use std::collections::BTreeMap;

/// Returns what prevents the adoption: unrelated tables with a managed name, a history table of another tool, a function with
/// another body.
pub(super) async fn obstacles(session: &mut Session, expected: &Catalog, live: &Catalog) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (name, table) in &expected.tables {
        if let Some(now) = live.tables.get(name)
            && is_foreign(table, now)
        {
            let shared = table.columns.iter().filter(|c| now.columns.iter().any(|n| n.name == c.name)).count();
            if shared * 2 >= table.columns.len() {
                found.push(format!("table {name} has a primary key other than id: change it yourself, then run this again"));
                continue;
            }
            found.push(format!(
                "table {name} is not a MoRAG table: it has only {shared} of the {} columns; rename it, or use a separate database or schema for morag-db",
                table.columns.len()
            ));
        }
    }
    let names: Vec<String> = expected.tables.keys().cloned().collect();
    found.extend(session.in_another_case(&names).await?);
    for name in &names {
        found.extend(inconvertible(session.backend(), name, expected, live));
    }
    for (name, body) in &expected.functions {
        if live.functions.get(name).is_some_and(|now| now != body) {
            found.push(format!("a function {name} with another body is there: rename it (ALTER FUNCTION {name}() RENAME TO ...)"));
        }
    }
    let scope = Scope { tables: vec!["schema_migrations".into()], ..Scope::default() };
    let books = session.introspect(&scope).await?;
    if let Some(table) = books.tables.get("schema_migrations")
        && !["version", "applied_at", "description"].iter().all(|name| table.columns.iter().any(|c| c.name == *name))
    {
        found.push(
            "table schema_migrations belongs to another migration tool: rename it, or give morag-db a schema or database of its own".into(),
        );
    }
    Ok(found)
}

/// Whether a live table has fewer than half of the expected columns, or another primary key.
fn is_foreign(ours: &Table, live: &Table) -> bool {
    let shared = ours.columns.iter().filter(|c| live.columns.iter().any(|n| n.name == c.name)).count();
    shared * 2 < ours.columns.len() || live.primary_key != ours.primary_key
}

/// Returns stored values that the label check of their column does not list, by table and column.
pub(super) async fn labels_in_use(session: &mut Session, expected: &Catalog, live: &Catalog) -> Result<LabelsInUse> {
    let mut found = LabelsInUse::new();
    for (name, table) in expected.tables.iter().filter(|(name, _)| live.tables.contains_key(*name)) {
        let has = |column: &String| live.tables[name].columns.iter().any(|c| c.name == *column);
        let checks: Vec<_> = table.checks.values().filter_map(|check| labels_of_check(check)).filter(|(column, _)| has(column)).collect();
        if !checks.is_empty() {
            let others = session.other_labels(name, &checks).await?;
            found.extend(others.into_iter().map(|(column, values)| ((name.clone(), column), values)));
        }
    }
    Ok(found)
}

pub(super) async fn judge_misfits(
    session: &mut Session,
    plan: &mut AdoptPlan,
    wanted: &mut Wanted,
    live: &Catalog,
    misfits: &[Misfit],
    on_misfit: OnMisfit,
) -> Result<()> {
    let backend = session.backend();
    match on_misfit {
        _ if misfits.is_empty() => {}
        OnMisfit::Refuse => {}
        OnMisfit::Quarantine => {
            plan.quarantined = rows::quarantine(session, &wanted.catalog, live, misfits).await?;
            let tables: Vec<Object> = plan.quarantined.iter().map(|q| Object::Table { name: q.into.clone() }).collect();
            // a quarantine table may be left from the interrupted adoption that this plan resumes
            let there = if plan.resumes { Vec::new() } else { session.existing(&tables).await? };
            plan.obstacles.extend(
                there.iter().map(|table| format!("{table} is there already: rename it or drop it, so that rows can be moved to a new one")),
            );
        }
        OnMisfit::KeepUnchecked => {
            for misfit in misfits {
                if !engine(backend).may_stay_unchecked(&misfit.rule.part) {
                    plan.obstacles.push(format!(
                        "{} {} in {} rows, which can't be kept: use --on-misfit quarantine",
                        misfit.object, misfit.fault, misfit.rows
                    ));
                } else if engine(backend).leaves_rules_out() {
                    wanted.relax(&misfit.table, &misfit.rule.part, live);
                    wanted.reasons.push(format!("{} is left out: {} rows break it ({})", misfit.object, misfit.rows, misfit.fault));
                }
            }
        }
    }
    Ok(())
}

pub(super) fn table_summaries(
    expected: &Catalog,
    live: &Catalog,
    versions: &BTreeMap<String, String>,
    counts: &[TableRows],
    differences: &[Difference],
) -> Vec<TableSummary> {
    let names = |from: &Table, without: Option<&Table>| -> Vec<String> {
        let has = |name: &str| without.is_some_and(|t| t.columns.iter().any(|c| c.name == name));
        from.columns.iter().filter(|c| !has(&c.name)).map(|c| c.name.clone()).collect()
    };
    let standing = |(name, table): (&String, &Table)| {
        let now = live.tables.get(name);
        let missing_columns = now.map(|now| names(table, Some(now))).unwrap_or_default();
        let additional_columns = now.map(|now| names(now, Some(table))).unwrap_or_default();
        let of_table = |d: &&Difference| d.owner == *name && d.severity == Severity::Drift;
        let differences = differences.iter().filter(of_table).count();
        let standing = match now {
            None => TableState::Missing,
            Some(now) if is_foreign(table, now) => TableState::NotOurs,
            Some(_) if !missing_columns.is_empty() => TableState::Older,
            Some(_) if !additional_columns.is_empty() => TableState::Newer,
            Some(_) if differences > 0 => TableState::Differs,
            Some(_) => TableState::Exact,
        };
        TableSummary {
            table: name.clone(),
            version: versions.get(name).cloned().unwrap_or_default(),
            standing,
            rows: counts.iter().find(|t| t.table == *name).map_or(0, |t| t.rows),
            missing_columns,
            additional_columns,
            differences,
        }
    };
    expected.tables.iter().map(standing).collect()
}

/// Returns the differences that remain: extra objects, other names, and where the wanted schema differs from the expected one.
pub(super) fn left(expected: &Catalog, wanted: &Catalog, differences: &[Difference]) -> Vec<Left> {
    let stays = differences.iter().filter(|d| d.severity != Severity::Drift);
    let wanted = diff(expected, wanted);
    let is_opened = |d: &&Difference| d.severity == Severity::Drift && d.expected.is_none() && matches!(d.part, Part::Column(_));
    stays.chain(&wanted).chain(differences.iter().filter(is_opened)).map(Left::of).collect()
}
