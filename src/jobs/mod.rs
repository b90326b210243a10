//! The job service: the library that the command line and the HTTP API use. Every write by a worker checks its
//! claim's token in the transaction that writes, under the row's lock; every change writes its event in the same
//! transaction. All times are the database's clock.

mod audit;
mod batch_key;
mod bench;
mod bulk;
mod claim;
mod claimable;
mod create;
mod event;
mod filter;
mod json;
mod kind;
mod late;
mod list;
mod other;
mod plan;
mod release;
mod remote;
mod settle;
mod stats;
mod sweep;
mod sweep_lease;
mod timing;

use crate::db::Session;
use crate::error::{Result, SqlError, SqlErrorKind};
pub use audit::Touched;
pub use bench::Pace;
pub use claim::{ClaimMark, ClaimRequest, Heartbeat, TimeLimits};
pub use create::{CONTENT_TYPES, Created, MadeOnce, NewJob};
pub use event::Event;
pub use filter::Filter;
pub use json::MAX_DEPTH;
pub use kind::{Action, Force, Kind, Status};
pub use late::LateResult;
pub use list::{JobLine, Order, Page, Story};
pub use plan::{BulkAction, BulkPlan, BulkReport, NewRun, PlannedJob, Selection};
pub use remote::RemoteJob;
pub use settle::{Answer, Outcome, Submission, Verdict};
pub use stats::Operation;
pub use stats::{CAP, StatsReport, StatusCount, WorkerLine};
use std::time::Duration;
pub use sweep::{Due, RETRY_BACKLOG, RetryScope, Swept};
pub use sweep_lease::SweepLease;
pub use timing::{ErrorGroup, SAMPLE, Timing, Timings, folded};

/// The service over one connection.
#[derive(Debug)]
pub struct Service {
    session: Session,
    actor: String,
}

/// How often a transaction is run again that lost a deadlock or a certification: on the nodes of a cluster all see the same
/// oldest job.
const TRIES: u32 = 40;
/// How often one is run again that waited for a lock in vain, each time for seconds.
const WAITS: u32 = 12;

impl Service {
    /// Takes a session over; `actor` stands in every event.
    pub async fn new(mut session: Session, actor: String) -> Result<Service> {
        session.prepare_for_jobs().await?;
        Ok(Service { session, actor: actor.chars().take(255).collect() })
    }

    /// For looking only: nothing is set up for writing.
    pub fn reading(session: Session, actor: String) -> Service {
        Service { session, actor }
    }

    /// From now on `actor` stands in every event.
    pub fn act_as(&mut self, actor: &str) {
        self.actor = actor.chars().take(255).collect();
    }

    /// The connection, for what is not about jobs.
    pub fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The database's name, as it must be typed to agree to something.
    pub fn database_name(&self) -> String {
        self.session.url().database_name()
    }

    /// Says goodbye.
    pub async fn close(self) {
        self.session.close().await;
    }

    /// Runs a transaction, and runs it again where another one was in the way. It never re-runs a job: nothing of it was
    /// committed.
    async fn again<T>(
        &mut self,
        mut work: impl AsyncFnMut(&mut Service) -> std::result::Result<T, SqlError>,
    ) -> std::result::Result<T, SqlError> {
        let mut tries = 0;
        loop {
            match work(self).await {
                Ok(done) => return Ok(done),
                Err(answer) => {
                    self.session.give_up(&answer).await;
                    tries += 1;
                    let most = match answer.kind {
                        SqlErrorKind::Retry => TRIES,
                        SqlErrorKind::LockTimeout | SqlErrorKind::Unavailable => WAITS,
                        _ => 0,
                    };
                    if tries >= most {
                        return Err(answer);
                    }
                    tracing::debug!(%answer, tries, "running the transaction again");
                    let jitter = u64::from(uuid::Uuid::new_v4().as_bytes()[0]);
                    tokio::time::sleep(Duration::from_millis(5 * u64::from(tries.min(20)) + jitter * u64::from(tries.min(8)) / 8)).await;
                }
            }
        }
    }
}
