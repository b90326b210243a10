//! Arguments of `jobs undo` and `jobs archive`.

use super::actor::ActorArgs;
use super::copy::size;
use crate::complete;
use clap::{Args, Subcommand};
use std::num::NonZeroU32;

/// `jobs undo`
#[derive(Args, Debug)]
pub struct UndoArgs {
    /// Operation id, or a unique prefix of it; `jobs audit` lists the operations
    #[arg(add = complete::operations())]
    pub operation: String,
    /// Undo at most N jobs per second
    #[arg(long, value_name = "N")]
    pub rate: Option<NonZeroU32>,
    /// Reason, recorded in the events
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Show the plan and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Undo without asking for confirmation
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub actor: ActorArgs,
}

/// `jobs archive`
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Delete expired rows from the archive; with an option, also rows that have not expired
    #[command(
        after_long_help = "Examples:\n    morag-db jobs archive prune\n    morag-db jobs archive prune --at-most 100MB\n    morag-db jobs archive prune --operation 019a2f3c"
    )]
    Prune(PruneArgs),
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
