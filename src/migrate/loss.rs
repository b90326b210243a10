//! What undoing migrations would drop, with row counts; shown to the user before they confirm.

use super::history::History;
use super::known::Known;
use crate::catalog::expected::full_scope;
use crate::db::{Dependent, ObjectKind, Scope, Session, TableRows};
use crate::error::{Error, Result};
use migration::{Object, Step};
use serde::Serialize;

/// Objects and rows that would be lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Tables that are dropped, with row counts.
    pub tables: Vec<TableRows>,
    /// Other objects that are dropped: columns, types, functions and the like.
    pub objects: Vec<String>,
}

impl Loss {
    /// Finds in the live catalog what undoing `migrations` drops. Returns an error if unmanaged objects depend on it: they would
    /// be dropped too (on SQLite even rows of other tables), or the drop would fail half-way.
    pub(super) async fn of(session: &mut Session, migrations: &[&Known], history: &History) -> Result<Loss> {
        let droppable: Vec<Object> = migrations.iter().flat_map(|migration| droppable(migration, history)).collect();
        let existing = session.existing(&droppable).await?;
        let mut scope = Scope::default();
        for object in &existing {
            match object {
                Object::Table { name } => scope.tables.push(name.clone()),
                Object::Function { name } => scope.functions.push(name.clone()),
                Object::EnumType { name } => scope.enums.push(name.clone()),
                _ => {}
            }
        }
        scope.triggers = full_scope(session.backend())?.triggers;
        let mut inventory = session.inventory(&scope, false).await?;
        // objects that these migrations created or drop first are not unmanaged dependents
        let own: Vec<&Object> =
            droppable.iter().chain(migrations.iter().flat_map(|m| m.up.iter().filter_map(Step::creates_object))).collect();
        inventory.dependents.retain(|d| !own.iter().any(|object| is_same(d, object)));
        // a trigger is dropped with its table: it is listed, but not refused
        let goes_along = |d: &Dependent| {
            d.kind == ObjectKind::Trigger && d.name.rsplit_once(" on ").is_some_and(|(_, t)| scope.tables.contains(&plain(t)))
        };
        let (triggers, others): (Vec<_>, Vec<_>) = inventory.dependents.into_iter().partition(goes_along);
        inventory.dependents = others;
        if !inventory.dependents.is_empty() {
            let list: Vec<String> = inventory.dependents.iter().map(|d| format!("{} {}", d.kind, d.name)).collect();
            return Err(Error::refused(
                format!("objects that morag-db does not manage depend on what would be dropped: {}; nothing was changed", list.join(", ")),
                "drop them first if they may go",
            ));
        }
        let is_table = |object: &&Object| matches!(object, Object::Table { .. });
        let mut objects: Vec<String> = existing.iter().filter(|object| !is_table(object)).map(ToString::to_string).collect();
        objects.extend(triggers.into_iter().map(|d| format!("trigger {}", d.name)));
        let tables = inventory.tables.into_iter().map(|(table, rows)| TableRows { table, rows }).collect();
        Ok(Loss { tables, objects })
    }

    /// Returns the names without row counts, which applications may change in the meantime.
    fn names(&self) -> Vec<String> {
        self.tables.iter().map(|t| format!("table {}", t.table)).chain(self.objects.iter().cloned()).collect()
    }

    /// Returns an error if an object would be dropped that is not in `shown`.
    pub(super) fn refuse_more_than(&self, shown: &Loss) -> Result<()> {
        let known = shown.names();
        let new: Vec<String> = self.names().into_iter().filter(|name| !known.contains(name)).map(|name| format!("{name} is new")).collect();
        if new.is_empty() {
            return Ok(());
        }
        Err(Error::Differs {
            reason: "the database has changed since the plan was shown; nothing was undone".into(),
            findings: new,
            next: "run it again to see the plan as it is now",
        })
    }
}

/// Returns a name without schema and quotes.
fn plain(name: &str) -> String {
    name.rsplit('.').next().unwrap_or_default().trim_matches('"').to_string()
}

/// Whether a dependent is `object`; the dependent's name may include a schema and a table name.
fn is_same(dependent: &Dependent, object: &Object) -> bool {
    let (kind, name) = match object {
        Object::View { name } => ("view", name),
        Object::Table { name } => ("table", name),
        Object::Trigger { name, .. } => ("trigger", name),
        Object::ForeignKey { name, .. } => ("foreign key", name),
        Object::Function { name } => ("function", name),
        Object::Column { .. } | Object::Index { .. } | Object::EnumType { .. } => return false,
    };
    let named = dependent.name.split(" on ").next().unwrap_or_default();
    dependent.kind.as_str().ends_with(kind) && plain(named.split('(').next().unwrap_or_default()) == *name
}

/// Returns the objects that undoing `migration` may drop: everything its `down` drops if it is recorded as applied; after an
/// unfinished run up, only what that run created.
pub(crate) fn droppable(migration: &Known, history: &History) -> Vec<Object> {
    let drops = migration.down.iter().flatten().filter_map(Step::drops_object).cloned();
    match history.run(&migration.version) {
        Some(run) if run.direction == "up" => {
            let created = history.evidence_of(&migration.version).created_by(run, &migration.up);
            drops.filter(|object| created.contains(object)).collect()
        }
        _ => drops.collect(),
    }
}
