//! SQLite: opening a file, the operating system's lock beside it, its errors and its catalog.

pub(super) mod adopt;
mod catalog;
mod claims;
pub(super) mod connect;
mod dialect;
mod driver;
pub(super) mod fix;
mod lint;
pub(super) mod lock_wait;
mod partitions;
mod queries;
mod transfer;
mod write_lock;

use super::access::Access;
use super::holder_name;
use super::session::Session;
use crate::database_url::DatabaseUrl;
use crate::error::{Doing, Error, Result};
use crate::sql;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// SQLite.
#[derive(Debug)]
pub(super) struct Sqlite;

/// An exclusive lock of the operating system on a file beside the database; it ends with the process, however that ends.
#[derive(Debug)]
pub struct LockFile(#[expect(dead_code, reason = "dropping it gives the lock back")] File);

/// The lock file beside the real file, by whatever symbolic links the database was named.
fn lock_path(database: &Path) -> PathBuf {
    let mut name = real_path(database).into_os_string();
    name.push(".migrate-lock");
    name.into()
}

/// `path` without symbolic links, as SQLite resolves them; the file itself may be missing still.
fn real_path(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    // as many links as Linux follows
    for _ in 0..40 {
        if let Ok(real) = path.canonicalize() {
            return real;
        }
        match std::fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => break,
        }
    }
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// A file with several names has a journal beside each of them, and no lock is common to all.
/// Source: https://www.sqlite.org/howtocorrupt.html ("Multiple links to the same file").
fn refuse_hard_links(database: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Ok(about) = std::fs::metadata(database)
        && std::os::unix::fs::MetadataExt::nlink(&about) > 1
    {
        return Err(Error::refused(
            format!("{} has more than one name (hard links): SQLite keeps a journal beside each, which loses data", database.display()),
            format!(
                "remove the other names, or make this one a copy of its own: cp FILE COPY && mv COPY FILE; find them with: find / -xdev -samefile {}",
                database.display()
            ),
        ));
    }
    Ok(())
}

pub(super) async fn lock(database: &Path, limit: Duration) -> Result<LockFile> {
    refuse_hard_links(database)?;
    let path = lock_path(database);
    let failed = |doing| move |path: &Path, source| Error::Io { doing, path: path.to_owned(), source };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|e| failed("opening the lock file")(&path, e))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if start.elapsed() >= limit => {
                return Err(Error::Locked { holder: read_holder(&mut file), waited: limit });
            }
            Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(TryLockError::Error(source)) => return Err(failed("locking")(&path, source)),
        }
    }
    // the file stays: removing it would let two processes lock two files of one name
    let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(holder_name().as_bytes()));
    written.map_err(|e| failed("writing the lock file")(&path, e))?;
    Ok(LockFile(file))
}

fn read_holder(file: &mut File) -> String {
    let mut holder = String::new();
    match file.rewind().and_then(|()| file.read_to_string(&mut holder)) {
        Ok(_) if !holder.is_empty() => holder,
        _ => "a process that has not written its name yet".into(),
    }
}

/// Who migrates just now, without making a lock file.
pub(super) fn lock_holder(database: &Path) -> Option<String> {
    let mut file = File::open(lock_path(database)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Some(read_holder(&mut file)),
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

/// By a second connection: a transaction of the first keeps writers out meanwhile, and VACUUM stands in none.
pub(super) async fn copy(url: &DatabaseUrl, path: &Path) -> Result<()> {
    let failed = |doing, source| Error::Io { doing, path: path.to_owned(), source };
    // made by us and by nobody else: an existing file is not overwritten
    OpenOptions::new().write(true).create_new(true).open(path).map_err(|e| failed("making the copy", e))?;
    let copied = async {
        let mut reader = Session::connect(url, Access::Read, Duration::from_secs(10)).await?;
        let sql = sql!("VACUUM INTO {path}", path = path.to_string_lossy().into_owned());
        let done = reader.execute(&sql).await.map(drop).doing("copying the database");
        reader.close().await;
        done
    }
    .await;
    let copied = copied.and_then(|()| File::open(path).and_then(|f| f.sync_all()).map_err(|e| failed("writing the copy to disk", e)));
    if copied.is_err()
        && let Err(error) = std::fs::remove_file(path)
    {
        tracing::warn!(%error, path = %path.display(), "half of a copy is left behind");
    }
    copied
}

/// The file with what SQLite and the migration lock put beside it.
pub(super) fn remove_files(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm", ".migrate-lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let file = PathBuf::from(name);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::Io { doing: "removing", path: file, source: error });
            }
            _ => {}
        }
    }
    Ok(())
}
