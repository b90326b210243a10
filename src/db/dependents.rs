//! Objects that can't stay as they are when others are dropped.

use super::object_kind::ObjectKind;
use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use crate::error::{Doing, Result, SqlError};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something of others that can't stay as it is when our tables go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Dependent {
    /// `view`, `table`, `constraint`, `column`, `trigger`, `function` and so on.
    pub kind: ObjectKind,
    /// Its name, with its table where it has one, and on PostgreSQL its schema.
    pub name: String,
    /// How many rows, or values of a column, go with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// What drops it by itself, where dropping ours does not.
    #[serde(skip)]
    pub drop: Option<String>,
}

/// What a drop takes along, and how it is done.
#[derive(Debug, Default)]
pub(crate) struct Closure {
    /// Objects that depend on the dropped ones, in the order of their names.
    pub dependents: Vec<Dependent>,
    /// The number of rows of each dropped table that is not ours, by name.
    pub rows: BTreeMap<String, u64>,
    /// The statements, dependents first, where the engine needs them in an order of its own.
    pub statements: Vec<String>,
}

/// The dependents that `sql` lists, where dropping ours needs no order.
pub(super) async fn dependents(session: &mut Session, sql: Sql) -> Result<Closure> {
    let doing = "searching for what depends on these tables";
    let dependent = |row: &Row| Ok(Dependent { kind: row.get("kind")?, name: row.get("name")?, rows: None, drop: row.get("drop_sql")? });
    let rows = session.fetch(&sql).await.doing(doing)?;
    let mut dependents: Vec<Dependent> = rows.iter().map(dependent).collect::<std::result::Result<_, SqlError>>().doing(doing)?;
    dependents.sort();
    Ok(Closure { dependents, ..Closure::default() })
}
