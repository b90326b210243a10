//! Compressed backups: a zstd file whose first frame, which decompressors skip, holds the manifest. The checksum of the second
//! frame covers every byte of the database.
//! Source: https://datatracker.ietf.org/doc/html/rfc8878 ("Skippable Frames").

use super::manifest::{Manifest, damaged};
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

/// Compresses `database` into a new file.
pub(super) fn compress(database: &Path, manifest: &Manifest, archive: &Path) -> Result<()> {
    let mut source = File::open(database).map_err(failed("reading", database))?;
    let mut target = BufWriter::new(File::create(archive).map_err(failed("writing", archive))?);
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
    write().map_err(failed("writing", archive))
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

/// Decompresses a backup into a new file: `database`, or one of that name in the folder for temporary files, if that of `database`
/// can't be written to. Returns the file.
pub(super) fn decompress(archive: &Path, database: &Path) -> Result<PathBuf> {
    let elsewhere = std::env::temp_dir().join(database.file_name().unwrap_or_default());
    match File::create(database) {
        Err(error) if matches!(error.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem) => {
            let target = File::create(&elsewhere).map_err(failed("writing", &elsewhere))?;
            decompress_into(archive, target, &elsewhere).map(|()| elsewhere)
        }
        target => decompress_into(archive, target.map_err(failed("writing", database))?, database).map(|()| database.to_owned()),
    }
}

fn decompress_into(archive: &Path, target: File, database: &Path) -> Result<()> {
    let done = decompress_all(archive, target, database);
    if done.is_err() {
        remove_if_there(database)?;
    }
    done
}

fn decompress_all(archive: &Path, mut target: File, database: &Path) -> Result<()> {
    let source = File::open(archive).map_err(failed("reading", archive))?;
    let mut decoder = zstd::stream::Decoder::new(source).map_err(failed("reading", archive))?;
    match std::io::copy(&mut decoder, &mut target) {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::PermissionDenied) => {
            Err(failed("writing", database)(error))
        }
        Err(error) => Err(damaged(format!("it can't be decompressed ({error})"))),
    }
}

/// Removes a file, if there is one.
pub(super) fn remove_if_there(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::Io { doing: "removing", path: path.to_owned(), source }),
        _ => Ok(()),
    }
}
