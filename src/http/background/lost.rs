//! LostClaims claims, which did not reach their worker: it disconnected, or the database's answer was lost. Their jobs are
//! released as soon as the database shows what was committed, instead of waiting for their deadline.

use super::waiters::Waiters;
use crate::error::Error;
use crate::http::metrics::Metrics;
use crate::http::pool::{Lane, Pool, PoolError};
use crate::jobs::ClaimEventPrefix;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Pause before the first check; each later pause is twice as long.
const PAUSE: Duration = Duration::from_millis(100);
/// Maximum repeated checks: a server may continue the transaction of a disconnected client for minutes, and the last
/// pause is 100 ms × 2¹¹, more than three minutes.
const MAX_CHECKS: u32 = 11;
/// Maximum number of remembered claims; any others wait for their deadline.
const MOST: usize = 10_000;

/// The lost claims to check.
#[derive(Debug, Default)]
pub struct LostClaims {
    claims: Mutex<Vec<Claim>>,
    came: Notify,
}

/// A claim in progress, or a lost one.
#[derive(Clone, Debug)]
pub struct Claim {
    actor: String,
    mark: ClaimEventPrefix,
    looks: u32,
    due: Instant,
}

impl Claim {
    /// A claim that `actor` is about to start.
    pub fn new(actor: &str) -> Self {
        Claim { actor: actor.into(), mark: ClaimEventPrefix::new(), looks: 0, due: Instant::now() }
    }

    /// The mark by which the claim is found in the database.
    pub fn mark(&self) -> &ClaimEventPrefix {
        &self.mark
    }
}

/// Whether the transaction may have been committed in spite of the error.
pub fn is_unsure(unserved: &PoolError) -> bool {
    matches!(unserved, PoolError::TimedOut | PoolError::Failed(Error::ConnectionLost { .. }))
}

impl LostClaims {
    fn claims(&self) -> std::sync::MutexGuard<'_, Vec<Claim>> {
        self.claims.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Number of lost claims to check.
    pub fn count(&self) -> usize {
        self.claims().len()
    }

    /// Adds a lost claim and schedules its next check.
    pub fn note(&self, claim: Claim) {
        let mut claims = self.claims();
        if claims.len() >= MOST {
            tracing::warn!("too many lost claims to remember: this one waits for its time-out");
            return;
        }
        claims.push(Claim { due: Instant::now() + PAUSE * (1 << claim.looks), ..claim });
        self.came.notify_one();
    }

    fn take_due(&self, now: Instant) -> Vec<Claim> {
        self.claims().extract_if(.., |claim| claim.due <= now).collect()
    }

    /// Waits until there is a lost claim, then for one pause.
    pub async fn wait(&self) {
        let came = self.came.notified();
        if self.count() == 0 {
            came.await;
        }
        tokio::time::sleep(PAUSE).await;
    }

    /// A time by which the next check of every lost claim is due.
    pub fn last_check_due() -> Instant {
        Instant::now() + PAUSE * (1 << MAX_CHECKS)
    }

    /// Checks the claims that are due by `until` and releases their jobs.
    pub async fn release_due(&self, pool: &Pool, metrics: &Metrics, waiters: &Waiters, until: Instant) {
        let mut due = self.take_due(until).into_iter();
        for claim in due.by_ref() {
            let mark = claim.mark.clone();
            match pool.run(Lane::Write, &claim.actor, async move |s| s.release_by_prefix(&mark).await).await {
                Ok(0) if claim.looks < MAX_CHECKS => self.note(Claim { looks: claim.looks + 1, ..claim }),
                Ok(0) => {}
                Ok(jobs) => {
                    tracing::info!(jobs, "put back what was claimed and never told");
                    metrics.released.inc_by(jobs);
                    waiters.hint(None);
                }
                Err(unserved) => {
                    // the next ones would fail too
                    tracing::debug!(?unserved, "searching for a claim whose answer was lost");
                    self.note(Claim { looks: claim.looks.max(3), ..claim });
                    break;
                }
            }
        }
        self.claims().extend(due);
    }
}
