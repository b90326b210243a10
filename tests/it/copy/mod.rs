//! Copies between databases, backups and restores.

mod backup;
mod fits;
mod jobs;
mod merge;
mod options;
mod pairs;
mod resume;
mod unmanaged;

use crate::support::{Run, TestDatabase};

impl TestDatabase {
    /// Copies this database into `target`.
    pub fn copy_to(&self, target: &TestDatabase, arguments: &[&str]) -> Run {
        let mut all = vec!["copy", "--to", &target.url, "--output", "json"];
        all.extend(arguments);
        self.run(&all)
    }
}
