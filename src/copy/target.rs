//! What there is of the target before a copy: nothing, an empty schema, or what an interrupted copy has left.

use super::journal::Journal;
use super::options::{CopyOptions, ExistingRows};
use crate::catalog::Catalog;
use crate::catalog::expected::{expected, scope};
use crate::database_url::DatabaseUrl;
use crate::db::transfer::{ColumnLimits, Limits, TableShape, column_limits, limits_of_missing};
use crate::db::{Access, Backend, Name, Session, Sql};
use crate::error::{Error, Result, SqlErrorKind};
use crate::lifecycle::{connect, known_to_readers};
use crate::migrate::{self, History, Tolerance};
use crate::sql;
use migration::BOOKKEEPING_TABLES;
use serde::Serialize;
use std::time::Duration;

/// State of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetState {
    /// It does not exist, has no tables, or no rows and an older schema: it is created, or migrated, to the version of the source.
    Missing,
    /// It has the schema and no rows.
    Empty,
    /// A copy from the same source was interrupted.
    Interrupted,
    /// It has rows or another version, and is to be reset first.
    Replaced,
    /// It may have rows, which stay; those of the source are added.
    Merged,
}

/// What was found of the target.
pub(super) struct Target {
    pub backend: Backend,
    pub state: TargetState,
    pub limits: Limits,
    /// Whether it has a type for UUIDs.
    pub has_uuids: bool,
    /// Its schema, which limits what columns can store.
    catalog: Catalog,
    pub journal: Option<Journal>,
    /// Tables that have rows, whether they are to be copied or not.
    pub filled: Vec<String>,
}

impl Target {
    pub(super) async fn look(options: &CopyOptions, version: &str, source: &DatabaseUrl, shapes: &[TableShape]) -> Result<Target> {
        let mut session = match connect(&options.to, Access::Read, Duration::ZERO).await {
            Err(Error::Connect { source, .. }) if source.kind == SqlErrorKind::DatabaseMissing => {
                if matches!(options.existing, ExistingRows::Merged(_)) {
                    return Err(no_tables(&options.to));
                }
                let (backend, limits) = limits_of_missing(&options.to).await?;
                return Ok(Target {
                    backend,
                    state: TargetState::Missing,
                    has_uuids: limits.needs_uuids,
                    limits,
                    catalog: expected(backend, version)?,
                    journal: None,
                    filled: Vec::new(),
                });
            }
            session => session?,
        };
        let found = Self::of(&mut session, options, version, source, shapes).await;
        session.close().await;
        found
    }

    /// Waits until no other process migrates the target or copies into it.
    pub(super) async fn wait_until_settled(options: &CopyOptions) -> Result<()> {
        let mut session = match connect(&options.to, Access::Read, Duration::ZERO).await {
            Err(Error::Connect { source, .. }) if source.kind == SqlErrorKind::DatabaseMissing => return Ok(()),
            session => session?,
        };
        let settled = History::read(&mut session).await?.when_settled(&mut session, options.timeouts.lock).await;
        session.close().await;
        settled.map(drop)
    }

    async fn of(
        session: &mut Session,
        options: &CopyOptions,
        version: &str,
        source: &DatabaseUrl,
        shapes: &[TableShape],
    ) -> Result<Target> {
        let (backend, limits) = (session.backend(), session.limits().await?);
        let wanted = expected(backend, version)?;
        let history = History::read(session).await?;
        let merges = matches!(options.existing, ExistingRows::Merged(_));
        if merges {
            history.refuse_unfinished_copy()?;
        }
        let mut target = Target {
            backend,
            state: TargetState::Missing,
            has_uuids: limits.needs_uuids,
            limits,
            catalog: wanted,
            journal: None,
            filled: Vec::new(),
        };
        if history.applied.is_empty() && history.reset.is_none() {
            if merges {
                return Err(no_tables(&options.to));
            }
            // what others have there, `init` refuses
            return Ok(target);
        }
        target.journal = history.copying.as_deref().map(Journal::parse).transpose()?;
        if let Some(journal) = &target.journal {
            target.state = match refuse_other_copy(journal, options, version, source, shapes) {
                Err(_) if options.existing == ExistingRows::Dropped => TargetState::Replaced,
                other => other.map(|()| TargetState::Interrupted)?,
            };
            return Ok(target);
        }
        target.look_at_rows(session, options, version, shapes).await
    }

    /// What there is of a schema and of rows.
    async fn look_at_rows(mut self, session: &mut Session, options: &CopyOptions, version: &str, shapes: &[TableShape]) -> Result<Target> {
        let known = known_to_readers(session, &options.site_folder)?;
        let (history, assessment) = migrate::status(session, &known).await?;
        migrate::check_history(&assessment, &history, Tolerance { out_of_order: true, newer: false })?;
        let found = assessment.built_in_version().unwrap_or("none");
        self.state = TargetState::Replaced;
        let mut scope = scope(&self.catalog);
        let unmanaged: Vec<String> = shapes.iter().map(|s| s.name.clone()).filter(|name| !scope.tables.contains(name)).collect();
        scope.tables.extend(unmanaged);
        let live = session.introspect(&scope).await?;
        let tables: Vec<String> = live.tables.keys().filter(|t| !BOOKKEEPING_TABLES.contains(&t.as_str())).cloned().collect();
        self.filled = filled(session, &tables).await?;
        let filled: Vec<&str> = self.filled.iter().map(String::as_str).filter(|t| shapes.iter().any(|s| s.name == **t)).collect();
        let merges = matches!(options.existing, ExistingRows::Merged(_));
        if found < version && filled.is_empty() && !merges {
            // e.g. a copy that was killed while it created the schema
            self.state = TargetState::Missing;
            return Ok(self);
        }
        if found != version && options.existing == ExistingRows::Dropped {
            return Ok(self);
        }
        if found != version {
            return Err(Error::refused(
                format!("the source is at version {version} and the target at {found}"),
                format!(
                    "{}migrate the older one first: morag-db --database-url {} migrate up",
                    if merges { "" } else { "give a target that does not exist yet, or " },
                    if found < version { options.to.to_string() } else { options.from.to_string() }
                ),
            ));
        }
        let unmanaged = filled.iter().find(|name| !self.catalog.tables.contains_key(**name)).map(|name| name.to_string());
        self.catalog = live;
        if merges {
            self.state = TargetState::Merged;
            return Ok(self);
        }
        if !filled.is_empty() && options.existing == ExistingRows::Dropped {
            return Ok(self);
        }
        if let Some(name) = unmanaged {
            return Err(Error::refused(
                format!("the target already has rows in {name}, which morag-db does not manage"),
                "leave the table out with --exclude, or remove its rows",
            ));
        }
        if !filled.is_empty() {
            return Err(Error::refused(
                format!("the target already has rows in {}", filled.join(", ")),
                format!(
                    "add to them with copy --into-existing, give an empty or new database as the target, or drop its rows first: \
                     morag-db --database-url {} reset (restore: --replace)",
                    options.to
                ),
            ));
        }
        self.state = TargetState::Empty;
        Ok(self)
    }

    /// Its tables, as far as they were looked at.
    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Adds tables and columns that the schema does not have.
    pub(super) fn add_columns(&mut self, more: Catalog) {
        for (name, more) in more.tables {
            let table = self.catalog.tables.entry(name).or_default();
            let new = more.columns.into_iter().filter(|column| !table.columns.iter().any(|known| known.name == column.name));
            table.columns.extend(new.collect::<Vec<_>>());
        }
    }

    /// What columns of `shape` can't store.
    pub(super) fn columns(&self, shape: &TableShape) -> Vec<ColumnLimits> {
        let table = self.catalog.tables.get(&shape.name);
        let column = |name: &str| table.and_then(|table| table.columns.iter().find(|column| column.name == name));
        let limits = |name: &str| column(name).map(|column| column_limits(self.backend, &self.catalog, column));
        shape.columns.iter().map(|column| limits(&column.name).unwrap_or_default()).collect()
    }
}

fn no_tables(target: &DatabaseUrl) -> Error {
    Error::refused(format!("{target} has no tables of morag-db to add rows to"), "leave --into-existing out: copy creates the target")
}

fn refuse_other_copy(journal: &Journal, options: &CopyOptions, version: &str, source: &DatabaseUrl, shapes: &[TableShape]) -> Result<()> {
    let is_same_selection = journal.selected.iter().eq(shapes.iter().map(|shape| &shape.name));
    let is_same = [
        (journal.source == source.to_string() && journal.version == version, "--from"),
        (is_same_selection, "--tables, --exclude or --include-unmanaged"),
        (journal.salt.is_some() == options.redacts, "--redact"),
    ];
    let Some((_, other)) = is_same.into_iter().find(|(is_same, _)| !is_same) else { return Ok(()) };
    let redacted = if journal.salt.is_some() { ", with --redact" } else { "" };
    Err(Error::refused(
        format!(
            "a copy of {} at version {} ({} tables{redacted}) into this database was interrupted, and this one has another {other}",
            journal.source,
            journal.version,
            journal.selected.len()
        ),
        format!("complete it with the same options, or drop what it wrote: morag-db --database-url {} reset", options.to),
    ))
}

/// Which of `tables` have rows.
async fn filled(session: &mut Session, tables: &[String]) -> Result<Vec<String>> {
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    let one = |table: &String| sql!("SELECT {table} AS name WHERE EXISTS (SELECT 1 FROM {from})", table, from = Name::of(table.clone()));
    session.column(&Sql::batch(tables.iter().map(one)), "checking whether the target is empty").await
}
