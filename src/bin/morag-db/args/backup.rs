//! Arguments of `backup` and `restore`.

use super::copy::{TableArgs, UuidSpelling, size};
use super::{ConfirmArgs, LockArgs, positive};
use clap::Args;
use morag_db::copy::Keep;
use std::path::PathBuf;

/// `backup`
#[derive(Args, Debug)]
#[command(
    after_long_help = "A backup is an SQLite file with all rows, the version of the schema and checksums.\nIt can be restored on any engine. It is read as the database is at one moment;\napplications may go on writing. An existing file is never overwritten.\n\nIf FILE is a folder, the backup gets a name with the database and the time.\n--keep-last and --keep-daily then remove older backups of the same database; a\nfile that is no backup stays.\n\nExit codes:\n    0  written, or with --check: whole\n    2  with --check: not a backup\n    4  with --check: damaged\n    8  the file exists, or with --check: of a newer version\n\nExamples:\n    \
                             morag-db backup morag.backup.db\n    \
                             morag-db backup /var/backups/morag --compress --keep-last 3 --keep-daily 14\n    \
                             morag-db backup --check morag.backup.db"
)]
pub struct BackupArgs {
    /// File to write, or an existing folder
    pub file: PathBuf,
    /// Check that FILE is a backup, can be read, and has the rows that were written
    #[arg(long, conflicts_with_all = ["compress", "keep_last", "keep_daily", "tables", "exclude", "redact", "rate"])]
    pub check: bool,
    /// Compress with zstd
    #[arg(long)]
    pub compress: bool,
    /// In a folder: keep the N newest backups of this database
    #[arg(long, value_name = "N", value_parser = positive)]
    keep_last: Option<usize>,
    /// In a folder: keep the newest backup of each of the last N days that have one
    #[arg(long, value_name = "N", value_parser = positive)]
    keep_daily: Option<usize>,
    #[command(flatten)]
    pub tables: TableArgs,
    /// Replace personal and secret values by made-up ones, like `copy --redact`
    #[arg(long)]
    pub redact: bool,
    /// On PostgreSQL: write UUIDs without hyphens, as SQLAlchemy 2 does on other engines, or with
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = UuidSpelling::Plain)]
    pub uuid_format: UuidSpelling,
    /// Write at most this much per second, e.g. 20MB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub rate: Option<u64>,
}

impl BackupArgs {
    pub fn keep(&self) -> Keep {
        Keep { last: self.keep_last, daily: self.keep_daily }
    }
}

/// `restore`
#[derive(Args, Debug)]
#[command(
    after_long_help = "The backup is checked first. The database must be empty, or not exist: then it is\ncreated at the version of the backup. To bring it to the version of this program\nafterwards, run: morag-db init\n\nExit codes:\n    0  restored, and the database has the rows of the backup\n    2  not a backup\n    4  damaged, or the database can't store some values; nothing was written\n    6  another process was still migrating the database, or copying into it, after\n       --lock-timeout\n    8  refused, e.g. because the database has rows\n\nExamples:\n    \
                             morag-db restore morag.backup.db --database-url postgresql://morag@db/morag\n    \
                             morag-db restore morag.backup.db --replace --yes --database morag"
)]
pub struct RestoreArgs {
    /// Backup to read
    pub file: PathBuf,
    /// Drop all tables of the database first, like `reset`; shows what will be lost and asks
    #[arg(long, conflicts_with_all = ["tables", "exclude"])]
    pub replace: bool,
    /// Show the plan and what the database can't store; change nothing
    #[arg(long, conflicts_with = "replace")]
    pub dry_run: bool,
    #[command(flatten)]
    pub tables: TableArgs,
    #[command(flatten)]
    pub confirm: ConfirmArgs,
    #[command(flatten)]
    pub locks: LockArgs,
}
