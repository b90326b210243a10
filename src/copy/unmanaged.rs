//! Tables and columns that morag-db does not manage, which are copied where that is asked for: columns of types that every engine
//! has, and primary keys. Indexes, defaults, checks, foreign keys and triggers are not.

use crate::catalog::{Catalog, Column, PARTITIONED_BY, Table};
use crate::db::transfer::{ColumnShape, Plain, TableShape, logical_tables};
use crate::db::{Backend, ObjectKind, Scope, Session};
use crate::error::{Doing, Error, Result};
use std::collections::BTreeMap;

/// Most unmanaged objects that are looked at.
const MOST_TABLES: usize = 100_000;

/// A column that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PlainColumn {
    name: String,
    ty: Plain,
    nullable: bool,
    /// Its place in the primary key, from 1.
    key: Option<u32>,
}

/// What is copied of unmanaged objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unmanaged {
    /// Unmanaged tables.
    tables: BTreeMap<String, Vec<PlainColumn>>,
    /// Unmanaged columns of managed tables.
    columns: BTreeMap<String, Vec<PlainColumn>>,
    /// What can't be copied, by table.
    left: Vec<(String, String)>,
}

impl Unmanaged {
    /// Looks at the unmanaged tables of the source, and at the unmanaged columns of its managed ones.
    pub(super) async fn look(source: &mut Session, scope: &Scope, version: &str, live: &Catalog) -> Result<Unmanaged> {
        let others = source.unmanaged_objects(scope, MOST_TABLES).await.doing("listing unmanaged objects")?;
        let mut names: Vec<String> = others.into_iter().filter(|(kind, _)| *kind == ObjectKind::Table).map(|(_, name)| name).collect();
        let mut unmanaged = Unmanaged::default();
        for name in source.virtual_tables().await? {
            names.retain(|other| *other != name);
            unmanaged.leave(&name, format!("table {name} (virtual, or part of a virtual table)"));
        }
        let found = source.introspect(&Scope { tables: names, ..Scope::default() }).await?;
        for (name, table) in &found.tables {
            unmanaged.add_table(name, table, source.backend());
        }
        for shape in logical_tables(version)? {
            let columns = live.tables.get(&shape.name).map(|table| table.columns.as_slice()).unwrap_or_default();
            let extra = columns.iter().filter(|column| !shape.columns.iter().any(|known| known.name == column.name));
            // applications that don't know the column leave it out
            let extra: Vec<_> = extra.filter_map(|column| unmanaged.column(&shape.name, column, source.backend(), None)).collect();
            let extra = extra.into_iter().map(|column| PlainColumn { nullable: true, ..column }).collect();
            unmanaged.columns.insert(shape.name, extra);
        }
        Ok(unmanaged)
    }

    fn add_table(&mut self, name: &str, table: &Table, from: Backend) {
        let is_unreadable =
            table.options.contains_key(PARTITIONED_BY) || table.options.values().any(|value| value.contains("without rowid"));
        if is_unreadable {
            return self.leave(name, format!("table {name} (partitioned or WITHOUT ROWID)"));
        }
        let place = |column: &Column| table.primary_key.iter().find(|(_, name)| *name == column.name).map(|(place, _)| *place);
        let mut columns: Vec<_> = table.columns.iter().filter_map(|column| self.column(name, column, from, place(column))).collect();
        // MariaDB has JSON as text with such a check, and so may a table of SQLite
        let is_json = |check: &String| check.to_ascii_lowercase().contains("json_valid");
        for column in columns.iter_mut().filter(|column| column.ty == Plain::Text && column.key.is_none()) {
            if table.checks.values().any(|check| is_json(check) && check.contains(&column.name)) {
                column.ty = Plain::Json;
            }
        }
        if columns.is_empty() {
            return self.leave(name, format!("table {name} (no column that can be copied)"));
        }
        if columns.iter().filter(|column| column.key.is_some()).count() < table.primary_key.len() {
            self.leave(name, format!("primary key of table {name}"));
            columns.iter_mut().for_each(|column| column.key = None);
        }
        let lost = [
            (!table.indexes.is_empty(), "indexes"),
            (table.columns.iter().any(|column| column.default.is_some()), "defaults"),
            (table.checks.values().any(|check| !is_json(check)), "checks"),
            (!table.foreign_keys.is_empty(), "foreign keys"),
            (!table.triggers.is_empty(), "triggers"),
        ];
        let lost: Vec<&str> = lost.into_iter().filter(|(is_there, _)| *is_there).map(|(_, what)| what).collect();
        if !lost.is_empty() {
            self.leave(name, format!("{} of table {name}", lost.join(", ")));
        }
        self.tables.insert(name.to_string(), columns);
    }

    fn leave(&mut self, table: &str, line: String) {
        self.left.push((table.to_string(), line));
    }

    /// A column as it is copied; `None` if it can't be.
    fn column(&mut self, table: &str, column: &Column, from: Backend, key: Option<u32>) -> Option<PlainColumn> {
        let Some(ty) = Plain::parse(from, &column.ty).filter(|_| column.generated.is_none()) else {
            let ty = if column.ty.is_empty() { "no type" } else { &column.ty };
            let generated = if column.generated.is_some() { ", generated" } else { "" };
            self.leave(table, format!("column {table}.{} ({ty}{generated})", column.name));
            return None;
        };
        Some(PlainColumn { name: column.name.clone(), ty, nullable: column.nullable, key })
    }

    /// The unmanaged tables.
    pub(super) fn shapes(&self) -> Vec<TableShape> {
        let shape = |(name, columns): (&String, &Vec<PlainColumn>)| {
            let mut key: Vec<(u32, usize)> = columns.iter().enumerate().filter_map(|(at, column)| Some((column.key?, at))).collect();
            key.sort_unstable();
            let columns = columns.iter().map(PlainColumn::shape).collect();
            TableShape { name: name.clone(), columns, key: key.into_iter().map(|(_, at)| at).collect(), is_partitioned: false }
        };
        self.tables.iter().map(shape).collect()
    }

    /// The unmanaged columns of a managed table.
    pub(super) fn columns_of(&self, table: &str) -> Vec<ColumnShape> {
        self.columns.get(table).into_iter().flatten().map(PlainColumn::shape).collect()
    }

    /// What can't be copied of the tables that are `selected`.
    pub(super) fn left(&self, selected: &dyn Fn(&str) -> bool) -> Vec<String> {
        self.left.iter().filter(|(table, _)| selected(table)).map(|(_, line)| line.clone()).collect()
    }

    /// The tables as the target has them; of a managed one the unmanaged columns alone.
    pub(super) fn wanted(&self, to: Backend) -> Catalog {
        let table = |(name, columns): (&String, &Vec<PlainColumn>)| {
            let primary_key = columns.iter().filter_map(|column| Some((column.key?, column.name.clone()))).collect();
            (name.clone(), Table { columns: columns.iter().map(|column| column.on(to)).collect(), primary_key, ..Table::default() })
        };
        Catalog { tables: self.tables.iter().chain(&self.columns).map(table).collect(), ..Catalog::default() }
    }

    /// Creates what the target lacks of the tables in `shapes`; nothing, if one of them can't be filled. A table that is there must
    /// have no rows, unless an interrupted copy has `begun` to fill it.
    pub(super) async fn create(&self, target: &mut Session, shapes: &[TableShape], begun: &(dyn Fn(&str) -> bool + Sync)) -> Result<()> {
        let mut wanted = self.wanted(target.backend()).tables;
        wanted.retain(|name, table| !table.columns.is_empty() && shapes.iter().any(|shape| shape.name == *name));
        let live = target.introspect(&Scope { tables: wanted.keys().cloned().collect(), ..Scope::default() }).await?;
        self.refuse_unfit(&live)?;
        for (name, found) in live.tables.iter().filter(|(name, _)| self.tables.contains_key(*name)) {
            if target.adds_foreign_keys_last() && !found.foreign_keys.is_empty() {
                return Err(refused(format!("table {name} of the target, which morag-db does not manage, has foreign keys")));
            }
            if !begun(name) && target.count_rows(name).await? > 0 {
                return Err(refused(format!("the target already has rows in {name}, which morag-db does not manage")));
            }
        }
        for (name, wanted) in wanted {
            let Some(found) = live.tables.get(&name) else {
                target.create_table(&name, wanted).await?;
                continue;
            };
            for column in wanted.columns.iter().filter(|column| !found.columns.iter().any(|there| there.name == column.name)) {
                target.add_column(&name, column).await?;
            }
        }
        Ok(())
    }

    /// Returns an error if a table that the target has lacks a column.
    pub(super) fn refuse_unfit(&self, live: &Catalog) -> Result<()> {
        for (name, columns) in &self.tables {
            let Some(found) = live.tables.get(name) else { continue };
            if let Some(column) = columns.iter().find(|column| !found.columns.iter().any(|there| there.name == column.name)) {
                return Err(refused(format!("table {name} of the target, which morag-db does not manage, has no column {}", column.name)));
            }
        }
        Ok(())
    }
}

fn refused(reason: String) -> Error {
    Error::refused(reason, "leave the table out with --exclude, or drop it in the target")
}

impl PlainColumn {
    fn shape(&self) -> ColumnShape {
        ColumnShape { name: self.name.clone(), kind: self.ty.kind() }
    }

    fn on(&self, to: Backend) -> Column {
        let nullable = self.nullable && (self.key.is_none() || Plain::takes_null_in_keys(to));
        Column { name: self.name.clone(), ty: self.ty.name(to, self.key.is_some()), nullable, ..Column::default() }
    }
}
