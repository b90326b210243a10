//! Step of a migration: its SQL, and a catalog probe that tells whether the step is done.
//! Rendering SQL (`dialect`) and executing it do not belong here.

use serde::{Deserialize, Serialize};

/// Database object that a probe can find in the live catalog.
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
        /// The table it is on; empty if the statement does not name it.
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

/// Catalog check that tells whether a step is done: the object exists, or it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Probe {
    /// The object to find.
    pub object: Object,
    /// Whether the step is done when the object exists (`true`) or when it does not (`false`).
    pub present: bool,
}

/// One SQL statement of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Name shown while the step runs, e.g. `create table users`.
    pub name: String,
    /// One statement, without a closing semicolon.
    pub sql: String,
    /// SQL used for the migration's checksum; set if `sql` was corrected after databases had recorded the checksum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_published: Option<String>,
    /// Probe that tells whether the step is done; `None` if the catalog can't tell.
    pub probe: Option<Probe>,
}

impl Step {
    /// Returns the object that this step creates; `None` if the catalog can't tell.
    pub fn creates_object(&self) -> Option<&Object> {
        self.probe.as_ref().filter(|probe| probe.present).map(|probe| &probe.object)
    }

    /// Returns the object that this step drops; `None` if it drops none that the catalog can show.
    pub fn drops_object(&self) -> Option<&Object> {
        self.probe.as_ref().filter(|probe| !probe.present).map(|probe| &probe.object)
    }

    /// Creates a step that is done when `object` exists.
    pub fn creates(name: impl Into<String>, object: Object, sql: impl Into<String>) -> Self {
        Step { name: name.into(), sql: sql.into(), probe: Some(Probe { object, present: true }), first_published: None }
    }

    /// Creates a step that is done when `object` does not exist.
    pub fn drops(name: impl Into<String>, object: Object, sql: impl Into<String>) -> Self {
        Step { name: name.into(), sql: sql.into(), probe: Some(Probe { object, present: false }), first_published: None }
    }

    /// Sets the SQL first published for this step, which stays the basis of the checksum. It must do the same as `sql`
    /// wherever it worked.
    pub fn corrected_from(self, first_published: impl Into<String>) -> Self {
        Step { first_published: Some(first_published.into()), ..self }
    }

    /// Returns the SQL used for the migration's checksum.
    pub fn published_sql(&self) -> &str {
        self.first_published.as_deref().unwrap_or(&self.sql)
    }

    /// Creates a step without a probe, which may run any number of times.
    pub fn repeatable(name: impl Into<String>, sql: impl Into<String>) -> Self {
        Step { name: name.into(), sql: sql.into(), probe: None, first_published: None }
    }
}
