//! Arguments that select the failures which `serve` and `jobs expire` retry.

use super::duration;
use clap::Args;
use morag_db::jobs::RetryScope;
use std::time::Duration;

/// Which failures are retried automatically.
#[derive(Args, Clone, Copy, Debug)]
pub struct RetryArgs {
    /// Retry only failures that are at most this old
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h")]
    pub retry_window: Duration,
    /// Allow retrying more than 100 failures in one run
    #[arg(long)]
    pub retry_backlog: bool,
}

impl RetryArgs {
    pub fn scope(self) -> RetryScope {
        RetryScope { window: self.retry_window }
    }
}
