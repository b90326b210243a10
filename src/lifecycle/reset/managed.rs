//! What morag-db manages in this database, by its own books, and when a reset is refused.

use crate::catalog::expected::{expected, full_scope, scope, tables_touched_by};
use crate::catalog::{Difference, diff};
use crate::db::{Backend, Inventory, Scope, Session};
use crate::error::{Error, Result};
use crate::lifecycle::unfinished::marked;
use crate::migrate::{self, History, Known, Stream};
use migration::{BOOKKEEPING_TABLES, Object};

/// Scope of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetScope {
    /// What morag-db manages; refused if unmanaged objects depend on it.
    Managed,
    /// What morag-db manages, and unmanaged objects that depend on it.
    Dependents,
    /// Every object of the schema, managed or not.
    AllObjects,
}

/// Returns what the live tables have in addition to what their migrations created.
pub(super) async fn additions(session: &mut Session, known: &[Known], history: &History, ours: &Scope) -> Result<Vec<String>> {
    let assessment = migrate::assess(known, history);
    let Some(version) = assessment.built_in_version() else { return Ok(Vec::new()) };
    let expected = expected(session.backend(), version)?;
    let live = session.introspect(&scope(&expected)).await?;
    let is_added = |d: &Difference| d.expected.is_none() && d.actual.is_some() && !d.object.starts_with("trigger ");
    let mut found: Vec<String> = diff(&expected, &live).into_iter().filter(is_added).map(|d| d.object).collect();
    found.extend(session.attached(&ours.tables).await?);
    Ok(found)
}

/// Returns the names of objects that the applied migrations created. A table with a migration's name counts only if the
/// history shows that morag-db created it.
pub(super) fn managed(backend: Backend, known: &[Known], history: &History) -> Result<Scope> {
    let mut ours = Scope { tables: BOOKKEEPING_TABLES.iter().map(|t| t.to_string()).collect(), ..Scope::default() };
    for migration in known.iter().filter(|k| k.stream == Stream::BuiltIn && history.find(&k.version).is_some()) {
        ours.tables.extend(tables_touched_by(backend, &migration.version)?);
        let made = scope(&expected(backend, &migration.version)?);
        (ours.functions, ours.enums) = (made.functions, made.enums);
    }
    ours.triggers = full_scope(backend)?.triggers;
    for run in &history.runs {
        let Some(migration) = known.iter().find(|k| k.stream == Stream::BuiltIn && k.version == run.version) else { continue };
        ours.tables.extend(migrate::droppable(migration, history).into_iter().filter_map(|object| match object {
            Object::Table { name } => Some(name),
            _ => None,
        }));
    }
    if let Some(text) = &history.reset {
        ours.tables.extend(marked(text)?.tables);
    }
    ours.tables.sort();
    ours.tables.dedup();
    Ok(ours)
}

/// Refuses a reset that would drop what is unknown, or leave out what its migrations create again.
pub(super) async fn refuse(
    session: &mut Session,
    known: &[Known],
    history: &History,
    ours: &Scope,
    inventory: &Inventory,
    reach: ResetScope,
) -> Result<()> {
    if reach == ResetScope::AllObjects {
        return Ok(());
    }
    let unknown: Vec<&str> =
        history.applied.iter().map(|a| a.version.as_str()).filter(|v| !known.iter().any(|k| k.version == *v)).collect();
    if !unknown.is_empty() {
        return Err(Error::refused(
            format!(
                "this binary and its site files do not contain the applied migration {}, so the objects that it created are unknown",
                unknown.join(", ")
            ),
            "use the binary that created them, restore the site's files (--migrations-dir), or drop everything with --all-objects",
        ));
    }
    // these tables would not be dropped, and creating the migration's tables would fail
    let names: Vec<String> = full_scope(session.backend())?.tables;
    let names: Vec<String> = names.into_iter().filter(|t| !ours.tables.contains(t)).collect();
    let found = session.existing_tables(&names).await?;
    if !found.is_empty() {
        return Err(Error::refused(
            format!("the migration history does not show that morag-db created these tables: {}; nothing was changed", found.join(", ")),
            "take them over first (morag-db migrate adopt --dry-run), or drop everything with --all-objects",
        ));
    }
    if reach == ResetScope::Managed && !inventory.dependents.is_empty() {
        let list: Vec<String> = inventory.dependents.iter().map(|d| format!("{} {}", d.kind, d.name)).collect();
        return Err(Error::refused(
            format!("objects that morag-db does not manage depend on these tables: {}; nothing was changed", list.join(", ")),
            "drop them yourself, or drop them with the tables: --cascade",
        ));
    }
    Ok(())
}

/// Returns the applied site migrations, newest first; refuses if one can't be undone in a transaction.
pub(super) fn site_migrations(known: &[Known], history: &History) -> Result<Vec<String>> {
    let is_there = |k: &&Known| history.find(&k.version).is_some() || history.run(&k.version).is_some();
    let site: Vec<&Known> = known.iter().rev().filter(|k| k.stream == Stream::Site).filter(is_there).collect();
    for migration in &site {
        if migration.down.is_none() {
            return Err(Error::refused(
                format!("site migration {} has no down section, so it can't be undone first", migration.version),
                "write one (-- migrate:down), or drop everything with --all-objects",
            ));
        }
        if !migration.is_transactional {
            return Err(Error::refused(
                format!(
                    "site migration {} runs outside a transaction (transaction:false), so it can't be part of a reset",
                    migration.version
                ),
                "undo it first: morag-db migrate down --steps 1",
            ));
        }
    }
    Ok(site.into_iter().map(|k| k.version.clone()).collect())
}
