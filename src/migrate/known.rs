//! What this binary and this site know: built-in migrations and the site's own, two streams, each ordered by number.

use super::site;
use crate::error::{Error, Result};
use migration::{Backend, MIGRATIONS, Step};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Where a migration is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Part of this binary.
    BuiltIn,
    /// A file of this site.
    Site,
}

/// A migration, rendered for one backend.
#[derive(Clone, Debug)]
pub struct Known {
    /// Where it is from.
    pub stream: Stream,
    /// Its key in `schema_migrations`.
    pub version: String,
    /// What a person reads.
    pub description: String,
    /// The steps that make the change.
    pub up: Vec<Step>,
    /// The steps that undo it; `None` where its file has no such section.
    pub down: Option<Vec<Step>>,
    /// SHA-256 of the rendered `up`, in hex; line ends do not count.
    pub checksum: String,
    /// Whether it may run inside a transaction.
    pub is_transactional: bool,
    /// The file it was read from.
    pub path: Option<PathBuf>,
}

impl Known {
    /// Whether an error leaves nothing behind.
    pub fn is_atomic(&self, backend: Backend) -> bool {
        backend.has_transactional_ddl() && self.is_transactional
    }
}

/// All migrations for `backend`, in the order in which they are applied: the built-in ones, then the site's.
pub fn known(backend: Backend, site_folder: Option<&Path>) -> Result<Vec<Known>> {
    let mut all = built_in(backend);
    if let Some(folder) = site_folder {
        all.extend(site::read_folder(folder, backend)?);
    }
    Ok(all)
}

/// The same for those who apply nothing, with what can't be read of the site's files.
pub fn known_to_readers(backend: Backend, site_folder: &Path) -> Result<(Vec<Known>, Vec<Error>)> {
    let (sites, unreadable) = site::read_what_can_be_read(site_folder, backend)?;
    Ok((built_in(backend).into_iter().chain(sites).collect(), unreadable))
}

fn built_in(backend: Backend) -> Vec<Known> {
    MIGRATIONS
        .iter()
        .map(|m| {
            let up = (m.up)(backend);
            Known {
                stream: Stream::BuiltIn,
                version: m.version.into(),
                description: m.description.into(),
                checksum: checksum(&up),
                up,
                down: Some((m.down)(backend)),
                is_transactional: true,
                path: None,
            }
        })
        .collect()
}

pub(super) fn checksum(steps: &[Step]) -> String {
    let mut hash = Sha256::new();
    for step in steps {
        for line in step.published_sql().replace("\r\n", "\n").trim_end().split('\n') {
            hash.update(line.trim_end().as_bytes());
            hash.update(b"\n");
        }
        hash.update(b";\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_does_not_depend_on_line_ends() {
        let step = |sql: &str| [Step::repeatable("s", sql)];
        assert_eq!(checksum(&step("a\r\nb ")), checksum(&step("a\nb")));
        assert_ne!(checksum(&step("a\nb")), checksum(&step("a\nc")));
        assert_ne!(checksum(&[]), checksum(&step("")));
    }
}
