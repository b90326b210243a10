//! Claims and plain results at each engine's own best: the fewest round trips and statements. What a claim or a result
//! means, and everything that is not plain, belongs to the job service.

pub(super) mod columns;
pub(super) mod event;
pub(super) mod exchange;
pub(super) mod failure;
mod remote_job;
pub(super) mod slots;

use super::SqlError;
use super::session::Session;
use super::statement::Sql;
pub(crate) use columns::{remote_job, remote_job_with_ingestion};
pub(crate) use event::{NewEvent, insert_events};
pub(crate) use exchange::{ClaimParts, Exchange, Exchanged, LimitedType, PlainResult, SLOT, is_paused, room};
pub(crate) use failure::{Failure, FailureChange, insert_failures};
pub use remote_job::RemoteJob;
pub(crate) use slots::{MOST_SLOTS, others};

/// The condition that the row `r` may be claimed.
pub(crate) fn ready(session: &Session) -> Sql {
    exchange::is_ready(session.now())
}

impl Session {
    /// Accepts results and claims.
    pub(crate) async fn exchange(&mut self, exchange: &Exchange<'_>) -> Result<Exchanged, SqlError> {
        if exchange.results.is_empty() && exchange.claim.is_none() {
            return Ok(Exchanged::default());
        }
        self.engine().exchange(self, exchange).await
    }
}
