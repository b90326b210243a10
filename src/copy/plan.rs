//! What a copy would do: read from both databases before anything is written.

use super::changes::Changes;
use super::fits::{Check, Misfit, Reason};
use super::matching::{Matches, MergePlan};
use super::options::{CopyOptions, OnConflict};
use super::pipeline::{CopyObserver, Counter, check_rows};
use super::redact::Redaction;
use super::shape::{left_out, shapes};
use super::target::{Target, TargetState};
use super::unmanaged::Unmanaged;
use crate::catalog::Catalog;
use crate::catalog::expected::{expected, scope};
use crate::consent::Plan;
use crate::database_url::DatabaseUrl;
use crate::db::data_rules::data_rules;
use crate::db::transfer::TableShape;
use crate::db::{Access, Name, Row, Session, Sql, first};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::lifecycle::{connect, known_to_readers};
use crate::migrate::{self, Tolerance};
use crate::sql;
use serde::Serialize;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

/// A table of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedTable {
    /// Its name.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// Bytes of its values; `None` if they were not read, because both engines are the same.
    pub bytes: Option<u64>,
    /// How its rows compare with those of the target; only for a merge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<Matches>,
}

/// What a copy would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CopyPlan {
    /// The source, without its password.
    pub source: String,
    /// Its engine.
    pub source_engine: &'static str,
    /// The target, without its password.
    pub target: String,
    /// Its engine.
    pub target_engine: &'static str,
    /// Name of the target's database.
    #[serde(skip)]
    pub database: String,
    /// The version of the schema.
    pub version: String,
    /// State of the target.
    pub state: TargetState,
    /// The tables to copy.
    pub tables: Vec<PlannedTable>,
    /// What the target can't store.
    pub misfits: Vec<Misfit>,
    /// What is not copied: objects that morag-db does not manage, and tables that were not selected.
    pub not_copied: Vec<String>,
    /// What a merge would do; `None` for a copy into empty tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge: Option<MergePlan>,
}

impl CopyPlan {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Returns an error if the target can't store some values.
    pub fn refuse_misfits(&self) -> Result<()> {
        if self.misfits.is_empty() {
            return Ok(());
        }
        let values: u64 = self.misfits.iter().map(|misfit| misfit.values).sum();
        let plural = if values == 1 { "value" } else { "values" };
        Err(Error::Differs {
            reason: format!("{values} {plural} can't be stored in the target ({}); nothing was written", self.target_engine),
            findings: self.misfits.iter().map(ToString::to_string).collect(),
            next: "change these rows in the source, or select other tables with --tables and --exclude",
        })
    }
}

impl Plan for CopyPlan {
    fn database(&self) -> &str {
        &self.database
    }

    /// Rows are only added, unless a merge overwrites some.
    fn is_harmless(&self) -> bool {
        self.merge.as_ref().is_none_or(|merge| merge.on_conflict != OnConflict::Replace) || self.conflicts() == 0
    }
}

/// A copy whose plan is known. It holds the snapshot of the source.
#[derive(Debug)]
pub struct Copying {
    pub(super) source: Session,
    pub(super) options: CopyOptions,
    pub(super) shapes: Vec<TableShape>,
    pub(super) unmanaged: Unmanaged,
    pub(super) changes: Changes,
    pub(super) plan: CopyPlan,
}

impl Copying {
    /// Connects to both databases, begins the snapshot of the source and computes the plan. Changes nothing.
    pub async fn begin(options: CopyOptions, observer: &dyn CopyObserver) -> Result<Copying> {
        if options.from == options.to || is_same_file(&options.from, &options.to) {
            return Err(Error::configuration("the source and the target are the same database"));
        }
        Target::wait_until_settled(&options).await?;
        let mut source = open_source(&options.from).await?;
        let (version, live) = read_source(&mut source, &options.site_folder).await?;
        let scope = scope(&expected(source.backend(), &version)?);
        let unmanaged = match options.includes_unmanaged {
            true => Unmanaged::look(&mut source, &scope, &version, &live).await?,
            false => Unmanaged::default(),
        };
        let shapes = shapes(&version, &live, &options.selection, &unmanaged)?;
        let mut target = Target::look(&options, &version, source.url(), &shapes).await?;
        unmanaged.refuse_unfit(target.catalog())?;
        target.add_columns(unmanaged.wanted(target.backend));
        let salt = target.journal.as_ref().and_then(|journal| journal.salt.clone());
        let redaction = match (options.redacts, salt) {
            (true, Some(salt)) => Some(Redaction::with_salt(salt)),
            (true, None) => Some(Redaction::generate()?),
            (false, _) => None,
        };
        let changes = Changes::new(redaction, source.has_uuid_type(), target.has_uuids, options.uuid_format);
        let tables = count(&mut source, &shapes).await?;
        let mut plan = CopyPlan {
            source: source.url().to_string(),
            source_engine: source.backend().as_str(),
            target: options.to.to_string(),
            target_engine: target.backend.as_str(),
            database: options.to.database_name(),
            not_copied: left_out(&mut source, &scope, &shapes, &live, (&unmanaged, &options.selection)).await?,
            version,
            state: target.state,
            tables,
            misfits: Vec::new(),
            merge: None,
        };
        look_for_missing_tables(&mut source, &shapes, &target, &mut plan).await?;
        if source.backend() != target.backend {
            look_for_misfits(&mut source, &shapes, &changes, &target, &mut plan, observer).await?;
        }
        Ok(Copying { source, options, shapes, unmanaged, changes, plan })
    }

    /// Returns the plan.
    pub fn plan(&self) -> &CopyPlan {
        &self.plan
    }

    /// Ends the snapshot without copying anything.
    pub async fn abandon(self) {
        self.source.close().await;
    }
}

/// Connects to a source, which must be there.
pub(super) async fn open_source(url: &DatabaseUrl) -> Result<Session> {
    match connect(url, Access::Read, Duration::ZERO).await {
        Err(Error::Connect { source, target }) if source.kind == SqlErrorKind::DatabaseMissing => {
            Err(Error::configuration(format!("there is no database {target} to read ({source})")))
        }
        other => other,
    }
}

/// Whether both are one SQLite file, by whatever names.
fn is_same_file(from: &DatabaseUrl, to: &DatabaseUrl) -> bool {
    let (DatabaseUrl::Sqlite(from), DatabaseUrl::Sqlite(to)) = (from, to) else { return false };
    let about = |path: &Path| std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()));
    about(&from.path).is_some_and(|file| about(&to.path) == Some(file))
}

/// The version of the source, and its live schema, in the snapshot that the session then holds.
pub(super) async fn read_source(source: &mut Session, site_folder: &Path) -> Result<(String, Catalog)> {
    source.begin_snapshot().await?;
    let known = known_to_readers(source, site_folder)?;
    let (history, assessment) = migrate::status(source, &known).await?;
    let target = source.url().to_string();
    history.refuse_running(&target)?;
    migrate::check_history(&assessment, &history, Tolerance { out_of_order: true, newer: false })?;
    let Some(version) = assessment.built_in_version().map(String::from) else {
        return Err(Error::NotReady { target, reason: "has no tables of morag-db to copy", next: "create them with: morag-db init" });
    };
    let live = source.introspect(&scope(&expected(source.backend(), &version)?)).await?;
    Ok((version, live))
}

async fn count(source: &mut Session, shapes: &[TableShape]) -> Result<Vec<PlannedTable>> {
    let doing = "counting rows";
    let one = |shape: &TableShape| {
        sql!("SELECT {name} AS name, count(*) AS row_count FROM {table}", name = &shape.name, table = Name::of(shape.name.clone()))
    };
    let rows = if shapes.is_empty() { Vec::new() } else { source.fetch(&Sql::batch(shapes.iter().map(one))).await.doing(doing)? };
    let table = |row: &Row| Ok(PlannedTable { table: row.get("name")?, rows: row.get("row_count")?, bytes: None, matches: None });
    rows.iter().map(table).collect::<std::result::Result<_, _>>().doing(doing)
}

/// Rows whose foreign keys would lead nowhere, because their tables are not copied.
async fn look_for_missing_tables(source: &mut Session, shapes: &[TableShape], target: &Target, plan: &mut CopyPlan) -> Result<()> {
    let schema = expected(source.backend(), &plan.version)?;
    let is_there = |table: &String| shapes.iter().any(|shape| shape.name == *table) || target.filled.contains(table);
    for shape in shapes {
        let keys = schema.tables.get(&shape.name).map(|table| table.foreign_keys.clone()).unwrap_or_default();
        for key in keys.values().filter(|key| !is_there(&key.table)) {
            let Some(column) = key.columns.first() else { continue };
            let sql = sql!(
                "SELECT count(*) AS row_count FROM {table} WHERE {column} IS NOT NULL",
                table = Name::of(shape.name.clone()),
                column = Name::of(column.clone())
            );
            let doing = "looking for references";
            let values: u64 = first(&source.fetch(&sql).await.doing(doing)?).doing(doing)?.unwrap_or(0);
            if values > 0 {
                let object = format!("{}.{column} (refers to {})", shape.name, key.table);
                plan.misfits.push(Misfit { object, reason: Reason::MissingTable, values, first_keys: Vec::new() });
            }
        }
    }
    Ok(())
}

async fn look_for_misfits(
    source: &mut Session,
    shapes: &[TableShape],
    changes: &Changes,
    target: &Target,
    plan: &mut CopyPlan,
    observer: &dyn CopyObserver,
) -> Result<()> {
    let mut counter = Counter::new(observer, "checked", plan.rows());
    for shape in shapes {
        let mut check = Check::new(shape, target.limits, target.columns(shape));
        let bytes = check_rows(source, shape, changes, &mut check, &mut counter).await?;
        if let Some(planned) = plan.tables.iter_mut().find(|planned| planned.table == shape.name) {
            planned.bytes = Some(bytes);
        }
        plan.misfits.extend(check.misfits());
    }
    if target.limits.takes_anything || source.adds_foreign_keys_last() {
        return Ok(());
    }
    // engines that can be told not to check keys and checks may have rows that break them
    let catalog = expected(source.backend(), &plan.version)?;
    for rule in data_rules(source.backend(), &catalog, &plan.version, 1000)? {
        let is_rule = rule.object.starts_with("foreign key") || rule.object.starts_with("check");
        let is_copied = shapes.iter().any(|shape| rule.object.contains(&format!(" {}.", shape.name)));
        if !is_rule || !is_copied {
            continue;
        }
        let doing = || format!("checking {}", rule.object);
        let rows = source.fetch(&rule.query).await.doing(doing())?;
        let keys: Vec<String> = rows.iter().map(|row| row.get("row_key")).collect::<std::result::Result<_, _>>().doing(doing())?;
        if !keys.is_empty() {
            let values = keys.len() as u64;
            plan.misfits.push(Misfit {
                object: rule.object,
                reason: Reason::BreaksRule,
                values,
                first_keys: keys.into_iter().take(3).collect(),
            });
        }
    }
    Ok(())
}
