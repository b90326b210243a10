//! Delays before something is tried again that another session prevented. They have jitter, so that sessions which met once do
//! not meet again.

use super::session::Session;
use super::statement::Sql;
use crate::error::{SqlError, SqlErrorKind};
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use std::time::Duration;

/// Returns `times` delays, which double from `first` up to `longest`; each is up to twice as long by jitter.
pub(crate) fn delays(first: Duration, longest: Duration, times: usize) -> ExponentialBackoff {
    ExponentialBuilder::default().with_min_delay(first).with_max_delay(longest).with_max_times(times).with_jitter().build()
}

impl Session {
    /// See `Dialect::rebuilding`.
    pub(crate) fn rebuilding(&self, statement: &str, answer: &SqlError) -> Option<Sql> {
        self.engine().rebuilding(statement, answer)
    }

    /// Executes a statement outside a transaction; retries while it conflicts with another session.
    pub(crate) async fn execute_with_retries(&mut self, sql: &Sql) -> Result<u64, SqlError> {
        for pause in delays(Duration::from_millis(5), Duration::from_millis(500), 20) {
            match self.execute(sql).await {
                Err(answer) if answer.kind == SqlErrorKind::Retry => tokio::time::sleep(pause).await,
                done => return done,
            }
        }
        self.execute(sql).await
    }
}
