//! Arguments of `jobs late`.

use super::actor::ActorArgs;
use super::positive;
use crate::complete;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum LateCommand {
    /// List late results, newest first
    #[command(after_long_help = "Examples:\n    morag-db jobs late list")]
    List {
        /// Show at most N late results
        #[arg(long, value_name = "N", value_parser = positive, default_value = "50")]
        limit: usize,
    },
    /// Accept a late result as the job's result, unless a worker is processing the job
    #[command(after_long_help = "Examples:\n    morag-db jobs late accept 019a2f3c-… --reason 'checked by hand'")]
    Accept {
        /// Id of the late result, or a unique prefix of it
        #[arg(add = complete::late_results())]
        id: String,
        /// Reason, recorded in the events
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Replace the result of a job that is completed already; the event keeps the replaced result
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        actor: ActorArgs,
    },
}
