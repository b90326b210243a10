//! Whether a backup is whole, and its restoration.

use super::archive;
use super::backup::{beside, remove_part, url_of};
use super::changes::Changes;
use super::manifest::{Manifest, damaged};
use super::options::CopyOptions;
use super::pipeline::{CopyObserver, Counter, sums};
use super::plan::{CopyPlan, Copying};
use super::run::CopyReport;
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
    /// Whether `database` was decompressed, and is removed in the end.
    is_temporary: bool,
    manifest: Manifest,
}

impl Opened {
    /// Decompresses a backup, where it is compressed, and checks that it is whole.
    ///
    /// # Errors
    /// The file is no backup, is damaged, or was written by a newer version.
    pub async fn open(file: &Path, observer: &dyn CopyObserver) -> Result<Opened> {
        let is_temporary = archive::is_compressed(file)?;
        let mut database = file.to_owned();
        let mut outer = None;
        if is_temporary {
            outer = Some(archive::manifest(file)?.ok_or_else(|| no_backup(file))?);
            database = archive::decompress(file, &beside(file, "unpacked"))?;
        }
        let checked = check_database(&database, file, observer).await;
        match checked.and_then(|manifest| same_manifest(outer, manifest)) {
            Ok(manifest) => Ok(Opened { database, is_temporary, manifest }),
            Err(error) => {
                if is_temporary {
                    remove_part(&database)?;
                }
                Err(error)
            }
        }
    }

    /// Returns what the backup says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
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

    /// Removes what was decompressed.
    pub fn close(self) -> Result<()> {
        if self.is_temporary { remove_part(&self.database) } else { Ok(()) }
    }
}

/// Checks that `file` is a backup, and whole.
pub async fn check_backup(file: &Path, observer: &dyn CopyObserver) -> Result<CheckReport> {
    let opened = Opened::open(file, observer).await?;
    let report = CheckReport { file: file.to_owned(), manifest: opened.manifest.clone() };
    opened.close()?;
    Ok(report)
}

/// The manifest in the database, which that of a compressed file repeats.
fn same_manifest(outer: Option<Manifest>, inner: Manifest) -> Result<Manifest> {
    match outer {
        Some(outer) if outer != inner => Err(damaged("its manifest was changed")),
        _ => Ok(inner),
    }
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
