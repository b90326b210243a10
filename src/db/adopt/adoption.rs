//! What the engines' adoptions have in common: the trait and its types.

use crate::catalog::{Catalog, Column, Part, Table};
use crate::db::statement::Sql;
use crate::db::value::Name;
use serde::Serialize;

/// What a type holds; of numbers and JSON, a larger rank holds all that a smaller one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Text,
    Enum,
    Time,
    Json(u8),
    Integer(u8),
    Float(u8),
    Bool,
    Uuid,
    Other,
}

/// What a statement costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// Every row is written again; nobody writes to the table meanwhile.
    RewritesTable,
    /// Every row is read.
    ReadsTable,
    /// The catalog alone changes.
    Instant,
}

/// What an adoption does in each engine's own way. Queries are returned, not run; `None` where an engine has no such thing.
pub(crate) trait Adoption: Sync {
    /// Whether a rule that rows break can be added all the same, without its being checked.
    fn may_stay_unchecked(&self, part: &Part) -> bool;
    /// Whether a rule that rows break is left out; where a table is altered by copying it, it is part of the new table.
    fn leaves_rules_out(&self) -> bool;
    /// What `statement` costs, as far as that can be told from its text.
    fn cost(&self, statement: &str) -> Cost;
    /// Columns of these tables that foreign keys of other tables refer to, with the key's name, where that forbids to change them.
    fn pinned_columns(&self, tables: &[String]) -> Option<Sql>;
    /// A row if `zone` can be used for a conversion.
    fn time_zone_check(&self, zone: &str) -> Sql;
    /// Keeps other sessions from writing to these tables until the transaction ends, where that is not so anyway.
    fn lock_tables(&self, tables: Sql) -> Sql;
    /// Foreign keys that rows break, where adding a key does not check it.
    fn broken_keys(&self, tables: &[String]) -> Option<Sql>;
    /// What is wrong with tables whose names differ in case alone.
    fn in_another_case(&self, names: &[String]) -> Option<Sql>;
    /// What a type holds, where the engine has a word for it of its own.
    fn own_family(&self, ty: &str, schema: &Catalog) -> Option<Family>;
    /// Whether every value of the live type is one of the wanted type, apart from what the rules check and what holds on every engine.
    fn converts(&self, live: Family, wanted: Family) -> bool;
    /// Whether names of columns that differ in case alone are the same.
    fn ignores_case(&self) -> bool;
    /// Structures that a copy of the table would not keep.
    fn not_copied(&self, name: &str, table: &Table) -> Vec<String>;
    /// Whether the engine itself has made sure that every row has its referenced row, as soon as it lists the key.
    fn enforces_keys(&self) -> bool;
    /// The labels of an enum type.
    fn labels(&self, ty: &str, schema: &Catalog) -> Option<Vec<String>>;
    /// Whether a column refuses text that is longer than its type says.
    fn limits_length(&self) -> bool;
    /// Rules of its own that a value must keep to be converted: what is wrong, and the condition of a row that breaks it.
    fn conversion_rule(&self, column: &str, wanted: &Column, live: &Column) -> Option<(&'static str, String)>;
    /// A check on columns that will be compared byte by byte, as it is for columns that are not yet.
    fn bytewise(&self, wanted: &Table, live: &Table, expression: &str) -> String;
    /// The query for the number of rows and their checksum.
    fn checksum(&self, sum: &Checksum<'_>) -> String;
    /// The statement that moves times of another zone to UTC, where the type does not tell a zone.
    fn shift(&self, name: &str, table: &Table, columns: &[String], time_zone: &str) -> Option<String>;
    /// The statement that gives columns which became double the value that their float had.
    fn widen(&self, name: &str, table: &Table, columns: &[String]) -> Option<String>;
    /// The statement that deletes the rows `t` for which `condition` holds and which were copied to another table.
    fn delete_copied(&self, from: Name, to: Name, condition: Sql) -> Sql;
    /// Marks columns that hold times in another format; see [`Session::mark_text_times`].
    fn has_text_times(&self) -> bool;
}

/// What a checksum is computed of.
pub(crate) struct Checksum<'a> {
    /// The table.
    pub table: &'a str,
    /// Pairs of the wanted and the live column.
    pub columns: &'a [(&'a Column, &'a Column)],
    /// Columns that were floats before an adoption was interrupted.
    pub floats: &'a [String],
    /// The zone of times that do not tell one.
    pub time_zone: &'a str,
    /// Whether the conversion is still to come, and is part of the query.
    pub is_before: bool,
}

/// The labels of `enum('a','b')`, as the catalog writes them.
pub(crate) fn column_labels(ty: &str) -> Option<Vec<String>> {
    let inside = ty.strip_prefix("enum(")?.strip_suffix(')')?;
    Some(inside.trim_matches('\'').split("','").map(|label| label.replace("''", "'")).collect())
}
