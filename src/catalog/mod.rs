//! What a live schema looks like, as plain data. `backend` fills it, `diff` compares two; nothing here asks a server.

mod diff;
pub mod expected;
pub mod sqlite_sql;

pub use diff::{Difference, Part, Severity, diff, renamed_tables};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The names that a look at a database covers.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Tables, with all that belongs to them.
    pub tables: Vec<String>,
    /// Functions without arguments.
    pub functions: Vec<String>,
    /// Native enum types.
    pub enums: Vec<String>,
    /// Triggers on those tables.
    pub triggers: Vec<String>,
}

/// The part of a schema that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Tables by name.
    pub tables: BTreeMap<String, Table>,
    /// Native enum types: labels in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub enums: BTreeMap<String, Vec<String>>,
    /// Functions without arguments: what they return, language and body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<String, String>,
    /// Rights on the whole schema that the login lacks, without which something may not be visible.
    #[serde(skip)]
    pub unseen: Vec<String>,
}

/// A table and all that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Position from 1, and column.
    pub primary_key: Vec<(u32, String)>,
    /// Plain and unique indexes but for the primary key's; a unique constraint is one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indexes: BTreeMap<String, Index>,
    /// Foreign keys by name; on SQLite, which has no names for them, by their columns.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub foreign_keys: BTreeMap<String, ForeignKey>,
    /// Checks by name, as the server writes them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub checks: BTreeMap<String, String>,
    /// Triggers by name, as the server writes them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub triggers: BTreeMap<String, String>,
    /// Rules by name, as the server writes them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, String>,
    /// Engine, collation and the like.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
    /// Names of unique constraints with their columns, where the engine hides them behind index names of its own.
    #[serde(skip)]
    pub unique_names: Vec<sqlite_sql::UniqueName>,
    /// The CREATE statements of its indexes and triggers, where the engine keeps them as text.
    #[serde(skip)]
    pub sources: BTreeMap<String, String>,
    /// Names of indexes that stand behind a unique constraint, while a catalog is read.
    #[serde(skip)]
    pub constraint_indexes: std::collections::BTreeSet<String>,
    /// The name of the primary key's constraint, where it has one that matters to DDL only.
    #[serde(skip)]
    pub primary_key_name: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as the server writes it.
    pub ty: String,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its default, as the server writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// How it is generated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<String>,
    /// Its collation, where that is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// What else the engine says of it, e.g. `on update …`.
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
    /// `btree` and the like; empty where the engine has one kind only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// `false` for one that CREATE INDEX CONCURRENTLY left half made.
    pub valid: bool,
    /// All that the other fields leave out, as the server writes it: operator classes, INCLUDE, invisibility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Whether it stands behind a constraint; to its users that is the same, so it does not count in a comparison.
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
    /// The referring columns.
    pub columns: Vec<String>,
    /// The table referred to.
    pub table: String,
    /// Its columns.
    pub referenced: Vec<String>,
    /// ON UPDATE
    pub on_update: String,
    /// ON DELETE
    pub on_delete: String,
    /// What else it says: `MATCH FULL`, `DEFERRABLE`, `NOT VALID`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Table {
    /// Gives the indexes of unique constraints the constraints' names.
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

/// `text` with every run of white space as one blank.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// MySQL writes string literals of expressions with the character set of the session that made them, and escaped:
/// `_utf8mb4\'pending\'`. What they say is `'pending'`.
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
