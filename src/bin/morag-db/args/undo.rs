//! Arguments of `jobs undo`.

use super::actor::ActorArgs;
use crate::complete;
use clap::Args;
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
