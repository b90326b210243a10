//! A step of a migration: its SQL, and a probe of the catalog that tells whether it has been done.
//! Rendering SQL does not belong here (`dialect`), nor running it.

use serde::{Deserialize, Serialize};

/// Something that a probe can look for in the live catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Object {
    /// A table.
    Table {
        /// Its name.
        name: String,
    },
    /// A column of a table.
    Column {
        /// The table.
        table: String,
        /// The column.
        name: String,
    },
    /// An index, by its own name.
    Index {
        /// The table that it is on.
        table: String,
        /// The index.
        name: String,
    },
    /// A foreign key, by its own name.
    ForeignKey {
        /// The table that has it.
        table: String,
        /// The constraint.
        name: String,
    },
    /// A view.
    View {
        /// Its name.
        name: String,
    },
    /// A trigger.
    Trigger {
        /// The table that it watches; empty where the statement does not say.
        table: String,
        /// The trigger.
        name: String,
    },
    /// A function without arguments.
    Function {
        /// Its name.
        name: String,
    },
    /// A native enum type.
    EnumType {
        /// Its name.
        name: String,
    },
}

impl std::fmt::Display for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Object::Table { name } => write!(f, "table {name}"),
            Object::Column { table, name } => write!(f, "column {table}.{name}"),
            Object::Index { table, name } if table.is_empty() => write!(f, "index {name}"),
            Object::Index { table, name } => write!(f, "index {table}.{name}"),
            Object::ForeignKey { table, name } => write!(f, "foreign key {table}.{name}"),
            Object::View { name } => write!(f, "view {name}"),
            Object::Trigger { name, .. } => write!(f, "trigger {name}"),
            Object::Function { name } => write!(f, "function {name}"),
            Object::EnumType { name } => write!(f, "type {name}"),
        }
    }
}

/// How the catalog tells that a step is done: the object is there, or it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Probe {
    /// What to look for.
    pub object: Object,
    /// Done when it is present (`true`) or when it is absent (`false`).
    pub present: bool,
}

/// One SQL statement of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What a person reads while it runs, e.g. `create table users`.
    pub name: String,
    /// One statement, without a closing semicolon.
    pub sql: String,
    /// The text that counts for the migration's checksum, where `sql` was corrected after databases had recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_published: Option<String>,
    /// Whether it has been done; `None` where the catalog cannot tell.
    pub probe: Option<Probe>,
}

impl Step {
    /// The object that this step creates; `None` where the catalog cannot tell.
    pub fn creates_object(&self) -> Option<&Object> {
        self.probe.as_ref().filter(|probe| probe.present).map(|probe| &probe.object)
    }

    /// The object that this step drops; `None` where it drops none that the catalog can tell.
    pub fn drops_object(&self) -> Option<&Object> {
        self.probe.as_ref().filter(|probe| !probe.present).map(|probe| &probe.object)
    }

    /// A step whose success shows as `object` being there.
    pub fn creates(name: impl Into<String>, object: Object, sql: impl Into<String>) -> Self {
        Step { name: name.into(), sql: sql.into(), probe: Some(Probe { object, present: true }), first_published: None }
    }

    /// A step whose success shows as `object` being gone.
    pub fn drops(name: impl Into<String>, object: Object, sql: impl Into<String>) -> Self {
        Step { name: name.into(), sql: sql.into(), probe: Some(Probe { object, present: false }), first_published: None }
    }

    /// The same step with the checksum of an earlier text, which did the same where it worked at all.
    pub fn corrected_from(self, first_published: impl Into<String>) -> Self {
        Step { first_published: Some(first_published.into()), ..self }
    }

    /// The text that counts for the checksum of the migration.
    pub fn published_sql(&self) -> &str {
        self.first_published.as_deref().unwrap_or(&self.sql)
    }

    /// A step that may run any number of times.
    pub fn repeatable(name: impl Into<String>, sql: impl Into<String>) -> Self {
        Step { name: name.into(), sql: sql.into(), probe: None, first_published: None }
    }
}
