//! A file that is written beside its place, or only for a while: hidden, locked against other processes, and removed in the end
//! whatever happens. What a killed process left is taken over.

use crate::error::{Error, Result};
use std::fs::{File, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Such a file.
#[derive(Debug)]
pub(super) struct PartFile {
    path: PathBuf,
    file: File,
}

impl PartFile {
    /// Creates the hidden file `.NAME.SUFFIX` beside `file`, empty.
    ///
    /// # Errors
    /// Another process has it.
    pub(super) fn beside(file: &Path, suffix: &str) -> Result<PartFile> {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self::create(file.with_file_name(format!(".{name}.{suffix}")))
    }

    /// The same, in the folder for temporary files if the folder of `file` can't be written to.
    pub(super) fn somewhere(file: &Path, suffix: &str) -> Result<PartFile> {
        match Self::beside(file, suffix) {
            Err(Error::Io { source, .. })
                if matches!(source.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem) =>
            {
                Self::beside(&std::env::temp_dir().join(file.file_name().unwrap_or_default()), suffix)
            }
            other => other,
        }
    }

    fn create(path: PathBuf) -> Result<PartFile> {
        let failed = |source| Error::Io { doing: "creating", path: path.clone(), source };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Error::configuration(format!("the folder {0} does not exist: create it first (mkdir -p {0})", folder.display())));
        }
        // it has what the database has, passwords too
        let file = File::options().write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::refused(
                    format!("another process is writing {} just now", path.display()),
                    "wait until it has finished, or give another name",
                ));
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).map_err(failed)?;
        let part = PartFile { path, file };
        part.remove_companions()?;
        Ok(part)
    }

    /// Removes what killed processes left in `folder`: hidden files of this kind whose names begin like this.
    pub(super) fn sweep(folder: &Path, prefix: &str) -> Result<()> {
        let failed = |source| Error::Io { doing: "listing", path: folder.to_owned(), source };
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_part = name.ends_with(".part") || name.ends_with(".part.zst");
            if !is_part || !name.starts_with(&format!(".{prefix}")) {
                continue;
            }
            match Self::create(path) {
                Ok(part) => drop(part),
                // another process is writing it
                Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The open file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Removes what SQLite and the migration lock keep beside a database.
    fn remove_companions(&self) -> Result<()> {
        ["-wal", "-shm", "-journal", ".migrate-lock"].into_iter().try_for_each(|suffix| {
            let mut name = self.path.as_os_str().to_owned();
            name.push(suffix);
            remove(Path::new(&name))
        })
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if let Err(error) = self.remove_companions().and_then(|()| remove(&self.path)) {
            tracing::warn!(%error, "a file is left behind; the next run takes it over");
        }
    }
}

/// Removes a file, if there is one.
fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::Io { doing: "removing", path: path.to_owned(), source }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_has_it_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup");
        std::fs::write(folder.path().join(".backup.part"), "of a killed process").unwrap();
        let part = PartFile::beside(&file, "part").unwrap();
        assert_eq!(std::fs::metadata(part.path()).unwrap().len(), 0);
        assert!(matches!(PartFile::beside(&file, "part"), Err(Error::Refused { .. })));
        drop(part);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
