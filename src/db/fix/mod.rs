//! The SQL that fixes a difference between the live schema and the expected one. Pure: from the two catalogs and the
//! steps of the migrations to statements; whether and when to run them is for a person to say.

pub(in crate::db) mod repair;

use super::engine;
use super::session::Session;
use super::statement::Sql;
use crate::catalog::{Difference, ForeignKey};
use crate::error::{Doing, Result};
use migration::Backend;
use repair::Ordered;
pub(crate) use repair::{Fix, Phase, Schemas};

/// Drops a foreign key of `table`.
pub(crate) fn drop_foreign_key(backend: Backend, table: &str, name: &str) -> Vec<Fix> {
    engine(backend).drop_foreign_key(table, name)
}

/// Adds a foreign key to `table`.
pub(crate) fn add_foreign_key(backend: Backend, table: &str, name: &str, key: &ForeignKey) -> Vec<Fix> {
    engine(backend).add_foreign_key(table, name, key)
}

/// Statements that fix `difference`; none where no statement can.
pub(crate) fn fixes(backend: Backend, schemas: Schemas<'_>, difference: &Difference) -> Vec<Fix> {
    engine(backend).fixes(schemas, difference)
}

/// In the order of their phases, each group of statements once.
fn in_order(backend: Backend, mut fixes: Vec<Fix>) -> Vec<Fix> {
    let phase = |m: &Fix| if m.phase == Phase::Tables { engine(backend).creates_tables_in() } else { m.phase };
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
    let Some(last) = engine(backend).joins_up_to() else { return Ordered(in_order(backend, fixes)).statements() };
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

impl Session {
    /// Runs the statements of `fixes`; `begun` is told of each what it does.
    pub(crate) async fn run_fixes(&mut self, fixes: Vec<Fix>, begun: &(dyn Fn(&str) + Sync)) -> Result<()> {
        for statement in joined(self.backend(), fixes) {
            let what = statement.split('(').next().unwrap_or_default().trim().to_lowercase();
            begun(&what);
            self.execute(&Sql::script(statement)).await.doing(what)?;
        }
        Ok(())
    }
}

/// `ALTER TABLE name`, and what it does.
fn split_alter(backend: Backend, sql: &str) -> Option<(&str, &str)> {
    let quote = backend.quote("").chars().next()?;
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

/// A whole script: in order, each statement once.
pub(crate) fn script(backend: Backend, fixes: Vec<Fix>) -> Vec<String> {
    engine(backend).script(Ordered(in_order(backend, fixes)))
}
