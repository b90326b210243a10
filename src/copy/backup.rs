//! Backups: a copy into an SQLite file that says what it is, written beside its place and renamed when it is whole.

use super::archive::{self, remove_if_there};
use super::manifest::Manifest;
use super::options::CopyOptions;
use super::pipeline::{CopyEvent, CopyObserver};
use super::plan::Copying;
use super::run::CopyReport;
use crate::consent::{Confirmation, Confirmed};
use crate::database_url::{DatabaseUrl, SqliteUrl};
use crate::db::{Access, Session};
use crate::error::{Doing, Error, Result};
use crate::lifecycle::connect;
use crate::sql;
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Result of a backup.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackupReport {
    /// The file.
    pub file: PathBuf,
    /// Its size in bytes.
    pub file_bytes: u64,
    /// When it was written.
    pub created_at: String,
    /// The copy.
    #[serde(flatten)]
    pub copy: CopyReport,
    /// Older backups that were removed.
    pub removed: Vec<PathBuf>,
}

/// The URL of an SQLite file.
pub(super) fn url_of(path: &Path, is_read_only: bool) -> DatabaseUrl {
    DatabaseUrl::Sqlite(SqliteUrl {
        path: path.to_owned(),
        read_only: is_read_only,
        must_exist: is_read_only,
        immutable: is_read_only,
        timeout: Duration::from_secs(5),
    })
}

/// A hidden file beside `file`.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    file.with_file_name(format!(".{name}.{suffix}"))
}

/// Removes an SQLite file that this program wrote beside its place, with what SQLite keeps beside it.
pub(super) fn remove_part(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", "-journal", ".migrate-lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        remove_if_there(Path::new(&name))?;
    }
    Ok(())
}

/// Copies the source of `options` into the new file `file`; its target is ignored.
pub async fn backup(mut options: CopyOptions, file: &Path, compresses: bool, observer: &dyn CopyObserver) -> Result<BackupReport> {
    if file.exists() {
        return Err(Error::refused(
            format!("{} already exists; it was not changed", file.display()),
            "give another name, or a folder, in which each backup gets a name of its own",
        ));
    }
    let (part, compressed) = (beside(file, "part"), beside(file, "part.zst"));
    let lock = begin_part(&part, file)?;
    options.to = url_of(&part, false);
    let written = write(options, &part, file, compresses, observer).await;
    let removed = [&part, &compressed].into_iter().try_for_each(|path| remove_part(path));
    drop(lock);
    let report = written?;
    removed?;
    Ok(report)
}

/// Creates the file beside the place of `file`, or empties what a killed run left there. It is locked while the result lives.
fn begin_part(part: &Path, file: &Path) -> Result<File> {
    let failed = |source| Error::Io { doing: "creating", path: part.to_owned(), source };
    let lock = File::options().write(true).create(true).truncate(false).open(part).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => {
            return Err(Error::refused(
                format!("another process writes a backup to {} just now", file.display()),
                "wait until it has finished, or give another name",
            ));
        }
        Err(std::fs::TryLockError::Error(source)) => return Err(failed(source)),
    }
    lock.set_len(0).map_err(failed)?;
    for suffix in ["-wal", "-shm", "-journal"] {
        let mut name = part.as_os_str().to_owned();
        name.push(suffix);
        remove_if_there(Path::new(&name))?;
    }
    Ok(lock)
}

async fn write(options: CopyOptions, part: &Path, file: &Path, compresses: bool, observer: &dyn CopyObserver) -> Result<BackupReport> {
    let copying = Copying::begin(options, observer).await?;
    let plan = copying.plan().clone();
    let engine = plan.source_engine;
    let confirmed = Confirmed::new(plan, Confirmation::Harmless).map_err(|_| Error::configuration("the plan was not confirmed"))?;
    let copy = copying.carry_out(confirmed, observer).await?;
    let manifest = Manifest::of(&copy, engine);
    let mut session: Session = connect(&url_of(part, false), Access::Write, Duration::ZERO).await?;
    manifest.write(&mut session).await?;
    // a file in WAL mode can't be read from a folder that is read-only
    let sql = sql!("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
    session.execute(&sql).await.doing("completing the file")?;
    session.close().await;
    let whole = if compresses {
        observer.notice(&CopyEvent::Step { name: "compress".into() });
        let compressed = beside(file, "part.zst");
        archive::compress(part, &manifest, &compressed)?;
        compressed
    } else {
        part.to_owned()
    };
    put_in_place(&whole, file)?;
    let file_bytes = std::fs::metadata(file).map(|about| about.len()).unwrap_or_default();
    Ok(BackupReport { file: file.to_owned(), file_bytes, created_at: manifest.time(), copy, removed: Vec::new() })
}

/// Waits until `whole` is on the disk and gives it the name `file`, which nobody has.
fn put_in_place(whole: &Path, file: &Path) -> Result<()> {
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io { doing, path, source }
    };
    File::open(whole).and_then(|file| file.sync_all()).map_err(failed("writing", whole))?;
    // unlike a rename, this does not replace a file that appeared meanwhile
    std::fs::hard_link(whole, file).map_err(failed("naming", file))?;
    std::fs::remove_file(whole).map_err(failed("removing", whole))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("writing", folder))
}
