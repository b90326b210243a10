//! Which rows of two databases differ, and the comparison of two databases without copying anything.

use super::changes::Changes;
use super::checksum::{Hasher, Sum, Sums, bucket};
use super::counts::COUNTS;
use super::fits::key_text;
use super::pipeline::{CopyObserver, Counter, sums};
use super::plan::{open_source, read_source};
use super::shape::{Selection, shapes};
use super::unmanaged::Unmanaged;
use crate::database_url::DatabaseUrl;
use crate::db::Session;
use crate::db::transfer::{Batch, Consumer, Part, TableShape};
use crate::error::{Error, Result};
use futures_util::future::BoxFuture;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// How many keys are named of a table.
const KEYS: usize = 10;
/// How many parts of a table are searched for them, so that few rows are kept in memory.
const PARTS: usize = 8;

/// Hashes of the rows in some parts of a table, by the hash of their keys.
struct Collecting<'a> {
    table: &'a TableShape,
    parts: &'a [usize],
    changes: &'a Changes,
    hasher: Hasher,
    rows: BTreeMap<u128, (u128, String)>,
}

impl Consumer for Collecting<'_> {
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        let mut batch = self.changes.rows(self.table, batch);
        for row in 0..batch.rows() {
            let hashes = self.hasher.row(self.table, batch.row(row));
            if self.parts.contains(&bucket(hashes.key)) {
                self.rows.insert(hashes.key, (hashes.row, key_text(self.table, &batch, row)));
            }
        }
        batch.clear();
        Box::pin(async { Ok(batch) })
    }
}

async fn collect(session: &mut Session, table: &TableShape, parts: &[usize], changes: &Changes) -> Result<BTreeMap<u128, (u128, String)>> {
    let mut collecting = Collecting { table, parts, changes, hasher: Hasher::default(), rows: BTreeMap::new() };
    session.read_rows(table, &Part::Whole, &mut collecting).await?;
    Ok(collecting.rows)
}

/// What differs in `parts` of a table, with the keys of the first rows.
pub(super) async fn differing_keys(
    source: &mut Session,
    target: &mut Session,
    table: &TableShape,
    parts: &[usize],
    changes: &Changes,
) -> Result<Vec<String>> {
    let searched = &parts[..parts.len().min(PARTS)];
    let read = collect(source, table, searched, changes).await?;
    let written = collect(target, table, searched, &Changes::NONE).await?;
    let missing: Vec<&String> = read.iter().filter(|(key, _)| !written.contains_key(key)).map(|(_, (_, text))| text).collect();
    let extra: Vec<&String> = written.iter().filter(|(key, _)| !read.contains_key(key)).map(|(_, (_, text))| text).collect();
    let is_other = |key: &u128, hash: u128| written.get(key).is_some_and(|(other, _)| *other != hash);
    let other: Vec<&String> = read.iter().filter(|(key, (hash, _))| is_other(key, *hash)).map(|(_, (_, text))| text).collect();
    let more = if searched.len() < parts.len() { " or more" } else { "" };
    let line = |what: &str, keys: Vec<&String>| {
        let named: Vec<&str> = keys.iter().take(KEYS).map(|key| key.as_str()).collect();
        let rows = if keys.len() == 1 && more.is_empty() { "row" } else { "rows" };
        (!keys.is_empty()).then(|| format!("{}: {}{more} {rows} {what}: {}", table.name, keys.len(), named.join(", ")))
    };
    let lines = [line("only in the source", missing), line("only in the target", extra), line("with other values", other)];
    let found: Vec<String> = lines.into_iter().flatten().collect();
    // e.g. two rows of a table without a key
    Ok(if found.is_empty() { vec![format!("{}: the checksums of its rows differ", table.name)] } else { found })
}

/// A table of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedTable {
    /// Its name.
    pub table: String,
    /// Rows of the source.
    pub source_rows: u64,
    /// Rows of the target.
    pub target_rows: u64,
    /// The checksum of the source's rows.
    pub source_checksum: Sum,
    /// The checksum of the target's rows.
    pub target_checksum: Sum,
}

/// Result of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompareReport {
    /// The source, without its password.
    pub source: String,
    /// The target, without its password.
    pub target: String,
    /// The version of both schemas.
    pub version: String,
    /// The tables.
    pub tables: Vec<ComparedTable>,
    /// Whether both have the same rows.
    pub equal: bool,
    /// What differs, one line each; empty if both are equal.
    pub differences: Vec<String>,
}

/// Compares the rows of two databases; writes nothing. Each is read as it is at one moment; these moments are not the same.
pub async fn compare(
    from: &DatabaseUrl,
    to: &DatabaseUrl,
    selection: &Selection,
    site_folder: &Path,
    observer: &dyn CopyObserver,
) -> Result<CompareReport> {
    let mut source = open_source(from).await?;
    let mut target = open_source(to).await?;
    let (version, live) = read_source(&mut source, site_folder).await?;
    let (other, target_live) = read_source(&mut target, site_folder).await?;
    if other != version {
        return Err(Error::refused(
            format!("the source is at version {version} and the target at {other}: their tables can't be compared"),
            "migrate the older one first: morag-db migrate up",
        ));
    }
    let mut tables = shapes(&version, &live, selection, &Unmanaged::default())?;
    // the same counts may be split into rows differently
    tables.retain(|table| !COUNTS.contains(&table.name.as_str()));
    shapes(&version, &target_live, selection, &Unmanaged::default())?;
    let mut counter = Counter::new(observer, "compared", 0);
    let mut report = CompareReport {
        source: source.url().to_string(),
        target: target.url().to_string(),
        version,
        tables: Vec::new(),
        equal: true,
        differences: Vec::new(),
    };
    for table in &tables {
        let read: Sums = sums(&mut source, table, &Part::Whole, &Changes::NONE, &mut counter).await?;
        let written = sums(&mut target, table, &Part::Whole, &Changes::NONE, &mut counter).await?;
        if read != written {
            let keys = differing_keys(&mut source, &mut target, table, &read.differing(&written), &Changes::NONE).await?;
            report.differences.extend(keys);
        }
        let (read, written) = (read.total(), written.total());
        report.tables.push(ComparedTable {
            table: table.name.clone(),
            source_rows: read.rows,
            target_rows: written.rows,
            source_checksum: read,
            target_checksum: written,
        });
    }
    report.equal = report.differences.is_empty();
    source.close().await;
    target.close().await;
    Ok(report)
}
