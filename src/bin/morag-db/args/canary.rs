//! Arguments of `jobs requeue --canary` and `jobs operations`.

use super::actor::ActorArgs;
use super::duration;
use crate::complete;
use clap::{Args, Subcommand};
use morag_db::jobs::CanaryOptions;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

/// The canary arguments of `jobs requeue`.
#[derive(Args, Debug)]
pub struct CanaryArgs {
    /// Requeue N jobs first, wait until they end, then requeue in steps, each four times as large as the one before
    #[arg(long, value_name = "N", conflicts_with = "plan_out")]
    canary: Option<NonZeroUsize>,
    /// With --canary: stop if more than this share of a step's jobs fails
    #[arg(long, value_name = "PERCENT", value_parser = percent, default_value = "20%", requires = "canary")]
    max_failure_rate: f64,
    /// With --canary: stop if a step's jobs have not ended after this time
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h", requires = "canary")]
    canary_timeout: Duration,
}

impl CanaryArgs {
    /// The options; `None` if all jobs are requeued at once.
    pub fn options(&self, rate: Option<NonZeroU32>, keep_for: Duration) -> Option<CanaryOptions> {
        let first = self.canary?.get();
        Some(CanaryOptions { first, max_failure_rate: self.max_failure_rate, timeout: self.canary_timeout, rate, keep_for })
    }
}

/// `jobs operations`
#[derive(Debug, Subcommand)]
pub enum OperationsCommand {
    /// Show the status of an operation
    #[command(after_long_help = "Examples:\n    morag-db jobs operations show 019a2f3c")]
    Show {
        /// Operation id, or a unique prefix of it
        #[arg(add = complete::operations())]
        operation: String,
    },
    /// Pause an operation: jobs that are released go on, no further ones are released
    #[command(after_long_help = "Examples:\n    morag-db jobs operations pause 019a2f3c")]
    Pause {
        /// Operation id, or a unique prefix of it
        #[arg(add = complete::operations())]
        operation: String,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// Resume an operation that was paused, stopped or interrupted, and carry it out to its end
    #[command(
        after_long_help = "One that stopped because too many jobs failed begins again with a small step.\n\nExamples:\n    morag-db jobs operations resume 019a2f3c"
    )]
    Resume {
        /// Operation id, or a unique prefix of it
        #[arg(add = complete::operations())]
        operation: String,
        #[command(flatten)]
        actor: ActorArgs,
    },
    /// End an operation for good: its remaining jobs stay as they are
    #[command(
        after_long_help = "`jobs undo` restores the released jobs that nobody has claimed.\n\nExamples:\n    morag-db jobs operations abort 019a2f3c"
    )]
    Abort {
        /// Operation id, or a unique prefix of it
        #[arg(add = complete::operations())]
        operation: String,
        #[command(flatten)]
        actor: ActorArgs,
    },
}

impl OperationsCommand {
    /// The actor; `None` of a command that changes nothing.
    pub fn actor(&self) -> Option<&ActorArgs> {
        match self {
            OperationsCommand::Show { .. } => None,
            OperationsCommand::Pause { actor, .. } | OperationsCommand::Resume { actor, .. } | OperationsCommand::Abort { actor, .. } => {
                Some(actor)
            }
        }
    }
}

/// Parses a share of jobs, e.g. `20%`; a number alone could mean a fraction.
fn percent(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.strip_suffix('%').and_then(|number| number.trim().parse().ok());
    number
        .filter(|n| (0.0..=100.0).contains(n))
        .map(|n| n / 100.0)
        .ok_or_else(|| "expected a percentage such as 20%, from 0% to 100%".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_percentage() {
        assert_eq!((percent("20%"), percent("0%"), percent("100 %")), (Ok(0.2), Ok(0.0), Ok(1.0)));
        for text in ["", "%", "101%", "-1%", "a", "NaN%", "inf%", "0.2", "20"] {
            assert!(percent(text).is_err(), "{text}");
        }
    }
}
