//! What a reset would drop, what hangs on it, and the statements that drop it.

use super::dependents::Dependent;
use super::object_kind::ObjectKind;
use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use super::value::Name;
use super::{Scope, engine};
use crate::error::{Doing, Result, SqlError};
use crate::sql;
use migration::Object;
use serde::Serialize;
use std::collections::BTreeMap;

/// A table and its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableRows {
    /// Its name.
    pub table: String,
    /// How many rows it has, exactly.
    pub rows: u64,
}

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Our tables with their rows, exactly counted.
    pub tables: Vec<(String, u64)>,
    /// Our functions.
    pub functions: Vec<String>,
    /// Our native types.
    pub enums: Vec<String>,
    /// What others have made to depend on ours.
    pub dependents: Vec<Dependent>,
    /// Kind and name of everything else.
    pub others: Vec<(ObjectKind, String)>,
    /// Rows of the tables among those, where they are to be dropped too.
    pub other_rows: Vec<(String, u64)>,
    /// The statements that drop all of it, where the engine needs them in an order of its own.
    pub statements: Vec<String>,
}

impl Session {
    /// Looks what there is of `ours` and of others. Counts every row of ours, and with `everything` of others too.
    pub async fn inventory(&mut self, ours: &Scope, everything: bool) -> Result<Inventory> {
        let mut found = Inventory::default();
        let mut tables = Vec::new();
        // in one order: a server lists them in whatever order it finds them, and two looks are compared
        let mut objects = self.every_object().await.doing("listing objects")?;
        objects.sort();
        for (kind, name) in objects {
            if kind == ObjectKind::Table && ours.tables.contains(&name) {
                tables.push(name);
            } else if kind == ObjectKind::Function && ours.functions.contains(&name) {
                found.functions.push(name);
            } else if kind == ObjectKind::Type && ours.enums.contains(&name) {
                found.enums.push(name);
            } else {
                found.others.push((kind, name));
            }
        }
        let count =
            |table: &String| sql!("SELECT {table} AS name, count(*) AS row_count FROM {from}", table, from = Name::of(table.clone()));
        let mut counts: Vec<Sql> = tables.iter().map(count).collect();
        let orders_drops = self.engine().orders_drops();
        if everything && !orders_drops {
            counts.extend(found.others.iter().filter(|(kind, _)| *kind == ObjectKind::Table).map(|(_, name)| count(name)));
        }
        let ours_there = tables.clone();
        let scope = Scope { tables, functions: found.functions.clone(), enums: found.enums.clone(), triggers: ours.triggers.clone() };
        let doing = "counting rows";
        let counted = if counts.is_empty() { Vec::new() } else { self.fetch(&Sql::batch(counts)).await.doing(doing)? };
        for row in counted {
            let (name, rows): (String, u64) = (row.get("name").doing(doing)?, row.get("row_count").doing(doing)?);
            if ours_there.contains(&name) { found.tables.push((name, rows)) } else { found.other_rows.push((name, rows)) }
        }
        let closure = self.engine().dependents(self, &scope, everything).await?;
        (found.dependents, found.statements) = (closure.dependents, closure.statements);
        found.other_rows.extend(closure.rows);
        Ok(found)
    }

    /// What others have added to `tables` beyond columns, indexes, constraints and triggers, which a catalog has: it goes with
    /// them by itself.
    pub(crate) async fn attached(&mut self, tables: &[String]) -> Result<Vec<String>> {
        let Some(sql) = self.engine().attached(tables) else { return Ok(Vec::new()) };
        self.column(&sql, "listing what is attached to these tables").await
    }

    /// The statements that give roles the rights again that they have on `tables`, where a new table of the name has none.
    pub(crate) async fn grants_of(&mut self, tables: &[String]) -> Result<Vec<String>> {
        let Some(sql) = self.engine().grants_of(tables) else { return Ok(Vec::new()) };
        self.column(&sql, "reading the rights on these tables").await
    }

    /// What others have made to depend on `ours`.
    pub(crate) async fn dependents(&mut self, ours: &Scope) -> Result<Vec<Dependent>> {
        self.engine().dependents(self, ours, false).await.map(|closure| closure.dependents)
    }

    /// Which of `objects` are in the live catalog, in one round trip.
    pub async fn existing(&mut self, objects: &[Object]) -> Result<Vec<Object>> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let look = |(at, object): (usize, &Object)| {
            let probe = self.engine().probe(object);
            sql!("SELECT {at} AS place FROM (SELECT 1 AS one) o WHERE EXISTS ({probe})", at = at as i64, probe)
        };
        let doing = "searching for objects that exist";
        let rows = self.fetch(&Sql::batch(objects.iter().enumerate().map(look))).await.doing(doing)?;
        let found: Vec<usize> = rows.iter().map(Row::only).collect::<std::result::Result<_, _>>().doing(doing)?;
        Ok(found.into_iter().filter_map(|at| objects.get(at).cloned()).collect())
    }

    /// What tells each of `tables` from one of the same name that is created later, as far as the engine keeps that; a table
    /// that does not exist is left out.
    pub async fn table_identities(&mut self, tables: &[String]) -> Result<BTreeMap<String, String>> {
        let Some(sql) = self.engine().identities(tables) else { return Ok(BTreeMap::new()) };
        let pair = |row: &Row| Ok(row.get::<Option<String>>("name")?.zip(row.get("identity")?));
        let rows = self.fetch(&sql).await.doing("looking at tables")?;
        let pairs: Vec<Option<(String, String)>> =
            rows.iter().map(pair).collect::<std::result::Result<_, SqlError>>().doing("looking at tables")?;
        Ok(pairs.into_iter().flatten().collect())
    }

    /// The statements that drop `tables` and what is not a table of `inventory`, and with `others` those too. Nothing that is
    /// not named here goes along.
    pub(crate) fn drop_statements(&self, inventory: &Inventory, tables: &[String], others: &[(ObjectKind, String)]) -> Vec<String> {
        let backend = self.backend();
        if engine(backend).orders_drops() {
            return inventory.statements.clone();
        }
        let mut statements: Vec<String> = inventory.dependents.iter().filter_map(|d| d.drop.clone()).collect();
        // what is made of others goes before them
        let rank = |kind: &ObjectKind| match kind {
            ObjectKind::View => 0,
            ObjectKind::Table => 1,
            _ => 2,
        };
        let mut others = others.to_vec();
        others.sort_by_key(|(kind, _)| rank(kind));
        let drop_other =
            |(kind, name): &(ObjectKind, String)| format!("DROP {} IF EXISTS {}", kind.as_str().to_uppercase(), backend.quote(name));
        let (before, behind): (Vec<_>, Vec<_>) = others.iter().partition(|(kind, _)| rank(kind) < 2);
        statements.extend(before.into_iter().map(drop_other));
        statements.extend(tables.iter().map(|t| format!("DROP TABLE IF EXISTS {}", backend.quote(t))));
        statements.extend(behind.into_iter().map(drop_other));
        statements
    }
}
