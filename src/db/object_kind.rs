//! The kinds of objects in a database.

use serde::{Serialize, Serializer};
use std::fmt;

/// Kind of an object, by the name that the engines and their documentation use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// `table`
    Table,
    /// `view`
    View,
    /// `materialized view`
    MaterializedView,
    /// `foreign table`
    ForeignTable,
    /// `function`
    Function,
    /// `type`
    Type,
    /// `trigger`
    Trigger,
    /// `foreign key`
    ForeignKey,
    /// `column`
    Column,
    /// Any other kind, by its name.
    Other(String),
}

impl ObjectKind {
    /// The name of the kind.
    pub fn as_str(&self) -> &str {
        match self {
            ObjectKind::Table => "table",
            ObjectKind::View => "view",
            ObjectKind::MaterializedView => "materialized view",
            ObjectKind::ForeignTable => "foreign table",
            ObjectKind::Function => "function",
            ObjectKind::Type => "type",
            ObjectKind::Trigger => "trigger",
            ObjectKind::ForeignKey => "foreign key",
            ObjectKind::Column => "column",
            ObjectKind::Other(name) => name,
        }
    }

    /// Whether objects of this kind have rows that are read by their name.
    pub fn is_relation(&self) -> bool {
        matches!(self, ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::ForeignTable)
    }
}

impl From<String> for ObjectKind {
    fn from(name: String) -> Self {
        use ObjectKind::{Column, ForeignKey, ForeignTable, Function, MaterializedView, Other, Table, Trigger, Type, View};
        let known = [Table, View, MaterializedView, ForeignTable, Function, Type, Trigger, ForeignKey, Column];
        known.into_iter().find(|kind| kind.as_str() == name).unwrap_or(Other(name))
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ObjectKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
