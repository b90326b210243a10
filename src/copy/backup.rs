//! Backups: a copy into an SQLite file that says what it is, written beside its place and renamed when it is whole.

use super::archive;
use super::manifest::Manifest;
use super::options::CopyOptions;
use super::part::PartFile;
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
        read_only_by: None,
    })
}

/// Copies the source of `options` into the new file `file`; its target is ignored.
pub async fn backup(mut options: CopyOptions, file: &Path, compresses: bool, observer: &dyn CopyObserver) -> Result<BackupReport> {
    if file.exists() {
        return Err(Error::refused(
            format!("{} already exists; it was not changed", file.display()),
            "give another name, or a folder, in which each backup gets a name of its own",
        ));
    }
    let part = PartFile::beside(file, "part")?;
    options.to = url_of(part.path(), false);
    write(options, &part, file, compresses, observer).await
}

async fn write(options: CopyOptions, part: &PartFile, file: &Path, compresses: bool, observer: &dyn CopyObserver) -> Result<BackupReport> {
    let redacted = options.redacts;
    let copying = Copying::begin(options, observer).await?;
    let plan = copying.plan().clone();
    let engine = plan.source_engine;
    let confirmed = Confirmed::new(plan, Confirmation::Harmless).map_err(|_| Error::configuration("the plan was not confirmed"))?;
    let mut copy = copying.carry_out(confirmed, observer).await?;
    copy.target = url_of(file, false).to_string();
    let manifest = Manifest::of(&copy, engine, redacted);
    let mut session: Session = connect(&url_of(part.path(), false), Access::Write, Duration::ZERO).await?;
    manifest.write(&mut session).await?;
    // a file in WAL mode can't be read from a folder that is read-only
    let sql = sql!("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
    session.execute(&sql).await.doing("completing the file")?;
    session.close().await;
    if compresses {
        observer.notice(&CopyEvent::Step { name: "compress".into() });
        let compressed = PartFile::beside(file, "part.zst")?;
        archive::compress(part.path(), &manifest, &compressed)?;
        put_in_place(&compressed, file)?;
    } else {
        put_in_place(part, file)?;
    }
    let file_bytes = std::fs::metadata(file).map(|about| about.len()).unwrap_or_default();
    Ok(BackupReport { file: file.to_owned(), file_bytes, created_at: manifest.time(), copy, removed: Vec::new() })
}

/// Waits until `whole` is on the disk and gives it the name `file`, which nobody has.
fn put_in_place(whole: &PartFile, file: &Path) -> Result<()> {
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io { doing, path, source }
    };
    whole.file().sync_all().map_err(failed("writing", whole.path()))?;
    // unlike a rename, this does not replace a file that appeared meanwhile
    std::fs::hard_link(whole.path(), file).map_err(failed("naming", file))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("writing", folder))
}
