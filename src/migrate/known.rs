//! A migration that is known, rendered for one engine, and the built-in ones.

use migration::{Backend, MIGRATIONS, Step};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

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

/// The migrations of this binary, in the order in which they are applied.
pub(super) fn built_in(backend: Backend) -> Vec<Known> {
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
