//! The names of objects in PostgreSQL's catalog, and the statements that drop them.

use super::super::row::Row;
use super::super::session::Session;
use super::super::statement::Sql;
use super::queries::plain_names;
use crate::error::{Doing, SqlError};
use crate::sql;
use migration::Backend;
use std::collections::{BTreeMap, BTreeSet};

/// The catalog, the object, and the column of it, or 0.
pub(super) type Address = (u32, u32, i32);

/// Reads rows of which none may be left out: it could be an object that is dropped and was not in the plan.
pub(super) async fn all<T>(
    session: &mut Session,
    sql: &Sql,
    doing: &str,
    read: impl Fn(&Row) -> Result<T, SqlError>,
) -> crate::error::Result<Vec<T>> {
    session.fetch(sql).await.doing(doing)?.iter().map(read).collect::<Result<_, _>>().doing(doing)
}

/// An object with the words that name it.
#[derive(Debug)]
pub(super) struct Named {
    pub kind: String,
    pub identity: String,
    /// Its name, its table's, and the schema's, from the outside in.
    pub parts: Vec<String>,
    /// What kind of relation or constraint it is, as the catalog abbreviates it.
    pub detail: String,
}

pub(super) async fn names(session: &mut Session, addresses: &BTreeSet<Address>) -> crate::error::Result<BTreeMap<Address, Named>> {
    let mut names = BTreeMap::new();
    if addresses.is_empty() {
        return Ok(names);
    }
    let address = |(class, object, part): &Address| {
        let (class, object, part) = (Sql::number(*class), Sql::number(*object), Sql::number(*part));
        sql!("({class}::oid, {object}::oid, {part})", class, object, part)
    };
    let sql = plain_names(sql!(
        "SELECT v.c AS class, v.o AS object, v.s AS part, i.type, i.identity, array_to_json(a.object_names)::text AS names, \
         coalesce(k.relkind, n.contype) AS detail FROM (VALUES {addresses}) v(c, o, s) \
         CROSS JOIN LATERAL pg_catalog.pg_identify_object(v.c, v.o, v.s) i CROSS JOIN LATERAL pg_catalog.pg_identify_object_as_address(v.c, v.o, v.s) a \
         LEFT JOIN pg_catalog.pg_class k ON v.c = 'pg_catalog.pg_class'::regclass AND k.oid = v.o \
         LEFT JOIN pg_catalog.pg_constraint n ON v.c = 'pg_catalog.pg_constraint'::regclass AND n.oid = v.o",
        addresses = Sql::list(addresses.iter().map(address))
    ));
    let named = |row: &Row| {
        let parts: Option<serde_json::Value> = row.get("names")?;
        let parts = parts.and_then(|names| serde_json::from_value(names).ok()).unwrap_or_default();
        let detail = row.get::<Option<String>>("detail")?.unwrap_or_default();
        let address: Address = (row.get("class")?, row.get("object")?, row.get("part")?);
        Ok((address, Named { kind: row.get("type")?, identity: row.get("identity")?, parts, detail }))
    };
    names.extend(all(session, &sql, "naming what depends on these objects", named).await?);
    Ok(names)
}

impl Named {
    pub(super) fn is_table(&self) -> bool {
        matches!(self.detail.as_str(), "r" | "p") && self.kind == "table"
    }

    /// The first parts as a qualified name.
    pub(super) fn qualified(&self, count: usize) -> String {
        self.parts.iter().take(count).map(|part| Backend::Postgres.quote(part)).collect::<Vec<_>>().join(".")
    }

    pub(super) fn last(&self) -> String {
        self.parts.last().map(|part| Backend::Postgres.quote(part)).unwrap_or_default()
    }

    /// What drops it and nothing else; `None` where that is left to its owner.
    pub(super) fn drop_sql(&self) -> Option<String> {
        let identity = &self.identity;
        Some(match self.kind.as_str() {
            "table" | "view" | "materialized view" | "foreign table" | "sequence" | "index" | "function" | "procedure" | "aggregate"
            | "type" | "collation" => format!("DROP {} {identity}", self.kind.to_uppercase()),
            "composite type" => format!("DROP TYPE {identity}"),
            "statistics object" => format!("DROP STATISTICS {identity}"),
            "table column" | "foreign table column" => {
                let table = if self.kind == "table column" { "TABLE" } else { "FOREIGN TABLE" };
                format!("ALTER {table} {} DROP COLUMN {}", self.qualified(2), self.last())
            }
            "composite type column" => format!("ALTER TYPE {} DROP ATTRIBUTE {}", self.qualified(2), self.last()),
            "table constraint" => format!("ALTER TABLE {} DROP CONSTRAINT {}", self.qualified(2), self.last()),
            "default value" => format!("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", self.qualified(2), self.last()),
            "trigger" => format!("DROP TRIGGER {} ON {}", self.last(), self.qualified(2)),
            "rule" => format!("DROP RULE {} ON {}", self.last(), self.qualified(2)),
            "policy" => format!("DROP POLICY {} ON {}", self.last(), self.qualified(2)),
            _ => return None,
        })
    }

    pub(super) fn shown_kind(&self) -> String {
        match self.kind.as_str() {
            "table column" | "foreign table column" => "column".into(),
            "table constraint" if self.detail == "f" => "foreign key".into(),
            "table constraint" => "constraint".into(),
            other => other.into(),
        }
    }

    /// The query that counts what is lost with it.
    pub(super) fn count(&self) -> Option<Sql> {
        match self.kind.as_str() {
            // the server's own words, quoted where that is needed
            "table" | "materialized view" => Some(sql!("SELECT count(*) AS row_count FROM {table}", table = Sql::script(&self.identity))),
            "table column" => Some(sql!(
                "SELECT count({column}) AS row_count FROM {table}",
                column = Sql::script(self.last()),
                table = Sql::script(self.qualified(2))
            )),
            _ => None,
        }
    }
}
