//! The job service: the library behind the command line and the HTTP API. Every write by a worker checks its claim
//! token under the row's lock, in the transaction that writes; every change writes its event in the same
//! transaction. All times come from the database's clock.

mod model;
mod read;
mod service;
mod store;

pub use crate::db::claims::RemoteJob;
use crate::db::retry::delays;
use crate::db::{Session, Work};
use crate::error::{Result, SqlError, SqlErrorKind};
pub use migration::PARTITIONED_TABLES;
pub use model::canary::{CanaryOptions, CanaryProgress, CanaryState, CanaryStatus, Outcomes, percentage};
pub use model::content_type::{CONTENT_TYPES, ContentType};
pub use model::fingerprint::{FINGERPRINT_LENGTH, folded};
pub use model::history::{
    ArchiveOptions, ArchivePlan, ArchiveReport, ArchiveSelection, DropPlan, ENDED, HistoryMonth, MIN_ARCHIVE_AGE, Month,
};
pub use model::json::MAX_DEPTH;
pub use model::kind::{Action, Force, Kind, Status};
pub use model::new_job::NewJob;
pub use model::plan::{BulkAction, BulkPlan, BulkReport, NO_ATTEMPT_LEFT, NewRun, PlannedJob, Selection, UNLESS_FORCED};
pub use model::submission::{Answer, Outcome, Submission, Verdict};
pub use model::undo::{Keep, Prune, PrunePlan, UndoPlan, UndoReport, UndoneJob};
pub use read::audit::ChangedJob;
pub use read::details::JobDetails;
pub use read::failures::{FailureGroup, Failures, Share};
pub use read::list::{JobLine, Neighbours, Page};
pub use read::position::{Order, Position};
pub use read::stats::Operation;
pub use read::stats::{CAP, StatsReport, StatusCount, WorkerLine};
pub use read::timing::{ErrorGroup, SAMPLE, Timing, Timings};
pub use read::trend::{Durations, EndedJobs, Interval, Trend, Window};
pub use read::why::{Act, Attempt, Reason, Stuck, StuckGroup, Taker, Why};
pub use service::bench::Pace;
pub use service::bulk::ApplyOptions;
pub use service::canary::CanaryRun;
pub use service::claim::{ClaimEventPrefix, ClaimRequest, Heartbeat, TimeLimits};
pub use service::create::{Created, IdempotentJob};
pub use service::failures::Grouped;
pub use service::late::LateResult;
pub use service::sweep::{Due, RETRY_BACKLOG, RetryScope, Swept};
use std::time::Duration;
pub use store::archive::{Kept, Pruned};
pub use store::event::Event;
pub use store::filter::Filter;
use store::known_types::KnownTypes;
pub use store::sweep_lease::SweepLease;
pub use store::types::{Pause, TypeChange, TypeSetting};

/// The job service on one database connection.
#[derive(Debug)]
pub struct Service {
    session: Session,
    actor: String,
    known_types: Option<KnownTypes>,
    /// Whether the server has a timeline that this role may read; `None` until the first claim.
    has_timeline: Option<bool>,
}

/// Maximum attempts of a transaction that fails with a deadlock or a certification conflict: in a cluster, all nodes
/// compete for the same oldest job.
const CONFLICTS: usize = 39;
/// Maximum attempts of a transaction that fails with a lock timeout (seconds each) or an unavailable server.
const WAITS: usize = 11;

impl Service {
    /// Creates the service on `session`; `actor` is recorded in every event.
    pub async fn new(mut session: Session, actor: String) -> Result<Service> {
        session.prepare(Work::Jobs).await?;
        Ok(Service { session, actor: actor.chars().take(255).collect(), known_types: None, has_timeline: None })
    }

    /// A service for reading only: the session is not prepared for writing.
    pub fn reading(session: Session, actor: String) -> Service {
        Service { session, actor, known_types: None, has_timeline: None }
    }

    /// Sets the actor that is recorded in later events.
    pub fn act_as(&mut self, actor: &str) {
        self.actor = actor.chars().take(255).collect();
    }

    /// The actor that is recorded in events.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The database session, for queries that are not about jobs.
    pub fn session(&mut self) -> &mut Session {
        &mut self.session
    }

    /// The database's name, as an operator types it to confirm an operation.
    pub fn database_name(&self) -> String {
        self.session.url().database_name()
    }

    /// Closes the connection.
    pub async fn close(self) {
        self.session.close().await;
    }

    /// Runs a transaction and retries it after a conflict with another one. This never runs a job twice: nothing of a
    /// failed attempt was committed.
    async fn with_retries<T>(
        &mut self,
        mut work: impl AsyncFnMut(&mut Service) -> std::result::Result<T, SqlError>,
    ) -> std::result::Result<T, SqlError> {
        let mut conflicts = delays(Duration::from_millis(5), Duration::from_millis(150), CONFLICTS);
        let mut waits = delays(Duration::from_millis(5), Duration::from_millis(150), WAITS);
        loop {
            let answer = match work(self).await {
                Ok(done) => return Ok(done),
                Err(answer) => answer,
            };
            self.session.give_up(&answer).await;
            let delay = match answer.kind {
                SqlErrorKind::Retry => conflicts.next(),
                SqlErrorKind::LockTimeout | SqlErrorKind::Unavailable => waits.next(),
                _ => None,
            };
            let Some(delay) = delay else { return Err(answer) };
            tracing::debug!(%answer, ?delay, "running the transaction again");
            tokio::time::sleep(delay).await;
        }
    }
}
