//! The SQL that fixes a difference between the live schema and the expected one. Pure: from the two catalogs and the
//! steps of the migrations to statements; whether and when to run them is for a person to say.

mod mysql;
pub(in crate::db) mod postgres;
pub(in crate::db) mod sqlite;

use crate::catalog::{Catalog, Column, Difference, ForeignKey, Table};
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
pub(crate) struct Fix {
    pub phase: Phase,
    /// Among those of one phase: the place of its step in the migrations.
    pub place: usize,
    pub statements: Vec<String>,
}

impl Fix {
    fn new(phase: Phase, sql: impl Into<String>) -> Self {
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
    fn steps(&self, phase: Phase, is_wanted: impl Fn(&Object) -> bool) -> Vec<Fix> {
        let wanted = |step: &Step| step.probe.as_ref().is_some_and(|p| p.present && is_wanted(&p.object));
        let steps = self.steps.iter().enumerate().filter(|(_, step)| wanted(step));
        steps.map(|(place, step)| Fix { phase, place, statements: vec![step.sql.clone()] }).collect()
    }

    /// The steps that make a table with all that belongs to it.
    fn table_steps(&self, table: &str) -> Vec<Fix> {
        self.steps(Phase::Tables, |object| table_of(object) == Some(table))
    }
}

/// Foreign keys around a column whose type or collation changes: in the way of the change, so they are dropped before it and
/// added again behind it, those that nobody expects as they were.
fn keys_around(schemas: Schemas<'_>, table: &str, column: &str) -> Vec<(String, String, ForeignKey)> {
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

/// Drops a foreign key of `table`.
pub(crate) fn drop_foreign_key(backend: Backend, table: &str, name: &str) -> Vec<Fix> {
    match backend {
        // it goes with the table that is copied
        Backend::Sqlite => Vec::new(),
        Backend::Postgres => vec![postgres::drop_constraint(table, name)],
        Backend::MySql | Backend::MariaDb => vec![mysql::drop_key(table, name)],
    }
}

/// Adds a foreign key to `table`.
pub(crate) fn add_foreign_key(backend: Backend, table: &str, name: &str, key: &ForeignKey) -> Vec<Fix> {
    match backend {
        Backend::Sqlite => Vec::new(),
        Backend::Postgres => vec![postgres::add_key(table, name, key)],
        Backend::MySql | Backend::MariaDb => vec![mysql::add_key(table, name, key)],
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

/// Statements that fix `difference`; none where no statement can.
pub(crate) fn fixes(backend: Backend, schemas: Schemas<'_>, difference: &Difference) -> Vec<Fix> {
    match backend {
        Backend::Sqlite => sqlite::fixes(schemas, difference),
        Backend::Postgres => postgres::fixes(schemas, difference),
        Backend::MySql | Backend::MariaDb => mysql::fixes(backend, schemas, difference),
    }
}

/// In the order of their phases, each group of statements once.
fn in_order(backend: Backend, mut fixes: Vec<Fix>) -> Vec<Fix> {
    // there a new table is refused whose keys refer to columns of another collation: these are altered first
    let creates_late = matches!(backend, Backend::MySql | Backend::MariaDb);
    let phase = |m: &Fix| if creates_late && m.phase == Phase::Tables { Phase::Checks } else { m.phase };
    fixes.sort_by_key(|m| (phase(m), m.place));
    let mut seen = Vec::new();
    fixes.retain(|m| {
        let is_new = !seen.contains(&m.statements);
        seen.push(m.statements.clone());
        is_new
    });
    fixes
}

/// The same as few statements: what alters one table is one ALTER TABLE, so that a large table is rewritten and read once.
/// On SQLite, where a table is altered by copying it, there is nothing to join.
pub(crate) fn joined(backend: Backend, fixes: Vec<Fix>) -> Vec<String> {
    let last = match backend {
        Backend::Sqlite => return in_order(backend, fixes).into_iter().flat_map(|m| m.statements).collect(),
        // an index is a statement of its own
        Backend::Postgres => Phase::Keys,
        Backend::MySql | Backend::MariaDb => Phase::Indexes,
    };
    let joins = |phase: Phase| (Phase::Columns..=last).contains(&phase) || phase == Phase::Checks;
    let mut statements: Vec<String> = Vec::new();
    // where in `statements` each table's ALTER stands, one for what comes before the foreign keys and one for these
    let mut places: Vec<(String, bool, usize)> = Vec::new();
    for fix in in_order(backend, fixes) {
        for sql in fix.statements {
            let is_key = fix.phase == Phase::ForeignKeys;
            let Some((head, clause)) = split_alter(backend, &sql).filter(|_| joins(fix.phase) || is_key) else {
                statements.push(sql);
                continue;
            };
            match places.iter().find(|(table, of_keys, _)| table == head && *of_keys == is_key) {
                Some((_, _, at)) => {
                    let known = &mut statements[*at];
                    if !known.contains(clause) {
                        known.push_str(&format!(", {clause}"));
                    }
                }
                None => {
                    places.push((head.to_string(), is_key, statements.len()));
                    statements.push(sql);
                }
            }
        }
    }
    statements
}

/// `ALTER TABLE name`, and what it does.
fn split_alter(backend: Backend, sql: &str) -> Option<(&str, &str)> {
    let quote = if backend == Backend::Postgres { '"' } else { '`' };
    let rest = sql.strip_prefix("ALTER TABLE ")?.strip_prefix(quote)?;
    let mut end = 0;
    // a quote within a name is doubled
    while let Some(at) = rest[end..].find(quote) {
        end += at + 1;
        if !rest[end..].starts_with(quote) {
            let head = "ALTER TABLE ".len() + 1 + end;
            return Some((&sql[..head], sql[head..].trim_start()));
        }
        end += 1;
    }
    None
}

/// A whole script: in order, each statement once, in a transaction where that undoes all of it.
pub(crate) fn script(backend: Backend, fixes: Vec<Fix>) -> Vec<String> {
    let fixes = in_order(backend, fixes);
    let lines = |fixes: &[Fix]| fixes.iter().flat_map(|m| m.statements.clone()).collect::<Vec<_>>();
    let boundary = |phase: Phase| fixes.iter().position(|m| m.phase >= phase).unwrap_or(fixes.len());
    match backend {
        Backend::Sqlite => {
            let mut all = vec!["PRAGMA foreign_keys = OFF".into(), "PRAGMA legacy_alter_table = ON".into(), "BEGIN IMMEDIATE".into()];
            all.extend(lines(&fixes));
            all.extend(["COMMIT".into(), "PRAGMA legacy_alter_table = OFF".into(), "PRAGMA foreign_keys = ON".into()]);
            all
        }
        Backend::Postgres => {
            let at = boundary(Phase::Renames);
            let mut all = lines(&fixes[..at]);
            all.push("BEGIN".into());
            all.extend(lines(&fixes[at..]));
            all.push("COMMIT".into());
            all
        }
        Backend::MySql | Backend::MariaDb => {
            // a key that is added must be checked against the rows; what comes before would only be hindered by it
            let at = boundary(Phase::ForeignKeys);
            let mut all = vec!["SET NAMES utf8mb4".into(), "SET SESSION foreign_key_checks = 0".into()];
            all.extend(lines(&fixes[..at]));
            all.push("SET SESSION foreign_key_checks = 1".into());
            all.extend(lines(&fixes[at..]));
            all
        }
    }
}
