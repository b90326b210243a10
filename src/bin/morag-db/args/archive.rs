//! Arguments of `jobs archive`.

use super::actor::ActorArgs;
use super::copy::size;
use super::filter::{status, time};
use super::positive;
use crate::complete;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use morag_db::jobs::{ArchiveSelection, Month, Status};
use std::num::NonZeroU32;
use std::path::PathBuf;

/// `jobs archive` without a subcommand.
#[derive(Args, Debug)]
pub struct ArchiveArgs {
    /// Move jobs that ended before this time, e.g. "30d ago" or 2026-01-01; at least one day ago
    #[arg(long, value_name = "TIME", value_parser = time)]
    ended_before: Option<DateTime<Utc>>,
    /// Only these statuses, comma-separated: completed, failed, timeout, cancelled [default: all]
    #[arg(long, value_delimiter = ',', value_parser = status, requires = "ended_before", value_name = "STATUSES")]
    status: Vec<Status>,
    /// Move at most N jobs, those that ended first
    #[arg(long, value_name = "N", value_parser = positive, requires = "ended_before")]
    limit: Option<usize>,
    /// Move at most N jobs per second
    #[arg(long, value_name = "N", requires = "ended_before")]
    pub rate: Option<NonZeroU32>,
    /// Reason, recorded with the operation
    #[arg(long, value_name = "TEXT", requires = "ended_before")]
    pub reason: Option<String>,
    /// Show the plan and change nothing
    #[arg(long, requires = "ended_before")]
    pub dry_run: bool,
    /// Move the jobs without asking for confirmation
    #[arg(long, requires = "ended_before")]
    pub yes: bool,
    #[command(flatten)]
    pub actor: ActorArgs,
}

impl ArchiveArgs {
    /// Which jobs to move; `None` if the archive is only shown.
    pub fn selection(&self) -> Option<ArchiveSelection> {
        let limit = self.limit.map(|limit| limit as u64);
        self.ended_before.map(|ended_before| ArchiveSelection { ended_before, statuses: self.status.clone(), limit })
    }
}

#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// List the rows that are kept for `jobs undo`, by operation
    #[command(after_long_help = "Examples:\n    morag-db jobs archive kept")]
    Kept,
    /// Delete expired rows that were kept for `jobs undo`; with an option, also rows that have not expired
    #[command(
        after_long_help = "Examples:\n    morag-db jobs archive prune\n    morag-db jobs archive prune --at-most 100MB\n    morag-db jobs archive prune --operation 019a2f3c"
    )]
    Prune(PruneArgs),
    /// Write the jobs of a month with their events and late results to compressed files
    #[command(
        after_long_help = "Writes one zstd file of NDJSON for each table: one row per line, times in RFC 3339.\n\nExamples:\n    morag-db jobs archive export 2026-01 --to /backup\n    zstdcat /backup/job_history-2026-01.ndjson.zst | head -1"
    )]
    Export {
        /// Month in which the jobs ended, in UTC, e.g. 2026-01
        #[arg(value_name = "MONTH")]
        month: Month,
        /// Write the files to this folder
        #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        to: PathBuf,
    },
    /// Drop a month of the archive
    #[command(
        after_long_help = "A drop is instant; on SQLite it deletes the rows in short transactions.\nIf a drop is interrupted, run it again for the same month.\n\nExamples:\n    morag-db jobs archive drop 2026-01 --export /backup\n    morag-db jobs archive drop 2026-01 --dry-run"
    )]
    Drop(DropArgs),
}

/// `jobs archive prune`
#[derive(Args, Debug)]
pub struct PruneArgs {
    /// Delete the oldest rows until the rest has at most this size, e.g. 100MB or 1GiB; rows of purged jobs last
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub at_most: Option<u64>,
    /// Delete all rows of this operation (id or unique prefix)
    #[arg(long, value_name = "OPERATION", conflicts_with = "at_most", add = complete::operations())]
    pub operation: Option<String>,
    /// Delete without asking for confirmation
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub actor: ActorArgs,
}

/// `jobs archive drop`
#[derive(Args, Debug)]
pub struct DropArgs {
    /// Month in which the jobs ended, in UTC, e.g. 2026-01
    #[arg(value_name = "MONTH")]
    pub month: Month,
    /// Export the month to this folder first
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub export: Option<PathBuf>,
    /// Reason, recorded with the operation
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Show the plan and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Drop the month without asking for confirmation
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub actor: ActorArgs,
}
