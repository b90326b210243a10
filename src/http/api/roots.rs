//! The root folders of source files, and opening a file below them.

use crate::error::{Error, Result as LibraryResult};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt};
use std::path::PathBuf;

/// The root folders of source files, each with an open handle.
#[derive(Debug)]
pub struct SourceRoots(Vec<(PathBuf, Dir)>);

/// A file that may be downloaded.
pub struct Source {
    /// The open file.
    pub file: std::fs::File,
    /// Size in bytes.
    pub length: u64,
    /// Time of the last modification.
    pub modified: Option<std::time::SystemTime>,
}

/// `O_NONBLOCK`: opening a named pipe must not block.
const NONBLOCK: i32 = 0o4000;

impl SourceRoots {
    /// Opens the folders.
    ///
    /// # Errors
    /// A folder is missing or can't be opened.
    pub fn open(roots: &[PathBuf]) -> LibraryResult<SourceRoots> {
        let open = |root: &PathBuf| {
            let path = root.canonicalize()?;
            Dir::open_ambient_dir(&path, ambient_authority()).map(|dir| (path, dir))
        };
        let failed = |path: &PathBuf, source| {
            Error::configuration(format!("the folder {} of --source-root can't be opened: {source}", path.display()))
        };
        roots.iter().map(|root| open(root).map_err(|e| failed(root, e))).collect::<LibraryResult<_>>().map(SourceRoots)
    }

    /// Opens a source file below one of the roots.
    ///
    /// # Errors
    /// The file does not exist, or is outside of the roots: both are `NotFound`.
    pub fn source(&self, path: &str) -> std::io::Result<Source> {
        let missing = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let path = PathBuf::from(path);
        for (root, dir) in &self.0 {
            // a relative path is tried below each root
            let Ok(real) = root.join(&path).canonicalize() else { continue };
            let Ok(below) = real.strip_prefix(root) else { continue };
            let Ok(file) = dir.open_with(below, OpenOptions::new().read(true).custom_flags(NONBLOCK)) else { continue };
            let metadata = file.metadata()?;
            if metadata.is_file() {
                let modified = metadata.modified().ok().map(|time| time.into_std());
                return Ok(Source { length: metadata.len(), modified, file: file.into_std() });
            }
        }
        Err(missing())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_leads_out_of_a_root() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("in");
        std::fs::create_dir_all(root.join("deep")).unwrap();
        std::fs::write(root.join("deep/a.txt"), "inside").unwrap();
        std::fs::write(folder.path().join("secret"), "outside").unwrap();
        symlink(root.join("deep/a.txt"), root.join("good")).unwrap();
        symlink(folder.path().join("secret"), root.join("bad")).unwrap();
        symlink(folder.path(), root.join("up")).unwrap();
        let roots = SourceRoots::open(std::slice::from_ref(&root)).unwrap();
        let length = |path: &str| roots.source(path).map(|s| s.length).ok();
        let inside = |path: &str| length(&root.join(path).display().to_string());
        assert_eq!(inside("deep/a.txt"), Some(6));
        assert_eq!(inside("deep/../deep/a.txt"), Some(6));
        assert_eq!(inside("good"), Some(6));
        assert_eq!(length("deep/a.txt"), Some(6));
        for path in ["bad", "up/secret", "../secret", "deep", "", "missing", "deep/a.txt/x"] {
            assert_eq!(inside(path), None, "{path}");
        }
        for path in ["/etc/passwd", "../secret", "/dev/zero", "a\0b"] {
            assert_eq!(length(path), None, "{path}");
        }
        assert!(SourceRoots::open(&[folder.path().join("none")]).is_err());
    }
}
