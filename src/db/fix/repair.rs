//! What the engines' repairs have in common: fixes and their order, the schemas that are compared, the trait.

use crate::catalog::{Catalog, Column, Difference, ForeignKey, Table};
use migration::{Object, Step};

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
pub(crate) struct Fix {
    pub phase: Phase,
    /// Among those of one phase: the place of its step in the migrations.
    pub place: usize,
    pub statements: Vec<String>,
}

impl Fix {
    pub(in crate::db) fn new(phase: Phase, sql: impl Into<String>) -> Self {
        Fix { phase, place: 0, statements: vec![sql.into()] }
    }
}

/// What is compared, and the steps that make what is expected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schemas<'a> {
    pub expected: &'a Catalog,
    pub actual: &'a Catalog,
    /// Of all applied built-in migrations, in order.
    pub steps: &'a [Step],
    /// The time zone in which times without one are read.
    pub time_zone: &'a str,
    /// Whether a database is adopted: then additional objects stay, and on PostgreSQL all is one transaction, in which a label
    /// that is added to a type can't be used yet. `verify --strict` has a script that takes additional objects away.
    pub is_adoption: bool,
}

impl<'a> Schemas<'a> {
    pub(in crate::db) fn wanted(&self, table: &str) -> Option<&'a Table> {
        self.expected.tables.get(table)
    }

    pub(in crate::db) fn live(&self, table: &str) -> Option<&'a Table> {
        self.actual.tables.get(table)
    }

    pub(in crate::db) fn columns(&self, table: &str, column: &str) -> (Option<&'a Column>, Option<&'a Column>) {
        let find = |t: Option<&'a Table>| t.and_then(|t| t.columns.iter().find(|c| c.name == column));
        (find(self.wanted(table)), find(self.live(table)))
    }

    /// The steps that make something for which `is_wanted` holds, and that no later step drops.
    pub(in crate::db) fn steps(&self, phase: Phase, is_wanted: impl Fn(&Object) -> bool) -> Vec<Fix> {
        let is_dropped = |at: usize, object: &Object| self.steps[at + 1..].iter().any(|later| later.drops_object() == Some(object));
        let wanted = |(at, step): &(usize, &Step)| step.creates_object().is_some_and(|o| is_wanted(o) && !is_dropped(*at, o));
        let steps = self.steps.iter().enumerate().filter(wanted);
        steps.map(|(place, step)| Fix { phase, place, statements: vec![step.sql.clone()] }).collect()
    }

    /// The steps that make a table with all that belongs to it.
    pub(in crate::db) fn table_steps(&self, table: &str) -> Vec<Fix> {
        self.steps(Phase::Tables, |object| table_of(object) == Some(table))
    }
}

/// Foreign keys around a column whose type or collation changes: in the way of the change, so they are dropped before it and
/// added again behind it, those that nobody expects as they were.
pub(in crate::db) fn keys_around(schemas: Schemas<'_>, table: &str, column: &str) -> Vec<(String, String, ForeignKey)> {
    let has_changed = |wanted: &Column, live: &Column| wanted.ty != live.ty || wanted.collation != live.collation;
    if !matches!(schemas.columns(table, column), (Some(wanted), Some(live)) if has_changed(wanted, live)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (owner, live) in &schemas.actual.tables {
        for (name, key) in &live.foreign_keys {
            let refers = owner == table && key.columns.iter().any(|c| c == column);
            let is_referred_to = key.table == table && key.referenced.iter().any(|c| c == column);
            if refers || is_referred_to {
                let wanted = schemas.wanted(owner).and_then(|t| t.foreign_keys.get(name));
                found.push((owner.clone(), name.clone(), wanted.unwrap_or(key).clone()));
            }
        }
    }
    found
}

/// The statements that fix differences, as each engine writes them.
pub(crate) trait Repair: Sync {
    /// Statements that fix `difference`; none where no statement can.
    fn fixes(&self, schemas: Schemas<'_>, difference: &Difference) -> Vec<Fix>;
    /// Drops a foreign key of `table`, where that is a statement of its own.
    fn drop_foreign_key(&self, table: &str, name: &str) -> Vec<Fix>;
    /// Adds a foreign key to `table`, likewise.
    fn add_foreign_key(&self, table: &str, name: &str, key: &ForeignKey) -> Vec<Fix>;
    /// The phase in which tables are created.
    fn creates_tables_in(&self) -> Phase;
    /// The last phase whose statements are joined to one ALTER TABLE; `None` where a table is altered by copying it.
    fn joins_up_to(&self) -> Option<Phase>;
    /// The whole script: with the settings it needs, in a transaction where that undoes all of it.
    fn script(&self, fixes: Ordered) -> Vec<String>;
}

/// Fixes in the order of a script.
pub(crate) struct Ordered(pub(super) Vec<Fix>);

impl Ordered {
    /// The statements before `phase`, and those from there on.
    pub(in crate::db) fn around(&self, phase: Phase) -> (Vec<String>, Vec<String>) {
        let at = self.0.iter().position(|fix| fix.phase >= phase).unwrap_or(self.0.len());
        let lines = |fixes: &[Fix]| fixes.iter().flat_map(|fix| fix.statements.clone()).collect();
        (lines(&self.0[..at]), lines(&self.0[at..]))
    }

    /// All statements.
    pub(in crate::db) fn statements(self) -> Vec<String> {
        self.0.into_iter().flat_map(|fix| fix.statements).collect()
    }
}

pub(in crate::db) fn table_of(object: &Object) -> Option<&str> {
    match object {
        Object::Table { name } => Some(name),
        Object::Column { table, .. } | Object::Index { table, .. } | Object::ForeignKey { table, .. } | Object::Trigger { table, .. } => {
            Some(table)
        }
        Object::View { .. } | Object::Function { .. } | Object::EnumType { .. } => None,
    }
}
