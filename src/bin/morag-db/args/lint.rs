//! Arguments of `migrate lint`.

use super::migrate::backend;
use clap::Args;
use migration::Backend;
use std::path::PathBuf;

/// `migrate lint`
#[derive(Args, Debug)]
#[command(
    after_long_help = "Exits with 4 if there are findings. A comment before a statement allows what it\ndoes: -- allow: table-rewrite the table is small\n\nExamples:\n    morag-db migrate lint --backend postgres\n    morag-db migrate lint --backend mysql migrations/1001_notes.sql --output github"
)]
pub struct LintArgs {
    /// Files to check [default: all files of --migrations-dir]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Engine of the database; without it, the engine of the database URL
    #[arg(long, value_parser = backend, value_name = "sqlite|postgres|mysql|mariadb")]
    pub backend: Option<Backend>,
}
