//! What undoing would drop, with rows: what a person must have seen before they agree to it.

use super::history::History;
use super::known::Known;
use crate::catalog::expected::full_scope;
use crate::db::{Dependent, Scope, Session, TableRows};
use crate::error::{Error, Result};
use migration::{Object, Step};
use serde::Serialize;

/// What would be lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Tables that are dropped, with their rows.
    pub tables: Vec<TableRows>,
    /// Columns, types, functions and the like that are dropped besides.
    pub objects: Vec<String>,
}

impl Loss {
    /// Looks at the live catalog for what undoing `migrations` drops. Refuses where something of others depends on it: a drop
    /// would take it along (on SQLite even the rows of other tables), or fail half-way.
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
        // what these migrations created themselves, or drop first, is in nobody's way
        let own: Vec<&Object> =
            droppable.iter().chain(migrations.iter().flat_map(|m| m.up.iter().filter_map(Step::creates_object))).collect();
        inventory.dependents.retain(|d| !own.iter().any(|object| is_same(d, object)));
        // a trigger goes with its table: it is named, and in nobody's way
        let goes_along =
            |d: &Dependent| d.kind == "trigger" && d.name.rsplit_once(" on ").is_some_and(|(_, t)| scope.tables.contains(&plain(t)));
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

    /// Names without counts, which others may change meanwhile.
    fn names(&self) -> Vec<String> {
        self.tables.iter().map(|t| format!("table {}", t.table)).chain(self.objects.iter().cloned()).collect()
    }

    /// Refuses where something is to be dropped now that `shown` did not name.
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

/// A name without its schema and its quotes.
fn plain(name: &str) -> String {
    name.rsplit('.').next().unwrap_or_default().trim_matches('"').to_string()
}

/// Whether a dependent, whose name may have a schema and the name of its table, is `object`.
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
    dependent.kind.ends_with(kind) && plain(named.split('(').next().unwrap_or_default()) == *name
}

/// The objects that undoing `migration` may drop: all that its `down` drops where it is recorded as applied; of a run up that
/// did not end, what that run created.
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
