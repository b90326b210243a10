//! Arguments of `jobs watch`.

use super::filter::{FILTERS, FilterArgs};
use super::{interval, positive};
use crate::complete;
use clap::{Args, ValueEnum};
use std::time::Duration;

/// `jobs watch`
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// Job ids, or unique prefixes of job ids; instead of filters
    #[arg(add = complete::jobs(&[]), conflicts_with_all = FILTERS)]
    pub ids: Vec<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Interval between refreshes
    #[arg(long, value_name = "INTERVAL", value_parser = interval, default_value = "2s")]
    pub interval: Duration,
    /// Show at most N jobs
    #[arg(long, value_name = "N", value_parser = positive, default_value = "20")]
    pub limit: usize,
    /// Stop when all watched jobs have ended
    #[arg(long, value_name = "WHEN")]
    pub until: Option<Until>,
    /// With --until, exit with code 9 unless all watched jobs have completed
    #[arg(long, requires = "until")]
    pub exit_status: bool,
}

/// When a watch ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Until {
    /// All watched jobs are completed, failed, timed out, cancelled or deleted
    Terminal,
}
