//! `version`

use super::{Report, TextStyle};
use serde::Serialize;

/// The version of this program, and how it was built.
#[derive(Serialize)]
pub struct Version {
    name: &'static str,
    version: &'static str,
    /// The newest version of the schema that this program knows.
    newest_migration: &'static str,
    /// The commit that it was built from; `None` if the build knew none.
    commit: Option<&'static str>,
    /// The target triple.
    target: &'static str,
    /// The profile of Cargo.toml.
    profile: &'static str,
}

impl Version {
    pub fn of_this_program() -> Version {
        Version {
            name: "morag-db",
            version: env!("CARGO_PKG_VERSION"),
            newest_migration: migration::MIGRATIONS.last().map_or("", |newest| newest.version),
            commit: Some(env!("MORAG_DB_BUILT_FROM")).filter(|commit| !commit.is_empty()),
            target: env!("MORAG_DB_TARGET"),
            profile: env!("MORAG_DB_PROFILE"),
        }
    }
}

impl Report for Version {
    fn text(&self, _: TextStyle) -> String {
        format!("{} {}\n", self.name, self.version)
    }
}
