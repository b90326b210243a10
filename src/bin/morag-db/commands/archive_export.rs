//! Exports a month of the archive: one compressed file of NDJSON for each table.

use crate::progress::Progress;
use morag_db::error::{Error, Result};
use morag_db::jobs::{HistoryMonth, Month, PARTITIONED_TABLES, Service};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Compression level: the default of zstd.
const LEVEL: i32 = 3;

/// Writes a month to one file for each table, and checks that no row is missing. All of it is on the disk then.
pub async fn export(service: &mut Service, planned: &HistoryMonth, folder: &Path, progress: &Progress) -> Result<Vec<PathBuf>> {
    let month = planned.month;
    let expected = [planned.jobs, planned.events, planned.late_results];
    let files: Vec<PathBuf> = PARTITIONED_TABLES.iter().map(|table| folder.join(format!("{table}-{month}.ndjson.zst"))).collect();
    if let Some(file) = files.iter().find(|file| file.exists()) {
        return Err(Error::refused(
            format!("{} exists; nothing was exported", file.display()),
            "export to another folder, or move this file away",
        ));
    }
    let total = expected.iter().sum();
    let mut done = 0;
    for ((table, file), expected) in PARTITIONED_TABLES.into_iter().zip(&files).zip(expected) {
        let rows = export_table(service, month, table, file, &mut |rows| progress.count(done + rows, total, "rows exported")).await?;
        if rows != expected {
            return Err(Error::refused(
                format!("{table}: {rows} rows of {month} were exported instead of {expected}: the month changed during the export"),
                format!("remove {} and run the command again", folder.join(format!("job_*history-{month}.ndjson.zst")).display()),
            ));
        }
        done += rows;
    }
    File::open(folder).and_then(|open| open.sync_all()).map_err(|source| Error::Io { doing: "writing", path: folder.into(), source })?;
    Ok(files)
}

/// A file that is being written, beside the one that it becomes; removed if it does not.
struct Part {
    path: PathBuf,
}

impl Part {
    fn create(file: &Path) -> Result<(Part, File)> {
        let mut path = file.as_os_str().to_owned();
        path.push(format!(".{}.part", std::process::id()));
        let path = PathBuf::from(path);
        match File::create_new(&path) {
            Ok(open) => Ok((Part { path }, open)),
            Err(source) => Err(Error::Io { doing: "creating", path, source }),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, "{} is left behind", self.path.display());
        }
    }
}

/// Writes a table's rows of a month. The file gets its name when it is complete, and never replaces another one.
async fn export_table(service: &mut Service, month: Month, table: &str, file: &Path, notice: &mut (dyn FnMut(u64) + Send)) -> Result<u64> {
    let (part, open) = Part::create(file)?;
    let failed = |source| Error::Io { doing: "writing", path: part.path.clone(), source };
    let mut encoder = zstd::stream::Encoder::new(BufWriter::new(open), LEVEL).map_err(failed)?;
    encoder.include_checksum(true).map_err(failed)?;
    let mut rows = 0;
    let mut write = |row: &serde_json::Value| {
        rows += 1;
        notice(rows);
        writeln!(encoder, "{row}").map_err(failed)
    };
    service.export_month(month, table, &mut write).await?;
    let finished = encoder.finish().and_then(|writer| writer.into_inner().map_err(std::io::IntoInnerError::into_error));
    finished.and_then(|open| open.sync_all()).and_then(|()| std::fs::hard_link(&part.path, file)).map_err(failed)?;
    Ok(rows)
}
