//! Schema catalogs as plain data. `db` reads one from a live database, `diff` compares two; no code here queries a server.

mod diff;
mod display;
pub mod expected;
pub mod sqlite_sql;

pub use diff::{Difference, Part, Severity, diff, renamed_tables};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Option of a table that has its partition key, as PostgreSQL shows it.
pub(crate) const PARTITIONED_BY: &str = "partitioned by";

/// Names of the objects to read from a database.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Tables, with their columns, keys, indexes and so on.
    pub tables: Vec<String>,
    /// Functions without arguments.
    pub functions: Vec<String>,
    /// Native enum types.
    pub enums: Vec<String>,
    /// Triggers on those tables.
    pub triggers: Vec<String>,
}

/// Catalog of the requested part of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Tables by name.
    pub tables: BTreeMap<String, Table>,
    /// Native enum types by name: labels in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub enums: BTreeMap<String, Vec<String>>,
    /// Functions without arguments by name: return type, language and body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<String, String>,
    /// Privileges on the whole schema that the login lacks; without them objects may be invisible.
    #[serde(skip)]
    pub unseen: Vec<String>,
}

/// Table with its columns, keys, indexes, checks, triggers and options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Primary key columns, each with its position from 1.
    pub primary_key: Vec<(u32, String)>,
    /// Indexes by name, without that of the primary key; includes unique constraints.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indexes: BTreeMap<String, Index>,
    /// Foreign keys by name; by their columns on SQLite, which does not expose names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub foreign_keys: BTreeMap<String, ForeignKey>,
    /// Check constraints by name, as the server prints them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub checks: BTreeMap<String, String>,
    /// Triggers by name, as the server prints them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub triggers: BTreeMap<String, String>,
    /// Rewrite rules by name, as the server prints them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, String>,
    /// Table options, such as storage engine and collation.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
    /// Names and columns of unique constraints, if the engine generates other names for their indexes (SQLite).
    #[serde(skip)]
    pub unique_names: Vec<sqlite_sql::UniqueName>,
    /// CREATE statements of indexes and triggers, if the engine stores them as text.
    #[serde(skip)]
    pub sources: BTreeMap<String, String>,
    /// Names of indexes that implement a unique constraint; used only while a catalog is read.
    #[serde(skip)]
    pub constraint_indexes: std::collections::BTreeSet<String>,
    /// Name of the primary key constraint, if it has one; used only in DDL.
    #[serde(skip)]
    pub primary_key_name: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Type, as the server prints it.
    pub ty: String,
    /// Whether it accepts NULL.
    pub nullable: bool,
    /// Default, as the server prints it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Expression of a generated column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<String>,
    /// Collation, if it differs from the type's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// Other properties, e.g. `on update …`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<String>,
}

/// An index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Index {
    /// Whether it is unique.
    pub unique: bool,
    /// Columns or expressions in order, with prefix length and direction.
    pub columns: Vec<String>,
    /// The condition of a partial index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<String>,
    /// Index method such as `btree`; empty on engines with only one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// `false` if CREATE INDEX CONCURRENTLY failed and left the index invalid.
    pub valid: bool,
    /// Other properties, as the server prints them: operator classes, INCLUDE, invisibility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Whether it implements a constraint; ignored in comparisons, because the effect is the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_constraint: bool,
}

impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        let parts = |i: &Index| (i.unique, i.columns.clone(), i.predicate.clone(), i.method.clone(), i.valid, i.detail.clone());
        parts(self) == parts(other)
    }
}

impl Eq for Index {}

impl Default for Index {
    fn default() -> Self {
        Index {
            unique: false,
            columns: Vec::new(),
            predicate: None,
            method: String::new(),
            valid: true,
            detail: None,
            is_constraint: false,
        }
    }
}

/// A foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// The referencing columns.
    pub columns: Vec<String>,
    /// The referenced table.
    pub table: String,
    /// The referenced columns.
    pub referenced: Vec<String>,
    /// ON UPDATE
    pub on_update: String,
    /// ON DELETE
    pub on_delete: String,
    /// Other properties: `MATCH FULL`, `DEFERRABLE`, `NOT VALID`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Table {
    /// Renames the indexes of unique constraints to the names of the constraints.
    pub(crate) fn name_unique_constraints(&mut self) {
        for (name, columns) in std::mem::take(&mut self.unique_names) {
            let hidden =
                self.indexes.iter().find(|(n, i)| n.starts_with("sqlite_autoindex_") && i.columns == columns).map(|(n, _)| n.clone());
            if let Some(index) = hidden.and_then(|n| self.indexes.remove(&n)) {
                self.indexes.insert(name, index);
            }
        }
    }
}

/// Replaces every run of white space in `text` with one space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes character set introducers and escapes from string literals: MySQL prints `'pending'` in an expression as
/// `_utf8mb4\'pending\'`, with the character set of the session that created it.
pub fn without_charset_introducers(text: &str) -> String {
    let text = text.replace("\\'", "'");
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('_') {
        let (before, after) = rest.split_at(at);
        result.push_str(before);
        let name_length = after[1..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(after.len(), |n| n + 1);
        let starts_a_word = !result.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '`' || c == '\'');
        if starts_a_word && after[name_length..].starts_with('\'') {
            rest = &after[name_length..];
        } else {
            result.push_str(&after[..name_length]);
            rest = &after[name_length..];
        }
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charset_introducers_are_dropped_and_nothing_else() {
        let text = r"(`content_type` in (_utf8mb4\'audio\',_latin1\'video\'))";
        assert_eq!(without_charset_introducers(text), "(`content_type` in ('audio','video'))");
        assert_eq!(without_charset_introducers("retry_count >= 0"), "retry_count >= 0");
        assert_eq!(without_charset_introducers("'WAITING_FOR_REMOTE_WORKER'"), "'WAITING_FOR_REMOTE_WORKER'");
    }
}
