//! What there is of the target before a copy: nothing, an empty schema, or what an interrupted copy has left.

use super::journal::Journal;
use super::options::CopyOptions;
use crate::catalog::Catalog;
use crate::catalog::expected::{expected, scope};
use crate::database_url::DatabaseUrl;
use crate::db::transfer::{ColumnLimits, Limits, TableShape, column_limits, limits_of_missing};
use crate::db::{Access, Backend, Name, Session, Sql};
use crate::error::{Error, Result, SqlErrorKind};
use crate::lifecycle::{connect, known_to_readers};
use crate::migrate::{self, History, Tolerance};
use crate::sql;
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
}

impl Target {
    pub(super) async fn look(options: &CopyOptions, version: &str, source: &DatabaseUrl, shapes: &[TableShape]) -> Result<Target> {
        let mut session = match connect(&options.to, Access::Read, Duration::ZERO).await {
            Err(Error::Connect { source, .. }) if source.kind == SqlErrorKind::DatabaseMissing => {
                let (backend, limits) = limits_of_missing(&options.to).await?;
                return Ok(Target {
                    backend,
                    state: TargetState::Missing,
                    has_uuids: limits.needs_uuids,
                    limits,
                    catalog: expected(backend, version)?,
                    journal: None,
                });
            }
            session => session?,
        };
        let found = Self::of(&mut session, options, version, source, shapes).await;
        session.close().await;
        found
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
        let mut target =
            Target { backend, state: TargetState::Missing, has_uuids: limits.needs_uuids, limits, catalog: wanted, journal: None };
        if history.applied.is_empty() && history.reset.is_none() {
            // what others have there, `init` refuses
            return Ok(target);
        }
        target.journal = history.copying.as_deref().map(Journal::parse).transpose()?;
        if let Some(journal) = &target.journal {
            target.state = match refuse_other_copy(journal, version, source) {
                Err(_) if options.replaces => TargetState::Replaced,
                other => other.map(|()| TargetState::Interrupted)?,
            };
            return Ok(target);
        }
        let known = known_to_readers(session, &options.site_folder)?;
        let (history, assessment) = migrate::status(session, &known).await?;
        migrate::check_history(&assessment, &history, Tolerance { out_of_order: true, newer: false })?;
        let found = assessment.built_in_version().unwrap_or("none");
        target.state = TargetState::Replaced;
        let live = session.introspect(&scope(&target.catalog)).await?;
        let tables: Vec<String> = live.tables.keys().filter(|t| shapes.iter().any(|s| s.name == **t)).cloned().collect();
        let filled = filled(session, &tables).await?;
        if found < version && filled.is_empty() {
            // e.g. a copy that was killed while it created the schema
            target.state = TargetState::Missing;
            return Ok(target);
        }
        if found != version && options.replaces {
            return Ok(target);
        }
        if found != version {
            return Err(Error::refused(
                format!("the source is at version {version} and the target at {found}"),
                "migrate the older one first (morag-db migrate up), or give a target that does not exist yet",
            ));
        }
        target.catalog = live;
        if !filled.is_empty() && options.replaces {
            return Ok(target);
        }
        if !filled.is_empty() {
            return Err(Error::refused(
                format!("the target already has rows in {}", filled.join(", ")),
                "give an empty or new database as the target, or drop the rows first: morag-db reset, or morag-db restore --replace",
            ));
        }
        target.state = TargetState::Empty;
        Ok(target)
    }

    /// What columns of `shape` can't store.
    pub(super) fn columns(&self, shape: &TableShape) -> Vec<ColumnLimits> {
        let table = self.catalog.tables.get(&shape.name);
        let column = |name: &str| table.and_then(|table| table.columns.iter().find(|column| column.name == name));
        let limits = |name: &str| column(name).map(|column| column_limits(self.backend, &self.catalog, column));
        shape.columns.iter().map(|column| limits(&column.name).unwrap_or_default()).collect()
    }
}

fn refuse_other_copy(journal: &Journal, version: &str, source: &DatabaseUrl) -> Result<()> {
    if journal.source == source.to_string() && journal.version == version {
        return Ok(());
    }
    Err(Error::refused(
        format!("a copy of {} at version {} into this database was interrupted", journal.source, journal.version),
        "complete it with the same --from, or empty the target: morag-db reset",
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
