//! Known migrations, rendered for one engine, and the list of built-in ones.

use migration::{Backend, MIGRATIONS, Step};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// Source of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Built into this binary.
    BuiltIn,
    /// A site's own file.
    Site,
}

/// Migration, rendered for one backend.
#[derive(Clone, Debug)]
pub struct Known {
    /// Source of the migration.
    pub stream: Stream,
    /// Version; the key in `schema_migrations`.
    pub version: String,
    /// Description shown to the user.
    pub description: String,
    /// Steps that apply the migration.
    pub up: Vec<Step>,
    /// Steps that undo the migration; `None` if its file has no down section.
    pub down: Option<Vec<Step>>,
    /// SHA-256 of the rendered `up`, in hex; independent of line endings.
    pub checksum: String,
    /// Whether it may run inside a transaction.
    pub is_transactional: bool,
    /// The file it was read from.
    pub path: Option<PathBuf>,
}

impl Known {
    /// Whether a failed run is rolled back completely.
    pub fn is_atomic(&self, backend: Backend) -> bool {
        backend.has_transactional_ddl() && self.is_transactional
    }
}

/// Returns the built-in migrations, in the order of application.
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
