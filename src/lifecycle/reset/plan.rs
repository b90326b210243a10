//! The plan of a reset: what it drops, as it is shown and confirmed.

use crate::consent::Plan;
use crate::db::{Dependent, ObjectKind, TableRows};
use serde::Serialize;
use std::path::PathBuf;

/// Plan of a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResetPlan {
    /// The database, without its password.
    pub target: String,
    /// Database name, which the user types to confirm.
    pub database: String,
    /// The environment stamp, which is kept.
    pub environment: Option<String>,
    /// Site migrations that are undone first, newest first.
    pub undone: Vec<String>,
    /// Managed tables that are dropped, with their rows.
    pub tables: Vec<TableRows>,
    /// Functions and types that are dropped.
    pub functions_and_types: Vec<String>,
    /// Unmanaged parts of these tables, which are dropped with them: columns, indexes, checks, policies and the like.
    pub additions: Vec<String>,
    /// Unmanaged objects that depend on the tables and are dropped or detached with them.
    pub dependents: Vec<Dependent>,
    /// Unmanaged objects that are dropped too (`--all-objects`).
    pub others_dropped: Vec<String>,
    /// The tables in `others_dropped`, with their rows.
    pub other_tables: Vec<TableRows>,
    /// Unmanaged objects that are kept.
    pub others_kept: Vec<String>,
    /// Path to which an SQLite file is copied first.
    pub backup: Option<PathBuf>,
}

impl Plan for ResetPlan {
    fn database(&self) -> &str {
        &self.database
    }

    fn is_harmless(&self) -> bool {
        self.is_empty()
    }
}

impl ResetPlan {
    /// Whether the plan drops nothing.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.functions_and_types.is_empty() && self.others_dropped.is_empty() && self.undone.is_empty()
    }

    /// Returns the number of rows in all dropped tables.
    pub fn rows(&self) -> u64 {
        let of_dependents = self.dependents.iter().filter(|d| d.kind == ObjectKind::Table).filter_map(|d| d.rows);
        self.tables.iter().chain(&self.other_tables).map(|t| t.rows).chain(of_dependents).sum()
    }

    /// Returns the plan without row counts, which applications may change in the meantime.
    pub(super) fn shape(&self) -> ResetPlan {
        let tables = self.tables.iter().map(|t| TableRows { table: t.table.clone(), rows: 0 }).collect();
        let dependents = self.dependents.iter().map(|d| Dependent { rows: None, ..d.clone() }).collect();
        ResetPlan { tables, dependents, other_tables: Vec::new(), others_kept: Vec::new(), backup: None, ..self.clone() }
    }
}

/// Everything that the plan drops, each with its kind.
pub(super) fn dropped(plan: &ResetPlan) -> Vec<String> {
    let undone = plan.undone.iter().map(|v| format!("site migration {v}"));
    let tables = plan.tables.iter().map(|t| format!("table {}", t.table));
    let dependents = plan.dependents.iter().map(|d| format!("{} {}", d.kind, d.name));
    undone.chain(tables).chain(plan.functions_and_types.clone()).chain(dependents).chain(plan.others_dropped.clone()).collect()
}
