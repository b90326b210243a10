//! Arguments that select the failures which `serve` and `jobs expire` retry.

use super::duration;
use clap::Args;
use morag_db::jobs::RetryScope;
use std::time::Duration;

/// Which failures are retried without being named.
#[derive(Args, Clone, Copy, Debug)]
pub struct RetryArgs {
    /// Retry only failures that are not older than this
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "1h")]
    pub retry_window: Duration,
    /// Allow retrying more than 100 failures at once
    #[arg(long)]
    pub retry_backlog: bool,
}

impl RetryArgs {
    pub fn scope(self) -> RetryScope {
        RetryScope { window: self.retry_window }
    }
}
