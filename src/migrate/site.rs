//! Site migrations: a site's own SQL files `NNNN_description.sql`, from 1001, with up and down sections. Statements are
//! split by the tokens of the engine's dialect, so semicolons in strings and trigger bodies do not split them.

mod delimiter;
mod lint;
mod probe;
mod statement;

pub use lint::{Finding, LintReport, lint};

use super::known::{Known, Stream, checksum};
use crate::error::{Error, Result};
use migration::Backend;
use std::path::{Path, PathBuf};

/// The lowest version of a site migration.
pub const FIRST_SITE_VERSION: u32 = 1001;

const UP: &str = "-- migrate:up";
const DOWN: &str = "-- migrate:down";

fn broken(path: &Path, reason: impl Into<String>) -> Error {
    Error::SiteMigration { path: path.to_owned(), reason: reason.into() }
}

/// Returns all site migrations of a folder, ordered by number; none if the folder does not exist.
///
/// # Errors
/// The error of the first file that is not a valid migration.
pub fn read_folder(folder: &Path, backend: Backend) -> Result<Vec<Known>> {
    let (migrations, unreadable) = read_what_can_be_read(folder, backend)?;
    unreadable.into_iter().next().map_or(Ok(migrations), Err)
}

/// Returns the valid site migrations of a folder, and the errors of the other files.
pub fn read_what_can_be_read(folder: &Path, backend: Backend) -> Result<(Vec<Known>, Vec<Error>)> {
    let mut files = list(folder)?;
    files.sort();
    let (mut migrations, mut unreadable): (Vec<Known>, Vec<Error>) = (Vec::new(), Vec::new());
    for path in files {
        let migration = match read(&path, backend) {
            Ok(migration) => migration,
            Err(error) => {
                unreadable.push(error);
                continue;
            }
        };
        let number = |k: &Known| k.version.parse::<u32>().ok();
        match migrations.iter().find(|k| number(k) == number(&migration)) {
            Some(twin) => {
                let other = twin.path.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
                unreadable.push(broken(&path, format!("{} has the number {} too: give one of them another", other, migration.version)));
            }
            None => migrations.push(migration),
        }
    }
    migrations.sort_by_key(|k| k.version.parse::<u32>().unwrap_or(u32::MAX));
    Ok((migrations, unreadable))
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| Error::Io { doing: "reading the folder", path: folder.to_owned(), source };
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            let paths: std::io::Result<Vec<PathBuf>> = entries.map(|e| e.map(|e| e.path())).collect();
            Ok(paths.map_err(failed)?.into_iter().filter(|p| p.extension().is_some_and(|e| e == "sql")).collect())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(error)),
    }
}

fn read(path: &Path, backend: Backend) -> Result<Known> {
    let name = path.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
    let (number, description) = name.split_once('_').unwrap_or((name, ""));
    let is_number = (4..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if !is_number || number.parse::<u32>().unwrap_or(0) < FIRST_SITE_VERSION {
        return Err(broken(path, format!("the name must be NNNN_description.sql with a number from {FIRST_SITE_VERSION}")));
    }
    let sections = sections(path, &text_of(path)?)?;
    let steps = |section: &Section| statement::steps(&section.text, section.first_line, backend).map_err(|reason| broken(path, reason));
    let up = steps(&sections.up)?;
    if up.is_empty() {
        return Err(broken(path, format!("there is no statement behind '{UP}'")));
    }
    let outside = up.iter().find(|s| statement::must_stand_outside(&s.sql));
    if let Some(step) = outside
        && (up.len() > 1 || sections.is_transactional)
    {
        return Err(broken(
            path,
            format!("'{}' can't run in a transaction: put it alone into a migration that begins with '{UP} transaction:false'", step.name),
        ));
    }
    Ok(Known {
        stream: Stream::Site,
        version: number.into(),
        description: description.replace('_', " "),
        checksum: checksum(&up),
        up,
        down: sections.down.as_ref().map(steps).transpose()?,
        is_transactional: sections.is_transactional,
        path: Some(path.to_owned()),
    })
}

/// The text of a file, without carriage returns.
fn text_of(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io { doing: "reading", path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        broken(path, format!("line {line} is not UTF-8: save the file as UTF-8"))
    })?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

struct Section {
    text: String,
    first_line: usize,
}

struct Sections {
    up: Section,
    down: Option<Section>,
    is_transactional: bool,
}

fn sections(path: &Path, text: &str) -> Result<Sections> {
    let (mut up, mut down, mut is_transactional) = (None::<Section>, None::<Section>, true);
    let mut in_down = false;
    for (index, line) in text.lines().enumerate() {
        let marker = line.trim();
        let lower = marker.to_ascii_lowercase();
        if let Some(options) = lower.strip_prefix(UP) {
            if up.is_some() {
                return Err(broken(path, format!("line {}: a second '{UP}'", index + 1)));
            }
            match options.trim() {
                "" | "transaction:true" => {}
                "transaction:false" => is_transactional = false,
                other => return Err(broken(path, format!("line {}: unknown option '{other}' (known: transaction:false)", index + 1))),
            }
            up = Some(Section { text: String::new(), first_line: index + 2 });
            in_down = false;
        } else if lower.starts_with(DOWN) {
            if down.is_some() {
                return Err(broken(path, format!("line {}: a second '{DOWN}'", index + 1)));
            }
            down = Some(Section { text: String::new(), first_line: index + 2 });
            in_down = true;
        } else if let Some(section) = if in_down { down.as_mut() } else { up.as_mut() } {
            section.text.push_str(line);
            section.text.push('\n');
        } else if !marker.is_empty() && !marker.starts_with("--") {
            return Err(broken(path, format!("line {}: SQL before '{UP}'", index + 1)));
        }
    }
    match up {
        Some(up) => Ok(Sections { up, down, is_transactional }),
        None => Err(broken(path, format!("there is no line '{UP}'"))),
    }
}

/// Writes a new, empty site migration with the next number. Returns its path.
pub fn new(folder: &Path, description: &str) -> Result<PathBuf> {
    let words: String = description.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let slug = words.split_whitespace().collect::<Vec<_>>().join("_");
    if slug.is_empty() {
        return Err(Error::configuration("the description has no letter or digit in it: say in a few words what the migration does"));
    }
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |source| Error::Io { doing, path, source }
    };
    std::fs::create_dir_all(folder).map_err(failed("making the folder", folder))?;
    let numbers = list(folder)?.into_iter().filter_map(|p| p.file_name()?.to_str()?.split('_').next()?.parse::<u32>().ok());
    let next = numbers.max().map_or(FIRST_SITE_VERSION, |n| (n + 1).max(FIRST_SITE_VERSION));
    let path = folder.join(format!("{next:04}_{slug}.sql"));
    let text = format!(
        "-- {description}\n-- Statements end with a semicolon. No BEGIN or COMMIT: morag-db runs each migration in a transaction where the\n\
         -- engine can roll DDL back, and statement by statement on MySQL and MariaDB.\n\n{UP}\n\n\n{DOWN}\n\n",
        description = description.lines().next().unwrap_or_default()
    );
    use std::io::Write;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed("making", &path))?;
    file.write_all(text.as_bytes()).map_err(failed("writing", &path))?;
    Ok(path)
}
