//! A folder of backups: the name of the next one, and which older ones are removed. A file is removed only if its manifest says
//! that this program wrote it, from the same database.

use super::archive;
use super::backup::url_of;
use super::manifest::Manifest;
use super::part::PartFile;
use crate::database_url::DatabaseUrl;
use crate::db::Access;
use crate::error::{Error, Result};
use crate::lifecycle::connect;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which backups to keep; all if neither is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// This many of the newest ones.
    pub last: Option<usize>,
    /// The newest one of each day (UTC), for this many days that have one.
    pub daily: Option<usize>,
}

/// The file of a backup of `url` that is written now in `folder`.
pub fn next_file(folder: &Path, url: &DatabaseUrl, compresses: bool) -> PathBuf {
    let plain = plain_name(url);
    let extension = if compresses { "db.zst" } else { "db" };
    let time = Utc::now().format("%Y%m%dT%H%M%SZ");
    // several within one second
    let names = (1..).map(|n| if n == 1 { format!("{plain}-{time}.{extension}") } else { format!("{plain}-{time}-{n}.{extension}") });
    names.map(|name| folder.join(name)).find(|path| !path.exists()).unwrap_or_else(|| folder.join(extension))
}

fn plain_name(url: &DatabaseUrl) -> String {
    let name = url.database_name();
    let name = name.strip_suffix(".db").unwrap_or(&name);
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

/// Removes what killed backups of `url` left in `folder`.
pub fn sweep(folder: &Path, url: &DatabaseUrl) -> Result<()> {
    PartFile::sweep(folder, &format!("{}-", plain_name(url)))
}

/// Removes older backups that are of the same database as `newest`, with the same tables. Returns what was removed, oldest first.
pub async fn rotate(newest: &Path, keep: Keep) -> Result<Vec<PathBuf>> {
    if keep == Keep::default() {
        return Ok(Vec::new());
    }
    let folder = newest.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(model) = manifest(newest).await? else { return Ok(Vec::new()) };
    let failed = |source| Error::Io { doing: "listing", path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || !(name.ends_with(".db") || name.ends_with(".db.zst")) {
            continue;
        }
        match manifest(&path).await {
            Ok(Some(manifest)) if model.is_alike(&manifest) => found.push((manifest.created_at, path)),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, path = %path.display(), "a file in the folder of backups can't be read; it stays"),
        }
    }
    found.sort();
    let times: Vec<DateTime<Utc>> = found.iter().map(|(time, _)| *time).collect();
    let mut removed = Vec::new();
    for ((_, path), is_kept) in found.into_iter().zip(kept(&times, keep)) {
        if !is_kept && path != newest {
            std::fs::remove_file(&path).map_err(|source| Error::Io { doing: "removing", path: path.clone(), source })?;
            removed.push(path);
        }
    }
    Ok(removed)
}

/// Which of the backups of these times, oldest first, are kept.
fn kept(times: &[DateTime<Utc>], keep: Keep) -> Vec<bool> {
    let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
    let mut kept: Vec<bool> = Vec::with_capacity(times.len());
    for (age, time) in times.iter().rev().enumerate() {
        let is_first_of_day = days.insert(time.date_naive());
        let is_daily = is_first_of_day && keep.daily.is_some_and(|daily| days.len() <= daily);
        kept.push(is_daily || keep.last.is_some_and(|last| age < last));
    }
    kept.reverse();
    kept
}

async fn manifest(path: &Path) -> Result<Option<Manifest>> {
    if archive::is_compressed(path)? {
        return archive::manifest(path);
    }
    let mut session = match connect(&url_of(path, true), Access::Read, Duration::ZERO).await {
        Err(Error::NotADatabase { .. }) => return Ok(None),
        session => session?,
    };
    let manifest = Manifest::read(&mut session).await;
    session.close().await;
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_ones_and_one_of_each_day_are_kept() {
        let time = |text: &str| format!("2026-11-{text}:00:00Z").parse::<DateTime<Utc>>().unwrap();
        let times = ["20T01", "20T23", "21T12", "23T01", "23T02", "23T03"].map(time);
        let kept = |last, daily| kept(&times, Keep { last, daily });
        assert_eq!(kept(Some(2), None), [false, false, false, false, true, true]);
        assert_eq!(kept(None, Some(2)), [false, false, true, false, false, true]);
        assert_eq!(kept(Some(2), Some(3)), [false, true, true, false, true, true]);
        assert_eq!(kept(Some(9), None), [true; 6]);
    }

    #[test]
    fn a_file_is_named_after_its_database() {
        let url = DatabaseUrl::parse("postgresql://db/mo.rag").unwrap();
        let name = next_file(Path::new("/backups"), &url, true).display().to_string();
        assert!(name.starts_with("/backups/mo-rag-2") && name.ends_with("Z.db.zst"), "{name}");
    }
}
