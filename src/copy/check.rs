//! Whether a backup is whole, and its restoration.

use super::archive;
use super::backup::url_of;
use super::changes::Changes;
use super::manifest::{Manifest, damaged};
use super::options::CopyOptions;
use super::part::PartFile;
use super::pipeline::{CopyObserver, Counter, sums};
use super::plan::{CopyPlan, Copying};
use super::run::CopyReport;
use super::shape::Selection;
use crate::consent::{Confirmation, Confirmed};
use crate::db::transfer::{Part, logical_tables};
use crate::db::{Access, Row, Session};
use crate::error::{Doing, Error, Result};
use crate::lifecycle::connect;
use crate::sql;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Result of a check: the backup is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The file.
    pub file: PathBuf,
    /// What it says of itself.
    #[serde(flatten)]
    pub manifest: Manifest,
}

/// A backup that is known to be whole, as an SQLite file.
#[derive(Debug)]
pub struct Opened {
    database: PathBuf,
    manifest: Manifest,
    /// The decompressed file, which is removed in the end.
    _unpacked: Option<PartFile>,
}

impl Opened {
    /// Decompresses a backup, where it is compressed, and checks that it is whole.
    ///
    /// # Errors
    /// The file is no backup, is damaged, or was written by a newer version.
    pub async fn open(file: &Path, observer: &dyn CopyObserver) -> Result<Opened> {
        require_file(file)?;
        if !archive::is_compressed(file)? {
            let manifest = check_database(file, file, observer).await?;
            return Ok(Opened { database: file.to_owned(), manifest, _unpacked: None });
        }
        let outer = archive::manifest(file)?.ok_or_else(|| no_backup(file))?;
        let unpacked = PartFile::somewhere(file, "unpacked")?;
        archive::decompress(file, &unpacked)?;
        let manifest = check_database(unpacked.path(), file, observer).await?;
        if manifest != outer {
            return Err(damaged("its manifest was changed"));
        }
        Ok(Opened { database: unpacked.path().to_owned(), manifest, _unpacked: Some(unpacked) })
    }

    /// Returns what the backup says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The tables of the backup that `selection` names.
    ///
    /// # Errors
    /// A table that it names is not in the backup.
    pub fn select(&self, selection: &Selection) -> Result<Selection> {
        if let Some(missing) = selection.tables.iter().find(|name| !self.manifest.tables.contains_key(*name)) {
            let there: Vec<&str> = self.manifest.tables.keys().map(String::as_str).collect();
            return Err(Error::configuration(format!("the backup has no table '{missing}'; it has: {}", there.join(", "))));
        }
        let tables = if selection.tables.is_empty() { self.manifest.tables.keys().cloned().collect() } else { selection.tables.clone() };
        Ok(Selection { tables, exclude: selection.exclude.clone() })
    }

    /// Plans the copy into the target of `options`; its source is ignored.
    pub async fn plan(&self, options: &CopyOptions, observer: &dyn CopyObserver) -> Result<CopyPlan> {
        let copying = Copying::begin(self.options(options), observer).await?;
        let plan = copying.plan().clone();
        copying.abandon().await;
        Ok(plan)
    }

    /// Copies the backup into the target of `options`.
    pub async fn restore(&self, options: &CopyOptions, observer: &dyn CopyObserver) -> Result<CopyReport> {
        let copying = Copying::begin(self.options(options), observer).await?;
        let plan = copying.plan().clone();
        let confirmed = Confirmed::new(plan, Confirmation::Harmless).map_err(|_| Error::configuration("the plan was not confirmed"))?;
        copying.carry_out(confirmed, observer).await
    }

    fn options(&self, options: &CopyOptions) -> CopyOptions {
        CopyOptions { from: url_of(&self.database, true), ..options.clone() }
    }
}

/// Checks that `file` is a backup, and whole.
pub async fn check_backup(file: &Path, observer: &dyn CopyObserver) -> Result<CheckReport> {
    let opened = Opened::open(file, observer).await?;
    Ok(CheckReport { file: file.to_owned(), manifest: opened.manifest.clone() })
}

fn no_backup(file: &Path) -> Error {
    Error::configuration(format!("{} is no backup: morag-db backup did not write it", file.display()))
}

/// The error of SQLite, which calls a damaged file no database.
fn or_damaged(error: Error) -> Error {
    match error {
        Error::NotADatabase { source, .. } => damaged(source.to_string()),
        Error::Connect { source, .. } | Error::Sql { source, .. } => damaged(source.to_string()),
        other => other,
    }
}

/// Refuses what is no file.
fn require_file(file: &Path) -> Result<()> {
    if file.is_dir() {
        return Err(Error::configuration(format!("{} is a folder: name a file in it", file.display())));
    }
    Ok(())
}

async fn check_database(database: &Path, file: &Path, observer: &dyn CopyObserver) -> Result<Manifest> {
    let mut header = [0; 16];
    let mut opened = std::fs::File::open(database).map_err(|source| Error::Io { doing: "reading", path: database.to_owned(), source })?;
    if std::io::Read::read_exact(&mut opened, &mut header).is_err() || &header != b"SQLite format 3\0" {
        return Err(no_backup(file));
    }
    let mut session = connect(&url_of(database, true), Access::Read, Duration::ZERO).await.map_err(or_damaged)?;
    let checked = check_rows(&mut session, file, observer).await;
    session.close().await;
    checked
}

async fn check_rows(session: &mut Session, file: &Path, observer: &dyn CopyObserver) -> Result<Manifest> {
    let found = session.fetch(&sql!("PRAGMA integrity_check(5)")).await.doing("checking the file").map_err(or_damaged)?;
    let findings: Vec<String> = found.iter().map(Row::only).collect::<std::result::Result<_, _>>().doing("checking the file")?;
    if findings != ["ok"] {
        return Err(damaged(findings.join("; ")));
    }
    let manifest = Manifest::read(session).await.map_err(or_damaged)?.ok_or_else(|| no_backup(file))?;
    let Ok(tables) = logical_tables(&manifest.version) else {
        return Err(Error::refused(
            format!("this backup is of version {} of the schema, which this program does not know", manifest.version),
            "use a newer version of morag-db",
        ));
    };
    let mut counter = Counter::new(observer, "compared", manifest.tables.values().map(|table| table.rows).sum());
    for (name, expected) in &manifest.tables {
        let table = tables.iter().find(|table| table.name == *name).ok_or_else(|| damaged(format!("it has no table {name}")))?;
        let found = sums(session, table, &Part::Whole, &Changes::NONE, &mut counter).await.map_err(or_damaged)?.total();
        if found.rows != expected.rows || found.checksum() != expected.checksum {
            return Err(damaged(format!("the rows of {name} are not those that were written")));
        }
    }
    Ok(manifest)
}
