//! Compressed backups: a zstd file whose first frame, which decompressors skip, holds the manifest. The checksum of the second
//! frame covers every byte of the database.
//! Source: https://datatracker.ietf.org/doc/html/rfc8878 ("Skippable Frames").

use super::manifest::{Manifest, damaged};
use super::part::PartFile;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Magic number of a skippable frame.
const SKIPPABLE: u32 = 0x184D_2A50;
/// Magic number of a frame with data.
const DATA: u32 = 0xFD2F_B528;
/// Most bytes of a manifest.
const LONGEST_MANIFEST: u32 = 16 << 20;
/// Compression level: the default of zstd.
const LEVEL: i32 = 3;

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = PathBuf::from(path);
    move |source| Error::Io { doing, path, source }
}

/// Whether `file` begins as a zstd file does.
pub(super) fn is_compressed(path: &Path) -> Result<bool> {
    let mut magic = [0; 4];
    let mut file = File::open(path).map_err(failed("reading", path))?;
    match file.read_exact(&mut magic) {
        Ok(()) => Ok(matches!(u32::from_le_bytes(magic), SKIPPABLE | DATA)),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(failed("reading", path)(error)),
    }
}

/// Compresses `database`.
pub(super) fn compress(database: &Path, manifest: &Manifest, archive: &PartFile) -> Result<()> {
    let mut source = File::open(database).map_err(failed("reading", database))?;
    let mut target = BufWriter::new(archive.file());
    let text = manifest.text();
    let mut write = || -> std::io::Result<()> {
        target.write_all(&SKIPPABLE.to_le_bytes())?;
        target.write_all(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes())?;
        target.write_all(text.as_bytes())?;
        let mut encoder = zstd::stream::Encoder::new(&mut target, LEVEL)?;
        encoder.include_checksum(true)?;
        std::io::copy(&mut source, &mut encoder)?;
        encoder.finish()?;
        target.flush()
    };
    write().map_err(failed("writing", archive.path()))
}

/// Reads the manifest of a compressed backup; `None` if it has none.
pub(super) fn manifest(archive: &Path) -> Result<Option<Manifest>> {
    let mut file = BufReader::new(File::open(archive).map_err(failed("reading", archive))?);
    let mut number = || {
        let mut bytes = [0; 4];
        file.read_exact(&mut bytes).map(|()| u32::from_le_bytes(bytes))
    };
    if number().ok() != Some(SKIPPABLE) {
        return Ok(None);
    }
    let length = number().ok().filter(|length| *length <= LONGEST_MANIFEST).ok_or_else(|| damaged("its manifest is cut off"))?;
    let mut text = vec![0; length as usize];
    file.read_exact(&mut text).map_err(|_| damaged("its manifest is cut off"))?;
    Manifest::parse(&String::from_utf8_lossy(&text)).map(Some)
}

/// Decompresses a backup.
pub(super) fn decompress(archive: &Path, database: &PartFile) -> Result<()> {
    let source = File::open(archive).map_err(failed("reading", archive))?;
    let mut target = database.file();
    let mut decoder = zstd::stream::Decoder::new(source).map_err(failed("reading", archive))?;
    match std::io::copy(&mut decoder, &mut target) {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::PermissionDenied) => {
            Err(failed("writing", database.path())(error))
        }
        Err(error) => Err(damaged(format!("it can't be decompressed ({error})"))),
    }
}
