//! The SQL that mends a difference between the live schema and the expected one. Pure: from the two catalogs and the
//! steps of the migrations to statements; whether and when to run them is for a person to say.

mod mysql;
mod postgres;
mod sqlite;

use crate::catalog::{Catalog, Column, Difference, Table};
use migration::{Backend, Object, Step};

/// When in a script a statement has its place: what others need comes first, what needs others goes first when dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Native types: a label may not be used in the transaction that adds it.
    Types,
    Renames,
    DropConstraints,
    DropIndexes,
    Functions,
    Tables,
    Columns,
    Keys,
    Indexes,
    Checks,
    ForeignKeys,
    Triggers,
    /// What holds data that nobody expects.
    DropColumns,
}

/// Statements that belong together, and their place in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mend {
    pub phase: Phase,
    /// Among those of one phase: the place of its step in the migrations.
    pub place: usize,
    pub statements: Vec<String>,
}

impl Mend {
    fn new(phase: Phase, sql: impl Into<String>) -> Self {
        Mend { phase, place: 0, statements: vec![sql.into()] }
    }
}

/// What is compared, and the steps that make what is expected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schemas<'a> {
    pub expected: &'a Catalog,
    pub actual: &'a Catalog,
    /// Of all applied built-in migrations, in order.
    pub steps: &'a [Step],
}

impl<'a> Schemas<'a> {
    fn wanted(&self, table: &str) -> Option<&'a Table> {
        self.expected.tables.get(table)
    }

    fn live(&self, table: &str) -> Option<&'a Table> {
        self.actual.tables.get(table)
    }

    fn columns(&self, table: &str, column: &str) -> (Option<&'a Column>, Option<&'a Column>) {
        let find = |t: Option<&'a Table>| t.and_then(|t| t.columns.iter().find(|c| c.name == column));
        (find(self.wanted(table)), find(self.live(table)))
    }

    /// The steps that make something for which `is_wanted` holds.
    fn steps(&self, phase: Phase, is_wanted: impl Fn(&Object) -> bool) -> Vec<Mend> {
        let wanted = |step: &Step| step.probe.as_ref().is_some_and(|p| p.present && is_wanted(&p.object));
        let steps = self.steps.iter().enumerate().filter(|(_, step)| wanted(step));
        steps.map(|(place, step)| Mend { phase, place, statements: vec![step.sql.clone()] }).collect()
    }

    /// The steps that make a table with all that belongs to it.
    fn table_steps(&self, table: &str) -> Vec<Mend> {
        self.steps(Phase::Tables, |object| table_of(object) == Some(table))
    }
}

fn table_of(object: &Object) -> Option<&str> {
    match object {
        Object::Table { name } => Some(name),
        Object::Column { table, .. } | Object::Index { table, .. } | Object::ForeignKey { table, .. } | Object::Trigger { table, .. } => {
            Some(table)
        }
        Object::View { .. } | Object::Function { .. } | Object::EnumType { .. } => None,
    }
}

/// Statements that mend `difference`; none where no statement can.
pub(crate) fn mend(backend: Backend, schemas: Schemas<'_>, difference: &Difference) -> Vec<Mend> {
    match backend {
        Backend::Sqlite => sqlite::mend(schemas, difference),
        Backend::Postgres => postgres::mend(schemas, difference),
        Backend::MySql | Backend::MariaDb => mysql::mend(backend, schemas, difference),
    }
}

/// A whole script: in order, each statement once, in a transaction where that undoes all of it.
pub(crate) fn script(backend: Backend, mends: Vec<Mend>) -> Vec<String> {
    let mut mends = mends;
    mends.sort_by_key(|m| (m.phase, m.place));
    mends.dedup();
    let mut seen = Vec::new();
    mends.retain(|m| {
        let is_new = !seen.contains(&m.statements);
        seen.push(m.statements.clone());
        is_new
    });
    let lines = |mends: &[Mend]| mends.iter().flat_map(|m| m.statements.clone()).collect::<Vec<_>>();
    let boundary = |phase: Phase| mends.iter().position(|m| m.phase >= phase).unwrap_or(mends.len());
    match backend {
        Backend::Sqlite => {
            let mut all = vec!["PRAGMA foreign_keys = OFF".into(), "PRAGMA legacy_alter_table = ON".into(), "BEGIN IMMEDIATE".into()];
            all.extend(lines(&mends));
            all.extend(["COMMIT".into(), "PRAGMA legacy_alter_table = OFF".into(), "PRAGMA foreign_keys = ON".into()]);
            all
        }
        Backend::Postgres => {
            let at = boundary(Phase::Renames);
            let mut all = lines(&mends[..at]);
            all.push("BEGIN".into());
            all.extend(lines(&mends[at..]));
            all.push("COMMIT".into());
            all
        }
        Backend::MySql | Backend::MariaDb => {
            // a key that is added must be checked against the rows; what comes before would only be hindered by it
            let at = boundary(Phase::ForeignKeys);
            let mut all = vec!["SET NAMES utf8mb4".into(), "SET SESSION foreign_key_checks = 0".into()];
            all.extend(lines(&mends[..at]));
            all.push("SET SESSION foreign_key_checks = 1".into());
            all.extend(lines(&mends[at..]));
            all
        }
    }
}
